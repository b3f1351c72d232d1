"""Links that are lost, added, dead or lead elsewhere.

Only links that stand inside of a unit: what is outside of it belongs to both sides, and no locale damages it alone.
"""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Kind, Site, in_target, replaced
from ..markdown import LINK_RE, rendered, word_places

_HOST_RE = re.compile(r"(?<=://)[^/?#]+")
_PATH_RE = re.compile(r"[a-z]{4,}")


def _pick(site: Site, chance: Random, pattern: re.Pattern[str] | None = None) -> re.Match[str] | None:
    """Return a link of the translation whose address the English has too, the pattern in it."""
    found = [
        match
        for match in LINK_RE.finditer(site.target)
        if f"({match['url']}" in site.source and (pattern is None or pattern.search(match["url"]))
    ]
    good = found and rendered(site.target)["link"] == rendered(site.source)["link"]
    return chance.choice(found) if good else None


def _with_url(site: Site, match: re.Match[str], url: str) -> str:
    return replaced(site.target, Span(*match.span("url")), url)


def lost(site: Site, chance: Random) -> str | None:
    """Leave the text of a link alone."""
    match = _pick(site, chance)
    return None if match is None else replaced(site.target, Span(*match.span()), match["text"])


def dead(site: Site, chance: Random) -> str | None:
    """Put a space before the address."""
    match = _pick(site, chance)
    if match is None:
        return None
    at = match.end("text") + 1
    text = replaced(site.target, Span(at, at), " ")
    return text if rendered(text)["link"] < rendered(site.target)["link"] else None


def emptied(site: Site, chance: Random) -> str | None:
    """Leave the address of a link alone."""
    match = _pick(site, chance)
    return None if match is None else replaced(site.target, Span(*match.span("text")), "")


def destination(site: Site, chance: Random) -> str | None:
    """Change a word of the path."""
    match = _pick(site, chance, _PATH_RE)
    if match is None:
        return None
    url = match["url"]
    path = url.find("/", url.find("://") + 3) if "://" in url else 0
    words = [one for one in _PATH_RE.finditer(url.partition("#")[0]) if one.start() >= max(path, 0)]
    if not words:
        return None
    word = chance.choice(words)
    at = chance.randrange(word.start(), word.end())
    letter = chance.choice([one for one in "abcdefghiklmnopqrstuvwxyz" if one != url[at]])
    return _with_url(site, match, url[:at] + letter + url[at + 1 :])


def anchor(site: Site, chance: Random) -> str | None:
    """Change the part of an address behind `#`, or lose it."""
    match = _pick(site, chance, re.compile(r"#\w"))
    if match is None:
        return None
    page, _, name = match["url"].partition("#")
    changed = chance.choice((page, f"{page}#{name}-2", f"{page}#{name[1:]}"))
    return _with_url(site, match, changed) if changed.strip("#") else None


def host(site: Site, chance: Random) -> str | None:
    """Lead to a host that nobody has named before."""
    match = _pick(site, chance, _HOST_RE)
    if match is None:
        return None
    return _with_url(site, match, _HOST_RE.sub(f"www.host-{chance.randrange(10**6):06}.example", match["url"]))


def added(site: Site, chance: Random) -> str | None:
    """Make a link of a word that is none in English."""
    places = word_places(site.target)
    if not places or "[" in site.target:
        return None
    place = chance.choice(places)
    word = site.target[place.start : place.end]
    text = replaced(
        site.target, place, f"[{word}](https://www.host-{chance.randrange(10**6):06}.example/{place.start})"
    )
    return text if rendered(text)["link"] == rendered(site.target)["link"] + 1 else None


_CODES = ("*link*", "*destination*", "*host*", "*url*", "*address*", "*xref*")
KINDS = (
    Kind("link-lost", "a link is text", Severity.ERROR, _CODES, in_target(lost), ("urls", "brackets", "filepaths")),
    Kind("link-dead", "a space between the text of a link and its address", Severity.ERROR, _CODES, in_target(dead),
         ("puncspacing",)),
    Kind("link-emptied", "a link without text", Severity.ERROR, _CODES, in_target(emptied), ("short",)),
    Kind("link-destination", "a link leads elsewhere", Severity.ERROR, _CODES, in_target(destination),
         ("urls", "filepaths")),
    Kind("link-anchor", "a link leads to another place of the page", Severity.ERROR, (*_CODES, "*anchor*"),
         in_target(anchor), ("urls", "filepaths")),
    Kind("link-host", "a link leads to another host", Severity.ERROR, _CODES, in_target(host), ("urls",)),
    Kind("link-added", "a link that the English has not", Severity.WARNING, _CODES, in_target(added),
         ("urls", "brackets")),
)  # fmt: skip
