"""English Markdown and translated blocks to Markdown in the target language, block by block."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markdown_it.common.html_blocks import block_names

from ..alignment.counterparts import blanks_behind, line_prefixes, line_start
from ..model import Block, Span, message_of

_PIPE_RE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_BREAK_RE = re.compile(r" {2,}(?= [^ ])")
_MARKER_RE = re.compile(
    r"(?:[-+*]|#{{1,6}})(?=\s|$)|>|=+\s*$|[-:|][-:|\s]*$|[*_][*_\s]*$|`{{3,}}[^`]*$|~{{3,}}|<[!?]|</?(?:{})\b".format(
        "|".join((*block_names, "pre", "script", "style", "textarea"))
    ),
    re.IGNORECASE,
)
"""What may end a paragraph: a list, heading, quote, underline, rule, table, fence or HTML block."""
_NUMBER_RE = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")


class Localized(NamedTuple):
    """A body in another language."""

    text: str
    places: Mapping[int, Span]
    """Where each block stands now, by its index."""


def localize(body: str, blocks: Sequence[Block], texts: Mapping[int, str]) -> Localized:
    """Return `body` with the content of some blocks replaced.

    `blocks` are those of `body`; `texts` maps the index of a block to its new content, whose lines are joined by a
    newline and have no container prefix. Blanks at the end of a content take the place of those behind the block.
    All else of the body, its skeleton, stays as it is.
    """
    pieces: list[str] = []
    places: dict[int, Span] = {}
    position = length = 0
    for index, block in enumerate(blocks):
        start, end = block.place
        if index not in texts or not block.lines or start < position:
            places[index] = Span(start + length - position, end + length - position)
            continue
        before, content = body[position:start], _fit(body, block, texts[index])
        length += len(before)
        places[index] = Span(length, length + len(content))
        length += len(content)
        pieces += [before, content]
        position = end
        if content.endswith((" ", "\t")):
            position += len(blanks_behind(body, block))
    return Localized("".join([*pieces, body[position:]]), places)


def _fit(body: str, block: Block, content: str) -> str:
    """Return content as it must stand in the place of `block`."""
    if block.kind == "cell":
        return _PIPE_RE.sub(r"\1\\|", content.replace("\n", " "))
    if "\n" not in content:
        return content
    if block.kind == "heading" and len(block.lines) == 1:
        return content.replace("\n", " ")
    prefixes = line_prefixes(body, block) or (_continuation(body, block),)
    following = body.find("\n", block.place.start)
    newline = "\r\n" if following > 0 and body[following - 1] == "\r" else "\n"
    first, *rest = content.split("\n")
    last = len(prefixes) - 1
    return "".join([first, *(f"{newline}{prefixes[min(i, last)]}{line}" for i, line in enumerate(rest))])


def _continuation(body: str, block: Block) -> str:
    """Return what a second line of a block of one line begins with: the like of what its first begins with."""
    start = block.lines[0].start
    return re.sub(r"[^>\t ]", " ", body[line_start(body, start) : start])


def spell(body: str, block: Block, text: str) -> str:
    """Return the msgstr for what a delivery has in the place of an English block of `body`.

    It is spelled as Sphinx spells a msgid, on one line and without blanks at its edges, wherever `unspell` gives the
    text back from that; else it has the line breaks, and where even that is too little the blanks too.
    """
    plain = message_of(text)
    if not plain:
        return ""
    # gettext wants no newline at the start of a msgstr where the msgid has none.
    exact = f" {text}" if _begins_blank(text) else text
    return next((one for one in (plain, exact.rstrip(" \t"), exact) if unspell(body, block, one) == text), plain)


def unspell(body: str, block: Block, msgstr: str) -> str:
    """Return the content that a msgstr stands for in the place of an English block of `body`."""
    content = _restore_breaks(msgstr, block.content)
    if _begins_blank(content):
        content = content.removeprefix(" ")
    return content if content.endswith((" ", "\t")) else content + blanks_behind(body, block)


def _begins_blank(content: str) -> bool:
    first, newline, _ = content.partition("\n")
    return bool(newline) and not first.strip(" \t")


def _restore_breaks(msgstr: str, english: str) -> str:
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
