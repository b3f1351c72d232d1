"""`> [!div class="name"]`: the rest of the quote is a box of this class."""

from __future__ import annotations

import re

from ._base import Construct, Kind, Role

_DIV_RE = re.compile(r"\[!div(?:\s+class\s*=\s*[\"']([^\"'\]]*)[\"'])?\s*\]", re.IGNORECASE)
CLASSES = frozenset(("checklist", "nextstepaction", "op_single_selector", "op_multi_selector", "mx-imgborder"))
"""Classes that the theme knows, in lower case."""


def read(line: str) -> Construct | None:
    """Return the box that a line opens."""
    match = _DIV_RE.fullmatch(line)
    return Construct(Kind.DIV, Role.OPEN, options={"class": (match[1] or "").lower()}) if match else None
