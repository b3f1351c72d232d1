"""Translations that change the blocks of the article."""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Severity, Span

from ..base import Edit, Injection, Kind, Site, in_target
from ..markdown import block_kinds, is_unspaced, rendered, word_places

_LINE_RE = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+] |\d{1,3}[.)] |#{1,6} |> )?(?P<anchor><a name=[^>]*></a>)?")
_MARKERS = ("4. ", "1) ", "# ", "> ", "- ", "+ ")
_MARKER_RE = re.compile(r"[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])(?:[ \t]|$)")


def _line(site: Site) -> re.Match[str] | None:
    """Return what stands before the sentence on its line, None when that is more than the mark of a block."""
    text, start = site.article.text, site.unit.place.start
    return _LINE_RE.fullmatch(text, text.rfind("\n", 0, start) + 1, start)


def marker(site: Site, chance: Random) -> str | None:
    """Begin a translation like a list, a heading or a quotation."""
    line = _line(site)
    if line is None or (line["mark"] or "").startswith("#") or _MARKER_RE.match(site.source):
        return None
    before = _blocks(site, site.target)
    markers = [one for one in _MARKERS if _blocks(site, one + site.target) != before]
    return chance.choice(markers) + site.target if markers else None


def _blocks(site: Site, target: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the blocks around the sentence: of the lines from one blank line to the next."""
    text, place = site.article.text, site.unit.place
    start = text.rfind("\n\n", 0, place.start) + 2
    end = text.find("\n\n", place.end)
    whole = text[start : place.start] + target + text[place.end : len(text) if end < 0 else end]
    return block_kinds(strip_alignment(whole))


def split(site: Site, chance: Random) -> str | None:
    """Cut a sentence in two paragraphs, between two words."""
    line = _line(site)
    places = [place for place in word_places(site.target)[2:-1] if site.target[place.start - 1 : place.start] == " "]
    if is_unspaced(site.target):
        places = word_places(site.target)[1:]
    if line is None or not places:
        return None
    at = chance.choice(places).start
    one, two = site.target[:at].rstrip(), site.target[at:]
    if rendered(one) + rendered(two) != rendered(site.target):
        return None  # it would cut a link or bold text in two as well
    text = f"{one}\n\n{two}"
    return text if len(_blocks(site, text)) == len(_blocks(site, site.target)) + 1 else None


def unmarked(site: Site, chance: Random) -> Injection | None:
    """Lose the mark of the list, the heading or the quotation that a sentence begins."""
    del chance
    line = _line(site)
    if line is None or not line["mark"] or not site.is_witnessed:
        return None
    place = Span(line.start("mark"), line.end("mark"))
    near = site.article.units[max(0, site.index - 1) : site.index + 2]
    return Injection((Edit(place, ""),), frozenset(unit.id.unit for unit in near))


_CODES = ("*structure*", "*block*", "*heading*", "*list*", "missing-*", "extra-*")
KINDS = (
    Kind("block-marker", "the translation begins like a list, heading or quotation", Severity.ERROR,
         ("*marker*", "*block*", "*structure*"), in_target(marker), ("startpunc", "numbers")),
    Kind("block-split", "a paragraph has become two", Severity.ERROR, (*_CODES, "*newline*"), in_target(split),
         ("newlines", "escapes")),
    Kind("block-unmarked", "a list item, heading or quotation has lost its mark", Severity.ERROR, _CODES, unmarked,
         ("untranslated", "startpunc"), structural=True),
)  # fmt: skip
