"""English Markdown and translated blocks to Markdown in the target language, block by block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markdown_it.common.html_blocks import block_names

from ..model import Block

_PIPE_RE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_BREAK_RE = re.compile(r" {2,}(?= )")
_MARKER_RE = re.compile(
    r"(?:[-+*]|#{{1,6}})(?=\s|$)|>|=+\s*$|[-:|][-:|\s]*$|[*_][*_\s]*$|`{{3,}}[^`]*$|~{{3,}}|<[!?]|</?(?:{})\b".format(
        "|".join((*block_names, "pre", "script", "style", "textarea"))
    ),
    re.IGNORECASE,
)
"""What may end a paragraph: a list, heading, quote, underline, rule, table, fence or HTML block."""
_NUMBER_RE = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")


def localize(body: str, blocks: Sequence[Block], texts: Mapping[int, str]) -> str:
    """Return `body` with the content of some blocks replaced.

    `blocks` are those of `body`; `texts` maps the index of a block to its new content, whose lines are joined by a
    newline and have no container prefix. All else of the body, its skeleton, stays as it is.
    """
    pieces: list[str] = []
    position = 0
    for index, block in enumerate(blocks):
        if index not in texts or not block.lines or block.place.start < position:
            continue
        pieces += [body[position : block.place.start], _fit(body, block, texts[index])]
        position = block.place.end
    return "".join([*pieces, body[position:]])


def _fit(body: str, block: Block, content: str) -> str:
    """Return content as it must stand in the place of `block`."""
    if block.kind == "cell":
        return _PIPE_RE.sub(r"\1\\|", content.replace("\n", " "))
    if block.kind == "heading" and len(block.lines) == 1:
        return content.replace("\n", " ")
    return content.replace("\n", "\n" + _continuation(body, block))


def _continuation(body: str, block: Block) -> str:
    """Return what a further line of the block begins with: the prefix of its second line, or the like of its first."""
    if len(block.lines) > 1:
        start = block.lines[1].start
        return body[_line_start(body, start) : start]
    start = block.lines[0].start
    return re.sub(r"[^>\t ]", " ", body[_line_start(body, start) : start])


def _line_start(body: str, offset: int) -> int:
    return max(body.rfind("\n", 0, offset), body.rfind("\r", 0, offset)) + 1


def restore_breaks(msgstr: str, english: str) -> str:
    """Return a msgstr with its hard line breaks back, as far as the English block has such breaks.

    A msgid holds a newline as a space, so the two blanks of a hard break stand in front of a third.
    """
    breaks = english.count("  \n")
    if not breaks or "\n" in msgstr:
        return msgstr
    return _BREAK_RE.sub(lambda match: match.group() + "\n", msgstr, count=breaks).replace("\n ", "\n")


def one_block(text: str) -> str:
    """Return text that stays one block of inline Markdown wherever it is put.

    Blank lines go, and a line that would begin a list, a heading, a quote, a table, HTML or code gets a backslash.
    """
    lines = [line for line in re.split(r"\r\n|\n|\r", text) if line.strip()]
    return "\n".join(protect_line(line) if index else line for index, line in enumerate(lines))


def protect_line(line: str) -> str:
    """Return a line that cannot begin another block."""
    bare = line.lstrip()
    number = _NUMBER_RE.match(bare)
    if number:
        return f"{bare[: number.end()]}\\{bare[number.end() :]}"
    return f"\\{bare}" if _MARKER_RE.match(bare) else bare
