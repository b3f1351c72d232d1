"""Inline Markdown with places: the same as the parser shows, and each piece where it says it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.checks._inline import Node, parse_nodes
from sphinx_bitext.checks._tokens import inline
from sphinx_bitext.markup.blocks import markdown_parser
from support import examples

MARKDOWN = st.lists(
    st.sampled_from(
        ["*", "**", "_", "`", "[", "]", "(", ")", "](", "![", "<", ">", "<b>", "\\", "&amp;", "a", "語", " ", "\n"]
    ),
    max_size=24,
).map("".join)


def _kinds(markdown: str) -> list[tuple[str, str]]:
    return [(node.kind, markdown[slice(*node.place)]) for node in parse_nodes(markdown)]


@pytest.mark.parametrize(
    ("markdown", "kind", "place", "inside"),
    [
        ("a **b** c", "strong", "**b**", "b"),
        ("a ***b*** c", "em", "***b***", "**b**"),
        ("a __b__ c", "strong", "__b__", "b"),
        ("*a **b** c*", "em", "*a **b** c*", "a **b** c"),
        ('x [a *b*](/c "d") y', "link", '[a *b*](/c "d")', "a *b*"),
        ("x ![a](b.png) y", "image", "![a](b.png)", "![a](b.png)"),
        ("x <https://a.example> y", "autolink", "<https://a.example>", "https://a.example"),
        ("x ``a ` b`` y", "code", "``a ` b``", "``a ` b``"),
        ("x <br/> y", "html", "<br/>", "<br/>"),
        ("語**「a」** を", "literal", "*", "*"),
        ("x &lt; y", "special", "&lt;", "&lt;"),
    ],
)
def test_pieces_stand_where_they_say(markdown: str, kind: str, place: str, inside: str) -> None:
    node = next(node for node in parse_nodes(markdown) if node.kind == kind)
    assert markdown[slice(*node.place)] == place
    assert markdown[slice(*node.inside)] == inside


def test_marks_that_the_reader_sees_are_literal() -> None:
    assert [shown for kind, shown in _kinds("** a** \\* b*") if kind == "literal"] == ["*", "*", "*", "*", "\\*", "*"]


def test_text_behind_a_line_end_is_found_behind_its_indent() -> None:
    assert _kinds("a  \n   b") == [("text", "a"), ("break", "\n   "), ("text", "b")]


def test_what_stands_inside_comes_first() -> None:
    assert [kind for kind, _ in _kinds("[**a**](/b)")] == ["text", "strong", "link"]


def test_addresses_are_not_text() -> None:
    assert inline("See <https://a.example/b>.").plain == "See ."


@settings(max_examples=examples(300))
@given(MARKDOWN)
def test_nodes_show_what_the_parser_shows(markdown: str) -> None:
    children = markdown_parser().parseInline(markdown)[0].children or []
    nodes = parse_nodes(markdown)
    assert sum(token.type == "strong_open" for token in children) == len(_of(nodes, "strong"))
    assert sum(token.type == "em_open" for token in children) == len(_of(nodes, "em"))
    assert [token.content for token in children if token.type == "code_inline"] == [
        node.content for node in _of(nodes, "code")
    ]
    text = "".join(" " if "break" in token.type else token.content for token in children if token.type in SHOWN)
    assert inline(markdown).plain == text


SHOWN = ("text", "softbreak", "hardbreak")


@settings(max_examples=examples(300))
@given(MARKDOWN)
def test_places_lie_in_the_text_and_nest(markdown: str) -> None:
    nodes = parse_nodes(markdown)
    for node in nodes:
        assert 0 <= node.place.start <= node.inside.start <= node.inside.end <= node.place.end <= len(markdown)
        if node.kind in ("text", "strong", "em", "link"):
            assert markdown[slice(*node.inside)] == node.content
    ends = [node.place.end for node in nodes]
    assert ends == sorted(ends)


def _of(nodes: tuple[Node, ...], kind: str) -> list[Node]:
    return [node for node in nodes if node.kind == kind]
