r"""What a delivery adds inside its units: escapes of `*` and `` ` ``, and a space before a bare URL.

A delivery escapes, on both sides of a unit, each `*` and `` ` `` that it takes for no markup of that unit's text; an
escape that a writer set comes out the same. What tells them apart, in this order:

1. The English would show something else without its escapes: a writer set them, and the translation copied them.
2. The translation has more of them than the English: no translation adds any, so the delivery did. They go, also where
   that brings back markup which the delivery took for none.
3. Else the page decides: an escape that makes no difference to it was added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Span
from .blocks import render_inline
from .clean_sides import CleanSide
from .escapes import MAX_ESCAPES, escapes_in, leading_escapes, needless_escapes, render_page, without_escapes

_BLANK_BEFORE_URL_RE = re.compile(r" (?=https?://)")
_BLOCK_START_RE = re.compile(r"(?:[ \t>]|[-+*][ \t]|[0-9]{1,9}[.)][ \t])*\Z")
_MARKS_RE = re.compile(r"</?(?:em|strong|code)>|[*`]|\\(?=[*`])")


def undo_additions(clean: CleanSide) -> CleanSide:
    """Return one side as it was before the delivery added escapes and spaces to its units."""
    tight = clean.without(_added_blanks(clean))
    if sum(len(escapes_in(unit.target)) + len(escapes_in(unit.source)) for unit, _, _ in tight.units) > MAX_ESCAPES:
        return tight
    restored = tight.without(_surplus_escapes(tight))
    body = restored.text[restored.body_start :]
    groups = list(_groups(restored, surplus=False))
    return restored.without(_spans(restored, needless_escapes(body, groups)))


def _added_blanks(clean: CleanSide) -> list[Span]:
    """Return the spaces before bare URLs where the page does not show them and the other side has none."""
    return [
        Span(start, start + 1)
        for unit, start, _ in clean.units
        if start >= clean.body_start
        and _BLANK_BEFORE_URL_RE.match(clean.text, start)
        and not clean.other_text(unit)[:1].isspace()
        and _is_unseen(clean.text, start)
    ]


def _is_unseen(text: str, offset: int) -> bool:
    """Say whether a space here makes no difference: behind white space, or where a block begins."""
    start = max(text.rfind("\n", 0, offset) + 1, offset - 80)
    return text[offset - 1 : offset] in ("", " ") or _BLOCK_START_RE.match(text, start, offset) is not None


def _surplus_escapes(clean: CleanSide) -> list[Span]:
    """Return the escapes of those units that have more than their English, where nothing but markup comes of it."""
    body = clean.text[clean.body_start :]
    offsets = [offset for group in _groups(clean, surplus=True) for offset in group]
    if not offsets:
        return []
    _, marking = leading_escapes(body, offsets)
    offsets = [offset for offset in offsets if offset not in marking]
    same = _letters(render_page(without_escapes(body, offsets))) == _letters(render_page(body))
    return _spans(clean, offsets) if same else []


def _groups(clean: CleanSide, *, surplus: bool) -> Iterator[list[int]]:
    """Yield the offsets in the body of the escapes of each unit that no writer set; with `surplus` of rule 2 alone."""
    for unit, start, end in clean.units:
        offsets = escapes_in(clean.text[start:end])
        if not offsets or start < clean.body_start or _is_meant(unit.source):
            continue
        more = clean.side == "target" and len(offsets) > len(escapes_in(unit.source))
        if not surplus or (more and _is_only_markup(clean.text[start:end], offsets)):
            yield [start - clean.body_start + offset for offset in offsets]


def _is_meant(english: str) -> bool:
    """Say whether the English needs its escapes."""
    offsets = escapes_in(english)
    return bool(offsets) and render_inline(english) != render_inline(without_escapes(english, offsets))


def _is_only_markup(text: str, offsets: list[int]) -> bool:
    return _letters(render_inline(text)) == _letters(render_inline(without_escapes(text, offsets)))


def _letters(html: str) -> str:
    """Return HTML without emphasis, code tags and the characters that make them."""
    return _MARKS_RE.sub("", html)


def _spans(clean: CleanSide, offsets: list[int]) -> list[Span]:
    """Return the ranges in the side's text of backslashes at these offsets in its body."""
    return [Span(clean.body_start + offset, clean.body_start + offset + 1) for offset in offsets]
