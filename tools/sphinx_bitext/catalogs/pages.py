"""One article in one locale, ready to be published: localized Markdown with its sentences marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..alignment.english import SOURCE_LOCALE
from ..alignment.sentences import align_sentences, split_sentences
from ..markup.article import build_side
from ..markup.blocks import parse_blocks
from ..markup.dialect.lines import own_lines
from ..markup.front_matter import parse_date
from ..markup.marks import CLOSE, START, MarkKind, neutralise, opening
from ..markup.plain_text import plain_text
from ..model import Anchor, Bitext, Block, BlockPair, Metadata, Page, PlacedUnit
from .build import Source, clean, context_of, delivered_msgstr, island_words, pairs_by_block
from .localize import localize, one_block, unspell
from .messages import HTML, Message
from .page_units import Units, page_english, page_units
from .po import Catalog, Entry

_SLUG_DROP_RE = re.compile(r"[^\w\- ]")


@dataclass(slots=True)
class _Draft:
    """What is gathered while the blocks of a page are made."""

    texts: dict[int, str] = field(default_factory=dict)
    stale: int = 0
    english: int = 0
    translated: int = 0
    post_edited: int = 0
    units: Units = field(default_factory=dict)
    """The English sentences of the page."""


def english_page(source: Source) -> Page:
    """Return the page of the source language."""
    return _page(source, SOURCE_LOCALE, source.english.article.metadata, _english_draft(source), "source", None)


def localized_page(source: Source, locale: str, bitext: Bitext | None, catalog: Catalog | None, *, fuzzy: bool) -> Page:
    """Return the page of a locale: English where nothing is translated; `fuzzy` entries are used when that is set."""
    entries = {entry.key: entry for entry in catalog.entries if not entry.obsolete} if catalog else {}
    draft = _Draft(units=page_units(source))
    pairs = pairs_by_block(bitext) if bitext else {}
    by_block = {message.block: message for message in source.messages if message.kind == "body"}
    islands = _islands(source, entries, fuzzy=fuzzy)
    headings = 0
    for index, block in enumerate(source.blocks):
        mark = ""
        if block.kind == "heading":
            mark = opening(MarkKind.HEADING, str(headings))
            headings += 1
        if index in by_block:
            entry = _entry_of(source, entries, by_block[index], fuzzy=fuzzy)
            text = _block_text(source, index, entry, pairs.get(index), bitext, draft)
            draft.texts[index] = mark + text
        elif not block.is_message and (index in pairs or index in islands):
            delivered = pairs[index].text if index in pairs else None
            words = {order: entry.msgstr for order, entry in islands.get(index, {}).items()}
            shown = island_words(block.content, delivered, words) if block.kind == "html" else delivered
            if shown is not None:
                draft.texts[index] = neutralise(clean(shown))
    metadata = bitext.target.metadata if bitext else source.english.article.metadata
    return _page(source, locale, metadata, draft, _status(draft, bitext), bitext, entries)


def _islands(
    source: Source, entries: Mapping[tuple[str | None, str], Entry], *, fuzzy: bool
) -> dict[int, dict[int, Entry]]:
    """Return the translated words of the blocks of HTML: by block, by order."""
    found: dict[int, dict[int, Entry]] = {}
    for message in source.messages:
        if message.kind == HTML and message.block is not None:
            entry = _entry_of(source, entries, message, fuzzy=fuzzy)
            if entry is not None:
                found.setdefault(message.block, {})[message.order] = entry
    return found


def _entry_of(
    source: Source, entries: Mapping[tuple[str | None, str], Entry], message: Message, *, fuzzy: bool
) -> Entry | None:
    for key in ((context_of(source, message), message.msgid), (None, message.msgid)):
        entry = entries.get(key)
        if entry is not None and entry.msgstr.strip() and (fuzzy or not entry.fuzzy):
            return entry
    return None


def _block_text(
    source: Source, index: int, entry: Entry | None, pair: BlockPair | None, bitext: Bitext | None, draft: _Draft
) -> str:
    block = source.blocks[index]
    if entry is None:
        draft.english += 1
        return opening(MarkKind.ENGLISH) + neutralise(block.content)
    units = draft.units.get(index, ())
    draft.translated += 1
    draft.post_edited += entry.post_edited
    if pair is not None and pair.text is not None and delivered_msgstr(source, index, pair.text) == entry.msgstr:
        text = neutralise(clean(pair.text))
        sentences = _delivered_sentences(source, units, pair, stale=bool(bitext and bitext.stale))
        # English that has changed since fits no sentence by its number; by its place it does.
        known = not entry.fuzzy or all(unit for unit, _ in sentences)
        text = _mark_found(text, sentences) if known else _mark_aligned(source, units, text)
    else:
        text = own_lines(one_block(neutralise(unspell(source.english.side.text, block, entry.msgstr))), block.content)
        text = _mark_aligned(source, units, text)
    if entry.fuzzy:
        draft.stale += 1
        return opening(MarkKind.STALE) + text
    return text if text.startswith(START) else opening(MarkKind.SEGMENT) + text


def _delivered_sentences(
    source: Source, units: Sequence[PlacedUnit], pair: BlockPair, *, stale: bool
) -> list[tuple[str, str]]:
    """Return (unit number of the English at hand or empty, sentence as delivered)."""
    if not stale:
        return [(segment.unit or "", segment.target) for segment in pair.segments]
    text = source.english.side.text
    numbers = {text[start:end].strip(): unit for unit, start, end in units}
    return [(numbers.get(segment.source.strip(), ""), segment.target) for segment in pair.segments]


def _mark_found(text: str, sentences: Iterable[tuple[str, str]]) -> str:
    """Put marks around the sentences of a delivered block, found one behind the other."""
    pieces, position = [], 0
    for unit, sentence in sentences:
        words = sentence.strip().rstrip("\\").split()
        if not words or not unit:
            continue
        start = text.find(" ".join(words), position)
        end = start + len(" ".join(words))
        if start < 0:
            match = re.compile(r"[\s>]+".join(re.escape(word) for word in words)).search(text, position)
            if match is None:
                continue
            start, end = match.span()
        pieces += [text[position:start], opening(MarkKind.SEGMENT, unit), text[start:end], CLOSE]
        position = end
    return "".join([*pieces, text[position:]])


def _mark_aligned(source: Source, units: Sequence[PlacedUnit], text: str) -> str:
    """Put marks around the sentences of a text that a person wrote: aligned with the English anew."""
    english = source.english.side.text
    spans = split_sentences(text)
    beads = align_sentences([english[start:end] for _, start, end in units], [text[s:e] for s, e in spans])
    pieces, position = [], 0
    for one, two, _ in beads:
        if one.start == one.end or two.start == two.end:
            continue
        start, end = spans[two.start].start, spans[two.end - 1].end
        while end > start and text[end - 1] == "\\":
            end -= 1
        pieces += [text[position:start], opening(MarkKind.SEGMENT, units[one.start].unit), text[start:end], CLOSE]
        position = end
    return "".join([*pieces, text[position:]])


def _english_draft(source: Source) -> _Draft:
    draft = _Draft(units=page_units(source))
    headings = 0
    for index, block in enumerate(source.blocks):
        if not block.is_message:
            continue
        units = draft.units.get(index, ())
        text = _mark_found(neutralise(block.content), _own_sentences(source, units))
        if block.kind == "heading":
            text = opening(MarkKind.HEADING, str(headings)) + text
            headings += 1
        draft.texts[index] = text
    return draft


def _own_sentences(source: Source, units: Sequence[PlacedUnit]) -> list[tuple[str, str]]:
    return [(unit, source.english.side.text[start:end]) for unit, start, end in units]


Status = Literal["source", "translated", "stale", "english-only", "unaligned"]


def _status(draft: _Draft, bitext: Bitext | None) -> Status:
    if not draft.translated:
        return "english-only"
    if draft.stale or (bitext is not None and bitext.stale):
        return "stale"
    return "translated"


def _page(
    source: Source,
    locale: str,
    metadata: Metadata,
    draft: _Draft,
    status: Status,
    bitext: Bitext | None,
    entries: Mapping[tuple[str | None, str], Entry] | None = None,
) -> Page:
    english = source.english
    own = english.article.metadata
    return Page(
        docname=english.article.docname,
        locale=locale,
        markdown=localize(english.side.text, source.blocks, draft.texts).text,
        title=_title(source, metadata, entries or {}),
        status=status,
        translation_type=metadata.translation_type if bitext is not None and status != "english-only" else None,
        description=_translated(own.text("description"), entries or {}),
        robots=_robots(metadata) or _robots(own),
        updated=metadata.last_handoff or parse_date(own.text("ms.date")) if bitext else parse_date(own.text("ms.date")),
        stale_messages=draft.stale,
        english_messages=draft.english,
        post_edited=draft.post_edited,
        heading_ids=heading_ids(source.blocks, english.side.anchors),
        english=page_english(source, draft.units),
        uid=own.text("uid") or "",
    )


def english_title(source: Source) -> str:
    """Return the title of the page of the source language."""
    return _title(source, source.english.article.metadata, {}).strip()


def _title(source: Source, metadata: Metadata, entries: Mapping[tuple[str | None, str], Entry]) -> str:
    own = source.english.article
    title = _first_heading(source, entries, [1]) or metadata.text("title") or own.metadata.text("title")
    return title or _first_heading(source, entries, range(2, 7)) or own.docname


def _robots(metadata: Metadata) -> str | None:
    key = next((key for key in metadata.values if key.lower() == "robots"), None)
    return metadata.text(key) if key else None


def _translated(text: str | None, entries: Mapping[tuple[str | None, str], Entry]) -> str | None:
    if text is None:
        return None
    entry = entries.get((None, clean(text.strip())))
    return entry.msgstr if entry is not None and entry.msgstr else text


def _first_heading(
    source: Source, entries: Mapping[tuple[str | None, str], Entry], levels: Sequence[int]
) -> str | None:
    """Return the plain text of the first heading of one of these levels, in the page's language."""
    for index, block in enumerate(source.blocks):
        if block.kind == "heading" and block.level in levels and block.message:
            message = next((message for message in source.messages if message.block == index), None)
            entry = _entry_of(source, entries, message, fuzzy=True) if message else None
            return plain_text(entry.msgstr if entry else block.message) or None
    return None


