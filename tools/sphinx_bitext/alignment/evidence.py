"""What says that two texts translate each other: links, code, numbers and names that both hold, and their lengths.

Weights are in nats: how much likelier an observation is in a pair than in two texts that only stand in one article.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from .monotone import Pair, chain

_ANCHOR_RE = re.compile(r"\]\(([^()\s]+)|(?<!`)(`++[^`]++`++)|<(https?:[^<>\s]+)>|(?<![\w.,])(\d[\d.,]*\d|\d)(?![\w])")
_ADDRESS_RE = re.compile(r"\]\([^()\s]+|https?://\S+|`++[^`]++`++")
_LATIN_RE = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{3,}")
_WIDE_RE = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_STEM = 4
"""Letters that words of one origin share at their beginning (Simard, Foster and Isabelle, 1992)."""


@lru_cache(maxsize=4096)
def anchors(content: str) -> frozenset[str]:
    """Return what a translation leaves as it is: link destinations, code spans and numbers of inline Markdown."""
    found = (next(group for group in match.groups() if group) for match in _ANCHOR_RE.finditer(content))
    return frozenset(item.lower() for item in found)


@lru_cache(maxsize=4096)
def words(content: str) -> frozenset[str]:
    """Return the words in Latin letters, and the stems of the longer ones: names are copied, many words are akin."""
    plain = _ADDRESS_RE.sub(" ", content)
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", "".join(filter(_is_base, unicodedata.normalize("NFKD", plain))))
    found = {word.lower() for word in _LATIN_RE.findall(plain)}
    return frozenset(found | {f"{word[:_STEM]}-" for word in found if len(word) > _STEM})


def _is_base(char: str) -> bool:
    return not unicodedata.combining(char)


def size(text: str) -> float:
    """Return the length of a text; a character that stands for a syllable or a word counts as two and a half."""
    return len(text) if text.isascii() else len(text) + 1.5 * len(_WIDE_RE.findall(text))


class Evidence:
    """Weighs pairs of texts out of two sequences; what is rare in them says more."""

    def __init__(self, source: Sequence[str], target: Sequence[str]) -> None:
        self._anchors = [anchors(text) for text in source], [anchors(text) for text in target]
        one, two = [words(text) for text in source], [words(text) for text in target]
        common = frozenset().union(*one) & frozenset().union(*two)
        self._words = [found & common for found in one], [found & common for found in two]
        self._rarity = _rarity([*self._anchors, *self._words], len(source), len(target))
        self._sizes = [size(text) for text in source], [size(text) for text in target]
        self._ratio = (sum(self._sizes[1]) + _EXPECTED * _PRIOR) / (sum(self._sizes[0]) + _PRIOR)

    def weigh(self, row: int, column: int) -> float:
        """Return how much better than two strangers the texts of these numbers fit, in nats."""
        return self.of_tokens(row, column) + length_weight(self._sizes[0][row] * self._ratio, self._sizes[1][column])

    def landmarks(self) -> list[tuple[int, int]]:
        """Return the pairs of texts that share what stands once on either side, as far as they are in order."""
        places = [_single(*both) for both in zip(self._anchors, self._words, strict=True)]
        found = {(places[0][token], places[1][token]) for token in places[0].keys() & places[1].keys()}
        return [(row, column) for row, column, _ in chain(Pair(row, column, 1.0) for row, column in found)]

    def of_tokens(self, row: int, column: int) -> float:
        """Return what the names, links, code and numbers say."""
        one, two = self._anchors[0][row], self._anchors[1][column]
        weight = 0.0
        if one or two:
            both = one & two
            weight += sum(self._rarity[token] for token in both) - _LOST * (len(one) + len(two) - 2 * len(both))
        mine, yours = self._words[0][row], self._words[1][column]
        if mine or yours:
            both = mine & yours
            weight += _WORD * sum(self._rarity[token] for token in both)
            weight -= _LOST_WORD * (len(mine) + len(yours) - 2 * len(both))
        return min(_MOST, max(-_MOST, weight))


_LOST, _LOST_WORD = 0.8, 0.15
_WORD = 0.5
_MOST = 6.0
_EXPECTED, _PRIOR = 1.1, 200


def _single(*views: Sequence[frozenset[str]]) -> dict[str, int]:
    """Return the tokens that only one text has, with its number."""
    places: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for texts in views:
        for number, tokens in enumerate(texts):
            counts.update(tokens)
            places.update(dict.fromkeys(tokens, number))
    return {token: number for token, number in places.items() if counts[token] == 1}


def _rarity(sides: Sequence[Sequence[frozenset[str]]], rows: int, columns: int) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for texts in sides:
        for tokens in texts:
            counts.update(tokens)
    most = rows + columns
    return {token: math.log(most / count) + 0.3 for token, count in counts.items()}


def length_weight(expected: float, found: float) -> float:
    """Return how much better two lengths fit than those of two strangers; `expected` is in units of `found`."""
    distance = math.log((found + 5) / (expected + 5))
    variance = 0.03 + 5 / (expected + found + 10)
    near = 0.9 * math.exp(-distance * distance / (2 * variance)) / math.sqrt(variance)
    far = math.exp(-distance * distance / 1.6) / math.sqrt(0.8)
    return math.log(near / far + 0.1)
