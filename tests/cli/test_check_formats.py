"""`bitext check`: every format, silences and baselines, and with which exit code it ends."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine, delivery, small_project
from lxml import etree

from sphinx_bitext.cli._context import wants_colour

FORMATS = ("text", "json", "sarif", "junit", "github", "markdown")


@pytest.fixture
def bitext(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> CommandLine:
    """Return a project whose Swedish article lacks its last sentence: one finding, an error."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    command = CommandLine(monkeypatch, capsysbinary, small_project(tmp_path))
    deliver(command, "Mening 1.")
    return command


def deliver(bitext: CommandLine, *texts: str) -> None:
    (bitext.folder / "source" / "sv-SE" / "a.md").write_text(delivery("sv-SE", "Titel", *texts), encoding="utf-8")


def configure(bitext: CommandLine, text: str) -> None:
    (bitext.folder / "pyproject.toml").write_text(f"[tool.bitext]\n{text}\n", encoding="utf-8")


def checked(bitext: CommandLine, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bitext("check", "--format", "json", *arguments).out)
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_goes_out_and_to_a_file_and_fails_alike(
    bitext: CommandLine, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    said = bitext("check", "--format", form)
    assert (said.code, said.err) == (1, "")
    assert "missing-segment" in said.out
    written = bitext("check", "--format", form, "--output", "out/report")
    assert (written.code, written.out) == (1, "")
    assert (bitext.folder / "out" / "report").read_text(encoding="utf-8") == said.out
    assert bitext("check", "--format", form, "--fail-on", "never").code == 0
    deliver(bitext, "Mening 1.", "Mening 2.")
    assert bitext("check", "--format", form, "--fail-on", "info").code == 0


def test_the_text_names_the_place_and_what_to_open(bitext: CommandLine) -> None:
    lines = bitext("check").out.splitlines()
    assert lines[0].startswith("source/sv-SE/a.md:")
    assert ": error: " in lines[0]
    assert lines[0].endswith(" [missing-segment] (sv-SE 103, likely)")
    assert "\x1b" not in lines[0]
    assert lines[-2].startswith("open first: source/sv-SE/a.md:")
    assert lines[-1].startswith("`bitext explain missing-segment`")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals_that_want_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout", Terminal())
    assert wants_colour()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert not wants_colour()


def test_junit_fails_from_the_same_severity_on(bitext: CommandLine) -> None:
    for fail_on, failures in (("error", "1"), ("never", "0")):
        root = etree.fromstring(bitext("check", "--format", "junit", "--fail-on", fail_on).out.encode())
        assert [suite.get("failures") for suite in root if suite.get("name") == "sv-SE"] == [failures]


def test_sarif_names_the_run_of_some_locales(bitext: CommandLine) -> None:
    run = json.loads(bitext("check", "--format", "sarif", "--locale", "sv-SE").out)["runs"][0]
    assert run["automationDetails"]["id"] == "bitext/check/sv-SE/"
    assert len(run["results"]) == 1


def test_a_baseline_leaves_only_what_is_new(bitext: CommandLine) -> None:
    for form in ("json", "sarif"):
        bitext("check", "--format", form, "--output", f"old.{form}")
    deliver(bitext)
    for form in ("json", "sarif"):
        found = checked(bitext, "--baseline", f"old.{form}")
        assert [one["unit"] for one in found["findings"]] == ["102"]
        assert found["summary"]["baseline"] == {"new": 1, "gone": 0, "unchanged": 1}
        said = bitext("check", "--baseline", f"old.{form}")
        assert (said.code, "against the baseline: 1 new, 0 gone, 1 unchanged" in said.out) == (1, True)
    deliver(bitext, "", "Mening 2.")
    assert checked(bitext, "--baseline", "old.json")["summary"]["baseline"]["gone"] == 1


def test_known_findings_fail_no_run(bitext: CommandLine) -> None:
    bitext("check", "--format", "sarif", "--output", "old.sarif")
    text = (bitext.folder / "source" / "sv-SE" / "a.md").read_text(encoding="utf-8")
    moved = text.replace("---\n#", "---\n\n\n#")
    (bitext.folder / "source" / "sv-SE" / "a.md").write_text(moved, encoding="utf-8")
    assert bitext("check", "--baseline", "old.sarif", "--fail-on", "info").code == 0
    states = [
        one["baselineState"]
        for one in json.loads(bitext("check", "--format", "sarif", "--baseline", "old.sarif").out)["runs"][0]["results"]
    ]
    assert states == ["unchanged"]


def test_other_locales_of_a_baseline_are_not_gone(bitext: CommandLine) -> None:
    bitext("check", "--format", "json", "--output", "old.json")
    found = checked(bitext, "--baseline", "old.json", "--locale", "ja-JP")
    assert found["summary"]["baseline"] == {"new": 0, "gone": 0, "unchanged": 0}


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [1]}', "\udcff"])
def test_a_wrong_baseline_is_wrong_use(bitext: CommandLine, text: str) -> None:
    (bitext.folder / "old.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    said = bitext("check", "--baseline", "old.json")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "old.json: not the output of `bitext check" in said.err


def test_a_setting_silences(bitext: CommandLine) -> None:
    configure(bitext, 'silence = [{ code = "missing-segment", path = "a", reason = "It is on another page." }]')
    said = bitext("check", "--fail-on", "info")
    assert said.code == 0
    assert "no findings; 1 silenced" in said.out
    assert checked(bitext)["summary"]["silenced"] == 1
    run = json.loads(bitext("check", "--format", "sarif").out)["runs"][0]
    assert run["results"][0]["suppressions"][0]["justification"] == "It is on another page."


def test_an_unused_silence_is_a_hint(bitext: CommandLine) -> None:
    configure(bitext, 'silence = [\n  { code = "unit-order", path = "b" },\n]')
    said = bitext("check")
    assert "pyproject.toml:3:1: info: The silence of `unit-order b` fits no finding. [unused-silence]" in said.out
    deliver(bitext, "Mening 1.", "Mening 2.")
    assert [bitext("check", "--fail-on", name).code for name in ("warning", "info")] == [0, 1]


def test_an_unknown_code_is_wrong_use_before_anything_is_done(bitext: CommandLine) -> None:
    configure(bitext, 'silence = [{ code = "mising-segment" }]')
    for arguments in (("check",), ("report",), ("build",)):
        said = bitext(*arguments)
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
        assert "no check is called `mising-segment`; did you mean `missing-segment`?" in said.err
    assert not (bitext.folder / "locale").exists()


def test_the_html_report_is_silent_about_it_too(bitext: CommandLine) -> None:
    bitext("report", "--output", "before")
    configure(bitext, 'silence = [{ code = "missing-segment" }]')
    bitext("report", "--output", "after")
    before, after = ((bitext.folder / name / "data" / "sv-SE.js").read_text() for name in ("before", "after"))
    assert len(after) < len(before)


def test_explain_says_how_to_silence(bitext: CommandLine) -> None:
    said = bitext("explain", "unit-order").out
    assert "`# bitext: ignore unit-order`" in said
    assert '`silence = [{ code = "unit-order", locale = "sv-SE", path = "legal/*", reason = "…" }]`' in said
    assert "--baseline" in said
    assert "did you mean `unit-order`?" in bitext("explain", "unit-ordre").err


def test_what_explain_tells_to_write_is_a_valid_setting(bitext: CommandLine) -> None:
    said = bitext("explain", "missing-segment").out
    line = next(line.strip().strip("`") for line in said.splitlines() if line.strip().startswith("`silence"))
    configure(bitext, line.replace("legal/*", "*"))
    assert checked(bitext)["summary"]["silenced"] == 1
