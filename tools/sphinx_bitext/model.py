"""The data that travels through sphinx-bitext: plain, frozen, without behaviour that needs a disk.

Offsets are character offsets into the text named beside them, half open, counted from 0.
Lines and columns are counted from 1. Bad text never raises here: it becomes a `Defect`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple


class TranslationType(StrEnum):
    """Who translated an article, as `ms.translationtype` says it."""

    HUMAN = "HT"
    MACHINE = "MT"


class Severity(StrEnum):
    """How bad a finding is for a reader of the page."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; smaller sorts first."""
        return list(Severity).index(self)


class Certainty(StrEnum):
    """How sure a check is of its finding."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """0 for the surest; smaller sorts first."""
        return list(Certainty).index(self)


class Span(NamedTuple):
    """A half-open range of character offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SegmentId:
    """A unit id such as `3a593-103` or `3a593-p101`."""

    prefix: str
    """Five hex digits: constant in one file, different in every locale, never a key."""
    unit: str
    """The unit number as written, `103` or `p101`: the same in all locales of one English."""

    @property
    def is_paragraph(self) -> bool:
        """Whether the unit is a paragraph translated as a whole (`p` counter)."""
        return self.unit.startswith("p")

    @property
    def number(self) -> int:
        """The number on its own counter."""
        return int(self.unit.lstrip("p"))

    def __str__(self) -> str:
        return f"{self.prefix}-{self.unit}"


@dataclass(frozen=True, slots=True)
class Unit:
    """One well-formed alignment unit of a delivery, as found in the file."""

    id: SegmentId
    place: Span
    """The whole unit, spans included, in the text of the file."""
    target_place: Span
    """The translated sentence in the text of the file."""
    source_place: Span
    """The English sentence in the text of the file."""
    target: str
    """Raw Markdown, edge white space included."""
    source: str
    """Raw Markdown, edge white space included."""
    repaired: bool = False
    """Whether the markers were quote-damaged and were read all the same."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something in a delivery that is not as the format wants it. The text around it is kept."""

    kind: str
    """A short stable name, e.g. `unclosed-unit`, `id-mismatch`, `quote-damage`, `stray-marker`, `invalid-utf8`."""
    place: Span
    """In the text of the file."""
    message: str
    """One English sentence for a reviewer."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The front matter of an article."""

    values: Mapping[str, object] = field(default_factory=dict)
    """All keys as YAML reads them (strings, numbers, lists of them), in the order of the file."""
    raw: str = ""
    """The lines between the two `---`, line ends included."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line number in the file (from 1) on which each top-level key stands."""
    translation_type: TranslationType | None = None
    content_locale: str | None = None
    """`ms.contentlocale` as written."""
    source_hash: str | None = None
    """`ms.openlocfilehash`: SHA-1 (40 hex) or SHA-256 (64 hex) of the English file."""
    last_handoff: datetime.date | None = None
    file_id: str | None = None

    def text(self, key: str) -> str | None:
        """Return the value of `key` as text, None when it is absent or not a scalar."""
        value = self.values.get(key)
        return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None


class PlacedUnit(NamedTuple):
    """Where the text of one unit stands on one side of an article."""

    unit: str
    """Unit number, `103` or `p101`."""
    start: int
    """Offset into the side's text."""
    end: int


class Anchor(NamedTuple):
    """A heading anchor `<a name="slug"></a>` that the delivery added."""

    offset: int
    """Where it stood, as an offset into the side's text without anchors."""
    slug: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an article with the alignment spans and heading anchors taken out."""

    text: str
    """The Markdown body."""
    units: tuple[PlacedUnit, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    origins: tuple[tuple[int, int], ...] = ()
    """Ascending (offset in `text`, offset in the file): each piece of `text` is a copy from there on."""


def _without_hard_break(line: str) -> str:
    bare = line.rstrip(" \t")
    return bare[:-1].rstrip(" \t") if bare.endswith("\\") else line


@dataclass(frozen=True, slots=True)
class Block:
    """A leaf block of Markdown: it holds inline text, or text that is taken as it is."""

    kind: str
    """`heading`, `paragraph`, `cell`; as it is: `code`, `fence`, `html`, `definition` (link reference)."""
    lines: tuple[Span, ...]
    """One range a line of content, in the text the block was parsed from, without container prefixes."""
    content: str
    """The content with container prefixes (`> `, indents) taken off; lines joined by a newline."""
    containers: tuple[str, ...] = ()
    """What the block stands in, outermost first: `quote`, `bullet`, `ordered`, `item`, `alert`, `table`, `row`."""
    level: int = 0
    """Heading level 1 to 6, else 0."""

    @property
    def is_message(self) -> bool:
        """Whether the block is text to translate."""
        return self.kind in ("heading", "paragraph", "cell")

    @property
    def message(self) -> str:
        """The msgid or msgstr of the block: as Sphinx's gettext builder writes it."""
        if "\\" not in self.content:
            return self.content.replace("\n", " ").strip()
        # A backslash that ends a line is a hard break, and Sphinx leaves it out.
        return " ".join(_without_hard_break(line) for line in self.content.split("\n")).strip()

    @property
    def place(self) -> Span:
        """From the first to the last character of content."""
        return Span(self.lines[0].start, self.lines[-1].end) if self.lines else Span(0, 0)


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


