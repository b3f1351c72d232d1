"""`<xref:uid>` and `[text](xref:uid)`: links to things by name, found in a map of such names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urljoin

SCHEME = "xref:"
_DISPLAY = {"fullname": "fullName", "namewithtype": "nameWithType", "name": "name"}


class Uid(NamedTuple):
    """What an address says."""

    uid: str
    display: str
    """`name`, `nameWithType` or `fullName`."""
    text: str
    """Text of the link, where the address gives one."""
    fragment: str


class Target(NamedTuple):
    """Where a name leads."""

    href: str
    """An address, or the docname of an article when `is_article`."""
    names: Mapping[str, str]
    """Display -> text."""
    is_article: bool = False

    def name(self, display: str) -> str:
        """Return the text for a display, or the nearest there is."""
        return self.names.get(display) or self.names.get("name") or ""


def read_address(href: str) -> Uid | None:
    """Return what `xref:uid?displayProperty=fullName#part` says; None for other addresses and for no uid."""
    if href[:5].lower() != SCHEME:
        return None
    rest, _, fragment = href[5:].partition("#")
    uid, _, query = rest.partition("?")
    values = parse_qs(query)
    display = _DISPLAY.get(values.get("displayProperty", ["name"])[0].lower(), "name")
    text = (values.get("text") or values.get("alt") or [""])[0]
    uid = unquote(uid).strip()
    return Uid(uid, display, text, fragment) if uid else None


def read_map(table: object) -> dict[str, Target]:
    """Return the names of an xrefmap as JSON or YAML reads it; rows that are none are left out."""
    if not isinstance(table, Mapping):
        return {}
    base = table.get("baseUrl")
    rows = table.get("references")
    return dict(_targets(rows if isinstance(rows, list) else (), base if isinstance(base, str) else ""))


def _targets(rows: Iterable[object], base: str) -> Iterable[tuple[str, Target]]:
    for row in rows:
        if not isinstance(row, Mapping):
            continue
        uid, href = row.get("uid"), row.get("href")
        if isinstance(uid, str) and isinstance(href, str) and uid and href:
            names = {key: row[key] for key in _DISPLAY.values() if isinstance(row.get(key), str)}
            try:
                address = urljoin(base, href) if base else href
            except ValueError:  # no address
                continue
            yield uid, Target(address, names)


def plain_name(uid: str) -> str:
    """Return a uid as it is shown where nothing is known of it: `A.B.C*` without the star."""
    return re.sub(r"\*$", "", uid)
