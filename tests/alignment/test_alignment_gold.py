"""How well clean articles are aligned, measured against the spans of the same deliveries.

The bounds stand just below what was measured; a better figure may be pinned, a worse one is a regression.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from alignment_gold import Score, Task, measure, read_samples

from support import LONG

BOUNDS: dict[Task, dict[str, float]] = {
    "numbered": {"id-ID": 0.985, "ja-JP": 0.98, "lv-LV": 0.985, "sv-SE": 0.98, "tr-TR": 0.975, "vi-VN": 0.985},
    "given": {"id-ID": 0.98, "ja-JP": 0.96, "lv-LV": 0.98, "sv-SE": 0.975, "tr-TR": 0.97, "vi-VN": 0.975},
}
"""Task and locale: the least F1 of sentences over the whole sample; that of blocks is 1.0 everywhere."""

SLACK = 0.0 if LONG else 0.03
"""A share of the sample may be somewhat worse than the whole."""


@pytest.mark.corpus
@pytest.mark.parametrize("task", list(BOUNDS))
@pytest.mark.parametrize("locale", BOUNDS["given"])
def test_clean_articles_are_aligned_as_their_spans_say(corpus: Path, locale: str, task: Task) -> None:
    blocks = sentences = Score()
    for sample in read_samples(corpus / locale, locale, 1 if LONG else 10):
        of_blocks, of_sentences = measure(sample, task)
        blocks, sentences = blocks + of_blocks, sentences + of_sentences
    assert blocks.wanted > (1_000 if LONG else 50)
    assert blocks.f1 == 1.0
    assert sentences.f1 >= BOUNDS[task][locale] - SLACK, sentences


@pytest.mark.corpus
@pytest.mark.parametrize(("task", "least"), [("numbered", 0.99), ("given", 0.98)])
def test_long_articles_of_other_products_are_aligned_as_well(corpus: Path, task: Task, least: float) -> None:
    blocks = sentences = Score()
    for root in sorted((corpus / "other").iterdir()):
        for sample in read_samples(root, root.name.rpartition(".")[2], 1 if LONG else 2):
            of_blocks, of_sentences = measure(sample, task)
            blocks, sentences = blocks + of_blocks, sentences + of_sentences
    assert blocks.wanted > (1_000 if LONG else 500)
    assert blocks.f1 == 1.0
    assert sentences.f1 >= least - SLACK / 3, sentences


def test_scores_add_up() -> None:
    both = Score(1, 2, 2) + Score(2, 2, 4)
    assert both == Score(3, 4, 6)
    assert both.f1 == 0.6
    assert Score().f1 == 1.0
