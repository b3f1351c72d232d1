"""Prepared pages: what Sphinx needs of each locale, in one file under build/, so that locales build on their own."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..alignment.english import SOURCE_LOCALE
from ..catalogs.pages import english_page, localized_page, unaligned_page
from ..errors import StorageError
from ..markup.robots import forbids_index
from ..model import Alternate, NavigationItem, NavigationTree, Page, TranslationType
from ..pseudo import is_pseudo
from ..store import read_text, write_text
from .ingest import Ingested
from .places import with_places
from .project import Project
from .redirects import is_moved
from .tocs import build_navigation

FORMAT_VERSION = 2
NO_INDEX = "noindex, nofollow"
"""What pages of the pseudo-locale say to search engines."""


@dataclasses.dataclass(frozen=True, slots=True)
class PreparedLocale:
    """The pages of one locale and where each comes from."""

    locale: str
    pages: Mapping[str, Page]
    """By docname."""
    files: Mapping[str, str]
    """docname to the file that is its main source."""
    dependencies: Mapping[str, Sequence[str]]
    """docname to the files whose change makes the page outdated."""
    alternates: Mapping[str, Sequence[Alternate]]
    """docname to the locales that have the page."""
    navigation: Sequence[NavigationTree] = ()
    """From tables of contents; empty where there are none."""
    moved: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """docname that is gone to the docname that links to it lead to."""


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
    for path, aligned in ingested.corpus.articles.items():
        if is_moved(ingested, path):
            continue
        bitext = next((bitext for bitext in aligned.bitexts if bitext.locale == locale), None)
        source = ingested.sources.get(path)
        if source is not None and locale == SOURCE_LOCALE:
            page = english_page(source)
        elif source is not None:
            catalog = ingested.catalogs.get((locale, path))
            page = localized_page(source, locale, bitext, catalog, fuzzy=project.settings.publish_fuzzy)
        elif bitext is not None:
            page = unaligned_page(bitext)
        else:
            continue
        page = dataclasses.replace(page, robots=NO_INDEX) if is_pseudo(locale) else page
        yield page.docname, with_places(project, ingested, page, path)


def _alternates(pages: Mapping[str, Mapping[str, Page]]) -> dict[str, list[Alternate]]:
    found: dict[str, list[Alternate]] = {}
    for locale in sorted(pages):
        for docname, page in pages[locale].items():
            english_only = page.status == "english-only"
            noindex = forbids_index(page.robots)
            found.setdefault(docname, []).append(Alternate(locale, page.translation_type, english_only, noindex))
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
    return PreparedLocale(locale, pages, files, dependencies, {"index": home, **shown}, navigation)


def _homes(alternates: Mapping[str, Sequence[Alternate]]) -> list[Alternate]:
    """Return the generated home pages: where no article may be found, the list of them is not either."""
    found: dict[str, bool] = {}
    for row in alternates.values():
        for one in row:
            found[one.locale] = found.get(one.locale, True) and one.noindex
    return [Alternate(locale, None, False, noindex) for locale, noindex in sorted(found.items())]


def write_prepared(project: Project, prepared: PreparedLocale) -> Path:
    """Write the pages of one locale for the process that builds it; untouched when nothing changed."""
    path = prepared_path(project.output_dir, prepared.locale)
    table = {
        "format_version": FORMAT_VERSION,
        "locale": prepared.locale,
        "pages": [_to_json(page) for page in prepared.pages.values()],
        "files": prepared.files,
        "dependencies": prepared.dependencies,
        "moved": prepared.moved,
        "alternates": {name: [_to_json(one) for one in row] for name, row in prepared.alternates.items()},
        "navigation": [dataclasses.asdict(tree) for tree in prepared.navigation],
    }
    write_text(path, json.dumps(table, ensure_ascii=False, sort_keys=True, indent=0) + "\n")
    own = {name: _own(prepared, name) for name in prepared.pages}
    write_text(_published_path(project.output_dir, prepared.locale), json.dumps(own, ensure_ascii=False, indent=0))
    return path


def _own(prepared: PreparedLocale, docname: str) -> dict[str, Any]:
    return _to_json(next(one for one in prepared.alternates[docname] if one.locale == prepared.locale))


def read_published(output_dir: Path, locale: str) -> dict[str, Alternate]:
    """Return what the last build of a locale published, by docname; nothing where none is known of."""
    path = _published_path(output_dir, locale)
    if not path.is_file():
        return {}
    try:
        return {name: _alternate_of(one) for name, one in json.loads(read_text(path)).items()}
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def _published_path(output_dir: Path, locale: str) -> Path:
    return prepared_path(output_dir, f"{locale}.published")


def _damaged(path: Path) -> StorageError:
    return StorageError(f"{path}: damaged; remove it and build again")


def prepared_path(output_dir: Path, locale: str) -> Path:
    """Return where the prepared pages of a locale stand."""
    return output_dir / "pages" / f"{locale.lower()}.json"


def read_prepared(path: Path) -> PreparedLocale:
    """Read what `write_prepared` wrote."""
    try:
        table = json.loads(read_text(path))
        pages = {row["docname"]: _page_of(row) for row in table["pages"]}
        alternates = {name: [_alternate_of(one) for one in row] for name, row in table["alternates"].items()}
        trees = [NavigationTree(row["folder"], tuple(map(_entry_of, row["items"]))) for row in table["navigation"]]
        facts = (table["files"], table["dependencies"], alternates, trees, table["moved"])
        return PreparedLocale(table["locale"], pages, *facts)
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def _to_json(item: Page | Alternate) -> dict[str, Any]:
    # Not dataclasses.asdict: its deep copies cost more than the rest of the work.
    values = {name.name: getattr(item, name.name) for name in dataclasses.fields(item)}
    if isinstance(values.get("updated"), datetime.date):
        values["updated"] = values["updated"].isoformat()
    if "english" in values:
        values["english"] = list(values["english"].items())
    return values


def _page_of(row: dict[str, Any]) -> Page:
    row["updated"] = datetime.date.fromisoformat(row["updated"]) if row["updated"] else None
    row["translation_type"] = TranslationType(row["translation_type"]) if row["translation_type"] else None
    row["heading_ids"] = tuple(tuple(ids) for ids in row["heading_ids"])
    row["english"] = dict(row["english"])
    return Page(**row)


def _entry_of(row: dict[str, Any]) -> NavigationItem:
    return NavigationItem(**{**row, "children": tuple(map(_entry_of, row["children"]))})


def _alternate_of(row: dict[str, Any]) -> Alternate:
    kind = row["translation_type"]
    return Alternate(row["locale"], TranslationType(kind) if kind else None, row["english_only"], row["noindex"])
