"""The sample through the whole product: pinned counts, nothing lost, nothing leaked, nothing written twice.

A moved count is a diff to review: `BITEXT_ACCEPT=1 make test` writes the new ones.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_runs import PRODUCTS, RUNS, CorpusRun, count
from page_texts import article_of, delivered_text, squeeze

from sphinx_bitext.markup.article import decode
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.text import LineIndex
from sphinx_bitext.workflows.exporting import ArticleFormat, export_articles
from sphinx_bitext.workflows.ingest import ingest

COUNTS = Path(__file__).parent / "counts"
pytestmark = [pytest.mark.corpus, pytest.mark.timeout(900)]


RESTORED = {("sxs", "ja-JP", "AlchemyInsights/create-a-sharing-policy")}
"""Deliveries whose indentation makes code of sentences: the page has the paragraphs of the English."""

MARKER_RE = re.compile(r"(?:[-+*]|\d+[.)]) ")
"""What makes a list of a translation that begins with it: the page shows the sign, as the English does."""


def _unmarked(text: str) -> str:
    return "".join(char for char in text if char not in "+-*.)0123456789")


def _letters(text: str) -> str:
    return "".join(sorted(char for char in text if char not in "\\*"))


@pytest.mark.parametrize("name", RUNS)
def test_counts_are_the_reviewed_ones(run: Callable[[str], CorpusRun], name: str) -> None:
    found = count(run(name))
    file = COUNTS / f"{name}.json"
    if os.environ.get("BITEXT_ACCEPT"):
        file.write_text(json.dumps(found, indent=1) + "\n")
    assert found == json.loads(file.read_text())


@pytest.mark.parametrize("name", RUNS)
def test_every_article_has_its_page(run: Callable[[str], CorpusRun], name: str) -> None:
    made = run(name)
    assert made.built.withheld == []
    for locale in made.built.locales:
        for file in (made.project.source_dir / locale).rglob("*.md"):
            page = made.project.html_folder(locale) / file.relative_to(made.project.source_dir / locale)
            assert page.with_suffix(".html").is_file()


@pytest.mark.parametrize("name", ["sxs", "live"])
def test_pages_hold_the_whole_delivered_text_and_no_other(run: Callable[[str], CorpusRun], name: str) -> None:
    made = run(name)
    compared = with_markers = 0
    for bitext in made.built.bitexts():
        article = article_of(made.project.html_folder(bitext.locale) / f"{bitext.target.docname}.html")
        delivered = delivered_text(bitext.target)
        if (name, bitext.locale, bitext.target.docname) in RESTORED:
            article, delivered = _letters(article), _letters(delivered)
        if any(MARKER_RE.match(unit.target) for unit in bitext.target.units):
            article, delivered = _unmarked(article), _unmarked(delivered)
            with_markers += 1
        assert squeeze(article) == squeeze(delivered), bitext.target.file
        compared += 1
    assert compared == 900
    assert with_markers <= 10


@pytest.mark.parametrize("name", ["sxs", *PRODUCTS])
def test_every_defect_of_a_delivery_is_a_finding_at_its_line(run: Callable[[str], CorpusRun], name: str) -> None:
    made = run(name)
    found = {(finding.path, finding.line) for finding in made.built.findings if finding.code == "malformed-unit"}
    for bitext in made.built.bitexts():
        lines = LineIndex(bitext.target.text)
        for defect in bitext.target.defects:
            assert (bitext.target.file, lines.position(defect.place.start)[0]) in found


@pytest.mark.parametrize("name", ["sxs", "nuget.ja-JP"])
def test_a_second_ingest_writes_nothing(run: Callable[[str], CorpusRun], name: str) -> None:
    project = run(name).project
    files = [file for folder in (project.source_dir, project.locale_dir) for file in folder.rglob("*.*")]
    before = {file: file.stat().st_mtime_ns for file in files}
    again = ingest(project)
    assert (again.written_english, again.written_catalogs) == (0, 0)
    assert {file: file.stat().st_mtime_ns for file in files} == before


@pytest.mark.parametrize("name", RUNS)
def test_exports_give_every_delivery_back(run: Callable[[str], CorpusRun], name: str, tmp_path: Path) -> None:
    made = run(name)
    files = [bitext.target for bitext in made.built.bitexts()]
    forms: tuple[ArticleFormat, ...] = ("markdown", "sxs")
    for form in forms:
        exported = export_articles(made.ingested, made.built.locales, form, tmp_path / form)
        assert exported.findings == []
        for delivery in files:
            text = decode((tmp_path / form / delivery.locale / delivery.path).read_bytes())
            if form == "sxs" and not delivery.has_spans:
                text = strip_alignment(text)
            assert text == (strip_alignment(delivery.text) if form == "markdown" else delivery.text)


def test_given_english_is_proven_by_its_hash(run: Callable[[str], CorpusRun]) -> None:
    given = 0
    for name in PRODUCTS:
        for row in run(name).built.statuses:
            if row.origin == "given":
                given += 1
                assert row.proof == "proven", row.article
    assert given > 10
