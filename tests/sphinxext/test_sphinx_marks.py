"""Marks must be invisible to Markdown: with them or without, the same page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from sphinx_bitext.markup.marks import CLOSE, MarkKind, opening, remove_marks
from sphinx_bitext.markup.plain_text import plain_text
from sphinx_bitext.sphinxext.markdown import ArticleMarkdown, NestingError

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "hostile" / "commonmark-examples.json"
MARK = opening(MarkKind.SEGMENT, "103")


def stock() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 80}).enable("table")
    parser.options["alerts"] = True
    return parser


def render_wrapped(markdown: str, wrap: Callable[[str], str]) -> str:
    """Render with the inline content of every block replaced by `wrap(content)`."""
    parser = ArticleMarkdown()
    env: dict[str, Any] = {}

    def rewrap(state: StateCore) -> None:
        for token in state.tokens:
            if token.type == "inline":
                token.content = wrap(token.content)

    parser.core.ruler.after("block", "rewrap", rewrap)
    return remove_marks(str(parser.render(markdown, env)))


def whole(content: str) -> str:
    return MARK + content + CLOSE


@pytest.mark.skipif(not EXAMPLES.is_file(), reason="the shared hostile material is not beside the project")
def test_all_commonmark_examples_are_the_same_inside_marks() -> None:
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    assert len(examples) > 600
    different = [
        example["markdown"]
        for example in examples
        if render_wrapped(example["markdown"], whole) != stock().render(example["markdown"])
    ]
    assert different == []


INLINE = st.text(st.sampled_from(list("ab *_`[]()!<>&;\\\n~\"'.:#-é—日")), max_size=40)


@settings(max_examples=400, deadline=None)
@given(INLINE)
def test_made_up_text_is_the_same_inside_marks(text: str) -> None:
    content = text.strip()
    marked = ArticleMarkdown().renderInline(whole(content))
    assert remove_marks(marked) == stock().renderInline(content)


WORDS = st.lists(
    st.sampled_from(
        ["*a*", "**b**", "_c_", "d", "[e](f)", "`g`", "\\*", "&amp;", "<https://a.se>", "**日**本", "*h*!"]
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(WORDS, st.sampled_from([" ", "\n", "  \n"]))
def test_marks_between_whole_pieces_change_nothing(words: list[str], space: str) -> None:
    plain = space.join(words)
    marked = space.join(MARK + word + CLOSE for word in words)
    assert remove_marks(ArticleMarkdown().renderInline(marked)) == stock().renderInline(plain)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (f"foo{MARK}*bar*{CLOSE}", "foo*bar*"),
        (f"**{MARK}bold{CLOSE}** x", "**bold** x"),
        (f"snake_{MARK}case_{CLOSE}x", "snake_case_x"),
        (f"a  {CLOSE}\n{MARK}b", "a  \nb"),
        (f"a\\{CLOSE}\n{MARK}b", "a\\\nb"),
        (f"[{MARK}text{CLOSE}](to 'title {MARK}x{CLOSE}')", "[text](to 'title x')"),
        (f"[x](a{MARK}b)", "[x](ab)"),
    ],
)
def test_marks_at_odd_places(marked: str, plain: str) -> None:
    if plain == "a\\\nb":  # the mark keeps the backslash from the line end: text is kept, the break is not
        assert remove_marks(ArticleMarkdown().renderInline(marked)) == "a\\\nb"
        return
    assert remove_marks(ArticleMarkdown().renderInline(marked)) == stock().renderInline(plain)


def test_a_reference_label_with_marks_is_found() -> None:
    html = ArticleMarkdown().render(f"{MARK}See [the {CLOSE}{MARK}rules].{CLOSE}\n\n[the rules]: /x\n")
    assert '<a href="/x">the rules</a>' in remove_marks(html)


def test_the_scan_of_a_long_run_of_marks_is_linear() -> None:
    text = (MARK + "*a* " + CLOSE) * 4000
    assert ArticleMarkdown().renderInline(text).count("<em>") == 4000


@pytest.mark.parametrize("text", [">" * 200 + " x", "- " * 200 + "x", "*a " * 200 + "b*" * 200])
def test_too_deep_text_is_refused_and_not_cut(text: str) -> None:
    with pytest.raises(NestingError):
        ArticleMarkdown().parse(text)


def test_the_parser_leaves_no_state_of_a_page_behind() -> None:
    parser = ArticleMarkdown()
    parser.render("[a]: /x\n")
    assert parser.render("[a]\n") == "<p>[a]</p>\n"


def test_plain_text_of_a_sentence() -> None:
    text = f"{MARK}Click **Next** &amp; see [the `code`](x), <b>now</b>\nor ![alt](i.png) <tenant>.{CLOSE}"
    assert plain_text(text) == "Click Next & see the code, now or alt <tenant>."
