"""English and a catalog back to the article of a locale: clean Markdown, or a delivery with its alignment spans.

The words come from the English and from the catalog. What neither holds comes from the delivery, where there is one:
front matter, heading anchors, code and HTML, and where in an unedited paragraph each numbered sentence ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..alignment.proof import file_hashes
from ..alignment.sentences import align_sentences, split_sentences
from ..markup.article import build_side, file_offset
from ..markup.clean_sides import clean_target
from ..markup.definitions import surplus_definitions
from ..markup.dialect.lines import own_lines
from ..markup.front_matter import DELIVERY_KEYS, front_matter_place
from ..markup.front_matter_lines import set_values
from ..markup.strip import strip_alignment
from ..model import Article, Bitext, BlockPair, PlacedUnit, Side, Span, TranslationType
from .build import Source, clean, delivered_msgstr, island_words, pairs_by_block
from .localize import Localized, localize, one_block, protect_line, unspell
from .lookup import Lookup
from .messages import HTML
from .po import Catalog, Entry

_LINE_ENDS = "\r\n"


class _Sentence(NamedTuple):
    """A numbered sentence in the localized body."""

    start: int
    end: int
    before: str
    """What stands in front of it in a delivery."""
    behind: str


@dataclass(frozen=True, slots=True)
class Export:
    """One article of one locale, made from its English and its catalog."""

    text: str
    """The whole file."""
    edited: int
    """Messages whose text is not the delivered one."""
    untranslated: int
    """Messages that stand in English."""


def export_article(
    source: Source,
    locale: str,
    bitext: Bitext | None,
    catalog: Catalog | None,
    *,
    spans: bool,
    renewed: bool = False,
    layout: bool = True,
) -> Export:
    """Return the article as a file: clean, or with alignment spans.

    `bitext` is the delivery aligned with the English of `source`, None where there is none. `renewed` says that the
    catalog now translates an English newer than the delivery's, so the file names that one's hash. Without `layout`
    no paragraph, code or HTML of the delivery is looked at: what comes out is what English and catalog alone hold.
    """
    draft = _Draft(source, bitext, Lookup(catalog), layout=layout, spans=spans)
    body = localize(source.english.side.text, source.blocks, draft.texts)
    inserts = list(_anchors(draft, body, spans=spans))
    for sentence in _sentences(draft, body, unit_prefix(source, locale, bitext), renewed=renewed) if spans else ():
        inserts += ((sentence.start, sentence.before), (sentence.end, sentence.behind))
    front = _front_matter(draft, locale, spans=spans, renewed=renewed)
    text = front + _edges(insert(body.text, inserts), draft.target)
    return Export(_with_line_ends_of(bitext, text), draft.edited, draft.untranslated)


def _with_line_ends_of(bitext: Bitext | None, text: str) -> str:
    delivered = bitext.target.text if bitext is not None else ""
    if "\r\n" in delivered and delivered.count("\r\n") == delivered.count("\n"):
        return text.replace("\r\n", "\n").replace("\n", "\r\n")
    return text


class _Draft:
    """What stands in the place of each block of the English."""

    def __init__(self, source: Source, bitext: Bitext | None, lookup: Lookup, *, layout: bool, spans: bool) -> None:
        self.source = source
        self.bitext = bitext
        self.lookup = lookup
        self.target = build_side(bitext.target, "target") if bitext else None
        self.pairs: Mapping[int, BlockPair] = pairs_by_block(bitext) if bitext else {}
        self.texts: dict[int, str] = {}
        self.as_delivered: set[int] = set()
        self.edited = self.untranslated = 0
        surplus = _surplus(bitext.target) if bitext and not spans else ()
        for message in source.messages:
            if message.kind == "body" and message.block is not None:
                self._put(message.block, lookup.former(source, message), layout=layout)
        for index, words in self._islands().items():
            self._put_island(index, words, layout=layout)
        for index, pair in self.pairs.items():
            if index in self.as_delivered or index in self.texts:
                continue
            if layout and pair.text is not None and not source.blocks[index].is_message:
                self.texts[index] = pair.text
                self.as_delivered.add(index)
                if surplus and source.blocks[index].kind == "definition":
                    self.texts[index] = _without(pair.text, surplus)

    def _islands(self) -> dict[int, dict[int, str]]:
        """Return the translated words of the blocks of HTML: by block, by order."""
        found: dict[int, dict[int, str]] = {}
        for message in self.source.messages:
            if message.kind == HTML and message.block is not None:
                words = found.setdefault(message.block, {})
                if entry := self.lookup.former(self.source, message):
                    words[message.order] = entry.msgstr
        return found

    def _put_island(self, index: int, words: Mapping[int, str], *, layout: bool) -> None:
        pair = self.pairs.get(index) if layout else None
        delivered = pair.text if pair is not None else None
        text = island_words(self.source.blocks[index].content, delivered, words)
        if text is None:
            self.untranslated += 1
            return
        self.texts[index] = text
        if text == delivered:
            self.as_delivered.add(index)
        elif delivered is not None:
            self.edited += 1

    def _put(self, index: int, entry: Entry | None, *, layout: bool) -> None:
        pair = self.pairs.get(index)
        delivered = pair.text if pair is not None else None
        if entry is None:
            if layout and delivered is not None:
                # The message left the English before it ever came into the catalog.
                self.as_delivered.add(index)
                self.texts[index] = delivered
            else:
                self.untranslated += 1
            return
        content = unspell(self.source.english.side.text, self.source.blocks[index], entry.msgstr)
        if delivered is not None and delivered_msgstr(self.source, index, delivered) == entry.msgstr:
            self.as_delivered.add(index)
            self.texts[index] = delivered if layout else content
            return
        if delivered is not None or entry.edited:
            self.edited += 1
        content = own_lines(one_block(content), self.source.blocks[index].content)
        first, newline, rest = content.partition("\n")
        self.texts[index] = protect_line(first) + newline + rest


def _surplus(article: Article) -> list[str]:
    """Return the lines that only the English side of a delivery refers to: a clean article has none of them."""
    clean = clean_target(article.text) if article.has_spans and "]:" in article.text else None
    return [clean.text[start:end] for start, end in surplus_definitions(clean)] if clean else []


def _without(text: str, surplus: Iterable[str]) -> str:
    for line in surplus:
        text = text.replace(line, "", 1)
    return text


def _anchors(draft: _Draft, body: Localized, *, spans: bool) -> Iterator[tuple[int, str]]:
    """Yield (offset, anchor) for the headings that have one in the delivery; without it, in deliveries of others."""
    own = {anchor.offset for anchor in draft.target.anchors} if draft.target else set()
    others = dict(draft.source.english.side.anchors)
    for index, block in enumerate(draft.source.blocks):
        pair, start = draft.pairs.get(index), body.places[index].start
        if draft.target is not None and draft.bitext is not None:
            if pair is not None and pair.text_place is not None and pair.text_place.start in own:
                written = _written_anchor(draft.bitext.target.text, draft.target, pair.text_place.start)
                yield start, written if spans else written.replace("&quot;", '"')
        elif block.place.start in others:
            yield start, f'<a name="{others[block.place.start]}"></a>'


def _written_anchor(text: str, target: Side, offset: int) -> str:
    """Return the anchor in front of a heading as the file has it."""
    start = text.rfind("<a name=", 0, file_offset(target, offset))
    return text[start : text.find("</a>", start) + len("</a>")]


def _sentences(draft: _Draft, body: Localized, prefix: str, *, renewed: bool) -> Iterator[_Sentence]:
    """Yield the numbered sentences of the localized body in reading order."""
    known = dict(_written_spans(draft.bitext.target)) if draft.bitext else {}
    delivered = _delivered_units(draft)
    english = draft.source.english.side.text
    for index, block in enumerate(draft.source.blocks):
        place, pair = body.places[index], draft.pairs.get(index)
        own = draft.source.units.get(index, ())
        if index not in draft.texts:
            found: Iterable[PlacedUnit] = _shifted(own, block.place.start, place.start)
        elif index not in draft.as_delivered or pair is None or pair.text_place is None:
            found = _aligned(own, english, body.text, place)
        elif known:
            found = _shifted(delivered.get(index, ()), pair.text_place.start, place.start)
        else:
            found = _located(pair, body.text, place)
        sources = {unit: english[start:end] for unit, start, end in own}
        for unit, start, end in found:
            new = spans_of(f"{prefix}-{unit}", sources.get(unit, ""))
            yield _Sentence(start, end, *(known.get(unit, new) if index in draft.as_delivered or not renewed else new))


def _written_spans(article: Article) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (unit number, what the file has in front of its translation and behind it), damaged spans included."""
    text = article.text
    for unit in article.units:
        before = text[unit.place.start : unit.target_place.start]
        yield unit.id.unit, (before, text[unit.target_place.end : unit.place.end])


