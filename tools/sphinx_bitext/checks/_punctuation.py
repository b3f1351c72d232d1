"""The mark at the end of a sentence, whatever it looks like in a language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Span
from ._literals import literals, may_have_literals
from ._shown import shown

_KINDS = {
    ".": ".。．｡।॥۔።။།։។܀",
    "?": "?？؟\u037e՞፧⁇",
    "!": "!！՜",
    ":": ":：፡︰",
    ";": ";；؛፤",
    ",": ",，、،፣､",
    "…": "…⋯",
}
_KIND_OF = {char: kind for kind, chars in _KINDS.items() for char in chars}
_CLOSING = " \t\r\n\u00a0\u200b-\u200f\"'’”»›)]}）］」』】》〉*_\\\u200e\u200f\u202c\u2069"
_DOTS_RE = re.compile(r"(?:\.{2,}|。{2,}|…+|⋯+)\Z")
_UNMARKED = frozenset({"th", "lo", "km", "my"})
_JAPANESE_QUESTION_RE = re.compile(r"(?:か|の|でしょう|까|요|吗|嗎|呢)[。.．]?\Z")


@dataclass(frozen=True, slots=True)
class FinalMark:
    """What ends a sentence."""

    kind: str
    """One of `.?!:;,…`, empty where nothing does."""
    span: Span | None
    """In the Markdown."""


def final_mark(markdown: str) -> FinalMark | None:
    """Return what ends inline Markdown; None where it shows nothing, or ends in something that is copied."""
    seen = shown(markdown)
    text = seen.text.rstrip(_CLOSING)
    if not any(char.isalnum() for char in text):
        return None
    dots = _DOTS_RE.search(text)
    if dots:
        return FinalMark("…", seen.span(*dots.span()))
    if may_have_literals(text) and any(one.span.end == len(text) for one in literals(text)):
        return FinalMark("", None)
    kind = _KIND_OF.get(text[-1], "")
    return FinalMark(kind, seen.span(len(text) - 1, len(text)) if kind else None)


def is_equal(source: str, target: str, locale: str, text: str) -> bool:
    """Say whether a sentence that ends in one kind of mark in English may end in the other in `locale`."""
    language = locale.lower().partition("-")[0]
    if source == target:
        return True
    if language == "el" and (source, target) == ("?", ";"):
        return True
    if language in _UNMARKED and {source, target} <= {".", "", "?", "!"}:
        return True
    if source == "?" and language in ("ja", "ko", "zh") and target in (".", ""):
        return bool(_JAPANESE_QUESTION_RE.search(text.rstrip(_CLOSING)))
    return (source, target) == ("!", ".")
