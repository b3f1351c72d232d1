"""XLIFF 2 as translation tools return it: liberal in form, strict in what may harm.

Tools reorder attributes, rename prefixes, drop notes and metadata, merge and split segments, and add elements of their
own. Document types, and with them entities, are refused; nothing is ever fetched.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from ...errors import BitextError
from .xliff import EXPORTED, METADATA

_NAMESPACES = ("urn:oasis:names:tc:xliff:document:2.0", "urn:oasis:names:tc:xliff:document:2.2")
_STATES = ("initial", "translated", "reviewed", "final")


class ExchangeError(BitextError):
    """A file that is not XLIFF 2, with the place where that shows. Exit code 2."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One unit as it came back."""

    locale: str
    """Target language as the file names it."""
    path: str
    """Path of the article as the file names it; never a path to open."""
    id: str
    source: str
    """English, Markdown; in parts where codes have lost their text."""
    target: str | None
    """Translation, Markdown; None where the unit has none."""
    state: str | None
    """The least advanced state of its segments; None where they name none."""
    exported: str | None
    """What the export remembered of the catalog's entry; None where the tool dropped it."""
    complete: bool
    """Whether every sentence is translated and every code has its text."""
    line: int


def parse_xliff(data: bytes) -> Iterator[ReturnedUnit]:
    """Yield the units of an XLIFF 2 file in its order; ExchangeError where it cannot be read."""
    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from _units(iter(events))
    except etree.XMLSyntaxError as error:
        raise _syntax_error(cast(Iterable[Any], events.error_log)) from error


def _syntax_error(log: Iterable[Any]) -> ExchangeError:
    """Return the first thing that the parser did not like; its last word is often only that nothing was found."""
    found = [entry for entry in log if entry.level >= etree.ErrorLevels.ERROR]
    if not found:
        return ExchangeError(1, 1, "cannot be read as XML: it is empty")
    said = " ".join(found[0].message.split())
    return ExchangeError(max(1, found[0].line), max(1, found[0].column), f"cannot be read as XML: {said}")


def _units(events: Iterator[tuple[str, etree._Element]]) -> Iterator[ReturnedUnit]:
    root: etree._Element | None = None
    path = ""
    for event, node in events:
        if root is None:
            root = node
            _check_root(root)
        elif event == "start":
            path = node.get("original", "") if _name(node) == "file" else path
        elif _name(node) == "unit":
            yield _Reader(node).unit(root.get("trgLang", ""), path)
            # What was read is let go of, or a large file would stay in memory as a whole.
            node.clear()


def _check_root(root: etree._Element) -> None:
    line = _line(root)
    if root.getroottree().docinfo.internalDTD is not None:
        raise ExchangeError(line, 1, "has a document type (<!DOCTYPE>), which an exchange file does not need")
    local = _split_name(root)[1]
    if local != "xliff":
        raise ExchangeError(line, 1, f"not XLIFF: its root is <{local}>")
    if _name(root) != "xliff":
        version = root.get("version", "unknown")
        raise ExchangeError(line, 1, f"XLIFF of version {version}; XLIFF 2 is read, as `bitext export` writes it")
    if not root.get("trgLang"):
        raise ExchangeError(line, 1, "the file names no target language (trgLang)")


def _line(node: etree._Element) -> int:
    line: object = node.sourceline
    return line if isinstance(line, int) else 1


def _name(node: etree._Element) -> str:
    """Return the local name of an XLIFF element; empty for one of another namespace."""
    namespace, local = _split_name(node)
    return local if namespace in _NAMESPACES else ""


def _split_name(node: etree._Element) -> tuple[str, str]:
    """Return namespace and local name, whatever characters a damaged namespace has."""
    namespace, _, local = str(node.tag).rpartition("}")
    return namespace.removeprefix("{"), local


@dataclass(slots=True)
class _Text:
    """The text of a source or target while it is read."""

    pieces: list[str]
    whole: bool = True
    """Whether every code has its text."""


