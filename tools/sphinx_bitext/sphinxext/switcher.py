"""The language switcher of a page: the same article in the other locales of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from sphinx_bitext.locales import name_order, own_name, page_language, text_direction
from sphinx_bitext.model import TranslationType

if TYPE_CHECKING:
    from sphinx_bitext.model import Alternate

    from .site import Site


class OtherLocale(NamedTuple):
    """One entry; a tuple, which templates take apart much faster than they ask for attributes."""

    lang: str
    dir: str
    hreflang: str
    name: str
    url: str
    current: bool
    note: str
    """`MT`, `EN` or nothing."""


class _Known(NamedTuple):
    """What all pages say alike of a locale."""

    lang: str
    dir: str
    name: str
    order: tuple[str, str]
    """Where it stands in the list."""


class Switcher(dict[str, _Known]):
    """The locales of a site; made once a build, as every page lists all of them."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.own = site.locale
        others = (alternate.locale for alternate in site.alternates("index"))
        self.locales = tuple(sorted({site.locale, *others}))
        """Those that have a home page."""

    def __missing__(self, locale: str) -> _Known:
        """Find out about a locale."""
        name = own_name(locale, self.locales)
        known = self[locale] = _Known(page_language(locale), text_direction(locale), name, name_order(name))
        return known

    def entries(self, alternates: Iterable[Alternate], note: str, url: Callable[[str], str]) -> list[OtherLocale]:
        """Return the entries of a page, its own locale among them, in order of their names.

        `note` is the mark of the page itself where `alternates` do not name it; `url` gives its address in a locale.
        """
        notes = {alternate.locale: _note_of(alternate) for alternate in alternates}
        notes.setdefault(self.own, note)
        # All addresses in other locales differ in the name of the locale alone.
        other, own = url("\0"), url(self.own)
        found = []
        for locale, mark in notes.items():
            lang, direction, name, order = self[locale]
            current = locale == self.own
            address = own if current else other.replace("\0", locale.lower())
            found.append((order, OtherLocale(lang, direction, lang, name, address, current, mark)))
        found.sort(key=lambda one: (one[0], one[1].url))
        return [entry for _, entry in found]


def _note_of(alternate: Alternate) -> str:
    """Return the mark of a page in another locale: `EN`, `MT` or nothing."""
    if alternate.english_only:
        return "EN"
    return "MT" if alternate.translation_type is TranslationType.MACHINE else ""
