"""What checks across locales know of some articles goes from process to process, and adds up to what all tell."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator, Sequence

import pytest

from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.checks import ACROSS, ArticleCheck, article_run, run_corpus_checks
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Article, Bitext
from support import unit

LOCALES = ("de-DE", "lv-LV", "sv-SE", "tr-TR", "vi-VN")
OF_ARTICLES = [check for check in ACROSS if isinstance(check, ArticleCheck)]


def _article(number: int, locale: str) -> Article:
    """Return an article of which some locale, now and then, has something otherwise than the others."""
    chance = random.Random(f"{number} {locale}")
    english = "Open **Northwind** 40 at [x](/a), run `ls` and ask Contoso.\n![A boat](boat.png)"
    text = english
    for old, new in (("**Northwind**", "Northwind"), ("40", "41"), ("/a", "/b"), ("`ls`", "`sl`"), ("Contoso", "x")):
        text = text.replace(old, new) if chance.random() < 0.1 else text
    text = text.replace("A boat", "") if chance.random() < 0.1 else text
    date = "01/02/2091" if number == 3 and locale == "sv-SE" else f"01/{1 + number:02}/2021"
    date = "soon" if (number, locale) == (4, "tr-TR") else date
    digest = ("0" if (number, locale) == (5, "lv-LV") else "a") * 40
    head = f"---\ntitle: x\nms.openlocfilehash: {digest}\nms.sourcegitcommit: c{number}\nms.lasthandoff: {date}\n---\n"
    body = unit("3a593-101", text, english)
    return parse_article(head + body, path=f"page-{number:02}.md", locale=locale, file=f"{locale}/page-{number:02}.md")


@pytest.fixture(scope="module")
def groups() -> list[Sequence[Bitext]]:
    """Return the bitexts of each article."""

    def articles() -> Iterator[Article]:
        for number in range(24):
            for locale in LOCALES:
                yield _article(number, locale)

    return [article.bitexts for article in align_articles(articles()).articles.values()]


@pytest.mark.parametrize("seed", range(5))
def test_parts_add_up_to_the_whole(groups: list[Sequence[Bitext]], seed: int) -> None:
    chance = random.Random(seed)
    parts: list[list[Sequence[Bitext]]] = [[] for _ in range(1 + seed * 2)]
    for group in groups:
        chance.choice(parts).append(group)
    whole = article_run()
    for part in parts:
        run = article_run()
        for group in part:
            run.read(group)
        whole.add(pickle.loads(pickle.dumps(run)))
    found = sorted(dict.fromkeys(whole.findings()), key=lambda finding: finding.sort_key)
    assert found == list(run_corpus_checks([bitext for group in groups for bitext in group], OF_ARTICLES))
    expected = {check.code for check in OF_ARTICLES} - {"metadata-keys"}
    assert {finding.code for finding in found} >= expected, "each check has something to say of these articles"


def test_what_is_counted_is_small(groups: list[Sequence[Bitext]]) -> None:
    run = article_run()
    for group in groups:
        run.read([bitext for bitext in group if bitext.locale != "sv-SE"])
    texts = sum(len(bitext.target.text) for group in groups for bitext in group)
    assert len(pickle.dumps(run)) < 2 * texts
    assert b"Bitext" not in pickle.dumps(run), "no article goes with it"