class _Reader:
    """Reads one unit."""

    def __init__(self, node: etree._Element) -> None:
        self._node = node
        self._data = {
            data.get("id", ""): "".join(_characters(data))
            for holder in node
            if _name(holder) == "originalData"
            for data in holder
            if _name(data) == "data"
        }
        self._codes: dict[str, tuple[str | None, str | None]] = {}

    def unit(self, locale: str, path: str) -> ReturnedUnit:
        """Return the unit."""
        parts = [part for part in self._node if _name(part) in ("segment", "ignorable")]
        sources = [self._read(part, "source") for part in parts]
        targets = [self._read(part, "target") for part in parts]
        source = "".join("".join(text.pieces) for text in sources if text)
        target, complete = self._target(parts, sources, targets)
        return ReturnedUnit(
            locale=locale,
            path=path,
            id=self._node.get("id", ""),
            source=source,
            target=target,
            state=_state(parts),
            exported=self._exported(),
            complete=complete,
            line=_line(self._node),
        )

    def _target(
        self, parts: Sequence[etree._Element], sources: Sequence[_Text | None], targets: Sequence[_Text | None]
    ) -> tuple[str | None, bool]:
        """Return (translation or None, whether it is complete)."""
        complete, translated = True, False
        placed: list[tuple[int, str]] = []
        for number, (part, source, target) in enumerate(zip(parts, sources, targets, strict=True), 1):
            text = target or (source if _name(part) == "ignorable" else None) or _Text([])
            words = "".join(text.pieces)
            if _name(part) == "segment":
                translated = translated or bool(words.strip())
                complete = complete and (_is_done(part, target) or not source or not "".join(source.pieces).strip())
            complete = complete and text.whole
            placed.append((_order(part, number), words))
        whole = "".join(words for _, words in sorted(placed, key=lambda one: one[0]))
        return (whole, complete) if translated else (None, complete)

    def _read(self, part: etree._Element, side: str) -> _Text | None:
        node = next((child for child in part if _name(child) == side), None)
        if node is None:
            return None
        text = _Text([])
        self._gather(node, text)
        return text

    def _gather(self, node: etree._Element, text: _Text) -> None:
        text.pieces.append(node.text or "")
        for child in node:
            name = _name(child)
            if name == "cp":
                text.pieces.append(_character(child))
            elif name == "pc":
                self._put(text, child, "dataRefStart", 0)
                self._gather(child, text)
                self._put(text, child, "dataRefEnd", 1)
            elif name in ("ph", "sc"):
                self._put(text, child, "dataRef", 0)
            elif name == "ec":
                self._put(text, child, "dataRef", 1)
            else:
                # Marks of annotations, and what is not XLIFF: its text is text.
                self._gather(child, text)
            text.pieces.append(child.tail or "")

    def _put(self, text: _Text, code: etree._Element, attribute: str, side: int) -> None:
        """Add the Markdown of a code; where its data is gone, that of the same code elsewhere in the unit."""
        own = self._data.get(code.get(attribute, ""))
        identity = code.get("startRef") or code.get("id") or ""
        known = self._codes.get(identity) or self._codes.get(code.get("copyOf", "")) or (None, None)
        found = own if own is not None else known[side]
        if found is None:
            text.whole = False
            return
        self._codes[identity] = (found, known[1]) if side == 0 else (known[0], found)
        text.pieces.append(found)

    def _exported(self) -> str | None:
        for meta in self._node.iter(f"{{{METADATA}}}meta"):
            if meta.get("type") == EXPORTED:
                return (meta.text or "").strip()
        return None


def _characters(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if _name(child) == "cp":
            yield _character(child)
        yield child.tail or ""


def _character(node: etree._Element) -> str:
    try:
        return chr(int(node.get("hex", ""), 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _order(part: etree._Element, number: int) -> int:
    target = next((child for child in part if _name(child) == "target"), None)
    order = target.get("order", "") if target is not None else ""
    return int(order) if order.isascii() and order.isdigit() and len(order) < 7 else number


def _is_done(segment: etree._Element, target: _Text | None) -> bool:
    """Say whether a sentence is translated; an empty text is one where the tool says that it is done."""
    if target is not None and "".join(target.pieces).strip():
        return True
    return target is not None and segment.get("state") in _STATES[1:]


def _state(parts: Sequence[etree._Element]) -> str | None:
    found = [part.get("state") for part in parts if _name(part) == "segment"]
    known = [_STATES.index(state) for state in found if state in _STATES]
    return _STATES[min(known)] if known else None
