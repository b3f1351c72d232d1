"""The locale in the addresses of an English text: a delivery puts its own where the English had `en-us`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

SOURCE_LOCALE = "en-US"

_OUTSIDE_RE = re.compile(r"[\s()<>\[\]\"'|]")
_ROOT_RE = re.compile(r"https?://[^/]+/|(?<=\]\()/|(?<=\]: )/|(?<==[\"'])/", re.IGNORECASE)
_ENGLISH = (SOURCE_LOCALE.lower(), "en")
"""With and without a region; in addresses of English texts almost always in small letters."""


class Edit(NamedTuple):
    """A piece of a text and what takes its place."""

    start: int
    end: int
    text: str


class _Tag(NamedTuple):
    """What looks like a locale in an address."""

    start: int
    end: int
    spelled: str
    place: tuple[str, int]
    """The address with all such things cut out, and which of them it is."""
    first: bool
    """Whether it is a language and a region, and the first part of the path: there deliveries rewrite it."""


_Seen = dict[tuple[str, int], dict[str, set[str]]]
"""Place to tag, as spelled, to the locales whose deliveries have it there."""


def text_language(locale: str) -> str:
    """Return the language of a BCP 47 tag, in small letters: `sv` for `sv-SE`."""
    return locale.partition("-")[0].lower()


def locale_edits(texts: Sequence[tuple[str, str]]) -> list[list[Edit]]:
    """Return what puts the addresses of each text back into English; pairs of (locale of the delivery, English text).

    The own locale of a delivery as the first part of a path is rewritten English. So it is anywhere in an address that
    has the English locale there in another delivery, or the own one of that. But where another delivery has just the
    same, the English itself names that locale.
    """
    pattern = _tag_pattern(frozenset(tag for locale, _ in texts for tag in _own_tags(locale)))
    found = [list(_tags(text, pattern)) for _, text in texts]
    seen: _Seen = {}
    for (locale, _), tags in zip(texts, found, strict=True):
        for tag in tags:
            seen.setdefault(tag.place, {}).setdefault(tag.spelled, set()).add(locale)
    return [list(_edits(locale, tags, seen)) for (locale, _), tags in zip(texts, found, strict=True)]


def _edits(locale: str, tags: Sequence[_Tag], seen: _Seen) -> Iterator[Edit]:
    own = _own_tags(locale)
    for tag in tags:
        mine = tag.spelled.lower()
        if mine not in own or mine in _ENGLISH:
            continue
        others = seen[tag.place]
        foreign = {spelled for spelled, locales in others.items() if _is_foreign(spelled, locales)}
        english = sorted(spelled for spelled in others if spelled.lower() in _ENGLISH)
        varies = any(spelled.lower() != mine for spelled in others if spelled not in foreign)
        if mine in {spelled.lower() for spelled in foreign}:
            continue
        if english or varies or tag.first:
            yield Edit(tag.start, tag.end, english[0] if english else _ENGLISH["-" not in mine])


def _is_foreign(spelled: str, locales: set[str]) -> bool:
    """Say whether a delivery has a locale in an address that is not its own."""
    return any(spelled.lower() not in _own_tags(locale) for locale in locales)


@lru_cache(maxsize=256)
def _own_tags(locale: str) -> tuple[str, str]:
    return (locale.lower(), text_language(locale))


@lru_cache(maxsize=64)
def _tag_pattern(tags: frozenset[str]) -> re.Pattern[str]:
    known = sorted({*tags, *_ENGLISH}, key=lambda tag: (-len(tag), tag))
    return re.compile(rf"(?<=[/=])(?:{'|'.join(map(re.escape, known))})(?=[/?#&)\s\"'<>\]|]|\Z)", re.IGNORECASE)


def _tags(text: str, pattern: re.Pattern[str]) -> Iterator[_Tag]:
    """Yield the locales in the addresses of a text; what has no slash in it is no address."""
    done = 0
    for match in pattern.finditer(text):
        if match.start() < done:
            continue
        start, done = _around(text, match.start(), done)
        if "/" not in text[start:done]:
            continue
        root = _ROOT_RE.match(text, start, done)
        places = [found.span() for found in pattern.finditer(text, start, done)]
        edges = [start, *(offset for place in places for offset in place), done]
        address = "\0".join(text[one:two] for one, two in zip(edges[::2], edges[1::2], strict=True))
        for order, (one, two) in enumerate(places):
            first = root is not None and root.end() == one and "-" in text[one:two]
            yield _Tag(one, two, text[one:two], (address, order), first)


def _around(text: str, offset: int, least: int) -> tuple[int, int]:
    """Return where the address about an offset begins and ends."""
    start = offset
    while start > least and not _OUTSIDE_RE.match(text[start - 1]):
        start -= 1
    end = _OUTSIDE_RE.search(text, offset)
    return start, end.start() if end else len(text)
