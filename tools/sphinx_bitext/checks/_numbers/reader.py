"""The numbers that stand in digits, with every way in which they may be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...model import Span
from .._literals import literals, without_literals
from .._shown import Shown, shown
from .._tokens import inline
from .readings import BLANKS, MARK_RE, SCALE, other_hours, readings, scaled

_RUN_RE = re.compile(rf"(?<![0-9:])1:1(?![0-9:])|[0-9]+(?:[.,'’٫٬{BLANKS}][0-9]+){{0,7}}")
_COLON_RE = re.compile(":")
_BLANK_RE = re.compile(rf"[{BLANKS}]")

_DIGITS_RE = re.compile(r"[0-9]+")
# Digits of all scripts, and more: what is left to the reader may be too much, never too little.
_DIGIT = r"\d\u00b2\u00b3\u00b9\u00bc-\u00be\u1369-\u1371\u19da\u2070-\u209f\u2150-\u218b\u2460-\u24ff\u2776-\u2793"
_DIGIT += r"\U00010a40-\U00010a48\U00010e60-\U00010e7e\U00011052-\U0001106f\U0001f100-\U0001f10c"
_WHOLE_RE = re.compile(rf"[{_DIGIT}]+(?:[.,:'’٫٬{BLANKS}][{_DIGIT}]+)*(?:\s*[AaPp]\.?[Mm]\b|{SCALE})?")
_DOTTED_RE = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_WORDS_UP_TO = 12
_NAME_BEFORE_RE = re.compile(
    r"\w[^.!?:;\n]*[^\w.!?:;\n](?!(?-i:Step|Part|May|June|July|April|March)\b)[A-Z]\w*[ \u00a0-]\Z"
)
_GLUED_BEFORE_RE = re.compile(r"[^\W\d_][-.]?\Z|[:.(\[/#+]\Z", re.ASCII)
_GLUED_BEHIND_RE = re.compile(r"(?!st|nd|rd|th)[a-z]|[/)\]][^\s]|[A-Z+/:]", re.ASCII)
_NAME_REACH = 60
_FRACTION_RE = re.compile("[¼-¾⅐-⅞]")


class Number(NamedTuple):
    """A number in digits."""

    text: str
    """As it is shown."""
    span: Span
    """In the Markdown."""
    values: tuple[str, ...]
    """What it says to a reader of the locale, in Western digits, `.` before decimals; none where it is several."""
    loose: tuple[str, ...] = ()
    """What it says to readers of other conventions."""
    parts: tuple[Number, ...] = ()
    """The numbers it may be instead: `4.3.2021`."""
    in_name: bool = False
    """It belongs to a name, a code or a list: `Windows 7`, `E5`, `1:1`, `(2)`."""

    @property
    def small(self) -> int | None:
        """A whole number up to 12, which many languages write as a word; None for others, and within names."""
        if self.in_name or not self.values or not self.values[0].isdigit() or len(self.values[0]) > 2:
            return None
        return int(self.values[0]) if int(self.values[0]) <= _WORDS_UP_TO else None


@lru_cache(maxsize=1 << 13)
def read_numbers(markdown: str, locale: str) -> tuple[Number, ...]:
    """Return the numbers that inline Markdown shows, without those of code, addresses and names of files."""
    seen = shown(markdown)
    text = _western(without_literals(seen.text))
    hours = other_hours(text)
    return tuple(_numbers(seen, text, locale, hours))


def whole_numbers(markdown: str) -> list[str] | None:
    """Return the numbers that inline Markdown shows, sorted, where all are whole ones; None where it takes a reader."""
    found = _WHOLE_RE.findall(inline(markdown).plain)
    digits = "".join(found)
    return sorted(found) if not digits or (digits.isascii() and digits.isdigit()) else None


def copied_digits(markdown: str) -> frozenset[str]:
    """Return the digits in what has checks of its own: code, addresses, paths, names of files."""
    pieces = " ".join([*inline(markdown).code, *(one.text for one in literals(shown(markdown).text))])
    return frozenset(_DIGITS_RE.findall(pieces) + _DOTTED_RE.findall(pieces))


def _numbers(seen: Shown, text: str, locale: str, hours: dict[int, str]) -> Iterator[Number]:
    for match in _RUN_RE.finditer(text):
        number = _read(match.group(), match.start(), seen, locale)
        extra = [hours[match.start()]] if match.start() in hours else []
        extra += scaled(number.values, text, match.end())
        yield number._replace(values=(*number.values, *extra), in_name=_is_in_name(text, *match.span()))
    for match in _FRACTION_RE.finditer(text):
        span = seen.span(*match.span())
        over = unicodedata.normalize("NFKC", match.group()).split("\u2044")
        parts = tuple(Number(part, span, (part,)) for part in over)
        yield Number(match.group(), span, (f"{unicodedata.numeric(match.group()):g}",), (), parts)


def _is_in_name(text: str, start: int, end: int) -> bool:
    before = text[max(start - _NAME_REACH, 0) : start]
    return bool(_GLUED_BEFORE_RE.search(before) or _GLUED_BEHIND_RE.match(text, end) or _NAME_BEFORE_RE.search(before))


def _read(run: str, start: int, seen: Shown, locale: str) -> Number:
    values = readings(run, locale)
    loose = tuple(value for value in readings(run, "en-US", blank_groups=True) if value not in values)
    mark = _COLON_RE if ":" in run else _BLANK_RE if _BLANK_RE.search(run) else MARK_RE
    pieces = mark.split(run)
    parts, at = [], start
    for piece in pieces if len(pieces) > 1 else ():
        parts.append(_read(piece, at, seen, locale))
        at += len(piece) + 1
    end = start + len(run)
    return Number(seen.text[start:end], seen.span(start, end), values, loose, tuple(parts))


def _western(text: str) -> str:
    """Return a text of the same length with digits of every script, small and circled ones too, as 0 to 9."""
    if text.isascii():
        return text
    digits = {char for char in set(text) if char.isdigit() and not char.isascii()}
    return text.translate({ord(char): str(unicodedata.digit(char)) for char in digits}) if digits else text
