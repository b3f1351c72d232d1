"""Checks across locales do a bounded amount of work on each bitext, and keep nothing of what is in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import overload

import pytest

from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.checks import ACROSS, CorpusCheck, _matrix, _odd, _odd_check, run_corpus_checks
from sphinx_bitext.checks._surprise import Deviation, Habits
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Article, Bitext, BlockPair
from support import unit

LOCALES = ("de-DE", "lv-LV", "sv-SE", "tr-TR", "vi-VN")


class _Visited(Sequence[Bitext]):
    """Counts how often the corpus is gone through."""

    def __init__(self, bitexts: Sequence[Bitext]) -> None:
        self.bitexts = bitexts
        self.passes = 0

    def __iter__(self) -> Iterator[Bitext]:
        self.passes += 1
        return iter(self.bitexts)

    def __len__(self) -> int:
        return len(self.bitexts)

    @overload
    def __getitem__(self, index: int) -> Bitext: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Bitext]: ...
    def __getitem__(self, index: int | slice) -> Bitext | Sequence[Bitext]:
        raise AssertionError("the corpus is read from its beginning to its end")


ODD = [check for check in ACROSS if ".across." in type(check).__module__]
"""They look at the rows of the matrix; other checks of a corpus go other ways."""


def _corpus(articles: int) -> tuple[Bitext, ...]:
    return align_articles(_article(index, locale) for index in range(articles) for locale in LOCALES).bitexts


def _article(index: int, locale: str) -> Article:
    """Return an article of three sentences, of which every tenth has a wrong number in Swedish."""
    wrong = locale == "sv-SE" and index % 10 == 0
    english = "Open **Northwind** 40 at [x](/a)."
    text = "\n\n".join(
        unit(f"3a593-{number}", english.replace("40", "41") if wrong else english, english)
        for number in (101, 102, 103)
    )
    return parse_article(text, path=f"page-{index:03}.md", locale=locale, file=f"{locale}/page-{index:03}.md")


@pytest.mark.parametrize("check", ODD, ids=lambda check: check.code)
def test_the_corpus_is_gone_through_once_and_each_block_is_looked_at_once(
    check: CorpusCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: Counter[int] = Counter()
    of_pair = _matrix._cell

    def counting(bitext: Bitext, pair: BlockPair) -> _matrix.Cell | None:
        looked[id(pair)] += 1
        return of_pair(bitext, pair)

    monkeypatch.setattr(_matrix, "_cell", counting)
    corpus = _Visited(_corpus(12))
    list(check.run(corpus))
    assert corpus.passes == 1
    assert set(looked.values()) == {1}
    assert len(looked) == sum(len(bitext.pairs) for bitext in corpus.bitexts)


@pytest.mark.parametrize("check", ODD, ids=lambda check: check.code)
def test_four_times_the_articles_are_four_times_the_work(check: CorpusCheck, monkeypatch: pytest.MonkeyPatch) -> None:
    work = []
    question = _odd.find_odd
    calls: Counter[str] = Counter()

    def counting(row: _matrix.Row, asked: _odd.Question, habits: Habits) -> list[_odd.Odd]:
        calls["cells"] += len(row.cells)
        return question(row, asked, habits)

    monkeypatch.setattr(_odd_check, "find_odd", counting)
    for articles in (10, 40):
        calls.clear()
        list(check.run(_corpus(articles)))
        work.append(calls["cells"])
    assert work[0] == 10 * 3 * len(LOCALES)
    assert work[1] == 4 * work[0]


def test_what_is_kept_grows_with_what_deviates_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Deviation] = []
    monkeypatch.setattr(Habits, "count", lambda _self, _locale, one: counted.append(one))
    kept = []
    for articles in (20, 60):
        counted.clear()
        run_corpus_checks(_corpus(articles))
        kept.append(len(counted))
    # A lost and an added number in each of three sentences of every tenth article, and nothing else.
    assert kept == [2 * 3 * 2, 6 * 3 * 2]
