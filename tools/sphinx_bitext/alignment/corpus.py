"""The article x locale matrix: all deliveries of each path against one English."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..markup.article import build_side
from ..markup.blocks import parse_blocks
from ..model import Article, Bitext, Block, BlockPair, Certainty, English, Segment, Side
from .addresses import SOURCE_LOCALE
from .boundaries import USUAL, SentenceRules
from .by_structure import Link, align_blocks, without_alts
from .counterparts import (
    Counterpart,
    Prefixes,
    counterpart_of,
    counterparts,
    definition_places,
    line_prefixes,
)
from .groups import Group, group_deliveries
from .learning import RulesByLocale, learn_rules
from .masters import Draft, choose_masters
from .numbering import covers, fit_edges, sentences_of
from .pairs import Units, segments_by_id, segments_by_sentence
from .versions import changed_sentences, link_versions


@dataclass(frozen=True, slots=True)
class AlignedArticle:
    """One article: its English and its bitexts, sorted by locale."""

    path: str
    english: English | None
    bitexts: tuple[Bitext, ...]
    blocks: tuple[Block, ...] = ()
    """Of the body of the English; none where it is not known."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All articles, by path."""

    articles: Mapping[str, AlignedArticle] = field(default_factory=dict)

    @property
    def bitexts(self) -> tuple[Bitext, ...]:
        """All bitexts, by path, then by locale."""
        return tuple(bitext for article in self.articles.values() for bitext in article.bitexts)


def align_articles(articles: Iterable[Article]) -> Corpus:
    """Align everything; articles of locale `en-US` are the English that was given."""
    everything = list(articles)
    rules = learn_rules(everything)
    by_path: dict[str, list[Article]] = {}
    for article in everything:
        by_path.setdefault(article.path, []).append(article)
    drafts = [draft(path, by_path[path]) for path in sorted(by_path)]
    masters = choose_masters(drafts)
    return Corpus({one.path: align_draft(one, masters[one.path].english, rules) for one in drafts})


def align_path(path: str, articles: Sequence[Article], rules: RulesByLocale | None = None) -> AlignedArticle:
    """Align all deliveries of one path with its English; `rules` are what is known of the sentences of each locale."""
    one = draft(path, articles)
    return align_draft(one, choose_masters([one])[path].english, rules)


def draft(path: str, articles: Sequence[Article]) -> Draft:
    """Return the deliveries of one path in groups, and the English that was given."""
    given = next((article for article in articles if article.locale == SOURCE_LOCALE), None)
    deliveries = sorted((article for article in articles if article.locale != SOURCE_LOCALE), key=lambda a: a.locale)
    return Draft(path, group_deliveries(deliveries), given)


def align_draft(
    one: Draft, english: English | None, rules: RulesByLocale | None = None, only: Container[str] | None = None
) -> AlignedArticle:
    """Align the deliveries of a draft, or those of the locales `only`, with the English that was chosen for it."""
    rules = rules or {}
    deliveries = sorted((article for group in one.groups for article in group.deliveries), key=lambda a: a.locale)
    if english is None:
        return AlignedArticle(one.path, None, tuple(_unaligned(article) for article in deliveries))
    # A writer's edit has no numbers yet, so the sentences of an English with another hash are not all numbered.
    complete = english.voters > 0 and english.proof != "mismatch"
    master = _Text(english.side, complete=complete, rules=rules.get(SOURCE_LOCALE, USUAL))
    found = {article.locale: group for group in one.groups for article in group.deliveries}
    bitexts = tuple(
        _align(article, english, master, found[article.locale], rules.get(article.locale, USUAL))
        for article in deliveries
        if only is None or article.locale in only
    )
    return AlignedArticle(one.path, english, bitexts, master.blocks)


class _Text:
    """A side with its blocks and their sentences, parsed once.

    `complete` says that deliveries number every sentence of it: a block without numbers has nothing to align.
    """

    def __init__(
        self,
        side: Side,
        blocks: tuple[Block, ...] | None = None,
        *,
        complete: bool = False,
        rules: SentenceRules = USUAL,
    ) -> None:
        self.side = side
        self.complete = complete
        self.blocks = parse_blocks(side.text) if blocks is None else blocks
        self.units = Units(side, self.blocks)
        self.rules = rules


def _unaligned(article: Article) -> Bitext:
    side = build_side(article, "target")
    pairs = tuple(BlockPair(None, block) for block in parse_blocks(side.text))
    return Bitext(article, None, "none", pairs)


def _align(article: Article, english: English, master: _Text, group: Group, rules: SentenceRules) -> Bitext:
    target = _Text(build_side(article, "target"), rules=rules)
    stale = _is_stale(article, english)
    base = _base(article, master, group)
    keys = (base.units.keys(len(base.blocks)), target.units.keys(len(target.blocks))) if article.has_spans else ()
    named = article.metadata.source_hash is not None and article.metadata.source_hash == group.hash
    same_text = named and (group.side is not None or (english.proof == "proven" and not stale))
    links = align_blocks(base.blocks, target.blocks, *keys, same_text=same_text)
    pairs = tuple(_pairs(article, links, base, target, master, stale=stale))
    aligned_by: Literal["id", "structure"] = "id" if article.has_spans else "structure"
    changed = _changed(base, master) if stale else ()
    return Bitext(article, english, aligned_by, pairs, stale, changed, _made_from(group) if stale else None)


