"""Inline Markdown that has one reading only, read without the parser: nearly all that people write."""

from __future__ import annotations

import re
import unicodedata

from markdown_it.common.html_re import HTML_TAG_RE

from ..model import Span
from ._node import Node
from ._pieces import MAKERS
from ._placing import destination

_CODE = r"`[^`\n]++`(?!`)"
_ESCAPE = r"\\[^\n\ud800-\udbff]"
_ADDRESS = r"[^\s()<>\\\x00-\x20\x7f]"
_TARGET = rf'\([ ]*+(?P<{{}}>(?>(?:{_ADDRESS}++|\({_ADDRESS}*+\))+))(?:[ ]++"[^"\\\n]*+")?[ ]*+\)'
_PIECE_RE = re.compile(
    rf"""
    (?P<text>(?>(?:
        [^*_`\[<!\\&\n]++
      | !(?!\[)
      | &(?![#A-Za-z]) | &(?=[A-Za-z][A-Za-z0-9]*+(?!;))
      | <(?=[ ]|\Z)
      | \[(?=[^\[\]`\\<!\n]*+\](?!\())     # text in brackets that is no link
    )+))
  | (?P<mark>\*{{1,2}}(?!\*)|_{{1,2}}(?!_))
  | (?P<code>{_CODE})
  | (?P<link>\[(?P<label>(?>(?:[^\[\]`\\\n<]++|{_CODE}|{_ESCAPE})*))\]{_TARGET.format("url")})
  | (?P<image>!\[(?P<alt>[^\[\]`\\<&!\n]*+)\]{_TARGET.format("src")})
  | (?P<escape>{_ESCAPE})
  | &(?P<entity>[A-Za-z][A-Za-z0-9]{{1,31}});
  | <(?P<autolink>[A-Za-z][A-Za-z0-9+.\-]{{1,31}}:[^<>\x00-\x20]*+)>
  | (?P<html>(?=</?[A-Za-z])(?:{HTML_TAG_RE.pattern}))
  | (?P<break>(?<![ ])\n[ \t]*+)
    """,
    re.VERBOSE,
)


def quick_nodes(markdown: str) -> tuple[Node, ...] | None:
    """Return the nodes that the parser finds; None where it takes the parser to tell. The first doubt ends it."""
    nodes: list[Node] = []
    return tuple(nodes) if _read(markdown, 0, len(markdown), nodes) else None


def _read(markdown: str, start: int, end: int, nodes: list[Node]) -> bool:
    """Read a range, the whole text or the text of a link, into `nodes`; say whether all of it has one reading."""
    opening: Span | None = None
    while start < end:
        match = _PIECE_RE.match(markdown, start, end)
        if match is None:
            return False
        kind, stop = match.lastgroup, match.end()
        if kind == "text":
            place = Span(start, stop)
            nodes.append(Node("text", place, place, match[0]))
        elif kind != "mark":
            if not (_link(match, nodes) if kind == "link" else MAKERS[str(kind)](match, nodes)):
                return False
        elif _is_literal(match[0], _char(markdown, start - 1, end), _char(markdown, stop, end)):
            nodes += (Node("literal", Span(at, at + 1), Span(at, at + 1), markdown[at]) for at in range(start, stop))
        elif opening is None and _is_mark(match[0], _char(markdown, stop, end), _char(markdown, start - 1, end)):
            opening = Span(start, stop)
        elif opening and _is_mark(match[0], _char(markdown, start - 1, end), _char(markdown, stop, end)):
            if markdown[slice(*opening)] != match[0]:
                return False
            kind = "strong" if stop - start > 1 else "em"
            nodes.append(Node(kind, Span(opening.start, stop), Span(opening.end, start), markdown[opening.end : start]))
            opening = None
        else:
            return False
        start = stop
    return opening is None


def _char(markdown: str, at: int, end: int) -> str:
    """Return a character; before the text and behind the range that is read there are blanks."""
    return markdown[at] if 0 <= at < end else " "


def _is_mark(mark: str, inside: str, outside: str) -> bool:
    """Say whether a mark between these two characters surely begins, or ends, bold or italic text.

    Marks that do, by turns, pair as they come, whatever else they could do.
    """
    if mark[0] == "_":
        return inside.isalnum() and _is_apart(outside)
    return inside.isalnum() or (not inside.isspace() and _is_apart(outside))


def _is_apart(char: str) -> bool:
    """Say whether a character is a blank, a sign or punctuation, as the parser sees it."""
    return not char.isalnum() and unicodedata.category(char)[0] in "PSZ"


def _is_literal(mark: str, before: str, after: str) -> bool:
    """Say whether a mark surely is none: between blanks, or an underscore within a word."""
    return before == after == " " or (mark[0] == "_" and before.isalnum() and after.isalnum())


def _link(match: re.Match[str], nodes: list[Node]) -> bool:
    url = destination(match["url"])
    inside = Span(*match.span("label"))
    if url is None or not _read(match.string, *inside, nodes):
        return False
    nodes.append(Node("link", Span(*match.span()), inside, match["label"], url))
    return True
