from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sphinx_bitext.alignment.corpus import AlignedArticle, align_path
from sphinx_bitext.markup.article import decode, parse_article
from sphinx_bitext.model import Article, Bitext

SHA1 = "c22500656e8a1ffa20728699744a69c28b3b5159"


@pytest.fixture(scope="module")
def seeds(shared: Path) -> tuple[Article, ...]:
    texts = [decode(path.read_bytes()) for path in sorted((shared / "seeds").glob("*.txt"))]
    locales = [parse_article(text, path="x.md", locale="").metadata.content_locale for text in texts]
    return tuple(
        parse_article(text, path="communication-credits.md", locale=locale or "")
        for text, locale in zip(texts, locales, strict=True)
    )


@pytest.fixture(scope="module")
def aligned(seeds: tuple[Article, ...]) -> AlignedArticle:
    return align_path("communication-credits.md", seeds)


def _bitext(aligned: AlignedArticle, locale: str) -> Bitext:
    return next(bitext for bitext in aligned.bitexts if bitext.locale == locale)


@pytest.mark.corpus
def test_the_english_is_rebuilt_byte_for_byte(aligned: AlignedArticle) -> None:
    english = aligned.english
    assert english
    assert (english.origin, english.proof, english.hash, english.voters) == ("rebuilt", "proven", SHA1, 3)
    data = english.article.text.encode().replace(b"\n", b"\r\n")
    assert hashlib.sha1(data, usedforsecurity=False).hexdigest() == SHA1
    assert list(english.units) == [str(number) for number in range(102, 119)]
    assert set(english.votes.values()) == {3}


@pytest.mark.corpus
@pytest.mark.parametrize("locale", ["id-ID", "sv-SE", "lv-LV"])
def test_deliveries_with_spans_are_aligned_by_number(aligned: AlignedArticle, locale: str) -> None:
    bitext = _bitext(aligned, locale)
    assert (bitext.aligned_by, bitext.stale, len(bitext.segments)) == ("id", False, 17)
    for segment, unit in zip(bitext.segments, bitext.target.units, strict=True):
        assert (segment.unit, segment.source, segment.target) == (unit.id.unit, unit.source, unit.target)
        assert segment.target_place == unit.target_place


@pytest.mark.corpus
@pytest.mark.parametrize("locale", ["vi-VN", "tr-TR"])
def test_clean_deliveries_are_aligned_by_structure(aligned: AlignedArticle, locale: str) -> None:
    bitext = _bitext(aligned, locale)
    assert (bitext.aligned_by, bitext.stale, len(bitext.segments)) == ("structure", False, 17)
    messages = [pair for pair in bitext.pairs if pair.source and pair.target and pair.source.is_message]
    assert len(messages) == len(bitext.pairs) == 9
    assert [segment.unit for segment in bitext.segments] == [str(number) for number in range(102, 119)]
    for segment in bitext.segments:
        assert segment.target_place
        assert bitext.target.text[slice(*segment.target_place)] == segment.target


@pytest.mark.corpus
def test_the_clean_deliveries_alone_have_no_english(seeds: tuple[Article, ...]) -> None:
    clean = [article for article in seeds if not article.has_spans]
    aligned = align_path("communication-credits.md", clean)
    assert aligned.english is None
    assert {(bitext.aligned_by, len(bitext.segments)) for bitext in aligned.bitexts} == {("none", 0)}
    assert all(len(bitext.pairs) == 9 for bitext in aligned.bitexts)
