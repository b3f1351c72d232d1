"""What a page cannot show is named with its words, and with the text by which its place is found."""

from __future__ import annotations

import pytest
from sphinx_fake_site import FakeSite


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Return the list of what is said from now on: (code, message, where)."""
    found: list[tuple[str, str, str]] = []

    def warn(_self: FakeSite, _docname: str, code: str, message: str, where: str = "") -> None:
        found.append((code, message, where))

    monkeypatch.setattr(FakeSite, "warn", warn)
    return found


@pytest.mark.parametrize(
    ("table", "lost"),
    [
        ("| a |\n|-|\n| b | lost one | lost two |", ["lost one | lost two"]),
        ("a | b\n-|-\nc | d | lost", ["lost"]),
        ("> | a |\n> |-|\n> | b | lost |", ["lost"]),
        ("- | a |\n  |-|\n  | b | lost |", ["lost"]),
        ("| a |\n|-|\n| b | x \\| y |", ["x \\| y"]),
        ("| a |\n|-|\n| b | lost one |\n| c |\n| d | lost two |", ["lost one", "lost two"]),
        ("| a |\n|-|\n| b | | |", []),
        ("| a | b |\n|-|-|\n| b \\| c |", []),
        ("| a | b |\n|-|-|\n| `b | c` |", []),
        ("| a | b |\n|-|-|\n|| c |", []),
        ("```\n| a |\n|-|\n| b | c |\n```", []),
    ],
)
def test_cells_without_a_column_are_named(
    site: FakeSite, said: list[tuple[str, str, str]], table: str, lost: list[str]
) -> None:
    site.put("a", f"# A\n\n{table}\n")
    assert site.build() == ""
    assert [where for code, _, where in said if code == "lost-cell"] == lost
    assert [message for code, message, _ in said if code == "lost-cell"] == [
        f"the table has no column for: {text}" for text in lost
    ]


def test_what_is_wrong_in_an_article_that_is_taken_in_is_found_where_that_is_asked_for(
    site: FakeSite, said: list[tuple[str, str, str]]
) -> None:
    site.put("a", '# A\n\n[!INCLUDE [b](b.md)]\n\n:::code source="none.c":::\n')
    site.put("b", "B\n\n[!INCLUDE [c](none.md)]\n\n:::row-end:::\n")
    site.build()
    places = {(code, where) for code, _, where in said}
    assert ("missing-code", ':::code source="none.c":::') in places
    assert {("missing-include", "[!INCLUDE [b](b.md)]"), ("missing-include", "[!INCLUDE [c](none.md)]")} <= places
    assert {("unknown-markup", "[!INCLUDE [b](b.md)]"), ("unknown-markup", ":::row-end:::")} <= places


def test_brackets_without_an_end_are_published_as_they_stand(site: FakeSite, said: list[tuple[str, str, str]]) -> None:
    flood = "x " + "[a " * 400
    site.put("a", f"# A\n\n*one*\n\n{flood}\n\n*two*\n")
    site.build()
    assert [code for code, _, _ in said] == ["published-flat"]
    assert flood[:80] == said[0][2]
    assert flood.strip() in site.article("a").text
    assert [found.text for found in site.article("a").find_all("em")] == ["one", "two"]
