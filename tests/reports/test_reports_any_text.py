"""Whatever stands in an article, every format stays what it is, and a report can be read back as a baseline."""

from __future__ import annotations

import json
from pathlib import Path

from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from outcome_samples import NASTY, nasty, outcome, silenced
from sarif_rules import problems

from sphinx_bitext.reports.annotations import render_annotations
from sphinx_bitext.reports.fingerprints import compare, parse_baseline
from sphinx_bitext.reports.json import render_findings_json
from sphinx_bitext.reports.junit import render_junit
from sphinx_bitext.reports.markdown import render_markdown
from sphinx_bitext.reports.outcome import Outcome
from sphinx_bitext.reports.sarif import render_sarif
from sphinx_bitext.reports.text import render_text
from support import examples

JUNIT = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("junit.xsd"))))
_PIECES = (
    "](",
    "[",
    "{1}",
    "::",
    "%",
    "\r",
    "\n",
    "|",
    "`",
    "\\",
    "<a>",
    "]]>",
    "&lt;",
    "##[x]",
    "http://x",
    *NASTY.split(),
)
TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.characters(exclude_categories=()))).map("".join)
TAGS = {"html", "body", "h2", "h3", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "p"}
RUNS = st.lists(TEXTS, min_size=1, max_size=3)


def run_of(texts: list[str]) -> Outcome:
    return outcome(*(nasty(text) for text in texts), silenced=[silenced(nasty(texts[0]), texts[-1])])


@given(RUNS)
@settings(max_examples=examples(40), deadline=None)
def test_sarif_is_valid(texts: list[str]) -> None:
    assert problems(json.loads(render_sarif(run_of(texts), version="1", locales=texts).encode())) == []


@given(RUNS)
@settings(max_examples=examples(40), deadline=None)
def test_junit_is_valid(texts: list[str]) -> None:
    text = render_junit(run_of(texts), fail_on="error", moment="2026-01-31T12:00:00")
    JUNIT.assertValid(etree.fromstring(text.encode()))


@given(RUNS)
@settings(max_examples=examples(40), deadline=None)
def test_annotations_are_one_line_each(texts: list[str]) -> None:
    lines = render_annotations(run_of(texts)).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error"] * len(texts) + ["::notice"]


@given(RUNS)
@settings(max_examples=examples(40), deadline=None)
def test_text_is_one_line_each(texts: list[str]) -> None:
    run = run_of(texts)
    lines = list(render_text(run.findings, run.summary))
    assert "\n".join(lines).splitlines() == lines
    assert sum(": error: " in line for line in lines) >= len(texts)


@given(RUNS)
@settings(max_examples=examples(40), deadline=None)
def test_markdown_keeps_its_tables(texts: list[str]) -> None:
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(render_markdown(run_of(texts)))
    page = BeautifulSoup(html, "lxml")
    assert {tag.name for tag in page.find_all(True)} <= TAGS
    first = page.find_all("table")[-1]
    assert [len(row.find_all(["th", "td"])) for row in first.find_all("tr")] == [5] * (1 + len(texts))


@given(RUNS)
@settings(max_examples=examples(40), deadline=None)
def test_both_reports_are_baselines_of_the_same_run(texts: list[str]) -> None:
    run = run_of(texts)
    for text in (render_findings_json(run.findings, run.summary), render_sarif(run, version="1")):
        compared = compare(run.findings, parse_baseline(text))
        assert (compared.new, compared.gone) == ((), ())
