"""What a delivery has otherwise than its proven English, where too few locales carry it to vote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from rapidfuzz import fuzz

from ...alignment.numbering import unnumbered
from ...markup.article import build_side
from ...model import Article, Bitext, English, Unit
from .._memo import Same
from .._tokens import letters, prose

_FEW = 3
"""Locales from which a majority tells what the English is."""
_KEPT = 16
_NOT_WORD_RE = re.compile(r"[\W_]+")
# What is left of a link whose text is a unit of its own.
_LINK_TAIL_RE = re.compile(r"\]\([^()]*\)")


class _Text(NamedTuple):
    """A sentence of the English without a number."""

    text: str
    follows_image: bool
    """Whether an image stands between it and the unit before: its description has a number and no unit."""


class Difference(NamedTuple):
    """A sentence of the proven English beside the unit in its place; one of the two may be missing."""

    expected: str
    """The English sentence; empty where the English has none there."""
    unit: Unit | None
    """None where the delivery has none there."""
    before: Unit | None
    """The last unit of the delivery before it that the English has as well."""
    number: str | None
    """Number of the unit; of a missing one as it follows from its neighbours, None where it does not."""


def is_judge(bitext: Bitext) -> bool:
    """Say whether the proven English tells of a delivery what no majority can: it is proven, and few carry it."""
    english = bitext.english
    return (
        english is not None
        and english.proof == "proven"
        and english.voters < _FEW
        and not bitext.stale
        and bitext.target.has_spans
    )


def differences(bitext: Bitext) -> tuple[Difference, ...]:
    """Return what differs, in the order of the English; nothing where other locales are asked."""
    return _differences(Same(bitext)) if is_judge(bitext) else ()


@lru_cache(maxsize=_KEPT)
def _differences(same: Same[Bitext]) -> tuple[Difference, ...]:
    bitext = same.value
    assert bitext.english is not None
    lacking = _lacking(bitext.target, bitext.english)
    surplus = _surplus(bitext.target, bitext.english)
    if not lacking and not surplus:
        return ()
    return tuple(_compared(bitext.target, bitext.english, lacking, surplus))


def _bare(markdown: str) -> str:
    return _NOT_WORD_RE.sub("", markdown).casefold()


def _lacking(article: Article, english: English) -> Mapping[str | None, list[_Text]]:
    """Return the sentences of the English that the delivery has nowhere, by the number of the unit before them."""
    found: dict[str | None, list[_Text]] = {}
    free = list(unnumbered(english.side))
    if not any(_is_prose(text) for _, text in free):
        return found
    placed = {unit.unit for unit in english.side.units}
    others = [unit for unit in article.units if unit.id.unit not in placed]
    paragraphs = [_bare(unit.source) for unit in others if unit.id.is_paragraph]
    carried = {_bare(unit.source) for unit in others}
    carried |= {_bare(text) for _, text in unnumbered(build_side(article, "source"))}
    images: set[str | None] = set()
    for number, sentence in free:
        text = _bare(sentence)
        if "![" in sentence:
            images.add(number)
        elif _is_prose(sentence) and text not in carried and not any(text in paragraph for paragraph in paragraphs):
            found.setdefault(number, []).append(_Text(sentence, number in images))
    return found


def _surplus(article: Article, english: English) -> Mapping[str | None, list[Unit]]:
    """Return the units whose English stands nowhere in the proven one, by the number of the unit before them."""
    placed = {unit.unit for unit in english.side.units}
    free: dict[str | None, str] | None = None
    found: dict[str | None, list[Unit]] = {}
    before: str | None = None
    for unit in article.units:
        if unit.place.start < article.body_start:
            continue
        if unit.id.unit in placed:
            before = unit.id.unit
            continue
        if free is None:
            free = {}
            for number, sentence in unnumbered(english.side):
                free[number] = free.get(number, "") + (_bare(sentence) if _is_prose(sentence) else "")
        text = _bare(unit.source)
        known = text in _bare(english.side.text) if unit.id.is_paragraph else any(text in one for one in free.values())
        if letters(unit.source) and not known:
            found.setdefault(before, []).append(unit)
    return found


def _is_prose(markdown: str) -> bool:
    """Say whether a text is more than code, addresses, images and what is left of links."""
    return any(map(str.isalpha, _LINK_TAIL_RE.sub(" ", prose(markdown))))


def _compared(
    article: Article,
    english: English,
    lacking: Mapping[str | None, Sequence[_Text]],
    surplus: Mapping[str | None, Sequence[Unit]],
) -> Iterator[Difference]:
    units = {unit.id.unit: unit for unit in article.units}
    order = [None, *(placed.unit for placed in english.side.units)]
    for number, following in zip_longest(order, order[1:]):
        texts, extra = lacking.get(number, ()), surplus.get(number, ())
        before = units.get(number) if number is not None else None
        for text, unit in _matched([one.text for one in texts], extra):
            yield Difference(text, unit, before, unit.id.unit if unit else None)
        if not extra:
            numbers = _numbers_between(number, following, texts)
            for one, guess in zip(texts, numbers, strict=True):
                yield Difference(one.text, None, before, guess)


def _matched(texts: Sequence[str], units: Sequence[Unit]) -> Iterator[tuple[str, Unit | None]]:
    """Yield pairs of what stands in one place: in order, each unit with all of a text that it is cut from."""
    left = list(texts)
    for position, unit in enumerate(units):
        taken = _how_many(left, unit.source, len(units) - position - 1)
        yield " ".join(left[:taken]), unit
        del left[:taken]
    if units:
        yield from ((text, None) for text in left)


def _how_many(texts: Sequence[str], sentence: str, others: int) -> int:
    """Return how many of the first texts are most like a sentence, some left for each of the other units."""
    if not texts:
        return 0
    most = max(1, len(texts) - others)
    return max(range(1, most + 1), key=lambda count: fuzz.ratio(" ".join(texts[:count]), sentence))


def _numbers_between(before: str | None, after: str | None, texts: Sequence[_Text]) -> Sequence[str | None]:
    """Return the numbers of sentences between two units: as many as are free, images counted; else None for each."""
    count = len(texts)
    one = None if before is None or before.startswith("p") else int(before)
    two = None if after is None or after.startswith("p") else int(after)
    images = {text.follows_image for text in texts}
    first = one + 1 if one is not None else None
    if two is not None and (one is None or (two - one - 1 > count and images == {True})):
        first = two - count
    elif one is not None and two is not None and (two - one - 1 < count or len(images) > 1):
        first = None
    return [None] * count if first is None else [str(first + index) for index in range(count)]
