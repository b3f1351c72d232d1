from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.markup.article import build_side, decode, parse_article
from sphinx_bitext.markup.blocks import parse_blocks, render_inline
from sphinx_bitext.model import Block, Span
from support import LONG, examples


def sliced(text: str, block: Block) -> str:
    """Return what stands in the text at the ranges of a block."""
    found = "\n".join(text[start:end] for start, end in block.lines)
    return found.replace("\\|", "|") if block.kind == "cell" else found


def _check(text: str) -> tuple[Block, ...]:
    blocks = parse_blocks(text)
    for block in blocks:
        assert sliced(text, block) == block.content, block
        assert block.place.end <= len(text)
    assert [block.place for block in blocks] == sorted(block.place for block in blocks)
    return blocks


def _shown(text: str) -> list[tuple[str, str, str]]:
    return [(block.kind, " ".join(block.containers), block.content) for block in _check(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# Title #\n\nText\nmore\n", [("heading", "", "Title"), ("paragraph", "", "Text\nmore")]),
        ("Title\n===\n\nOther\ntitle\n---\n", [("heading", "", "Title"), ("heading", "", "Other\ntitle")]),
        ("# C# and F#\n", [("heading", "", "C# and F#")]),
        ("> a\n> b\nlazy\n", [("paragraph", "quote", "a\nb\nlazy")]),
        ("> > deep\n> > er\n", [("paragraph", "quote quote", "deep\ner")]),
        (
            "1. one\n\n   two\n   - three\n\n     four\n",
            [
                ("paragraph", "ordered item", "one"),
                ("paragraph", "ordered item", "two"),
                ("paragraph", "ordered item bullet item", "three"),
                ("paragraph", "ordered item bullet item", "four"),
            ],
        ),
        ("-\ttabbed\n\n\tmore\n", [("paragraph", "bullet item", "tabbed"), ("paragraph", "bullet item", "more")]),
        ("- > quote in a list\n  > goes on\n", [("paragraph", "bullet item quote", "quote in a list\ngoes on")]),
        (
            "| a | b \\| c |\n|---|---|\n| `x \\| y` | a |\n|  | b |\n",
            [
                ("cell", "table row", "a"),
                ("cell", "table row", "b | c"),
                ("cell", "table row", "`x | y`"),
                ("cell", "table row", "a"),
                ("cell", "table row", "b"),
            ],
        ),
        (
            "> | a | a |\n> |---|---|\n> | a | a |\n",
            [("cell", "quote table row", "a")] * 4,
        ),
        ("> [!NOTE]\n> Read this.\n> And this.\n", [("paragraph", "alert", "Read this.\nAnd this.")]),
        ("> [!UNKNOWN]\n> Text.\n", [("paragraph", "quote", "[!UNKNOWN]\nText.")]),
        ("```sh\nrun\n\nit\n```\n", [("fence", "", "```sh\nrun\n\nit\n```")]),
        ("~~~\nnever closed\n", [("fence", "", "~~~\nnever closed")]),
        (
            "- text\n\n  ```sh\n  run\n    it\n  ```\n",
            [("paragraph", "bullet item", "text"), ("fence", "bullet item", "```sh\nrun\n  it\n```")],
        ),
        ("```\n```\n", [("fence", "", "```\n```")]),
        ("    code\n\n    more\n", [("code", "", "code\n\nmore")]),
        ("<div>\ntext\n</div>\n\nafter\n", [("html", "", "<div>\ntext\n</div>"), ("paragraph", "", "after")]),
        ("[a]: https://a.example\n\n[a]\n", [("definition", "", "[a]: https://a.example"), ("paragraph", "", "[a]")]),
        ("hard  \nbreak\\\nhere\n", [("paragraph", "", "hard  \nbreak\\\nhere")]),
        ("***\n\n---\n", []),
        ("", []),
    ],
    ids=range(22),
)
def test_blocks_stand_where_their_ranges_say(text: str, wanted: list[tuple[str, str, str]], newline: str) -> None:
    assert _shown(text.replace("\n", newline)) == wanted


def test_heading_levels_are_kept() -> None:
    levels = [block.level for block in parse_blocks("# a\n\n### b\n\nc\n===\n\nd\n---\n\ntext\n")]
    assert levels == [1, 3, 1, 2, 0]


def test_a_definition_that_stands_twice_is_found_twice() -> None:
    text = "[a]: /one\n\n[a]: /two\n\n[a]\n"
    assert [block.content for block in _check(text) if block.kind == "definition"] == ["[a]: /one", "[a]: /two"]


@pytest.mark.parametrize("depth", [9, 10, 21, 30])
def test_deep_lists_lose_no_item(depth: int) -> None:
    text = "".join(f"{'  ' * level}- level {level}\n" for level in range(depth))
    assert [block.content for block in _check(text)] == [f"level {level}" for level in range(depth)]


@pytest.mark.parametrize("text", [">" * 100 + " deep\n", ">" * 5_000 + " deep\n", "- " * 60 + "deep\n"])
def test_a_text_too_deep_for_the_parser_is_one_block(text: str) -> None:
    assert [(block.kind, block.content) for block in parse_blocks("Text\n\n" + text)] == [("flat", "Text\n\n" + text)]


def test_messages_are_what_sphinx_extracts() -> None:
    assert Block("paragraph", (), "a\nb \\\nc  \nd").message == "a b c   d"
    assert Block("paragraph", (), "a \\").message == "a"
    assert Block("cell", (), " x ").message == "x"


def test_the_place_of_a_block_reaches_from_its_first_to_its_last_line() -> None:
    assert Block("paragraph", (Span(3, 5), Span(8, 9)), "ab\nc").place == (3, 9)
    assert Block("paragraph", (), "").place == (0, 0)


def test_two_spellings_render_alike_or_not() -> None:
    assert render_inline(r"5 \* 3") == render_inline("5 * 3")
    assert render_inline(r"\*a\*") != render_inline("*a*")


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(st.sampled_from([*"ab |>-+*#`~=[]()!<&\t\\\n1.", "\r\n", "    ", "> ", "- ", "|-|\n"]), max_size=40))
def test_ranges_lie_in_the_text_whatever_it_is(pieces: list[str]) -> None:
    text = "".join(pieces)
    for block in parse_blocks(text):
        for start, end in block.lines:
            assert 0 <= start <= end <= len(text)


@pytest.mark.corpus
def test_ranges_of_all_commonmark_examples_are_exact(shared: Path) -> None:
    examples_ = json.loads((shared / "hostile" / "commonmark-examples.json").read_text("utf-8"))
    assert len(examples_) == 655
    for example in examples_:
        _check(example["markdown"])
        _check(example["markdown"].replace("\n", "\r\n"))


@pytest.mark.corpus
def test_ranges_of_real_articles_are_exact(corpus: Path) -> None:
    paths = sorted(corpus.rglob("sxs/**/*.md"))
    blocks = 0
    for path in paths if LONG else paths[::12]:
        article = parse_article(decode(path.read_bytes()), path="a.md", locale="sv-SE")
        blocks += len(_check(build_side(article, "target").text))
        blocks += len(_check(build_side(article, "source").text))
    assert blocks >= (19_428 if LONG else 1_000)
