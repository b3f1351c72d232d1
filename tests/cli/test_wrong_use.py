"""Wrong use is one clear line and the exit code of its kind, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import CommandLine, Said, small_project

from sphinx_bitext.cli import COMMANDS, main


@pytest.fixture
def bitext(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> CommandLine:
    return CommandLine(monkeypatch, capsysbinary, small_project(tmp_path))


def assert_one_line(said: Said, code: int, *words: str) -> None:
    assert said.err.startswith("bitext: error: "), said
    assert said.err.count("\n") == 1
    assert said.code == code
    assert said.out == ""
    for word in words:
        assert word in said.err


@pytest.mark.parametrize("name", [str(command.name) for command in COMMANDS])
def test_help_of_each_command_has_examples_that_are_true(bitext: CommandLine, name: str) -> None:
    said = bitext(name, "--help")
    assert (said.code, said.err) == (0, "")
    assert f"  bitext {name}" in said.out
    assert said.out.count("Examples:") == 1


def test_help_of_the_program_lists_the_commands_in_the_order_of_the_work(bitext: CommandLine) -> None:
    said = bitext("--help")
    assert said.code == 0
    listed = said.out.split("Commands:")[1].splitlines()
    assert [line.split()[0] for line in listed if line.startswith("  ") and line[2] != " "] == [
        c.name for c in COMMANDS
    ]
    assert bitext("-h") == said


def test_the_version_is_told(bitext: CommandLine) -> None:
    said = bitext("--version")
    assert (said.code, said.out.split()[0]) == (0, "bitext,")


@pytest.mark.parametrize("command", ["ingest", "check", "report", "status", "build"])
def test_no_such_source_folder(bitext: CommandLine, command: str) -> None:
    assert_one_line(bitext("--source", "nowhere", command), 2, "nowhere", "no such folder")


@pytest.mark.parametrize("command", ["check", "report", "status", "build"])
@pytest.mark.parametrize(("tag", "words"), [("vi-VN", "no deliveries for vi-VN"), ("nonsense!", "not a locale")])
def test_an_unknown_locale(bitext: CommandLine, command: str, tag: str, words: str) -> None:
    assert_one_line(bitext(command, "--locale", tag), 2, words)


def test_ingest_of_what_is_no_folder_of_source(bitext: CommandLine) -> None:
    assert_one_line(bitext("ingest", "elsewhere"), 2, "elsewhere")
    assert_one_line(bitext("ingest", "source/vi-VN"), 2, "vi-VN")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[tool.bitext]\nfail_on = 'sometimes'\n", "`fail_on` must be one of"),
        ("[tool.bitext]\nfail-on = 3\n", "`fail_on` must be a text"),
        ("[tool.bitext]\npublish_fuzzy = 'yes'\n", "`publish_fuzzy` must be true or false"),
        ("[tool.bitext]\njobs = 'two'\n", "`jobs` must be a whole number"),
        ("[tool.bitext]\njobs = true\n", "`jobs` must be a whole number"),
        ("[tool.bitext]\njobs = -1\n", "`jobs` must not be negative"),
        ("[tool.bitext]\nlocales = 'sv-SE'\n", "`locales` must be a list"),
        ("[tool.bitext]\nlocales = ['svenska']\n", "`svenska` is not a locale"),
        ("[tool.bitext]\nlocales = ['vi-VN']\n", "no deliveries for vi-VN"),
        ("[tool.bitext]\ncolour = 'red'\n", "unknown setting `colour`"),
        ("[tool]\nbitext = 1\n", "must be a table"),
        ("tool = 1\n[tool.bitext", "not valid TOML"),
        ("\x00\n", "not valid TOML"),
    ],
)
def test_a_wrong_setting(bitext: CommandLine, text: str, words: str) -> None:
    (bitext.folder / "pyproject.toml").write_text(text)
    assert_one_line(bitext("status"), 2, words)


def test_a_pyproject_without_tools_is_fine(bitext: CommandLine) -> None:
    (bitext.folder / "pyproject.toml").write_text("tool = 1\n")
    assert bitext("status").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("--frobnicate", "status"),
        ("status", "--frobnicate"),
        ("status", "--format", "yaml"),
        ("check", "--fail-on", "sometimes"),
        ("build", "--jobs", "many"),
        ("build", "--jobs", "-1"),
        ("import",),
        ("strip",),
        ("align", "source/sv-SE/a.md"),
        ("explain", "no-such-check"),
        ("import", "nowhere"),
        ("import", "."),
        ("check", "--baseline", "nowhere.json"),
        ("check", "--baseline", "source"),
    ],
)
def test_other_wrong_use(bitext: CommandLine, arguments: tuple[str, ...]) -> None:
    (bitext.folder / "source").rename(bitext.folder / "kept") if arguments == ("import", ".") else None
    (bitext.folder / "kept" / "sv-SE" / "a.md").unlink() if arguments == ("import", ".") else None
    (bitext.folder / "kept" / "ja-JP" / "a.md").unlink() if arguments == ("import", ".") else None
    assert_one_line(bitext(*arguments), 2)


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"findings": 1}', '{"findings": [1]}', "\udcff"])
def test_a_baseline_that_is_none(bitext: CommandLine, text: str) -> None:
    (bitext.folder / "old.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    assert_one_line(bitext("check", "--baseline", "old.json"), 2, "old.json", "not the output of `bitext check")


@pytest.mark.parametrize("make", ["nothing", "folder", "fifo"])
@pytest.mark.parametrize("command", ["strip", "align"])
def test_a_file_that_cannot_be_read(bitext: CommandLine, command: str, make: str) -> None:
    if make == "folder":
        (bitext.folder / "x.md").mkdir()
    elif make == "fifo":
        os.mkfifo(bitext.folder / "x.md")
    said = bitext(command, "x.md", *(["source/sv-SE/a.md"] if command == "align" else []))
    assert_one_line(said, 4, "x.md")


def test_a_baseline_that_is_a_pipe_is_not_waited_for(bitext: CommandLine) -> None:
    os.mkfifo(bitext.folder / "x.json")
    assert_one_line(bitext("check", "--baseline", "x.json"), 4, "x.json")


def test_a_file_in_the_place_of_the_catalogs(bitext: CommandLine) -> None:
    (bitext.folder / "locale").write_text("")
    assert_one_line(bitext("--locale-dir", "locale", "ingest"), 2, "locale")
    (bitext.folder / "l").mkdir()
    (bitext.folder / "l" / "sv").write_text("")
    assert_one_line(bitext("--locale-dir", "l", "ingest"), 4, "l/sv")


def test_records_that_are_damaged(bitext: CommandLine) -> None:
    (bitext.folder / "locale").mkdir()
    (bitext.folder / "locale" / "english.toml").write_text("<<<<<<< HEAD\n")
    assert_one_line(bitext("status"), 4, "english.toml", "restore it from version control")


def test_a_report_that_cannot_be_written(bitext: CommandLine) -> None:
    (bitext.folder / "file").write_text("")
    assert_one_line(bitext("check", "--fail-on", "never", "--output", "file/x.json"), 4, "file/x.json")


def test_names_that_a_terminal_cannot_show_stop_nothing(bitext: CommandLine) -> None:
    folder = bitext.folder / "in" / "sv-SE"
    folder.mkdir(parents=True)
    (folder / os.fsdecode(b"a\xff.md")).write_text("# x\n")
    (folder / "b\u200b.md").write_text("# x\n")
    for encoding in ("utf-8", "ascii"):
        done = subprocess.run(
            [sys.executable, "-m", "sphinx_bitext", "import", "in"],
            cwd=bitext.folder,
            env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 3, done.stderr  # one article is withheld, and said so
        assert b"Traceback" not in done.stderr
        assert b"sv-SE: 1 article" in done.stdout


def test_the_package_runs_as_a_module(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_bitext", "--source", str(tmp_path / "x"), "status"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("bitext: error: ")
    assert done.stderr.count("\n") == 1


def test_a_reader_that_goes_away_is_no_error(bitext: CommandLine) -> None:
    command = f"{sys.executable} -m sphinx_bitext explain | head -1"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, shell=True, env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_no_command_shows_the_help(bitext: CommandLine) -> None:
    said = bitext()
    assert said.code == 2
    assert "Commands:" in said.err


def test_main_is_what_the_console_script_runs() -> None:
    assert callable(main)
