from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from exchange_samples import MARKDOWN, SWEDISH, catalog_file, edit, small_project
from hypothesis import given, settings
from lxml import etree

from sphinx_bitext.catalogs.exchange.tmx import TranslationUnit, render_tmx, render_units
from sphinx_bitext.errors import UsageError
from sphinx_bitext.workflows.exchanging import Exported, export_tmx
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project
from support import examples

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def memory(project: Project, locale: str, source: str = "en-US") -> tuple[Exported, etree._Element]:
    out = project.output_dir / "tmx"
    ingest(project)
    found = export_tmx(project, [locale], out, source_locale=source)
    (file,) = out.glob(f"{source}_{locale}.tmx")
    assert found.files == 1
    return found, etree.fromstring(file.read_bytes())


def pairs(root: etree._Element) -> list[tuple[str, ...]]:
    """Return the texts of all sentences of the body, inline elements included."""
    return [tuple("".join(map(str, seg.itertext())) for seg in unit.iter("seg")) for unit in body(root)]


def body(root: etree._Element) -> list[etree._Element]:
    return [unit for unit in root.iter("tu") if unit.get("tuid") != "guide/save#title"]


def properties(unit: etree._Element) -> dict[str, str | None]:
    return {str(one.get("type")): one.text for one in unit.iter("prop")}


def test_a_unit_of_each_aligned_sentence(tmp_path: Path) -> None:
    found, root = memory(small_project(tmp_path), "sv-SE")
    assert found.units == 5
    assert pairs(root) == [(english, swedish) for swedish, english in SWEDISH]
    header = root.find("header")
    assert header is not None
    assert (root.get("version"), header.get("srclang"), header.get("segtype")) == ("1.4", "en-US", "sentence")
    title, first = list(root.iter("tu"))[:2]
    assert (title.get("tuid"), properties(title)["x-unit"]) == ("guide/save#title", "title")
    assert first.get("tuid") == "guide/save#102"
    assert properties(first) == {"x-article": "guide/save", "x-unit": "102", "x-translation-type": "HT"}
    assert [(one.get(_LANG), one.get("changedate")) for one in first.iter("tuv")] == [
        ("en-US", None),
        ("sv-SE", "20210304T000000Z"),
    ]


def test_an_edited_text_is_aligned_anew(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    edit(catalog_file(project), "Välj **Spara**. Kör", "Tryck på **Spara**. Kör sedan")
    _, root = memory(project, "sv-SE")
    assert pairs(root)[1] == ("Select **Save**.", "Tryck på **Spara**.")
    unit = body(root)[1]
    assert properties(unit)["x-edited"] == "yes"
    assert properties(unit)["x-unit"] == "103"
    assert [one.get("changedate") for one in unit.iter("tuv")] == [None, None]


def test_what_waits_for_review_is_no_memory(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    edit(catalog_file(project), 'msgid "Done."', '#, fuzzy\nmsgid "Done."')
    _, root = memory(project, "sv-SE")
    assert [english for english, _ in pairs(root)] == [english for _, english in SWEDISH[:3]]


def test_one_translation_to_another(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    _, root = memory(project, "ja-JP", "sv-SE")
    assert pairs(root)[1] == ("Välj **Spara**.", "**保存**を選択します。")
    assert len(pairs(root)) == 4
    assert properties(next(root.iter("tu")))["x-translation-type"] == "MT"


def test_sentences_of_another_english_are_known_by_their_text(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    file = project.source_dir / "ja-JP" / "guide" / "save.md"
    # Another English, in which a sentence more has shifted the numbers.
    text = file.read_text("utf-8").replace("ab" * 20, "cd" * 20)
    for number in (105, 104, 103, 102):
        text = text.replace(f"0abcd-{number}", f"0abcd-{number + 1}")
    file.write_text(text, encoding="utf-8")
    _, root = memory(project, "ja-JP", "sv-SE")
    assert ("Välj **Spara**.", "**保存**を選択します。") in pairs(root)
    assert ("Klart.", "完了。") in pairs(root)


def test_a_source_that_nobody_delivers(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    with pytest.raises(UsageError):
        export_tmx(project, ["sv-SE"], tmp_path, source_locale="de-DE")


def test_nothing_is_written_again(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    assert memory(project, "sv-SE")[0].written == 1
    assert memory(project, "sv-SE")[0].written == 0


def test_what_xml_cannot_hold_is_shown_and_said(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    edit(catalog_file(project), "Klart.", "Kl\x1bart.")
    found, root = memory(project, "sv-SE")
    assert pairs(root)[3] == ("Done.", "Kl\ufffdart.")
    assert [(one.code, one.unit) for one in found.findings] == [("replaced-character", "105")]


@settings(max_examples=examples(200), deadline=None)
@given(MARKDOWN, MARKDOWN)
def test_codes_and_text_together_are_the_markdown(source: str, target: str) -> None:
    unit = TranslationUnit("a", "101", source, target)
    held = [text.translate({0: 0xFFFD, 0xFFFE: 0xFFFD}) for text in (source, target)]
    for codes in (False, True):
        file = "".join(render_tmx(render_units([unit], "en-US", "sv-SE", codes=codes), "en-US"))
        root = etree.fromstring(file.encode("utf-8", "replace"))
        if not any(ord(char) < 32 or "\ud800" <= char <= "\udfff" or char == "\uffff" for char in source + target):
            assert pairs(root) == [tuple(held)]
        for segment in root.iter("seg"):
            opened = [one.get("i") for one in segment.iter("bpt")]
            assert sorted(map(str, opened)) == sorted(str(one.get("i")) for one in segment.iter("ept"))
            assert len(set(opened)) == len(opened)


def test_a_memory_of_any_size_takes_little_room() -> None:
    def units(count: int) -> int:
        text = "Select **Save** and wait until the file is written. " * 4
        made = (TranslationUnit(f"a/{number}", "101", text, text) for number in range(count))
        tracemalloc.start()
        for _ in render_tmx(render_units(made, "en-US", "sv-SE"), "en-US"):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    units(10)
    assert units(22_000) < 2 * units(100) + 200_000
