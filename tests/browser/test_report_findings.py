"""What findings look like in the alignment report: marks, order, what is new, the same unit in all locales."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser_site import violations

from sphinx_bitext.model import (
    Article,
    Bitext,
    BlockPair,
    Certainty,
    English,
    Finding,
    Metadata,
    Segment,
    Severity,
    Span,
    TranslationType,
)
from sphinx_bitext.reports.changes import Changes
from sphinx_bitext.reports.checkdoc import CheckDoc
from sphinx_bitext.reports.html import render_html
from sphinx_bitext.reports.summary import build_summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ENGLISH = {"101": "😀 Wait 10 minutes, then call again.", "102": "Press the key.", "103": "Say yes.", "104": "Go on."}
TEXTS: dict[str, Mapping[str, str]] = {
    "sv-SE": {"101": "😀 Vänta 10 minuter, ring igen.", "102": "Tryck  på.", "103": "Säg ja.", "104": "Gå vidare."},
    "tr-TR": {"101": "😀 19 dakika bekle, sonra yine ara.", "102": "Tuşa bas.", "103": "Evet de.", "104": "Devam et."},
    "ar-SA": {"101": "😀 انتظر ١٠ دقائق ثم اتصل.", "102": "اضغط المفتاح.", "103": "قل نعم.", "104": "تابع."},
}  # fmt: skip
ARTICLES = 12


def deliver(locale: str, number: int) -> Bitext:
    text, pairs = "", []
    for unit, source in ENGLISH.items():
        target = TEXTS[locale][unit]
        pairs.append(BlockPair(None, None, (Segment(unit, source, target, None, Span(len(text), len(text) + 9)),)))
        text += target + "\n"
    name = f"topic-{number:02}.md"
    metadata = Metadata(translation_type=TranslationType.MACHINE)
    article = Article(name, locale, text, f"source/{locale}/{name}", metadata=metadata)
    return Bitext(article, English(Article(name, "en-US", ""), "given", "proven"), "id", tuple(pairs))


def find(code: str, severity: Severity, certainty: Certainty, locale: str, unit: str, surprise: float = 0.0) -> Finding:
    place = ("topic-03", unit, f"source/{locale}/topic-03.md", int(unit) - 100, 1, int(unit) - 100, 2)
    texts = (ENGLISH[unit], TEXTS[locale][unit])
    return Finding(code, severity, certainty, locale, *place, f"{code} is wrong.", *texts, surprise=surprise)


def marked(code: str, locale: str, unit: str, source: tuple[Span, ...], target: tuple[Span, ...]) -> Finding:
    plain = find(code, Severity.ERROR, Certainty.LIKELY, locale, unit, 7.5)
    return dataclasses.replace(plain, source_marks=source, target_marks=target)


NUMBER = marked("number", "tr-TR", "101", (Span(7, 9),), (Span(2, 4),))
SPACE = marked("space", "sv-SE", "102", (), (Span(5, 7),))
GAP = marked("lost", "sv-SE", "103", (Span(4, 7),), (Span(7, 7),))
FINDINGS = [
    dataclasses.replace(
        find("mild", Severity.WARNING, Certainty.CERTAIN, "ar-SA", "102"), message='"نعم"; "لا" are mixed up.'
    ),
    find("unsure", Severity.ERROR, Certainty.LIKELY, "ar-SA", "103", 3.0),
    find("sure", Severity.ERROR, Certainty.CERTAIN, "sv-SE", "104"),
    NUMBER, SPACE, GAP,
]  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("findings")
    bitexts = [deliver(locale, number) for locale in TEXTS for number in range(ARTICLES)]
    checks = [CheckDoc("silent", Severity.ERROR, Certainty.CERTAIN, "Never speaks.")]
    summary = build_summary([], FINDINGS, list(TEXTS))
    for path, text in render_html(bitexts, FINDINGS, summary, checks, changes=Changes(frozenset([GAP]))):
        file = folder / path
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8", newline="")
    return (folder / "index.html").as_uri()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a page; fail when its console says a word."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def rows(page: Page, report: str, address: str) -> list[str]:
    """Return `locale unit` of the listed rows."""
    page.goto("about:blank")
    page.goto(report + address)
    page.wait_for_function("() => BT.segments.whole !== null && !document.querySelector('[data-empty]')")
    units = page.locator("#segments tr.row .no").all_inner_texts()
    return [unit.removeprefix("· ") for unit in units]


def marks(page: Page, side: int) -> list[tuple[str, str]]:
    found = page.locator("#segments tr.row").first.locator("td.side").nth(side).locator("mark")
    return [(str(one.get_attribute("class")), one.inner_text()) for one in found.all()]


def test_what_a_finding_says_differs_is_marked_in_both_texts(page: Page, report: str) -> None:
    rows(page, report, "#/segments?locale=*&check=number")
    assert marks(page, 0) == [("only", "10")]
    assert marks(page, 1) == [("only", "19")]
    underlined = page.evaluate("getComputedStyle(document.querySelector('mark.only')).textDecorationLine")
    assert underlined == "underline"


def test_white_space_and_what_is_missing_can_be_seen(page: Page, report: str) -> None:
    rows(page, report, "#/segments?locale=*&check=space")
    assert [kind for kind, _ in marks(page, 1)] == ["only blank"]
    assert page.evaluate("getComputedStyle(document.querySelector('mark.blank')).outlineStyle") == "solid"
    rows(page, report, "#/segments?locale=*&check=lost")
    assert marks(page, 0) == [("only", "yes")]
    assert [kind for kind, _ in marks(page, 1)] == ["only gap"]
    shown = page.evaluate("getComputedStyle(document.querySelector('mark.gap'), '::before').content")
    assert shown.strip('"')


def test_findings_come_by_severity_certainty_and_surprise(page: Page, report: str) -> None:
    assert rows(page, report, "#/segments?locale=*&flagged=1") == ["104", "102", "103", "101", "103", "102"]
    assert rows(page, report, "#/segments?locale=*&flagged=1&sort=read") == ["102", "103", "104", "101", "102", "103"]
    assert rows(page, report, "#/segments?locale=sv-SE")[:5] == ["104", "102", "103", "101", "102"]
    assert rows(page, report, "#/segments?locale=sv-SE&in=topic-03&sort=read") == ["101", "102", "103", "104"]


def test_texts_are_found_in_rows_with_and_without_findings(page: Page, report: str) -> None:
    for query, expected in (("*&q=PRESS%20the", 36), ("sv-SE&q=vänta", 12), ("sv-SE&q=104", 12)):
        rows(page, report, f"#/segments?locale={query}")
        assert page.inner_text("#count").split()[0] == str(expected)
    assert rows(page, report, "#/segments?locale=*&q=unsure") == ["103"]
    assert rows(page, report, "#/segments?locale=*&q=again.%20Press") == []
    assert rows(page, report, "#/segments?locale=*&q=.*") == []


def test_what_the_baseline_had_can_be_left_out(page: Page, report: str) -> None:
    assert rows(page, report, "#/segments?locale=*&new=1") == ["103"]
    assert page.inner_text("#segments .badge.new") == "new"
    assert page.is_visible("select[name=new]")


def test_the_locale_that_stands_out_comes_first(page: Page, report: str) -> None:
    page.goto(report + "#/articles?locale=sv-SE&doc=topic-05&unit=101")
    page.wait_for_selector("table.compare th a")
    labels = page.locator("table.compare tbody th a").all_inner_texts()
    assert labels == ["tr-TR", "sv-SE", "ar-SA"]
    assert page.locator("table.compare mark").all_inner_texts() == ["19"]
    assert "1 of them flagged" in page.inner_text(".panel .steps")


def test_articles_are_listed_worst_first(page: Page, report: str) -> None:
    page.goto(report + "#/articles?locale=sv-SE")
    page.wait_for_selector("#article-body tbody tr")
    first, second = (row.inner_text().split() for row in page.locator("#article-body tbody tr").all()[:2])
    assert (first, second) == (["topic-03", "MT", "4", "3", "3", "0", "0"], ["topic-00", "MT", "4", "0", "0", "0", "0"])


def test_quotations_in_a_message_keep_their_direction(page: Page, report: str) -> None:
    quoting = "#/articles?locale=ar-SA&doc=topic-03&unit=102"
    for address in ("#/", quoting):
        page.goto(report + address)
        quotations = page.locator("section:not([hidden]) .message bdi")
        quotations.first.wait_for()
        assert [one.inner_text() for one in quotations.all()][:2] == ['"نعم"', '"لا"']


def test_checks_that_found_nothing_are_shown_when_asked_for(page: Page, report: str) -> None:
    page.goto(report)
    silent = page.locator(".matrix a", has_text="silent")
    assert silent.is_hidden()
    page.click("#silent")
    assert silent.is_visible()
    assert "silent=1" in page.url
    page.reload()
    assert silent.is_visible()


def test_long_lists_come_in_stretches(page: Page, report: str) -> None:
    rows(page, report, "#/segments?locale=sv-SE&flagged=1")
    page.evaluate("BT.STRETCH = 20")
    assert page.evaluate("location.hash = '#/segments?locale=sv-SE&sort=read'")
    page.wait_for_selector("#note a")
    assert page.inner_text("#note").startswith("Rows 1 to 20 are listed")
    page.click("#note a >> text=Next")
    page.wait_for_function("() => document.querySelector('#note').textContent.startsWith('Rows 21 to 40')")
    assert "topic-05" in page.inner_text("#segments tr.row[data-index='0']")
    page.evaluate("location.hash = '#/segments?locale=sv-SE&sort=read&at=sv-SE/topic-07/2'")
    page.wait_for_selector("#segments tr.current >> text=topic-07")
    assert page.inner_text("#note").startswith("Rows 21 to 40")


def test_all_rows_go_into_the_csv_also_those_not_loaded_yet(page: Page, report: str) -> None:
    rows(page, report, "#/segments?locale=*")
    with page.expect_download() as download:
        page.click("#csv")
    raw = Path(download.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 1 + len(ENGLISH) * ARTICLES * 3
    lines = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [line["code"] for line in lines[:6]] == ["sure", "space", "lost", "number", "unsure", "mild"]
    assert lines[1]["surprise"] == "7.5"
    assert lines[0]["link"].endswith("#/articles?locale=sv-SE&doc=topic-03&unit=104")
    assert {line["target"] for line in lines} == {text for texts in TEXTS.values() for text in texts.values()}


@pytest.mark.parametrize(
    "address", ["#/", "#/segments?locale=*&flagged=1", "#/articles?locale=tr-TR&doc=topic-03&unit=101"]
)
def test_forced_colours_keep_marks_and_the_current_row_visible(chromium: Browser, report: str, address: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, forced_colors="active")
    page = context.new_page()
    page.goto(report + address)
    page.wait_for_timeout(200)
    assert violations(page) == []
    for selector, style in (("mark", "borderTopStyle"), ("tr.current", "outlineStyle")):
        for one in page.locator(f"section:not([hidden]) {selector}").all():
            assert one.evaluate(f"node => getComputedStyle(node).{style}") == "solid"
    context.close()
