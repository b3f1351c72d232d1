"""The globs of docfx, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_bitext.workflows.importing.globs import Globs

MATCHES = [
    ("**/*.md", ["a.md", "x/a.md", "x/y/A.MD"], ["a.mdx", ".x/a.md", "x/.a.md", "x/.y/a.md"]),
    ("**.md", ["a.md", "x/y/a.md"], ["a.yml"]),
    ("**/**.md", ["a.md", "x/y/a.md"], []),
    ("*.md", ["a.md"], ["x/a.md"]),
    ("x**y.md", ["xy.md", "xaby.md"], ["x/y.md"]),
    ("**", ["a.md", "x/y/a.md"], [".a", "x/.y/a"]),
    ("x/**", ["x/a.md", "x/y/a.md"], ["x", "y/x/a.md"]),
    ("x/", ["x/a.md", "x/y/a.md"], ["x", "y/a.md"]),
    ("**/obj/**", ["obj/a", "x/obj/y/a"], ["obj", "objects/a"]),
    ("x/**/y/*.md", ["x/y/a.md", "x/1/2/y/a.md", "x/y/y/a.md"], ["x/y/z/a.md"]),
    ("a?.md", ["ab.md"], ["a.md", "abc.md"]),
    ("[ab].md", ["a.md", "b.md"], ["c.md", "ab.md"]),
    ("[!ab].md", ["c.md"], ["a.md"]),
    ("[.]a.md", [], [".a.md"]),
    ("[a.md", ["[a.md"], ["a.md"]),
    ("*.{md,yml}", ["a.md", "a.yml"], ["a.json", "a.{md,yml}"]),
    ("{x,y/{1,2}}/a.md", ["x/a.md", "y/1/a.md", "y/2/a.md"], ["y/a.md"]),
    ("!**/*.md", ["a.yml"], ["a.md", "x/a.md"]),
    ("!!a.md", ["a.md"], ["b.md"]),
    (r"a\*.md", ["a*.md"], ["ab.md"]),
    (r"\[a\].md", ["[a].md"], ["a.md"]),
    (".x/*.md", [".x/a.md"], ["x/a.md"]),
    ("./a.md", ["a.md"], ["x/a.md"]),
    ("README.md", ["README.md", "readme.md"], ["x/README.md"]),
    ("", [], ["a.md"]),
    ("a.b", ["a.b"], ["axb"]),
    ("{a,b}" * 60, [], ["a" * 60]),
]


@pytest.mark.parametrize(("pattern", "taken", "left"), MATCHES, ids=[pattern[:20] for pattern, _, _ in MATCHES])
def test_a_pattern_takes_what_docfx_takes(pattern: str, taken: list[str], left: list[str]) -> None:
    globs = Globs([pattern])
    assert [path for path in [*taken, *left] if globs.match(path)] == taken


def test_any_pattern_of_a_list_is_enough() -> None:
    assert Globs(["*.yml", "*.md"]).match("a.md")
    assert not Globs([]).match("a.md")


def test_stars_that_nearly_match_are_told_apart_at_once() -> None:
    pattern = "**/" + "*a" * 40 + "b/" + "**/x/" * 40 + "z"
    assert not Globs([pattern]).match("a" * 200 + "b/" + "x/" * 300 + "y")


@given(st.text("ab/*?[]{},!\\.^-", max_size=30), st.text("ab/.", min_size=1, max_size=20))
def test_no_pattern_raises(pattern: str, path: str) -> None:
    assert Globs([pattern]).match(path) in (True, False)


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=6), st.data())
def test_stars_take_the_place_of_folders(parts: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(parts) - 1))
    end = data.draw(st.integers(start, len(parts) - 1))
    assert Globs(["/".join([*parts[:start], "**", *parts[end:]])]).match("/".join(parts))
