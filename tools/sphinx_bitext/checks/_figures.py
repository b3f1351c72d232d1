"""Numbers written in digits, read so that the spelling of the locale makes no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ._tokens import prose

_SPACES = " \u00a0\u2009\u202f"
_FIGURE_RE = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,٫．，]\d+)?(?!\d)|\d+(?:[.,'’٫٬．，]\d+)*")
_MARK_RE = re.compile(r"\D")
_DIGIT_RE = re.compile(r"\d")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_RE = re.compile(
    r"\b(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b"
)
_WORDS = {
    "0": "zero no none",
    "1": "one once first single a an each another",
    "2": "two twice second double both pair either half couple",
    "3": "three third triple thrice quarter",
    "4": "four fourth quarter quarterly",
    **{str(n): word for n, word in enumerate(["five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 5)},
}
_VALUES = {word: value for value, words in _WORDS.items() for word in words.split()}
_WORD_RE = re.compile(rf"\b(?:{'|'.join(_VALUES)})\b", re.IGNORECASE)
# A capital that does not begin the sentence.
_NAMED_RE = re.compile(r"(?<=[\w,;] )[A-Z][A-Za-z]+[ \u00a0](\d+)\b")
_CLOCK_RE = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_MULTIPLIED_RE = re.compile(r"\d\s*(?:hundred|thousand|million|billion|trillion|[kmb]\b)", re.IGNORECASE)
WORDY = frozenset(str(n) for n in range(13))
"""Values that many languages write as words in running text."""


def figures(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield (value, as written) of each number shown in digits; code and addresses are left out.

    A value has ASCII digits, no group marks and a point: `1 000` and `1,000` are `1000`, `9,1` is `9.1`.
    """
    if not _DIGIT_RE.search(markdown):
        return
    for match in _FIGURE_RE.finditer(prose(markdown)):
        for value in _values(match[0]):
            yield value, match[0]


def unwritten(english: str) -> frozenset[str] | None:
    """Return the values that a translation of `english` may write or leave out as it likes; None: no number is fixed.

    Months and number words may turn into digits; a clock of twelve hours and multiplied numbers change altogether.
    """
    if _CLOCK_RE.search(english) or _MULTIPLIED_RE.search(english):
        return None
    months = {str(_MONTHS.index(match[0][:3].lower()) + 1) for match in _MONTH_RE.finditer(english)}
    return frozenset(months | {_VALUES[match[0].lower()] for match in _WORD_RE.finditer(english)})


def digits_only(english: str, value: str) -> bool:
    """Say whether no language writes this number as a word: in a date, behind a name (`Level 3`), or a large one."""
    if value not in WORDY or _MONTH_RE.search(english):
        return True
    return any(match[1].lstrip("0") == value for match in _NAMED_RE.finditer(english))


def _values(written: str) -> list[str]:
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in written)
    parts = _MARK_RE.split(digits)
    marks = _MARK_RE.findall(digits)
    if not marks:
        return [_plain(digits)]
    if len(parts) == 3 and (len(parts[0]) == 4 or len(parts[2]) == 4):  # a date
        return [_plain(part) for part in parts]
    grouped = all(len(part) == 3 for part in parts[1:-1]) and 0 < len(parts[0]) <= 3 and parts[0] != "0"
    if grouped and len(parts[-1]) == 3 and len(set(marks)) == 1:
        return [_plain("".join(parts))]
    if grouped and len(set(marks[:-1])) == 1 and marks[-1] not in marks[:-1]:
        return [f"{_plain(''.join(parts[:-1]))}.{parts[-1]}"]
    return [".".join(parts)]


def _plain(digits: str) -> str:
    return digits.lstrip("0") or "0"
