"""One delivered file: its units, defects and front matter, its two sides, and their Markdown blocks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ._states import with_state


class TranslationType(StrEnum):
    """Who translated an article, as `ms.translationtype` says it."""

    HUMAN = "HT"
    MACHINE = "MT"


class Span(NamedTuple):
    """A half-open range of character offsets."""

    start: int
    end: int


@with_state
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


@with_state
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


@with_state
@dataclass(frozen=True, slots=True)
class Defect:
    """Something in a delivery that is not as the format wants it. The text around it is kept."""

    kind: str
    """A short stable name, e.g. `unclosed-unit`, `id-mismatch`, `quote-damage`, `stray-marker`, `invalid-utf8`."""
    place: Span
    """In the text of the file."""
    message: str
    """One English sentence for a reviewer."""


@with_state
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


@with_state
@dataclass(frozen=True, slots=True)
class Side:
    """One side of an article with the alignment spans and heading anchors taken out."""

    text: str
    """The Markdown body."""
    units: tuple[PlacedUnit, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    origins: tuple[tuple[int, int], ...] = ()
    """Ascending (offset in `text`, offset in the file): each piece of `text` is a copy from there on."""


def message_of(content: str) -> str:
    """Return inline Markdown as Sphinx's gettext builder writes it: on one line, edges trimmed."""
    if "\\" not in content:
        return content.replace("\n", " ").strip()
    # A backslash that ends a line is a hard break, and Sphinx leaves it out.
    return " ".join(_without_hard_break(line) for line in content.split("\n")).strip()


def _without_hard_break(line: str) -> str:
    bare = line.rstrip(" \t")
    return bare[:-1].rstrip(" \t") if bare.endswith("\\") else line


@with_state
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
    row: int = 0
    """Of a cell: the line of its table row, counted from 1; else 0."""

    @property
    def is_message(self) -> bool:
        """Whether the block is text to translate."""
        return self.kind in ("heading", "paragraph", "cell")

    @property
    def message(self) -> str:
        """The msgid or msgstr of the block: as Sphinx's gettext builder writes it."""
        return message_of(self.content)

    @property
    def place(self) -> Span:
        """From the first to the last character of content."""
        return Span(self.lines[0].start, self.lines[-1].end) if self.lines else Span(0, 0)


@with_state
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
