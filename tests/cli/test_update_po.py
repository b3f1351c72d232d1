"""The writers' loop: an English edit, what it means for the translations, and what translators did of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CommandLine, small_project

from sphinx_bitext.catalogs.po import Entry, parse_catalog

DIGEST = "0123456789012345678901234567890123456789"


@pytest.fixture(params=[True, False], ids=["with a hash", "without"])
def bitext(
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> CommandLine:
    """Return a project of machine translations whose English was ingested; with and without the hash of the English."""
    command = CommandLine(monkeypatch, capsysbinary, small_project(tmp_path))
    for file in (tmp_path / "source").rglob("*.md"):
        text = file.read_text(encoding="utf-8").replace("translationtype: HT", "translationtype: MT")
        hashed = f"---\nms.openlocfilehash: {DIGEST}\n" if request.param else "---\n"
        file.write_text(text.replace("---\n", hashed, 1), encoding="utf-8")
    assert command("ingest").code == 0
    return command


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def english(bitext: CommandLine) -> Path:
    return bitext.folder / "source" / "en-US" / "a.md"


def catalog(bitext: CommandLine) -> Path:
    return bitext.folder / "locale" / "sv" / "LC_MESSAGES" / "a.po"


def entry(bitext: CommandLine, msgid: str) -> Entry:
    entries = parse_catalog(catalog(bitext).read_text(encoding="utf-8")).entries
    return next(entry for entry in entries if entry.msgid == msgid)


def test_an_edit_of_a_sentence_is_told_once_and_makes_its_entries_fuzzy(bitext: CommandLine) -> None:
    edit(english(bitext), "Sentence 1.", "Sentence 1 is better.")
    said = bitext("update-po")
    assert said == type(said)(
        0,
        'English changed: 1 message in 1 article\n  a: "Sentence 1." -> "Sentence 1 is better."\n'
        "Translations to look at (fuzzy): ja-JP 1, sv-SE 1\nCatalogs: 2, 2 written.\n",
        "",
    )
    changed = entry(bitext, "Sentence 1 is better.")
    assert (changed.msgstr, changed.fuzzy, changed.previous_msgid) == ("Mening 1.", True, "Sentence 1.")
    assert bitext("update-po").out == "Catalogs: 2, 0 written.\n"
    assert bitext("ingest").out.endswith("Catalogs: 2, 0 written.\nNothing has changed.\n")


def test_a_second_edit_starts_from_what_was_delivered(bitext: CommandLine) -> None:
    edit(english(bitext), "Sentence 1.", "Sentence 1 is better.")
    bitext("update-po")
    edit(english(bitext), "Sentence 1 is better.", "Sentence 1 is better. There is more to say here.")
    bitext("update-po")
    changed = entry(bitext, "Sentence 1 is better. There is more to say here.")
    assert changed.msgstr == "Mening 1. There is more to say here."
    assert (changed.fuzzy, changed.previous_msgid, changed.edited) == (True, "Sentence 1.", False)
    assert bitext("update-po").out == "Catalogs: 2, 0 written.\n"
    edit(english(bitext), "Sentence 1 is better. There is more to say here.", "Sentence 1.")
    bitext("update-po")
    assert (entry(bitext, "Sentence 1.").msgstr, entry(bitext, "Sentence 1.").fuzzy) == ("Mening 1.", False)


def test_a_change_of_looks_leaves_translations_alone(bitext: CommandLine) -> None:
    edit(english(bitext), "Sentence 1.", "Sentence 1!")
    assert bitext("update-po").out.splitlines() == [
        "English changed: 1 message in 1 article",
        '  a: "Sentence 1." -> "Sentence 1!" (only its looks: translations stay)',
        "Catalogs: 2, 2 written.",
    ]
    assert not entry(bitext, "Sentence 1!").fuzzy
    assert bitext("update-po").out == "Catalogs: 2, 0 written.\n"
    assert cell(bitext)["cosmetic"] == 1
    assert "=1" in bitext("status", "--locale", "sv-SE").out.splitlines()[1]


def cell(bitext: CommandLine) -> dict[str, int]:
    found: dict[str, int] = json.loads(bitext("status", "--format", "json").out)["articles"][0]["locales"]["sv-SE"]
    return found


def test_post_edited_machine_translation_shows_in_the_status(bitext: CommandLine) -> None:
    assert (cell(bitext)["edited"], cell(bitext)["post_edited"]) == (0, 0)
    edit(catalog(bitext), '"Mening 1."', '"Min mening."')
    assert (cell(bitext)["edited"], cell(bitext)["post_edited"]) == (1, 1)
    assert bitext("status", "--locale", "sv-SE").out.splitlines()[1].split()[-3:] == ["MT+PE", "3/3", "*1"]


def test_update_po_leaves_english_alone_and_knows_its_locales(bitext: CommandLine) -> None:
    before = english(bitext).read_bytes()
    english(bitext).unlink()
    assert bitext("update-po", "--locale", "sv-SE").out == "Catalogs: 1, 0 written.\n"
    assert not english(bitext).exists()
    bitext("ingest")
    assert english(bitext).read_bytes() == before


def test_a_build_says_what_changed(bitext: CommandLine) -> None:
    edit(english(bitext), "Sentence 1.", "Sentence 1 is better.")
    out = bitext("build").out
    assert out.startswith('English changed: 1 message in 1 article\n  a: "Sentence 1." -> "Sentence 1 is better."\n')
    assert "English changed" not in bitext("build").out


def test_a_catalog_that_msgfmt_would_refuse_is_used_but_not_written(bitext: CommandLine) -> None:
    edit(catalog(bitext), '"Mening 1."', '"Min mening.\\n"')
    before = catalog(bitext).read_bytes()
    edit(english(bitext), "Sentence 2.", "Sentence 2 is better.")
    said = bitext("update-po")
    assert said.code == 3
    assert "locale/sv/LC_MESSAGES/a.po:18:1: error: Msgid and msgstr do not both end" in said.err
    assert catalog(bitext).read_bytes() == before
    assert cell(bitext)["edited"] == 1
