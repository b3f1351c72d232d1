"""Markdown of any kind, wrapped in units and stripped again, comes back as it was on both sides."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.markup.alignment_spans import scan_units
from sphinx_bitext.markup.escapes import render_page
from sphinx_bitext.markup.strip import strip_alignment
from support import examples, unit

PLACES = {
    "paragraph": ("", "", ""),
    "item": ("- ", "  ", ""),
    "ordered item in a quote": ("> 7. ", ">    ", ""),
    "quote": ("> ", "> ", ""),
    "heading": ("## ", "", ""),
    "cell": ("| A | B |\n|---|---|\n| ", "| ", " | b |"),
    "link text": ("[", "", "](a.md)"),
    "code": ("    ", "    ", ""),
    "fence": ("```\n", "", "\n```"),
    "note": ("> [!NOTE]\n> ", "> ", ""),
    "HTML": ("<p>", "", "</p>"),
}
"""What stands before the first line, before the others, and behind the last."""

PIECES = (
    *(
        "`",
        "``",
        "```\n",
        "*",
        "**",
        "_",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "&",
        "\\",
        "\\*",
        "# ",
        "- ",
        "1. ",
        "> ",
        "| ",
    ),
    *("![a](b)", "[a](b)", "<br>", "<b>", "</b>", "<a name='x'>", "<!-- x -->", "<xref:a>", "https://a.example/", " "),
    *("word", "字。", "  ", "\n", "\n\n", "\t", "\r\n", "\xa0", "\ufeff", "&quot;", "---\n", "[a]: b\n", ":::\n"),
)
MARKDOWN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=16).map("".join)


def _placed(markdown: str, place: str, wrap: bool, side: str = "") -> str:
    """Return the Markdown in its place: with `wrap` each line as a unit, without it one side."""
    first, other, last = PLACES[place]
    lines = re.split("(\r?\n)", markdown)
    pieces = [first]
    for index, line in enumerate(lines):
        if index % 2:
            pieces += [line, other]
        elif line.strip() and wrap:
            pieces.append(unit(f"3a593-{101 + index}", line, _english(line)))
        else:
            pieces.append(_english(line) if side == "source" and line.strip() else line)
    return "Text\n\n" + "".join([*pieces, last])


def _english(line: str) -> str:
    """Return another text of the same form."""
    return line + " x"


def _check(markdown: str, place: str) -> None:
    wrapped = _placed(markdown, place, wrap=True)
    assert strip_alignment(wrapped) == _placed(markdown, place, wrap=False)
    assert strip_alignment(wrapped, "source") == _placed(markdown, place, wrap=False, side="source")
    scan = scan_units(wrapped)
    assert len(scan.units) == sum(bool(line.strip()) for line in re.split("\r?\n", markdown))
    assert {defect.kind for defect in scan.defects} <= ({"raw-span-tag"} if "span" in markdown else set())


@pytest.mark.corpus
@pytest.mark.parametrize("place", PLACES)
def test_commonmark_comes_back_from_all_places(place: str, shared: Path) -> None:
    """Each line of each example is a unit."""
    found = json.loads((shared / "hostile" / "commonmark-examples.json").read_text("utf-8"))
    assert len(found) > 600
    for example in found:
        _check(example["markdown"].rstrip("\n"), place)


@pytest.mark.corpus
def test_commonmark_comes_back_in_one_unit(shared: Path) -> None:
    for number, example in enumerate(json.loads((shared / "hostile" / "commonmark-examples.json").read_text("utf-8"))):
        markdown = "Text\n\n" + example["markdown"]
        whole = unit("3a593-101", markdown, markdown)
        assert strip_alignment(whole) == strip_alignment(whole, "source") == markdown, number


@pytest.mark.corpus
def test_commonmark_shows_the_same_with_its_needless_escapes_undone(shared: Path) -> None:
    """Both sides are the same here, so no escape is one that the delivery alone can have added."""
    for number, example in enumerate(json.loads((shared / "hostile" / "commonmark-examples.json").read_text("utf-8"))):
        markdown = "Text\n\n" + example["markdown"]
        wrapped = "".join(
            unit(f"3a593-{101 + index}", line, line) if line.strip() else line
            for index, line in enumerate(re.split("(\n)", markdown))
        )
        for side in ("target", "source"):
            changed = strip_alignment(wrapped, "target" if side == "target" else "source", unescape=True)
            assert render_page(changed) == render_page(markdown), number


@settings(deadline=None, max_examples=examples(200))
@given(MARKDOWN, st.sampled_from(list(PLACES)))
def test_any_markdown_comes_back_from_all_places(markdown: str, place: str) -> None:
    _check(markdown, place)
