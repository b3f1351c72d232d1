"""XLIFF 2.1 of one article in one locale: a unit a catalog entry, a segment a sentence, codes for the markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...locales import parse_tag
from ...markup.plain_text import plain_text
from ...model import Bitext
from ...text import fold_space
from ..build import Source, clean, context_of, pairs_by_block
from ..po import Catalog, Entry, text_hash
from .inline import Code, Piece, Role, parse_inline
from .sentences import Part, split_message
from .xml_text import ILLEGAL_RE, element, escaped, start_tag

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
EXPORTED = "exported"
"""Type of the metadata that says which translation was exported."""
_FORMATS = {"bold": ("fmt", "xlf:b"), "italic": ("fmt", "xlf:i"), "link": ("link", None), "image": ("image", None)}
_UNSPACED = frozenset({"ja", "zh"})
"""Languages whose sentences follow each other without a space."""

Key = tuple[str | None, str]


def render_xliff(
    source: Source, source_locale: str, locale: str, catalog: Catalog, bitext: Bitext | None, *, codes: bool = True
) -> Iterator[str]:
    """Yield the pieces of the XLIFF file of an article, entries in the order of its catalog.

    What a catalog keeps but does not use (obsolete and plural entries) is left out. Without `codes` the markup is
    part of the text, for tools that damage inline codes.
    """
    root = {"xmlns": NAMESPACE, "xmlns:mda": METADATA, "version": "2.1", "srcLang": source_locale, "trgLang": locale}
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + start_tag("xliff", root) + "\n"
    article = source.english.article
    yield " " + start_tag("file", {"id": "f1", "original": article.path, "xml:space": "preserve"}) + "\n"
    places, known = _places(source), _known(source, bitext)
    space = "" if _language(locale) in _UNSPACED else None
    taken: set[str] = set()
    for entry in filter(is_exchanged, catalog.entries):
        identity = unit_id(entry)
        while identity in taken:
            identity += "_"
        taken.add(identity)
        notes = _notes(entry, article.docname, places.get(entry.key) or places.get((None, entry.msgid), ""))
        parts = split_message(entry.msgid, entry.msgstr, known.get((entry.msgid, fold_space(entry.msgstr)), ()))
        yield _Unit(entry, parts, space, codes=codes).render(identity, notes)
    yield " </file>\n</xliff>\n"


def is_exchanged(entry: Entry) -> bool:
    """Say whether an entry has a unit in the XLIFF file of its article."""
    return not entry.obsolete and not entry.foreign


def key_hash(key: Key) -> str:
    """Return the short hash that tells an entry from the others of its catalog."""
    return text_hash("\x04".join(part for part in key if part is not None))


def unit_id(entry: Entry) -> str:
    """Return the id of an entry's unit: the number of its first sentence, to read, and the hash of its key."""
    number = entry.origin.units[0].partition("-")[2] if entry.origin and entry.origin.units else "m"
    return f"{number}-{key_hash(entry.key)}"


def exported_state(entry: Entry) -> str:
    """Return what is remembered of an exported entry: the hash of its translation, and whether it was fuzzy."""
    return text_hash(entry.msgstr) + (" fuzzy" if entry.fuzzy else "")


def _language(locale: str) -> str:
    tag = parse_tag(locale)
    return tag.language if tag else ""


def _places(source: Source) -> dict[Key, str]:
    """Return the heading that each message stands under."""
    headings = {index: block for index, block in enumerate(source.blocks) if block.kind == "heading"}
    found: dict[Key, str] = {}
    current, last = "", -1
    for message in source.messages:
        while message.block is not None and last < message.block:
            last += 1
            current = plain_text(headings[last].message) if last in headings else current
        place = message.kind if message.block is None else current
        found.setdefault((context_of(source, message), message.msgid), place)
        found.setdefault((None, message.msgid), place)
    return found


def _known(source: Source, bitext: Bitext | None) -> dict[Key, Sequence[tuple[str, str]]]:
    """Return the pairs of sentences of each delivered text, by (msgid, text with its white space folded)."""
    found: dict[Key, Sequence[tuple[str, str]]] = {}
    for index, pair in (pairs_by_block(bitext) if bitext else {}).items():
        if pair.target is not None and index < len(source.blocks):
            key = clean(source.blocks[index].message), fold_space(clean(pair.target.content))
            found[key] = [(clean(segment.source), clean(segment.target)) for segment in pair.segments]
    return found


