"""Where pages and shared files lie below the root of the site, and how one page names another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx.util.osutil import relative_uri

from .site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NOT_FOUND = "404"
"""The page of a locale that servers send for addresses that lead nowhere."""


def has_siblings(app: Sphinx) -> bool:
    """Say whether other locales lie beside this one: it is built into a folder of its tag, in small letters."""
    return Path(app.outdir).name == site_of(app).locale.lower()


def shared_folder(app: Sphinx) -> Path:
    """Return the folder of what all locales share; that of the pages where a locale is built by itself."""
    return Path(app.outdir).parent if has_siblings(app) else Path(app.outdir)


def page_address(app: Sphinx, locale: str, pagename: str) -> str:
    """Return the address of a page below the root of the site."""
    return f"{locale.lower()}/{app.builder.get_target_uri(pagename)}"


def address_from(app: Sphinx, pagename: str, path: str) -> str:
    """Return how a page names something below the root of the site.

    A 404 page is sent for addresses of any depth, so it names all from the root of the host.
    """
    if pagename == NOT_FOUND:
        return base_path(app.config.bitext_base_url) + path
    return relative_uri(page_address(app, site_of(app).locale, pagename), path) or "#"


def shared_address(app: Sphinx, pagename: str, path: str) -> str:
    """Return how a page names a file that all locales share."""
    folder = "" if has_siblings(app) else f"{site_of(app).locale.lower()}/"
    return address_from(app, pagename, folder + path)


def base_path(base_url: str) -> str:
    """Return the path of the root of the site on its host, with a slash at both ends."""
    return urlsplit(base_url).path.rstrip("/") + "/"
