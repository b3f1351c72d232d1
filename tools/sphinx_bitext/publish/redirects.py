"""Pages, `_redirects` and an nginx map for addresses that have moved: one table in three forms."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, unquote

from jinja2 import Environment, StrictUndefined

from .. import theme
from ..alignment.english import SOURCE_LOCALE
from ..locales import page_language, text_direction
from ..settings import Settings
from ..store import remove_file, write_text
from ..theme import interface_strings
from ..workflows.moved import Target
from ..workflows.project import Project
from .places import HOME, page_address, page_file, root_address, root_path

HOSTS_FILE = "_redirects"
"""In the root of the site, where Netlify, Cloudflare Pages and others look for it."""
NGINX_FILE = "redirects.nginx.map"
"""Beside the site: it is for the server alone."""
_HOSTS_HEAD = "# Addresses that have moved. Written by `bitext build`.\n"
_NGINX_HEAD = (
    "# Addresses that have moved. Written by `bitext build`. In the configuration of nginx:\n"
    "#   map $uri $bitext_moved { include redirects.nginx.map; }\n"
    "#   server { if ($bitext_moved) { return 301 $bitext_moved; } }\n"
)
_SAFE = "/:?#[]@!&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Moved:
    """One address of one locale that has moved."""

    docname: str
    path: str
    """The old address below the root of the site."""
    page: str | None
    """The new address below the root; None when it is on another host."""
    address: str
    """The new address on another host."""
    fragment: str
    is_folder: bool
    """Whether the old address without its suffix is that of a folder that has a page."""


def find_moved(html_dir: Path, locale: str, table: Mapping[str, Target], settings: Settings) -> Iterator[Moved]:
    """Yield what has moved in a published locale, in order; a target that this locale lacks is the English page."""
    dirhtml = settings.dirhtml
    for docname, target in sorted(table.items()):
        old = page_address(locale, docname, dirhtml=dirhtml)
        is_folder = not dirhtml and (html_dir / locale.lower() / docname / f"{HOME}.html").is_file()
        if target.docname is None:
            address = quote(target.address.replace("{locale}", locale.lower()), safe=_SAFE)
            yield Moved(docname, old, None, address, "", is_folder)
            continue
        file = page_file(target.docname, dirhtml=dirhtml)
        having = (one for one in (locale, SOURCE_LOCALE) if (html_dir / one.lower() / file).is_file())
        if (found := next(having, None)) is not None:
            new = page_address(found, target.docname, dirhtml=dirhtml)
            yield Moved(docname, old, new, "", quote(target.fragment, safe=_SAFE), is_folder)


def write_redirects(
    project: Project, built: Sequence[str], published: Sequence[str], table: Mapping[str, Target]
) -> None:
    """Write the pages of the locales that were built, and the tables of all that are published."""
    html_dir, settings = project.html_dir, project.settings
    for locale in built:
        folder = html_dir / locale.lower()
        for moved in find_moved(html_dir, locale, table, settings):
            file = folder / page_file(moved.docname, dirhtml=settings.dirhtml)
            write_text(file, render_page(locale, moved, settings))
    rows = [row for locale in published for row in find_moved(html_dir, locale, table, settings)]
    _write_table(html_dir / HOSTS_FILE, render_hosts(rows, settings) if rows else "")
    _write_table(project.output_dir / NGINX_FILE, render_nginx(rows, settings) if rows else "")


def render_page(locale: str, moved: Moved, settings: Settings) -> str:
    """Return a page that sends its readers on, without a script."""
    lang = page_language(locale)
    words = interface_strings(lang)
    if moved.page is None:
        address = canonical = moved.address
    else:
        address = _between(moved.path, moved.page) + (f"#{moved.fragment}" if moved.fragment else "")
        canonical = root_address(settings) and root_address(settings) + moved.page
    text = files(theme).joinpath("root/redirect.html").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True).from_string(text)
    said, shown = words["The page you asked for does not exist or has moved."], unquote(moved.page or moved.address)
    return template.render(
        lang=lang, dir=text_direction(locale), said=said, shown=shown, address=address, canonical=canonical
    )


def render_hosts(rows: Sequence[Moved], settings: Settings) -> str:
    """Return `_redirects`: old address, new address, status, a line for each way to write the old one."""
    lines = (f"{old} {new} 301\n" for row in rows for old, new in _addresses(row, settings))
    return _HOSTS_HEAD + "".join(lines)


def render_nginx(rows: Sequence[Moved], settings: Settings) -> str:
    """Return the lines of a map from `$uri`, which nginx has decoded, to the new address."""
    lines = (f"{_nginx_text(unquote(old))} {new};\n" for row in rows for old, new in _addresses(row, settings))
    return _NGINX_HEAD + "".join(lines)


def _addresses(moved: Moved, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield each way to write the old address, from the root of the host, with the new one."""
    root = root_path(settings)
    new = moved.address
    if moved.page is not None:
        new = root + moved.page + (f"#{moved.fragment}" if moved.fragment else "")
    old = root + moved.path
    short = old.removesuffix("/") if old.endswith("/") else old.removesuffix(f"{HOME}.html").removesuffix(".html")
    yield old, new
    if not moved.is_folder:
        yield short, new


def _between(old: str, new: str) -> str:
    """Return how the page at one address names another; both lie below the root."""
    folder = posixpath.dirname(old)
    found = posixpath.relpath(new, folder or ".")
    return f"{found}/" if new.endswith("/") else found


def _nginx_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _write_table(path: Path, text: str) -> None:
    if text:
        write_text(path, text)
    else:
        remove_file(path)
