"""The pseudo-locale: everything a translator would touch looks foreign, and nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.catalogs.exchange.inline import parse_inline
from sphinx_bitext.catalogs.pseudo import pseudo_text
from sphinx_bitext.errors import UsageError
from sphinx_bitext.pseudo import PSEUDO_LOCALE, accented
from sphinx_bitext.theme import interface_strings
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from sphinx_bitext.workflows.pseudo import write_pseudo
from support import examples

ENGLISH = """---
title: Save the file
---
# Save the file

Select **Save** or run `save --now`. Read [the help](help.md) at https://example.org/save.

> [!NOTE]
> Use {name} &amp; 5 \\* 3.

- One
- Two

```sh
save --now
```
"""


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("Select **Save**.", "⟦Šéļéçţ **Šåvé**. ····⟧"),
        ("Run `save --now` at https://example.org/a.", "⟦Ŕûñ `save --now` åţ https://example.org/a."),
        ("[The help](help.md \"a\")", "⟦[Ţĥé ĥéļp](help.md \"a\") ···⟧"),
        ("Use {name}, %s &amp; 5 \\* 3", "⟦Ûšé {name}, %s &amp; 5 \\* 3"),
        ("![A picture](a.png)", "⟦![Å pîçţûŕé](a.png) ···⟧"),
        ("Mail to help@example.org", "⟦Måîļ ţö help@example.org"),
        ("", ""),
    ],
)  # fmt: skip
def test_letters_look_foreign_and_codes_stay(markdown: str, shown: str) -> None:
    assert pseudo_text(markdown).startswith(shown)


@settings(max_examples=examples(100), deadline=None)
@given(st.text(max_size=80))
def test_no_code_changes(markdown: str) -> None:
    codes = [piece.text for piece in parse_inline(markdown) if not isinstance(piece, str)]
    found = pseudo_text(markdown)
    for code in codes:
        assert code in found
    assert len(found) >= len(markdown.strip())


@settings(max_examples=examples(100), deadline=None)
@given(st.text(max_size=80))
def test_accents_change_no_length(text: str) -> None:
    assert len(accented(text)) == len(text)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    file = tmp_path / "source" / "en-US" / "guide" / "save.md"
    file.parent.mkdir(parents=True)
    file.write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "source" / "sv-SE").mkdir()
    return load_project(tmp_path / "source", tmp_path / "locale", tmp_path / "build")


def test_deliveries_are_made_from_the_english_and_go_with_it(project: Project) -> None:
    english = project.english_dir / "guide" / "save.md"
    other = project.english_dir / "other.md"
    other.write_text("# Other\n", encoding="utf-8")
    first = write_pseudo(project)
    assert (first.articles, first.written, first.removed) == (2, 2, 0)
    other.unlink()
    again = write_pseudo(project)
    assert (again.articles, again.written, again.removed) == (1, 0, 1)
    text = (project.source_dir / PSEUDO_LOCALE / "guide" / "save.md").read_text("utf-8")
    assert re.search(r'^title: "⟦Šåvé', text, re.MULTILINE)
    assert "```sh\nsave --now\n```" in text
    english.write_text(ENGLISH.replace("One", "Seven"), encoding="utf-8")
    assert write_pseudo(project).written == 1


def test_every_message_of_its_catalog_is_translated(project: Project) -> None:
    write_pseudo(project)
    ingested = ingest(project)
    (catalog,) = (one for (locale, _), one in ingested.catalogs.items() if locale == PSEUDO_LOCALE)
    assert catalog.entries
    assert all(entry.msgstr.startswith("⟦") and entry.msgstr.endswith("⟧") for entry in catalog.entries)
    bitext = next(one for one in ingested.corpus.bitexts if one.locale == PSEUDO_LOCALE)
    assert (bitext.stale, bitext.aligned_by) == (False, "structure")


def test_files_of_others_are_never_overwritten(project: Project) -> None:
    file = project.source_dir / PSEUDO_LOCALE / "guide" / "save.md"
    file.parent.mkdir(parents=True)
    file.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match="not made by"):
        write_pseudo(project)
    assert file.read_text("utf-8") == "# Mine\n"


def test_the_interface_looks_foreign_too() -> None:
    strings = interface_strings("qps-Ploc")
    assert all(text.startswith("⟦") for text in strings.values())
    for message, text in strings.items():
        assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", interface_strings("en")[message]))


def test_names_of_a_table_of_contents_look_foreign_too(project: Project) -> None:
    toc = project.english_dir / "TOC.yml"
    toc.write_text("- name: Guides\n  items:\n  - name: Save\n    href: guide/save.md\n", encoding="utf-8")
    ingest(project)
    write_pseudo(project)
    made = project.source_dir / PSEUDO_LOCALE / "TOC.yml"
    catalog = project.catalog_path(PSEUDO_LOCALE, "TOC")
    ingest(project)
    assert 'msgid "Guides"\nmsgstr "⟦Ĝûîđéš ··⟧"' in catalog.read_text(encoding="utf-8")
    assert write_pseudo(project).written == 0
    toc.unlink()
    assert write_pseudo(project).removed == 1
    assert not made.exists()
