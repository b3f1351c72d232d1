"""A bitext to the entries that its delivery proposes for the catalog."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..markup.blocks import parse_blocks
from ..markup.islands import IslandText, island_texts, put_texts
from ..model import Bitext, Block, BlockPair, English, PlacedUnit
from .localize import spell
from .messages import HTML, Message, build_messages, image_alts
from .po import Entry, Origin, text_hash

_UNPRINTABLE_RE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """An English article, parsed once for all its locales."""

    english: English
    blocks: tuple[Block, ...]
    messages: tuple[Message, ...]
    units: Mapping[int, tuple[PlacedUnit, ...]]
    """The numbered sentences of each block, by its index."""


def build_source(english: English, blocks: tuple[Block, ...] | None = None) -> Source:
    """Parse the English of an article for cataloguing and localizing; `blocks` are those of its body, where known."""
    if blocks is None:
        blocks = parse_blocks(english.side.text)
    units: dict[int, list[PlacedUnit]] = {}
    owner = 0
    for unit in english.side.units:
        while owner + 1 < len(blocks) and blocks[owner].place.end <= unit.start:
            owner += 1
        units.setdefault(owner, []).append(unit)
    found = build_messages(english.article, blocks)
    messages = tuple(message._replace(msgid=clean(message.msgid)) for message in found)
    return Source(english, blocks, messages, {index: tuple(found) for index, found in units.items()})


def clean(text: str) -> str:
    """Return text that a catalog can hold: what is no character becomes U+FFFD."""
    return _UNPRINTABLE_RE.sub("\ufffd", text)


def context_of(source: Source, message: Message) -> str:
    """Return the `msgctxt` of a message where its msgid has several translations in one article."""
    if message.block is None:
        return message.kind
    units = source.units.get(message.block, ())
    unit = units[0].unit if units else f"block-{message.block}"
    return unit if message.kind == "body" else f"{unit}-{message.kind}{message.order}"


def pairs_by_block(bitext: Bitext) -> dict[int, BlockPair]:
    """Return the pair of each English block, by the block's index in the body."""
    paired = (pair for pair in bitext.pairs if pair.source is not None)
    return dict(enumerate(paired))


def build_entries(source: Source, bitext: Bitext | None) -> tuple[Entry, ...]:
    """Return one entry a message, in the order of the article; untranslated where there is no delivery."""
    pairs = pairs_by_block(bitext) if bitext else {}
    islands = _delivered_islands(source, pairs)
    by_msgid: dict[str, list[tuple[Message, Entry]]] = {}
    for message in source.messages:
        entry = _propose(source, message, bitext, pairs, islands)
        by_msgid.setdefault(message.msgid, []).append((message, entry))
    return tuple(entry for found in by_msgid.values() for entry in _variants(source, found))


def _propose(
    source: Source,
    message: Message,
    bitext: Bitext | None,
    pairs: Mapping[int, BlockPair],
    islands: Mapping[int, Sequence[IslandText]],
) -> Entry:
    if bitext is None:
        return Entry(message.msgid)
    if message.block is None:
        text = bitext.target.metadata.text(message.kind) or ""
        return _entry(message, clean(text.strip()), bitext, None)
    pair = pairs.get(message.block)
    if pair is None or pair.text is None:
        return Entry(message.msgid)
    if message.kind == "alt":
        alts = image_alts(pair.text)
        text = clean(alts[message.order]) if message.order < len(alts) else ""
    elif message.kind == HTML:
        texts = islands.get(message.block, ())
        text = clean(texts[message.order].message) if texts else ""
    else:
        text = delivered_msgstr(source, message.block, pair.text)
    return _entry(message, text, bitext, pair)


def _delivered_islands(source: Source, pairs: Mapping[int, BlockPair]) -> dict[int, tuple[IslandText, ...]]:
    """Return the words of each delivered block of HTML, by the English block, where it is built alike."""
    counts = Counter(message.block for message in source.messages if message.kind == HTML)
    found: dict[int, tuple[IslandText, ...]] = {}
    for index, count in counts.items():
        pair = pairs.get(index) if index is not None else None
        texts = island_texts(pair.text) if pair is not None and pair.text is not None else ()
        if index is not None and len(texts) == count:
            found[index] = texts
    return found


def island_words(english: str, delivered: str | None, words: Mapping[int, str]) -> str | None:
    """Return a block of HTML with the words of the catalog, by their order; None where nothing is known of it.

    The delivered block is kept where it is built otherwise than the English one.
    """
    if delivered is None:
        return put_texts(english, words) if words else None
    alike = bool(words) and len(island_texts(delivered)) == len(island_texts(english))
    return put_texts(delivered, words) if alike else delivered


def delivered_msgstr(source: Source, block: int, text: str) -> str:
    """Return the msgstr for what a delivery has in the place of an English block."""
    return spell(source.english.side.text, source.blocks[block], clean(text))


def _entry(message: Message, text: str, bitext: Bitext, pair: BlockPair | None) -> Entry:
    if not text:
        return Entry(message.msgid)
    prefix = bitext.target.units[0].id.prefix if bitext.target.units else ""
    units: tuple[str, ...] = ()
    if pair is not None and message.kind == "body" and bitext.aligned_by == "id":
        units = tuple(f"{prefix}-{segment.unit}" for segment in pair.segments if segment.unit)
    origin = Origin(bitext.target.metadata.translation_type or "", units, text_hash(text))
    previous = pair.previous if pair is not None and message.kind == "body" else None
    flags = ("fuzzy",) if previous is not None else ()
    return Entry(message.msgid, text, origin=origin, flags=flags, previous_msgid=clean(previous) if previous else None)


def _variants(source: Source, found: Sequence[tuple[Message, Entry]]) -> Iterator[Entry]:
    """Yield the plain entry of a msgid, then one with a context for each place that says it in other words."""
    translated = [entry for _, entry in found if entry.msgstr]
    if not translated:
        yield found[0][1]
        return
    plain = next((entry for entry in translated if not entry.fuzzy), translated[0])
    yield _with_units(plain, [entry for entry in translated if entry.msgstr == plain.msgstr])
    seen = {plain.msgstr, ""}
    for message, entry in found:
        if entry.msgstr not in seen:
            yield replace(entry, msgctxt=context_of(source, message))


def _with_units(plain: Entry, same: Sequence[Entry]) -> Entry:
    units = tuple(dict.fromkeys(unit for entry in same if entry.origin for unit in entry.origin.units))
    if plain.origin is None or plain.origin.units == units:
        return plain
    return replace(plain, origin=replace(plain.origin, units=units))
