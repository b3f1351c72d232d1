"""The article x locale matrix of a whole project, counted in portions: what `build_statuses` returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..model import ArticleStatus
from .checking import build_statuses
from .gathering import Means, gather
from .ingest import Ingested
from .portions import Then
from .project import Project


@dataclass(frozen=True, slots=True)
class Counting(Then):
    """Counts what each article of a portion has in these locales."""

    kind: ClassVar[str] = "status"
    locales: tuple[str, ...]

    @property
    def token(self) -> object:
        """What the answer depends on besides the articles."""
        return self.locales

    def __call__(self, project: Project, ingested: Ingested, name: str) -> tuple[ArticleStatus, ...]:
        """Return the rows of a portion."""
        del project, name
        return build_statuses(ingested, self.locales)


def count_project(project: Project, locales: Sequence[str], means: Means | None = None) -> tuple[ArticleStatus, ...]:
    """Return the rows of all articles, by path; nothing is written but what is kept for the next run."""
    gathered = gather(project, locales, then=Counting(tuple(locales)), write=False, means=means)
    return tuple(row for answer in gathered.answers for row in answer)
