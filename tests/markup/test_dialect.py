"""Constructs as pure text: lines, ranges of versions, parts of files, names, and line breaks that catalogs lose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_bitext.markup.dialect import is_unknown, read_inline, read_line
from sphinx_bitext.markup.dialect.code import Snippet, line_numbers, select
from sphinx_bitext.markup.dialect.lines import dedent_columns, free_lines, own_lines
from sphinx_bitext.markup.dialect.moniker import is_in, is_range
from sphinx_bitext.markup.dialect.tabs import read_heading
from sphinx_bitext.markup.dialect.xref import read_address, read_map
from sphinx_bitext.markup.dialect.zone import is_picked
from sphinx_bitext.markup.marks import MarkKind, opening, remove_marks


@pytest.mark.parametrize(
    ("version", "wanted", "holds"),
    [
        ("app-2.0", ">= app-2.0", True),
        ("app-10.0", ">= app-2.0", True),
        ("app-2.0", "> app-2.0", False),
        ("app-2", "= app-2.0", False),
        ("app-2", ">= app-2.0 <= app-2.0.0", True),
        ("app-3.1", ">= app-2.0 < app-3.0 || = app-3.1", True),
        ("app-3.1", ">= app-2.0 < app-3.0 or app-3.2", False),
        ("other-3.0", ">= app-2.0", False),
        ("APP-latest", "app-latest", True),
        ("app-latest", ">= app-latest", True),
    ],
)
def test_a_version_lies_in_a_range_or_not(version: str, wanted: str, holds: bool) -> None:
    assert is_range(wanted)
    assert is_in(version, wanted) is holds


@pytest.mark.parametrize("text", ["", " ", "=>=", ">= ", "a || ", "a & b", "<script>"])
def test_what_is_no_range(text: str) -> None:
    assert not is_range(text)


def test_zones_are_picked_by_any_of_their_names() -> None:
    assert is_picked("blue, red", [])
    assert is_picked("blue, red", ["RED"])
    assert not is_picked("blue", ["red"])
    assert is_picked("docs", ["red"])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2", [2]),
        ("1-3", [1, 2, 3]),
        ("3-", [3, 4]),
        ("4,1-2", [4, 1, 2]),
        ("2-99999", [2, 3, 4]),
        ("9", None),
        ("x", None),
    ],
)
def test_lines_are_named(text: str, numbers: list[int] | None) -> None:
    assert line_numbers(text, 4) == numbers


FILE = """\
a
#region First
  b
  // <inner>
  c
  #region Second
  d
  #endregion
// </inner>
#endregion
<!-- <xml> -->
<e/>
<!-- </xml> -->
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [("first", "b\nc\nd"), ("inner", "  c\n  #region Second\n  d\n  #endregion"), ("Second", "d"), ("xml", "<e/>")],
)
def test_parts_of_a_file_are_found_by_name(name: str, text: str) -> None:
    found = select(FILE, {"id": name})
    assert found is not None
    assert found.text.split() == text.split()


def test_a_part_that_is_missing_or_not_closed_is_none() -> None:
    assert select(FILE, {"id": "third"}) is None
    assert select("// <open>\nx\n", {"id": "open"}) is None
    assert select("", {}) is None
    assert select("a\n\n  b\n", {"range": "2-3", "highlight": "2"}) == Snippet("\nb", (2,))


def test_a_tab_is_a_heading_that_is_one_link_to_a_tab() -> None:
    assert read_heading("[On **Windows**](#tab/win)") == ("On **Windows**", "win", "")
    assert read_heading("[Python](#tab/Py/Linux)") == ("Python", "py", "linux")
    assert read_heading("[Windows](#tab/win) and more") is None
    assert read_heading("[Windows](#tabs/win)") is None


def test_names_are_read_from_addresses_and_maps() -> None:
    found = read_address("xref:A.B%2A?displayProperty=fullName#part")
    assert found is not None
    assert (found.uid, found.display, found.fragment) == ("A.B*", "fullName", "part")
    assert read_address("https://a.example/") is None
    assert read_address("xref:") is None
    table = {
        "baseUrl": "https://a.example/api/",
        "references": [{"uid": "A", "href": "a.html", "name": "A"}, {"uid": 1}, 2],
    }
    assert {uid: target.href for uid, target in read_map(table).items()} == {"A": "https://a.example/api/a.html"}
    assert read_map([]) == {} == read_map({"references": {}})


def test_lines_of_constructs_come_back_where_a_catalog_lost_them() -> None:
    english = ":::row:::\n:::column:::\nText.\n:::column-end:::\n:::row-end:::"
    lost = ":::row::: :::column::: Annan text. :::column-end::: :::row-end:::"
    assert own_lines(lost, english) == english.replace("Text.", "Annan text.")
    assert own_lines(english, english) == english
    assert own_lines('Ett :::image source="a.png"::: tecken.', 'An :::image source="a.png"::: icon.').count("\n") == 0


def test_marks_in_front_of_a_construct_move_to_the_text_behind_it() -> None:
    stale = opening(MarkKind.STALE)
    assert free_lines(f"> {stale}:::row:::\n> Text.") == f"> :::row:::\n> {stale}Text."
    assert free_lines(f"{stale}:::row:::\n\nText.") == ":::row:::\n\nText."
    assert free_lines(f"{stale}Text.") == f"{stale}Text."


def test_indented_columns_are_no_code() -> None:
    text = ":::row:::\n   :::column:::\n      Left\n\n        more\n   :::column-end:::\n:::row-end:::"
    assert dedent_columns(text) == text.replace("      Left", "   Left").replace("        more", "     more")


PIECES = [
    ":::", "row", "column-end", "image ", 'source="a.png"', 'alt-text="', '"', "[!", "INCLUDE", "VIDEO ", "code-c",
    "[x]", "(y.md)", "]", " ", "\n", "> ", "word", opening(MarkKind.SEGMENT, "103"), "moniker range=", "div class=",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_reading_never_raises_and_loses_no_text(text: str) -> None:
    for line in text.split("\n"):
        read_line(line)
        is_unknown(line)
        for position in range(len(line)):
            found = read_inline(line, position)
            assert found is None or position < found.end <= len(line)
    assert remove_marks(free_lines(text)) == remove_marks(text) or ":::" in text or "[!" in text
    assert "".join(free_lines(text).split()).count("word") == text.count("word")
    assert own_lines(text, text).split() == text.split()
