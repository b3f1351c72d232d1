"""The published pages judged by themselves: every link, anchor, image, redirect, sitemap and language link inside."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import lxml.html
from lxml import etree

from ..markup.robots import forbids_index
from ..store import read_bytes, read_text

_LINKS = (("href", "a"), ("href", "link"), ("src", "img"), ("src", "script"), ("data-english", "fieldset"))
_HOST = "https://this.site.invalid"
"""Stands for the host of a site whose address nobody gave."""
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """Something on a page that leads nowhere."""

    file: str
    """Below the root of the site."""
    line: int
    message: str


@dataclass(slots=True)
class _Page:
    """What one page says of itself and others."""

    address: str
    canonical: str = ""
    noindex: bool = False
    refresh: str = ""
    """Where the page sends its readers on."""
    hreflangs: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Linkcheck:
    """The outcome."""

    pages: int = 0
    links: int = 0
    """Those inside the site."""
    broken: list[Broken] = field(default_factory=list)


def check_links(html_dir: Path, base_url: str = "") -> Linkcheck:
    """Check the site in a folder; nothing is fetched. `base_url` is the setting the site was built with."""
    check = _Check(html_dir, (base_url or _HOST).rstrip("/") + "/")
    for file in sorted(html_dir.rglob("*.html")):
        check.read(file)
    check.anchors()
    check.redirects()
    check.languages()
    check.sitemaps(required=bool(base_url))
    check.result.broken.sort()
    return check.result


class _Check:
    def __init__(self, folder: Path, base: str) -> None:
        self.folder = folder
        self.base = base
        self.result = Linkcheck()
        self.pages: dict[str, _Page] = {}
        """By file below the root."""
        self.wanted: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
        """File to the anchors that other pages name, with the first place that does."""

    def broken(self, file: str, message: str, line: int = 1) -> None:
        self.result.broken.append(Broken(file, line, message))

    def read(self, path: Path) -> None:
        """Read a page and follow its links as far as the files they name."""
        name = path.relative_to(self.folder).as_posix()
        document = _parsed(path)
        page = self.pages[name] = _Page(urljoin(self.base, quote(name)))
        self.result.pages += 1
        ids = _anchors(document)
        for element in document.iter("meta"):
            if element.get("name") == "robots":
                page.noindex = forbids_index(element.get("content"))
            elif (element.get("http-equiv") or "").lower() == "refresh":
                page.refresh = (element.get("content") or "").partition("url=")[2].strip()
        for element, target in _links(document):
            line = element.sourceline or 1
            if element.tag == "link":
                self._relation(page, element)
            self._follow(name, page, target, ids, line)
        if page.refresh:
            page.refresh = urljoin(page.address, page.refresh)
            self._follow(name, page, page.refresh, ids, 1)

    @staticmethod
    def _relation(page: _Page, element: lxml.html.HtmlElement) -> None:
        if element.get("rel") == "canonical":
            page.canonical = element.get("href", "")
        elif element.get("rel") == "alternate" and element.get("hreflang"):
            page.hreflangs[element.get("hreflang", "")] = element.get("href", "")

    def _follow(self, name: str, page: _Page, target: str, ids: frozenset[str], line: int) -> None:
        try:
            address = urljoin(page.address, target)
            parts = urlsplit(address)
        except ValueError:
            return self.broken(name, f"not an address: {target}", line)
        if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(self.base).netloc:
            return None
        self.result.links += 1
        file = self.file_of(address)
        if file is None:
            return self.broken(name, f"leads nowhere: {target}", line)
        anchor = unquote(parts.fragment)
        if anchor in ("", "top") or not file.endswith(".html"):
            return None
        if file != name:
            self.wanted[file].setdefault(anchor, (name, line))
        elif anchor not in ids:
            self.broken(name, f"no such place on the page: {target}", line)
        return None

    def file_of(self, address: str) -> str | None:
        """Return the file below the root that a server sends for an address of the site; None when there is none."""
        path, root = unquote(urlsplit(address).path), unquote(urlsplit(self.base).path)
        if not (path + "/").startswith(root):
            return None
        below = path[len(root) :]
        file = posixpath.join(below, "index.html") if below.endswith("/") or not below else below
        return file if file in self.pages or (self.folder / file).is_file() else None

    def anchors(self) -> None:
        """Check the places on other pages that were named."""
        for file, wanted in self.wanted.items():
            ids = _anchors(_parsed(self.folder / file))
            for anchor, (name, line) in wanted.items():
                if anchor not in ids:
                    self.broken(name, f"no such place on the page: {file}#{anchor}", line)

    def redirects(self) -> None:
        """Check that each page that sends its readers on sends them to a page that does not."""
        for name, page in self.pages.items():
            target = self.file_of(page.refresh) if page.refresh.startswith(self.base) else None
            if target == name:
                self.broken(name, "the page sends its readers to itself")
            elif target in self.pages and self.pages[target].refresh:
                self.broken(name, f"the page sends its readers to one that sends them on: {page.refresh}")

    def languages(self) -> None:
        """Check that canonical addresses and language links agree in both directions."""
        for name, page in self.pages.items():
            chosen = self._page_at(page.canonical) if page.canonical else None
            if page.canonical and not page.refresh and (chosen is None or chosen.canonical != page.canonical):
                self.broken(name, f"the canonical page names another one: {page.canonical}")
            if page.hreflangs and page.canonical not in page.hreflangs.values():
                self.broken(name, "the language links do not name the page itself")
            if page.hreflangs and page.noindex:
                self.broken(name, "a page that may not be found has language links")
            for lang, address in page.hreflangs.items():
                other = self._page_at(address)
                if other is None or other.hreflangs != page.hreflangs:
                    self.broken(name, f"the language link is not returned: {lang} {address}")

    def _page_at(self, address: str) -> _Page | None:
        return self.pages.get(self.file_of(address) or "") if address.startswith(self.base) else None

    def sitemaps(self, *, required: bool) -> None:
        """Check that sitemaps list pages that may be found, by their one address, and that robots.txt names them."""
        index = self.folder / "sitemap.xml"
        files = {path.name for path in self.folder.glob("sitemap.*.xml")}
        if not index.is_file():
            return None if not files else self.broken("sitemap.xml", "there are sitemaps, but no index of them")
        named = {address.removeprefix(self.base) for address in _locations(index)}
        for name in sorted(named ^ files):
            self.broken("sitemap.xml", f"not both in the index and there: {name}")
        listed = [(name, address) for name in sorted(named & files) for address in _locations(self.folder / name)]
        for name, address in listed:
            page = self._page_at(address)
            if page is None or page.noindex or page.refresh or page.canonical != address:
                self.broken(name, f"not a page that may be found: {address}")
        robots = self.folder / "robots.txt"
        said = read_text(robots) if robots.is_file() else ""
        if required and f"\nSitemap: {self.base}sitemap.xml\n" not in said:
            self.broken("robots.txt", "does not name the sitemap")
        return None


def _parsed(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(read_bytes(path), parser=lxml.html.HTMLParser(encoding="utf-8"))


def _anchors(document: lxml.html.HtmlElement) -> frozenset[str]:
    return frozenset(
        value for element in document.iter() for value in (element.get("id"), element.get("name")) if value
    )


def _links(document: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    for attribute, tag in _LINKS:
        for element in document.iter(tag):
            if (target := element.get(attribute)) is not None:
                yield element, target


def _locations(path: Path) -> list[str]:
    return [element.text or "" for element in etree.fromstring(read_bytes(path)).iter(f"{_SITEMAP}loc")]
