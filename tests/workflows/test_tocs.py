"""Names of tables of contents: into catalogs like every other text, and out of them onto pages."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sphinx_bitext.catalogs.toc import delivered_names, name_entries, name_messages
from sphinx_bitext.markup.toc import parse_toc
from sphinx_bitext.model import NavigationItem
from sphinx_bitext.workflows.ingest import Ingested, ingest
from sphinx_bitext.workflows.prepared import prepared_path, read_prepared, write_prepared
from sphinx_bitext.workflows.preparing import prepare_ingested
from sphinx_bitext.workflows.project import Project, load_project

ENGLISH = """\
- name: Start
  href: start.md
- name: Guides
  items:
  - name: Import files
    href: guides/import.md
  - name: Overview
    href: guides/export.md
- name: Overview
  href: https://x.example/en-us/overview
"""
SWEDISH = """\
items:
- name: Början
  href: start.md
- name: Guider
  items:
  - name: Importera filer
    href: guides/import.md
  - name: Översikt
    href: guides/export.md
- name: Överblick
  href: https://x.example/sv-se/overview
ms.translationtype: MT
ms.lasthandoff: 02/03/2024
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name, title in (("start", "Start"), ("guides/import", "Importing"), ("guides/export", "Exporting")):
        put(tmp_path, "en-US", f"{name}.md", f"# {title}\n\nText.\n")
        put(tmp_path, "sv-SE", f"{name}.md", f"# SV {title}\n\nText på svenska.\n")
    put(tmp_path, "en-US", "TOC.yml", ENGLISH)
    put(tmp_path, "sv-SE", "TOC.yml", SWEDISH)
    return load_project(tmp_path / "source", tmp_path / "locale", tmp_path / "build")


def put(root: Path, locale: str, name: str, text: str) -> None:
    file = root / "source" / locale / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


def catalog(project: Project, locale: str = "sv-SE", name: str = "TOC") -> str:
    return project.catalog_path(locale, name).read_text(encoding="utf-8")


def titles(project: Project, ingested: Ingested, locale: str = "sv-SE") -> list[str]:
    """Return the titles of a locale's navigation in reading order: `=` for that of the page, `?` behind English."""

    def walk(items: tuple[NavigationItem, ...]) -> list[str]:
        found = []
        for item in items:
            found += [(item.title or f"={item.docname}") + "?" * item.english, *walk(item.children)]
        return found

    prepared = prepare_ingested(project, ingested, project.target_locales()).make(locale)
    write_prepared(project, prepared)
    assert read_prepared(prepared_path(project.output_dir, locale)).navigation == list(prepared.navigation)
    return [title for tree in prepared.navigation for title in walk(tree.items)]


def test_delivered_names_go_into_a_catalog_and_titles_do_not(project: Project) -> None:
    ingested = ingest(project)
    text = catalog(project)
    assert "#. MT delivered:" in text
    assert "2024-02-03" in text
    assert 'msgid "Guides"\nmsgstr "Guider"' in text
    assert 'msgid "Start"' not in text
    assert 'msgctxt "https://x.example/en-us/overview"\nmsgid "Overview"\nmsgstr "Överblick"' in text
    assert titles(project, ingested) == ["=start", "Guider", "Importera filer", "Översikt", "Överblick"]
    assert titles(project, ingested, "en-US") == ["=start", "Guides", "Import files", "Overview", "Overview"]
    assert ingested.findings == []
    assert ingest(project).written_catalogs == 0


def test_a_translator_wins_and_what_is_missing_is_marked_english(project: Project) -> None:
    ingest(project)
    file = project.catalog_path("sv-SE", "TOC")
    file.write_text(catalog(project).replace('"Guider"', '"Handböcker"'), encoding="utf-8")
    put(project.root, "sv-SE", "TOC.yml", SWEDISH.replace("Guider", "Vägledningar").replace("Importera filer", ""))
    put(project.root, "en-US", "TOC.yml", ENGLISH + "- name: News\n  href: guides/import.md#new\n")
    ingested = ingest(project)
    assert titles(project, ingested)[1:3] == ["Handböcker", "Importera filer"]
    assert titles(project, ingested)[-1] == "News?"
    assert [finding.code for finding in ingested.findings] == ["newer-delivery"]
    assert "newer delivery: Vägledningar" in catalog(project)


def test_english_that_changes_makes_names_fuzzy_until_a_delivery_is_in_step(project: Project) -> None:
    ingest(project)
    changed = ENGLISH.replace("Import files", "Import large files")
    put(project.root, "en-US", "TOC.yml", changed)
    ingested = ingest(project)
    assert '#, fuzzy\n#| msgid "Import files"\nmsgid "Import large files"\nmsgstr "Importera filer"' in catalog(project)
    assert titles(project, ingested)[2] == "Importera filer"
    proof = hashlib.sha1(changed.replace("\n", "\r\n").encode()).hexdigest()
    put(project.root, "sv-SE", "TOC.yml", f"{SWEDISH}ms.openlocfilehash: {proof}\n")
    ingest(project)
    assert "fuzzy" not in catalog(project)


