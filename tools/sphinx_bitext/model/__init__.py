"""The data that travels through sphinx-bitext: plain, frozen, without behaviour that needs a disk.

Offsets are character offsets into the text named beside them, half open, counted from 0.
Lines and columns are counted from 1. Bad text never raises here: it becomes a `Defect`.
"""

from __future__ import annotations

from .articles import (
    Anchor,
    Article,
    Block,
    Defect,
    Metadata,
    PlacedUnit,
    SegmentId,
    Side,
    Span,
    TranslationType,
    Unit,
    message_of,
)
from .bitexts import Bitext, BlockPair, English, Segment
from .findings import Certainty, Finding, Severity
from .navigation import NavigationItem, NavigationTree
from .pages import Alternate, ArticleStatus, LocaleStatus, Page

__all__ = [
    "Alternate",
    "Anchor",
    "Article",
    "ArticleStatus",
    "Bitext",
    "Block",
    "BlockPair",
    "Certainty",
    "Defect",
    "English",
    "Finding",
    "LocaleStatus",
    "Metadata",
    "NavigationItem",
    "NavigationTree",
    "Page",
    "PlacedUnit",
    "Segment",
    "SegmentId",
    "Severity",
    "Side",
    "Span",
    "TranslationType",
    "Unit",
    "message_of",
]
