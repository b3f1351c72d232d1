"""Brackets without an end are read as plain text; what articles really hold is read as markup."""

from __future__ import annotations

import pytest

from sphinx_bitext.checks._inline import parse_nodes
from sphinx_bitext.markup.blocks import is_plain, markdown_parser
from sphinx_bitext.markup.linear import LinearInline
from support import LONG, calls

MOST = 20_000 if LONG else 400
FLOODS = ["[", "![", "[a", "[!a", "[!a](b [", "[`a` ", "[*a* ", "[<a ", "[\\a "]
REAL = [
    "[![a](b.png)](c.md) ",
    "[a][b] ",
    "[a](b.md \"c\") ",
    "[**a** `b` *c*](d.md) ",
    "- [ ] a ",
    "a[0][1] = b[2] ",
    "\\[ ",
    "[^1] ",
]  # fmt: skip


def steps(markdown: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how often the parser looks ahead."""
    count = 0
    real = LinearInline.skipToken

    def counted(self: LinearInline, state: object) -> None:
        nonlocal count
        count += 1
        real(self, state)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(LinearInline, "skipToken", counted)
        markdown_parser().parseInline(markdown)
    return count


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_brackets_is_plain_text_as_it_stands(flood: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = flood * MOST
    assert is_plain(text)
    assert [(node.kind, node.content) for node in parse_nodes(text)] == [("text", text)]
    (block,) = markdown_parser().parseInline(text)
    assert [(token.type, token.content) for token in block.children or ()] == [("text", text)]
    assert steps(text, monkeypatch) <= 2_000 + 2 * len(text)


def test_images_inside_each_other_are_not_read_again_and_again() -> None:
    text = "![" * 60 + "*a* " * MOST + "](x)" * 60
    count = calls(lambda: markdown_parser().parseInline(text))
    assert is_plain(text)
    assert count < 100 * len(text)


@pytest.mark.parametrize("real", REAL)
def test_what_articles_hold_is_never_plain(real: str) -> None:
    assert not is_plain(real * 400)


def test_the_next_text_has_steps_of_its_own() -> None:
    tokens = markdown_parser().parse("[a " * MOST + "\n\n[b](c)\n")
    kinds = [[child.type for child in token.children or ()] for token in tokens if token.type == "inline"]
    assert kinds == [["text"], ["link_open", "text", "link_close"]]
