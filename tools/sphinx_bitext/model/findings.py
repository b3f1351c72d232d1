"""What checks say: a finding, how bad it is and how sure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ._states import with_state
from .articles import Span


class Severity(StrEnum):
    """How bad a finding is for a reader of the page."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst; smaller sorts first."""
        return _RANKS[self]


class Certainty(StrEnum):
    """How sure a check is of its finding."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def rank(self) -> int:
        """0 for the surest; smaller sorts first."""
        return _RANKS[self]


_RANKS = {one: rank for kind in (Severity, Certainty) for rank, one in enumerate(kind)}


@with_state
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
    source_marks: tuple[Span, ...] = ()
    """What differs, in `source`: ascending, not overlapping."""
    target_marks: tuple[Span, ...] = ()
    """What differs, in `target`."""
    surprise: float = 0.0
    """How unlikely it is that what was found is meant, in bits; 0 where a check does not weigh it."""

    @property
    def sort_key(self) -> tuple[int, int, float, str, str, int, int, str, str]:
        """Worst and surest first, then the most surprising, then by place."""
        place = (self.locale, self.path, self.line, self.column)
        return (self.severity.rank, self.certainty.rank, -self.surprise, *place, self.code, self.message)
