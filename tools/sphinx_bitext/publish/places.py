"""Where the pages of a locale lie below the root of the site, for what is written beside Sphinx."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from ..settings import Settings

HOME = "index"


def page_file(docname: str, *, dirhtml: bool) -> str:
    """Return the file of a page below the folder of its locale: `guide/files.html`, `guide/files/index.html`."""
    in_folder = dirhtml and docname != HOME and not docname.endswith(f"/{HOME}")
    return f"{docname}/{HOME}.html" if in_folder else f"{docname}.html"


def page_address(locale: str, docname: str, *, dirhtml: bool) -> str:
    """Return the address of a page below the root of the site: `sv-se/guide/files.html`, `sv-se/guide/files/`."""
    file = page_file(docname, dirhtml=dirhtml)
    return f"{locale.lower()}/{quote(file.removesuffix(f'{HOME}.html') if dirhtml else file)}"


def root_address(settings: Settings) -> str:
    """Return the address of the root of the site with a slash at its end; empty when nobody said it."""
    return settings.base_url and settings.base_url.rstrip("/") + "/"


def root_path(settings: Settings) -> str:
    """Return the path of the root of the site on its host, with a slash at both ends."""
    return urlsplit(settings.base_url).path.rstrip("/") + "/"
