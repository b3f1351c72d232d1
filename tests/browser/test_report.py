"""The alignment report in a browser, opened from a folder as reviewers open it."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_bitext.model import (
    Article,
    ArticleStatus,
    Bitext,
    BlockPair,
    Certainty,
    English,
    Finding,
    LocaleStatus,
    Metadata,
    Segment,
    Severity,
    Span,
    TranslationType,
)
from sphinx_bitext.reports.html import CheckDoc, render_html
from sphinx_bitext.reports.summary import build_summary

if TYPE_CHECKING:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TEXTS = {
    "sv-SE": "Välj zon 3 på sidan **Samtal**, se [hjälp](https://help.example.com/a).",
    "ar-SA": "اختر المنطقة 3 في صفحة **المكالمات**، راجع [المساعدة](https://help.example.com/a).",
    "ja-JP": "**通話** ページでゾーン 3 を選択します。[ヘルプ](https://help.example.com/a)を参照してください。",
}
ENGLISH = "Choose zone 3 on the **Calls** page, see [help](https://help.example.com/a)."
HOSTILE = "=1+1</script><img src=x onerror=\"document.title='owned'\"><b>\u202eflip\u202c\u200b"
CHECKS = [CheckDoc("number-differs", Severity.WARNING, Certainty.LIKELY, "A number differs.", "Bad:\n\n    3 and 13")]
ARTICLES, UNITS = 60, 10


def make_bitext(locale: str, number: int) -> Bitext:
    name = f"{'billing' if number % 2 else 'calls/mobile'}/article-{number:03}.md"
    segments, text = [], ""
    for unit in range(101, 101 + UNITS):
        target = TEXTS[locale]
        if locale == "sv-SE" and unit == 104 and number < 3:
            target = target.replace("3", "13")
        if locale == "sv-SE" and unit == 105 and number == 0:
            target = HOSTILE
        segments.append(Segment(str(unit), ENGLISH, target, None, Span(len(text), len(text) + len(target))))
        text += target + "\n"
    kind = TranslationType.HUMAN if number % 3 == 0 else TranslationType.MACHINE
    article = Article(name, locale, text, f"source/{locale}/{name}", metadata=Metadata(translation_type=kind))
    stale = number == 5
    changed = (("Choose zone 2.", "Choose zone 3."),) if stale else ()
    english = English(Article(name, "en-US", ""), "rebuilt", "proven")
    return Bitext(article, english, "id", tuple(BlockPair(None, None, (one,)) for one in segments), stale, changed)


def make_finding(number: int, unit: str | None, message: str) -> Finding:
    article = f"{'billing' if number % 2 else 'calls/mobile'}/article-{number:03}"
    place = (f"source/sv-SE/{article}.md", 4, 1, 4, 2)
    return Finding(
        "number-differs", Severity.WARNING, Certainty.LIKELY, "sv-SE", article, unit, *place, message, "3", "13"
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write a report of 1,800 segments; return the address of its page."""
    folder: Path = tmp_path_factory.mktemp("report")
    bitexts = [make_bitext(locale, number) for locale in TEXTS for number in range(ARTICLES)]
    findings = [make_finding(number, "104", "3 became 13.") for number in range(3)]
    findings.append(make_finding(0, "105", HOSTILE))
    statuses = [
        ArticleStatus(
            bitext.target.docname, "rebuilt", "proven", None,
            tuple(LocaleStatus(tag, TranslationType.MACHINE, "id", UNITS, UNITS, UNITS, 0, 0, False) for tag in TEXTS),
        )
        for bitext in bitexts[:ARTICLES]
    ]  # fmt: skip
    for path, text in render_html(bitexts, findings, build_summary(statuses, findings, list(TEXTS)), CHECKS):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return (folder / "index.html").as_uri()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a page; fail when its console says a word."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.fixture(scope="module")
def axe() -> Axe:
    """Return axe-core; skip where it is not installed, fail there with CI=true."""
    try:
        from axe_playwright_python import sync_playwright  # noqa: PLC0415 - only this test needs it
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("axe-playwright-python is missing")
    return sync_playwright.Axe()


def count(page: Page) -> str:
    page.wait_for_function("() => /of/.test(document.querySelector('#count').textContent)")
    return page.inner_text("#count")


def current_unit(page: Page) -> str:
    return page.inner_text("section:not([hidden]) tr.current .unit")


def test_a_number_of_the_matrix_leads_to_its_segments(page: Page, report: str) -> None:
    page.goto(report)
    page.click("table.matrix tr:has(a[href='#/checks?code=number-differs']) td >> nth=1 >> a")
    assert count(page) == "4 of 600 rows"
    assert page.locator("#segments tr.row").count() == 4
    marks = page.locator("#segments tr.row").nth(0).locator("mark.only")
    assert marks.all_inner_texts() == ["3", "13"]
    page.go_back()
    assert page.is_visible("table.matrix")


