"""Constructs of the platform's Markdown on pages: spec cases, what must never be lost, and what must never happen."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from dialect_cases import Case, findings_of, html_of, messages_of, put_cases, read_cases, text_of
from sphinx_fake_site import FakeSite, sentence

from sphinx_bitext.markup.dialect.xref import Target
from sphinx_bitext.markup.marks import MarkKind, opening
from support import LONG

CASES = list(read_cases())
SIZE = 10_000 if LONG else 2_000


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> FakeSite:
    site = FakeSite(tmp_path_factory.mktemp("dialect"), "en-US")
    put_cases(site, CASES)
    assert site.build(bitext_video_hosts=["framed.example"]) == ""
    return site


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_spec_case(published: FakeSite, case: Case) -> None:
    assert html_of(published, case.docname) == case.parts["html"]
    assert findings_of(published, case.docname) == case.parts.get("findings", "")
    assert messages_of(case.parts["markdown"]) == case.parts.get("messages", "")


def test_titles_and_labels_are_in_the_language_of_the_page(site: FakeSite) -> None:
    site.locale = "ar-SA"
    site.put(
        "page",
        '# T\n\n> [!VIDEO https://videos.example/1]\n\n::: moniker range=">= app-2.0"\nنص.\n::: moniker-end\n\n'
        ':::image type="complex" source="a.png" alt-text="صورة":::\nوصف.\n:::image-end:::\n',
    )
    site.build()
    text = site.article("page").get_text()
    assert "مشاهدة الفيديو (\u2066videos.example\u2069)" in text
    assert "ينطبق على: \u2066>= app-2.0\u2069" in text
    assert site.article("page").summary.get_text() == "وصف الصورة"


def test_sentences_keep_their_numbers_around_constructs(site: FakeSite) -> None:
    tab = opening(MarkKind.HEADING, "0") + f"[{sentence('104', 'Windows')}](#tab/win)"
    stale = opening(MarkKind.STALE) + opening(MarkKind.SEGMENT)
    page = (
        f"{stale}:::row:::\n:::column:::\n{sentence('103', 'Ett.')} Två.\n:::column-end:::\n:::row-end:::\n\n# {tab}\n"
    )
    site.put("page", f"{page}\n{sentence('105', 'Tre.')}\n", heading_ids=(("windows-anchor",),))
    site.build()
    article = site.article("page")
    assert {bt["data-ttu"]: bt.get_text() for bt in article.select(".bt")} == {
        "103": "Ett.",
        "104": "Windows",
        "105": "Tre.",
    }
    assert article.select_one(".row .cell > p.stale").get_text() == "Ett. Två."
    assert article.select_one("div.tab#windows-anchor") is not None


def test_sentences_of_an_article_that_is_taken_in_are_not_those_of_the_page(site: FakeSite) -> None:
    english = opening(MarkKind.ENGLISH)
    site.put("note", f"{sentence('103', 'Annan.')}\n\n{english}English.\n")
    site.put("page", f"{sentence('103', 'Egen.')}\n\n[!INCLUDE [n](note.md)]\n")
    site.build()
    article = site.article("page")
    assert [bt.get_text() for bt in article.select(".bt")] == ["Egen."]
    assert [(p.get_text(), p.get("lang")) for p in article.select("p")] == [
        ("Egen.", None),
        ("Annan.", None),
        ("English.", "en"),
    ]


@pytest.mark.parametrize(
    ("monikers", "zones", "shown"),
    [
        ([], [], "Old. New. Blue. Docs."),
        (["app-1.0"], ["red"], "Old. Docs."),
        (["app-1.0", "app-10.0"], ["blue", "red"], "Old. New. Blue. Docs."),
        (["app-10.0"], ["blue"], "New. Blue. Docs."),
        (["other-3.0"], [], "Blue. Docs."),
    ],
)
def test_the_project_picks_versions_and_zones(
    site: FakeSite, monikers: list[str], zones: list[str], shown: str
) -> None:
    site.put(
        "page",
        '::: moniker range="< app-2.0"\nOld.\n::: moniker-end\n\n::: moniker range=">= app-2.0 || x"\nNew.\n'
        '::: moniker-end\n\n:::zone pivot="blue"\nBlue.\n:::zone-end\n\n:::zone target="docs"\nDocs.\n:::zone-end\n',
    )
    site.build(bitext_monikers=monikers, bitext_zones=zones)
    article = site.article("page")
    for label in article.select(".range"):
        label.extract()
    assert " ".join(article.get_text().split()) == shown


def test_a_page_is_made_anew_when_what_it_takes_in_changes(site: FakeSite) -> None:
    site.put("note", "Old.")
    site.put(
        "page", "[!INCLUDE [n](note.md)]\n\n[!code-text[c](code.txt)]\n\n<xref:some.name>\n\n[!INCLUDE [l](late.md)]"
    )
    code = site.file("code").with_suffix(".txt")
    code.write_text("first", encoding="utf-8")
    site.build()
    assert site.article("page").get_text().split() == ["Old.", "first", "some.name", "l"]
    site.put("note", "Newer.")
    code.write_text("second", encoding="utf-8")
    site.names["some.name"] = Target("note", {"name": "Note"}, is_article=True)
    site.put("late", "Late.")
    site.build()
    assert site.article("page").get_text().split() == ["Newer.", "second", "Note", "Late."]


WORD = re.compile(r"w\d+")
BLOCKS = (
    "{}", "# {}", "- {}\n- {}", "> [!NOTE]\n> {}", "> {}\n\n{}", "```\n{}\n```", ":::row:::", ":::row-end:::",
    ":::column:::", ":::column-end:::", ':::moniker range="a-1"\n{}', ":::moniker-end", ':::zone pivot="a"',
    ":::zone-end", ':::image type="complex" source="a.png" alt-text="{}":::\n{}', ":::image-end:::", "# [{}](#tab/a)",
    "# [{}](#tab/b/a)", "---", '> [!div class="checklist"]\n> - {}', "[!INCLUDE [{}](none.md)]",
    "{} [!INCLUDE [{}](none.md)] {}", '{} :::image type="icon" source="a.png" alt-text="{}"::: {}',
    "[!code-c[{}](none.c)]", ":::{} x:::", "[!{} y]", "1. {}\n\n   :::row:::\n   {}", "<xref:{}> [{}](xref:none)",
    "   :::column:::\n      {}\n   :::column-end:::", ":::row:::\n{}\n:::column:::\n{}", ':::no-loc text="{}":::',
    "| {} |\n| - |\n| {} |\n:::row-end:::",
)  # fmt: skip


def test_no_word_is_lost_whatever_stands_beside_what(site: FakeSite) -> None:
    draw = random.Random(20)
    pages: dict[str, set[str]] = {}
    for number in range(150):
        count = 0
        blocks = []
        for _ in range(draw.randrange(1, 14)):
            block = draw.choice(BLOCKS)
            blocks.append(block.format(*(f"w{count + index}" for index in range(block.count("{}")))))
            count += block.count("{}")
        markdown = draw.choice(("\n", "\n\n")).join(blocks)
        pages[f"page-{number}"] = set(WORD.findall(markdown))
        site.put(f"page-{number}", markdown)
    site.build()
    for docname, words in pages.items():
        html = html_of(site, docname)
        shown = text_of(html) + " ".join(re.findall(r'alt="([^"]*)"', html))
        assert words <= set(WORD.findall(shown)), site.pages[docname].markdown
        assert "published-flat" not in site.codes(docname)


@pytest.mark.parametrize(
    "markdown",
    [
        ":::row:::\n" * SIZE,
        ":::row:::\n\n" * SIZE + "End.",
        ":::row-end:::\n\n" * SIZE,
        "".join(f"# [T](#tab/{number})\n\n" for number in range(SIZE)),
        '::: moniker range="a"\n# [T](#tab/t)\n\n' * (SIZE // 3),
        ":::image " * (2 * SIZE),
        "[!INCLUDE [" * (2 * SIZE),
        "[!INCLUDE [x](circle.md)]\n\n" * (SIZE // 2),
        "> " * 50 + "[!VIDEO https://a.example/]\n",
        '::: moniker range="' + ">= a-1 || " * (SIZE // 2) + '"\nText.\n',
        ":::code " + 'a="b" ' * (SIZE // 2) + "\n",
        '> [!div class="' + "checklist " * (SIZE // 2) + '"]\n> x\n',
        "[!VIDEO https://[broken]\n\n[!VIDEO https://[::1]",
    ],
    ids=lambda text: text[:20],
)
def test_hostile_constructs_are_published(site: FakeSite, markdown: str) -> None:
    site.put("circle", "[!INCLUDE [x](circle2.md)]\n\n[!INCLUDE [y](circle2.md)]")
    site.put("circle2", "Text. [!INCLUDE [x](circle.md)] [!INCLUDE [y](circle3.md)]\n\n[!INCLUDE [y](circle3.md)]")
    site.put("circle3", "[!INCLUDE [y](circle.md)]\n\n" * 100)
    site.put("page", markdown)
    site.build()
    assert site.article("page").get_text().strip() or markdown.startswith("[!INCLUDE [x]")
    assert Path(site.outdir / "page.html").stat().st_size < 20_000_000
