"""What Sphinx needs of each locale: its pages, and what leads from one to the others."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from ..alignment.english import SOURCE_LOCALE
from ..catalogs.pages import english_page, localized_page, unaligned_page
from ..markup.robots import forbids_index
from ..model import Alternate, Page
from ..pseudo import is_pseudo
from .ingest import Ingested
from .places import with_places
from .prepared import PreparedLocale, read_published
from .project import Project
from .redirects import is_moved
from .tocs import build_navigation

NO_INDEX = "noindex, nofollow"
"""What pages of the pseudo-locale say to search engines."""


def prepare_pages(
    project: Project, ingested: Ingested, locales: Sequence[str], also: Sequence[str] = ()
) -> dict[str, PreparedLocale]:
    """Return the pages of English and of these locales; the language switcher names the locales in `also` as well."""
    pages = {locale: dict(_pages(project, ingested, locale)) for locale in (SOURCE_LOCALE, *locales)}
    alternates = _alternates(pages)
    for locale in also:
        _add_published(alternates, project, locale)
    return {locale: _prepared(project, ingested, locale, found, alternates) for locale, found in pages.items()}


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


def _alternates(pages: Mapping[str, Mapping[str, Page]]) -> dict[str, list[Alternate]]:
    found: dict[str, list[Alternate]] = {}
    for locale in sorted(pages):
        for docname, page in pages[locale].items():
            found.setdefault(docname, []).append(alternate_of(page))
    return found


def _add_published(alternates: dict[str, list[Alternate]], project: Project, locale: str) -> None:
    """Add a locale that is not built now: its pages are those of an earlier build."""
    for docname, alternate in read_published(project.output_dir, locale).items():
        row = alternates.get(docname)
        if row is not None:
            row.append(alternate)
            row.sort(key=lambda alternate: alternate.locale)


def _prepared(
    project: Project,
    ingested: Ingested,
    locale: str,
    pages: Mapping[str, Page],
    alternates: Mapping[str, Sequence[Alternate]],
) -> PreparedLocale:
    files: dict[str, str] = {}
    dependencies: dict[str, list[str]] = {}
    for docname in pages:
        path = f"{docname}.md"
        english = project.english_dir / path
        delivery = ingested.reading.files.get((locale, path))
        known = [str(english.resolve())] if path in ingested.sources else []
        known += [str(delivery.resolve())] if delivery and locale != SOURCE_LOCALE else []
        files[docname] = known[0] if known else str(english.resolve())
        catalog = project.catalog_path(locale, docname)
        dependencies[docname] = [*known, *([str(catalog.resolve())] if catalog.is_file() else [])]
    home = _homes(alternates)
    shown = {docname: alternates[docname] for docname in pages}
    navigation = build_navigation(ingested.reading, ingested.tocs, locale, pages)
    names = uids(pages)
    return PreparedLocale(locale, pages, files, dependencies, {"index": home, **shown}, navigation, names)


def uids(pages: Mapping[str, Page]) -> dict[str, tuple[str, str]]:
    """Return the articles that have a `uid`: their docname and title."""
    return {page.uid: (docname, page.title) for docname, page in pages.items() if page.uid}


def _homes(alternates: Mapping[str, Sequence[Alternate]]) -> list[Alternate]:
    """Return the generated home pages: where no article may be found, the list of them is not either."""
    found: dict[str, bool] = {}
    for row in alternates.values():
        for one in row:
            found[one.locale] = found.get(one.locale, True) and one.noindex
    return [Alternate(locale, None, False, noindex) for locale, noindex in sorted(found.items())]