def _notes(entry: Entry, article: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield (category, text) of what a translator should know."""
    yield "context", f"{article}: {place}" if place else article
    if entry.origin is not None:
        kind = {"HT": "human translation", "MT": "machine translation"}.get(entry.origin.translation_type, "delivered")
        yield "origin", f"{kind}, edited since" if entry.edited else kind
    elif entry.msgstr:
        yield "origin", "written in the catalog"
    if entry.previous_msgid is not None:
        yield "previous", f"Translated from: {entry.previous_msgid}"
    yield from (("extracted", note) for note in entry.notes if note)
    yield from (("translator", note) for note in entry.translator_notes if note)


class _Unit:
    """One unit while it is written: its codes get numbers and its markup goes to the original data."""

    def __init__(self, entry: Entry, parts: Sequence[Part], space: str | None, *, codes: bool) -> None:
        self._entry = entry
        self._data: dict[str, str] = {}
        self._count = 0
        pieces_of = parse_inline if codes else _as_text
        sources = [pieces_of(part.source) for part in parts]
        targets = [pieces_of(part.target) for part in parts]
        free: dict[tuple[str, ...], list[str]] = {}
        self._sources = [self._content(pieces, free, new=True) for pieces in sources]
        self._targets = [self._content(pieces, free, new=False) for pieces in targets]
        self._parts = parts
        self._space = space

    def render(self, identity: str, notes: Iterator[tuple[str, str]]) -> str:
        """Return the unit as XML, one structural element a line."""
        meta = element("mda:meta", {"type": EXPORTED}, exported_state(self._entry))
        group = element("mda:metaGroup", {"category": "sphinx-bitext"}, meta)
        lines = [f"  {start_tag('unit', {'id': identity, 'name': self._entry.msgctxt})}"]
        lines += [f"   {element('mda:metadata', {}, group)}", "   <notes>"]
        for number, (category, text) in enumerate(notes, 1):
            lines.append(f"    {element('note', {'id': f'n{number}', 'category': category}, escaped(text))}")
        lines.append("   </notes>")
        if self._data:
            data = (element("data", {"id": name}, _escaped(text)) for text, name in self._data.items())
            lines += ["   <originalData>", *(f"    {one}" for one in data), "   </originalData>"]
        lines += self._segments()
        return "\n".join([*lines, "  </unit>\n"])

    def _segments(self) -> Iterator[str]:
        state, sub_state = _state(self._entry)
        for number, (part, source, target) in enumerate(zip(self._parts, self._sources, self._targets, strict=True), 1):
            content = element("source", {}, source)
            if self._entry.msgstr.strip():
                content += element("target", {}, target)
            elif part.between:
                content += element("target", {}, source if self._space is None else self._space)
            if part.between:
                yield f"   {element('ignorable', {'id': f's{number}'}, content)}"
            else:
                attributes = {"id": f"s{number}", "state": state, "subState": sub_state}
                yield f"   {element('segment', attributes, content)}"

    def _content(self, pieces: Sequence[Piece], free: dict[tuple[str, ...], list[str]], *, new: bool) -> str:
        """Return the content of a source or target; equal codes of both have the same id, as `free` hands them out."""
        closings = {one.number: one for one in pieces if isinstance(one, Code) and one.role is Role.CLOSE}
        found: list[str] = []
        for piece in pieces:
            if not isinstance(piece, Code):
                found.append(_escaped(piece))
            elif piece.role is Role.CLOSE:
                found.append("</pc>")
            else:
                closing = closings.get(piece.number)
                texts = (piece.text, closing.text) if closing else (piece.text,)
                waiting = free.setdefault((piece.kind, *texts), [])
                self._count += new or not waiting
                identity = str(self._count) if new or not waiting else waiting.pop(0)
                if new:
                    waiting.append(identity)
                found.append(self._code(piece.kind, identity, texts))
        return "".join(found)

    def _code(self, kind: str, identity: str, texts: Sequence[str]) -> str:
        names = [self._data.setdefault(text, f"d{len(self._data) + 1}") for text in texts]
        format_type, sub_type = _FORMATS.get(kind, ("other", None))
        attributes: Mapping[str, str | None] = {"id": identity, "type": format_type, "subType": sub_type}
        if len(names) == 2:
            return start_tag("pc", {**attributes, "dataRefStart": names[0], "dataRefEnd": names[1]})
        return element("ph", {**attributes, "dataRef": names[0], "equiv": texts[0]})


def _state(entry: Entry) -> tuple[str, str | None]:
    """Return (state, sub-state): a machine's text is translated, a person's is reviewed; what waits is initial."""
    if not entry.msgstr.strip():
        return "initial", None
    if entry.fuzzy:
        return "initial", "bitext:fuzzy"
    if entry.edited or entry.origin is None:
        return "reviewed", "bitext:edited"
    return ("translated", "bitext:mt") if entry.origin.translation_type == "MT" else ("reviewed", "bitext:ht")


def _as_text(text: str) -> tuple[Piece, ...]:
    return (text,)


def _escaped(text: str) -> str:
    """Return the content of a source, target or original data: what XML cannot hold stands as its code point."""
    pieces = []
    position = 0
    for match in ILLEGAL_RE.finditer(text):
        pieces += [escaped(text[position : match.start()]), element("cp", {"hex": f"{ord(match.group()):04X}"})]
        position = match.end()
    return "".join([*pieces, escaped(text[position:])])
