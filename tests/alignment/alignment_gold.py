"""Measures how well clean articles are aligned, against the spans of the same delivery: they are the gold.

Only deliveries whose spans, taken out, give the clean article byte for byte take part: there every place in one is a
place in the other. Two tasks: the English is `numbered` (another locale's spans are at hand), or `given` (plain text).
The English may also be an older or newer one: then one of the two sides is changed, and it is known how.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, NamedTuple

from alignment_versions import make_version

from sphinx_bitext.alignment.corpus import align_path
from sphinx_bitext.alignment.learning import RulesByLocale
from sphinx_bitext.markup.article import build_side, decode, file_offset, parse_article
from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Article, Bitext, Block, Side, Span

Task = Literal["numbered", "given"]
Direction = Literal["newer", "older"]
"""What the English at hand is, beside the one that was translated."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts that add up over articles."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def f1(self) -> float:
        """Twice what is right, by what was found and what was wanted; 1.0 where there was nothing to do."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


class Sample(NamedTuple):
    """One delivery in both of its forms."""

    locale: str
    spans: Article
    clean: Article


def read_samples(root: Path, locale: str, share: int) -> Iterator[Sample]:
    """Yield each `share`-th delivery below `root` that takes part."""
    for path in sorted((root / "sxs").rglob("*.md"))[::share]:
        text = decode(path.read_bytes())
        clean = decode((root / "live" / path.relative_to(root / "sxs")).read_bytes())
        if strip_alignment(text) == clean:
            spans = parse_article(text, path="article.md", locale=locale)
            yield Sample(locale, spans, parse_article(clean, path="article.md", locale=locale))


def measure(sample: Sample, task: Task, rules: RulesByLocale | None = None) -> tuple[Score, Score]:
    """Return the scores of blocks and of sentences; `rules` were learnt from other articles."""
    source, target = build_side(sample.spans, "source"), build_side(sample.spans, "target")
    if task == "given":
        other = parse_article(source.text, path="article.md", locale="en-US")
    else:
        other = replace(sample.spans, locale="de-DE" if sample.locale != "de-DE" else "fr-FR")
    bitexts = align_path("article.md", [other, sample.clean], rules).bitexts
    bitext = next(bitext for bitext in bitexts if bitext.locale == sample.locale)
    if task == "numbered" and bitext.english:
        source = bitext.english.side  # the same sentences, in the English that was rebuilt
    return _blocks(bitext, source, target), _sentences(bitext, sample.clean, source, target)


def _blocks(bitext: Bitext, source: Side, target: Side) -> Score:
    """Two blocks belong together when a unit stands in both."""
    one, two = _owners(source), _owners(target)
    gold = {(one[unit], two[unit]) for unit in one.keys() & two.keys()}
    found = {
        (pair.source.place, pair.target.place)
        for pair in bitext.pairs
        if pair.source and pair.target and pair.source.is_message
    }
    # A pair of blocks without any unit is neither right nor wrong.
    known = {block for block, _ in gold}, {block for _, block in gold}
    judged = {pair for pair in found if pair[0] in known[0] or pair[1] in known[1]}
    return Score(len(gold & judged), len(judged), len(gold))


def _owners(side: Side) -> dict[str, Span]:
    """Return the place of the message block that each unit begins in."""
    blocks: Iterable[Block] = [block for block in parse_blocks(side.text) if block.is_message]
    owners = {}
    for unit, start, end in side.units:
        first = start + len(side.text[start:end]) - len(side.text[start:end].lstrip())
        for block in blocks:
            if block.place.start <= first < block.place.end:
                owners[unit] = block.place
    return owners


def _sentences(bitext: Bitext, clean: Article, source: Side, target: Side) -> Score:
    """A segment is right when it holds one unit on either side, the same one, and no other segment holds it too.

    A paragraph unit (`p101`) does not say how its sentences belong together: segments that stay inside count as one.
    """
    one, two = _owner_of_each_character(source), _owner_of_each_character(target)
    body = build_side(clean, "target")
    back = {file_offset(body, offset): offset for offset in range(len(body.text))}
    right: set[str] = set()
    found = 0
    for segment in bitext.segments:
        sources = _units_in(one, segment.source_place)
        place = segment.target_place
        targets = _units_in(two, Span(back[place.start], back[place.end - 1] + 1) if place else None)
        if sources or targets:
            again = len(sources) == 1 and sources == targets and sources <= right and min(sources).startswith("p")
            found += not again
            if len(sources) == 1 and sources == targets:
                right |= sources
    return Score(len(right), found, len({unit.unit for unit in source.units}))


def _owner_of_each_character(side: Side) -> list[str | None]:
    owners: list[str | None] = [None] * len(side.text)
    for unit, start, end in side.units:
        for offset in range(start, end):
            if not side.text[offset].isspace():
                owners[offset] = unit
    return owners


def _units_in(owners: list[str | None], place: Span | None) -> set[str]:
    return {unit for unit in owners[place.start : place.end] if unit} if place and place.end > place.start else set()


def measure_versions(sample: Sample, seed: int, share: float, direction: Direction = "newer") -> Score:
    """Return the score of blocks where `share` of the blocks of one side were dropped, added or edited.

    Each block that the change left on both sides is wanted. A block that was split or merged counts once, with either
    of its halves; a pair with a block that the other side does not have is wrong.
    """
    source, target = build_side(sample.spans, "source"), build_side(sample.spans, "target")
    newer = direction == "newer"
    version = make_version((source if newer else target).text, "en" if newer else sample.locale[:2], seed, share)
    english = parse_article(version.text if newer else source.text, path="article.md", locale="en-US")
    clean = parse_article(target.text if newer else version.text, path="article.md", locale=sample.locale)
    (bitext,) = align_path("article.md", [english, clean]).bitexts
    one, two = _owners(source), _owners(target)
    gold = {(one[unit], two[unit]) for unit in one.keys() & two.keys()}
    before = [block.place for block in parse_blocks((source if newer else target).text)]
    now = [block.place for block in parse_blocks(version.text)]
    origins = {place: {before[index] for index in found} for place, found in zip(now, version.origins, strict=True)}
    wanted = {
        (place, pair[1]) if newer else (pair[0], place)
        for place, found in origins.items()
        for pair in gold
        if pair[not newer] in found
    }
    known = {pair[newer] for pair in gold}
    changed = {place for place, found in origins.items() if not found or found & {pair[not newer] for pair in gold}}
    found = {(pair.source.place, pair.target.place) for pair in bitext.pairs if pair.source and pair.target}
    judged = {pair for pair in found if pair[newer] in known or pair[not newer] in changed}
    groups = _groups(wanted)
    return Score(sum(bool(group & judged) for group in groups), len(judged), len(groups))


def _groups(pairs: Collection[tuple[Span, Span]]) -> list[set[tuple[Span, Span]]]:
    """Return the pairs in groups that share no block with each other."""
    groups: list[set[tuple[Span, Span]]] = []
    for pair in sorted(pairs):
        near = [group for group in groups if any(one[0] == pair[0] or one[1] == pair[1] for one in group)]
        groups = [group for group in groups if group not in near] + [{pair}.union(*near)]
    return groups
