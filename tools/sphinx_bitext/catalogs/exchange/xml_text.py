"""Writing XML piece by piece; a few characters that articles may have are no characters of XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

ILLEGAL_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
# A reader of XML takes a bare carriage return for a newline.
_ENTITIES = {"\r": "&#13;"}

Attributes = Mapping[str, str | None]
"""Names to values; None leaves an attribute out."""


def legal(text: str) -> str:
    """Return text that XML can hold: each illegal character becomes U+FFFD, so that a reader sees it."""
    return ILLEGAL_RE.sub(_REPLACEMENT, text)


def escaped(text: str) -> str:
    """Return text as the content of an element."""
    return escape(legal(text), _ENTITIES)


def start_tag(name: str, attributes: Attributes) -> str:
    """Return a tag that opens an element."""
    return f"<{name}{_attributes(attributes)}>"


def element(name: str, attributes: Attributes, content: str = "") -> str:
    """Return an element whose content is XML already."""
    if not content:
        return f"<{name}{_attributes(attributes)}/>"
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def _attributes(attributes: Attributes) -> str:
    return "".join(f" {name}={quoteattr(legal(value))}" for name, value in attributes.items() if value is not None)
