"""Sitemaps: one a locale, an index over them, and robots.txt that names the index (protocol 0.9 of sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from ..settings import Settings
from ..store import remove_file, write_text
from .places import page_address, page_file, root_address

MAX_URLS = 50_000
MAX_BYTES = 50 * 1024 * 1024
"""Both are the protocol's limits of one file."""
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<{{kind}} xmlns="{_SCHEMA}">\n'
_INDEX = "sitemap.xml"


def write_sitemaps(
    html_dir: Path, built: Mapping[str, Mapping[str, str]], published: Sequence[str], settings: Settings
) -> None:
    """Write the sitemaps of the locales that were built; the index names those of all locales that are published.

    `built` are by locale the pages that search engines may list, with the date of their last change, or empty.

    Without the setting `base_url` there are none: a sitemap holds whole addresses.
    """
    base = root_address(settings)
    keep = {html_dir / _INDEX} if base else set()
    for locale in published if base else ():
        keep.update(html_dir.glob(f"sitemap.{locale.lower()}.*xml"))
    for locale, findable in built.items() if base else ():
        keep -= set(html_dir.glob(f"sitemap.{locale.lower()}.*xml"))
        rows = _addresses(html_dir, locale, findable, settings)
        for name, text in render_sitemaps(f"sitemap.{locale.lower()}", rows):
            write_text(html_dir / name, text)
            keep.add(html_dir / name)
    maps = sorted(path.name for path in keep if path.name != _INDEX)
    if maps:
        entries = "".join(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>\n" for name in maps)
        write_text(html_dir / _INDEX, _HEAD.format(kind="sitemapindex") + entries + "</sitemapindex>\n")
    for path in html_dir.glob("sitemap.*xml"):
        if path not in keep or not maps:
            remove_file(path)
    _write_robots(html_dir / "robots.txt", base, named=bool(maps))


def _addresses(
    html_dir: Path, locale: str, findable: Mapping[str, str], settings: Settings
) -> Iterator[tuple[str, str]]:
    """Yield (address, date of the last change or empty) of the pages that are there, in order."""
    base, dirhtml = root_address(settings), settings.dirhtml
    for docname, changed in sorted(findable.items()):
        if (html_dir / locale.lower() / page_file(docname, dirhtml=dirhtml)).is_file():
            yield base + page_address(locale, docname, dirhtml=dirhtml), changed


def render_sitemaps(stem: str, rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (file name, text) of as many files as the rows need; none for no rows."""
    head, foot = _HEAD.format(kind="urlset"), "</urlset>\n"
    pieces: list[str] = []
    size = number = 0
    for address, changed in rows:
        date = f"<lastmod>{changed}</lastmod>" if changed else ""
        piece = f"<url><loc>{escape(address)}</loc>{date}</url>\n"
        if pieces and (len(pieces) == MAX_URLS or size + len(piece.encode()) + len(head) + len(foot) > MAX_BYTES):
            number += 1
            yield _name(stem, number), head + "".join(pieces) + foot
            pieces, size = [], 0
        pieces.append(piece)
        size += len(piece.encode())
    if pieces:
        yield _name(stem, number + 1), head + "".join(pieces) + foot


def _name(stem: str, number: int) -> str:
    return f"{stem}.xml" if number == 1 else f"{stem}.{number}.xml"


def _write_robots(path: Path, base: str, *, named: bool) -> None:
    if not base:
        remove_file(path)
        return
    sitemap = f"\nSitemap: {base}{_INDEX}\n" if named else ""
    write_text(path, f"User-agent: *\nAllow: /\n{sitemap}")
