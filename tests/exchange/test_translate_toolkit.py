"""An outside program reads what we write, and writes what we read: Translate Toolkit, in a process of its own."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from exchange_samples import SWEDISH, catalog_file, exported, small_project

from sphinx_bitext.workflows.exchanging import export_tmx
from sphinx_bitext.workflows.project import Project
from sphinx_bitext.workflows.returning import import_xliff

READ_TMX = """
from translate.storage import tmx
units = tmx.tmxfile.parsestring(open(path, "rb").read()).units
print(json.dumps([[unit.source, unit.target] for unit in units]))
"""
READ_XLIFF = """
from translate.storage import xliff2
store = xliff2.Xliff2File.parsefile(path)
print(json.dumps([[unit.source, unit.target, unit.isfuzzy()] for unit in store.units]))
"""
EDIT_XLIFF = """
from translate.storage import xliff2
store = xliff2.Xliff2File.parsefile(path)
for unit in store.units:
    if unit.target == old:
        unit.target = new
open(path, "wb").write(bytes(store))
print("null")
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    if importlib.util.find_spec("translate") is None:
        reason = "Translate Toolkit is not installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return small_project(tmp_path)


def run(script: str, path: Path, **names: str) -> list[list[object]]:
    known = "".join(f"{name} = {value!r}\n" for name, value in {"path": str(path), **names}.items())
    done = subprocess.run(
        [sys.executable, "-c", f"import json\n{known}{script}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: list[list[object]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("codes", [False, True])
def test_it_reads_memories_as_markdown(project: Project, tmp_path: Path, codes: bool) -> None:
    export_tmx(project, ["sv-SE"], tmp_path, codes=codes)
    assert run(READ_TMX, tmp_path / "en-US_sv-SE.tmx")[1:] == [[english, swedish] for swedish, english in SWEDISH]


def test_it_counts_the_words_of_a_memory(project: Project, tmp_path: Path) -> None:
    export_tmx(project, ["sv-SE"], tmp_path)
    file = tmp_path / "en-US_sv-SE.tmx"
    done = subprocess.run(
        [sys.executable, "-m", "translate.tools.pocount", "--csv", str(file)],
        capture_output=True,
        text=True,
        check=True,
    )
    names, values = (line.split(",") for line in done.stdout.strip().splitlines())
    counts = {name.strip(): value for name, value in zip(names, values, strict=False)}
    assert int(counts["Translated Messages"]) == 5


def test_it_reads_xliff(project: Project) -> None:
    found = run(READ_XLIFF, exported(project, codes=False))
    assert found == [[english, swedish, False] for swedish, english in SWEDISH]


def test_what_it_saves_without_edits_changes_nothing(project: Project) -> None:
    file = exported(project)
    before, catalog = file.read_bytes(), catalog_file(project).read_bytes()
    run(EDIT_XLIFF, file, old="", new="")
    assert file.read_bytes() != before
    result = import_xliff(project, [file])
    assert (result.merged, result.unchanged, result.findings) == (0, 3, [])
    assert catalog_file(project).read_bytes() == catalog


def test_an_edit_made_with_it_is_merged(project: Project) -> None:
    file = exported(project, codes=False)
    run(EDIT_XLIFF, file, old="Välj **Spara**.", new="Tryck på **Spara** & <klart>.")
    assert import_xliff(project, [file]).merged == 1
    assert 'msgstr "Tryck på **Spara** & <klart>. Kör `save --now`' in catalog_file(project).read_text("utf-8")
