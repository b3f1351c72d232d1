"""Blocks of HTML in articles: which pieces of them are words to translate, and other words put in their place."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .html_tags import SIMPLE_TAGS, TAG_RE, VOID_TAGS, tag_of

_INLINE = SIMPLE_TAGS | VOID_TAGS | {"a", "img"}
"""Tags that stand within a sentence."""
_KEPT = frozenset(("code", "kbd", "math", "pre", "samp", "script", "style", "svg", "template", "textarea", "var"))
"""Elements whose content is never translated."""
_ATTRIBUTE_RE = re.compile(r"\s(?:alt|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_MARKUP = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">"}
"""What is neither tag nor text, by its beginning, with its end."""


class IslandText(NamedTuple):
    """Words in a block of HTML."""

    start: int
    end: int
    message: str
    """As a catalog has it: on one line."""
    quote: str
    """The quotation mark around an attribute's value, empty for text."""


class _Piece(NamedTuple):
    start: int
    end: int
    tag: re.Match[str] | None
    """None for what is no tag."""


def island_texts(block: str) -> tuple[IslandText, ...]:
    """Return the words of a block of HTML in order: runs of text with the inline tags in them, `alt` and `title`.

    Code, comments and what says `translate="no"` are none of them. Takes time linear in the text; never raises.
    """
    return tuple(_texts(block))


def put_texts(block: str, words: Mapping[int, str]) -> str:
    """Return a block of HTML with some of its texts, by their index, replaced by others on one line."""
    pieces: list[str] = []
    position = 0
    for index, text in enumerate(island_texts(block)):
        if index not in words or words[index] == text.message:
            continue
        new = " ".join(words[index].split())
        if text.quote:
            new = new.replace(text.quote, "&quot;" if text.quote == '"' else "&#39;").replace("<", "&lt;")
        pieces += [block[position : text.start], new]
        position = text.end
    return "".join([*pieces, block[position:]])


def _texts(block: str) -> Iterator[IslandText]:
    start = 0
    inside: list[IslandText] = []
    for piece in _pieces(block):
        tag = tag_of(piece.tag) if piece.tag else None
        if tag is not None and tag.name in _INLINE:
            inside += _attributes(piece)
            continue
        yield from _run(block, start, piece.start, inside)
        inside = []
        yield from _attributes(piece)
        start = piece.end
    yield from _run(block, start, len(block), inside)


def _run(block: str, start: int, stop: int, inside: list[IslandText]) -> Iterator[IslandText]:
    """Yield the text between two tags of blocks; where it has no words, the attributes of what stands there."""
    raw = block[start:stop]
    text = raw.strip()
    if _has_words(text):
        first = start + len(raw) - len(raw.lstrip())
        yield IslandText(first, first + len(text), " ".join(text.split()), "")
    else:
        yield from inside


def _has_words(text: str) -> bool:
    """Return whether text has a letter outside tags and outside elements that are kept."""
    kept = ""
    position = 0
    for match in TAG_RE.finditer(text):
        if not kept and _has_letter(text[position : match.start()]):
            return True
        position = match.end()
        name = match["name"].lower()
        if not kept and not match["close"] and (name in _KEPT or _is_marked(match)):
            kept = name
        elif kept == name and match["close"]:
            kept = ""
    return not kept and _has_letter(text[position:])


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in html.unescape(text))


def _attributes(piece: _Piece) -> Iterator[IslandText]:
    if piece.tag is None or piece.tag["close"]:
        return
    for match in _ATTRIBUTE_RE.finditer(piece.tag["attributes"]):
        group = 1 if match[1] is not None else 2
        start = piece.tag.start("attributes") + match.start(group)
        if _has_letter(match[group]):
            end = start + len(match[group])
            yield IslandText(start, end, " ".join(match[group].split()), "\"'"[group - 1])


def _pieces(block: str) -> Iterator[_Piece]:
    """Yield what is no text: tags, comments, and whole elements that are not to be translated, in order."""
    position = 0
    while (start := block.find("<", position)) >= 0:
        opening = next((begin for begin in _MARKUP if block.startswith(begin, start)), "")
        tag = None if opening else TAG_RE.match(block, start)
        if opening:
            found = block.find(_MARKUP[opening], start + len(opening))
            position = found + len(_MARKUP[opening]) if found >= 0 else len(block)
            yield _Piece(start, position, None)
        elif tag is None:
            position = start + 1
        elif _is_kept(tag):
            position = _element_end(block, tag)
            yield _Piece(start, position, None)
        else:
            position = tag.end()
            yield _Piece(start, position, tag)


def _is_kept(tag: re.Match[str]) -> bool:
    """Return whether an element that stands beside sentences, not in one, is not to be translated."""
    name = tag["name"].lower()
    if tag["close"] or tag.group().endswith("/>") or name in _INLINE:
        return False
    return name in _KEPT or _is_marked(tag)


def _is_marked(tag: re.Match[str]) -> bool:
    attributes = tag_of(tag).attributes
    return attributes.get("translate", "").lower() == "no" or "notranslate" in attributes.get("class", "").split()


def _element_end(block: str, tag: re.Match[str]) -> int:
    """Return where an element ends; elements of its name inside it are counted."""
    name, depth = tag["name"].lower(), 0
    for match in TAG_RE.finditer(block, tag.start()):
        if match["name"].lower() == name and not match.group().endswith("/>"):
            depth += -1 if match["close"] else 1
            if depth == 0:
                return match.end()
    return len(block)
