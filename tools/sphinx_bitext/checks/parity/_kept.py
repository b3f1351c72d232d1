"""How usual it is that a translation keeps an English word: names are kept, the rest is not, in each locale its own."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .._tokens import folded_words, prose, words

# Names on the screen, titles of other pages: what a sentence may quote in English.
CITED_RE = re.compile(r"""\*+[^*]+\*+|__[^_]+__|\[[^\[\]]*\](?:\([^()]*\))?|["“”„«「『][^"“”»」』]+["“”»」』]""")
# Small words also stand inside names: Skype for Business, Terms of Use.
_CONNECTOR_RE = re.compile(r"an?|and|as|at|by|de|for|from|in|of|on|or|per|the|to|via|vs|with", re.IGNORECASE)
# Words that stand in no name: one of them makes a sentence.
_SENTENCE_WORD_RE = re.compile(
    r"are|be|been|can|cannot|could|did|do|does|have|has|how|i|if|is|its?|it's|may|must|my|not|should|that|their|them|"
    r"then|there|these|they|this|those|was|we|were|what|when|where|which|who|why|will|would|you|your|[a-z]+n't",
    re.IGNORECASE,
)
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_LATIN_RE = re.compile(rf"[{_LATIN}]+(?:['’\-][{_LATIN}]+)*")
# File names, hosts, versions, members: one dot, underscore, sign or pair of brackets inside a word.
_NAME_RE = re.compile(r"[\w.\-]*\w(?:[._@/\\]\w|\(\))[\w.\-()@/\\]*", re.ASCII)
_NAME_HINT_RE = re.compile(r"[._@/\\]\w|\(\)", re.ASCII)
# A word in Latin letters, or what ends a run of them.
_PIECE_RE = re.compile(rf"({_LATIN_RE.pattern})|[^\W\d_]+|[|\"“”«»]")
_MOST_WORDS = 400
"""Words of a sentence that are looked at for a run."""
_MANY = 1_000
"""Words that are counted at once."""
_WEIGHT = 3.0
"""Sentences that what is known of English counts for."""


def latin_words(plain: str) -> Sequence[str]:
    """Return the words of a plain text in Latin letters, also where another script stands right beside them."""
    named = ("." in plain or "_" in plain or "(" in plain) and _NAME_HINT_RE.search(plain)
    if not named and plain.isascii():
        return words(plain)
    return _LATIN_RE.findall(_NAME_RE.sub(" ", plain) if named else plain)


def without_kept(source: str, plain: str) -> str:
    """Return Markdown without the texts it quotes of which the plain translation has all: names that were kept."""
    return CITED_RE.sub(lambda match: " | " if prose(match.group()).strip() in plain else match.group(), source)


def ordinary(words: Iterable[str]) -> int:
    """Return how many words no name is made of: in small letters, and none of the small words."""
    return sum(
        bool(_SENTENCE_WORD_RE.fullmatch(word))
        or (word.islower() and len(word) > 1 and not _CONNECTOR_RE.fullmatch(word))
        for word in words
    )


class Run(NamedTuple):
    """Words that stand one after the other in both languages."""

    words: tuple[str, ...]
    """As the English spells them."""
    text: str
    """As the translation shows them."""


def longest_run(source: Sequence[str], plain: str, least: int) -> Run | None:
    """Return the longest run of `source` that `plain` has word by word, None where it has no `least` of them."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(source[:_MOST_WORDS]):
        places.setdefault(word.casefold(), []).append(index)
    pieces = [match for _, match in zip(range(_MOST_WORDS), _PIECE_RE.finditer(plain), strict=False)]
    length = end = last = 0
    before: dict[int, int] = {}
    for number, match in enumerate(pieces):
        lengths = {at: before.get(at - 1, 0) + 1 for at in places.get((match[1] or "").casefold(), ())}
        for at, found in lengths.items():
            if found > length:
                length, end, last = found, at, number
        before = lengths
    if length < least:
        return None
    text = plain[pieces[last - length + 1].start() : pieces[last].end()]
    return Run(tuple(source[end - length + 1 : end + 1]), text)


class Kept:
    """How often each English word is kept, learnt from sentences and their translations."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._kept: Counter[str] = Counter()
        self._new: tuple[list[str], list[str]] = [], []
        """What is to be counted yet of both: it takes longer to begin than to go on."""

    def learn(self, source: Sequence[str], target: Sequence[str]) -> None:
        """Count the words of an English sentence, and those of them that its translation has."""
        once = dict.fromkeys(source)
        same = set(folded_words(target)).intersection(folded_words(source))
        seen, kept = self._new
        seen += once
        if same:
            kept += (word for word in once if word.casefold() in same)
        if len(seen) > _MANY:
            self._count()

    def _count(self) -> None:
        for counter, new in zip((self._seen, self._kept), self._new, strict=True):
            counter.update(new)
            new.clear()

    def surprise(self, words: Iterable[str]) -> float:
        """Return how unlikely it is that all these words are meant to stay in one sentence, in bits.

        The sentence itself, which was learnt from too, does not count; each word counts once.
        """
        self._count()
        return sum(-math.log2(self._rate(word)) for word in set(words))

    def _rate(self, word: str) -> float:
        kept, seen = max(0, self._kept[word] - 1), max(0, self._seen[word] - 1)
        return (kept + _WEIGHT * _usual(word)) / (seen + _WEIGHT)


def _usual(word: str) -> float:
    """Return how often a word is kept in a language that nothing is known of."""
    if _SENTENCE_WORD_RE.fullmatch(word.replace("’", "'")):
        return 0.02
    if _CONNECTOR_RE.fullmatch(word):
        return 0.2
    if word.islower():
        return 0.1 if len(word) > 1 else 0.5
    return 0.6 if word.istitle() else 0.9
