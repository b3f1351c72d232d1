"""Messages and bitexts to pairs of sentences, as translation memories and translation tools want them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...alignment.sentences import align_sentences, split_sentences
from ...model import Bitext, BlockPair, PlacedUnit, Span
from ..build import Source, context_of
from ..messages import Message
from ..po import Catalog, Entry
from .inline import paired_spans

_Beads = list[tuple[Span, Span]]
"""Places of a sentence on both sides, in reading order."""


class Part(NamedTuple):
    """A sentence of a message with its translation, or what stands between two sentences."""

    source: str
    target: str
    between: bool
    """Whether it is white space between sentences."""


@dataclass(frozen=True, slots=True)
class SentencePair:
    """One aligned sentence of an article."""

    units: tuple[str, ...]
    """Numbers of the English sentences; empty where they have none."""
    place: str
    """Where it stands: the unit number of its first sentence, `title`, `description`, or block and sentence."""
    source: str
    target: str
    translation_type: str
    """`HT`, `MT`, or empty."""
    edited: bool
    """Whether a person wrote the translation after it was delivered."""


def split_message(msgid: str, msgstr: str, known: Sequence[tuple[str, str]] = ()) -> tuple[Part, ...]:
    """Return a message and its translation cut into sentences; the parts put together are both texts again.

    `known` are the pairs of sentences that a delivery names; they are used where they cover both texts, else the
    sentences are aligned anew. An untranslated message is cut by its English alone.
    """
    if not msgstr.strip():
        spans = _outside_pairs(msgid, split_sentences(msgid))
        return _with_images(_parts(msgid, spans, "", [Span(0, 0)] * len(spans)))
    found = _known_spans(msgid, msgstr, known) or _aligned_spans(msgid, msgstr)
    return _with_images(_parts(msgid, [one for one, _ in found], msgstr, [two for _, two in found]))


def _with_images(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with nothing but white space between sentences: an image there belongs to the one before it."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if before is not None and (_has_words(part) or _has_words(before)):
            found[-1] = Part(before.source + part.source, before.target + part.target, between=False)
        else:
            found.append(part)
    return tuple(part._replace(between=part.between and not _has_words(part)) for part in found)


def _has_words(part: Part) -> bool:
    return part.between and bool(part.source.strip() or part.target.strip())


def _parts(msgid: str, sources: Sequence[Span], msgstr: str, targets: Sequence[Span]) -> Iterator[Part]:
    one = two = 0
    for source, target in zip(sources, targets, strict=True):
        if source.start > one or target.start > two:
            yield Part(msgid[one : source.start], msgstr[two : target.start], between=True)
        yield Part(msgid[source.start : source.end], msgstr[target.start : target.end], between=False)
        one, two = source.end, target.end
    if one < len(msgid) or two < len(msgstr):
        yield Part(msgid[one:], msgstr[two:], between=True)


def _known_spans(msgid: str, msgstr: str, known: Sequence[tuple[str, str]]) -> _Beads:
    """Return where the known sentences stand; nothing where one is missing or they leave words over."""
    found: _Beads = []
    for source, target in known:
        if not source.strip() or not target.strip():
            return []
        one = find_words(msgid, source, found[-1][0].end if found else 0)
        two = find_words(msgstr, target, found[-1][1].end if found else 0)
        if one is None or two is None:
            return []
        found.append((one, two))
    whole = _covers(msgid, [one for one, _ in found]) and _covers(msgstr, [two for _, two in found])
    return _join_inside_pairs(msgid, msgstr, found) if whole else []


def find_words(text: str, sentence: str, start: int) -> Span | None:
    """Return where a sentence stands in a text from an offset on, whatever white space is between its words."""
    words = sentence.split()
    if not words:
        return None
    plain = " ".join(words)
    at = text.find(plain, start)
    if at >= 0:
        return Span(at, at + len(plain))
    match = re.compile(r"\s+".join(map(re.escape, words))).search(text, start)
    return Span(*match.span()) if match else None


def _covers(text: str, spans: Sequence[Span]) -> bool:
    position, between = 0, []
    for span in spans:
        between.append(text[position : span.start])
        position = span.end
    return not "".join([*between, text[position:]]).strip()


def _aligned_spans(msgid: str, msgstr: str) -> _Beads:
    sources, targets = split_sentences(msgid), split_sentences(msgstr)
    beads = align_sentences([msgid[s:e] for s, e in sources], [msgstr[s:e] for s, e in targets])
    found: _Beads = []
    one = two = 0
    for source, target, _ in beads:
        # A sentence without a partner stays with its neighbour, so that no text is lost.
        if source.start < source.end and target.start < target.end and one < source.end and two < target.end:
            found.append((_range(sources, one, source.end), _range(targets, two, target.end)))
            one, two = source.end, target.end
    if not found:
        return [(_range(sources, 0, len(sources)), _range(targets, 0, len(targets)))] if sources and targets else []
    first, second = found.pop()
    end = Span(first.start, sources[-1].end), Span(second.start, targets[-1].end)
    return _join_inside_pairs(msgid, msgstr, [*found, end])


def _range(spans: Sequence[Span], start: int, end: int) -> Span:
    return Span(spans[start].start, spans[end - 1].end)


def _join_inside_pairs(msgid: str, msgstr: str, beads: _Beads) -> _Beads:
    """Join sentences that lie in one bold text or link, on either side: their codes cannot be cut in two."""
    ones, twos = paired_spans(msgid), paired_spans(msgstr)
    joined: _Beads = []
    for source, target in beads:
        if joined and (_is_inside(source.start, ones) or _is_inside(target.start, twos)):
            before = joined.pop()
            source, target = Span(before[0].start, source.end), Span(before[1].start, target.end)  # noqa: PLW2901
        joined.append((source, target))
    return joined


def _outside_pairs(text: str, spans: Sequence[Span]) -> list[Span]:
    return [one for one, _ in _join_inside_pairs(text, "", [(span, Span(0, 0)) for span in spans])]


def _is_inside(offset: int, spans: Sequence[Span]) -> bool:
    before = bisect.bisect_left(spans, (offset,)) - 1
    return before >= 0 and offset < spans[before].end


def sentence_pairs(source: Source, bitext: Bitext | None, catalog: Catalog) -> Iterator[SentencePair]:
    """Yield the sentences of an article with their translation as the catalog has it, in reading order.

    What a delivery aligned is given as it was aligned; the sentences of a text that a person wrote are aligned anew.
    A text that waits for review and is not the delivered one translates no English for sure, and is left out.
    """
    entries = {entry.key: entry for entry in catalog.entries if not entry.obsolete and not entry.foreign}
    by_block = _by_block(source.messages)
    for message in by_block.get(None, ()):
        yield from _whole(message, _entry_of(source, entries, message), message.kind)
    seen: set[int] = set()
    index = -1
    for pair in bitext.pairs if bitext else ():
        index += pair.source is not None
        if pair.source is None:
            yield from _delivered(pair, bitext, f"{index}+")
            continue
        seen.add(index)
        yield from _of_block(source, index, by_block.get(index, ()), entries, pair, bitext)
    for block, messages in by_block.items():
        if block is not None and block not in seen:
            yield from _of_block(source, block, messages, entries, None, bitext)


def _by_block(messages: Sequence[Message]) -> dict[int | None, list[Message]]:
    found: dict[int | None, list[Message]] = {}
    for message in messages:
        found.setdefault(message.block, []).append(message)
    return found


def _entry_of(source: Source, entries: Mapping[tuple[str | None, str], Entry], message: Message) -> Entry | None:
    own = entries.get((context_of(source, message), message.msgid))
    return own if own is not None and own.msgstr else entries.get((None, message.msgid))


def _of_block(
    source: Source,
    index: int,
    messages: Sequence[Message],
    entries: Mapping[tuple[str | None, str], Entry],
    pair: BlockPair | None,
    bitext: Bitext | None,
) -> Iterator[SentencePair]:
    if not messages and pair is not None:
        yield from _delivered(pair, bitext, str(index))
    for message in messages:
        entry = _entry_of(source, entries, message)
        if message.kind != "body":
            yield from _whole(message, entry, context_of(source, message))
        elif entry is None or not entry.msgstr.strip():
            continue
        elif pair is not None and pair.target is not None and not entry.edited:
            if not entry.fuzzy or entry.previous_msgid is not None:
                yield from _delivered(pair, bitext, str(index))
        elif not entry.fuzzy:
            yield from _edited(source, index, entry)


def _whole(message: Message, entry: Entry | None, place: str) -> Iterator[SentencePair]:
    if entry is not None and entry.msgstr.strip() and not entry.fuzzy:
        yield SentencePair((), place, message.msgid, entry.msgstr, _type(entry), entry.edited)


def _type(entry: Entry) -> str:
    return entry.origin.translation_type if entry.origin else ""


def _delivered(pair: BlockPair, bitext: Bitext | None, block: str) -> Iterator[SentencePair]:
    kind = (bitext.target.metadata.translation_type if bitext else None) or ""
    for number, segment in enumerate(pair.segments):
        if segment.source.strip() and segment.target.strip():
            place = segment.unit or f"block-{block}-{number}"
            units = (segment.unit,) if segment.unit else ()
            yield SentencePair(units, place, segment.source.strip(), segment.target.strip(), str(kind), edited=False)


def _edited(source: Source, index: int, entry: Entry) -> Iterator[SentencePair]:
    units = _sentences_of(source, index, entry.msgid)
    spans = split_sentences(entry.msgstr)
    beads = align_sentences([text for _, text in units], [entry.msgstr[s:e] for s, e in spans])
    for number, (one, two, _) in enumerate(beads):
        if one.start == one.end or two.start == two.end:
            continue
        numbers = tuple(unit for unit, _ in units[slice(*one)] if unit)
        english = " ".join(text for _, text in units[slice(*one)])
        text = entry.msgstr[spans[two.start].start : spans[two.end - 1].end]
        place = numbers[0] if numbers else f"block-{index}-{number}"
        yield SentencePair(numbers, place, english, text, _type(entry), entry.edited)


def _sentences_of(source: Source, index: int, msgid: str) -> list[tuple[str, str]]:
    """Return (unit number or empty, sentence) of an English block."""
    units: Sequence[PlacedUnit] = source.units.get(index, ())
    if units:
        english = source.english.side.text
        return [(unit, english[start:end].strip()) for unit, start, end in units]
    return [("", msgid[start:end]) for start, end in split_sentences(msgid)]