@dataclass(frozen=True, slots=True)
class Article:
    """One Markdown file of one locale, read without loss."""

    path: str
    """Path below the locale's folder, with `/`, e.g. `billing/communication-credits.md`."""
    locale: str
    """BCP 47 tag of the folder it lies in, e.g. `sv-SE`; `en-US` for the source."""
    text: str
    """The whole file; bytes that are not UTF-8 stand as surrogate escapes."""
    file: str = ""
    """The path to print in findings (relative to where the command runs)."""
    body_start: int = 0
    """Offset of the first character after the front matter."""
    metadata: Metadata = field(default_factory=Metadata)
    units: tuple[Unit, ...] = ()
    defects: tuple[Defect, ...] = ()

    @property
    def docname(self) -> str:
        """The path without `.md`: Sphinx's name of the page, and the catalog's."""
        return self.path.removesuffix(".md")

    @property
    def has_spans(self) -> bool:
        """Whether the delivery carries its English in alignment spans."""
        return bool(self.units)


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

    @property
    def locale(self) -> str:
        """BCP 47 tag of the target."""
        return self.target.locale

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All sentences in reading order."""
        return tuple(segment for pair in self.pairs for segment in pair.segments)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reviewer should look at, with its place in the delivered file (or catalog)."""

    code: str
    severity: Severity
    certainty: Certainty
    locale: str
    article: str
    """Docname, e.g. `billing/communication-credits`."""
    unit: str | None
    path: str
    """File to open."""
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    source: str = ""
    """The English concerned, or empty."""
    target: str = ""
    """The translation concerned, or empty."""

    @property
    def sort_key(self) -> tuple[int, int, str, str, int, int, str, str]:
        """Worst and surest first, then by place."""
        place = (self.locale, self.path, self.line, self.column)
        return (self.severity.rank, self.certainty.rank, *place, self.code, self.message)


@dataclass(frozen=True, slots=True)
class LocaleStatus:
    """One cell of the article x locale matrix."""

    locale: str
    translation_type: TranslationType | None
    aligned_by: Literal["id", "structure", "none"]
    segments: int
    """Aligned sentences."""
    messages: int
    """Messages of the English article."""
    translated: int
    """Messages that have a translation, fuzzy ones not counted."""
    fuzzy: int
    edited: int
    """Messages whose translation a person changed after the delivery."""
    stale: bool


@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """One row of the article x locale matrix."""

    article: str
    origin: Literal["given", "rebuilt", "none"]
    proof: Literal["proven", "unproven", "mismatch"]
    hash: str | None
    locales: tuple[LocaleStatus, ...]
    """Locales that have a delivery, sorted by tag; the others are missing."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is published of one article in one locale: localized Markdown and what the page says about it."""

    docname: str
    locale: str
    """BCP 47 tag, e.g. `sv-SE`."""
    markdown: str
    """The body, without front matter, with the marks of `markup.marks`."""
    title: str
    """Plain text."""
    status: Literal["source", "translated", "stale", "english-only", "unaligned"]
    """`source`: the English page itself; `unaligned`: delivered, but no English is known."""
    translation_type: TranslationType | None = None
    description: str | None = None
    robots: str | None = None
    """`ROBOTS` of the front matter, verbatim."""
    updated: datetime.date | None = None
    stale_messages: int = 0
    """Paragraphs whose English changed since they were translated."""
    english_messages: int = 0
    """Paragraphs that are still English."""
    heading_ids: tuple[tuple[str, ...], ...] = ()
    """For each heading of the page, in order: its ids, the English slug first."""
    english: Mapping[str, str] = field(default_factory=dict)
    """Unit number to English sentence (raw Markdown), in reading order."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same article in another locale, for the language switcher."""

    locale: str
    translation_type: TranslationType | None
    english_only: bool
    """The page exists there, but its text is English."""
