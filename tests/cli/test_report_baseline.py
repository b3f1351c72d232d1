from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from command_line import CommandLine, small_project


@pytest.fixture
def bitext(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> CommandLine:
    return CommandLine(monkeypatch, capfdbinary, small_project(tmp_path))


def deltas(bitext: CommandLine, *options: str) -> dict[str, list[str]]:
    """Return, for each row of the matrix that has any, what came and what went in all locales."""
    assert bitext("report", "--output", "report", *options).code == 0
    page = BeautifulSoup((bitext.folder / "report" / "index.html").read_text("utf-8"), "lxml")
    rows = {row.th.get_text(): row.td for row in page.select(".matrix tbody tr:not(.group)") if row.th and row.td}
    found = {name: [one.get_text() for one in cell.select(".delta")] for name, cell in rows.items()}
    return {name: texts for name, texts in found.items() if texts}


def test_report_shows_what_came_and_what_went_since_a_baseline(bitext: CommandLine) -> None:
    swedish = bitext.folder / "source" / "sv-SE" / "a.md"
    whole = swedish.read_text("utf-8")
    bitext("check", "--format", "json", "--output", "clean.json", "--fail-on", "never")
    swedish.write_text(whole.replace("Mening 1.", ""), "utf-8")
    assert deltas(bitext) == {}
    assert deltas(bitext, "--baseline", "clean.json") == {"Findings": ["+1 new"], "empty-target": ["+1 new"]}
    bitext("check", "--format", "json", "--output", "broken.json", "--fail-on", "never")
    assert deltas(bitext, "--baseline", "broken.json") == {}
    swedish.write_text(whole, "utf-8")
    assert deltas(bitext, "--baseline", "broken.json") == {"Findings": ["−1 gone"], "empty-target": ["−1 gone"]}
    assert deltas(bitext, "--baseline", "broken.json", "--locale", "ja-JP") == {}


@pytest.mark.parametrize("text", ["", "{}", json.dumps({"findings": [1]})])
def test_a_baseline_that_is_none_is_refused(bitext: CommandLine, text: str) -> None:
    (bitext.folder / "wrong.json").write_text(text, "utf-8")
    said = bitext("report", "--baseline", "wrong.json")
    assert said.code == 2
    assert "wrong.json" in said.err
