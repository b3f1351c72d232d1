"""What all locales share: the English sentences of each article, and the page that lists the languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from zlib import crc32

from jinja2 import Environment, StrictUndefined

from .. import theme
from ..locales import name_order, own_name, page_language, text_direction
from ..sphinxext import english_json
from ..store import remove_file, write_text
from ..theme import interface_strings
from ..workflows.pages import PreparedLocale

_ROOT_FILES = {
    "bitext.css": "static/bitext.css",
    "bitext-early.js": "static/bitext-early.js",
    "bitext-icon.svg": "static/bitext-icon.svg",
    "bitext-root.js": "root/bitext-root.js",
}
"""What the root page links, by name in `_static`; the path below the theme."""


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


def write_root(html_dir: Path, title: str, locales: Sequence[str]) -> None:
    """Write the page at the root, all languages by their own names, and the files of the theme that it needs."""
    write_text(html_dir / "index.html", render_root(title, locales))
    for name, file in _ROOT_FILES.items():
        write_text(html_dir / "_static" / name, _theme_text(file))


def render_root(title: str, locales: Sequence[str]) -> str:
    """Return the page that leads to the home pages of these locales; a list even without its script."""
    languages = sorted((_language(locale, locales) for locale in locales), key=lambda one: name_order(one.name))
    template = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(
        _theme_text("root/root.html")
    )
    return template.render(title=title, languages=languages, version=_version)


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


def _language(locale: str, among: Sequence[str]) -> _Language:
    lang = page_language(locale)
    words = interface_strings(lang)
    return _Language(
        name=own_name(locale, among),
        lang=lang,
        dir=text_direction(locale),
        url=f"{locale.lower()}/index.html",
        center=words["Help center"],
        choose=words["Choose your language"],
    )


def _theme_text(file: str) -> str:
    return files(theme).joinpath(file).read_text(encoding="utf-8")


def _version(name: str) -> str:
    """Return what a link adds to the name of a file, so that browsers do not keep an old one."""
    return f"{crc32(_theme_text(_ROOT_FILES[name]).encode()):08x}"
