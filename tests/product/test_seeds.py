"""The first user's five deliveries of one article, as a user takes them in."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from command import bitext

from sphinx_bitext.markup.article import build_side, parse_article
from sphinx_bitext.markup.blocks import markdown_parser

HASH = "c22500656e8a1ffa20728699744a69c28b3b5159"
LOCALES = {"id-ID": "id", "lv-LV": "lv", "sv-SE": "sv", "tr-TR": "tr", "vi-VN": "vi"}
FOLDERS = ("--source", "S", "--locale-dir", "L", "--output-dir", "O")
pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def folder(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Import, ingest and build the deliveries with the command line."""
    folder = tmp_path_factory.mktemp("seeds")
    seeds = sorted(str(path) for path in (shared / "seeds").glob("*.txt"))
    bitext(*FOLDERS, "import", *seeds, cwd=folder)
    bitext(*FOLDERS, "ingest", cwd=folder)
    bitext(*FOLDERS, "check", "--format", "json", "--output", "findings.json", "--fail-on", "never", cwd=folder)
    bitext(*FOLDERS, "build", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def status(folder: Path) -> dict[str, Any]:
    """Return the one row of `bitext status --format json`."""
    table = json.loads(bitext(*FOLDERS, "status", "--format", "json", cwd=folder).stdout)
    assert table["format_version"] == 1
    (row,) = table["articles"]
    return dict(row)


def _page(folder: Path, locale: str) -> BeautifulSoup:
    file = folder / "O" / "html" / locale.lower() / "communication-credits.html"
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def _article(page: BeautifulSoup) -> Tag:
    article = page.find("article")
    assert isinstance(article, Tag)
    return article


def test_deliveries_are_kept_byte_for_byte(shared: Path, folder: Path) -> None:
    delivered = {path.read_bytes() for path in (shared / "seeds").glob("*.txt")}
    kept = {(folder / "S" / locale / "communication-credits.md").read_bytes() for locale in LOCALES}
    assert kept == delivered


def test_english_is_proven_by_its_hash(folder: Path, status: dict[str, Any]) -> None:
    english = (folder / "S" / "en-US" / "communication-credits.md").read_bytes()
    assert hashlib.sha1(english.replace(b"\n", b"\r\n")).hexdigest() == HASH
    assert status["english"] == {"origin": "rebuilt", "proof": "proven", "hash": HASH}


def test_all_messages_and_sentences_are_paired(status: dict[str, Any]) -> None:
    assert set(status["locales"]) == set(LOCALES)
    for locale, cell in status["locales"].items():
        assert cell["segments"] == 17
        assert cell["aligned_by"] == ("structure" if locale in ("vi-VN", "tr-TR") else "id")
        # Nine in the body, and the title of the front matter.
        assert (cell["messages"], cell["translated"], cell["fuzzy"]) == (10, 10, 0)
        assert cell["translation_type"] == ("MT" if locale == "vi-VN" else "HT")


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_show_the_delivered_text_and_no_english(folder: Path, locale: str) -> None:
    file = folder / "S" / locale / "communication-credits.md"
    delivery = parse_article(file.read_bytes().decode(), path="communication-credits.md", locale=locale)
    html = markdown_parser().render(build_side(delivery, "target").text)
    page = _page(folder, locale)
    article = _article(page)
    shown = "".join(article.get_text().split())
    assert shown == "".join(BeautifulSoup(html, "lxml").get_text().split())
    english = json.loads((folder / "O/html/_english/communication-credits.json").read_text(encoding="utf-8"))
    assert len(english["segments"]) == 17
    for sentence in english["segments"].values():
        assert "".join(sentence.split()) not in shown
    root = page.find("html")
    assert isinstance(root, Tag)
    assert (root["lang"], root["dir"]) == (LOCALES[locale], "ltr")
    numbers = [int(str(span["data-ttu"])) for span in article.select("span.bt[id]")]
    assert numbers == list(range(102, 119))


@pytest.mark.parametrize("locale", LOCALES)
def test_pages_say_what_the_delivery_says_of_itself(folder: Path, locale: str) -> None:
    page = _page(folder, locale)
    machine = page.select_one(".notice")
    assert (machine is not None) == (locale == "vi-VN")
    robots = page.find("meta", attrs={"name": "robots"})
    assert isinstance(robots, Tag)
    assert robots["content"] == "NOINDEX, NOFOLLOW"
    time = page.find("time")
    assert isinstance(time, Tag)
    delivered = (folder / "S" / locale / "communication-credits.md").read_text(encoding="utf-8")
    day = delivered.split("ms.lasthandoff: ")[1][:10]
    assert time["datetime"] == datetime.datetime.strptime(day, "%m/%d/%Y").date().isoformat()


def test_the_findings_are_the_true_defects(folder: Path) -> None:
    table = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    assert table["format_version"] == 1
    # The machine translation has a space inside its bold, bold that begins a word late, and a link that begins early.
    assert [(row["code"], row["locale"], row["unit"]) for row in table["findings"]] == [
        ("emphasis-not-rendered", "vi-VN", "109"),
        ("emphasis-moved", "vi-VN", "110"),
        ("link-text", "vi-VN", "118"),
    ]
