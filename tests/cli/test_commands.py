"""What each command prints, and with which exit code it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import CommandLine, Said, delivery, small_project

from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.workflows.explaining import all_docs

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def bitext(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> CommandLine:
    return CommandLine(monkeypatch, capsysbinary, small_project(tmp_path))


def spoil(bitext: CommandLine, *texts: str) -> None:
    """Deliver the Swedish article with these sentences."""
    (bitext.folder / "source" / "sv-SE" / "a.md").write_text(delivery("sv-SE", "Titel", *texts), encoding="utf-8")


def test_a_clean_project_has_no_findings(bitext: CommandLine) -> None:
    assert bitext("check", "--fail-on", "info").code == 0


def test_a_finding_fails_from_its_severity_on(bitext: CommandLine) -> None:
    spoil(bitext, "Mening 1.")
    found = table(bitext("check", "--format", "json"))["findings"]
    assert [(one["code"], one["severity"], one["unit"]) for one in found] == [("missing-segment", "error", "103")]
    for fail_on, code in (("error", 1), ("warning", 1), ("info", 1), ("never", 0)):
        assert bitext("check", "--fail-on", fail_on).code == code
    assert bitext("check", "--locale", "ja-JP").code == 0
    (bitext.folder / "pyproject.toml").write_text("[tool.bitext]\nfail_on = 'never'\n")
    assert bitext("check").code == 0


def test_a_warning_fails_only_where_warnings_do(bitext: CommandLine) -> None:
    spoil(bitext, "Mening 1.", "Mening 2.")
    assert bitext("ingest").code == 0
    catalog = bitext.folder / "locale" / "sv" / "LC_MESSAGES" / "a.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("Mening 1.", "Min mening."), encoding="utf-8")
    spoil(bitext, "En annan mening.", "Mening 2.")
    found = table(bitext("check", "--format", "json"))["findings"]
    assert [(one["code"], one["severity"]) for one in found] == [("newer-delivery", "warning")]
    assert [bitext("check", "--fail-on", name).code for name in ("error", "warning", "info")] == [0, 1, 1]


def table(said: Said) -> dict[str, Any]:
    assert said.err == ""
    found = json.loads(said.out)
    assert found["format_version"] == 1
    return dict(found)


def test_json_of_check_has_the_shape_that_is_promised(bitext: CommandLine) -> None:
    spoil(bitext, "Mening 1.")
    found = table(bitext("check", "--format", "json"))
    assert list(found) == ["format_version", "summary", "findings"]
    keys = "code severity certainty locale article unit path line column end_line end_column message source target"
    assert [list(one) for one in found["findings"]] == [keys.split()]
    one = found["findings"][0]
    assert (one["locale"], one["article"], one["path"]) == ("sv-SE", "a", "source/sv-SE/a.md")
    assert one["source"] == "Sentence 2."


def test_output_goes_to_a_file_and_serves_as_a_baseline(bitext: CommandLine) -> None:
    spoil(bitext, "Mening 1.")
    said = bitext("check", "--format", "json", "--output", "out/old.json")
    assert (said.code, said.out) == (1, "")
    assert len(json.loads((bitext.folder / "out" / "old.json").read_text(encoding="utf-8"))["findings"]) == 1
    assert bitext("check", "--baseline", "out/old.json").code == 0
    spoil(bitext)
    assert bitext("check", "--baseline", "out/old.json").code == 1


def test_check_writes_nothing_but_what_the_next_run_need_not_do_again(bitext: CommandLine) -> None:
    before = sorted(bitext.folder.rglob("*"))
    first = bitext("check").out
    bitext("status")
    known = bitext.folder / "build" / "known"
    assert sorted(path for path in bitext.folder.rglob("*") if known.parent not in (path, *path.parents)) == before
    assert list(known.parent.iterdir()) == [known]
    assert bitext("check").out == first


def test_json_of_status_has_the_shape_that_is_promised(bitext: CommandLine) -> None:
    found = table(bitext("status", "--format", "json"))
    cell = {
        "translation_type": "HT",
        "aligned_by": "id",
        "segments": 3,
        "messages": 3,
        "translated": 3,
        "fuzzy": 0,
        "edited": 0,
        "stale": False,
        "post_edited": 0,
        "cosmetic": 0,
    }
    assert found["articles"] == [
        {
            "article": "a",
            "english": {"origin": "rebuilt", "proof": "unproven", "hash": None},
            "locales": {"ja-JP": cell, "sv-SE": cell},
        }
    ]
    assert list(table(bitext("status", "--format", "json", "-l", "sv-SE"))["articles"][0]["locales"]) == ["sv-SE"]


def test_status_as_text_names_articles_and_locales(bitext: CommandLine) -> None:
    said = bitext("status")
    assert said.code == 0
    for word in ("a", "sv-SE", "ja-JP", "HT"):
        assert word in said.out


ENGLISH = """---
title: Title
---
# Title 🙂

