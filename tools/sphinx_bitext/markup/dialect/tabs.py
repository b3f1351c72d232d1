"""`# [Title](#tab/id)`: a heading that opens a tab. A rule (`---`) ends the group.

`#tab/id/condition` opens a tab that belongs to the tab `condition` of another group.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..marks import CLOSE, MARK_RE

_MARKS = f"(?:{MARK_RE.pattern.replace('(', '(?:')})*"
_TAB_RE = re.compile(rf"({_MARKS})\[(.*)\]\(#tab/([^()/\s{CLOSE}]+)(?:/([^()\s{CLOSE}]+))?\)({_MARKS})\s*", re.S)


class TabHeading(NamedTuple):
    """A heading that opens a tab."""

    label: str
    """Inline Markdown, with the marks of the heading."""
    id: str
    condition: str
    """Id of the tab of another group it belongs to; empty for none."""


def read_heading(content: str) -> TabHeading | None:
    """Return the tab that the content of a heading, with or without marks, opens; None for a heading."""
    if "](#tab/" not in content:
        return None
    match = _TAB_RE.fullmatch(content)
    return TabHeading(match[1] + match[2] + match[5], match[3].lower(), (match[4] or "").lower()) if match else None
