from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from exchange_samples import catalog_file, edit, exported, small_project

from sphinx_bitext.catalogs.exchange.returning import RETURNED
from sphinx_bitext.cli.import_xliff import import_xliff as command
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project
from sphinx_bitext.workflows.returning import import_xliff


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return small_project(tmp_path)


def test_what_no_tool_touched_changes_no_file(project: Project) -> None:
    files = [exported(project, locale) for locale in ("sv-SE", "ja-JP")]
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in project.locale_dir.rglob("*.po")}
    result = import_xliff(project, files)
    assert (result.merged, result.unchanged, result.written_catalogs, result.findings) == (0, 6, 0, [])
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in before} == before


def test_a_translators_text_and_what_ingest_does_then(project: Project) -> None:
    file = exported(project)
    edit(file, "<target>Klart.</target>", "<target>Nu är det klart.</target>")
    catalog = catalog_file(project)
    before = catalog.read_text("utf-8")
    result = import_xliff(project, [file])
    assert (result.merged, result.unchanged, result.written_catalogs) == (1, 2, 1)
    assert catalog.read_text("utf-8") == before.replace('msgstr "Klart."', 'msgstr "Nu är det klart."')
    assert ingest(project).written_catalogs == 0


def test_codes_become_markdown_again(project: Project) -> None:
    file = exported(project)
    text = file.read_text("utf-8")
    start = text.index("<target>Välj ")
    end = text.index("</target>", start)
    moved = text[start:end].replace("<target>Välj ", "<target>").removesuffix(".") + " väljer du."
    file.write_text(text[:start] + moved + text[end:], encoding="utf-8")
    assert import_xliff(project, [file]).merged == 1
    assert 'msgstr "**Spara** väljer du. Kör `save --now`' in catalog_file(project).read_text("utf-8")


def test_an_edit_after_the_export_stays(project: Project) -> None:
    file = exported(project)
    edit(file, "<target>Klart.</target>", "<target>Nu är det klart.</target>")
    edit(catalog_file(project), "Klart.", "Färdigt.")
    result = import_xliff(project, [file])
    assert (result.merged, result.conflicts) == (0, 1)
    (finding,) = result.findings
    assert (finding.code, finding.source, finding.target) == ("returned-conflict", "Done.", "Nu är det klart.")
    assert "<unit id=" in file.read_text("utf-8").split("\n")[finding.line - 1]
    text = catalog_file(project).read_text("utf-8")
    assert f"#. {RETURNED}Nu är det klart." in text
    assert 'msgstr "Färdigt."' in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('original="guide/save.md"', 'original="../../../guide/save.md"'),
        ('original="guide/save.md"', 'original="/etc/passwd.md"'),
        ('original="guide/save.md"', 'original="guide/other.md"'),
        ('original="guide/save.md"', 'original="guide/save.po"'),
        ('original="guide/save.md"', 'original="guide\\save.md"'),
        ('trgLang="sv-SE"', 'trgLang="de-DE"'),
        ('trgLang="sv-SE"', 'trgLang="../sv"'),
    ],
)
def test_a_file_for_something_else_is_merged_nowhere(project: Project, old: str, new: str) -> None:
    file = exported(project)
    edit(file, old, new)
    edit(file, "<target>Klart.</target>", "<target>Nej.</target>")
    before = {path: path.read_bytes() for path in project.locale_dir.rglob("*.*")}
    result = import_xliff(project, [file])
    assert [finding.code for finding in result.findings] == ["returned-unknown"]
    assert {path: path.read_bytes() for path in project.locale_dir.rglob("*.*")} == before


@pytest.mark.parametrize("tag", ["sv", "sv-se", "SV_se", "sv-Latn-SE"])
def test_a_language_as_tools_spell_it(project: Project, tag: str) -> None:
    file = exported(project)
    edit(file, 'trgLang="sv-SE"', f'trgLang="{tag}"')
    edit(file, "<target>Klart.</target>", "<target>Ja.</target>")
    assert import_xliff(project, [file]).merged == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"#. HT", b"garbage\n#. HT"),
        (b"charset=UTF-8", b"charset=ISO-8859-1"),
        ("Välj".encode(), "Välj".encode("latin-1")),
    ],
)
def test_a_catalog_that_cannot_be_parsed_stays(project: Project, old: bytes, new: bytes) -> None:
    file = exported(project)
    edit(file, "<target>Klart.</target>", "<target>Nej.</target>")
    catalog = catalog_file(project)
    before = catalog.read_bytes().replace(old, new)
    catalog.write_bytes(before)
    result = import_xliff(project, [file])
    assert [finding.code for finding in result.findings] == ["catalog-syntax"]
    assert (result.unparsable, catalog.read_bytes()) == (1, before)


def test_a_link_in_place_of_a_catalog_is_not_followed(project: Project, tmp_path: Path) -> None:
    file = exported(project)
    edit(file, "<target>Klart.</target>", "<target>Nej.</target>")
    catalog = catalog_file(project)
    outside = tmp_path / "outside.po"
    catalog.rename(outside)
    catalog.symlink_to(outside)
    before = outside.read_bytes()
    assert [finding.code for finding in import_xliff(project, [file]).findings] == ["returned-unknown"]
    assert outside.read_bytes() == before


def test_the_command(project: Project) -> None:
    good, bad = exported(project), project.output_dir / "bad.xlf"
    edit(good, "<target>Klart.</target>", "<target>Ja.</target>")
    bad.write_text("<xliff>\n<file>", encoding="utf-8")
    said = CliRunner().invoke(command, [str(bad), str(good)], obj=project)
    assert said.exit_code == 2
    assert said.stdout == "1 translation merged, 2 unchanged, 0 conflicts; 1 catalog written.\n"
    assert f"{bad}:1:1: error returned-syntax XLIFF of version unknown" in said.stderr
    again = CliRunner().invoke(command, [str(good)], obj=project)
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout == "0 translations merged, 3 unchanged, 0 conflicts; 0 catalogs written.\n"
