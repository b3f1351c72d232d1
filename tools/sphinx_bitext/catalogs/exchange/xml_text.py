"""What XML can hold: a few characters that articles may have are no characters of XML."""

from __future__ import annotations

import re

ILLEGAL_RE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
REPLACEMENT = "\ufffd"


def legal(text: str) -> str:
    """Return text that XML can hold: each illegal character becomes U+FFFD, so that a reader sees it."""
    return ILLEGAL_RE.sub(REPLACEMENT, text)
