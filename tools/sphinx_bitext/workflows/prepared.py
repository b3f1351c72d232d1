"""Prepared pages on disk: one file a locale under build/, so that locales build on their own and read what they need.

The first line says what there is, with the length and a digest of each page; behind it come the pages, each compressed
by itself and read when somebody asks for it. So one page can be replaced without a look at the others.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import StorageError
from ..model import Alternate, NavigationItem, NavigationTree, Page, TranslationType
from ..store import read_bytes, read_text, write_pieces, write_text
from .project import Project

FORMAT_VERSION = 5


@dataclasses.dataclass(frozen=True, slots=True)
class LocalePages:
    """The pages of some articles, or of all, in one locale, and where each comes from."""

    pages: Mapping[str, Page]
    """By docname."""
    files: Mapping[str, str]
    """docname to the file that is its main source."""
    dependencies: Mapping[str, Sequence[str]]
    """docname to the files that the page comes from."""
    names: Mapping[str, tuple[str, str]]
    """`uid` of an article to its docname and title."""


@dataclasses.dataclass(frozen=True, slots=True)
class PreparedLocale:
    """The pages of one locale and where each comes from."""

    locale: str
    pages: Mapping[str, Page]
    """By docname."""
    files: Mapping[str, str]
    """docname to the file that is its main source."""
    dependencies: Mapping[str, Sequence[str]]
    """docname to the files that the page comes from."""
    alternates: Mapping[str, Sequence[Alternate]]
    """docname to the locales that have the page."""
    navigation: Sequence[NavigationTree] = ()
    """From tables of contents; empty where there are none."""
    names: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    """`uid` of an article to its docname and title."""
    moved: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """docname that is gone to the docname that links to it lead to."""


class StoredPages(Mapping[str, Page]):
    """The pages of a file of prepared pages, each parsed when it is asked for."""

    def __init__(self, packed: Mapping[str, bytes], digests: Mapping[str, str]) -> None:
        self.packed = packed
        """By docname: the page as compressed JSON."""
        self.digests = digests

    def __getitem__(self, docname: str) -> Page:
        """Return a page; StorageError where its line is damaged."""
        packed = self.packed[docname]
        if _digest(packed) != self.digests[docname]:
            raise StorageError(f"the prepared page {docname} is damaged; remove build/ and build again")
        return _page_of(json.loads(zlib.decompress(packed)))

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)

    def replaced(self, page: Page) -> StoredPages:
        """Return the pages with another one in the place of the one of its name."""
        packed = _pack(page)
        return StoredPages({**self.packed, page.docname: packed}, {**self.digests, page.docname: _digest(packed)})


def store_pages(found: LocalePages) -> LocalePages:
    """Return the pages as they are written."""
    return dataclasses.replace(found, pages=_stored_of(found.pages))


def join_pages(parts: Iterable[LocalePages]) -> LocalePages:
    """Return the pages of all parts in their order, as they are written."""
    packed: dict[str, bytes] = {}
    digests: dict[str, str] = {}
    files: dict[str, str] = {}
    dependencies: dict[str, Sequence[str]] = {}
    names: dict[str, tuple[str, str]] = {}
    for part in parts:
        stored = _stored_of(part.pages)
        packed |= stored.packed
        digests |= stored.digests
        files |= part.files
        dependencies |= part.dependencies
        names |= part.names
    return LocalePages(StoredPages(packed, digests), files, dependencies, names)


def _stored_of(pages: Mapping[str, Page]) -> StoredPages:
    if isinstance(pages, StoredPages):
        return pages
    packed = {docname: _pack(page) for docname, page in pages.items()}
    return StoredPages(packed, {docname: _digest(one) for docname, one in packed.items()})


def page_digest(pages: Mapping[str, Page], docname: str) -> str:
    """Return a digest of all that a page holds."""
    return pages.digests[docname] if isinstance(pages, StoredPages) else _digest(_pack(pages[docname]))


def prepared_path(output_dir: Path, locale: str) -> Path:
    """Return where the prepared pages of a locale stand."""
    return output_dir / "pages" / f"{locale.lower()}.pages"


def write_prepared(project: Project, prepared: PreparedLocale) -> str:
    """Write the pages of one locale for the process that builds it; untouched when nothing changed.

    Return a digest of all of them.
    """
    pages = _stored_of(prepared.pages)
    rows: dict[int, Sequence[Alternate]] = {}
    for row in prepared.alternates.values():  # equal rows are one: to compare them all takes long
        rows.setdefault(id(row), row)
    number = {one: at for at, one in enumerate(rows)}
    table = {
        "format_version": FORMAT_VERSION,
        "locale": prepared.locale,
        "pages": {name: [len(one), pages.digests[name]] for name, one in pages.packed.items()},
        "files": prepared.files,
        "dependencies": prepared.dependencies,
        "rows": [[_to_json(one) for one in row] for row in rows.values()],
        "alternates": {name: number[id(row)] for name, row in prepared.alternates.items()},
        "navigation": [dataclasses.asdict(tree) for tree in prepared.navigation],
        "names": prepared.names,
        "moved": prepared.moved,
    }
    head = f"{json.dumps(table)}\n".encode()
    write_pieces(prepared_path(project.output_dir, prepared.locale), (head, *pages.packed.values()))
    return _digest(head)


def read_prepared(path: Path) -> PreparedLocale:
    """Read what `write_prepared` wrote; StorageError where it is damaged."""
    return read_digested(path)[0]


def read_digested(path: Path) -> tuple[PreparedLocale, str]:
    """Read what `write_prepared` wrote, and the digest that it returned; StorageError where it is damaged."""
    data = read_bytes(path)
    start = data.find(b"\n") + 1
    try:
        table = json.loads(data[:start])
        pages = _stored(data, start, table["pages"])
        rows = [[_alternate_of(one) for one in row] for row in table["rows"]]
        alternates = {name: rows[number] for name, number in table["alternates"].items()}
        trees = [NavigationTree(row["folder"], tuple(map(_entry_of, row["items"]))) for row in table["navigation"]]
        names = {uid: (docname, title) for uid, (docname, title) in table["names"].items()}
        facts = (table["files"], table["dependencies"], alternates, trees, names, table["moved"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise StorageError(f"{path}: damaged; remove it and build again") from error
    return PreparedLocale(table["locale"], pages, *facts), _digest(data[:start])


def _stored(data: bytes, start: int, table: Mapping[str, tuple[int, str]]) -> StoredPages:
    packed: dict[str, bytes] = {}
    for docname, (length, _) in table.items():
        packed[docname] = data[start : start + length]
        start += length
    return StoredPages(packed, {docname: digest for docname, (_, digest) in table.items()})


def write_published(project: Project, prepared: PreparedLocale) -> None:
    """Write what other locales name of this one when they are built without it."""
    own = {name: _own(prepared, name) for name in prepared.pages}
    write_text(_published_path(project.output_dir, prepared.locale), json.dumps(own, ensure_ascii=False, indent=0))


def _own(prepared: PreparedLocale, docname: str) -> dict[str, Any]:
    return _to_json(next(one for one in prepared.alternates[docname] if one.locale == prepared.locale))


def read_published(output_dir: Path, locale: str) -> dict[str, Alternate]:
    """Return what the last build of a locale published, by docname; nothing where none is known of."""
    try:
        found = json.loads(read_text(_published_path(output_dir, locale)))
        return {name: _alternate_of(one) for name, one in found.items()}
    except (StorageError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _published_path(output_dir: Path, locale: str) -> Path:
    return output_dir / "pages" / f"{locale.lower()}.published.json"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _pack(page: Page) -> bytes:
    return zlib.compress(json.dumps(_to_json(page), sort_keys=True).encode(), 1)


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
