"""Translations that are none, or of another text."""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Edit, Injection, Kind, Site, in_target, replaced
from ..markdown import is_unspaced, word_places

_LOWER_RE = re.compile(r"[a-z]{2,}")
_LONG = 60
_WORDS = 5
_CODE_RE = re.compile(r"[`{}\\|<>=]")


def _prose_words(text: str) -> int:
    """Count the words that make a sentence and not a name or command."""
    words = [text[place.start : place.end] for place in word_places(text)]
    return sum(bool(_LOWER_RE.fullmatch(word)) for word in words)


def empty(site: Site, chance: Random) -> str | None:
    """Leave nothing of a sentence."""
    del chance
    return "" if word_places(site.source) else None


def untranslated(site: Site, chance: Random) -> str | None:
    """Leave a sentence in English: five words at least, so that it is no name, and no command."""
    del chance
    if _prose_words(site.source) < _WORDS or _CODE_RE.search(site.source):
        return None
    return site.source


def altered(site: Site, chance: Random) -> Injection | None:
    """Change a word of the English that stands beside a translation."""
    places = [place for place in word_places(site.source) if place.end - place.start > 3]
    if not places or site.donor is None or not site.is_witnessed:
        return None
    place = chance.choice(places)
    old = site.source[place.start : place.end]
    words = {site.donor.source[one.start : one.end] for one in word_places(site.donor.source)}
    fitting = sorted(word for word in words if len(word) > 3 and word.casefold() != old.casefold())
    if not fitting:
        return None
    text = replaced(site.source, place, chance.choice(fitting))
    return Injection((Edit(site.unit.source_place, text),), frozenset({site.unit.id.unit}))


def looped(site: Site, chance: Random) -> str | None:
    """Say the end of a sentence over and over, as an engine does that got stuck."""
    if is_unspaced(site.target):
        runs = [place for place in word_places(site.target) if place.end - place.start >= 4]
        if not runs:
            return None
        place = chance.choice(runs)
        phrase = site.target[place.start : place.start + chance.randint(4, 8)]
        return replaced(site.target, Span(place.end, place.end), phrase * chance.randint(4, 8))
    places = word_places(site.target)
    if len(places) < 4:
        return None
    first = chance.randrange(max(1, len(places) - 4))
    last = min(len(places) - 1, first + chance.randint(1, 3))
    phrase = site.target[places[first].start : places[last].end]
    if "*" in phrase or "[" in phrase or "(" in phrase or "`" in phrase or "<" in phrase:
        return None
    end = places[last].end
    return replaced(site.target, Span(end, end), f" {phrase}" * chance.randint(4, 8))


def truncated(site: Site, chance: Random) -> str | None:
    """Keep the first words of a long sentence alone."""
    if len(site.source) < _LONG or _prose_words(site.source) < 8 or re.search(r"[\[\]*`<>(){}]", site.target):
        return None
    keep = round(len(site.target) * chance.uniform(0.1, 0.2))
    places = [place for place in word_places(site.target) if place.end <= max(keep, 4)]
    end = keep if is_unspaced(site.target) else (places[-1].end if places else 0)
    return site.target[:end] if end else None


def wrong_language(site: Site, chance: Random) -> str | None:
    """Put the translation of another locale there, where it is long enough to be told apart."""
    found = []
    for bitext in site.others:
        twin = site.twin(bitext)
        if twin is None or bitext.locale.partition("-")[0].lower() == site.language or _CODE_RE.search(twin.target):
            continue
        known = {*_words(site.source), *_words(site.target)}
        new = [word for word in _words(twin.target) if word not in known]
        if len(new) > _WORDS or (is_unspaced(twin.target) and sum(map(len, new)) > _WORDS * 3):
            found.append(twin.target)
    return chance.choice(found) if found else None


def _words(text: str) -> list[str]:
    return [text[place.start : place.end].casefold() for place in word_places(text)]


KINDS = (
    Kind("empty", "the translation is empty", Severity.ERROR, ("empty-*", "missing-*", "link-empty"), in_target(empty),
         ("untranslated", "blank", "short"), clean_codes=("*length*", "*short*")),
    Kind("untranslated", "the translation is the English", Severity.WARNING,
         ("untranslated*", "*language*"), in_target(untranslated), ("unchanged",)),
    Kind("english-altered", "the English differs from that of the other locales", Severity.WARNING,
         ("english-*", "*mismatch*"), altered, (), clean=False, structural=True),
    Kind("looped", "a phrase is said over and over", Severity.WARNING,
         ("*repeat*", "*loop*", "*length*", "*long*"), in_target(looped), ("long", "doublewords")),
    Kind("truncated", "the end of a sentence is lost", Severity.WARNING,
         ("*length*", "*short*", "*truncat*"), in_target(truncated), ("short",),
         clean_codes=("empty-*", "missing-*")),
    Kind("wrong-language", "the translation is that of another locale", Severity.WARNING,
         ("*language*", "*script*"), in_target(wrong_language), ()),
)  # fmt: skip
