"""Runs that did not come to their end: what they left is not taken for whole."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from small_site import publish, tree, write_project

from sphinx_bitext.errors import StorageError
from sphinx_bitext.publish import pagefind as program
from sphinx_bitext.publish.locale import doctree_folder
from sphinx_bitext.publish.pagefind import damaged_file, write_index
from sphinx_bitext.settings import Settings


def test_halves_of_files_are_written_anew(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings(search=False))
    publish(project)
    whole = tree(project.html_dir)
    doctrees = doctree_folder(project, "sv-SE")
    assert not (doctrees / "unfinished").exists()
    (doctrees / "unfinished").touch()
    for half in (doctrees / "environment.pickle", doctrees / "outcome.pickle", *doctrees.rglob("*.doctree")):
        half.write_bytes(half.read_bytes()[:40])
    for half in (project.html_folder("sv-SE") / ".buildinfo", project.html_folder("sv-SE") / "index.html"):
        half.write_bytes(b"")
    again = publish(project)
    assert again.withheld == []
    assert tree(project.html_dir) == whole
    assert not (doctrees / "unfinished").exists()


def test_half_an_index_is_not_put_in_the_place_of_a_whole_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = program.pagefind()[0]
    if not found:
        pytest.skip("Pagefind is not installed")
    site, index = tmp_path / "site", tmp_path / "_search"
    site.mkdir()
    (site / "a.html").write_text("<html lang=sv><body data-pagefind-body>Ett ord.</body></html>", encoding="utf-8")
    assert write_index(found, site, index) == ""
    whole = tree(index)
    assert len(whole) > 4
    for file in (path for path in index.rglob("*") if path.is_file() and path.suffix != ".js"):
        data = file.read_bytes()
        for half in (b"", data[: len(data) // 2]):
            file.write_bytes(half)
            assert damaged_file(index) == file.name
        file.write_bytes(data)

    def half_written(*_arguments: object, **options: object) -> object:
        made = Path(str(options["cwd"])) / index.name
        shutil.copytree(index, made)
        (made / "pagefind-entry.json").write_bytes(b"{")
        return type("Done", (), {"returncode": 0, "stdout": "", "stderr": ""})

    monkeypatch.setattr(subprocess, "run", half_written)
    with pytest.raises(StorageError, match="is the disk full"):
        write_index(found, site, index)
    assert tree(index) == whole
