"""Odd texts at once, twice and four times their length: the work of reading them grows no faster than they do."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest
from hostile_cases import Case, read_cases

from sphinx_bitext.checks._inline import parse_nodes
from sphinx_bitext.markup.article import build_side, parse_article
from sphinx_bitext.model import Page
from sphinx_bitext.sphinxext.block_html import sanitize
from sphinx_bitext.sphinxext.markdown import ArticleMarkdown, NestingError
from sphinx_bitext.sphinxext.records import Draft
from support import LONG, calls

LONGEST = [case for case in read_cases() if case.group == "articles" and "pieces" in case.table]
START = 1.0 if LONG else 0.05
"""Of the size that the case states."""


def text_of(case: Case, times: float) -> str:
    pieces = case.table["pieces"]
    return "".join(text * (max(1, int(count * times)) if count > 1 else 1) for text, count in pieces)


def _article(text: str) -> None:
    build_side(parse_article(text, path="a.md", locale="sv-SE"), "target")


def _page(text: str) -> None:
    try:
        ArticleMarkdown().parse(text)
    except NestingError:
        return


def _html(text: str) -> None:
    sanitize(text, Draft(Page(docname="a", locale="sv-SE", markdown="", title="", status="translated")))


def _check(text: str) -> None:
    parse_nodes(text)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("work", [_article, _page, _html, _check])
@pytest.mark.parametrize("case", LONGEST, ids=lambda case: case.slug)
def test_work_grows_with_the_text_and_not_faster(case: Case, work: Callable[[str], None]) -> None:
    few, more = (calls(partial(work, text_of(case, START * times))) for times in (1, 2))
    assert more <= 2.5 * few + 5000  # the first levels of nesting cost more than the rest
    if LONG:
        seconds = []
        for times in (1, 4):
            begin = time.process_time()
            work(text_of(case, times))
            seconds.append(time.process_time() - begin)
        assert seconds[1] <= 10 * seconds[0] + 0.5  # 4 where it is linear, 16 where it is not
