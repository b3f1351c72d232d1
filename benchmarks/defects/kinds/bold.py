"""Bold that is lost, added, dead, moved or glued to its neighbour."""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Kind, Site, in_target, replaced
from ..markdown import BOLD_RE, is_unspaced, rendered, word_places

_GLUE_RE = re.compile(r"\*\*[ \t]+(?=[^\W\d_])")


def _pick(site: Site, chance: Random) -> re.Match[str] | None:
    """Return a bold text of the translation; the English has bold too."""
    found = list(BOLD_RE.finditer(site.target))
    counts = rendered(site.target)
    good = found and counts["strong"] == len(found) == rendered(site.source)["strong"] and not counts["**"]
    return chance.choice(found) if good else None


def _bold_words(site: Site, text: str) -> list[Span]:
    """Return words of plain text with a space, an edge or another script's letter on both sides."""
    bold = [match.span() for match in BOLD_RE.finditer(text)]
    return [
        place
        for place in word_places(text)
        if place.end - place.start > 1
        and not any(start <= place.start < end for start, end in bold)
        and (is_unspaced(site.target) or f" {text} "[place.start] + f" {text} "[place.end + 1] == "  ")
        and "[" not in text
    ]


def lost(site: Site, chance: Random) -> str | None:
    """Take the marks away."""
    match = _pick(site, chance)
    return None if match is None else replaced(site.target, Span(*match.span()), match["text"])


def dead(site: Site, chance: Random) -> str | None:
    """Put a space inside of the marks, so that readers see asterisks."""
    match = _pick(site, chance)
    if match is None:
        return None
    inside = chance.choice((f" {match['text']}", f"{match['text']} ", f" {match['text']} "))
    text = replaced(site.target, Span(*match.span()), f"**{inside}**")
    return text if rendered(text)["**"] and rendered(text)["strong"] < rendered(site.target)["strong"] else None


def _wrapped(text: str, place: Span) -> str:
    return replaced(text, place, f"**{text[place.start : place.end]}**")


def added(site: Site, chance: Random) -> str | None:
    """Make a word bold that is not bold in English."""
    places = _bold_words(site, site.target)
    if not places or ("**" in site.source.replace("****", "") and not rendered(site.source)["strong"]):
        return None
    text = _wrapped(site.target, chance.choice(places))
    now, before = rendered(text), rendered(site.target)
    return text if now["strong"] == before["strong"] + 1 and now["**"] == before["**"] else None


def moved(site: Site, chance: Random) -> str | None:
    """Make another word bold instead; only where the bold text is the same in English, for else nobody can know."""
    match = _pick(site, chance)
    if match is None or f"**{match['text']}**" not in site.source or match["text"] in site.target[: match.start()]:
        return None
    plain = replaced(site.target, Span(*match.span()), match["text"])
    words = [(one, plain[one.start : one.end]) for one in _bold_words(site, plain)]
    # A longer run with the old words in it, `**X'i**` for `**X**`'i, is the same words in bold.
    places = [one for one, word in words if word not in match["text"] and match["text"] not in word]
    if not places:
        return None
    text = _wrapped(plain, chance.choice(places))
    return text if rendered(text) == rendered(site.target) else None


def glued(site: Site, chance: Random) -> str | None:
    """Lose the space between bold text and the next word."""
    if is_unspaced(site.target) or _pick(site, chance) is None:
        return None
    closing = {match.end() - 2 for match in BOLD_RE.finditer(site.target)}
    found = [match for match in _GLUE_RE.finditer(site.target) if match.start() in closing]
    if not found:
        return None
    match = chance.choice(found)
    return replaced(site.target, Span(*match.span()), "**")


_CODES = ("*emphasis*", "*bold*", "*strong*", "*markup*")
KINDS = (
    Kind("bold-lost", "bold text is bold no more", Severity.WARNING, _CODES, in_target(lost), ("puncspacing",)),
    Kind("bold-dead", "a space inside of the marks: asterisks are shown", Severity.ERROR, _CODES, in_target(dead),
         ("puncspacing", "endpunc", "startpunc")),
    Kind("bold-added", "a word is bold that is not so in English", Severity.WARNING, _CODES, in_target(added),
         ("puncspacing", "endpunc", "startpunc")),
    Kind("bold-moved", "other words are bold than in English", Severity.WARNING, _CODES, in_target(moved),
         ("puncspacing", "endpunc", "startpunc")),
    Kind("bold-glued", "no space behind bold text", Severity.WARNING, (*_CODES, "*glue*", "*spac*"),
         in_target(glued), ("puncspacing", "endpunc", "startpunc")),
)  # fmt: skip
