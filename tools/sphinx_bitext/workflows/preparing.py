"""All pages of a project, ready for Sphinx: from an ingest in memory, or put together from portions on the disk."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..alignment.english import SOURCE_LOCALE
from ..model import Alternate
from .ingest import Ingested
from .kept import LostError, keep, recall
from .pages import alternates_of, findable, pages_of
from .prepared import LocalePages, PreparedLocale, join_pages, read_published, store_pages
from .project import Project
from .redirects import Redirects, Stated, build_redirects, find_stated
from .tocs import HOME, build_navigation

Row = tuple[Alternate, ...]
"""The locales that have a page, sorted."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What there is to know of the pages of some articles without reading them."""

    alternates: Mapping[str, Row]
    """By docname."""
    findable: Mapping[str, Mapping[str, str]]
    """Locale to docname to the date of the last change, or empty: what search engines may list."""
    stated: tuple[Stated, ...]
    """What articles say of where their readers go."""


@dataclass(frozen=True, slots=True)
class PreparedSite:
    """The pages of English and of the locales that are built, one locale after the other."""

    locales: tuple[str, ...]
    redirects: Redirects
    findable: Mapping[str, Mapping[str, str]]
    """Locale to docname to the date of the last change, or empty: what search engines may list."""
    make: Callable[[str], PreparedLocale]
    """Returns what Sphinx needs of a locale; nobody holds it but who asked for it."""


def prepare_ingested(
    project: Project, ingested: Ingested, locales: Sequence[str], also: Sequence[str] = ()
) -> PreparedSite:
    """Return the pages of English and of these locales; the language switcher names the locales in `also` as well."""
    pages = {locale: pages_of(project, ingested, locale) for locale in (SOURCE_LOCALE, *locales)}
    return _site(project, ingested, [_facts(project, ingested, pages)], pages.__getitem__, tuple(pages), also)


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The pages of a portion, on the disk."""

    name: str
    """Of the portion."""
    digests: Mapping[str, str]
    """By locale."""
    facts: PageFacts


def keep_pages(project: Project, ingested: Ingested, locales: Sequence[str], name: str) -> KeptPages:
    """Write the pages of a portion, so that no process need hold those of all."""
    pages = {locale: pages_of(project, ingested, locale) for locale in (SOURCE_LOCALE, *locales)}
    digests = {locale: _keep(_file(project, name, locale), own) for locale, own in pages.items() if own.pages}
    return KeptPages(name, digests, _facts(project, ingested, pages))


def prepare_kept(
    project: Project, ingested: Ingested, kept: Sequence[KeptPages], locales: Sequence[str], also: Sequence[str] = ()
) -> PreparedSite:
    """Return the pages of all portions; `ingested` is without articles. See `prepare_ingested`."""
    load = partial(_load, project, kept)
    return _site(project, ingested, [one.facts for one in kept], load, (SOURCE_LOCALE, *locales), also)


def _file(project: Project, name: str, locale: str) -> Path:
    return project.output_dir / "known" / "pages" / name / f"{locale}.pickle"


def _keep(file: Path, pages: LocalePages) -> str:
    data = pickle.dumps(store_pages(pages), pickle.HIGHEST_PROTOCOL)
    keep(file, data)
    return hashlib.sha256(data).hexdigest()


def _load(project: Project, kept: Sequence[KeptPages], locale: str) -> LocalePages:
    having = (one for one in kept if locale in one.digests)
    return join_pages(_recall(_file(project, one.name, locale), one.digests[locale]) for one in having)


def _recall(file: Path, digest: str) -> LocalePages:
    data = recall(file, bytes)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        raise LostError(f"{file}: removed or changed while it was needed; try again")
    pages: LocalePages = pickle.loads(data)
    return pages


def _facts(project: Project, ingested: Ingested, pages: Mapping[str, LocalePages]) -> PageFacts:
    found = {locale: dict(findable(own.pages.values())) for locale, own in pages.items()}
    return PageFacts(alternates_of(pages), found, tuple(find_stated(project, ingested)))


def _site(
    project: Project,
    ingested: Ingested,
    facts: Sequence[PageFacts],
    load: Callable[[str], LocalePages],
    locales: tuple[str, ...],
    also: Sequence[str],
) -> PreparedSite:
    alternates = _join(facts, {locale: read_published(project.output_dir, locale) for locale in also})
    redirects = build_redirects(project, [stated for one in facts for stated in one.stated], alternates)
    homes = _homes(alternates.values())

    def make(locale: str) -> PreparedLocale:
        own = load(locale)
        rows = {HOME: homes, **{docname: alternates[docname] for docname in own.pages}}
        navigation = build_navigation(ingested.reading, ingested.tocs, locale, own.pages)
        return PreparedLocale(
            locale, own.pages, own.files, own.dependencies, rows, navigation, own.names, redirects.articles
        )

    generated = {one.locale for one in homes if not one.noindex}
    generated -= {one.locale for one in alternates.get(HOME, ())}
    listed: dict[str, dict[str, str]] = {}
    for locale in locales:
        listed[locale] = {HOME: ""} if locale in generated else {}
        for one in facts:
            listed[locale] |= one.findable.get(locale, {})
    return PreparedSite(locales, redirects, listed, make)


def _join(facts: Sequence[PageFacts], published: Mapping[str, Mapping[str, Alternate]]) -> dict[str, Row]:
    """Return the rows of all pages, equal ones as one; of locales that are not built an earlier build has told."""
    same: dict[Row, Row] = {}
    found = {}
    for one in facts:
        for docname, row in one.alternates.items():
            others = [pages[docname] for pages in published.values() if docname in pages]
            joined = tuple(sorted((*row, *others), key=lambda alternate: alternate.locale)) if others else row
            found[docname] = same.setdefault(joined, joined)
    return found


def _homes(rows: Iterable[Row]) -> Row:
    """Return the generated home pages: where no article may be found, the list of them is not either."""
    found: dict[str, bool] = {}
    for row in rows:
        for one in row:
            found[one.locale] = found.get(one.locale, True) and one.noindex
    return tuple(Alternate(locale, None, False, noindex) for locale, noindex in sorted(found.items()))
