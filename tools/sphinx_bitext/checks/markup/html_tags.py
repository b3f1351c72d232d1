"""The check `html-tags`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, counted
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in
from ._spans import Piece, surplus

# What pages show as elements; any other name between angle brackets is a placeholder that a writer left.
_TAG_RE = re.compile(
    r"<(/?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|"
    r"pre|q|s|samp|small|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|wbr))(?=[\s/>])",
    re.IGNORECASE,
)


class HtmlTags(Check):
    """An HTML tag of the English is lost in the translation, or one was added.

    Why it matters: a tag without its partner changes all that follows; a line break that is lost runs two steps into
    one.

    Bad:

        Press <kbd>Ctrl</kbd> now.   ->   Tryck på <kbd>Ctrl nu.

    Good:

        Press <kbd>Ctrl</kbd> now.   ->   Tryck på <kbd>Ctrl</kbd> nu.

    How to fix: copy the tags from the English. Their order is free.
    """

    code: ClassVar[str] = "html-tags"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a passage."""
        for passage in passages(bitext):
            if "<" not in passage.source and "<" not in passage.target:
                continue
            lost, added = surplus(_tags(passage.source), _tags(passage.target))
            if not lost and not added:
                continue
            shown = [f"{counted(len(each), 'tag')} {word}" for each, word in ((lost, "lost"), (added, "added")) if each]
            names = " ".join(f"<{piece.key}>" for piece in (*lost, *added))
            places = [piece.place for piece in lost], [piece.place for piece in added]
            yield hit_in(passage, f"{', '.join(shown)}: {names}", *places, self.severity, self.certainty)


def _tags(markdown: str) -> list[Piece]:
    """Return the tags of a text; images and links have checks of their own."""
    found = []
    for node in inline(markdown).of("html"):
        match = _TAG_RE.match(node.content)
        if match and match[1].lower() != "img":
            found.append(Piece(match[1].lower(), node.place))
    return found
