"""The check `html-parity`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ...markup.html_tags import HTML_TAGS, parse_tag
from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, counted
from .._pairing import passages
from .._tokens import inline
from ._hits import hit_in
from ._spans import Piece, surplus_in


class HtmlParity(Check):
    """An HTML tag of the English is lost in the translation, or one was added.

    Why it matters: a tag without its partner changes all that follows; a line break that is lost runs two steps into
    one.

    Bad:

        Press <kbd>Ctrl</kbd> now.   ->   Tryck på <kbd>Ctrl nu.

    Good:

        Press <kbd>Ctrl</kbd> now.   ->   Tryck på <kbd>Ctrl</kbd> nu.

    How to fix: copy the tags from the English. Their order is free.
    """

    code: ClassVar[str] = "html-parity"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit a passage."""
        for passage in passages(bitext):
            if "<" not in passage.source and "<" not in passage.target:
                continue
            lost, added = surplus_in(passage, _tags)
            if not lost and not added:
                continue
            shown = [f"{counted(len(each), 'tag')} {word}" for each, word in ((lost, "lost"), (added, "added")) if each]
            names = " ".join(f"<{piece.key}>" for piece in (*lost, *added))
            places = [piece.place for piece in lost], [piece.place for piece in added]
            yield hit_in(passage, f"{', '.join(shown)}: {names}", *places, self.severity, self.certainty)


def _tags(markdown: str) -> list[Piece]:
    """Return the tags of a text. Images have checks of their own, and any other name is a placeholder."""
    found = []
    for node in inline(markdown).of("html"):
        tag = parse_tag(node.content)
        if tag and tag.name in HTML_TAGS and tag.name != "img":
            found.append(Piece("/" * tag.closing + tag.name, node.place))
    return found
