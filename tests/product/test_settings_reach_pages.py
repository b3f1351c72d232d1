"""A setting works wherever it is written down, and in `sphinx-build` as in `bitext build`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from command import bitext, run_python

from support import unit

FRONT = "---\ntitle: {title}\nms.openlocfilehash: {hash}\nms.translationtype: HT\nms.contentlocale: sv-SE\n---\n"
NEW = "# Files\n\nCopy the new file.\n\nRead [more](/guide/files).\n"


def _project(folder: Path, conf: str = "", pyproject: str = "") -> Path:
    """Write a delivery of an older English, and the English of today."""
    english, delivery = folder / "source/en-US/_notes/files.md", folder / "source/sv-SE/_notes/files.md"
    english.parent.mkdir(parents=True)
    delivery.parent.mkdir(parents=True)
    english.write_text(NEW, encoding="utf-8")
    sentences = (
        "# " + unit("3a593-102", "Filer", "Files"),
        unit("3a593-103", "Kopiera filen.", "Copy the file."),
        unit("3a593-104", "Läs [mer](/guide/files).", "Read [more](/guide/files)."),
    )
    delivery.write_text(FRONT.format(title="Filer", hash="1" * 40) + "\n\n".join(sentences) + "\n", encoding="utf-8")
    (folder / "conf.py").write_text(f'extensions = ["sphinx_bitext"]\n{conf}', encoding="utf-8")
    (folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    return folder


def _page(folder: Path) -> BeautifulSoup:
    bitext("build", cwd=folder)
    text = (folder / "build/html/sv-se/_notes/files.html").read_text(encoding="utf-8")
    options = ("-q", "-b", "html", "-c", ".", "-D", "language=sv")
    run_python("-m", "sphinx", *options, "source/en-US", "out/sv-se", cwd=folder)
    assert (folder / "out/sv-se/_notes/files.html").read_text(encoding="utf-8") == text
    return BeautifulSoup(text, "lxml")


def test_fuzzy_text_is_published_and_marked(tmp_path: Path) -> None:
    paragraph = _page(_project(tmp_path)).select_one("article p")
    assert paragraph is not None
    assert (paragraph.get_text(), paragraph.get("class")) == ("Kopiera filen.", ["stale"])
    sentence = paragraph.select_one(".bt")
    english = json.loads((tmp_path / "build/html/_english/_notes/files.json").read_text(encoding="utf-8"))["segments"]
    assert sentence is not None
    assert english[str(sentence["data-ttu"])] == "Copy the new file.", "the English of today, which no delivery numbers"


@pytest.mark.parametrize(
    ("conf", "pyproject"),
    [
        ("gettext_allow_fuzzy_translations = False\n", ""),
        ("bitext_publish_fuzzy = False\n", "[tool.bitext]\npublish_fuzzy = true\n"),
        ("", "[tool.bitext]\npublish_fuzzy = false\n"),
    ],
)
def test_fuzzy_text_stays_english_where_somebody_wants_it_so(tmp_path: Path, conf: str, pyproject: str) -> None:
    paragraph = _page(_project(tmp_path, conf, pyproject)).select_one("article p")
    assert paragraph is not None
    assert (paragraph.get_text(), paragraph.get("lang")) == ("Copy the new file.", "en")


@pytest.mark.parametrize(
    ("conf", "pyproject"),
    [
        ('bitext_link_base = "https://help.example/{locale}"\n', ""),
        ("", '[tool.bitext]\nlink_base = "https://help.example/{locale}"\n'),
    ],
)
def test_root_relative_links_get_their_base(tmp_path: Path, conf: str, pyproject: str) -> None:
    link = _page(_project(tmp_path, conf, pyproject)).select_one("article a")
    assert link is not None
    assert link["href"] == "https://help.example/sv-se/guide/files"


@pytest.mark.parametrize("place", ["conf", "pyproject"])
def test_readers_can_report_a_translation_and_open_its_files(tmp_path: Path, place: str) -> None:
    lines = (
        'feedback_url = "https://help.example/report?at={locale}/{article}&unit={unit}&text={target}&from={url}"\n',
        'edit_url = "https://git.example/edit/main/{path}#L{line}"\n',
    )
    conf = "".join(f"bitext_{line}" for line in lines) if place == "conf" else ""
    pyproject = "[tool.bitext]\n" + "".join(lines) if place == "pyproject" else ""
    folder = _project(tmp_path, conf, pyproject)
    report, edit, source = _page(folder).select(".feedback a")
    start = "https://help.example/report?at=sv-SE/_notes/files"
    assert report["href"] == f"{start}&unit=&text=&from="
    assert report["data-to"] == f"{start}&unit={{unit}}&text={{target}}&from={{url}}"
    catalog = "locale/sv/LC_MESSAGES/_notes/files.po"
    assert edit["href"] == f"https://git.example/edit/main/{catalog}#L1"
    assert source["href"] == "https://git.example/edit/main/source/en-US/_notes/files.md#L1"
    written = (folder / catalog).read_text(encoding="utf-8").splitlines()
    groups = (group.partition(":") for group in str(edit["data-lines"]).split(";"))
    named = {written[int(line) - 1] for line, _, _units in groups}
    assert named == {f'msgid "{text}"' for text in ("Files", "Copy the new file.", "Read [more](/guide/files).")}


def test_nothing_leads_to_files_where_no_setting_says_how(tmp_path: Path) -> None:
    page = _page(_project(tmp_path))
    assert page.select(".feedback, [data-to]") == []


def test_articles_in_a_folder_that_pages_need_are_named(tmp_path: Path) -> None:
    folder = _project(tmp_path)
    reserved = folder / "source/sv-SE/_static/a.md"
    reserved.parent.mkdir()
    reserved.write_text("# A\n", encoding="utf-8")
    assert "source/sv-SE/_static/a.md" in bitext("check", "--fail-on", "never", cwd=folder).stdout
