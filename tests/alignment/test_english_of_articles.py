from __future__ import annotations

import hashlib
import itertools
import random

import pytest

from sphinx_bitext.alignment.corpus import AlignedArticle, align_articles, align_path
from sphinx_bitext.alignment.groups import group_deliveries
from sphinx_bitext.alignment.proof import file_hashes, first_heading, matches
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Article, English
from support import unit

Pairs = list[tuple[str, str, str]]
"""(number, target, source) of each paragraph of an article; the first is the heading."""

PAIRS: Pairs = [("101", "Servern", "The server"), ("102", "Stoppa den.", "Stop it."), ("103", "Kopiera.", "Copy.")]
SV, LV, JA, VI = "sv-SE", "lv-LV", "ja-JP", "vi-VN"
PREFIXES = {SV: "3a593", LV: "a4d76", JA: "71317", VI: "0f00d"}


def _delivery(
    locale: str, pairs: Pairs = PAIRS, *, hash_: str | None = None, day: str = "04/06/2020", head: str = "title: x\n"
) -> Article:
    front = f"---\n{head}" + (f"ms.openlocfilehash: {hash_}\n" if hash_ else "")
    front += f"ms.translationtype: HT\nms.contentlocale: {locale}\nms.lasthandoff: {day}\n---\n"
    units = [unit(f"{PREFIXES[locale]}-{number}", target, source) for number, target, source in pairs]
    body = f'# <a name="the-server"></a>{units[0]}\n\n' + "\n\n".join(units[1:]) + "\n"
    return parse_article(front + body, path="a.md", locale=locale)


def _clean(locale: str, body: str, hash_: str | None = None) -> Article:
    line = f"ms.openlocfilehash: {hash_}\n" if hash_ else ""
    return parse_article(f"---\ntitle: x\n{line}---\n{body}", path="a.md", locale=locale)


def _given(text: str) -> Article:
    return parse_article(text, path="a.md", locale="en-US")


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def _english(*articles: Article) -> English:
    english = align_path("a.md", articles).english
    assert english
    return english


ENGLISH = '---\ntitle: "The server"\n---\n\n# The server\n\nStop it.\n\nCopy.\n'
CRLF = ENGLISH.replace("\n", "\r\n")


def _replace(number: str, source: str, pairs: Pairs = PAIRS) -> Pairs:
    return [(unit_, target, source if unit_ == number else english) for unit_, target, english in pairs]


@pytest.mark.parametrize("form", [ENGLISH, CRLF], ids=["LF", "CRLF"])
@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_given_english_is_proven_by_its_hash(algorithm: str, form: str) -> None:
    digest = hashlib.new(algorithm, form.encode(), usedforsecurity=False).hexdigest()
    english = _english(_given(ENGLISH), _delivery(SV, hash_=digest))
    assert (english.origin, english.proof, english.hash) == ("given", "proven", digest)
    assert english.article.text == ENGLISH


def test_given_english_that_is_another_is_a_mismatch_and_makes_deliveries_stale() -> None:
    aligned = align_path("a.md", [_given(ENGLISH.replace("Copy.", "Copy it.")), _delivery(SV, hash_=_sha1(CRLF))])
    assert aligned.english
    assert aligned.english.proof == "mismatch"
    (bitext,) = aligned.bitexts
    assert bitext.stale
    assert bitext.changed == (("Copy.", "Copy it."),)
    assert [pair.previous for pair in bitext.pairs] == [None, None, "Copy."]


def test_given_english_without_any_hash_is_unproven_and_nothing_is_stale() -> None:
    aligned = align_path("a.md", [_given(ENGLISH), _delivery(SV)])
    assert aligned.english
    assert (aligned.english.proof, aligned.english.hash) == ("unproven", None)
    assert not aligned.bitexts[0].stale


def test_a_delivery_of_another_english_is_stale_beside_a_proven_one() -> None:
    new, old = _delivery(SV, hash_=_sha1(CRLF), day="04/07/2020"), _delivery(LV, hash_="1" * 40)
    aligned = align_path("a.md", [_given(ENGLISH), new, old])
    assert [(bitext.locale, bitext.stale) for bitext in aligned.bitexts] == [(LV, True), (SV, False)]


