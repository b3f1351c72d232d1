"""Where a page stands: in the tables of contents, else in the folders; and the groups of a generated home page.

What a page shows of it is bounded, and made from the page's own section, however large the site is.
"""

from __future__ import annotations

import datetime
import heapq
import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx_bitext.model import NavigationTree

from .records import Record
from .toc_navigation import SECTION_SIZE, Entry, Place, TocNavigation, titled

RECENT = 8
"""Articles that the home page names as updated recently."""
HOME_SIZE = 100
"""Articles that a generated home page lists one by one, within 15 kB beside its words; of larger sites it lists
stretches."""
CONTENTS = "_contents"
"""Folder of the pages that list such a stretch."""


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the home page."""

    heading: Entry | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A page that lists one stretch of the articles of a folder."""

    docname: str
    heading: Entry
    entries: tuple[Entry, ...]


class Navigation:
    """The places of the pages of one build, from what is known of them."""

    def __init__(
        self, records: Mapping[str, Record], trees: Sequence[NavigationTree] = (), home: str = "index"
    ) -> None:
        self._records = records
        self._home = home
        self._folders: dict[str, list[str]] = defaultdict(list)
        self._places: dict[str, int] = {}
        self._lines: dict[str, Entry] = {}
        for docname in sorted(records, key=self._key):
            members = self._folders[posixpath.dirname(docname)]
            self._places[docname] = len(members)
            members.append(docname)
        self._toc = TocNavigation(records, trees, home, self.folder)
        self.recent = tuple(self._recent())
        """The articles that were updated last, the newest first; empty where dates say little."""

    def _key(self, docname: str) -> tuple[str, str]:
        return (self._records[docname].title.casefold(), docname)

    def _recent(self) -> Iterator[tuple[Entry, datetime.date]]:
        dated = (
            (name, record.updated)
            for name, record in self._records.items()
            if record.updated and not record.in_english and name != self._home
        )
        found = heapq.nsmallest(RECENT, dated, key=lambda one: (-one[1].toordinal(), self._key(one[0])))
        for docname, date in found if len(found) > 1 else ():
            yield titled(self._records, docname), date

    def place(self, docname: str) -> Place:
        """Return what a page shows of its surroundings."""
        found = self._toc.place(docname)
        if found is not None:
            return found
        entries = tuple(self._line(name, docname) for name in self._section(docname))
        folder = self.folder(posixpath.dirname(docname))
        return Place(tuple(self._ancestors(docname)), folder, entries if len(entries) > 1 else ())

    def _line(self, docname: str, current: str) -> Entry:
        """Return the line of a page; all but one of the pages that show it show the same."""
        if docname == current:
            return titled(self._records, docname, current)
        line = self._lines.get(docname)
        if line is None:
            line = self._lines[docname] = titled(self._records, docname)
        return line

    def folder(self, folder: str) -> Entry | None:
        """Return what is known of a folder; None for the root.

        Its title is that of `<folder>/index`, else what the table of contents calls it, else its name made readable.
        """
        if not folder:
            return None
        docname = posixpath.join(folder, "index")
        if docname in self._records:
            return titled(self._records, docname)
        called = self._toc.folders.get(folder)
        if called is not None:
            return called
        name = posixpath.basename(folder).replace("-", " ").replace("_", " ").strip()
        return Entry(name[:1].upper() + name[1:] or folder, english=True)

    def _ancestors(self, docname: str) -> Iterator[Entry]:
        """Yield the folders around a page, outermost first, without the root and without the page's own."""
        parts = docname.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            folder = self.folder("/".join(parts[:depth]))
            if folder and folder.docname != docname:
                yield folder

    def _section(self, docname: str) -> list[str]:
        """Return the pages of the same folder in order of titles, at most `SECTION_SIZE` around the page."""
        members = self._folders.get(posixpath.dirname(docname), [])
        place = self._places.get(docname, 0)
        start = max(0, min(place - SECTION_SIZE // 2, len(members) - SECTION_SIZE))
        return members[start : start + SECTION_SIZE]

    def groups(self) -> Iterator[Group]:
        """Yield the groups of a home page: of the tables of contents first, then of what they do not name."""
        for heading, entries in self._toc.groups():
            yield Group(heading, entries)
        parts = {contents.docname: contents for contents in self.contents()}
        for folder, members in self._listed():
            heading = self.folder(folder)
            stretches = [members[start : start + SECTION_SIZE] for start in range(0, len(members), SECTION_SIZE)]
            if f"{CONTENTS}/{posixpath.join(folder, '1')}" in parts:
                names = [posixpath.join(CONTENTS, folder, str(number + 1)) for number in range(len(stretches))]
                yield Group(heading, tuple(self._stretch(parts[name]) for name in names))
                continue
            for number, stretch in enumerate(stretches):
                title = _numbered(heading, number, len(stretch)) if len(stretches) > 1 else heading
                yield Group(title, tuple(titled(self._records, name) for name in stretch))

    def _stretch(self, contents: Contents) -> Entry:
        first, last = contents.entries[0], contents.entries[-1]
        return Entry(f"{first.title} – {last.title}", docname=contents.docname)

    def _listed(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the pages that no table of contents names, folder by folder, those of the root first."""
        found = {name: [one for one in members if one not in self._toc] for name, members in self._folders.items()}
        titles = {name: folder.title if (folder := self.folder(name)) else "" for name in found}
        for name in sorted(found, key=lambda name: (bool(name), titles[name].casefold(), name)):
            if found[name]:
                yield name, found[name]

    def contents(self) -> Iterator[Contents]:
        """Yield the pages that list what is too much for the home page; none on most sites."""
        listed = list(self._listed())
        if sum(len(members) for _, members in listed) <= HOME_SIZE:
            return
        for folder, members in listed:
            if len(members) <= SECTION_SIZE // 5:
                continue
            for number, start in enumerate(range(0, len(members), SECTION_SIZE)):
                entries = tuple(titled(self._records, name) for name in members[start : start + SECTION_SIZE])
                heading = _numbered(self.folder(folder), number, len(entries)) or self._plain(number, len(entries))
                yield Contents(posixpath.join(CONTENTS, folder, str(number + 1)), heading, entries)

    def _plain(self, number: int, count: int) -> Entry:
        start = number * SECTION_SIZE
        return Entry(f"{start + 1}–{start + count}")


def _numbered(heading: Entry | None, number: int, count: int) -> Entry | None:
    if heading is None:
        return None
    start = number * SECTION_SIZE
    return Entry(f"{heading.title} ({start + 1}–{start + count})", heading.english)