def spans_of(number: str, source: str) -> tuple[str, str]:
    """Return the alignment spans of a sentence: what stands in front of it and behind it."""
    lookup = f'<span class="sxs-lookup"><span data-stu-id="{number}">{source}</span></span>'
    return f'<span data-ttu-id="{number}">', f"</span>{lookup}"


def _shifted(units: Iterable[PlacedUnit], old: int, new: int) -> Iterator[PlacedUnit]:
    """Yield sentences that stand in one text as they stand in another, which has the same block elsewhere."""
    return (PlacedUnit(unit, start + new - old, end + new - old) for unit, start, end in units)


def _delivered_units(draft: _Draft) -> dict[int, list[PlacedUnit]]:
    """Return the sentences of the delivery by the block in whose place they stand."""
    places = sorted((pair.text_place, index) for index, pair in draft.pairs.items() if pair.text_place is not None)
    found: dict[int, list[PlacedUnit]] = {}
    owner = 0
    for unit in draft.target.units if draft.target and places else ():
        # A unit may begin with the white space in front of its block.
        text = draft.target.text[unit.start : unit.end] if draft.target else ""
        first = unit.start + len(text) - len(text.lstrip())
        while owner + 1 < len(places) and places[owner][0].end <= first:
            owner += 1
        found.setdefault(places[owner][1], []).append(unit)
    return found


