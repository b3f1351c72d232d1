"""What the head of a page tells search engines: its one address, and the same article in other languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_bitext.locales import page_language
from sphinx_bitext.markup.robots import forbids_index
from sphinx_bitext.theme.assets import theme_assets

from .addresses import NOT_FOUND, page_address, shared_address
from .navigation import CONTENTS
from .records import Record, records_of
from .site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_bitext.model import Alternate

_ENGLISH = "en-US"
NO_INDEX = "noindex"


@dataclass(frozen=True, slots=True)
class Hreflang:
    """The same article in one language."""

    lang: str
    """`sv`, `x-default`"""
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of a page."""

    asset: Callable[[str], str]
    """Address of a file of the theme, by its name there (`bitext.css`)."""
    robots: str | None
    canonical: str | None
    hreflangs: Sequence[Hreflang]


def head_of(app: Sphinx, pagename: str, record: Record | None) -> Head:
    """Return the head of a page. Without the setting `base_url` nothing in it names an address."""
    robots = record.robots if record else _robots_of_generated(app, pagename)
    base = base_address(app)
    return Head(
        asset=lambda name: shared_address(app, pagename, theme_assets()[name].path),
        robots=robots,
        canonical=base + _canonical(app, pagename, record) if base and pagename != NOT_FOUND else None,
        hreflangs=_hreflangs(app, pagename, base) if base and not forbids_index(robots) else (),
    )


def base_address(app: Sphinx) -> str:
    """Return the address of the root of the site with a slash at its end; empty when nobody said it."""
    base: str = app.config.bitext_base_url
    return base and base.rstrip("/") + "/"


def _robots_of_generated(app: Sphinx, pagename: str) -> str | None:
    """Keep out a list of articles none of which may be found, the parts of a long list, and the page of a 404."""
    if pagename == app.config.root_doc:
        records = records_of(app.env)
        shown = [record for name, record in records.items() if name in app.env.found_docs]
        return NO_INDEX if shown and all(forbids_index(record.robots) for record in shown) else None
    return NO_INDEX if pagename == NOT_FOUND or pagename.startswith(f"{CONTENTS}/") else None


def _canonical(app: Sphinx, pagename: str, record: Record | None) -> str:
    """Return the one address of a page; that of the English page for a copy of it."""
    locale = _ENGLISH if record and record.in_english else site_of(app).locale
    return page_address(app, locale, pagename)


def _hreflangs(app: Sphinx, pagename: str, base: str) -> Sequence[Hreflang]:
    """Return the locales that have the page and let it be found; nothing unless this locale is one of several."""
    found = [item for item in site_of(app).alternates(pagename) if _is_found(item)]
    locales = sorted(item.locale for item in found)
    if site_of(app).locale not in locales or len(locales) < 2:
        return ()
    links = [Hreflang(page_language(locale), base + page_address(app, locale, pagename)) for locale in locales]
    english = [Hreflang("x-default", base + page_address(app, _ENGLISH, pagename))] if _ENGLISH in locales else []
    return [*links, *english]


def _is_found(alternate: Alternate) -> bool:
    return not alternate.english_only and not alternate.noindex
