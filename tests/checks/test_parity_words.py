"""What the parity checks learn of words: which are kept, which run through both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_bitext.checks._tokens import Inline, inline, prose
from sphinx_bitext.checks.parity._kept import Kept, latin_words, longest_run, ordinary
from sphinx_bitext.markup.blocks import markdown_parser


@given(st.text(alphabet="ab :.\u00e5\u3042'\"()#+-=|~^$%/0", max_size=30))
def test_text_without_markup_is_shown_as_it_stands(text: str) -> None:
    (token,) = markdown_parser().parseInline(text)
    shown = "".join(child.content for child in token.children or ())
    assert inline(text)._replace(nodes=(), kinds=frozenset()) == Inline((), 0, 0, (), shown, 0)


@pytest.mark.parametrize("text", ["https://a.example/b", "a@b.example", "WWW.a.example", "mailto:a@b.example"])
def test_addresses_are_no_prose(text: str) -> None:
    assert prose(f"x {text} y").split() == ["x", "y"]


def test_what_is_usually_translated_surprises_where_it_stays() -> None:
    kept = Kept()
    for _ in range(50):
        kept.learn(["Fabrikam", "opens", "the", "page"], ["Fabrikam", "\u00f6ppnar", "sidan"])
    assert kept.surprise(["Fabrikam"]) < 1
    assert kept.surprise(["opens"]) > 4
    assert kept.surprise(["opens", "opens"]) == kept.surprise(["opens"])


def test_the_sentence_itself_does_not_teach() -> None:
    alone = Kept()
    alone.learn(["sign", "in"], ["sign", "in"])
    assert alone.surprise(["sign", "in"]) == pytest.approx(Kept().surprise(["sign", "in"]))


def test_words_beside_another_script_and_names_with_signs() -> None:
    assert latin_words("Excel\u3092\u958b\u304f file_name.txt a.b() don\u2019t f\u00f6r") == [
        "Excel",
        "don\u2019t",
        "f\u00f6r",
    ]
    assert ordinary(["Open", "the", "page", "You", "OK", "Garden"]) == 2


@pytest.mark.parametrize(
    ("source", "plain", "found"),
    [
        ("a b c d e", "x b c d y", "b c d"),
        ("a b c d e", "x B, c \u2013 d y", "B, c \u2013 d"),
        ("a b c d e", "x b c | d e y", None),
        ("a b c d e", "a b \u3042 c d", None),
        ("a b a b c", "a b c", "a b c"),
        ("a b c", "", None),
    ],
)
def test_the_longest_run(source: str, plain: str, found: str | None) -> None:
    run = longest_run(source.split(), plain, 3)
    assert (run.text if run else None) == found


def test_a_run_is_looked_for_in_bounded_time() -> None:
    run = longest_run(["the"] * 100_000, "the " * 100_000, 3)
    assert run is not None
    assert len(run.words) == 400