def test_deliveries_are_grouped_by_hash_and_the_newest_group_wins() -> None:
    old = _delivery(SV, hash_="1" * 40, day="01/02/2020")
    new = _delivery(LV, _replace("103", "Copy again."), hash_="2" * 40, day="02/01/2020")
    nameless = _delivery(JA, _replace("103", "Copy again."))
    groups = group_deliveries([old, new, nameless])
    assert [(group.hash, len(group.deliveries)) for group in groups] == [("2" * 40, 2), ("1" * 40, 1)]
    english = _english(old, new, nameless)
    assert (english.hash, english.units["103"], english.voters) == ("2" * 40, "Copy again.", 2)


def test_a_majority_settles_a_sentence_that_locales_disagree_about() -> None:
    odd = _delivery(JA, _replace("103", "Copy. "), hash_="1" * 40)
    english = _english(_delivery(SV, hash_="1" * 40), odd, _delivery(LV, hash_="1" * 40))
    assert english.units["103"] == "Copy."
    assert english.article.text.endswith("\nStop it.\n\nCopy.\n")
    assert english.votes == {"101": 3, "102": 3, "103": 3}


def test_each_disagreement_is_settled_for_itself_where_no_two_bodies_are_equal() -> None:
    ones = [
        _delivery(locale, _replace(number, "Odd.", PAIRS), hash_="1" * 40)
        for locale, number in ((SV, "101"), (LV, "102"), (JA, "103"))
    ]
    assert dict(_english(*ones).units) == {"101": "The server", "102": "Stop it.", "103": "Copy."}


def test_a_minority_that_the_hash_proves_beats_the_majority() -> None:
    deliveries = [_delivery(SV, hash_=_sha1(CRLF))]
    deliveries += [_delivery(locale, _replace("103", "Copy. now"), hash_=_sha1(CRLF)) for locale in (LV, JA)]
    english = _english(*deliveries)
    assert english.proof == "proven"
    assert "Copy.\n" in english.article.text


def test_the_locale_of_urls_is_put_back() -> None:
    wanted = "See [this](https://docs.example.org/en-us/x) and https://docs.example.org/en-us/."
    pairs = _replace("103", wanted.replace("en-us", "sv-se"))
    assert _english(_delivery(SV, pairs)).units["103"] == wanted
    other = _replace("103", "See https://docs.example.org/ja-jp/x and /sv-se/y.")
    assert _english(_delivery(SV, other)).units["103"] == "See https://docs.example.org/ja-jp/x and /sv-se/y."


def _with_image(locale: str, alt: str) -> Article:
    article = _delivery(locale, hash_="1" * 40)
    return parse_article(article.text + f"\n![{alt}](a.png)\n", path="a.md", locale=locale)


def test_image_descriptions_that_locales_do_not_share_are_left_out() -> None:
    text = _english(_with_image(SV, "Bild"), _with_image(LV, "Attēls")).article.text
    assert "![](a.png)" in text
    assert "![Menu](a.png)" in _english(_with_image(SV, "Menu"), _with_image(LV, "Menu")).article.text
    assert "![](a.png)" in _english(_with_image(SV, "Bild")).article.text


def test_paragraph_units_are_aligned_by_their_own_counter() -> None:
    plain: Pairs = [*PAIRS, ("104", "Klart. ", "Done. "), ("105", "Slut.", "End.")]
    whole: Pairs = [*PAIRS, ("p101", "Pabeigts. Beigas.", "Done. End.")]

    def joined(article: Article) -> Article:
        """Bring the last two units into one paragraph."""
        start, _, end = article.text.rpartition("\n\n")
        return parse_article(start + end, path="a.md", locale=article.locale)

    aligned = align_path("a.md", [joined(_delivery(SV, plain, hash_="1" * 40)), _delivery(LV, whole, hash_="1" * 40)])
    assert aligned.english
    assert aligned.english.article.text.endswith("\n\nDone. End.\n")
    by_locale = {bitext.locale: bitext for bitext in aligned.bitexts}
    assert [segment.unit for segment in by_locale[LV].segments] == ["101", "102", "103", "p101"]
    assert [segment.unit for segment in by_locale[SV].segments] == ["101", "102", "103", "104", "105"]
    last = by_locale[LV].pairs[-1]
    assert last.source
    assert last.target
    assert (last.source.message, last.target.message) == ("Done. End.", "Pabeigts. Beigas.")


