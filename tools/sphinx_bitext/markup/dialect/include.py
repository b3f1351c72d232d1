"""`[!INCLUDE [title](path)]`: another article in this place, as a block or between words."""

from __future__ import annotations

import re

from ._base import Construct, Kind

_INCLUDE_RE = re.compile(
    r"\[!include(?:-markdown)?\s*\[([^\]]*)\]\(\s*<?([^()<>\"]*?)>?(?:\s+\"[^\"]*\")?\s*\)\s*\]", re.I
)


def read(line: str) -> Construct | None:
    """Return the include of a line."""
    match = _INCLUDE_RE.fullmatch(line)
    return Construct(Kind.INCLUDE, text=match[1].strip(), target=match[2].strip()) if match else None
