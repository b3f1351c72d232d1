"""Deliveries to English and catalogs: nothing moves that need not, and nobody's work is lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from sphinx_bitext.catalogs.merge import Merged, merge_catalog
from sphinx_bitext.catalogs.po import Catalog, Entry, parse_catalog
from sphinx_bitext.errors import UsageError
from sphinx_bitext.workflows import ingest as ingest_module
from sphinx_bitext.workflows import updating
from sphinx_bitext.workflows.ingest import Ingested, ingest
from sphinx_bitext.workflows.preparing import prepare_ingested
from sphinx_bitext.workflows.project import Project, load_project
from sphinx_bitext.workflows.reading import Reading, read_tree
from support import unit

ENGLISH_HASH = "0123456789abcdef0123456789abcdef01234567"


def delivery(locale: str, title: str, text: str, *, english: str = "One sentence.", hash_: str = ENGLISH_HASH) -> str:
    return (
        f"---\nms.openlocfilehash: {hash_}\nms.translationtype: HT\nms.contentlocale: {locale}\n"
        f"ms.lasthandoff: 01/02/2021\n---\n# {unit('0abcd-101', title, 'Title')}\n\n"
        f"{unit('0abcd-102', text, english)}\n"
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    put(tmp_path, "sv-SE", "a.md", delivery("sv-SE", "Titel", "En mening."))
    put(tmp_path, "ja-JP", "a.md", delivery("ja-JP", "題", "一つの文。"))
    put(tmp_path, "ja-JP", "sub/b.md", delivery("ja-JP", "題", "一つの文。"))
    return load_project(tmp_path / "source", tmp_path / "locale", tmp_path / "build")


def put(root: Path, locale: str, name: str, text: str) -> Path:
    file = root / "source" / locale / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return file


def times(project: Project) -> dict[str, int]:
    roots = (project.source_dir, project.locale_dir)
    return {
        str(file): file.stat().st_mtime_ns
        for root in roots
        for file in root.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }


def state(project: Project) -> dict[str, bytes]:
    return {name: Path(name).read_bytes() for name in times(project)}


def test_a_second_ingest_writes_nothing(project: Project) -> None:
    first = ingest(project)
    assert (first.written_english, first.written_catalogs) == (2, 4)
    before = times(project)
    second = ingest(project)
    assert (second.written_english, second.written_catalogs) == (0, 0)
    assert times(project) == before
    assert {key: [entry.msgstr for entry in catalog.entries] for key, catalog in second.catalogs.items()} == {
        key: [entry.msgstr for entry in catalog.entries] for key, catalog in first.catalogs.items()
    }


def test_an_ingest_without_writing_says_the_same_and_writes_nothing(project: Project) -> None:
    said = ingest(project, write=False)
    assert not project.locale_dir.exists()
    assert not project.english_dir.exists()
    assert said.catalogs.keys() == ingest(project).catalogs.keys()


def test_a_locale_that_lacks_an_article_has_an_untranslated_catalog(project: Project) -> None:
    ingest(project)
    catalog = parse_catalog(project.catalog_path("sv-SE", "sub/b").read_text(encoding="utf-8"))
    assert [(entry.msgid, entry.msgstr) for entry in catalog.entries] == [("Title", ""), ("One sentence.", "")]


def test_writers_edits_of_rebuilt_english_stay(project: Project, tmp_path: Path) -> None:
    ingest(project)
    english = project.english_dir / "a.md"
    assert "One sentence." in english.read_text(encoding="utf-8")
    english.write_text("# Title\n\nOne better sentence.\n", encoding="utf-8")
    put(tmp_path, "lv-LV", "a.md", delivery("lv-LV", "Virsraksts", "Viens teikums."))
    result = ingest(project)
    assert english.read_text(encoding="utf-8") == "# Title\n\nOne better sentence.\n"
    assert result.corpus.articles["a.md"].english is not None
    assert result.corpus.articles["a.md"].english.origin == "given"
    before = state(project)
    ingest(project)
    assert state(project) == before


def test_given_english_is_never_written(project: Project, tmp_path: Path) -> None:
    given = put(tmp_path, "en-US", "a.md", "# Title\r\n\r\nOne sentence.")
    ingest(project)
    ingest(project)
    assert given.read_bytes() == b"# Title\r\n\r\nOne sentence."


def test_better_english_replaces_what_an_ingest_wrote(project: Project, tmp_path: Path) -> None:
    ingest(project)
    newer = "f" * 40
    for locale, text in (("sv-SE", "En annan."), ("ja-JP", "別の文。")):
        changed = delivery(locale, "T", text, english="Another.", hash_=newer)
        put(tmp_path, locale, "a.md", changed.replace("01/02/2021", "06/02/2021"))
    result = ingest(project)
    assert result.written_english == 1
    assert "Another." in (project.english_dir / "a.md").read_text(encoding="utf-8")
    assert newer in (project.locale_dir / "english.toml").read_text(encoding="utf-8")


def test_english_that_an_ingest_wrote_stays_when_all_deliveries_go(project: Project) -> None:
    ingest(project)
    for locale in ("sv-SE", "ja-JP"):
        (project.source_dir / locale / "a.md").unlink()
    before = (project.english_dir / "a.md").read_bytes()
    result = ingest(project)
    assert (project.english_dir / "a.md").read_bytes() == before
    assert result.corpus.articles["a.md"].english is not None
    assert result.corpus.articles["a.md"].english.origin == "rebuilt"
    catalog = parse_catalog(project.catalog_path("sv-SE", "a").read_text(encoding="utf-8"))
    assert [entry.msgstr for entry in catalog.entries] == ["Titel", "En mening."]


BROKEN = [
    (b'msgid ""\nmsgstr ""\n\nmsgid "Title"\nmsgstr "half', 5, "closing quote"),
    (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=ISO-8859-1\\n"\n', 1, "must be UTF-8"),
    (b'msgid ""\nmsgstr ""\n\nmsgid "Title"\nmsgstr "\xe5"\n', 5, "not UTF-8"),
]


@pytest.mark.parametrize(("data", "line", "said"), BROKEN)
def test_a_broken_catalog_is_left_alone_and_its_page_shows_the_delivery(
    project: Project, data: bytes, line: int, said: str
) -> None:
    ingest(project)
    file = project.catalog_path("sv-SE", "a")
    file.write_bytes(data)
    os.utime(file, ns=(1, 1))
    result = ingest(project)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (data, 1)
    assert result.unreadable == 1
    assert [(finding.code, finding.line, finding.locale) for finding in result.findings] == [
        ("catalog-syntax", line, "sv-SE")
    ]
    assert said in result.findings[0].message
    assert "En mening." in page_text(project, result, "sv-SE", "a")
    assert "一つの文。" in page_text(project, result, "ja-JP", "a")


def page_text(project: Project, result: Ingested, locale: str, docname: str) -> str:
    return prepare_ingested(project, result, [locale]).make(locale).pages[docname].markdown


@pytest.mark.parametrize("make", ["fifo", "folder", "huge"])
def test_a_catalog_that_is_no_file_of_ours_is_a_finding(
    project: Project, monkeypatch: pytest.MonkeyPatch, make: str
) -> None:
    ingest(project)
    file = project.catalog_path("sv-SE", "a")
    if make == "huge":
        monkeypatch.setattr(updating, "MAX_CATALOG", 10)
    else:
        file.unlink()
        os.mkfifo(file) if make == "fifo" else file.mkdir()
    result = ingest(project, ["sv-SE"])
    assert result.unreadable == (2 if make == "huge" else 1)
    assert {finding.code for finding in result.findings} == {"catalog-syntax"}


@pytest.mark.parametrize("text", ["", "\n", "# Copyright\n", "\ufeff"])
def test_a_catalog_without_entries_gets_a_header(project: Project, text: str) -> None:
    file = project.catalog_path("sv-SE", "a")
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    ingest(project)
    written = file.read_text(encoding="utf-8")
    assert written.count("Content-Type") == 1
    assert text.strip() in written
    assert [entry.msgstr for entry in parse_catalog(written).entries] == ["Titel", "En mening."]
    before = times(project)
    ingest(project)
    assert times(project) == before


def test_a_translator_who_saves_during_an_ingest_loses_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ingest(project)
    put(tmp_path, "sv-SE", "a.md", delivery("sv-SE", "Ny titel", "En mening."))
    file = project.catalog_path("sv-SE", "a")
    saved: list[int] = []

    def merge(old: Catalog, entries: tuple[Entry, ...], *, dated: bool) -> Merged:
        merged = merge_catalog(old, entries, dated=dated)
        if not saved:  # the translator's editor saves between our reading and our writing
            text = file.read_text(encoding="utf-8").replace("En mening.", "En egen mening.")
            saved.append(file.write_text(text, encoding="utf-8"))
        return merged

    monkeypatch.setattr(updating, "merge_catalog", merge)
    ingest(project, ["sv-SE"])
    assert saved
    catalog = parse_catalog(file.read_text(encoding="utf-8"))
    assert [entry.msgstr for entry in catalog.entries] == ["Ny titel", "En egen mening."]


def test_odd_files_are_findings_and_the_rest_is_ingested(project: Project) -> None:
    os.mkfifo(project.source_dir / "sv-SE" / "pipe.md")
    (project.source_dir / "sv-SE" / "link.md").symlink_to("/etc/passwd")
    (project.source_dir / "sv-SE" / "bad\x01name.md").write_text("# x\n")
    (project.source_dir / "sv-SE" / "huge.md").write_bytes(b"x" * (2 * 1024 * 1024 + 1))
    (project.source_dir / "ja-JP" / "na\u200bme\u2013.md").write_text(delivery("ja-JP", "題", "文。"), encoding="utf-8")
    result = ingest(project)
    assert [finding.code for finding in result.findings] == ["skipped-file"] * 4
    assert set(result.corpus.articles) == {"a.md", "sub/b.md", "na\u200bme\u2013.md"}
    assert project.catalog_path("ja-JP", "na\u200bme\u2013").is_file()
    assert "/etc/passwd" not in "".join(state(project))


def test_two_folders_of_one_language_are_refused(project: Project, tmp_path: Path) -> None:
    put(tmp_path, "sv", "a.md", "# x\n")
    with pytest.raises(UsageError, match="sv and sv-SE are one language"):
        ingest(project)


def test_an_unknown_locale_is_refused(project: Project) -> None:
    with pytest.raises(UsageError, match=r"no deliveries for vi-VN .*ja-JP, sv-SE"):
        ingest(project, ["vi-VN"])


def test_records_do_not_depend_on_the_order_of_reading(project: Project) -> None:
    ingest(project)
    text = (project.locale_dir / "english.toml").read_text(encoding="utf-8")
    assert text.index('[article."a.md"]') < text.index('[article."sub/b.md"]')
    (project.locale_dir / "english.toml").unlink()
    ingest(project)
    assert 'origin = "given"' in (project.locale_dir / "english.toml").read_text(encoding="utf-8")


def test_a_writer_who_saves_during_an_ingest_loses_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(project)
    newer = "f" * 40
    for locale in ("sv-SE", "ja-JP"):
        changed = delivery(locale, "T", "X", english="Another.", hash_=newer).replace("01/02/2021", "06/02/2021")
        put(project.root, locale, "a.md", changed)
    english = project.english_dir / "a.md"

    def read_then_save(project: Project, locales: Sequence[str]) -> Reading:
        reading = read_tree(project, locales)
        english.write_text("# A writer's title\n", encoding="utf-8")
        return reading

    monkeypatch.setattr(ingest_module, "read_tree", read_then_save)
    ingest(project)
    assert english.read_text(encoding="utf-8") == "# A writer's title\n"
    monkeypatch.undo()
    ingest(project)
    assert english.read_text(encoding="utf-8") == "# A writer's title\n"