One sentence. Two more sentences.

> - A quote
>   goes on.

| Head | Cell |
|------|------|
| a    | b    |

Only here.
"""
SWEDISH = """---
title: Titel
ms.contentlocale: sv-SE
---
# Titel 🙂

En mening. Två meningar till.

> - Ett citat
>   fortsätter.

| Huvud | Cell |
|-------|------|
| ä     | b    |
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets_of_align_are_those_of_the_bodies_as_given(bitext: CommandLine, newline: str) -> None:
    bodies = []
    for name, text in (("t.md", SWEDISH), ("e.md", ENGLISH)):
        given = text.replace("\n", newline)
        (bitext.folder / name).write_text(given, encoding="utf-8", newline="")
        bodies.append(given[parse_article(given, path="", locale="").body_start :])
    target, source = bodies
    assert target.startswith("# Titel")
    blocks = table(bitext("align", "--format", "json", "t.md", "e.md"))["blocks"]
    assert all({"source", "target", "kind", "segments"} <= set(block) for block in blocks)

    def cut(text: str, place: list[int] | None) -> str | None:
        return text[place[0] : place[1]].replace("\r\n", "\n") if place else None

    pairs = [(block["kind"], cut(source, block["source"]), cut(target, block["target"])) for block in blocks]
    assert pairs == [
        ("heading", "Title 🙂", "Titel 🙂"),
        ("paragraph", "One sentence. Two more sentences.", "En mening. Två meningar till."),
        ("paragraph", "A quote\n>   goes on.", "Ett citat\n>   fortsätter."),
        ("cell", "Head", "Huvud"),
        ("cell", "Cell", "Cell"),
        ("cell", "a", "ä"),
        ("cell", "b", "b"),
        ("paragraph", "Only here.", None),
    ]
    sentences = [(cut(source, one["source"]), cut(target, one["target"])) for one in blocks[1]["segments"]]
    assert sentences == [("One sentence.", "En mening."), ("Two more sentences.", "Två meningar till.")]


def test_align_as_text_shows_both_sides(bitext: CommandLine) -> None:
    (bitext.folder / "e.md").write_text(ENGLISH, encoding="utf-8")
    (bitext.folder / "t.md").write_text(SWEDISH, encoding="utf-8")
    out = bitext("align", "t.md", "e.md").out
    assert "  < One sentence.\n  > En mening.\n" in out


@pytest.mark.corpus
def test_align_of_a_clean_article_of_the_sample_gives_places_of_its_text(bitext: CommandLine, corpus: Path) -> None:
    spans = corpus / "sv-SE" / "sxs" / "AlchemyInsights" / "troubleshoot-verification-issues.md"
    clean = corpus / "sv-SE" / "live" / "AlchemyInsights" / "troubleshoot-verification-issues.md"
    (bitext.folder / "e.md").write_text(
        bitext("strip", "--side", "source", str(spans)).out, encoding="utf-8", newline=""
    )
    blocks = table(bitext("align", "--format", "json", str(clean), "e.md"))["blocks"]
    text = clean.read_bytes().decode()
    body = text[parse_article(text, path="", locale="").body_start :]
    shown = [body[slice(*block["target"])] for block in blocks if block["target"]]
    assert len(shown) > 3
    assert all(part.strip() and part in body for part in shown)
    assert all(block["source"] for block in blocks)
    for block in blocks:
        for one in block["segments"]:
            assert block["target"][0] <= one["target"][0] < one["target"][1] <= block["target"][1]


@pytest.mark.corpus
def test_strip_gives_the_clean_article(bitext: CommandLine, corpus: Path) -> None:
    name = Path("AlchemyInsights") / "troubleshoot-verification-issues.md"
    said = bitext("strip", str(corpus / "sv-SE" / "sxs" / name))
    assert said == Said(0, (corpus / "sv-SE" / "live" / name).read_bytes().decode(), "")


def test_strip_of_the_source_side(bitext: CommandLine) -> None:
    said = bitext("strip", "--side", "source", "source/sv-SE/a.md")
    assert "# Title\n\nSentence 1.\n\nSentence 2.\n" in said.out
    assert "ms.contentlocale" not in said.out


def test_strip_keeps_bytes_that_are_no_text(bitext: CommandLine) -> None:
    (bitext.folder / "x.md").write_bytes(b"a\xff\r\nb\x00")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx_bitext", "strip", "x.md"],
        cwd=bitext.folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"a\xff\r\nb\x00"


