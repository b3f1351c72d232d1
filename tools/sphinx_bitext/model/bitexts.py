"""An article beside its English: segments, pairs of blocks, the English itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ._states import with_state
from .articles import Article, Block, Side, Span
from .findings import Certainty


@with_state
@dataclass(frozen=True, slots=True)
class Segment:
    """One aligned sentence."""

    unit: str | None
    """Unit number; None where no delivery with spans knows the English sentence."""
    source: str
    """English, raw Markdown."""
    target: str
    """Translation, raw Markdown; empty when there is none."""
    source_place: Span | None = None
    """In the English body the pair was made with."""
    target_place: Span | None = None
    """In the text of the delivered FILE, for findings."""
    certainty: Certainty = Certainty.CERTAIN
    """How sure the alignment of this pair is."""


@with_state
@dataclass(frozen=True, slots=True)
class BlockPair:
    """An English block beside its translation; one of the two may be missing."""

    source: Block | None
    target: Block | None
    segments: tuple[Segment, ...] = ()
    """The sentences of the pair in reading order."""
    certainty: Certainty = Certainty.CERTAIN
    previous: str | None = None
    """The message this was translated from, where the English has changed since; else None."""
    text: str | None = None
    """What the delivery has in the place of the English block, raw: lines joined by a newline, no container prefixes,
    blanks behind it kept. None where there is no translation. A translation that begins like a list is whole here."""
    text_place: Span | None = None
    """Where `text` stands in the target side of the delivery."""


@with_state
@dataclass(frozen=True, slots=True)
class English:
    """The English of one article: given by the writers, or rebuilt from the spans of all locales."""

    article: Article
    origin: Literal["given", "rebuilt"]
    proof: Literal["proven", "unproven", "mismatch"]
    """`proven`: its bytes have the hash the newest deliveries name; `mismatch`: given English that has not."""
    hash: str | None = None
    """The hash the newest deliveries name."""
    units: Mapping[str, str] = field(default_factory=dict)
    """Unit number to English sentence, as the majority of the locales of this hash have it; reading order."""
    votes: Mapping[str, int] = field(default_factory=dict)
    """Unit number to the number of locales of this hash that have the unit."""
    voters: int = 0
    """How many deliveries of this hash carry spans."""
    side: Side = field(default_factory=lambda: Side(""))
    """The English body with its numbered sentences and heading anchors."""


@with_state
@dataclass(frozen=True, slots=True)
class Bitext:
    """One article in one locale, aligned with its English."""

    target: Article
    """The delivery."""
    english: English | None
    """None when no English is known: the article is published as delivered."""
    aligned_by: Literal["id", "structure", "none"]
    pairs: tuple[BlockPair, ...] = ()
    """All leaf blocks in reading order of the English; blocks that only the target has come after their neighbour."""
    stale: bool = False
    """Whether the delivery was made from another English than the one at hand."""
    changed: tuple[tuple[str, str], ...] = ()
    """Stale only: (English of the delivery, English now) of each changed sentence; either may be empty."""
    made_from: English | None = None
    """Stale only: the English the delivery was made from, as the deliveries of its hash carry it; None if none does."""

    @property
    def locale(self) -> str:
        """BCP 47 tag of the target."""
        return self.target.locale

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All sentences in reading order."""
        return tuple(segment for pair in self.pairs for segment in pair.segments)
