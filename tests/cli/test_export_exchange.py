"""What `bitext export` says and writes in the formats that translation tools read."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import CommandLine, Said, small_project


@pytest.fixture
def bitext(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> CommandLine:
    return CommandLine(monkeypatch, capsysbinary, small_project(tmp_path))


def export(bitext: CommandLine, form: str, *options: str) -> Said:
    return bitext("export", "--format", form, "--output", "out", *options)


def test_it_says_what_was_written(bitext: CommandLine) -> None:
    assert export(bitext, "tmx") == Said(0, "6 sentences in 2 files; 2 written to out.\n", "")
    several = export(bitext, "tmx", "--source-locale", "sv-SE", "--jobs", "2")
    assert several == Said(0, "3 sentences in 1 file; 1 written to out.\n", "")
    assert export(bitext, "xliff", "--locale", "sv-SE").out == "3 messages in 1 file; 1 written to out.\n"
    assert export(bitext, "xliff", "--locale", "sv-SE").out == "3 messages in 1 file; 0 written to out.\n"
    out = bitext.folder / "out"
    names = sorted(file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file())
    assert names == ["en-US_ja-JP.tmx", "en-US_sv-SE.tmx", "sv-SE/a.xlf", "sv-SE_ja-JP.tmx"]
    left = (path for path in (bitext.folder / "build" / "known" / "tmx").iterdir() if not path.name.startswith("."))
    assert list(left) == [], "what memories are joined from goes"


@pytest.mark.parametrize("form", ["tmx", "xliff"])
def test_nothing_to_export_is_said(bitext: CommandLine, form: str) -> None:
    for file in bitext.folder.rglob("*.md"):
        file.unlink()
    said = export(bitext, form)
    assert (said.code, said.out) == (2, "")
    assert "nothing to export" in said.err


@pytest.mark.parametrize("form", ["tmx", "xliff"])
def test_a_catalog_that_cannot_be_read_is_told_by_the_exit_code(bitext: CommandLine, form: str) -> None:
    bitext("ingest")
    catalog = bitext.folder / "locale" / "sv" / "LC_MESSAGES" / "a.po"
    catalog.write_text('msgid "Title"\nmsgstr "half\n', encoding="utf-8")
    assert export(bitext, form).code == 3


def test_what_xml_cannot_hold_is_said(bitext: CommandLine) -> None:
    bitext("ingest")
    catalog = bitext.folder / "locale" / "sv" / "LC_MESSAGES" / "a.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("Mening 1.", "Mening\x1b 1."), encoding="utf-8")
    said = export(bitext, "tmx")
    assert said.err == (
        "sv-SE/a#102: info replaced-character A sentence holds a character that XML cannot hold; the memory has U+FFFD "
        "in its place.\n"
    )
