"""What an article says to search engines."""

from __future__ import annotations

import re


def forbids_index(robots: str | None) -> bool:
    """Say whether the value of `robots` keeps a page out of search engines."""
    return not {"noindex", "none"}.isdisjoint(re.split(r"[\s,]+", (robots or "").lower()))
