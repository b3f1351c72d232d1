"""What all locales share: the English sentences of each article, and the page that lists the languages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from .. import theme
from ..locales import name_order, own_name, page_language, text_direction
from ..sphinxext import english_json
from ..store import read_text, remove_file, write_bytes, write_text
from ..theme import interface_strings
from ..theme.assets import theme_assets
from ..workflows.prepared import PreparedLocale
from .places import HOME, page_address

_ROOT_FILES = ("bitext.css", "bitext-early.js", "bitext-icon.svg", "bitext-root.css", "bitext-root.js")
"""What the root page links."""
_SHARED_FOLDERS = ("_static", "_images")


def write_english(html_dir: Path, prepared: PreparedLocale) -> None:
    """Write `_english/<docname>.json` for each article whose sentences are numbered; remove those of others."""
    folder = html_dir / "_english"
    wanted = set()
    for docname, page in prepared.pages.items():
        if page.english:
            path = folder / f"{docname}.json"
            write_text(path, english_json(page))
            wanted.add(path)
    for path in folder.rglob("*.json"):
        if path not in wanted:
            remove_file(path)


def write_root(html_dir: Path, title: str, locales: Sequence[str], *, dirhtml: bool = False) -> None:
    """Write the page at the root, all languages by their own names, and the files of the theme that it needs."""
    write_text(html_dir / "index.html", render_root(title, locales, dirhtml=dirhtml))
    for asset in map(theme_assets().__getitem__, _ROOT_FILES):
        write_bytes(html_dir / asset.path, asset.data)


def remove_unnamed(html_dir: Path, lists: Sequence[Path]) -> None:
    """Remove the shared files that no page names; `lists` are those of all published locales.

    Where a locale has left no list, nothing is removed: its pages may name anything.
    """
    if not all(path.is_file() for path in lists):
        return
    named = {theme_assets()[name].path for name in _ROOT_FILES}
    for path in lists:
        named.update(json.loads(read_text(path)))
    for folder in _SHARED_FOLDERS:
        for path in (html_dir / folder).rglob("*"):
            if path.is_file() and path.relative_to(html_dir).as_posix() not in named:
                remove_file(path)


def render_root(title: str, locales: Sequence[str], *, dirhtml: bool = False) -> str:
    """Return the page that leads to the home pages of these locales; a list even without its script."""
    languages = sorted(
        (_language(locale, locales, dirhtml=dirhtml) for locale in locales), key=lambda one: name_order(one.name)
    )
    template = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(
        _theme_text("root/root.html")
    )
    return template.render(title=title, languages=languages, asset=theme_assets().__getitem__)


@dataclass(frozen=True, slots=True)
class _Language:
    """One link of the root page."""

    name: str
    lang: str
    dir: str
    url: str
    center: str
    """"Help center" in the language."""
    choose: str
    """"Choose your language" in the language."""


def _language(locale: str, among: Sequence[str], *, dirhtml: bool) -> _Language:
    lang = page_language(locale)
    words = interface_strings(lang)
    return _Language(
        name=own_name(locale, among),
        lang=lang,
        dir=text_direction(locale),
        url=page_address(locale, HOME, dirhtml=dirhtml),
        center=words["Help center"],
        choose=words["Choose your language"],
    )


def _theme_text(file: str) -> str:
    return files(theme).joinpath(file).read_text(encoding="utf-8")
