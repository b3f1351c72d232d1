"""What a build does with the articles of each portion: checks, pages, and what the next edit wants to know."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from .checked import Checked, CheckedProject, Checking, check_gathered, remove_others
from .gathering import Means, gather
from .ingest import Ingested
from .known import keep_articles
from .portions import Then
from .preparing import PreparedSite, keep_pages, prepare_kept
from .project import Project
from .terms import read_glossary


@dataclass(frozen=True, slots=True)
class Building(Then):
    """Checks a portion and prepares its pages: what is kept of that is known to a check as well."""

    kind: ClassVar[str] = Checking.kind
    checking: Checking

    @property
    def token(self) -> object:
        """What the answer depends on besides the articles and their catalogs."""
        return self.checking.token

    def __call__(self, project: Project, ingested: Ingested, name: str) -> Checked:
        """Return what is found, and keep the pages on the disk."""
        checked = self.checking(project, ingested, name)
        locales = self.checking.locales
        keep_articles(project, ingested, locales, checked.statuses, name)
        checked.pages = keep_pages(project, ingested, locales, name)
        return checked

    def suffices(self, answer: Checked) -> bool:
        """Say whether the pages are prepared: a check leaves that to others."""
        return answer.pages is not None


@dataclass(frozen=True, slots=True)
class WorkedThrough:
    """A project whose articles are ingested and checked, and whose pages are prepared."""

    ingested: Ingested
    """Without the articles."""
    checked: CheckedProject
    site: PreparedSite


def work_through(
    project: Project, locales: tuple[str, ...], also: tuple[str, ...], means: Means, tell: Callable[[str], None]
) -> WorkedThrough:
    """Ingest and check all deliveries, and prepare the pages of `locales`, which are linked to those of `also`.

    `tell` is called with each stage that begins when all articles are worked through. LostError, now or from what is
    returned, where a part of what was kept is not there any more: see `forget_kept`.
    """
    building = Building(Checking(locales, read_glossary(project)))
    gathered = gather(project, locales, then=building, write=True, means=means)
    answers: list[Checked] = gathered.answers
    tell("comparing articles and locales")
    checked = check_gathered(project, gathered, answers, locales, means)
    tell("preparing pages")
    remove_others(project, "pages", gathered.names)
    pages = [one.pages for one in answers if one.pages is not None]
    site = prepare_kept(project, gathered.ingested, pages, locales, also)
    return WorkedThrough(gathered.ingested, checked, site)


def forget_kept(project: Project) -> None:
    """Forget what came of all articles."""
    for kind in (Building.kind, "bitexts", "pages"):
        shutil.rmtree(project.output_dir / "known" / kind, ignore_errors=True)
