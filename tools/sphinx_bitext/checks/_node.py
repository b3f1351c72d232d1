"""A piece of inline Markdown with its place."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Span


class Node(NamedTuple):
    """One piece of inline markup. Offsets are those of the Markdown it was parsed from."""

    kind: str
    """`strong`, `em`, `link`, `autolink`, `image`, `code`, `html`; `literal`: a `*` or `_` that the reader sees;
    `special`: an escape or entity; `break`: a line end; `text`: any other text shown."""
    place: Span
    """With the marks."""
    inside: Span
    """Without the marks, of strong, em and links; else as `place`."""
    content: str
    """Of code and text what is shown, of images the raw alternative text, of HTML the tag; else the raw inside."""
    url: str = ""
    """Destination of a link or image."""
