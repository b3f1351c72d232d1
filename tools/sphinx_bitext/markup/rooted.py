"""Addresses that begin at the root of the host: what they name of this site."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from ..locales import is_known_locale


def path_on_site(url: str, base_url: str) -> str | None:
    """Return the path that an address names below the root of the site, without locale, query and edge slashes.

    None for the addresses of other hosts and for those that do not begin at the root.
    """
    base = base_url.rstrip("/") + "/"
    if base != "/" and url.startswith(base):
        path = url[len(base) :]
    elif url.startswith("/") and not url.startswith("//"):
        path = url.removeprefix(urlsplit(base).path).lstrip("/")
    else:
        return None
    path = unquote(re.split(r"[?#]", path, maxsplit=1)[0]).strip("/")
    return without_locale(f"/{path}").lstrip("/")


def without_locale(path: str) -> str:
    """Return an address that begins with a slash without the locale that follows it."""
    first = re.split(r"[/?#]", path[1:], maxsplit=1)[0]
    return path[len(first) + 1 :] or "/" if "-" in first and is_known_locale(first) else path
