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
class Folder:
    """What a folder is called, and where that leads."""

    title: str
    english: bool
    """Whether the title is English on a page of any language: made of the folder's name, or of an English article."""
    docname: str | None
    """The folder's own page, `<folder>/index`, when there is one."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the home page."""

    title: str | None
    english: bool
    """Whether the title is English on a page of any language."""
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

    def heading(self, docname: str) -> tuple[str, bool]:
        """Return the title of a page, and whether it is English on a page of any language."""
        record = self._records[docname]
        return record.title, record.in_english

    def folder(self, folder: str) -> Folder | None:
        """Return what is known of a folder; None for the root.

        Its title is that of `<folder>/index`, else the folder's name made readable.
        """
        if not folder:
            return None
        docname = posixpath.join(folder, "index")
        if record := self._records.get(docname):
            return Folder(record.title, record.in_english, docname)
        name = posixpath.basename(folder).replace("-", " ").replace("_", " ").strip()
        return Folder(name[:1].upper() + name[1:] or folder, english=True, docname=None)

    def ancestors(self, docname: str) -> Iterator[Folder]:
        """Yield the folders around a page, outermost first, without the root and without the page's own."""
        parts = docname.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = self.folder("/".join(parts[:depth]))
            if folder and folder.docname != docname:
                yield folder

    def section(self, docname: str) -> tuple[str, ...]:
        """Return the pages of the same folder in order of titles, at most `SECTION_SIZE` around the page."""
        members = self._folders.get(posixpath.dirname(docname), [])
        place = self._places.get(docname, 0)
        start = max(0, min(place - SECTION_SIZE // 2, len(members) - SECTION_SIZE))
        return tuple(members[start : start + SECTION_SIZE])

    def groups(self) -> Iterator[Group]:
        """Yield the groups of a home page: pages of the root first, then folder by folder, large ones in parts."""
        known = {name: self.folder(name) for name in self._folders}
        titles = {name: folder.title if folder else "" for name, folder in known.items()}
        for name in sorted(known, key=lambda name: (bool(name), titles[name].casefold(), name)):
            members, folder = self._folders[name], known[name]
            for start in range(0, len(members), SECTION_SIZE):
                part = members[start : start + SECTION_SIZE]
                title = titles[name] or None
                if title and len(members) > SECTION_SIZE:
                    title = f"{title} ({start + 1}–{start + len(part)})"
                yield Group(title, bool(folder and folder.english), tuple(part))