SPELLINGS = {
    "title": ('"The server"', "The server", "'The server'"),
    "list": ("- b: c\n", "- b\n- 42\n"),
    "space": ("", " "),
    "gap": ("\n", "", "\n\n"),
    "end": ("\n", "", "\n\n"),
    "newline": ("\r\n", "\n"),
}


@pytest.mark.parametrize(
    ("dimension", "index"), [(name, i) for name, forms in SPELLINGS.items() for i in range(len(forms))]
)
def test_each_spelling_of_the_english_file_is_found(dimension: str, index: int) -> None:
    """One dimension at a time away from the commonest spelling."""
    chosen = {name: forms[index if name == dimension else 0] for name, forms in SPELLINGS.items()}
    items = "- b\n- 42\n" if dimension == "list" and index else "- b\n"
    front = f"title: {chosen['title']}\nms.topic: article\nms.custom:{chosen['space']}\n{items}"
    text = f"---\n{front}---\n{chosen['gap']}# The server\n\nStop it.\n\nCopy.{chosen['end']}"
    digest = _sha1(text.replace("\n", chosen["newline"]))
    head = "title: Servern\nms.topic: article\nms.custom:\n" + items.replace("- 42", "- '42'")
    english = _english(_delivery(SV, hash_=digest, head=head))
    assert english.proof == "proven"
    assert english.article.text == text


def test_an_english_file_that_no_spelling_hits_is_unproven_and_whole() -> None:
    english = _english(_delivery(SV, hash_="f" * 40, head="title: Servern\nms.topic: article\n"))
    assert english.proof == "unproven"
    assert english.article.metadata.values["ms.topic"] == "article"
    assert english.side.text.strip() == "# The server\n\nStop it.\n\nCopy."


def test_hashes_of_a_file_with_mixed_line_ends() -> None:
    mixed = "a\r\nb\nc\n"
    found = dict(file_hashes(mixed, 40))
    forms = ["a\r\nb\r\nc\r\n", mixed, "a\nb\nc\n"]
    assert list(found) == [*forms, *(f"\ufeff{form}" for form in forms)]
    for form, digest in found.items():
        assert digest == _sha1(form)
        assert matches(mixed, digest)
        assert matches(f"\ufeff{mixed}", digest)
    assert not matches(mixed, _sha1("a"))


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("# Title\n", "Title"),
        ("#  Title  #  \n", "Title"),
        ("# C#\n", "C#"),
        ("# Title\r\ntext", "Title"),
        ("## no\n\n# Yes\n", "Yes"),
        ("#no\n", None),
        ("", None),
        ("# a" + " " * 50_000 + "b", "a" + " " * 50_000 + "b"),
        ("#" + " \t" * 50_000 + "\n# b", "b"),
    ],
    ids=range(9),
)
def test_the_first_heading(body: str, wanted: str | None) -> None:
    assert first_heading(body) == wanted


def _everything(aligned: AlignedArticle) -> object:
    return (aligned.english, aligned.bitexts)


def test_the_order_of_reading_plays_no_part() -> None:
    articles = [
        _delivery(SV, _replace("102", "Stop it!"), hash_="1" * 40),
        _delivery(LV, _replace("103", "Copy!"), hash_="1" * 40),
        _delivery(JA, _replace("101", "Server"), hash_="2" * 40),
        _clean(VI, "# Máy chủ\n\nDừng.\n\nSao chép.\n", "1" * 40),
    ]
    wanted = _everything(align_path("a.md", articles))
    for order in itertools.permutations(articles):
        assert _everything(align_path("a.md", order)) == wanted
    paths = [
        parse_article(article.text, path=f"{n}.md", locale=article.locale) for n in range(3) for article in articles
    ]
    first = align_articles(paths)
    random.Random(1).shuffle(paths)
    again = align_articles(paths)
    assert list(again.articles) == list(first.articles) == ["0.md", "1.md", "2.md"]
    assert again == first
