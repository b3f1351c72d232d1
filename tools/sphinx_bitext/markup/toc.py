"""Tables of contents as docfx knows them, `TOC.yml` and `toc.md`: read without constructing anything.

Nothing here raises on bad text: what cannot be read is a problem with its place, and the rest is read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import yaml

from ..model import TranslationType
from ..text import LineIndex, fold_space
from .front_matter import PLAIN_TAGS, Loader, parse_date, parse_front_matter, printable
from .strip import strip_alignment

MAX_LEVELS = 16
"""Entries below each other; what lies deeper is left out with a problem."""

_SEPARATOR_RE = re.compile(r"[-_*–—\s]+")
_HEADING_RE = re.compile(rf"(#{{1,{MAX_LEVELS}}})[ \t]+(?:<a name=\"[^\"]*\"></a>)?(.*?)[ \t]*")
_LINK_RE = re.compile(r"\[(.*)\]\(\s*<?([^()\s>]*)>?[^()]*\)")


@dataclass(frozen=True, slots=True)
class TocItem:
    """One entry, with what stands below it."""

    name: str
    """Plain text on one line; empty where the entry names only its article."""
    href: str = ""
    """Where it leads, as written; empty for a heading."""
    toc_href: str = ""
    """Another table of contents, or its folder with a slash behind it, whose entries stand below this one."""
    items: tuple[TocItem, ...] = ()
    line: int = 1
    column: int = 1
    uid: str = ""
    """What an entry with neither a name nor a link names; shown as it is."""

    def walk(self) -> Iterator[TocItem]:
        """Yield the entry and all entries of the same file below it, in reading order."""
        yield self
        for item in self.items:
            yield from item.walk()


class TocProblem(NamedTuple):
    """Something that could not be read."""

    line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Toc:
    """One file."""

    items: tuple[TocItem, ...] = ()
    problems: tuple[TocProblem, ...] = ()
    translation_type: TranslationType | None = None
    """What a delivered file says of itself."""
    source_hash: str | None = None
    """Hash of the English file that a delivery was made from."""
    last_handoff: datetime.date | None = None

    def walk(self) -> Iterator[TocItem]:
        """Yield all entries in reading order."""
        for item in self.items:
            yield from item.walk()


def is_toc_name(name: str) -> bool:
    """Say whether a file of this name, without folders, is a table of contents."""
    return name.lower() in ("toc.yml", "toc.md")


def is_toc_href(href: str) -> bool:
    """Say whether an address leads to a table of contents rather than to a page."""
    path = re.split(r"[?#]", href, maxsplit=1)[0].replace("\\", "/")
    return is_toc_name(path.rpartition("/")[2])


def parse_toc(text: str, *, markdown: bool = False) -> Toc:
    """Read a table of contents; `markdown` for a `toc.md`. Of a delivery with alignment spans the target is read."""
    return _parse_markdown(text) if markdown else _parse_yaml(text)


def _name(text: str) -> str:
    return fold_space(strip_alignment(text) if "data-ttu-id" in text else text)


def _item(name: str, href: str, topic: str, toc: str, items: tuple[TocItem, ...], line: int, column: int) -> TocItem:
    """Return an entry: `href` may name the article, or in its place a table of contents."""
    if href and (is_toc_href(href) or (href.endswith("/") and not re.match(r"[a-z]+:|/", href, re.IGNORECASE))):
        toc, href = toc or href, ""
    return TocItem(name, topic or href, toc, items, line, column)


def _parse_markdown(text: str) -> Toc:
    metadata = parse_front_matter(text).metadata
    clean = strip_alignment(text) if "data-ttu-id" in text else text
    body = parse_front_matter(clean).body_start
    skipped = clean.count("\n", 0, body)
    found: list[tuple[int, TocItem]] = []
    for number, line in enumerate(printable(clean[body:]).splitlines(), skipped + 1):
        heading = _HEADING_RE.fullmatch(line)
        if heading:
            link = _LINK_RE.fullmatch(heading[2])
            name, href = (link[1], link[2]) if link else (heading[2].rstrip("#"), "")
            if not _SEPARATOR_RE.fullmatch(name):
                found.append((len(heading[1]), _item(fold_space(name), href, "", "", (), number, 1)))
    return Toc(_nested(found), (), metadata.translation_type, metadata.source_hash, metadata.last_handoff)


def _nested(found: list[tuple[int, TocItem]]) -> tuple[TocItem, ...]:
    """Return headings of any levels as a tree."""
    levels: list[tuple[int, TocItem | None, list[TocItem]]] = [(0, None, [])]

    def close() -> None:
        _, item, below = levels.pop()
        if item is not None:
            levels[-1][2].append(replace(item, items=tuple(below)))

    for level, item in found:
        while levels[-1][0] >= level:
            close()
        levels.append((level, item, []))
    while len(levels) > 1:
        close()
    return tuple(levels[0][2])


class _Scalar(NamedTuple):
    text: str
    offset: int


class _List(NamedTuple):
    nodes: list[_Node]
    offset: int


class _Mapping(NamedTuple):
    values: dict[str, _Node]
    offset: int


_Node = _Scalar | _List | _Mapping


class _TooDeepError(yaml.YAMLError):
    """Deeper than any table of contents; has the attributes that PyYAML's errors have."""

    def __init__(self, event: yaml.Event) -> None:
        super().__init__()
        self.problem = f"entries nested deeper than {MAX_LEVELS} levels"
        self.problem_mark = event.start_mark


