"""`[!VIDEO https://host/path]`, mostly in a quote of its own."""

from __future__ import annotations

import re

from ._base import Construct, Kind

_VIDEO_RE = re.compile(r"\[!video\s+([^\]\s]+)\s*\]", re.IGNORECASE)


def read(line: str) -> Construct | None:
    """Return the video of a line."""
    match = _VIDEO_RE.fullmatch(line)
    return Construct(Kind.VIDEO, target=match[1]) if match else None
