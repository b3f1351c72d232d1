"""What a delivery has otherwise than its proven English, where too few locales carry it to vote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from ...alignment.numbering import unnumbered
from ...markup.article import build_side
from ...markup.blocks import parse_blocks
from ...model import Article, Bitext, English, Unit
from .._memo import Same
from .._tokens import letters, prose
from ._between import Free, matched, numbers_between

_FEW = 3
"""Locales from which a majority tells what the English is."""
_KEPT = 16
_NOT_WORD_RE = re.compile(r"[\W_]+")
# What is left of a link whose text is a unit of its own.
_LINK_TAIL_RE = re.compile(r"\]\([^()]*\)")


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
    blocks = [pair.source for pair in bitext.pairs if pair.source is not None]
    free = list(unnumbered(bitext.english.side, blocks))
    lacking = _lacking(bitext.target, bitext.english, free)
    surplus = _surplus(bitext.target, bitext.english, free)
    if not lacking and not surplus:
        return ()
    return tuple(_compared(bitext.target, bitext.english, lacking, surplus))


def _bare(markdown: str) -> str:
    return _NOT_WORD_RE.sub("", markdown).casefold()


_Numbered = Sequence[tuple[str | None, str]]
"""Sentences without a number, each behind the number of the last one before it."""


def _lacking(article: Article, english: English, free: _Numbered) -> Mapping[str | None, list[Free]]:
    """Return the sentences of the English that the delivery has nowhere, by the number of the unit before them."""
    found: dict[str | None, list[Free]] = {}
    if not any(_is_prose(text) for _, text in free):
        return found
    placed = {unit.unit for unit in english.side.units}
    others = [unit for unit in article.units if unit.id.unit not in placed]
    paragraphs = [_bare(unit.source) for unit in others if unit.id.is_paragraph]
    carried = {_bare(unit.source) for unit in others}
    side = build_side(article, "source")
    carried |= {_bare(text) for _, text in unnumbered(side, parse_blocks(side.text))}
    images: set[str | None] = set()
    for number, sentence in free:
        text = _bare(sentence)
        if "![" in sentence:
            images.add(number)
        elif _is_prose(sentence) and text not in carried and not any(text in paragraph for paragraph in paragraphs):
            found.setdefault(number, []).append(Free(sentence, number in images))
    return found


def _surplus(article: Article, english: English, unplaced: _Numbered) -> Mapping[str | None, list[Unit]]:
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
            for number, sentence in unplaced:
                free[number] = free.get(number, "") + (_bare(sentence) if _is_prose(sentence) else "")
        text = _bare(unit.source)
        known = text in _bare(english.side.text) if unit.id.is_paragraph else any(text in one for one in free.values())
        if letters(unit.source) and not known:
            found.setdefault(before, []).append(unit)
    return found


def _is_prose(markdown: str) -> bool:
    """Say whether a text has letters or digits beside code, addresses, images and what is left of links."""
    return any(map(str.isalnum, _LINK_TAIL_RE.sub(" ", prose(markdown))))


def _compared(
    article: Article,
    english: English,
    lacking: Mapping[str | None, Sequence[Free]],
    surplus: Mapping[str | None, Sequence[Unit]],
) -> Iterator[Difference]:
    units = {unit.id.unit: unit for unit in article.units}
    order = [None, *(placed.unit for placed in english.side.units)]
    for number, following in zip_longest(order, order[1:]):
        texts, extra = lacking.get(number, ()), surplus.get(number, ())
        before = units.get(number) if number is not None else None
        for text, unit in matched([one.text for one in texts], extra):
            yield Difference(text, unit, before, unit.id.unit if unit else None)
        if not extra:
            numbers = numbers_between(number, following, texts)
            for one, guess in zip(texts, numbers, strict=True):
                yield Difference(one.text, None, before, guess)
