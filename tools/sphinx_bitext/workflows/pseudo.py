"""Deliveries of the pseudo-locale: made from the English, then built like any other."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogs.export import export_article
from ..catalogs.pseudo import pseudo_catalog, pseudo_toc
from ..errors import UsageError
from ..pseudo import PSEUDO_LOCALE
from ..store import read_text, remove_file, write_text
from .ingest import Ingested
from .project import Project

_MARK = f"\nms.contentlocale: {PSEUDO_LOCALE}\n"


@dataclass(slots=True)
class Pseudo:
    """What was made."""

    articles: int = 0
    written: int = 0
    removed: int = 0
    """Deliveries of what the English has no more."""


def write_pseudo(project: Project, ingested: Ingested) -> Pseudo:
    """Write a delivery of each English article to `source/qps-ploc/`; UsageError where that folder has other files."""
    folder = project.source_dir / PSEUDO_LOCALE
    old = {file for name in ("*.md", "*.yml") for file in folder.rglob(name) if file.is_file()}
    strange = next((file for file in sorted(old) if _MARK not in read_text(file)), None)
    if strange is not None:
        raise UsageError(f"{strange}: not made by `bitext pseudo`; it would be overwritten")
    result = Pseudo()
    for path, source in ingested.sources.items():
        # Clean: with spans, the English of an article that was removed would be rebuilt from it.
        made = export_article(source, PSEUDO_LOCALE, None, pseudo_catalog(source), spans=False)
        result.articles += 1
        result.written += write_text(folder / path, made.text)
        old.discard(folder / path)
    for place in ingested.tocs.messages:
        file = folder / place / "TOC.yml"
        result.written += write_text(file, pseudo_toc(ingested.tocs.english[place].toc))
        old.discard(file)
    for file in sorted(old):
        remove_file(file)
        result.removed += 1
    return result