def _parse_yaml(text: str) -> Toc:
    reader = _YamlReader(text)
    found = reader.document()
    values = found.values if isinstance(found, _Mapping) else {}
    found = values.get("items") if isinstance(found, _Mapping) else found
    items = tuple(reader.items(found)) if found is not None else ()
    kind = _plain(values, "ms.translationtype")
    return Toc(
        items,
        tuple(sorted(set(reader.problems))),
        TranslationType(kind) if kind in tuple(TranslationType) else None,
        _plain(values, "ms.openlocfilehash").lower() or None,
        parse_date(_plain(values, "ms.lasthandoff")),
    )


def _plain(values: Mapping[str, _Node], key: str) -> str:
    value = values.get(key)
    return value.text if isinstance(value, _Scalar) else ""


class _YamlReader:
    """Reads the events of YAML: no aliases, no tags, no depth that could hurt (see `front_matter`)."""

    def __init__(self, text: str) -> None:
        self._events = yaml.parse(printable(text.removeprefix("\ufeff")), Loader=Loader)
        self._lines = LineIndex(text.removeprefix("\ufeff"))
        self.problems: list[TocProblem] = []

    def _problem(self, offset: int, message: str) -> None:
        self.problems.append(TocProblem(*self._lines.position(offset), message))

    def document(self) -> _Node | None:
        """Return the first document, None when it cannot be read."""
        try:
            for event in self._events:
                if isinstance(event, yaml.NodeEvent):
                    return self._node(event, 0)
        except yaml.YAMLError as error:
            offset = getattr(getattr(error, "problem_mark", None), "index", 0)
            problem = getattr(error, "problem", None) or "not readable as YAML"
            self._problem(offset, f"The table of contents is not used: {problem}.")
        return None

    def _node(self, event: yaml.Event, depth: int) -> _Node:
        offset = getattr(event.start_mark, "index", 0)
        tag = getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._problem(offset, "YAML aliases are not read.")
            return _Scalar("", offset)
        if tag is not None and tag not in PLAIN_TAGS:
            self._problem(offset, "YAML tags are not read.")
        if isinstance(event, yaml.ScalarEvent):
            return _Scalar(str(event.value), offset)
        if depth > 2 * MAX_LEVELS:
            raise _TooDeepError(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return _List([self._node(item, depth + 1) for item in self._until(yaml.SequenceEndEvent)], offset)
        values: dict[str, _Node] = {}
        for key in self._until(yaml.MappingEndEvent):
            name, value = self._node(key, depth + 1), self._node(next(self._events), depth + 1)
            if not isinstance(name, _Scalar):
                self._problem(name.offset, "A key is not plain text.")
            elif values.setdefault(name.text, value) is not value:
                self._problem(name.offset, f"The key `{name.text}` stands twice; the first one counts.")
        return _Mapping(values, offset)

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event

    def items(self, node: _Node) -> Iterator[TocItem]:
        """Yield the entries of a list; what is none is a problem."""
        if not isinstance(node, _List):
            if not isinstance(node, _Scalar) or node.text.strip():
                self._problem(node.offset, "A list of entries is expected here.")
            return
        for entry in node.nodes:
            item = self._item(entry) if isinstance(entry, _Mapping) else None
            if item is not None:
                yield item
            elif not isinstance(entry, _Mapping):
                self._problem(entry.offset, "An entry is a mapping with a `name`; this one is left out.")

    def _item(self, node: _Mapping) -> TocItem | None:
        below = node.values.get("items")
        items = tuple(self.items(below)) if below is not None else ()
        name = _name(self._text(node, "name"))
        if not items and _SEPARATOR_RE.fullmatch(name):
            return None
        href, topic, toc = (self._text(node, key).strip() for key in ("href", "topicHref", "tocHref"))
        linked = bool(href or topic or toc)
        uid = "" if name or linked else fold_space(self._text(node, "uid") or self._text(node, "topicUid"))
        if not (name or uid or linked):
            self._problem(node.offset, "An entry has neither a name nor a link; what stands below it moves up.")
        return replace(_item(name, href, topic, toc, items, *self._lines.position(node.offset)), uid=uid)

    def _text(self, node: _Mapping, key: str) -> str:
        value = node.values.get(key)
        if value is None or isinstance(value, _Scalar):
            return value.text if value else ""
        self._problem(value.offset, f"`{key}` must be plain text.")
        return ""