def _made_from(group: Group) -> English | None:
    if group.side is None:
        return None
    article = Article(group.deliveries[0].path, SOURCE_LOCALE, group.side.text)
    return English(article, "rebuilt", "unproven", group.hash, group.units, group.votes, group.voters, group.side)


def _is_stale(article: Article, english: English) -> bool:
    wanted = article.metadata.source_hash
    if wanted is None or english.hash is None:
        return False
    return wanted != english.hash or english.proof == "mismatch"


def _base(article: Article, master: _Text, group: Group) -> _Text:
    """Return the English that a delivery was made from, as well as it is known."""
    side = group.carried[article.locale] if article.has_spans else group.side
    if side is None:
        return master
    same = fit_edges(side, master.side.text)
    if same is None:
        return _Text(side, complete=True)
    return _Text(same, master.blocks) if article.has_spans else master


def _pairs(
    article: Article, links: Sequence[Link], base: _Text, target: _Text, master: _Text, *, stale: bool
) -> Iterable[BlockPair]:
    """Yield the pairs in the order of the master; what only the target has comes after its neighbour."""
    partner = {link.source: link for link in links if link.source is not None}
    matched = _base_to_master(base, master)
    prefixes = {
        one: line_prefixes(master.side.text, master.blocks[two])
        for one, two in matched
        if one is not None and two is not None and base.blocks is not master.blocks
    }
    unmatched = {one for one, two in matched if two is None}
    texts = _texts(article, links, base, target, prefixes, unmatched)
    alone = _followers(links)
    yield from (_only_target(article, target, index) for index in alone.get(None, ()))
    for base_index, master_index in matched:
        nothing = Link(None, None, Certainty.CERTAIN)
        link = partner.get(base_index, nothing) if base_index is not None else nothing
        source = master.blocks[master_index] if master_index is not None else None
        block = target.blocks[link.target] if link.target is not None else None
        if source is not None or block is not None:
            segments = _segments(article, base, base_index, target, link.target, link.certainty)
            previous = _previous(base.blocks[base_index], source) if stale and base_index is not None else None
            yield BlockPair(source, block, segments, link.certainty, previous, *texts.get(base_index, (None, None)))
        yield from (_only_target(article, target, index) for index in alone.get(base_index, ()))


def _texts(
    article: Article,
    links: Sequence[Link],
    base: _Text,
    target: _Text,
    prefixes: Prefixes,
    unmatched: Container[int | None],
) -> dict[int | None, Counterpart]:
    """Return what the delivery has in the place of each English block, by the index of the block.

    `unmatched` are blocks of the delivery's own English that the master has not.
    """
    exact = counterparts(base.side, base.blocks, target.side, prefixes) if article.has_spans else {}
    found: dict[int | None, Counterpart] = dict(exact.items())
    alone = {two for one, two, _ in links if two is not None and (one is None or one in unmatched)}
    added = definition_places(target.side.text, target.blocks, alone)
    for source, index, _ in links:
        if source is None or index is None:
            continue
        if index in added:
            found[source] = counterpart_of(target.side, target.blocks[index], added[index])
        elif source not in found:
            found[source] = counterpart_of(target.side, target.blocks[index])
    return found


def _base_to_master(base: _Text, master: _Text) -> list[tuple[int | None, int | None]]:
    if base.blocks is master.blocks:
        return [(index, index) for index in range(len(master.blocks))]
    links = link_versions(base.blocks, master.blocks)
    return [(link.source, link.target) for link in links]


def _followers(links: Sequence[Link]) -> dict[int | None, list[int]]:
    """Return the target blocks without a source, by the source block that they follow."""
    found: dict[int | None, list[int]] = {}
    last: int | None = None
    for link in links:
        if link.source is not None:
            last = link.source
        elif link.target is not None:
            found.setdefault(last, []).append(link.target)
    return found


def _only_target(article: Article, target: _Text, index: int) -> BlockPair:
    empty = _Text(Side(""))
    return BlockPair(None, target.blocks[index], _segments(article, empty, None, target, index))


def _segments(
    article: Article,
    base: _Text,
    base_index: int | None,
    target: _Text,
    target_index: int | None,
    certainty: Certainty = Certainty.CERTAIN,
) -> tuple[Segment, ...]:
    if article.has_spans:
        return segments_by_id(base.side, base.units.of(base_index), target.side, target.units.of(target_index))
    source: Block | None = base.blocks[base_index] if base_index is not None else None
    block: Block | None = target.blocks[target_index] if target_index is not None else None
    units = base.units.of(base_index)
    if source is not None and not base.complete and not covers(base.side.text, source, units):
        units = []  # some of its sentences are new and have no number: all are found anew
    elif source is not None and base.complete and not units:
        return ()
    rules = (base.rules, target.rules)
    return segments_by_sentence(base.side, source, units, target.side, block, rules, certainty)


def _previous(base: Block, source: Block | None) -> str | None:
    if source is None or not source.is_message or without_alts(base.message) == without_alts(source.message):
        return None
    return base.message


def _changed(base: _Text, master: _Text) -> tuple[tuple[str, str], ...]:
    """Return (sentence then, sentence now) of what differs between two versions of the English."""
    return changed_sentences(_sentences(base), _sentences(master))


def _sentences(text: _Text) -> list[str]:
    """Return all sentences, image descriptions left out: a delivery has those in its own language on both sides."""
    found: list[str] = []
    for index, block in enumerate(text.blocks):
        if block.is_message:
            found += sentences_of(text.side.text, block, text.units.of(index))
    return found
