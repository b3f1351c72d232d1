from __future__ import annotations

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from report_samples import HOSTILE, bitext, finding, statuses

from sphinx_bitext.model import Bitext, Certainty, Finding, Severity
from sphinx_bitext.reports import places
from sphinx_bitext.reports.checkdoc import parse_doc
from sphinx_bitext.reports.html import CheckDoc, render_html
from sphinx_bitext.reports.summary import build_summary

CHECKS = [
    CheckDoc("number-differs", Severity.WARNING, Certainty.LIKELY, "A number differs.", "Why it matters: prices <b>."),
    CheckDoc("link-lost", Severity.ERROR, Certainty.CERTAIN, "A link is lost."),
]


def render(
    bitexts: list[Bitext], findings: list[Finding], locales: tuple[str, ...] = ("sv-SE", "ar-SA")
) -> dict[str, str]:
    return dict(render_html(iter(bitexts), findings, build_summary(statuses(), findings, locales), CHECKS))


def shard(text: str) -> tuple[str, list[list[Any]]]:
    match = re.fullmatch(r"BT\.put\((\".*?\"), (\[.*\])\);\n", text, re.DOTALL)
    assert match is not None
    return json.loads(match[1]), json.loads(match[2])


def rows_of(bitexts: list[Bitext], findings: list[Finding]) -> list[list[Any]]:
    rows: list[list[Any]] = shard(render(bitexts, findings)["data/sv-SE.js"])[1][0][8]
    return rows


def test_files() -> None:
    files = render([bitext()], [finding()])
    assert set(files) == {"index.html", "report.css", "report.js", "data/index.js", "data/sv-SE.js", "data/ar-SA.js"}


def test_the_page_has_no_inline_code_and_loads_nothing_foreign() -> None:
    files = render([bitext()], [finding()])
    page = BeautifulSoup(files["index.html"], "lxml")
    assert all(script.get("src") and not script.get_text() for script in page.find_all("script"))
    assert not page.find_all("style")
    handlers = [name for tag in page.find_all(True) for name in tag.attrs if name == "style" or name.startswith("on")]
    assert handlers == []
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", files["index.html"])
    assert not re.search(r"url\(|@import", files["report.css"])
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", files["report.js"])


def test_the_matrix_prints_every_number_and_leads_to_its_segments() -> None:
    found = [finding(), finding(unit="105"), finding(locale="en-US", code="unheard-of")]
    page = BeautifulSoup(render([bitext()], found)["index.html"], "lxml")
    table = page.select_one("table.matrix")
    assert table is not None
    heads = [head.select_one(".tag").get_text() for head in table.select("thead th") if head.select_one(".tag")]  # type: ignore[union-attr]
    assert heads == ["sv-SE", "ar-SA", "en-US"]
    rows = {row.th.get_text(): row.find_all("td") for row in table.select("tbody tr:not(.group)") if row.th}
    assert [cell.contents[0].get_text().split(" ")[0] for cell in rows["number-differs"]] == ["2", "0", "0", "2"]
    link = rows["number-differs"][0].a
    assert link is not None
    assert link["href"] == "#/segments?locale=sv-SE&check=number-differs"
    assert [cell.get_text(strip=True) for cell in rows["Missing"]] == ["1", "1", "–", "2"]
    assert "unheard-of" in rows
    assert [group.get_text() for group in table.select("tr.group")] == [
        "Deliveries",
        "Errors",
        "Warnings",
        "All checks",
    ]
    lengths = {len(cells) for cells in rows.values()}
    assert lengths == {4}


def test_each_check_is_documented_on_the_page() -> None:
    page = BeautifulSoup(render([], [finding(code="unheard-of")])["index.html"], "lxml")
    assert [one["id"] for one in page.select("article")] == [
        "check-number-differs",
        "check-link-lost",
        "check-unheard-of",
    ]
    number = page.find(id="check-number-differs")
    assert number is not None
    assert "Prices <b>." in number.get_text()
    assert "A number differs." in number.get_text()


def test_a_shard_holds_articles_in_order_with_their_facts() -> None:
    files = render([bitext(path="b.md", changed=(("Old.", "New."),)), bitext(path="a.md")], [])
    tag, articles = shard(files["data/sv-SE.js"])
    assert tag == "sv-SE"
    assert [article[0] for article in articles] == ["a", "b"]
    assert articles[0][1:8] == ["MT", 0, "id", "source/sv-SE/a.md", "rebuilt", "proven", []]
    assert articles[1][2] == 1
    assert articles[1][7] == [["Old.", "New."]]
    assert articles[0][8][1] == ["105", "Credits expire.", "Krediter upphör.", 0, 2, []]
    assert articles[0][8][2][:3] == ["", "Only the English has this.", ""]


def test_order_of_the_bitexts_does_not_matter() -> None:
    one, two = bitext(path="a.md"), bitext("ar-SA", path="b.md")
    found = [finding(article="a"), finding("link-lost", article="a")]
    assert render([one, two], found) == render([two, one], found[::-1])


def test_a_finding_joins_its_segment_by_unit() -> None:
    rows = rows_of([bitext()], [finding(line=99, source="3", target="13")])
    assert rows[0][5] == [["number-differs", 1, 1, "", 99, 1, "3 became 13", "3", "13"]]
    assert len(rows) == 3


