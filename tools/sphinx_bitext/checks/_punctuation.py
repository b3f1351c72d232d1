"""The mark at the end of a sentence, whatever it looks like in a language."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Span
from ._literals import literals
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
_MARKS = "*_ "
"""What no sentence ends with for its reader."""
_DOTS_RE = re.compile(r"(?:\.{3,}|。{2,}|…+|⋯+)\Z")
_UNMARKED = frozenset({"th", "lo", "km", "my"})
# Languages in which a phrase becomes a sentence that ends as one, also where a list follows.
_WHOLE_SENTENCES = frozenset({"ja", "ko", "zh"})
_QUESTION_RE = re.compile(r"(?:か|の|でしょう|까|요|吗|嗎|呢)[。.．]?\Z")


@dataclass(frozen=True, slots=True)
class FinalMark:
    """What ends a sentence."""

    kind: str
    """One of `.?!:;,…`, empty where nothing does."""
    span: Span | None
    """In the Markdown."""


def end_alike(source: str, target: str) -> bool:
    """Say, without a look at their markup, that two sentences end in the same kind of mark, or that one is empty."""
    if not source or not target:
        return True
    one, two = source.rstrip(_MARKS)[-2:], target.rstrip(_MARKS)[-2:]
    kind = _KIND_OF.get(one[-1:])
    if kind != _KIND_OF.get(two[-1:]) or ":::" in source or ":::" in target:
        return False
    return (one != ".." != two) if kind else one[-1:].isalnum() and two[-1:].isalnum()


def final_mark(markdown: str) -> FinalMark | None:
    """Return what ends inline Markdown; None where it shows nothing, or ends in something that is copied."""
    seen = shown(markdown)
    text = seen.text.rstrip(_CLOSING)
    if not any(char.isalnum() for char in text):
        return None
    dots = _DOTS_RE.search(text)
    if dots:
        return FinalMark("…", seen.span(*dots.span()))
    if any(one.span.end == len(text) for one in literals(text)):
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
    if language in _WHOLE_SENTENCES and target == "." and source in (":", ";", ""):
        return True
    if source == "?" and language in _WHOLE_SENTENCES and target in (".", ""):
        return bool(_QUESTION_RE.search(text.rstrip(_CLOSING)))
    return (source, target) == ("!", ".")


def is_serious(source: FinalMark, target: FinalMark, locale: str, text: str) -> bool:
    """Say whether a reader misses the mark: a question that is none any more, a list without its colon."""
    if locale.lower().partition("-")[0] in _WHOLE_SENTENCES:
        return False
    if source.kind == "?":
        return not any(_KIND_OF.get(char) == "?" for char in text)
    return source.kind == ":" and not target.kind
