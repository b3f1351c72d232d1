"""Where a page stands: its folder, its neighbours, its ancestors; and the groups of a generated home page."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .records import Record

SECTION_SIZE = 50
"""Links a list of neighbours, or one group of the home page, has at most: pages must not grow with the site."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the home page."""

    title: str | None
    docnames: tuple[str, ...]


class Navigation:
    """The tree of folders of one build, from what is known of its pages."""

    def __init__(self, records: Mapping[str, Record]) -> None:
        self._records = records
        self._folders: dict[str, list[str]] = defaultdict(list)
        self._places: dict[str, int] = {}
        for docname in sorted(records, key=self._key):
            members = self._folders[posixpath.dirname(docname)]
            self._places[docname] = len(members)
            members.append(docname)

    def _key(self, docname: str) -> tuple[str, str]:
        return (self._records[docname].title.casefold(), docname)

    def title(self, docname: str) -> str:
        """Return the title of a page."""
        record = self._records.get(docname)
        return record.title if record else docname

    def folder_title(self, folder: str) -> str | None:
        """Return the title of `<folder>/index`, else the folder's name made readable; None for the root."""
        if not folder:
            return None
        if index := self.folder_page(folder):
            return self.title(index)
        name = posixpath.basename(folder).replace("-", " ").replace("_", " ").strip()
        return name[:1].upper() + name[1:] or folder

    def folder_page(self, folder: str) -> str | None:
        """Return the docname of a folder's own page when there is one."""
        docname = posixpath.join(folder, "index")
        return docname if docname in self._records else None

    def ancestors(self, docname: str) -> Iterator[str]:
        """Yield the folders around a page, outermost first, without the root and without the page's own."""
        parts = docname.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            if self.folder_page(folder) != docname:
                yield folder

    def section(self, docname: str) -> tuple[str, ...]:
        """Return the pages of the same folder in order of titles, at most `SECTION_SIZE` around the page."""
        members = self._folders.get(posixpath.dirname(docname), [])
        place = self._places.get(docname, 0)
        start = max(0, min(place - SECTION_SIZE // 2, len(members) - SECTION_SIZE))
        return tuple(members[start : start + SECTION_SIZE])

    def groups(self) -> Iterator[Group]:
        """Yield the groups of a home page: pages of the root first, then folder by folder, large ones in parts."""
        order = sorted(self._folders, key=lambda folder: ((self.folder_title(folder) or "").casefold(), folder))
        order.sort(key=bool)
        for folder in order:
            members = self._folders[folder]
            title = self.folder_title(folder)
            for start in range(0, len(members), SECTION_SIZE):
                part = members[start : start + SECTION_SIZE]
                name = title
                if title and len(members) > SECTION_SIZE:
                    name = f"{title} ({start + 1}–{start + len(part)})"
                yield Group(name, tuple(part))
