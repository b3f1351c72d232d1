"""Clean articles aligned with their English: F1 of the pairs, the spans of the same delivery taken as gold."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence

from sphinx_bitext.alignment.learning import RulesByLocale, learn_sentence_rules
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Article

from .figures import Figure, Measure, Miss, Options, Outcome, Target, guarded
from .gold import Direction, Sample, Score, Task, measure, measure_versions
from .pack import Delivery, Product

_BLOCKS = Target(99.8, 99.8)
_SENTENCES = Target(98, 98, each=95)
_FOLDS = 2
"""Sentence rules are learnt from the other half of the articles, never from the one that is measured."""

FIGURES: dict[Task, tuple[Figure, Figure]] = {
    "numbered": (
        Figure("numbered-blocks", "clean against English with numbers: F1 of blocks", _BLOCKS, mean=True),
        Figure("numbered-sentences", "clean against English with numbers: F1 of sentences", _SENTENCES, mean=True),
    ),
    "given": (
        Figure("given-blocks", "clean against plain English: F1 of blocks", _BLOCKS, mean=True),
        Figure("given-sentences", "clean against plain English: F1 of sentences", _SENTENCES, mean=True),
    ),
}
VERSIONS = Figure(
    "versions-blocks", "clean against an older or newer English, 10 % of its blocks changed: F1 of blocks",
    Target(99, 99), mean=True,
)  # fmt: skip
SHARE = 0.1
_DIRECTIONS: tuple[Direction, ...] = ("newer", "older")
_ALL = (*(figure for pair in FIGURES.values() for figure in pair), VERSIONS)


def run(product: Product, options: Options) -> Iterator[Outcome]:  # noqa: ARG001 (all measures have one face)
    """Align each delivery that gives its clean form byte for byte: there the places of one are places of the other."""
    rules = [_rules(product, fold) for fold in range(_FOLDS)]
    for one in product:
        yield from guarded(measure_clean(one, rules[_fold(one.path)]), _ALL, [one.locale], one.path)


def _fold(path: str) -> int:
    return zlib.crc32(path.encode("utf-8", "surrogateescape")) % _FOLDS


def _rules(product: Product, fold: int) -> RulesByLocale:
    """Return what the articles outside of a fold teach, for each locale and for the English."""
    english: dict[str, Article] = {}
    rules = {}
    for section in product.sections:
        own = [delivery.article for delivery in section if _fold(delivery.path) != fold]
        rules[section.locale] = learn_sentence_rules(own)
        english |= {article.path: article for article in own if article.has_spans}
    return {**rules, "en-US": learn_sentence_rules(english.values(), "source")}


def measure_clean(one: Delivery, rules: RulesByLocale) -> Iterator[Outcome]:
    """Yield the scores of one delivery; nothing where its clean form differs."""
    if one.clean is None or not one.article.has_spans or strip_alignment(one.text) != one.clean:
        return
    for task, figures in FIGURES.items():
        for figure, score in zip(figures, measure(_sample(one), task, rules), strict=True):
            yield _outcome(figure, one, [score])
    seed = zlib.crc32(f"{one.locale}/{one.path}".encode("utf-8", "surrogateescape"))
    yield _outcome(VERSIONS, one, [measure_versions(_sample(one), seed, SHARE, way) for way in _DIRECTIONS])


def _sample(one: Delivery) -> Sample:
    clean = parse_article(one.clean or "", path="article.md", locale=one.locale)
    return Sample(one.locale, parse_article(one.text, path="article.md", locale=one.locale), clean)


def _outcome(figure: Figure, one: Delivery, scores: Sequence[Score]) -> Outcome:
    """F1 is twice what is right by what is found and wanted, so it adds up like any share."""
    score = sum(scores, Score())
    right, total = 2 * score.right, score.found + score.wanted
    odd = Miss(f"{score.right} right, {score.found} found, {score.wanted} wanted") if right != total else None
    return Outcome(figure, one.locale, one.path, right, total, odd)


MEASURE = Measure("clean", _ALL, run)
