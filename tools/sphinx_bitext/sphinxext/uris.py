"""Which addresses may stand in a page."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

MAX_DATA_LENGTH = 256 * 1024
"""Characters of the longest image that may stand in the text itself."""
_CONTROL_RE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SCHEME_RE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SAFE_SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_DATA_RE = re.compile(r"data:image/(?:png|gif|jpeg|webp);base64,(?:[A-Za-z0-9+/=]|%2[BFbf]|%3[Dd])+")


class UriKind(Enum):
    """What kind of address something is."""

    EXTERNAL = "external"
    """http, https, mailto or tel."""
    RELATIVE = "relative"
    """Relative to the article."""
    ROOT = "root"
    """Begins with one slash: relative to the host."""
    FRAGMENT = "fragment"
    """A place on the same page."""
    DATA = "data"
    """An image inside the address, of a safe type and size."""
    UNSAFE = "unsafe"
    """Anything else, the empty address too."""


IN_SITE = frozenset((UriKind.RELATIVE, UriKind.ROOT, UriKind.FRAGMENT))
"""What may name a page of ours."""


class Uri(NamedTuple):
    """A classified address."""

    kind: UriKind
    value: str
    """The address to publish: without the control characters that browsers ignore."""


def classify(uri: str) -> Uri:
    """Say what `uri` is. Browsers drop tabs and line ends and trim spaces, so this does it first."""
    value = _CONTROL_RE.sub("", uri).strip()
    if re.match(r"[/\\]{2}", value):
        return Uri(UriKind.EXTERNAL, "https://" + value.lstrip("/\\"))
    if match := _SCHEME_RE.match(value):
        scheme = match[1].lower()
        if scheme in _SAFE_SCHEMES:
            return Uri(UriKind.EXTERNAL, value)
        if scheme == "data" and len(value) <= MAX_DATA_LENGTH and _DATA_RE.fullmatch(value):
            return Uri(UriKind.DATA, value)
        return Uri(UriKind.UNSAFE, value)
    if not value or value.startswith("\\"):
        return Uri(UriKind.UNSAFE, value)
    if value.startswith("#"):
        return Uri(UriKind.FRAGMENT, value)
    return Uri(UriKind.ROOT if value.startswith("/") else UriKind.RELATIVE, value)