def test_memories_go_from_any_locale_to_any_other(bitext: CommandLine) -> None:
    said = bitext("export", "--format", "tmx", "--source-locale", "sv-SE", "--output", "out")
    assert (said.code, said.err) == (0, "")
    assert [file.name for file in (bitext.folder / "out").iterdir()] == ["sv-SE_ja-JP.tmx"]
    said = bitext("export", "--format", "xliff", "--source-locale", "sv-SE", "--output", "out")
    assert (said.code, said.out) == (2, "")
    assert "--source-locale" in said.err


def test_ingest_says_what_it_did_and_then_that_nothing_changed(bitext: CommandLine) -> None:
    assert "Catalogs: 2, 2 written." in bitext("ingest").out
    said = bitext("ingest", "source/sv-SE")
    assert (said.code, said.err) == (0, "")
    assert "Nothing has changed." in said.out


def test_ingest_names_a_broken_catalog_at_its_line(bitext: CommandLine) -> None:
    bitext("ingest")
    catalog = bitext.folder / "locale" / "sv" / "LC_MESSAGES" / "a.po"
    catalog.write_text('msgid ""\nmsgstr ""\n\nmsgid "Title"\nmsgstr "half\n')
    said = bitext("ingest")
    assert said.code == 3
    assert said.err.startswith("locale/sv/LC_MESSAGES/a.po:5:1: error: ")


def test_import_says_what_it_took(bitext: CommandLine) -> None:
    (bitext.folder / "in").mkdir()
    (bitext.folder / "in" / "b.md").write_text(delivery("vi-VN", "Tiêu đề", "Một."), encoding="utf-8")
    (bitext.folder / "in" / "c.txt").write_text("no article")
    said = bitext("import", "in")
    assert (said.code, said.out.splitlines()[0]) == (0, "vi-VN: 1 article")
    assert (bitext.folder / "source" / "vi-VN" / "b.md").is_file()


def test_import_sums_up_what_it_took_and_names_what_it_skipped(bitext: CommandLine) -> None:
    inbox = bitext.folder / "in"
    (inbox / "vi-VN").mkdir(parents=True)
    (inbox / "vi-VN" / "b.md").write_text(delivery("vi-VN", "Tiêu đề", "Một."), encoding="utf-8")
    (inbox / "vi-VN" / "m.png").write_bytes(b"png")
    for number in range(9):
        (inbox / f"{number}.cs").write_text("class A {}")
    dry = bitext("import", "--dry-run", "in")
    assert dry.out.splitlines() == [
        "vi-VN: 1 article, 1 other file",
        "1 article and 1 other file would be written, 0 unchanged, 9 skipped.",
        "Nothing was written: a dry run.",
    ]
    assert not (bitext.folder / "source" / "vi-VN").exists()
    said = bitext("import", "in")
    assert (said.code, said.out.splitlines()[1:]) == (
        0,
        ["1 article and 1 other file written, 0 unchanged, 9 skipped.", "Next: bitext ingest"],
    )
    assert said.err.splitlines()[0].startswith("skipped in/0.cs: neither an article nor an image")
    assert said.err.splitlines()[5].startswith("skipped ... and 4 more: neither an article")
    again = bitext("import", "--verbose", "in")
    assert again.out.splitlines()[1] == "0 articles and 0 other files written, 2 unchanged, 9 skipped."
    assert (len(said.err.splitlines()), len(again.err.splitlines())) == (6, 9)


def test_import_fails_when_it_withholds_an_article(bitext: CommandLine) -> None:
    (bitext.folder / "in").mkdir()
    (bitext.folder / "in" / "a\x1b[31m.md").write_text("# A\n")
    (bitext.folder / "in" / "b.md").write_text("# B\n")
    said = bitext("import", "in")
    assert said.code == 2
    assert "nothing was imported" in said.err
    said = bitext("import", "--locale", "en-US", "in")
    assert (said.code, said.out.splitlines()[0]) == (3, "en-US: 1 article")
    assert said.err == "skipped in/a\\x1b[31m.md: its name is not valid UTF-8 or holds control characters\n"


def test_import_refuses_a_locale_that_is_none(bitext: CommandLine) -> None:
    said = bitext("import", "--locale", "klingon!", "source")
    assert (said.code, said.err) == (2, "bitext: error: `klingon!` is not a locale such as sv-SE\n")


@pytest.mark.parametrize("code", [doc.code for doc in all_docs()])
def test_each_code_is_explained(bitext: CommandLine, code: str) -> None:
    said = bitext("explain", code)
    assert said.code == 0
    assert said.out.startswith(f"{code} (")
    assert "How to fix" in said.out


