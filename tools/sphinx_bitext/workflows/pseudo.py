"""Deliveries of the pseudo-locale: made from the English, then built like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..catalogs.export import export_article
from ..catalogs.pseudo import pseudo_catalog, pseudo_toc
from ..errors import UsageError
from ..pseudo import PSEUDO_LOCALE
from ..store import read_text, remove_file, write_text, write_texts
from .gathering import Means, gather
from .ingest import Ingested
from .portions import Then
from .project import Project

_MARK = f"\nms.contentlocale: {PSEUDO_LOCALE}\n"


@dataclass(slots=True)
class Pseudo:
    """What was made."""

    articles: int = 0
    written: int = 0
    removed: int = 0
    """Deliveries of what the English has no more."""


@dataclass(frozen=True, slots=True)
class Pretending(Then):
    """Writes the deliveries of a portion."""

    kind: ClassVar[str] = "pseudo"
    keeps: ClassVar[bool] = False
    token: ClassVar[object] = ""

    def __call__(self, project: Project, ingested: Ingested, name: str) -> Mapping[str, bool]:
        """Return the paths of the articles, and whether the file has changed."""
        del name
        folder = project.source_dir / PSEUDO_LOCALE
        texts = {}
        for path, source in ingested.sources.items():
            # Clean: with spans, the English of an article that was removed would be rebuilt from it.
            texts[path] = export_article(source, PSEUDO_LOCALE, None, pseudo_catalog(source), spans=False).text
        written = write_texts({folder / path: text for path, text in texts.items()})
        return {path: written[folder / path] for path in texts}


def write_pseudo(project: Project, means: Means | None = None) -> Pseudo:
    """Write a delivery of each English article to `source/qps-ploc/`; UsageError where that folder has other files."""
    folder = project.source_dir / PSEUDO_LOCALE
    old = {file for name in ("*.md", "*.yml") for file in folder.rglob(name) if file.is_file()}
    strange = next((file for file in sorted(old) if _MARK not in read_text(file)), None)
    if strange is not None:
        raise UsageError(f"{strange}: not made by `bitext pseudo`; it would be overwritten")
    gathered = gather(project, then=Pretending(), write=False, means=means)
    result = Pseudo()
    for answer in gathered.answers:
        result.articles += len(answer)
        result.written += sum(answer.values())
        old.difference_update(folder / path for path in answer)
    tocs = gathered.ingested.tocs
    for place in tocs.messages:
        file = folder / place / "TOC.yml"
        result.written += write_text(file, pseudo_toc(tocs.english[place].toc))
        old.discard(file)
    for file in sorted(old):
        remove_file(file)
        result.removed += 1
    return result
