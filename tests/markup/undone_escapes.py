r"""What the page of clean Markdown says of its escapes, without the units that `strip --unescape` knows more by."""

from __future__ import annotations

import re

from sphinx_bitext.markup.escapes import needless_escapes, without_escapes
from sphinx_bitext.markup.front_matter import parse_front_matter

_ESCAPE_RE = re.compile(r"\\[*`]")


def undo_escapes(markdown: str) -> str:
    """Return `markdown`, below its front matter, without the backslashes that its page does not need."""
    head = parse_front_matter(markdown).body_start
    body = markdown[head:]
    groups = [[match.start()] for match in _ESCAPE_RE.finditer(body)]
    return markdown[:head] + without_escapes(body, needless_escapes(body, groups))
