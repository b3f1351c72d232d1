"""`bitext merge-po` as git calls it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import CommandLine

from sphinx_bitext.catalogs.po import parse_catalog

REPOSITORY = Path(__file__).resolve().parents[2]
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
BASE = HEADER + '\nmsgid "One"\nmsgstr "Ett"\n\nmsgid "Two"\nmsgstr "Två"\n'
ONE, TWO = BASE.replace('"Ett"', '"Etta"'), BASE.replace('"Två"', '"Tvåa"')


@pytest.fixture
def bitext(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> CommandLine:
    (tmp_path / "conf.py").write_text("<<<<<<< a conflict of its own\n")
    return CommandLine(monkeypatch, capsysbinary, tmp_path)


def write(folder: Path, *texts: str) -> list[str]:
    names = ["base", "ours", "theirs"]
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return names


def test_edits_of_different_entries_merge_in_silence(bitext: CommandLine) -> None:
    said = bitext("merge-po", *write(bitext.folder, BASE, ONE, TWO), "locale/sv/a.po")
    assert said == (type(said))(0, "", "")
    assert (bitext.folder / "ours").read_text(encoding="utf-8") == ONE.replace('"Två"', '"Tvåa"')
    assert (bitext.folder / "theirs").read_text(encoding="utf-8") == TWO


def test_a_conflict_is_named_and_the_file_still_parses(bitext: CommandLine) -> None:
    theirs = BASE.replace('"Ett"', '"En"')
    said = bitext("merge-po", "--marker-size", "7", "--", *write(bitext.folder, BASE, ONE, theirs), "locale/sv/a.po")
    assert said.code == 1
    assert said.err.splitlines()[0].startswith("bitext: locale/sv/a.po: 1 text was changed on both sides")
    assert said.err.splitlines()[1:] == ["  One"]
    text = (bitext.folder / "ours").read_text(encoding="utf-8")
    assert parse_catalog(text).entries[0].msgstr == "Etta"
    assert "# merge conflict, theirs: En\n" in text


def test_what_is_no_catalog_is_merged_as_text(bitext: CommandLine) -> None:
    broken = BASE.replace('msgstr "Två"', 'msgstr "Två')
    said = bitext("merge-po", "--marker-size", "9", *write(bitext.folder, broken, broken.replace("Ett", "A"), broken))
    assert said.code == 0
    assert "merged as text" in said.err
    assert (bitext.folder / "ours").read_text(encoding="utf-8") == broken.replace("Ett", "A")
    versions = (broken, broken.replace("Ett", "A"), broken.replace("Ett", "B"))
    assert bitext("merge-po", "--marker-size", "9", *write(bitext.folder, *versions)).code == 1
    assert "<<<<<<<<< ours\n" in (bitext.folder / "ours").read_text(encoding="utf-8")


def dated_text(text: str, year: int) -> str:
    return text.replace(
        'msgstr ""\n"Content', f'msgstr ""\n"PO-Revision-Date: 200{year}-01-01 00:00+0000\\n"\n"Content', 1
    )


class Git:
    """A repository of its own with the attributes and the driver of this project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        folder.mkdir()
        self("init", "-q", "-b", "main")
        shutil.copy(REPOSITORY / ".gitattributes", folder)
        self.catalog = folder / "locale" / "sv" / "LC_MESSAGES" / "a b.po"
        self.catalog.parent.mkdir(parents=True)

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def set_up(self) -> None:
        """Do what `make git-setup` does, with this interpreter for the installed command."""
        program = self.folder / "the bitext"
        tools = REPOSITORY / "tools"
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{tools}" exec "{sys.executable}" -m sphinx_bitext "$@"\n')
        program.chmod(0o755)
        lines = (REPOSITORY / "Makefile").read_text(encoding="utf-8").splitlines()
        driver = next(line for line in lines if "merge.bitext-po.driver" in line).split(' "', 1)[1].rstrip('"')
        self("config", "merge.bitext-po.driver", driver.replace("$(CURDIR)/$(BITEXT)", str(program)))

    def save(self, branch: str, text: str) -> None:
        self("checkout", "-q", *(["-b", branch, "main"] if branch != "main" else ["main"]))
        self.catalog.write_text(text, encoding="utf-8", newline="")
        self("add", ".")
        assert self("commit", "-qm", branch).returncode == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("set_up", [True, False], ids=["with the driver", "as text"])
def test_git_merges_catalogs_with_the_driver(tmp_path: Path, *, set_up: bool) -> None:
    git = Git(tmp_path / "repository")
    if set_up:
        git.set_up()
    # Every editor writes the date of its last change: as text that is a conflict.
    dated = {"main": dated_text(BASE, 1), "ours": dated_text(ONE, 2), "theirs": dated_text(TWO, 3)}
    for branch, text in dated.items():
        git.save(branch, text)
    done = git("merge", "ours", "-m", "merged")
    assert done.returncode == (0 if set_up else 1), done
    if set_up:
        merged = dated_text(ONE.replace('"Två"', '"Tvåa"'), 3)
        assert git.catalog.read_text(encoding="utf-8") == merged
        assert git("status", "--porcelain", "--untracked-files=no").stdout == ""


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_stops_at_a_true_conflict(tmp_path: Path) -> None:
    git = Git(tmp_path / "repository")
    git.set_up()
    for branch, text in {"main": BASE, "ours": ONE, "theirs": BASE.replace('"Ett"', '"En"')}.items():
        git.save(branch, text)
    done = git("merge", "ours", "-m", "merged")
    assert done.returncode == 1
    assert "CONFLICT" in done.stdout
    entry = parse_catalog(git.catalog.read_text(encoding="utf-8")).entries[0]
    assert (entry.msgstr, entry.translator_notes, entry.fuzzy) == ("En", ("merge conflict, theirs: Etta",), True)
