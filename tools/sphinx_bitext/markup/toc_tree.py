"""Tables of contents put together: files included in each other, addresses resolved to pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote

from .link_index import LinkIndex
from .toc import MAX_LEVELS, Toc, TocItem, TocProblem

_SCHEME_RE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//")
_SAFE = frozenset(("http", "https", "mailto", "tel"))
_PAGE_RE = re.compile(r"\.ya?ml(?=[?#]|$)", re.IGNORECASE)
"""Pages that docfx makes of YAML, such as landing pages: their articles, where there are any, are Markdown here."""


class TocNode(NamedTuple):
    """One entry of the whole: what it is called in the file it stands in, and where it leads."""

    folder: str
    """Folder of its file; with `number` it names the entry."""
    number: int
    """Which entry of its file, in reading order, from 0; -1 for none."""
    item: TocItem
    docname: str | None
    """The page it leads to."""
    target: str
    """Address outside of the site, or what follows the page's: `#part`; else empty."""
    children: tuple[TocNode, ...]

    @property
    def has_page(self) -> bool:
        """Whether it, or anything below it, is a page of the site."""
        return self.docname is not None or any(child.has_page for child in self.children)


class TocTree(NamedTuple):
    """The entries that one file leads to, with all it includes."""

    folder: str
    nodes: tuple[TocNode, ...]


class PlacedProblem(NamedTuple):
    """A problem and the folder of the file that has it."""

    folder: str
    problem: TocProblem
    broken: bool = False
    """Whether a link leads nowhere; else something cannot be used as it is written."""


@dataclass(slots=True)
class _Builder:
    tocs: Mapping[str, Toc]
    index: LinkIndex
    problems: list[PlacedProblem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Folders of files that stand somewhere already: each stands once, so nothing can grow beyond its files."""

    def tree(self, folder: str) -> TocTree:
        self.used.add(folder)
        return TocTree(folder, tuple(self._file(folder, 0)))

    def _file(self, folder: str, level: int) -> Iterator[TocNode]:
        toc = self.tocs[folder]
        numbers = {id(item): number for number, item in enumerate(toc.walk())}
        for item in toc.items:
            yield from self._node(folder, item, numbers, level)

    def _node(self, folder: str, item: TocItem, numbers: Mapping[int, int], level: int) -> Iterator[TocNode]:
        docname, target = self._link(folder, item)
        children: list[TocNode] = []
        if level >= MAX_LEVELS:
            if item.items or item.toc_href:
                self._say(folder, item, f"More than {MAX_LEVELS} levels; what stands deeper is left out.")
        else:
            for below in item.items:
                children += self._node(folder, below, numbers, level + 1)
            children += self._included(folder, item, level)
        if not (item.name or item.uid or docname):
            yield from children
        elif docname or target or children:
            yield TocNode(folder, numbers[id(item)], item, docname, target, tuple(children))

    def _included(self, folder: str, item: TocItem, level: int) -> Iterator[TocNode]:
        other = toc_folder(folder, item.toc_href) if item.toc_href else None
        if other is None:
            return
        if other in self.used:
            self._say(folder, item, "The table of contents it includes stands elsewhere already; it is not repeated.")
        elif other in self.tocs:
            self.used.add(other)
            yield from self._file(other, level + 1)
        elif not item.items and not item.href and self._folder_page(folder, item) is None:
            self._say(
                folder, item, f"It includes no table of contents that is there: {item.toc_href[:200]}", broken=True
            )

    def _link(self, folder: str, item: TocItem) -> tuple[str | None, str]:
        href = item.href
        if not href:
            return self._folder_page(folder, item), ""
        scheme = _SCHEME_RE.match(href)
        if scheme and scheme[1] and scheme[1].lower() not in _SAFE:
            self._say(folder, item, f"The address is not allowed: {href[:200]}", broken=True)
            return None, ""
        if scheme or href.startswith("/"):
            return None, f"https:{href}" if scheme and not scheme[1] else href
        found = self.index.find(posixpath.join(folder, "toc"), _PAGE_RE.sub("", href, count=1))
        if found is None:
            self._say(folder, item, f"It leads to no page: {href[:200]}", broken=True)
            return None, ""
        return found, "".join(href.partition("#")[1:])

    def _folder_page(self, folder: str, item: TocItem) -> str | None:
        """Return the page of a folder that an entry names and that has no table of contents."""
        if not item.toc_href.endswith("/") or toc_folder(folder, item.toc_href) in self.tocs:
            return None
        return self.index.find(posixpath.join(folder, "toc"), item.toc_href)

    def _say(self, folder: str, item: TocItem, message: str, *, broken: bool = False) -> None:
        self.problems.append(PlacedProblem(folder, TocProblem(item.line, item.column, message), broken))


def toc_folder(folder: str, href: str) -> str | None:
    """Return the folder of the table of contents that an address means, None for one outside of the tree."""
    path = unquote(re.split(r"[?#]", href, maxsplit=1)[0]).replace("\\", "/")
    if _SCHEME_RE.match(path) or path.startswith("/"):
        return None
    start = "" if path.startswith("~/") else folder
    path = path.removeprefix("~/")
    found = posixpath.normpath(posixpath.join(start, path if path.endswith("/") else posixpath.dirname(path)) or ".")
    if found == ".." or found.startswith(("../", "/")):
        return None
    return "" if found == "." else found


def build_trees(tocs: Mapping[str, Toc], index: LinkIndex) -> tuple[tuple[TocTree, ...], list[PlacedProblem]]:
    """Return the trees of these files, by their folders, and what is wrong with them.

    A file that another one includes stands there; the others are trees of their own, nearest to the top first. Trees
    without any page of the site are left out.
    """
    builder = _Builder(tocs, index)
    included = {other for folder, toc in tocs.items() for other in _included(folder, toc) if other != folder}
    # That of the whole site comes first, whoever leads back to it.
    order = sorted(tocs, key=lambda folder: (bool(folder) and folder in included, folder.count("/"), folder))
    trees = [builder.tree(folder) for folder in order if folder not in builder.used]
    return tuple(tree for tree in trees if any(node.has_page for node in tree.nodes)), builder.problems


def _included(folder: str, toc: Toc) -> Iterator[str]:
    for item in toc.walk():
        other = toc_folder(folder, item.toc_href) if item.toc_href else None
        if other is not None:
            yield other