def test_filters_stand_in_the_address_and_come_back(page: Page, report: str) -> None:
    page.goto(report + "#/segments?locale=sv-SE")
    assert count(page) == "600 of 600 rows"
    page.select_option("select[name=type]", "HT")
    page.fill("input[name=in]", "billing/")
    page.wait_for_function("() => document.querySelector('#count').textContent.startsWith('100 ')")
    page.fill("input[name=q]", "SAMTAL")
    page.wait_for_function("() => location.hash.includes('SAMTAL')")
    shown = count(page)
    address = page.url
    assert all(part in address for part in ("type=HT", "in=billing/", "q=SAMTAL"))
    page.goto("about:blank")
    page.goto(address)
    assert count(page) == shown
    assert page.input_value("input[name=in]") == "billing/"
    page.goto(report + "#/segments?locale=*&flagged=1&severity=warning&certainty=likely&stale=no")
    page.wait_for_function("() => document.querySelector('#count').textContent.startsWith('4 of 1,800')")


def test_only_rows_in_sight_are_in_the_page_and_the_last_can_be_reached(page: Page, report: str) -> None:
    page.goto(report + "#/segments?locale=*")
    page.wait_for_function("() => document.querySelector('#count').textContent.startsWith('1,800 of')")
    assert page.get_attribute("#segments", "aria-rowcount") == "1801"
    assert page.locator("#segments tr.row").count() < 100
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_selector("#segments tr.row[data-index='1799']")
    assert page.locator("#segments tr.row").count() < 100
    last = page.locator("#segments tr.row[data-index='1799']")
    assert last.get_attribute("aria-rowindex") == "1801"
    assert last.locator("[lang=ja-JP]").count() == 1


def test_keys(page: Page, report: str) -> None:
    page.goto(report + "#/segments?locale=sv-SE&flagged=1")
    count(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.index") == "1"
    unit = current_unit(page)
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.compare th")
    assert "doc=" in page.url
    assert current_unit(page) in unit
    page.keyboard.press("Escape")
    page.wait_for_selector("#segments tr.current[data-index='1']")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("j?")
    assert page.input_value("input[name=q]") == "j?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.is_visible("dialog")
    page.keyboard.press("Escape")
    assert page.is_hidden("dialog")


def test_a_unit_has_a_lasting_address_and_stands_beside_all_locales(page: Page, report: str) -> None:
    page.goto(report + "#/articles?locale=ar-SA&doc=billing/article-001&unit=104")
    page.wait_for_function("() => document.querySelectorAll('table.compare tbody tr').length === 3")
    assert current_unit(page) == "104"
    rows = page.locator("table.compare tbody tr")
    assert rows.nth(0).locator("mark").all_inner_texts() == ["13"]
    assert rows.nth(1).locator("mark").count() == rows.nth(2).locator("mark").count() == 0
    assert rows.nth(1).locator(".text").get_attribute("dir") == "rtl"
    assert page.locator("table.article tr.row").count() == UNITS
    page.goto(report + "#/articles?locale=sv-SE&doc=billing/article-005")
    page.wait_for_selector(".changed del")
    assert page.inner_text(".changed del") == "2."
    assert page.inner_text(".changed ins") == "3."


def test_c_copies_the_lasting_address(page: Page, report: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(report + "#/segments?locale=sv-SE&flagged=1")
    count(page)
    page.keyboard.press("c")
    page.wait_for_function("() => document.querySelector('#toast').textContent === 'Link copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == report + "#/articles?locale=sv-SE&doc=billing/article-001&unit=104"


def test_hostile_text_stays_text_in_the_page_and_in_the_csv(page: Page, report: str) -> None:
    page.goto(report + "#/segments?locale=sv-SE&q=onerror")
    assert count(page) == "1 of 600 rows"
    assert page.locator("#segments img, #segments td b").count() == 0
    assert page.locator("#segments .side .ctl").all_inner_texts() == ["U+202E", "U+202C", "U+200B"]
    assert page.title() != "owned"
    with page.expect_download() as download:
        page.click("#csv")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text, newline=""))
    cells = dict(zip(header, row, strict=True))
    assert cells["target"] == "'" + HOSTILE
    assert (cells["article"], cells["unit"], cells["translation_type"]) == ("calls/mobile/article-000", "105", "HT")


def test_a_missing_shard_is_said(page: Page, report: str) -> None:
    page.goto(report + "#/segments?locale=xx-XX")
    page.wait_for_selector("#note:not([hidden])")
    assert "xx-XX" in page.inner_text("#note")


def test_served_under_the_published_policy(page: Page, report: str, serve: Callable[[Path], str]) -> None:
    page.goto(serve(Path(report.removeprefix("file://")).parent) + "/index.html#/segments?locale=ja-JP")
    assert count(page) == "600 of 600 rows"
    with page.expect_download() as download:
        page.click("#csv")
    assert download.value.suggested_filename == "segments-ja-JP.csv"


def test_numbers_and_checks_can_be_read_without_scripts(chromium: Browser, report: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    assert page.is_visible("table.matrix")
    assert page.is_visible("#check-number-differs")
    assert page.is_hidden("#filters")
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 390)])
@pytest.mark.parametrize(
    "address",
    [
        "#/",
        "#/segments?locale=ar-SA",
        "#/segments?locale=sv-SE&flagged=1&q=samtal",
        "#/articles?locale=sv-SE",
        "#/articles?locale=sv-SE&doc=billing/article-001&unit=104",
        "#/articles?locale=sv-SE&doc=billing/article-005",
        "#/checks",
    ],
)
def test_accessible_and_no_wider_than_the_window(
    chromium: Browser, axe: Axe, report: str, address: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(report + address)
    page.wait_for_timeout(150)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    violations = axe.run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    context.close()
