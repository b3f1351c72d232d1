"""From a hit to the finding that people read: the place in lines and columns, and what the check says by itself."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Bitext, Finding, Span
from ..text import LineIndex
from ._base import AnyCheck, Hit


class Place(NamedTuple):
    """A range of a delivered file."""

    locale: str
    article: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Lines:
    """Finds lines and columns; the lines of each delivery are looked for once."""

    def __init__(self) -> None:
        self._indices: dict[tuple[str, str, bool], LineIndex] = {}

    def place(self, bitext: Bitext, span: Span) -> Place:
        """Return where a range of the text of a delivery stands."""
        article = bitext.target
        in_front = span.end < article.body_start
        key = (article.locale, article.path, in_front)
        if key not in self._indices:
            # Each delivery is asked for a line of its front matter: the body has many more.
            self._indices[key] = LineIndex(article.text[: article.body_start] if in_front else article.text)
        ends = (*self._indices[key].position(span.start), *self._indices[key].position(span.end))
        return Place(article.locale, article.docname, article.file or article.path, *ends)


def finding_at(place: Place, check: AnyCheck, hit: Hit) -> Finding:
    """Return the finding of a check at a place."""
    return Finding(
        code=check.code,
        severity=hit.severity or check.severity,
        certainty=hit.certainty or check.certainty,
        locale=place.locale,
        article=place.article,
        unit=hit.unit,
        path=place.path,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        message=hit.message,
        source=hit.source,
        target=hit.target,
        source_marks=hit.source_marks,
        target_marks=hit.target_marks,
        surprise=hit.surprise,
    )
