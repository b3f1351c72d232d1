from __future__ import annotations

import dataclasses
import json
import math
import re

import pytest
from bs4 import BeautifulSoup
from report_samples import HOSTILE, bitext, finding, statuses
from report_shards import ShardArticle, articles_of, call

from sphinx_bitext.model import (
    ArticleStatus,
    Bitext,
    Certainty,
    Finding,
    LocaleStatus,
    Severity,
    Span,
    TranslationType,
)
from sphinx_bitext.reports import places
from sphinx_bitext.reports.changes import Changes, build_changes
from sphinx_bitext.reports.checkdoc import parse_doc
from sphinx_bitext.reports.html import CheckDoc, render_html
from sphinx_bitext.reports.shards import PART_ROWS
from sphinx_bitext.reports.summary import build_summary

CHECKS = [
    CheckDoc("number-differs", Severity.WARNING, Certainty.LIKELY, "A number differs.", "Why it matters: prices <b>."),
    CheckDoc("link-lost", Severity.ERROR, Certainty.CERTAIN, "A link is lost."),
]


def render(
    bitexts: list[Bitext],
    findings: list[Finding],
    locales: tuple[str, ...] = ("sv-SE", "ar-SA"),
    changes: Changes | None = None,
) -> dict[str, str]:
    summary = build_summary(statuses(), findings, locales)
    return dict(render_html(iter(bitexts), findings, summary, CHECKS, changes=changes))


def only(bitexts: list[Bitext], findings: list[Finding]) -> ShardArticle:
    (article,) = articles_of(render(bitexts, findings), "sv-SE")
    return article


def test_files() -> None:
    files = render([bitext()], [finding()])
    page = {"index.html", "report.css", "report.js", "data/index.js", "data/sv-SE.js", "data/ar-SA.js"}
    assert set(files) == {*page, "data/1/sv-SE.js", "data/1/english.js"}


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
    heads = [(str(head.contents[0]), head["href"]) for head in table.select("thead th .tag")]
    assert heads == [(tag, f"#/segments?locale={tag}&flagged=1") for tag in ("sv-SE", "ar-SA", "en-US")]
    rows = {row.th.get_text(): row.find_all("td") for row in table.select("tbody tr:not(.group)") if row.th}
    assert [cell.contents[0].get_text().split(" ")[0] for cell in rows["number-differs"]] == ["2", "2", "0", "0"]
    link = rows["number-differs"][1].a
    assert link is not None
    assert link["href"] == "#/segments?locale=sv-SE&check=number-differs"
    assert [cell.get_text(strip=True) for cell in rows["Missing"]] == ["2", "1", "1", "–"]
    assert [cell.get_text(strip=True) for cell in rows["English proven"]] == ["2", "1", "1", "–"]
    assert "unheard-of" in rows
    assert [group.get_text() for group in table.select("tr.group")] == [
        "All checks",
        "Errors",
        "Warnings",
        "Deliveries",
    ]
    lengths = {len(cells) for cells in rows.values()}
    assert lengths == {4}


def test_post_edited_machine_translation_is_counted() -> None:
    cells = (LocaleStatus("sv-SE", TranslationType.MACHINE, "id", 4, 3, 2, 0, 2, False, post_edited=2),)
    summary = build_summary([ArticleStatus("a", "none", "unproven", None, cells)], [], ["sv-SE"])
    page = BeautifulSoup(dict(render_html([], [], summary, CHECKS))["index.html"], "lxml")
    rows = {row.th.get_text(): row.find_all("td") for row in page.select(".matrix tbody tr:not(.group)") if row.th}
    assert [cell.get_text() for cell in rows["Of these, post-edited MT"]] == ["2", "2"]


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
    first, second = articles_of(files, "sv-SE")
    assert first.fields == ["a", 3, "MT", 0, "id", "rebuilt", "proven", "", []]
    assert second.fields == ["b", 3, "MT", 1, "id", "rebuilt", "proven", "", [["Old.", "New."]]]
    assert call(files["data/sv-SE.js"])[1][1]["base"] == ["source/sv-SE/", ".md"]
    assert first.rows[1] == (105, "Credits expire.", "Krediter upphör.", 0, 2)
    assert first.rows[2][:3] == (0, "Only the English has this.", "")


