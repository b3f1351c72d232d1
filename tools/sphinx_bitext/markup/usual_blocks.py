"""The blocks that help pages mostly consist of, told by their lines alone, and where other blocks end.

A heading, a paragraph on one line or a list item on one line that a blank line follows is what it is, whatever else
stands in the text. All of this holds where no block is open, and for lines that end with a line feed alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Span

_BLANKS = " \t"
# What can only begin a paragraph where none is open: no mark, or one that what is behind it makes text.
_TEXT = (
    r"""(?:[^\x00-\x7f\s]|[A-Za-z"'$%&(),./:;?@\\^{}!]|\*+[^\s*]|_+[^\s_]|`{1,2}[^`]|\[(?!.*\]:)"""
    r"""|(?![0-9]{1,9}[.)](?:[ \t]|\Z))[0-9])"""
)
_USUAL_RE = re.compile(rf"(#{{1,6}})[ \t]+(?=[^\s#])|(?:([-+*])|[0-9]{{1,9}}[.)]) {{1,4}}(?={_TEXT})|(?={_TEXT})")
_ITEM_RE = re.compile(r"(?:[-+*]|[0-9]{1,9}[.)])[ \t]+\S")
_FENCE_RE = re.compile(r" {0,3}(?:(`{3,})[^`]*\Z|(~{3,}))")
_DELIMITER_RE = re.compile(r"[-:|][-:| \t]*")
_BULLET, _ORDERED = ("bullet", "item"), ("ordered", "item")


def usual_block(lines: Sequence[str], number: int, start: int) -> Block | None:
    """Return the block that is the line of this number, not blank, which begins at `start`; None where that is open."""
    line = lines[number]
    match = _USUAL_RE.match(line)
    if match is None:
        return None
    begin = match.end()
    is_item = begin > 0 and match[1] is None
    if not (_is_last_line(lines, number + 1) or (is_item and _ITEM_RE.match(lines[number + 1]))):
        return None
    if is_item and _goes_on(lines, number + 1):
        return None
    content = line[begin:].rstrip(_BLANKS)
    if content[-1].isspace():
        return None
    spans = (Span(start + begin, start + begin + len(content)),)
    if match[1] is not None:
        # Marks at the end may be part of the heading or close it.
        return None if content[-1] == "#" else Block("heading", spans, content, (), len(match[1]))
    if is_item:
        return Block("paragraph", spans, content, _BULLET if match[2] else _ORDERED)
    return Block("paragraph", spans, content)


def is_blank(line: str) -> bool:
    """Say whether a line ends the paragraph before it because nothing stands in it."""
    return not line.strip(_BLANKS)


def _is_last_line(lines: Sequence[str], following: int) -> bool:
    return following >= len(lines) or is_blank(lines[following])


def _goes_on(lines: Sequence[str], following: int) -> bool:
    """Say whether what the next line that is not blank begins may depend on the list before it."""
    while following < len(lines):
        if not is_blank(lines[following]):
            return not _begins_anew(lines, following)
        following += 1
    return False


def _begins_anew(lines: Sequence[str], number: int) -> bool:
    """Say whether a line, not blank, begins the same block whatever list is open: all but the head of a table does."""
    if lines[number][0] in _BLANKS:
        return False
    return number + 1 >= len(lines) or not _DELIMITER_RE.fullmatch(lines[number + 1].strip(_BLANKS))


def stretch_end(lines: Sequence[str], number: int) -> int:
    """Return the number of a line behind that of `number` at which only a fence or a block of HTML can still be open.

    A fence that begins with the line `number` is closed there.
    """
    if _FENCE_RE.match(lines[number]):
        return fence_end(lines, number)
    was_blank = False
    for following in range(number + 1, len(lines)):
        blank = is_blank(lines[following])
        if was_blank and not blank and _begins_anew(lines, following):
            return following
        was_blank = blank
    return len(lines)


def fence_end(lines: Sequence[str], number: int) -> int:
    """Return the number of the line behind the fence that begins with the line `number`, in no container."""
    match = _FENCE_RE.match(lines[number])
    mark = (match[1] or match[2]) if match else "```"
    closing = re.compile(rf" {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*\Z")
    found = (line for line in range(number + 1, len(lines)) if closing.match(lines[line]))
    return next(found, len(lines) - 1) + 1
