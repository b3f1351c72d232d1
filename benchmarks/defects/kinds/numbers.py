"""Numbers and versions that are changed, dropped or added."""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Kind, Site, in_target, replaced
from ..markdown import is_unspaced, matches_in_prose, word_places

# A number by itself: no part of a name, a version, a date or a longer number.
_NUMBER_RE = re.compile(r"(?<![\w.,:/\-+–])\d+(?![\w/\-+–]|[.,:]\d)", re.ASCII)
_VERSION_RE = re.compile(r"(?<![\w.])v?\d+(?:\.\d+){1,3}(?![\w]|\.\d)", re.ASCII)
_DIGITS_RE = re.compile(r"\d+")


def _numbers(site: Site) -> list[re.Match[str]]:
    """Return the numbers that stand once on either side, so that one cannot be taken for another."""
    ours, theirs = _DIGITS_RE.findall(site.target), _DIGITS_RE.findall(site.source)
    return [
        match
        for match in matches_in_prose(_NUMBER_RE, site.target)
        if ours.count(match.group()) == theirs.count(match.group()) == 1
    ]


def changed(site: Site, chance: Random) -> str | None:
    """Change one digit."""
    found = _numbers(site)
    if not found:
        return None
    match = chance.choice(found)
    at = chance.randrange(match.start(), match.end())
    digits = [digit for digit in "123456789" if digit != site.target[at]]
    text = replaced(site.target, Span(at, at + 1), chance.choice(digits))
    return text if sorted(_DIGITS_RE.findall(text)) != sorted(_DIGITS_RE.findall(site.source)) else None


def dropped(site: Site, chance: Random) -> str | None:
    """Lose a number; not one that is all the sentence says, for then the sentence is empty."""
    found = _numbers(site)
    if not found:
        return None
    match = chance.choice(found)
    end = match.end() + (site.target[match.end() : match.end() + 1] == " ")
    text = replaced(site.target, Span(match.start(), end), "")
    return text if re.search(r"\w", text) else None


def added(site: Site, chance: Random) -> str | None:
    """Put a number of two digits or more before a word; none that the English says in words."""
    places = word_places(site.target)
    number = str(chance.randrange(13, 1000))
    if not places or number in site.source:
        return None
    place = chance.choice(places)
    blank = "" if is_unspaced(site.target) else " "
    return replaced(site.target, Span(place.start, place.start), f"{number}{blank}")


def version(site: Site, chance: Random) -> str | None:
    """Change a part of a version."""
    found = [
        match
        for match in matches_in_prose(_VERSION_RE, site.target)
        if site.source.count(match.group()) == site.target.count(match.group()) == 1
    ]
    if not found:
        return None
    match = chance.choice(found)
    part = chance.choice(list(_DIGITS_RE.finditer(site.target, *match.span())))
    return replaced(site.target, Span(*part.span()), str(int(part.group()) + chance.randint(1, 3)))


_CODES = ("*number*", "*version*", "*digit*", "literal-*")
KINDS = (
    Kind("number-changed", "a digit is another", Severity.WARNING, _CODES, in_target(changed), ("numbers",)),
    Kind("number-dropped", "a number is missing", Severity.WARNING, _CODES, in_target(dropped), ("numbers",)),
    Kind("number-added", "a number that the English has not", Severity.WARNING, _CODES, in_target(added),
         ("numbers",)),
    Kind("version-changed", "a version is another", Severity.WARNING, _CODES, in_target(version), ("numbers",)),
)  # fmt: skip