def test_a_finding_without_a_unit_joins_by_its_place() -> None:
    clean = bitext(segments=((None, "One.", "Ett."), (None, "Two.", "Två.")))
    rows = rows_of([clean], [finding(unit=None, line=2, column=3)])
    assert [len(row[5]) for row in rows] == [0, 1, 0]


def test_of_two_segments_with_one_unit_the_place_decides() -> None:
    twice = bitext(segments=(("104", "One.", "Ett."), ("104", "Two.", "Två.")))
    assert [len(row[5]) for row in rows_of([twice], [finding(line=2)])] == [0, 1, 0]


def test_a_finding_of_a_catalog_does_not_join_by_place_and_keeps_its_path() -> None:
    rows = rows_of([bitext()], [finding(unit=None, path="locale/sv/x.po", line=1, source="S", target="T")])
    assert rows[0][:3] == ["", "S", "T"]
    assert rows[0][5][0][3] == "locale/sv/x.po"


def test_findings_without_a_segment_or_an_article_are_kept() -> None:
    found = [
        finding(unit="999", source="Lost."),
        finding(unit="999", source="Lost.", code="b"),
        finding(article="gone"),
    ]
    _, articles = shard(render([bitext()], found)["data/sv-SE.js"])
    assert [article[0] for article in articles] == ["billing/credits", "gone"]
    assert articles[0][8][0][:3] == ["999", "Lost.", ""]
    assert len(articles[0][8][0][5]) == 2
    assert len(articles[1][8]) == 1


def test_no_text_can_leave_its_string() -> None:
    article = f"billing/{HOSTILE}"
    hostile = bitext(path=article + ".md", segments=(("104", HOSTILE, HOSTILE),), changed=((HOSTILE, ""),))
    found = [finding(HOSTILE, article=article, message=HOSTILE), finding(locale=HOSTILE), finding(locale="")]
    files = render([hostile], found)
    for path, text in files.items():
        text.encode("utf-8")
        assert "alert(1)</script>" not in text, path
    for path in files:
        if path.startswith("data/"):
            assert not re.search("</|<!|[\u2028\u2029]", files[path]), path
    rows = shard(files["data/sv-SE.js"])[1][0][8]
    assert rows[0][1] == HOSTILE.replace("\ud800", "\ufffd")
    assert all(re.fullmatch(r"[\w./-]+", path) for path in files)
    page = BeautifulSoup(files["index.html"], "lxml")
    assert len(page.find_all("script")) == 2


def test_the_index_says_what_the_scripts_need() -> None:
    text = render([bitext("ar-SA")], [])["data/index.js"]
    index = json.loads(text.removeprefix("BT.begin(").removesuffix(");\n"))
    arabic = next(one for one in index["locales"] if one["tag"] == "ar-SA")
    assert arabic["dir"] == "rtl"
    assert (arabic["rows"], arabic["file"], arabic["target"]) == (3, "data/ar-SA.js", True)
    assert arabic["name"] == "Arabic (Saudi Arabia)"
    assert index["checks"][0] == ["number-differs", 1, "A number differs."]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("sv-SE", "ltr"), ("ar-SA", "rtl"), ("he-IL", "rtl"), ("fa", "rtl"), ("ur-PK", "rtl"), ("yi", "rtl"),
        ("sr-Latn-RS", "ltr"), ("ar-Latn-SA", "ltr"), ("az-Arab-IR", "rtl"), ("ckb", "rtl"),
        ("qqq-XX", "ltr"), ("", "ltr"),
    ],
)  # fmt: skip
def test_direction(tag: str, expected: str) -> None:
    assert places.direction(tag) == expected


def test_shards_have_file_names_that_cannot_collide_or_escape() -> None:
    names = places.shard_names(["sv-SE", "sv-se", "index", "../../etc", "", "a/b"])
    assert names["sv-SE"] == "sv-SE.js"
    assert len({name.lower() for name in names.values()}) == 6
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.js", name) for name in names.values())
    assert "index.js" not in names.values()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo.", [("paragraph", ["One two."])]),
        ("Why it matters: it does.", [("heading", ["Why it matters"]), ("paragraph", ["It does."])]),
        ("Bad:\n\n    a\n      b\n\nGood::\n\n    c", [
            ("heading", ["Bad"]), ("code", ["a\n  b"]), ("heading", ["Good"]), ("code", ["c"])]),
        ("How to fix:\n- one\n  more\n- two", [("heading", ["How to fix"]), ("list", ["one more", "two"])]),
        ("```\nx\n\ny\n```\nz", [("code", ["x\n\ny"]), ("paragraph", ["z"])]),
        ("See https://example.com: it", [("paragraph", ["See https://example.com: it"])]),
        ("```\nopen", [("code", ["open"])]),
        ("# Title", [("heading", ["Title"])]),
        ("", []),
    ],
)  # fmt: skip
def test_documentation_markdown(text: str, expected: list[tuple[str, list[str]]]) -> None:
    found = [(part.kind, ["".join(run.text for run in line) for line in part.lines]) for part in parse_doc(text)]
    assert found == expected


def test_documentation_runs() -> None:
    (part,) = parse_doc("Use `a` and ``b`c`` **now**.")
    kinds = [(run.kind, run.text) for run in part.lines[0]]
    assert kinds == [
        ("text", "Use "), ("code", "a"), ("text", " and "), ("code", "b`c"), ("text", " "), ("strong", "now"),
        ("text", "."),
    ]  # fmt: skip
