"""Real deliveries: their catalogs are valid everywhere, and an edit is the only line that differs."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import polib
import pytest
from sample_projects import sample_project

from sphinx_bitext.catalogs.po import Entry, parse_catalog
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project
from support import LONG

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Project:
    return sample_project(tmp_path_factory.mktemp("sample"), corpus, every=8)[0]


def catalogs(project: Project) -> dict[Path, str]:
    files = sorted(project.locale_dir.rglob("*.po"))
    return {file: file.read_bytes().decode("utf-8") for file in files}


def said(entry: Entry) -> tuple[str, str, str, bool]:
    return (entry.msgctxt or "", entry.msgid, entry.msgstr, entry.fuzzy)


@pytest.mark.gettext
def test_programs_of_translators_accept_every_catalog_and_read_the_same(project: Project, msgfmt: str) -> None:
    found = catalogs(project)
    for file, text in found.items() if LONG else list(found.items())[::5]:
        done = subprocess.run([msgfmt, "-c", "-o", "/dev/null", str(file)], capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), file
        ours = sorted(said(entry) for entry in parse_catalog(text).entries)
        assert sorted((e.msgctxt or "", e.msgid, e.msgstr, e.fuzzy) for e in polib.pofile(text)) == ours
        written = subprocess.run(["msgcat", "--no-wrap", str(file)], capture_output=True, check=True).stdout.decode()
        assert sorted(said(entry) for entry in parse_catalog(written).entries) == ours


def test_an_ingest_after_random_edits_changes_no_line_at_all(project: Project) -> None:
    chance = random.Random(0)
    found = catalogs(project)
    assert ingest(project).written_catalogs == 0
    edited = {}
    for number, file in enumerate(chance.sample(sorted(found), min(len(found), 1000 if LONG else 60))):
        entries = [entry for entry in parse_catalog(found[file]).entries if entry.msgstr]
        if entries:
            raw = chance.choice(entries).raw or ""
            mine = f'msgstr "Min egen text {number}."\n'
            edited[file] = found[file].replace(raw, raw[: raw.index("msgstr ")] + mine, 1)
            file.write_bytes(edited[file].encode())
    assert len(edited) > 30
    assert ingest(project).written_catalogs == 0
    assert catalogs(project) == found | edited