def test_units_that_are_no_plain_numbers_keep_their_spelling() -> None:
    spelt = ("p101", "0104", "999999999999999999999", "١٠٤", "")
    article = only([bitext(segments=tuple((unit, "One.", "Ett.") for unit in spelt))], [])
    assert [row.unit for row in article.rows] == [*spelt, 0]


def test_english_that_locales_share_is_written_once() -> None:
    files = render([bitext(), bitext("ar-SA")], [])
    assert sum(text.count("A call costs 3 credits.") for text in files.values()) == 1
    assert articles_of(files, "ar-SA")[0].rows == articles_of(files, "sv-SE")[0].rows


def test_long_reports_come_in_parts_with_the_same_articles_in_every_locale() -> None:
    def long(locale: str, path: str, count: int) -> Bitext:
        return bitext(locale, path, tuple((str(at), f"One {at}.", f"Ett {at}.") for at in range(101, 101 + count)))

    most = PART_ROWS - 500
    sizes = {"a.md": most, "b.md": 400, "c.md": most, "d.md": 2 * PART_ROWS, "e.md": 5}
    deliveries = [long("sv-SE", path, count) for path, count in sizes.items()]
    files = render([*deliveries, long("ar-SA", "a.md", 2), long("ar-SA", "e.md", 5)], [finding(article="only-found")])
    articles = articles_of(files, "sv-SE")
    assert [(one.fields[0], len(one.rows) - 1) for one in articles[:5]] == [
        (path.removesuffix(".md"), count) for path, count in sizes.items()
    ]
    assert call(files["data/sv-SE.js"])[1][1]["parts"] == [2, 1, 1, 2]
    assert call(files["data/ar-SA.js"])[1][1]["parts"] == [1, 0, 0, 1]
    assert "data/2/ar-SA.js" not in files
    assert articles_of(files, "ar-SA")[1].rows[4].target == "Ett 105."
    assert articles[5].findings.keys() == {0}


def test_order_of_the_bitexts_does_not_matter() -> None:
    one, two = bitext(path="a.md"), bitext("ar-SA", path="b.md")
    found = [finding(article="a"), finding("link-lost", article="a")]
    assert render([one, two], found) == render([two, one], found[::-1])


def test_a_finding_joins_its_segment_by_unit() -> None:
    article = only([bitext()], [finding(line=99, source="3", target="13")])
    assert article.findings == {0: [[0, 1, 1, "", 99, 1, "3 became 13", "3", "13", [], [], 0.0, 0]]}
    assert len(article.rows) == 3


def test_marks_travel_with_a_finding_and_count_as_scripts_count() -> None:
    source, target = "A \U0001f600 call costs 3.", "Samtalet 😀 kostar 13."
    found = dataclasses.replace(
        finding(source=source, target=target),
        source_marks=(Span(15, 16),),
        target_marks=(Span(0, 8), Span(18, 999), Span(-4, 2)),
        surprise=12.3456,
    )
    article = only([bitext(segments=(("104", source, target),))], [found])
    assert article.findings[0][0][7:] == [0, 0, [16, 17], [0, 8, 19, 22, 0, 2], 12.35, 0]


def test_a_surprise_without_bounds_does_not_break_the_script() -> None:
    found = [dataclasses.replace(finding(), surprise=value) for value in (math.inf, math.nan)]
    assert [one[11] for one in only([bitext()], found).findings[0]] == [0, 0]


def test_a_finding_without_a_unit_joins_by_its_place() -> None:
    clean = bitext(segments=((None, "One.", "Ett."), (None, "Two.", "Två.")))
    assert only([clean], [finding(unit=None, line=2, column=3)]).findings.keys() == {1}


def test_of_two_segments_with_one_unit_the_place_decides() -> None:
    twice = bitext(segments=(("104", "One.", "Ett."), ("104", "Two.", "Två.")))
    assert only([twice], [finding(line=2)]).findings.keys() == {1}


