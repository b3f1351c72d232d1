"""`bitext linkcheck` on pages that are whole, broken, or not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import CommandLine, small_project


@pytest.fixture
def bitext(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> CommandLine:
    return CommandLine(monkeypatch, capsysbinary, small_project(tmp_path))


def test_the_outcome_is_in_the_exit_code_and_each_place_on_a_line(bitext: CommandLine) -> None:
    folder = bitext.folder / "build" / "html" / "sv"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text("<a href='../index.html'>a</a>", encoding="utf-8")
    said = bitext("linkcheck")
    assert (said.code, said.out) == (2, "")
    assert "bitext build" in said.err
    (folder.parent / "index.html").write_text("<a href='sv/a.html'>a</a>", encoding="utf-8")
    said = bitext("linkcheck")
    assert (said.code, said.out) == (0, "Pages: 2. Links inside: 2. Broken: 0.\n")
    (folder / "a.html").write_text("<p>\n<a href='gone.html'>a</a>", encoding="utf-8")
    said = bitext("linkcheck")
    assert said.code == 1
    assert said.out == "sv/a.html:2: leads nowhere: gone.html\nPages: 2. Links inside: 2. Broken: 1.\n"


def test_settings_refuse_what_is_no_address(bitext: CommandLine) -> None:
    for wrong in ("help.example.org", "ftp://a.example/", "https://a.example/?b", "https://a.example/ b"):
        (bitext.folder / "pyproject.toml").write_text(f'[tool.bitext]\nbase_url = "{wrong}"\n', encoding="utf-8")
        said = bitext("status")
        assert said.code == 2
        assert "`base_url` must be an address" in said.err
