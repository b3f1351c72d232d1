r"""Laws of `strip --unescape` and `undo_escapes`, whatever the text.

The delivery is played by `_delivered`: it escapes each star and backtick of a sentence that shows as a character.
"""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from undone_escapes import undo_escapes

from sphinx_bitext.markup import escapes, unescape
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.blocks import render_inline
from sphinx_bitext.markup.escapes import MAX_ESCAPES, MAX_WORK, escapes_in, render_page
from sphinx_bitext.markup.strip import english_body, strip_alignment
from support import examples, unit

PIECES = (
    *("\\*", "\\`", "*", "**", "`", "``", "a", " ", "b ", "\\", "_", "[a](b)", "\n", "\n\n", "- ", "> ", "1. ", "| "),
    *("|\n|-|-|\n", "```\n", "<b>", "</b>", "&", "# ", "    ", "[x]: /u\n", "[x\\*]", "[x\\*]: /v\n", "\r\n", "、"),
)
ANY = st.lists(st.sampled_from(PIECES), max_size=20).map(lambda pieces: "Text " + "".join(pieces))
SIDES: tuple[Literal["target", "source"], ...] = ("target", "source")
BETWEEN = st.sampled_from(["", " ", "\n", "\n\n", "- ", "> ", "| "])
SENTENCE = st.lists(
    st.sampled_from(["*", "**", "***", "`", "word", " ", ".", ", ", "x", "字", "_", "[a](b)"]), max_size=9
)
WORDS = SENTENCE.map("".join).filter(lambda text: "\\" not in text and text.strip() == text)


def _marks(html: str) -> str:
    return unescape._letters(html)


def _delivered(sentence: str) -> str:
    position = 0
    while position < len(sentence):
        escaped = f"{sentence[:position]}\\{sentence[position:]}"
        if sentence[position] in "*`" and render_inline(escaped) == render_inline(sentence):
            sentence = escaped
            position += 1
        position += 1
    return sentence


@settings(deadline=None, max_examples=examples(200))
@given(ANY)
def test_undoing_escapes_of_clean_text_never_changes_the_page(text: str) -> None:
    changed = undo_escapes(text)
    assert render_page(changed) == render_page(text)
    assert changed.replace("\\", "") == text.replace("\\", "")
    assert undo_escapes(changed) == changed


@settings(deadline=None, max_examples=examples(200))
@given(
    st.lists(st.tuples(st.sampled_from(["", " ", "\n", "\n\n", "- ", "> ", "| "]), ANY, ANY), min_size=1, max_size=4)
)
def test_unescaping_changes_nothing_on_the_page_but_marks(pieces: list[tuple[str, str, str]]) -> None:
    """Letters, links, tags and blocks stay; stars and backticks may become emphasis and code that they were before."""
    delivery = "Text\n\n" + "".join(
        between + unit(f"3a593-{101 + number}", target, source)
        for number, (between, target, source) in enumerate(pieces)
    )
    for side in SIDES:
        plain, changed = strip_alignment(delivery, side), strip_alignment(delivery, side, unescape=True)
        assert _marks(render_page(changed)) == _marks(render_page(plain))
        assert changed.replace("\\", "") == plain.replace("\\", "")
        assert strip_alignment(changed, side, unescape=True) == changed


@settings(deadline=None, max_examples=examples(200))
@given(ANY)
def test_the_english_side_never_shows_anything_else(text: str) -> None:
    delivery = "Text\n\n" + unit("3a593-101", text, text)
    shown = [render_page(strip_alignment(delivery, "source", unescape=way)) for way in (False, True)]
    assert shown[0] == shown[1]


@settings(deadline=None, max_examples=examples(200))
@given(WORDS, WORDS)
def test_what_a_delivery_escapes_comes_back(target: str, source: str) -> None:
    delivery = "Text " + unit("3a593-101", _delivered("T " + target), _delivered("S " + source))
    assert strip_alignment(delivery, "source", unescape=True) == "Text S " + source
    article = parse_article(delivery, path="a.md", locale="sv-SE")
    assert english_body(article) == "Text S " + source
    if len(escapes_in(_delivered("T " + target))) != len(escapes_in(_delivered("S " + source))):
        return
    assert strip_alignment(delivery, unescape=True) == "Text T " + target


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(WORDS, min_size=1, max_size=3))
def test_what_a_delivery_escapes_in_the_translation_alone_comes_back(sentences: list[str]) -> None:
    """Also where the sentences of a paragraph make emphasis together that none of them makes alone."""
    wanted = "Text " + " ".join("x " + sentence for sentence in sentences)
    delivered = [unit(f"3a593-{101 + n}", _delivered("x " + one), "No stars.") for n, one in enumerate(sentences)]
    if _marks(render_page(wanted)) == _marks(render_page("Text " + " ".join(_delivered("x " + s) for s in sentences))):
        assert strip_alignment("Text " + " ".join(delivered), unescape=True) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (r"a \* b \` c", [2, 7]),
        (r"`\*` \*", [5]),
        (r"``a ` \* `` \*", [12]),
        (r"` \*", [2]),
        (r"\\* \\\*", [6]),
        (r"\`\*`", [0, 2]),
        (r"\_ \# \\", []),
        ("`a\\", []),
    ],
)
def test_escapes_are_found_outside_of_code(written: str, wanted: list[int]) -> None:
    assert escapes_in(written) == wanted


class _Counter:
    """Counts the characters that are rendered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.characters = 0
        for module, name in [(escapes, "render_inline"), (escapes, "render_page")]:
            monkeypatch.setattr(module, name, self._counting(getattr(escapes, name)))
        for name in ("render_inline", "render_page"):
            monkeypatch.setattr(unescape, name, self._counting(getattr(unescape, name)))

    def _counting(self, render: object) -> object:
        def counted(text: str) -> str:
            self.characters += len(text)
            assert callable(render)
            return str(render(text))

        return counted


@pytest.mark.parametrize(
    "block", ["\\*a\\* ", "\\*a ", "\\*", "\\` ", "\\*a\\*\n\n", "- \\* b\n", "word \\*a\\* " * 3, "\\*" * 50 + "\n\n"]
)
def test_rendering_is_bounded(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counter = _Counter(monkeypatch)
    one = block * (MAX_ESCAPES // len(escapes_in(block)) - 1)
    padding = "word " * 5_000
    undo_escapes(one + padding)
    assert 0 < counter.characters <= 10 * len(one + padding) + MAX_WORK
    counter.characters = 0
    half = one[: len(one) // 2]
    for target, source in [(one, ""), (half, half), (half[: len(block)], half)]:
        strip_alignment(unit("3a593-101", target + padding, source), unescape=True)
    assert counter.characters <= 3 * 16 * len(one + padding) + 3 * MAX_WORK


def test_an_article_with_too_many_escapes_keeps_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    counter = _Counter(monkeypatch)
    text = r"a \* b " * (MAX_ESCAPES + 1)
    assert undo_escapes(text) == text
    assert strip_alignment(unit("3a593-101", text, "b"), unescape=True) == text
    assert counter.characters == 0
    assert undo_escapes(r"a \* b " * 3) == "a * b " * 3
