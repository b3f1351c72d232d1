"""Navigation as templates show it: titles with addresses."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_bitext.locales import long_date, page_language
from sphinx_bitext.model import TranslationType

from .interface import Translate
from .navigation import Contents, Navigation
from .records import Record
from .toc_navigation import Entry, Place
from .uris import UriKind, classify

ENGLISH = "en-US"
"""Locale of the source."""


class Link(NamedTuple):
    """A link with its title; a tuple, which templates take apart much faster than they ask for attributes."""

    title: str
    url: str | None
    """None for a folder that has no page: its title is plain text."""
    current: bool = False
    note: str = ""
    """`MT`, `EN` or nothing."""
    lang: str | None = None
    """Language of the title where it is not that of the page."""
    items: Sequence[Link] = ()
    """What stands below it, where that is shown."""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A titled list of links."""

    title: str | None
    items: Sequence[Link]
    lang: str | None = None
    """Language of the title where it is not that of the page."""
    url: str | None = None
    """Where the title leads."""


@dataclass(frozen=True, slots=True)
class LongDate:
    """A date for machines and for readers."""

    iso: str
    text: str

    @classmethod
    def of(cls, date: datetime.date | None, locale: str) -> LongDate | None:
        """Return a date in the words of a locale."""
        return cls(date.isoformat(), long_date(date, locale)) if date else None


class Recent(NamedTuple):
    """An article that was updated recently."""

    link: Link
    date: LongDate | None


def note_of(record: Record) -> str:
    """Return the mark of a page beside its title: `MT`, `EN` or nothing."""
    if record.in_english:
        return "EN"
    return TranslationType.MACHINE.value if record.machine else ""


class Neighbours(dict[Entry, Link]):
    """Links that the pages of one folder show alike; Sphinx writes them one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = ""

    def enter(self, folder: str) -> Neighbours:
        """Keep nothing of another folder: seen from there, addresses are others."""
        if folder != self._folder:
            self.clear()
            self._folder = folder
        return self


class NavigationLinks:
    """Makes the links of one page."""

    def __init__(
        self,
        navigation: Navigation,
        records: Mapping[str, Record],
        locale: str,
        t: Translate,
        url: Callable[[str], str],
        outside: Callable[[str], str | None],
        page: str = "",
        neighbours: Neighbours | None = None,
    ) -> None:
        """Take how a page is addressed, `url`, and how an address that begins with a slash is, `outside`.

        `page` is the docname of the page that shows the links, `neighbours` what the pages of its folder share.
        """
        self._page = page
        self._neighbours = Neighbours() if neighbours is None else neighbours
        self._navigation = navigation
        self._records = records
        self._locale = locale
        self._t = t
        self._url = url
        self._outside = outside

    def _lang(self, entry: Entry) -> str | None:
        return page_language(ENGLISH) if entry.english and self._locale != ENGLISH else None

    def link(self, entry: Entry) -> Link:
        """Return the link of a line of navigation."""
        if entry.docname is None or entry.docname == self._page or entry.children or entry.current:
            return self._link(entry)
        found = self._neighbours.get(entry)
        if found is None:
            found = self._neighbours[entry] = self._link(entry)
        return found

    def _link(self, entry: Entry) -> Link:
        record = self._records.get(entry.docname or "")
        return Link(
            entry.title or self._t("Home"),
            self._address(entry),
            entry.current,
            note_of(record) if record else "",
            self._lang(entry),
            list(map(self.link, entry.children)),
        )

    def _address(self, entry: Entry) -> str | None:
        if entry.docname is not None:
            url = self._url(entry.docname)
            return entry.target if entry.target and url == "#" else url + entry.target
        kind, value = classify(entry.target)
        if kind is UriKind.ROOT:
            return self._outside(value)
        return value if kind is UriKind.EXTERNAL else None

    def breadcrumbs(self, place: Place, home: str) -> list[Link]:
        """Return the way from the home page to a page."""
        return [Link(self._t("Home"), self._url(home)), *map(self.link, place.ancestors)]

    def section(self, place: Place) -> LinkGroup | None:
        """Return the section of a page, None where it stands alone."""
        if not place.entries:
            return None
        title = self.link(place.heading) if place.heading else None
        items = list(map(self.link, place.entries))
        return LinkGroup(title.title, items, title.lang, title.url) if title else LinkGroup(None, items)

    def home(self) -> list[LinkGroup]:
        """Return the groups of a generated home page."""
        return [self._group(group.heading, group.entries) for group in self._navigation.groups()]

    def contents(self, contents: Contents) -> list[Link]:
        """Return the links of a page that lists one stretch of a folder."""
        return list(map(self.link, contents.entries))

    def _group(self, heading: Entry | None, entries: tuple[Entry, ...]) -> LinkGroup:
        items = list(map(self.link, entries))
        if heading is None:
            return LinkGroup(None, items)
        return LinkGroup(heading.title or self._t("Home"), items, self._lang(heading), self._address(heading))

    def recent(self) -> list[Recent]:
        """Return the articles that were updated last."""
        return [Recent(self.link(entry), LongDate.of(date, self._locale)) for entry, date in self._navigation.recent]
