"""What comes out: the article x locale matrix, and the pages that are published."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ._states import with_state
from .articles import TranslationType


@with_state
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
    post_edited: int = 0
    """Messages whose machine translation a person changed: part of `edited`."""
    cosmetic: int = 0
    """Messages whose English has changed in punctuation, case or white space alone since they were translated."""


@with_state
@dataclass(frozen=True, slots=True)
class ArticleStatus:
    """One row of the article x locale matrix."""

    article: str
    origin: Literal["given", "rebuilt", "none"]
    proof: Literal["proven", "unproven", "mismatch"]
    hash: str | None
    locales: tuple[LocaleStatus, ...]
    """Locales that have a delivery, sorted by tag; the others are missing."""


@with_state
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
    post_edited: int = 0
    """Paragraphs whose machine translation a person changed."""
    heading_ids: tuple[tuple[str, ...], ...] = ()
    """For each heading of the page, in order: its ids, the English slug first."""
    english: Mapping[str, str] = field(default_factory=dict)
    """Unit number to English sentence (raw Markdown), in reading order."""
    source_path: str = ""
    """The file of the English text, or the delivery where no English is known, for links to it; empty for no links."""
    catalog_path: str = ""
    """The catalog of the translation, for links to it; empty for no links."""
    entry_lines: Mapping[str, int] = field(default_factory=dict)
    """Unit number to the line of its entry in the catalog, where links to it are wanted."""
    uid: str = ""
    """The name by which other articles link to this one (`uid` of the front matter), empty for none."""


@with_state
@dataclass(frozen=True, slots=True)
class Alternate:
    """The same article in another locale, for the language switcher."""

    locale: str
    translation_type: TranslationType | None
    english_only: bool
    """The page exists there, but its text is English."""
    noindex: bool = False
    """Search engines are told to leave the page out."""
