"""What a run of digits and marks says: in a locale, on the other clock, times a power of ten."""

from __future__ import annotations

import re
from functools import lru_cache

from ...locales import number_marks

BLANKS = " \u00a0\u2009\u202f"
_ONE_TO_ONE = "1:1"
MARK_RE = re.compile(rf"[.,'’٫٬{BLANKS}]")
_VERSION_RE = re.compile(r"[0-9]+(?:\.[0-9]+){2,}")
_CLOCK_RE = re.compile(
    r"(?<![0-9:])([0-9]{1,2})(?::[0-9]{2}|[.][0-9]{2}(?=\s*[AaPp]\.?[Mm]\b))?(?:\s*[AaPp]\.?[Mm]\b)?"
)
_SCALE_RE = re.compile(
    r"\s?(?:(?P<two>hundred)|(?P<three>thousand|千|천)|(?P<four>[万萬만])|(?P<five>lakh|लाख)|(?P<six>million|百万)|"
    r"(?P<seven>crore|करोड़)|(?P<eight>[億亿억])|(?P<nine>billion)|(?P<twelve>trillion|兆))"
)
SCALE = re.sub(r"\?P<\w+>", "?:", _SCALE_RE.pattern)
"""A pattern for a power of ten behind a number."""
_ZEROS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "twelve": 12}
_BUDDHIST_YEARS = 543


@lru_cache(maxsize=1 << 12)
def readings(run: str, locale: str, *, blank_groups: bool = False) -> tuple[str, ...]:
    """Return what a run of digits and marks says in a locale."""
    if run == _ONE_TO_ONE:
        return (run,)
    if run.isdigit():
        years = (str(int(run) - _BUDDHIST_YEARS),) if _is_thai_year(run, locale) else ()
        return (run.lstrip("0") or "0", *years)
    if _VERSION_RE.fullmatch(run):
        grouped = _grouped(run, locale, blank_groups)
        return (run, grouped) if grouped else (run,)
    grouped = _grouped(run, locale, blank_groups)
    if grouped:
        return (grouped,)
    whole, _, decimals = run.replace("٫", ".").replace(number_marks(locale).decimal, ".").partition(".")
    return (f"{whole.lstrip('0') or '0'}.{decimals}",) if whole.isdigit() and decimals.isdigit() else ()


def _is_thai_year(run: str, locale: str) -> bool:
    return locale.startswith("th") and len(run) == 4 and run.startswith("25")


def _grouped(run: str, locale: str, blank_groups: bool) -> str | None:
    """Return a number in groups of three, or of two and three, without its group marks; None when it is none."""
    match = _group_re(locale, blank_groups).fullmatch(run)
    if not match:
        return None
    whole = MARK_RE.sub("", match["whole"]).lstrip("0") or "0"
    return f"{whole}.{match['decimals']}" if match["decimals"] else whole


@lru_cache(maxsize=64)
def _group_re(locale: str, blank_groups: bool) -> re.Pattern[str]:
    decimal, group = number_marks(locale)
    marks = {" ": BLANKS, "’": "'’", "'": "'’"}.get(group, re.escape(group))
    marks += "٬" + (BLANKS if blank_groups else BLANKS[1:])
    return re.compile(
        rf"(?P<whole>[0-9]{{1,3}}(?P<mark>[{marks}])(?:[0-9]{{2,3}}(?P=mark))*[0-9]{{3}})"
        rf"(?:[٫{re.escape(decimal)}](?P<decimals>[0-9]+))?"
    )


def other_hours(text: str) -> dict[int, str]:
    """Return, by place, the hour of the other clock: 15 for `3 PM`, 3 for `15:00`."""
    found = {}
    for match in _CLOCK_RE.finditer(text) if ":" in text or "m" in text.lower() else ():
        if len(match.group()) == len(match[1]):
            continue
        hour = int(match[1])
        other = {0: 12, 12: 0}.get(hour, (hour + 12) % 24)
        found[match.start(1)] = str(other)
    return found


def scaled(values: tuple[str, ...], text: str, end: int) -> tuple[str, ...]:
    """Return `values` times the power of ten that follows at `end` as a word: `2 million`, `200万`."""
    match = _SCALE_RE.match(text, end)
    return tuple(_times(value, _ZEROS[str(match.lastgroup)]) for value in values) if match else ()


def _times(value: str, zeros: int) -> str:
    """Return a decimal number times a power of ten."""
    whole, _, decimals = value.partition(".")
    moved = whole + decimals.ljust(zeros, "0")[:zeros]
    rest = decimals[zeros:].rstrip("0")
    return (moved.lstrip("0") or "0") + (f".{rest}" if rest else "")
