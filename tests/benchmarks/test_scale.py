"""Invented corpora are deliveries like any, and costs are those of a command with all that it starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from invented.articles import invent
from invented.words import LOCALES, vocabulary
from invented.write import render_delivery, render_english, write_corpus
from scale.jobs import Bench, Measured, edit_entry, locales, publishing, reading
from scale.measure import CommandError, Cost, adopt_orphans, measure
from scale.projects import Size
from scale.table import ratio_of, render_markdown, render_plot
from sphinx_bitext.alignment.proof import matches
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.strip import strip_alignment


@pytest.mark.parametrize("locale", LOCALES[:8])
def test_an_invented_delivery_is_whole_and_names_its_english(locale: str) -> None:
    for number in range(20):
        invented = invent(number, 300)
        article = parse_article(render_delivery(invented, locale), path=f"{invented.name}.md", locale=locale)
        assert not article.defects
        assert [unit.id.unit for unit in article.units] == [str(102 + place) for place in range(len(article.units))]
        clean = render_delivery(invented, locale, spans=False)
        assert strip_alignment(article.text) == clean
        assert matches(render_english(invented), article.metadata.source_hash or "")


def test_a_corpus_is_always_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_corpus(tmp_path / name, 12, ("sv-SE", "th-TH"), english=True)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert len(files) == 12 * 3 + 3
    assert all((tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes() for file in files)


def test_languages_have_words_of_their_own() -> None:
    words = {locale: vocabulary(locale.partition("-")[0]) for locale in LOCALES}
    assert {len(found) for found in words.values()} == {1_800}
    assert words["sv-SE"] != words["de-DE"]


def test_the_cost_of_a_command_holds_that_of_its_children(tmp_path: Path) -> None:
    adopt_orphans()
    spin = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass"
    left = f"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', {spin!r}])"
    cost = measure([sys.executable, "-c", left], cwd=tmp_path)
    assert cost.cpu >= 0.4
    assert cost.memory > 1_000_000


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ended with 3: no such thing"):
        measure([sys.executable, "-c", "print('no such thing'); raise SystemExit(3)"], cwd=tmp_path)


def test_the_readers_of_spans_are_measured_on_the_same_files(tmp_path: Path) -> None:
    bench = Bench(tmp_path, Size(5, ("sv-SE",)))
    rows = list(reading(bench))
    assert [(row.job, row.way) for row in rows] == [("scan", "ours"), ("scan", "bs4 + lxml"), ("ingest", "ours")]
    assert ratio_of(rows[0], rows)
    catalogs = sorted((tmp_path / "alone").rglob("article-*.po"))
    assert len(catalogs) == 5
    before = catalogs[0].read_text(encoding="utf-8")
    edit_entry(catalogs[0])
    assert catalogs[0].read_text(encoding="utf-8").replace('msgstr "Edited ', 'msgstr "', 1) == before


def test_a_table_compares_within_one_job_and_size() -> None:
    rows = [
        Measured("publish", "ours", 300, 1, Cost(2.0, 3.0, 10_000_000), "stock"),
        Measured("publish", "stock", 300, 1, Cost(24.0, 25.0, 20_000_000)),
        Measured("publish", "ours", 2_900, 1, Cost(20.0, 30.0, 10_000_000), "stock"),
    ]
    assert [ratio_of(row, rows) for row in rows] == [12.0, None, None]
    assert "12.0 x less than stock" in render_markdown(rows)
    assert render_plot(rows).count("<rect") == 3


def test_publishing_is_measured_beside_both_ways_of_stock_sphinx(tmp_path: Path) -> None:
    rows = list(publishing(Bench(tmp_path, Size(3, ("sv-SE",)), sidebar=True)))
    assert [(row.job, row.way) for row in rows] == [
        ("publish", "ours"),
        ("publish", "stock, no sidebar"),
        ("publish with search", "ours"),
        ("publish with search", "stock, whole tree"),
    ]
    assert all(ratio_of(row, rows) for row in rows if row.way == "ours")
    assert list((tmp_path / "project-3" / "build" / "html" / "sv-se").rglob("pagefind.js"))


def test_locales_are_published_by_one_process_and_by_two(tmp_path: Path) -> None:
    rows = list(locales(Bench(tmp_path, Size(2, ("sv-SE", "ar-SA")))))
    assert [(row.way, row.locales, row.by) for row in rows] == [("1 process", 2, "wall"), ("2 processes", 2, "wall")]
    assert ratio_of(rows[1], rows)
    html = tmp_path / "project-2" / "build" / "html"
    assert {path.parent.name for path in html.glob("*/index.html")} == {"sv-se", "ar-sa"}