def _aligned(units: Sequence[PlacedUnit], english: str, body: str, place: Span) -> Iterator[PlacedUnit]:
    """Yield the sentences of a text that a person wrote, aligned with the English anew."""
    spans = split_sentences(body[place.start : place.end])
    texts = [body[place.start + start : place.start + end] for start, end in spans]
    for one, two, _ in align_sentences([english[start:end] for _, start, end in units], texts):
        if one.start < one.end and two.start < two.end:
            start, end = spans[two.start].start, spans[two.end - 1].end
            yield PlacedUnit(units[one.start].unit, place.start + start, place.start + end)


def _located(pair: BlockPair, body: str, place: Span) -> Iterator[PlacedUnit]:
    """Yield the sentences of a block that came without spans, as they were aligned with the English."""
    position = place.start
    for segment in pair.segments:
        text = segment.target.strip()
        start = body.find(text, position, place.end) if text and segment.unit else -1
        if start >= 0 and segment.unit:
            position = start + len(text)
            yield PlacedUnit(segment.unit, start, position)


def unit_prefix(source: Source, locale: str, bitext: Bitext | None) -> str:
    """Return the five hex digits of the unit ids: the delivery's, else always the same for an article and locale."""
    if bitext is not None and bitext.target.units:
        return bitext.target.units[0].id.prefix
    return hashlib.sha256(f"{locale}/{source.english.article.path}".encode("utf-8", "replace")).hexdigest()[:5]


def insert(text: str, inserts: Iterable[tuple[int, str]]) -> str:
    """Return `text` with things put in; at one offset in the order given."""
    pieces: list[str] = []
    position = 0
    for offset, thing in sorted(inserts, key=lambda insert: insert[0]):
        pieces += [text[position:offset], thing]
        position = offset
    return "".join([*pieces, text[position:]])


def _edges(body: str, target: Side | None) -> str:
    """Return the body with the blank lines at its edges that the delivery has."""
    if target is None:
        return body
    core = target.text.strip(_LINE_ENDS)
    start = target.text.find(core)
    return target.text[:start] + body.strip(_LINE_ENDS) + target.text[start + len(core) :]


def _front_matter(draft: _Draft, locale: str, *, spans: bool, renewed: bool) -> str:
    """Return the front matter with what was edited in it; without a delivery that of the English with its keys."""
    values: dict[str, str] = {}
    for message in draft.source.messages:
        entry = draft.lookup.former(draft.source, message) if message.block is None else None
        if entry is not None:
            values[message.kind] = entry.msgstr
    if draft.bitext is None:
        return _new_front_matter(draft.source, locale, values)
    article = draft.bitext.target
    text = article.text[: article.body_start]
    edited = {key: text for key, text in values.items() if clean((article.metadata.text(key) or "").strip()) != text}
    draft.edited += len(edited)
    if renewed:
        edited[_HASH] = _hash_of(draft.source, len(article.metadata.source_hash or ""))
    place = front_matter_place(text)
    if edited and place is not None:
        text = text[: place.start] + set_values(text[place.start : place.end], edited) + text[place.end :]
    return text if spans else strip_alignment(text)


_HASH, _KIND, _LOCALE = (DELIVERY_KEYS[index] for index in (0, 2, 3))


def _new_front_matter(source: Source, locale: str, values: Mapping[str, str]) -> str:
    own = source.english.article
    added = {_HASH: _hash_of(source, 40), _KIND: TranslationType.HUMAN.value, _LOCALE: locale}
    return f"---\n{set_values(own.metadata.raw, {**values, **added})}---\n"


def _hash_of(source: Source, length: int) -> str:
    """Return the hash of the English file: what deliveries of it name, else that of its text with CRLF line ends."""
    english = source.english
    if english.proof != "mismatch" and english.hash:
        return english.hash
    return next(iter(file_hashes(english.article.text, length or 40)))[1]
