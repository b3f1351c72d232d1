"""The line of each sentence's entry is the one in the file as it is written, whatever changed in the catalog."""

from __future__ import annotations

import shutil
from pathlib import Path

import polib  # type: ignore[import-untyped, unused-ignore]
from sample_projects import new_project, own_project

from sphinx_bitext.catalogs.entry_places import entry_lines
from sphinx_bitext.catalogs.page_units import page_units
from sphinx_bitext.workflows.ingest import Ingested, ingest
from sphinx_bitext.workflows.project import Project


def check_lines(project: Project, ingested: Ingested) -> int:
    """Compare every line with what another reader of catalogs finds there; return how many there were."""
    count = 0
    for (locale, path), catalog in sorted(ingested.catalogs.items()):
        source = ingested.sources.get(path)
        if source is None or path in ingested.english_only:
            continue  # names of a table of contents, and articles without a catalog
        file = project.catalog_path(locale, source.english.article.docname)
        lines = file.read_text(encoding="utf-8").splitlines()
        messages = {message.block: message.msgid for message in source.messages if message.kind == "body"}
        owner = {placed.unit: messages.get(block) for block, row in page_units(source).items() for placed in row}
        for unit, line in entry_lines(source, catalog).items():
            entry = polib.pofile("\n".join(["", *lines[line - 1 :]]))[0]
            assert lines[line - 1].startswith("msg"), (file, unit)
            assert (entry.msgid, bool(entry.msgstr)) == (owner[unit], True), (file, unit)
            count += 1
    return count


def test_lines_of_catalogs_that_stay_change_and_are_new(tmp_path: Path) -> None:
    project, ingested = own_project(tmp_path)
    assert check_lines(project, ingested) > 1000
    changed = project.catalog_path("sv-SE", "index")
    before, _, behind = changed.read_text(encoding="utf-8").partition("\n\n")
    changed.write_text(f"{before}\n\n# msgid of a translator\n# and one line more\n{behind}", encoding="utf-8")
    shutil.rmtree(tmp_path / "locale/ja")
    assert check_lines(project, ingest(new_project(tmp_path))) > 1000
