"""Tables of contents: every form docfx knows is read, nothing raises, and what is wrong has its place."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_bitext.markup.link_index import LinkIndex
from sphinx_bitext.markup.toc import MAX_LEVELS, Toc, TocItem, parse_toc
from sphinx_bitext.markup.toc_tree import TocNode, build_trees
from sphinx_bitext.model import TranslationType
from support import unit

Tree = list[tuple[str, str, "Tree"]]


def tree(items: Iterable[TocItem]) -> Tree:
    return [(item.name, item.toc_href or item.href, tree(item.items)) for item in items]


def nodes(found: Iterable[TocNode]) -> Tree:
    return [(node.item.name, node.docname or node.target, nodes(node.children)) for node in found]


def test_entries_nest_and_name_articles_folders_and_other_sites() -> None:
    toc = parse_toc(
        "### YamlMime:TableOfContent\n"
        "- name: Start\n  href: start.md\n  displayName: begin, first\n"
        "- name:  Two   words\n  expanded: true\n  items:\n  - href: a.md\n  - name: Far\n    href: https://x.example\n"
        "- name: Inside\n  href: inside/TOC.yml\n  topicHref: inside/first.md\n"
        "- name: Folder\n  href: folder/\n"
        "- name: 2020-01-01\n  href: /root/relative\n"
    )
    assert toc.problems == ()
    assert tree(toc.items) == [
        ("Start", "start.md", []),
        ("Two words", "", [("", "a.md", []), ("Far", "https://x.example", [])]),
        ("Inside", "inside/TOC.yml", []),
        ("Folder", "folder/", []),
        ("2020-01-01", "/root/relative", []),
    ]
    assert toc.items[2].href == "inside/first.md"
    assert [(item.line, item.column) for item in toc.walk()][:3] == [(2, 3), (5, 3), (8, 5)]


def test_a_delivery_says_what_it_is() -> None:
    name = unit("0abcd-101", "Början", "Start")
    toc = parse_toc(
        f"items:\n- name: '{name}'\n  href: a.md\nms.openlocfilehash: 0ABC\nms.translationtype: MT\n"
        "ms.lasthandoff: 02/03/2024\n"
    )
    assert tree(toc.items) == [("Början", "a.md", [])]
    assert (toc.translation_type, toc.source_hash, str(toc.last_handoff)) == (
        TranslationType.MACHINE,
        "0abc",
        "2024-02-03",
    )


def test_markdown_nests_by_its_headings() -> None:
    text = (
        "---\nms.translationtype: HT\n---\n"
        f'# [Start](start.md)\n\n# <a name="group"></a>{unit("0abcd-102", "Grupp", "Group")} #\n'
        '### [Djup](a/b.md "x")\n'
        "## [Far](<https://x.example>)\ntext\n## ---\n# Sista\n"
    )
    toc = parse_toc(text, markdown=True)
    assert toc.translation_type is TranslationType.HUMAN
    assert tree(toc.items) == [
        ("Start", "start.md", []),
        ("Grupp", "", [("Djup", "a/b.md", []), ("Far", "https://x.example", [])]),
        ("Sista", "", []),
    ]
    assert [item.line for item in toc.walk()] == [4, 6, 7, 8, 11]


@pytest.mark.parametrize(
    ("text", "place", "said", "left"),
    [
        ("- name: A\n  href: a.md\n- just text\n", (3, 3), "left out", ["A"]),
        ("- name: A\n  items: no list\n", (2, 10), "list", ["A"]),
        ("- name: [A]\n  href: a.md\n", (1, 9), "plain text", [""]),
        ("- name: &n A\n  href: a.md\n- name: *n\n  href: b.md\n", (3, 9), "aliases", ["A", ""]),
        ("- name: !!python/name:os.system A\n  href: a.md\n", (1, 9), "tags", ["A"]),
        ("- name: A\n  name: B\n  href: a.md\n", (2, 3), "twice", ["A"]),
        ("- items:\n  - name: A\n    href: a.md\n", (1, 3), "moves up", ["", "A"]),
        ("- name: 'A\n", (2, 1), "not used", []),
        ("a: 1\n? [x]\n: 2\nitems: [{name: A, href: a.md}]\n", (2, 3), "key", ["A"]),
    ],
)
def test_what_is_wrong_has_its_place_and_the_rest_is_read(
    text: str, place: tuple[int, int], said: str, left: list[str]
) -> None:
    toc = parse_toc(text)
    problem = next(problem for problem in toc.problems if said in problem.message)
    assert (problem.line, problem.column) == place
    assert [item.name for item in toc.walk()] == left


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "- items: [" * 3_000,
        "- name: a\n  items:\n" * 40,
        "\ufeff- name: \x00\x1b\udc80\n",
        "",
        "--- \n",
        "- - - -",
    ],
)
def test_hostile_files_come_to_an_end(text: str) -> None:
    for markdown in (False, True):
        toc = parse_toc(text, markdown=markdown)
        assert all("\udc80" not in item.name for item in toc.walk())


def test_depth_is_bounded() -> None:
    deep = "".join(f"{'  ' * level}- name: L{level}\n{'  ' * level}  items:\n" for level in range(60))
    assert "deeper" in parse_toc(deep).problems[0].message
    marks = "\n".join(f"{'#' * level} L{level}" for level in range(1, 60))
    assert len(list(parse_toc(marks, markdown=True).walk())) == MAX_LEVELS


@given(st.text(alphabet="-: []{}&*!#'\"\n \tnameitshrf.ymd/", max_size=200))
def test_no_text_raises(text: str) -> None:
    for markdown in (False, True):
        toc = parse_toc(text, markdown=markdown)
        build_trees({"": toc}, LinkIndex(["name", "a"], "index"))


def test_files_include_each_other_once() -> None:
    tocs = {
        "": parse_toc("- name: Inside\n  href: in/TOC.yml\n- name: Again\n  href: in/\n- name: X\n  href: x.md\n"),
        "in": parse_toc(
            "- name: A\n  href: a.md\n- name: Back\n  href: ../toc.yml\n- name: Up\n  href: ~/x.html?view=1\n"
        ),
        "other": parse_toc("- name: O\n  href: o.md#part\n"),
        "crumbs": parse_toc("- name: Docs\n  tocHref: /docs/\n  topicHref: /docs/index\n"),
    }
    trees, problems = build_trees(tocs, LinkIndex(["x", "in/a", "other/o"], "index"))
    assert [(tree.folder, nodes(tree.nodes)) for tree in trees] == [
        ("", [("Inside", "", [("A", "in/a", []), ("Up", "x", [])]), ("X", "x", [])]),
        ("other", [("O", "other/o", [])]),
    ]
    assert [(one.folder, one.problem.line, one.broken) for one in problems] == [("in", 3, False), ("", 3, False)]


def test_files_that_only_include_each_other_still_make_a_tree() -> None:
    tocs = {
        "a": parse_toc("- href: ../b/TOC.yml\n  name: B\n- name: X\n  href: x.md\n"),
        "b": parse_toc("- href: ../a/TOC.yml\n  name: A\n- name: Y\n  href: y.md\n"),
    }
    trees, _ = build_trees(tocs, LinkIndex(["a/x", "b/y"], "index"))
    assert [nodes(tree.nodes) for tree in trees] == [[("B", "", [("Y", "b/y", [])]), ("X", "a/x", [])]]


def test_addresses_that_lead_nowhere_or_may_not_be_followed() -> None:
    toc = parse_toc(
        "- name: Gone\n  href: gone.md\n- name: Bad\n  href: 'javascript:alert(1)'\n- name: Up\n  href: ../../x.md\n"
        "- name: No file\n  href: nothing/TOC.yml\n- name: A folder\n  href: sub/\n- name: Page\n  href: index.yml\n"
        "- name: Host\n  href: //x.example/y\n"
    )
    trees, problems = build_trees({"": toc}, LinkIndex(["sub/index"], "index"))
    assert nodes(trees[0].nodes) == [
        ("A folder", "sub/index", []),
        ("Page", "index", []),
        ("Host", "https://x.example/y", []),
    ]
    assert [(one.problem.line, one.broken) for one in problems] == [(1, True), (3, True), (5, True), (7, True)]


def test_a_chain_of_files_is_bounded() -> None:
    names = [f"f{number}" for number in range(200)]
    tocs = {
        name: parse_toc(f"- name: N\n  href: a.md\n- name: Next\n  href: ../{after}/TOC.yml\n")
        for name, after in zip(names, names[1:] + names[:1], strict=True)
    }
    trees, problems = build_trees(tocs, LinkIndex([f"{name}/a" for name in names], "index"))
    assert max(map(_depth, trees[0].nodes)) <= MAX_LEVELS + 1
    assert any("levels" in one.problem.message for one in problems)


def _depth(node: TocNode) -> int:
    return 1 + max(map(_depth, node.children), default=0)


def test_an_empty_file_is_an_empty_table() -> None:
    assert parse_toc("") == Toc()
    assert build_trees({"": Toc()}, LinkIndex([], "index")) == ((), [])
