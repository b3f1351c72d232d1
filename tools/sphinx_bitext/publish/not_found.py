"""The page that a server sends for addresses outside all locales. It begins each link at the root of the host."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from .. import theme
from ..locales import name_order, own_name, page_language, text_direction
from ..settings import Settings
from ..theme import interface_strings
from ..theme.assets import theme_assets
from .places import HOME, page_address, root_path


@dataclass(frozen=True, slots=True)
class _Language:
    """One link to a home page."""

    name: str
    lang: str
    dir: str
    path: str
    home: str
    """"Go to the home page" in the language."""


def render_not_found(title: str, locales: Sequence[str], settings: Settings) -> str:
    """Return the page: it leads to the home pages of these locales."""
    languages = sorted((_language(one, locales, settings) for one in locales), key=lambda one: name_order(one.name))
    text = files(theme).joinpath("root/404.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(text).render(
        title=title, root=root_path(settings), languages=languages, asset=theme_assets().__getitem__
    )


def _language(locale: str, among: Sequence[str], settings: Settings) -> _Language:
    lang = page_language(locale)
    return _Language(
        name=own_name(locale, among),
        lang=lang,
        dir=text_direction(locale),
        path=page_address(locale, HOME, dirhtml=settings.dirhtml),
        home=interface_strings(lang)["Go to the home page"],
    )
