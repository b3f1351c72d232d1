"""Where the texts of a page stand in the project, for links that lead there."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from ..catalogs.entry_places import entry_lines
from ..model import Page
from .ingest import Ingested
from .project import Project


def with_places(project: Project, ingested: Ingested, page: Page, path: str) -> Page:
    """Return the page with the files that it comes from; as it is where no setting says how to link to them."""
    if not project.settings.edit_url:
        return page
    source = ingested.sources.get(path)
    if source is None:
        delivery = ingested.reading.files.get((page.locale, path))
        return dataclasses.replace(page, source_path=_inside(project, delivery) if delivery else "")
    english = _inside(project, project.english_dir / path)
    catalog = ingested.catalogs.get((page.locale, path))
    if catalog is None or page.status not in ("translated", "stale"):
        return dataclasses.replace(page, source_path=english)
    place = _inside(project, project.catalog_path(page.locale, page.docname))
    lines = entry_lines(source, catalog) if place else {}
    return dataclasses.replace(page, source_path=english, catalog_path=place, entry_lines=lines)


def _inside(project: Project, path: Path) -> str:
    """Return the path from the project's folder; empty for one that lies elsewhere."""
    real = path.resolve()
    return real.relative_to(project.root).as_posix() if real.is_relative_to(project.root) else ""
