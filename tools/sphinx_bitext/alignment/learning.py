"""What ends a sentence in a locale, learnt from deliveries whose spans say so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from ..model import Article, Span, Unit
from .boundaries import USUAL, USUAL_ODDS, SentenceRules, boundaries
from .english import SOURCE_LOCALE

Carrier = TypeVar("Carrier")
RulesByLocale = Mapping[str, SentenceRules]
"""Locale to its rules; where a locale is missing the usual ones hold."""

_MOST_ARTICLES = 300
"""Articles of one locale that are looked at: more teach nothing new."""
_TRUST = 10.0
"""How many places the usual odds of a kind count for."""
_CLEAR = 1.0
"""Odds from which places speak clearly."""
_SURE = 5.0
"""Odds that no number of places takes further."""
_OFTEN = 3
"""Places inside of sentences that make a word an abbreviation, in two articles or more."""
_ABBREVIATED = {
    "stop": "stop-abbreviation",
    "stop-label": "stop-abbreviation",
    "stop-abbreviation": "stop-abbreviation",
    "mark": "mark-abbreviation",
}
"""Kind of a mark to its kind behind an abbreviation."""


def learn_sentence_rules(articles: Iterable[Article], side: Literal["target", "source"] = "target") -> SentenceRules:
    """Return the rules of one side of deliveries in one locale; the usual ones where nothing can be learnt."""
    chosen = sample([article for article in articles if article.has_spans])
    places = [place for number, article in enumerate(chosen) for place in _places(article, side, number)]
    if not places:
        return USUAL
    abbreviations = _abbreviations(places)
    ends, insides = Counter[str](), Counter[str]()
    for kind, word, is_end, _ in places:
        known = _ABBREVIATED.get(kind, kind) if word in abbreviations else kind
        (ends if is_end else insides)[known] += 1
    odds = {kind: _odds(usual, ends[kind], insides[kind]) for kind, usual in USUAL_ODDS.items()}
    return SentenceRules(odds, abbreviations)


def sample(carriers: Sequence[Carrier]) -> Sequence[Carrier]:
    """Return those of the deliveries with spans of one locale that are looked at."""
    return carriers[:: -(-len(carriers) // _MOST_ARTICLES) or 1]


def learn_rules(articles: Iterable[Article]) -> RulesByLocale:
    """Return the rules that the clean articles of a corpus need: those of their locales, and those of English."""
    by_locale: dict[str, list[Article]] = {}
    clean: set[str] = set()
    for article in articles:
        if article.has_spans:
            by_locale.setdefault(article.locale, []).append(article)
        elif article.locale != SOURCE_LOCALE:
            clean.add(article.locale)
    rules = {locale: learn_sentence_rules(by_locale[locale]) for locale in sorted(clean & by_locale.keys())}
    if clean and by_locale:
        # The English of a path is the same in all locales, or nearly so: one of them tells it.
        english = {article.path: article for locale in sorted(by_locale) for article in by_locale[locale]}
        rules[SOURCE_LOCALE] = learn_sentence_rules(english.values(), "source")
    return rules


class _Place(NamedTuple):
    """A place where a sentence might end, and whether one does."""

    kind: str
    word: str
    is_end: bool
    article: int


def _places(article: Article, side: str, number: int) -> Iterator[_Place]:
    for text, gaps in _runs(article, side):
        index = 0
        for end, start, kind, word in boundaries(text):
            while index < len(gaps) and gaps[index].end < end:
                index += 1
            # A unit ends at most line ends because its block does, and that is no matter of sentences.
            if kind != "newline":
                yield _Place(kind, word, index < len(gaps) and gaps[index].start <= start, number)


def _runs(article: Article, side: str) -> Iterator[tuple[str, Sequence[Span]]]:
    """Yield texts of units that stand in one block, and where in them one unit ends and the next begins."""
    pieces: list[str] = []
    gaps: list[Span] = []
    length = 0
    before: Unit | None = None
    for unit in article.units:
        between = article.text[before.place.end : unit.place.start] if before else ""
        if before is not None and (between.strip() or "\n" in between or unit.id.is_paragraph):
            yield "".join(pieces), gaps
            pieces, gaps, length, before = [], [], 0, None
        if unit.id.is_paragraph:
            continue
        text = unit.target if side == "target" else unit.source
        if before is not None:
            pieces.append(between)
            length += len(between)
            gaps[-1] = Span(gaps[-1].start, length + len(text) - len(text.lstrip()))
        pieces.append(text)
        length += len(text)
        gaps.append(Span(length - (len(text) - len(text.rstrip())), length))
        before = unit
    if pieces:
        yield "".join(pieces), gaps


def _abbreviations(places: Iterable[_Place]) -> frozenset[str]:
    """Return the words that a mark follows inside of sentences, and hardly ever at their end."""
    ends, insides = Counter[str](), Counter[str]()
    articles: dict[str, set[int]] = {}
    for kind, word, is_end, article in places:
        if kind in _ABBREVIATED and word and not word.isdigit():
            (ends if is_end else insides)[word] += 1
            if not is_end:
                articles.setdefault(word, set()).add(article)
    return frozenset(
        word
        for word, count in insides.items()
        if count >= _OFTEN and count > 3 * ends[word] and len(articles[word]) > 1
    )


def _odds(usual: float, ends: int, insides: int) -> float:
    """Return the usual odds unless the places clearly speak against them.

    They speak for splitting less than they should: a translator makes two sentences of one, and both stay in one unit.
    """
    share = 1 / (1 + math.exp(-usual))
    learnt = math.log((ends + _TRUST * share) / (insides + _TRUST * (1 - share)))
    return usual if learnt * usual > 0 or abs(learnt) < _CLEAR else max(-_SURE, min(_SURE, learnt))
