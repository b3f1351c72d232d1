"""Addresses of links: where a browser goes for them, and which hosts are one place."""

from __future__ import annotations

import re
import urllib.parse
from typing import NamedTuple

_AUTHORITY_RE = re.compile(r"(?:(?:https?|ftp):/+|//+)([^/?#]+)", re.IGNORECASE)
_RAW_RE = re.compile(r"(?:[/\\]{2}|mailto:|%2f%2f|&#)[^/\\?#)\s>\"']*", re.IGNORECASE)
_RAW_SIGNS = ("//", "\\", ":", "%", "&#")
"""One of them stands in all that `_RAW_RE` matches."""
_PORT_RE = re.compile(r":[0-9]*\Z")


class Address(NamedTuple):
    """Where an address leads."""

    host: str
    """Lower case, `xn--` labels decoded."""
    user: str
    """What stands before an `@`."""


def parse_address(url: str) -> Address | None:
    """Return where an address leads, as a browser reads it: with `/` for a backslash. None where it names no host."""
    text = urllib.parse.unquote(url).strip().replace("\\", "/")
    if text.lower().startswith("mailto:"):
        _, at, host = text.partition("?")[0].rpartition("@")
        return Address(_decoded(host), "") if at else None
    match = _AUTHORITY_RE.match(text)
    if not match:
        return None
    user, _, host = match[1].rpartition("@")
    return Address(_decoded(_PORT_RE.sub("", host)), user)


def _decoded(host: str) -> str:
    labels = host.lower().strip(".").split(".")
    return ".".join(_label(label) for label in labels)


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def neutral_host(host: str, locale: str) -> str:
    """Return a host with the language that it may begin with taken as one."""
    first, _, rest = host.removeprefix("www.").partition(".")
    tags = {"en", "en-us", locale.lower(), locale.lower().partition("-")[0]}
    return f"*.{rest}" if first in tags and "." in rest else f"{first}.{rest}"


def domain_of(host: str) -> str:
    """Return what one owner has of a host: two labels, or three where the second is short as in `co.uk`."""
    labels = host.split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) < 4 else labels[-2:])


def raw_hosts(markdown: str) -> frozenset[str]:
    """Return what may name a host in a raw text, as it is written: enough to see that a translation has no new one."""
    if not any(sign in markdown for sign in _RAW_SIGNS):
        return frozenset()
    return frozenset(_RAW_RE.findall(markdown))
