"""The pages of articles in one locale, and what leads from them to those of other locales."""

from __future__ import annotations

import dataclasses
import functools
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..alignment.english import SOURCE_LOCALE
from ..catalogs.pages import english_page, localized_page, unaligned_page
from ..markup.robots import forbids_index
from ..model import Alternate, Page
from ..pseudo import is_pseudo
from .ingest import Ingested
from .places import with_places
from .prepared import LocalePages
from .project import Project
from .redirects import is_moved

NO_INDEX = "noindex, nofollow"
"""What pages of the pseudo-locale say to search engines."""


def pages_of(project: Project, ingested: Ingested, locale: str) -> LocalePages:
    """Return the pages of all articles that are known in a locale."""
    pages = dict(_pages(project, ingested, locale))
    real = functools.cache(os.path.realpath)
    files: dict[str, str] = {}
    dependencies: dict[str, list[str]] = {}
    for docname in pages:
        path = f"{docname}.md"
        english = _real(project.english_dir / path, real)
        delivery = ingested.reading.files.get((locale, path))
        known = [english] if path in ingested.sources else []
        known += [_real(delivery, real)] if delivery and locale != SOURCE_LOCALE else []
        files[docname] = known[0] if known else english
        catalog = project.catalog_path(locale, docname)
        dependencies[docname] = [*known, *([_real(catalog, real)] if catalog.is_file() else [])]
    return LocalePages(pages, files, dependencies, uids(pages))


def _real(file: Path, real: functools._lru_cache_wrapper[str]) -> str:
    """Return the real path of a file; those of folders are looked up once."""
    return os.path.realpath(file) if file.is_symlink() else os.path.join(real(str(file.parent)), file.name)  # noqa: PTH118


def _pages(project: Project, ingested: Ingested, locale: str) -> Iterable[tuple[str, Page]]:
    for path in ingested.corpus.articles:
        page = None if is_moved(ingested, path) else page_of(project, ingested, path, locale)
        if page is not None:
            yield page.docname, page


def page_of(project: Project, ingested: Ingested, path: str, locale: str) -> Page | None:
    """Return the page of an article in a locale; None where nothing is known of it there."""
    bitexts = ingested.corpus.articles[path].bitexts
    bitext = next((bitext for bitext in bitexts if bitext.locale == locale), None)
    source = ingested.sources.get(path)
    if source is not None and locale == SOURCE_LOCALE:
        page = english_page(source)
    elif source is not None:
        catalog = ingested.catalogs.get((locale, path))
        page = localized_page(source, locale, bitext, catalog, fuzzy=project.settings.publish_fuzzy)
    elif bitext is not None:
        page = unaligned_page(bitext)
    else:
        return None
    page = dataclasses.replace(page, robots=NO_INDEX) if is_pseudo(locale) else page
    return with_places(project, ingested, page, path)


def alternate_of(page: Page) -> Alternate:
    """Return what the pages of other locales say of this one."""
    english_only = page.status == "english-only"
    return Alternate(page.locale, page.translation_type, english_only, forbids_index(page.robots))


def alternates_of(found: Mapping[str, LocalePages]) -> dict[str, tuple[Alternate, ...]]:
    """Return docname to the locales that have a page of this name, sorted."""
    rows: dict[str, list[Alternate]] = {}
    for locale in sorted(found):
        for docname, page in found[locale].pages.items():
            rows.setdefault(docname, []).append(alternate_of(page))
    return {docname: tuple(row) for docname, row in rows.items()}


def findable(pages: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Yield docname and date of the last change, or empty, of the pages that search engines may list."""
    for page in pages:
        if page.status != "english-only" and not forbids_index(page.robots):
            yield page.docname, page.updated.isoformat() if page.updated else ""


def uids(pages: Mapping[str, Page]) -> dict[str, tuple[str, str]]:
    """Return the articles that have a `uid`: their docname and title."""
    return {page.uid: (docname, page.title) for docname, page in pages.items() if page.uid}
