"""Clean articles aligned with their English: F1 of the pairs, the spans of the same delivery taken as gold."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.strip import strip_alignment

from .figures import Figure, Measure, Miss, Outcome, Target, each_delivery
from .gold import Sample, Score, Task, measure
from .pack import Delivery

_BLOCKS = Target(99.8, 99.8)
_SENTENCES = Target(98, 98, each=95)

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


def measure_clean(one: Delivery) -> Iterator[Outcome]:
    """Align a delivery that gives its clean form byte for byte: there the places of one are places of the other."""
    if one.clean is None or not one.article.has_spans or strip_alignment(one.text) != one.clean:
        return
    for task, figures in FIGURES.items():
        for figure, score in zip(figures, measure(_sample(one), task), strict=True):
            yield _outcome(figure, one, score)


def _sample(one: Delivery) -> Sample:
    clean = parse_article(one.clean or "", path="article.md", locale=one.locale)
    return Sample(one.locale, parse_article(one.text, path="article.md", locale=one.locale), clean)


def _outcome(figure: Figure, one: Delivery, score: Score) -> Outcome:
    """F1 is twice what is right by what is found and wanted, so it adds up like any share."""
    right, total = 2 * score.right, score.found + score.wanted
    odd = Miss(f"{score.right} right, {score.found} found, {score.wanted} wanted") if right != total else None
    return Outcome(figure, one.locale, one.path, right, total, odd)


_ALL = tuple(figure for pair in FIGURES.values() for figure in pair)
MEASURE = Measure("clean", _ALL, each_delivery(_ALL, measure_clean))
