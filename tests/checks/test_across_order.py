"""Checks across locales over a whole corpus: what comes first, what is learned, and what covers what."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import pytest

from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.checks import (
    ACROSS,
    ALL,
    CorpusCheck,
    Evidence,
    Hit,
    LocaleCheck,
    run_checks,
    run_corpus_checks,
    without_covered,
)
from sphinx_bitext.checks._figures import figures, unwritten
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Article, Bitext, Certainty, Finding, Severity
from support import unit

PREFIXES = {"de-DE": "5d0f1", "ja-JP": "71317", "lv-LV": "a4d76", "sv-SE": "3a593", "tr-TR": "f8a6a", "vi-VN": "9e2b1"}
CHECKS: Mapping[str, CorpusCheck] = {check.code: check for check in ACROSS}


def _article(name: str, locale: str, sentences: Mapping[str, tuple[str, str]]) -> Article:
    """Return a delivery; `sentences` are unit number to (target, English)."""
    text = "\n\n".join(unit(f"{PREFIXES[locale]}-{number}", *pair) for number, pair in sentences.items())
    return parse_article(text, path=f"{name}.md", locale=locale, file=f"{locale}/{name}.md")


def _bitexts(articles: Iterator[Article]) -> tuple[Bitext, ...]:
    return align_articles(articles).bitexts


def _careless() -> Iterator[Article]:
    """Yield articles in which Turkish often loses bold, and one number is wrong in Swedish."""
    for index in range(20):
        for locale in PREFIXES:
            bold = "Tamam" if locale == "tr-TR" and index % 2 else "**OK**"
            level = "9.1" if locale == "sv-SE" and index == 13 else "1"
            lost = "x" if locale == "lv-LV" and index == 5 else "**x**"
            sentences = {"101": (bold, "**OK**"), "105": (lost, "**x**"), "110": (level, "1")}
            yield _article(f"page-{index:02}", locale, sentences)


@pytest.fixture(scope="module")
def found() -> tuple[Finding, ...]:
    return run_corpus_checks(_bitexts(_careless()))


def test_a_number_that_one_locale_alone_has_is_the_first_row(found: tuple[Finding, ...]) -> None:
    first = found[0]
    assert (first.code, first.locale, first.article, first.unit) == ("odd-number", "sv-SE", "page-13", "110")
    assert first.message == "Has 9.1 where the English and 5 other locales have 1"
    assert [first.source[slice(*mark)] for mark in first.source_marks] == ["1"]
    assert [first.target[slice(*mark)] for mark in first.target_marks] == ["9.1"]
    assert first.surprise == max(finding.surprise for finding in found)


def test_what_a_locale_often_does_surprises_less(found: tuple[Finding, ...]) -> None:
    bold = [finding for finding in found if finding.code == "odd-emphasis"]
    assert bold[0].locale == "lv-LV"
    assert [finding.locale for finding in bold[1:]] == ["tr-TR"] * 10
    assert bold[0].surprise > bold[1].surprise + 2


def test_more_locales_that_agree_make_it_more_surprising() -> None:
    few, many = (
        run_corpus_checks(
            _bitexts(
                _article("a", locale, {"101": ("41" if locale == "sv-SE" else "40", "40")})
                for locale in list(PREFIXES)[-count:]
            )
        )
        for count in (4, 6)
    )
    assert many[0].surprise > few[0].surprise > 0


def test_a_finding_says_the_same_as_the_check_of_one_locale_only_once(found: tuple[Finding, ...]) -> None:
    bitexts = _bitexts(_careless())
    alone = [finding for bitext in bitexts for finding in run_checks(bitext)]
    assert {finding.code for finding in alone} >= {"emphasis-lost"}
    left = without_covered([*alone, *found])
    assert not [finding for finding in left if finding.code == "emphasis-lost"]


def test_a_finding_of_the_english_stands_for_those_of_all_locales() -> None:
    """Four locales have the right address; each by itself differs from the English that is wrong."""

    def articles() -> Iterator[Article]:
        yield parse_article("See [prices](/pricy).\n", path="a.md", locale="en-US", file="en-US/a.md")
        for locale in list(PREFIXES)[:4]:
            yield _article("a", locale, {"101": ("[x](/price)", "See [prices](/pricy).")})

    bitexts = _bitexts(articles())
    alone = [finding for bitext in bitexts for finding in run_checks(bitext)]
    assert [finding.code for finding in alone].count("link-destination") == 4
    across = run_corpus_checks(bitexts)
    assert [(finding.code, finding.locale, finding.path) for finding in across] == [("odd-link", "en-US", "en-US/a.md")]
    left = without_covered([*alone, *across])
    assert {finding.code for finding in left} & {"odd-link", "link-destination"} == {"odd-link"}


def test_an_older_translation_takes_part_where_the_english_is_the_same() -> None:
    def articles() -> Iterator[Article]:
        for locale in PREFIXES:
            old = locale == "sv-SE"
            changed = "Read it all." if old else "Read all of it today."
            front = f"---\nms.openlocfilehash: {'1' if old else '2'}{'0' * 39}\nms.contentlocale: {locale}\n"
            front += f"ms.lasthandoff: 0{1 if old else 2}/01/2031\n---\n"
            sentences = {"101": ("41" if old else "40", "40"), "102": ("7" if old else "x", changed)}
            article = _article("a", locale, sentences)
            yield parse_article(front + article.text, path="a.md", locale=locale, file=article.file)

    (finding,) = run_corpus_checks(_bitexts(articles()), [CHECKS["odd-number"]])
    assert (finding.locale, finding.unit) == ("sv-SE", "101")


@pytest.mark.parametrize("check", ACROSS, ids=lambda check: check.code)
def test_a_corpus_without_english_or_without_anything_is_fine(check: CorpusCheck) -> None:
    clean = [parse_article("1 [a](b)\n", path="a.md", locale=locale) for locale in PREFIXES]
    empty = [parse_article("", path="b.md", locale=locale) for locale in PREFIXES]
    assert run_corpus_checks(_bitexts(iter([*clean, *empty])), [check]) == ()
    assert run_corpus_checks((), [check]) == ()


def test_codes_that_are_covered_exist() -> None:
    codes = {check.code for check in ALL}
    assert all(check.covers <= codes for check in ACROSS)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,500 and 1.500 and 1 500", ["1500", "1500", "1500"]),
        ("2.5, 2,5", ["2.5", "2.5"]),
        ("1,234.5 and 1.234,5", ["1234.5", "1234.5"]),
        ("version 9.1.0", ["9.1.0"]),
        ("03/04/2031, 2031-04-03, 3.4.2031", ["3", "4", "2031", "2031", "4", "3", "3", "4", "2031"]),
        ("٢٥ and २५", ["25", "25"]),
        ("007", ["7"]),
        ("0.500", ["0.500"]),
        ("`5` [6](/7) https://a.example/8", ["6"]),
        ("none", []),
    ],
)
def test_numbers_are_read_whatever_their_spelling(text: str, values: list[str]) -> None:
    assert [value for value, _ in figures(text)] == values


@pytest.mark.parametrize(
    ("english", "free"),
    [
        ("two of three", {"2", "3"}),
        ("April 1, 2031", {"4"}),
        ("a May day", {"1", "5"}),
        ("at 5 PM", None),
        ("3 million files", None),
        ("Now.", set()),
    ],
)
def test_what_a_translation_may_write_as_it_likes(english: str, free: set[str] | None) -> None:
    assert unwritten(english) == free


def test_a_finding_of_the_english_stays_when_the_locales_own_ones_go() -> None:
    one = run_corpus_checks(
        _bitexts(
            _article("a", locale, {"101": ("[x](/b)" if locale == "sv-SE" else "[x](/a)", "[x](/a)")})
            for locale in PREFIXES
        )
    )
    english = dataclasses.replace(one[0], locale="en-US")
    other = dataclasses.replace(one[0], code="link-destination", locale="lv-LV")
    elsewhere = dataclasses.replace(other, article="b")
    assert without_covered([english, other, elsewhere]) == [english, elsewhere]


def test_a_note_makes_only_notes_superfluous() -> None:
    (note,) = run_corpus_checks(
        _bitexts(
            _article("a", locale, {"101": ("**b** **c**" if locale == "sv-SE" else "**b**", "**b**")})
            for locale in PREFIXES
        )
    )
    assert note.code == "odd-emphasis"
    other = dataclasses.replace(note, code="emphasis-lost")
    note = dataclasses.replace(note, severity=Severity.INFO)
    small = dataclasses.replace(other, severity=Severity.INFO)
    assert without_covered([note, other, small]) == [other, note]


class _Seen(Evidence):
    """Notes what it is shown."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def add(self, bitext: Bitext) -> None:
        self.paths.append(bitext.target.path)

    def hits(self) -> Iterator[tuple[Bitext, Hit]]:
        yield from ()


class _OfLocale(LocaleCheck):
    """Has nothing to ask of Turkish."""

    code = "asked"
    severity = Severity.INFO
    certainty = Certainty.CERTAIN

    def __init__(self) -> None:
        self.seen: dict[str, _Seen] = {}

    def evidence(self, locale: str) -> Evidence | None:
        if locale == "tr-TR":
            return None
        assert locale not in self.seen
        self.seen[locale] = _Seen()
        return self.seen[locale]


def test_checks_of_a_locale_are_shown_each_of_its_articles_once() -> None:
    pair = {"101": ("x", "x")}
    bitexts = _bitexts(_article(name, locale, pair) for name in "ab" for locale in ("sv-SE", "lv-LV", "tr-TR"))
    check = _OfLocale()
    run_corpus_checks(bitexts, [check])
    assert {locale: seen.paths for locale, seen in check.seen.items()} == {
        "lv-LV": ["a.md", "b.md"],
        "sv-SE": ["a.md", "b.md"],
    }