def test_what_leaves_becomes_obsolete_and_comes_back(project: Project) -> None:
    ingest(project)
    before = catalog(project)
    put(project.root, "en-US", "TOC.yml", ENGLISH.replace("name: Guides", "name: Handbook of everything else"))
    put(project.root, "sv-SE", "TOC.yml", "items: []\n")
    ingest(project)
    assert '#~ msgid "Guides"\n#~ msgstr "Guider"' in catalog(project)
    put(project.root, "en-US", "TOC.yml", ENGLISH)
    put(project.root, "sv-SE", "TOC.yml", SWEDISH)
    ingest(project)
    revived = catalog(project)
    assert [line for line in before.splitlines() if line.startswith("msg")] == [
        line for line in revived.splitlines() if line.startswith("msg")
    ]


def test_a_locale_with_a_table_of_its_own_uses_it(project: Project) -> None:
    (project.english_dir / "TOC.yml").unlink()
    ingested = ingest(project)
    assert titles(project, ingested) == ["Början", "Guider", "Importera filer", "Översikt", "Överblick"]
    assert titles(project, ingested, "en-US") == []


def test_tables_of_folders_have_catalogs_beside_those_of_their_articles(project: Project) -> None:
    put(project.root, "en-US", "guides/toc.md", "# [Bring in](import.md)\n# [Overview](export.md)\n")
    put(project.root, "sv-SE", "guides/toc.md", "# [Ta in](import.md)\n")
    put(project.root, "en-US", "TOC.yml", "- name: Guides\n  href: guides/toc.md\n")
    put(project.root, "sv-SE", "TOC.yml", "- name: Guider\n  href: guides/toc.md\n")
    ingested = ingest(project)
    assert 'msgid "Bring in"\nmsgstr "Ta in"' in catalog(project, name="guides/toc")
    assert titles(project, ingested) == ["Guider", "Ta in", "Overview?"]
    assert "guides/toc" not in prepare_ingested(project, ingested, ["sv-SE"]).make("sv-SE").pages


def test_findings_name_the_file_and_the_place(project: Project) -> None:
    put(project.root, "en-US", "TOC.yml", ENGLISH + "- name: Gone\n  href: gone.md\n")
    put(project.root, "sv-SE", "TOC.yml", SWEDISH + "- what is this\n")
    put(project.root, "sv-SE", "toc.md", "# A\n")
    found = {(one.code, one.locale, Path(one.path).name, one.line) for one in ingest(project).findings}
    assert found == {
        ("toc-link", "en-US", "TOC.yml", 11),
        ("toc-syntax", "sv-SE", "TOC.yml", 14),
        ("skipped-file", "sv-SE", "toc.md", 1),
    }


def test_tables_that_lead_to_no_page_are_left_alone(project: Project) -> None:
    put(project.root, "en-US", "breadcrumb/toc.yml", "- name: Docs\n  tocHref: /docs/\n  topicHref: /docs/index\n")
    ingested = ingest(project)
    assert ingested.findings == []
    assert not project.catalog_path("sv-SE", "breadcrumb/toc").exists()
    assert "Docs" not in " ".join(titles(project, ingested))


def test_a_damaged_catalog_stays_and_the_delivered_names_are_shown(project: Project) -> None:
    ingest(project)
    file = project.catalog_path("sv-SE", "TOC")
    file.write_text('msgid "Guides"\nmsgstr "half', encoding="utf-8")
    ingested = ingest(project)
    assert [finding.code for finding in ingested.findings] == ["catalog-syntax"]
    assert file.read_text(encoding="utf-8").endswith("half")
    assert titles(project, ingested)[1] == "Guider"


def test_entries_are_matched_by_where_they_lead_then_by_order() -> None:
    english = parse_toc(
        "- name: One\n  items:\n  - {name: A, href: a.md}\n- name: Two\n  items:\n  - {name: B, href: b.md}\n"
        "- name: Three\n- {name: Moved, href: m.md}\n"
    )
    delivered = parse_toc(
        "- name: Två\n  items:\n  - {name: be, href: b.md}\n  - {name: flyttad, href: m.md}\n- name: Tre\n"
        "- name: Ett\n  items:\n  - {name: a, href: a.md}\n"
    )
    assert delivered_names(english, delivered) == {0: "Ett", 1: "a", 2: "Två", 3: "be", 4: "Tre", 5: "flyttad"}


def test_one_name_at_one_address_has_one_entry() -> None:
    english = parse_toc("- {name: A, href: a.md}\n- {name: A, href: a.md}\n- {name: A, href: a.md}\n")
    delivered = parse_toc("- {name: x, href: a.md}\n- {name: y, href: a.md}\n- {name: z, href: a.md}\n")
    entries = name_entries(name_messages(english, {}), english, delivered)
    assert [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in entries] == [(None, "A", "x"), ("a.md", "A", "y")]