def test_explain_lists_all_codes(bitext: CommandLine) -> None:
    assert [line.split()[0] for line in bitext("explain").out.splitlines()] == [doc.code for doc in all_docs()]


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sphinx_bitext", "build", "--jobs", "1", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_build_of_a_small_project_of_our_articles(tmp_path: Path) -> None:
    for name in ("en-US", "sv-SE"):
        for article in ("index.md", "glossary.md"):
            file = REPOSITORY / "source" / name / article
            if file.is_file():
                (tmp_path / "source" / name).mkdir(parents=True, exist_ok=True)
                shutil.copy(file, tmp_path / "source" / name / article)
    first = build(tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert "build/html/index.html" in first.stdout
    assert (tmp_path / "build" / "html" / "sv-se" / "glossary.html").is_file()
    second = build(tmp_path)
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.startswith("Nothing has changed")
    catalog = tmp_path / "locale" / "sv" / "LC_MESSAGES" / "glossary.po"
    catalog.write_text('msgid ""\nmsgstr ""\n\nmsgid "half', encoding="utf-8")
    third = build(tmp_path)
    assert (third.returncode, third.stderr) == (3, "")
    assert build(tmp_path).returncode == 3
    assert catalog.read_text(encoding="utf-8").endswith("half")


def test_export_gives_deliveries_back_with_what_was_edited(bitext: CommandLine) -> None:
    assert bitext("ingest").code == 0
    said = bitext("export", "--format", "sxs", "--output", "out")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == ["ja-JP: 1 article", "sv-SE: 1 article", "2 written to out."]
    for locale in ("ja-JP", "sv-SE"):
        delivered = (bitext.folder / "source" / locale / "a.md").read_bytes()
        assert (bitext.folder / "out" / locale / "a.md").read_bytes() == delivered
    catalog = bitext.folder / "locale" / "sv" / "LC_MESSAGES" / "a.po"
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("Mening 1.", "Min mening."), encoding="utf-8")
    said = bitext("export", "--format", "markdown", "--locale", "sv-SE", "--output", "clean")
    assert said.out.splitlines()[-1] == "1 written to clean: 1 message edited since delivery."
    assert (
        (bitext.folder / "clean" / "sv-SE" / "a.md")
        .read_text(encoding="utf-8")
        .endswith('# <a name="title"></a>Titel\n\nMin mening.\n\nMening 2.\n')
    )
    assert not (bitext.folder / "clean" / "ja-JP").exists()
    again = bitext("export", "--format", "markdown", "--locale", "sv-SE", "--output", "clean")
    assert again.out.splitlines()[-1] == "0 written to clean: 1 message edited since delivery."


def test_an_export_into_the_deliveries_is_refused(bitext: CommandLine) -> None:
    said = bitext("export", "--format", "sxs", "--output", "source")
    assert (said.code, said.out) == (2, "")
    assert "which is only read" in said.err
    assert bitext("export", "--output", "out").code == 2


def test_an_article_is_exported_with_the_english_it_translates(bitext: CommandLine) -> None:
    """Until people have brought its catalog up to the newer English."""
    newer = (
        delivery("ja-JP", "題", "文一。", "文二。")
        .replace("01/02/2021", "01/02/2022")
        .replace("Sentence 2.", "Sentence B.")
    )
    older = delivery("sv-SE", "Titel", "Mening 1.", "Mening 2.")
    for locale, unnamed, name in (("sv-SE", older, "1" * 40), ("ja-JP", newer, "2" * 40)):
        text = unnamed.replace("ms.translationtype", f"ms.openlocfilehash: {name}\nms.translationtype")
        (bitext.folder / "source" / locale / "a.md").write_text(text, encoding="utf-8")
    assert bitext("ingest").code == 0
    said = bitext("export", "--format", "sxs", "--locale", "sv-SE", "--output", "out")
    assert said.out.splitlines()[-1] == "1 written to out: 1 article with the older English they translate."
    delivered = (bitext.folder / "source" / "sv-SE" / "a.md").read_text(encoding="utf-8")
    exported = bitext.folder / "out" / "sv-SE" / "a.md"
    assert exported.read_text(encoding="utf-8") == delivered
    catalog = bitext.folder / "locale" / "sv" / "LC_MESSAGES" / "a.po"
    text = catalog.read_text(encoding="utf-8")
    assert "#, fuzzy" in text
    reviewed = text.replace("#, fuzzy\n", "").replace('#| msgid "Sentence 2."\n', "").replace("Mening 2.", "Mening B.")
    catalog.write_text(reviewed, encoding="utf-8")
    assert bitext("export", "--format", "sxs", "--locale", "sv-SE", "--output", "out").code == 0
    wanted = (
        delivered.replace("1" * 40, "2" * 40).replace("Mening 2.", "Mening B.").replace("Sentence 2.", "Sentence B.")
    )
    assert exported.read_text(encoding="utf-8") == wanted
