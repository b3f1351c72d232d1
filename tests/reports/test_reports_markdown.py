from __future__ import annotations

import re

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from outcome_samples import NASTY, nasty, outcome, silenced
from report_samples import finding

from sphinx_bitext.model import Severity
from sphinx_bitext.reports.fingerprints import Comparison
from sphinx_bitext.reports.markdown import escaped, render_markdown
from sphinx_bitext.reports.outcome import Outcome
from sphinx_bitext.reports.safe import visible


def page(run: Outcome) -> BeautifulSoup:
    text = render_markdown(run)
    assert text.endswith("\n")
    return BeautifulSoup(MarkdownIt("commonmark", {"html": True}).enable("table").render(text), "lxml")


def tables(run: Outcome) -> list[list[list[str]]]:
    return [
        [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
        for table in page(run).find_all("table")
    ]


def test_a_clean_run_is_short() -> None:
    assert tables(outcome()) == [
        [
            ["locale", "errors", "warnings", "info", "segments"],
            ["sv-SE", "0", "0", "0", "8"],
            ["ar-SA", "0", "0", "0", "8"],
        ]
    ]
    assert "no findings" in render_markdown(outcome())


def test_locales_articles_and_findings() -> None:
    found = [
        finding("number-differs", Severity.WARNING, article="calm"),
        finding("link-lost", Severity.ERROR, unit=None, locale="ar-SA"),
        finding("number-differs", Severity.INFO, locale="", article="", path=""),
    ]
    locales, articles, first = tables(outcome(*found))
    assert [row[:4] for row in locales[1:]] == [
        ["sv-SE", "0", "1", "0"],
        ["ar-SA", "1", "0", "0"],
        ["corpus", "0", "0", "1"],
    ]
    assert [row[0] for row in articles[1:]] == ["billing/credits", "calm", ""]
    assert first[1] == ["error", "link-lost", "ar-SA", "source/ar-SA/billing/credits.md:2:1", "3 became 13"]
    assert first[3] == ["info", "number-differs", "corpus 104", "", "3 became 13"]


def test_a_baseline_and_silences_are_told() -> None:
    one = finding()
    text = render_markdown(outcome(one, silenced=[silenced(one)], compared=Comparison((one,), (one, one), ())))
    assert "- 1 finding: 0 errors, 1 warning, 0 info; 1 silenced\n" in text
    assert "- against the baseline: 1 new, 0 gone, 2 unchanged\n" in text


def test_many_findings_stay_a_summary() -> None:
    found = [finding(f"code-{number % 20}", article=f"a{number}", message="x" * 5000) for number in range(3000)]
    text = render_markdown(outcome(*found))
    assert len(text) < 20_000
    assert "and 2,990 more articles" in text
    assert re.search(r"^and 2,970 more: 14\d code-\d+, .*, …$", text, re.MULTILINE)


def test_hostile_text_is_shown_as_it_is() -> None:
    html = page(outcome(nasty(), nasty("| x |\n\n# y\n<img src=q onerror=z> ![a](b) $e$ mailto:a@b.se <!-- ")))
    assert not html.find_all(["a", "b", "code", "img", "em", "strong", "script", "h1"])
    shown = visible(NASTY)
    assert shown in [cell.get_text() for cell in html.find_all("td")]
    assert all(len(row.find_all("td")) in (0, 4, 5) for row in html.find_all("tr"))


def test_addresses_are_broken_where_github_would_link_them() -> None:
    assert escaped("https://k.se www.k.se WWW.k.se mailto:a@b xmpp:c a:b x.y") == (
        "https\\://k.se www\\.k.se WWW\\.k.se mailto\\:a\\@b xmpp\\:c a:b x.y"
    )


def test_long_text_is_cut_before_it_is_escaped() -> None:
    text = escaped("*" * 500)
    assert text == "\\*" * 199 + "…"