def unaligned_page(bitext: Bitext) -> Page:
    """Return the page of a delivery whose English nobody knows: as it was delivered."""
    side = build_side(bitext.target, "target")
    blocks = parse_blocks(side.text)
    texts: dict[int, str] = {}
    headings = 0
    for index, block in enumerate(blocks):
        texts[index] = neutralise(clean(block.content))
        if block.kind == "heading":
            texts[index] = opening(MarkKind.HEADING, str(headings)) + texts[index]
            headings += 1
    metadata = bitext.target.metadata
    first = next((plain_text(block.message) for block in blocks if block.kind == "heading"), None)
    return Page(
        docname=bitext.target.docname,
        locale=bitext.locale,
        markdown=localize(neutralise(clean(side.text)), blocks, texts).text,
        title=first or metadata.text("title") or bitext.target.docname,
        status="unaligned",
        translation_type=metadata.translation_type,
        description=metadata.text("description"),
        robots=_robots(metadata),
        updated=metadata.last_handoff,
        heading_ids=heading_ids(blocks, side.anchors),
        uid=metadata.text("uid") or "",
    )


def heading_ids(blocks: Sequence[Block], anchors: Sequence[Anchor]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of each heading: the anchor the delivery names, then the slug of its text; unique in the page."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    found = []
    for block in blocks:
        if block.kind != "heading":
            continue
        start = block.place.start
        names = [anchor.slug for anchor in anchors if anchor.slug and start - 1 <= anchor.offset <= block.place.end]
        names.append(slug(plain_text(block.message)) or "section")
        ids: list[str] = []
        for name in dict.fromkeys(names):
            unique = name
            while unique in taken:
                numbers[name] = numbers.get(name, 0) + 1
                unique = f"{name}-{numbers[name]}"
            if unique == name or not ids:
                ids.append(unique)
                taken.add(unique)
        found.append(tuple(ids))
    return tuple(found)


def slug(text: str) -> str:
    """Return the id of a heading: small letters, white space as hyphens, punctuation gone."""
    lowered = _SLUG_DROP_RE.sub("", unicodedata.normalize("NFC", text).lower().strip())
    return lowered.replace(" ", "-")
