"""`bitext terms` proposes a glossary, and `bitext check` asks for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import CommandLine, Said

from sphinx_bitext.terms.glossary import Term, parse_glossary
from support import unit

ENGLISH = (
    "Open Contoso Desk and choose **Save**.",
    "In Contoso Desk, click **Save**.",
    "Click **Save** in Contoso Desk.",
    "See [Billing](/billing).",
    "Go to [Billing](/billing).",
    "Read [Billing](/billing) or [this](/this).",
)
TRANSLATIONS = {
    "sv-SE": (
        "Öppna Contoso Desk och välj **Spara**.",
        "Klicka på **Spara** i Contoso Desk.",
        "Klicka på **Spara** i Contoso Desk.",
        "Se [Fakturering](/billing).",
        "Gå till [Fakturering](/billing).",
        "Läs [Fakturering](/billing) eller [detta](/this).",
    ),
    "lv-LV": (
        "Atveriet Contoso Desk un izvēlieties **Saglabāt**.",
        "Programmā Contoso Desk noklikšķiniet uz **Saglabāt**.",
        "Noklikšķiniet uz **Glabāt** programmā Contoso Desk.",
        "Skatiet [Norēķini](/billing).",
        "Dodieties uz [Rēķini](/billing).",
        "Lasiet [Maksa](/billing) vai [šo](/this).",
    ),
}


@pytest.fixture
def bitext(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> CommandLine:
    for locale, texts in TRANSLATIONS.items():
        file = tmp_path / "source" / locale / "a.md"
        file.parent.mkdir(parents=True)
        pairs = zip(texts, ENGLISH, strict=True)
        units = [unit(f"0abcd-{101 + at}", target, source) for at, (target, source) in enumerate(pairs)]
        file.write_text("\n\n".join(units) + "\n", encoding="utf-8")
    return CommandLine(monkeypatch, capsysbinary, tmp_path)


def rows(said: Said) -> list[tuple[str, str, str]]:
    assert (said.code, said.err) == (0, "")
    return [(one.term, one.locale, one.translation) for one in parse_glossary(said.out, "out")]


def test_names_that_all_keep_and_labels_translated_one_way(bitext: CommandLine) -> None:
    said = bitext("terms")
    assert parse_glossary(said.out, "out") == (
        Term("Contoso Desk", "*", "", "kept in 6 of 6 places, 2 of 2 locales", case_sensitive=True),
        Term("Billing", "sv-SE", "Fakturering", "link: 3 of 3 places, 100 %", case_sensitive=True),
        Term("Save", "sv-SE", "Spara", "bold: 3 of 3 places, 100 %", case_sensitive=True),
    )
    assert bitext("terms") == said


def test_fewer_places_and_one_locale(bitext: CommandLine) -> None:
    assert ("Save", "lv-LV", "Saglabāt") in rows(bitext("terms", "--min", "2"))
    assert rows(bitext("terms", "--min", "2", "--locale", "lv-LV")) == [
        ("Contoso Desk", "*", ""),
        ("Save", "lv-LV", "Saglabāt"),
    ]
    assert rows(bitext("terms", "--min", "4")) == []


def test_what_is_proposed_is_what_the_check_reads(bitext: CommandLine) -> None:
    assert bitext("terms", "--output", "glossary.csv").out == ""
    (bitext.folder / "pyproject.toml").write_text("[tool.bitext]\nglossary = 'glossary.csv'\n")
    assert terms_found(bitext) == []
    file = bitext.folder / "source" / "sv-SE" / "a.md"
    text = file.read_text("utf-8").replace("Klicka på **Spara** i Contoso Desk", "Klicka på **Lagra** i Contoso Bord")
    file.write_text(text, encoding="utf-8")
    assert terms_found(bitext) == [
        ("do-not-translate", "102"),
        ("do-not-translate", "103"),
        ("term-not-used", "102"),
        ("term-not-used", "103"),
    ]
    (bitext.folder / "pyproject.toml").unlink()
    assert terms_found(bitext) == []


def terms_found(bitext: CommandLine) -> list[tuple[str, str]]:
    said = bitext("check", "--format", "json", "--fail-on", "never")
    found = json.loads(said.out)["findings"]
    return sorted((one["code"], one["unit"]) for one in found if one["code"] in ("do-not-translate", "term-not-used"))


@pytest.mark.parametrize("command", ["check", "report", "build"])
@pytest.mark.parametrize(
    ("table", "words"),
    [(None, "g.csv: no such file"), ("term,locale,translation\nview,german!,x\n", "g.csv:2:6: `german!`")],
)
def test_a_glossary_that_cannot_be_used(bitext: CommandLine, command: str, table: str | None, words: str) -> None:
    (bitext.folder / "pyproject.toml").write_text("[tool.bitext]\nglossary = 'g.csv'\n")
    if table:
        (bitext.folder / "g.csv").write_text(table)
    said = bitext(command)
    assert said.code == 2
    assert words in said.err
    assert said.err.count("\n") == 1
    assert not (bitext.folder / "locale").exists()


def test_a_glossary_that_is_not_utf_8(bitext: CommandLine) -> None:
    (bitext.folder / "pyproject.toml").write_text("[tool.bitext]\nglossary = 'g.csv'\n")
    (bitext.folder / "g.csv").write_bytes("term,locale,translation\nview,sv-SE,utsikt över\n".encode("latin-1"))
    said = bitext("check")
    assert (said.code, "g.csv:2:19: not UTF-8" in said.err) == (2, True)