def test_a_finding_of_a_catalog_does_not_join_by_place_and_keeps_its_path() -> None:
    article = only([bitext()], [finding(unit=None, path="locale/sv/x.po", line=1, source="S", target="T")])
    assert article.rows[0][:3] == (0, "S", "T")
    assert article.findings[0][0][3] == "locale/sv/x.po"
    assert article.findings[0][0][7:9] == [0, 0]


def test_findings_without_a_segment_or_an_article_are_kept() -> None:
    found = [
        finding(unit="999", source="Lost."),
        finding(unit="999", source="Lost.", code="b"),
        finding(article="gone"),
    ]
    first, second = articles_of(render([bitext()], found), "sv-SE")
    assert (first.fields[0], second.fields[0]) == ("billing/credits", "gone")
    assert first.rows[0][:3] == (999, "Lost.", "")
    assert len(first.findings[0]) == 2
    assert len(second.findings[0]) == 1


def test_a_baseline_shows_what_came_and_what_went_in_every_cell() -> None:
    old, new = finding(), finding(unit="105")
    changes = build_changes([new], [("sv-SE", "link-lost"), ("ar-SA", "link-lost")])
    files = render([bitext()], [old, new], changes=changes)
    page = BeautifulSoup(files["index.html"], "lxml")
    rows = {row.th.get_text(): row.find_all("td") for row in page.select(".matrix tbody tr:not(.group)") if row.th}
    deltas = {
        name: [one.get_text() for one in rows[name][1].select(".delta")] for name in ("number-differs", "link-lost")
    }
    assert deltas == {"number-differs": ["+1 new"], "link-lost": ["−1 gone"]}
    assert [one.get_text() for one in rows["link-lost"][0].select(".delta")] == ["−2 gone"]
    assert [one.get_text() for one in rows["Findings"][0].select(".delta")] == ["+1 new", "−2 gone"]
    assert "Since the baseline: 1 new (show them), 2 gone." in page.get_text()
    article = articles_of(files, "sv-SE")[0]
    assert {at: found[0][12] for at, found in article.findings.items()} == {0: 0, 1: 1}
    assert '"compared":true' in files["data/index.js"]


def test_the_worst_finding_of_each_check_comes_first() -> None:
    found = [
        finding("mild", Severity.INFO),
        finding("dull", Severity.ERROR, Certainty.CERTAIN),
        dataclasses.replace(finding("odd", Severity.ERROR, Certainty.CERTAIN, unit="105"), surprise=9.0),
        finding("odd", Severity.ERROR, Certainty.CERTAIN, locale="ar-SA"),
    ]
    page = BeautifulSoup(render([bitext()], found)["index.html"], "lxml")
    listed = page.select(".first li")
    assert [one.select(".what a")[0].get_text() for one in listed] == ["odd", "dull", "mild"]
    assert "2 findings in 2 locales" in listed[0].get_text()
    assert listed[0].select_one(".example a")["href"] == (  # type: ignore[index]
        "#/articles?locale=sv-SE&doc=billing%2Fcredits&unit=105"
    )


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
    (written,) = articles_of(files, "sv-SE")
    assert written.rows[0].source == written.rows[0].target == HOSTILE.replace("\ud800", "\ufffd")
    assert all(re.fullmatch(r"[\w./-]+", path) for path in files)
    page = BeautifulSoup(files["index.html"], "lxml")
    assert len(page.find_all("script")) == 2


def test_the_index_says_what_the_scripts_need() -> None:
    text = render([bitext("ar-SA")], [])["data/index.js"]
    index = json.loads(text.removeprefix("BT.begin(").removesuffix(");\n"))
    arabic = next(one for one in index["locales"] if one["tag"] == "ar-SA")
    assert arabic["dir"] == "rtl"
    assert (arabic["rows"], arabic["file"], arabic["target"]) == (3, "ar-SA.js", True)
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
    names = places.shard_names(["sv-SE", "sv-se", "index", "english", "../../etc", "", "a/b"])
    assert names["sv-SE"] == "sv-SE.js"
    assert len({name.lower() for name in names.values()}) == 7
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.js", name) for name in names.values())
    assert not {"index.js", "english.js"} & set(names.values())


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
