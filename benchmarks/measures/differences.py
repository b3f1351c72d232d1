"""Why two texts differ: the first difference, and the known classes of what deliveries lose. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, zip_longest

from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.markup.front_matter import parse_front_matter

from .figures import UNEXPLAINED, Miss, Place

_SHOWN = 90
_CONTEXT = 20

_ALT_RE = re.compile(r"!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\](?=[(\[])")
_ESCAPE_RE = re.compile(r"\\([*`])")
_DEFINITION_RE = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[^\n]*\n*", re.MULTILINE)
_BLANKS_AT_URL_RE = re.compile(r"[ \t]+(?=https?://)")
_BLANKS_AT_BOLD_RE = re.compile(r"[ \t]*(\*\*|__)[ \t]*")
_EMPHASIS_RE = re.compile(r"[ \t]*[*_]+[ \t]*")
_BLANKS_RE = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")
_SOFT_BREAK_RE = re.compile(r"(?<!  )(?<!\\)\n[ \t]*")
_LINE_END_RE = re.compile(r"[ \t]+$", re.MULTILINE)


def _joined_lines(text: str) -> str:
    """Join the soft-wrapped lines of each block of text, without the blanks they begin with; hard breaks stay."""
    pieces, position = [], 0
    for block in parse_blocks(text):
        if block.is_message and len(block.lines) > 1:
            content = _SOFT_BREAK_RE.sub(" ", block.content)
            pieces += [text[position : block.place.start], content]
            position = block.place.end
    return "".join([*pieces, text[position:]])


def _without_html(text: str) -> str:
    pieces, position = [], 0
    for block in parse_blocks(text):
        if block.kind == "html":
            pieces.append(text[position : block.place.start])
            position = block.place.end
    return "".join([*pieces, text[position:]])


def _without_front_matter(text: str) -> str:
    return text[parse_front_matter(text).body_start :]


CLASSES: Mapping[str, Callable[[str], str]] = {
    "line ends": lambda text: text.replace("\r\n", "\n"),
    "front matter": _without_front_matter,
    "end newlines": lambda text: text.strip("\r\n"),
    "escapes": lambda text: _ESCAPE_RE.sub(r"\1", text),
    "alt text": lambda text: _ALT_RE.sub("![]", text),
    "joined lines": _joined_lines,
    "link definitions": lambda text: _DEFINITION_RE.sub("", text),
    "quote damage": lambda text: text.replace("&quot;", '"'),
    "no-break spaces": lambda text: text.replace("\u00a0", " "),
    "blanks before a bare URL": lambda text: _BLANKS_AT_URL_RE.sub("", text),
    "blanks beside bold": lambda text: _BLANKS_AT_BOLD_RE.sub(r"\1", text),
    "several blanks": lambda text: _BLANKS_RE.sub(" ", text),
    "blanks at line ends": lambda text: _LINE_END_RE.sub("", text),
    "marks of emphasis": lambda text: _EMPHASIS_RE.sub("", text),
    "text in HTML": _without_html,
}
"""What a delivery is known to lose or add, and how to make two texts alike that differ in it alone."""


def why(got: str, want: str) -> tuple[str, ...]:
    """Return the fewest classes that explain all differences, `unexplained` when they do not; () for equal texts."""
    if got == want:
        return ()
    names = list(CLASSES)
    if not _alike(got, want, names):
        return (UNEXPLAINED,)
    for some in (*combinations(names, 1), *combinations(names, 2)):
        if _alike(got, want, some):
            return some
    for name in reversed(list(CLASSES)):  # the widest first: a narrow class says more
        rest = [other for other in names if other != name]
        if _alike(got, want, rest):
            names = rest
    return tuple(names)


def _alike(got: str, want: str, names: Sequence[str]) -> bool:
    for name in names:
        got, want = CLASSES[name](got), CLASSES[name](want)
    return got == want


def miss(got: str, want: str) -> Miss | None:
    """Return how and where two texts differ, None when they are equal."""
    return Miss(" + ".join(why(got, want)), first_difference(got, want)) if got != want else None


def first_difference(got: str, want: str) -> Place:
    """Return the first line that differs, both cut down to what is near the difference."""
    lines = ([line + "\n" for line in text.split("\n")] for text in (got, want))
    pairs = zip_longest(*lines, fillvalue="")
    number, (one, two) = next((number, pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1])
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    start = max(0, at - _CONTEXT)
    return Place(number, shown(one, start), shown(two, start))


def shown(text: str, start: int = 0) -> str:
    """Return a piece of a text, escaped."""
    piece = text[start : start + _SHOWN]
    return ("…" if start else "") + escaped(piece) + ("…" if len(text) > start + _SHOWN else "")


def escaped(text: str) -> str:
    """Return a text on one line, without any character that a terminal could obey."""
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
