"""Hostile text in the alignment report: it is shown and written whole, and does nothing."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_bitext.model import Article, Bitext, BlockPair, Certainty, Finding, Segment, Severity, Span
from sphinx_bitext.reports.html import render_html
from sphinx_bitext.reports.summary import build_summary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAYLOADS = Path(__file__).resolve().parents[3] / "shared" / "hostile" / "xss-payloads.json"
OWN = [
    "</script><script>alert(1)</script>", "<!--<script>", "]]>", "\\u003cimg src=x onerror=alert(1)>", "${alert(1)}",
    "line\nbreak\r\nand\ttab", "nul \0 and \x1b[31mred", "half \ud83d a pair \udcff", "\u2028 line \u2029 end",
    "\u202eflip\u202c \u2066in\u2069", "e\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U000e0041",
    "'\"`\\", "&lt;b&gt;",
    "=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1", "=HYPERLINK(\"x\")", "\uff1d1+1", "a;b", "a,b", '"quoted"', " edge ",
    "javascript:alert(1)", "[x](javascript:alert(1))", "*" * 3000, "İstanbul \u0130\u0130 STRASSE ß",
]  # fmt: skip
NAMES = ["__proto__", "constructor", "a b/c?d#e&f=g", "<img src=x onerror=alert(1)>", "../../up", "100%", "ü/日本"]


def payloads() -> list[str]:
    found = json.loads(PAYLOADS.read_text("utf-8")) if PAYLOADS.is_file() else []
    return [*OWN, *(one["payload"] for one in found)]


def finding(name: str, unit: str, line: int, text: str) -> Finding:
    marks = (Span(0, 1), Span(len(text) // 2, len(text)))
    place = (name, unit, f"source/sv-SE/{name}.md", line, 1, line, 2)
    rest = (text, text, text, marks, marks)
    return Finding(text[:40] or "x", Severity.ERROR, Certainty.LIKELY, "sv-SE", *place, *rest)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("hostile")
    bitexts, findings = [], []
    for name in NAMES:
        texts = payloads() if name == NAMES[0] else payloads()[:3]
        pairs = tuple(
            BlockPair(None, None, (Segment(str(unit), text, text, None, None),)) for unit, text in enumerate(texts, 101)
        )
        article = Article(f"{name}.md", "sv-SE", "", f"source/sv-SE/{name}.md")
        bitexts.append(Bitext(article, None, "id", pairs))
        findings += [finding(name, str(unit), unit, text) for unit, text in enumerate(texts, 101) if unit % 2]
    for path, text in render_html(bitexts, findings, build_summary([], findings, ["sv-SE"]), []):
        file = folder / path
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text, encoding="utf-8", newline="")
    return (folder / "index.html").as_uri()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a page; fail when it asks, loads or says anything."""
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on(
        "request", lambda request: said.append(request.url) if not request.url.startswith(("file:", "data:,")) else None
    )
    yield page
    page.context.close()
    assert said == []


def plain(text: str) -> str:
    """Return a text as the report has it: stray surrogates cannot be written."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def test_every_text_is_shown_whole(page: Page, report: str) -> None:
    page.goto(report + "#/articles?locale=sv-SE&doc=__proto__")
    page.wait_for_selector("table.article tr.row")
    read = """node => {
        for (const named of node.querySelectorAll(".ctl"))
            named.textContent = String.fromCodePoint(parseInt(named.textContent.slice(2), 16));
        return node.textContent;
    }"""
    for column in (0, 1):
        cells = page.locator(f"table.article tr.row td.side:nth-of-type({column + 2}) .text").all()
        assert [cell.evaluate(read) for cell in cells] == [plain(text) for text in payloads()]
    assert page.locator("main img, main svg, main iframe, main script, main form form").count() == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_article_can_be_opened(page: Page, report: str, name: str) -> None:
    page.goto(report + "#/articles?locale=sv-SE")
    page.wait_for_selector("#article-body table")
    link = page.locator("#article-body th a", has_text=name)
    link.first.click()
    page.wait_for_selector("table.article tr.row")
    assert page.inner_text("#articles-title") == name
    page.keyboard.press("j")
    page.wait_for_selector("tr.compare table")
    page.reload()
    page.wait_for_selector("tr.compare table")


def test_every_text_is_in_the_csv_and_none_is_a_formula(page: Page, report: str) -> None:
    page.goto(report + "#/segments?locale=sv-SE&in=__proto__&sort=read")
    page.wait_for_function("() => BT.segments.whole !== null")
    with page.expect_download() as download:
        page.click("#csv")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [line["target"].removeprefix("'") for line in lines] == [
        plain(text).removeprefix("'") for text in payloads()
    ]
    values = [value for line in lines for value in line.values()]
    assert [value for value in values if re.match(r"\s*[=+@\uff1d]|\s*-\D|[\t\r\n]", value)] == []


def test_every_view_opens(page: Page, report: str) -> None:
    for address in (
        "#/", "#/?silent=1", "#/segments?locale=*&q=%00", "#/checks?code=%3Cimg%3E", "#/segments?at=a/b/c&from=-5",
        "#/articles?locale=sv-SE&doc=nowhere", "#/segments?locale=nowhere", "#/nowhere?x=%E0%A4%A",
    ):  # fmt: skip
        page.goto(report + address)
        page.wait_for_timeout(60)
        assert page.locator("main > section:not([hidden])").count() == 1
