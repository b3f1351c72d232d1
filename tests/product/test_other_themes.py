"""Another theme instead of ours: the text is all there, and pages say their language, direction, robots and notices."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from sphinx_bitext.publish.build import build
from sphinx_bitext.theme import interface_strings
from sphinx_bitext.workflows.project import load_project
from support import unit

ROOT = Path(__file__).resolve().parents[2]
LOCALES = {"sv-SE": ("sv", "ltr"), "ar-SA": ("ar-SA", "rtl")}
FRONT = "---\ntitle: {0}\nROBOTS: NOINDEX, NOFOLLOW\nms.translationtype: MT\nms.contentlocale: {1}\n---\n\n"
MACHINE = {"sv-SE": "Kort sagt", "ar-SA": "باختصار"}


def published(folder: Path, theme: str) -> Path:
    """Build our help center in English and two languages with a theme, and one machine-translated article more."""
    for locale in ("en-US", *LOCALES):
        shutil.copytree(ROOT / "source" / locale, folder / "source" / locale)
    for language in ("sv", "ar_SA"):
        shutil.copytree(ROOT / "locale" / language, folder / "locale" / language)
    for untranslated in ("source/ar-SA/glossary.md", "locale/ar_SA/LC_MESSAGES/glossary.po"):
        (folder / untranslated).unlink()
    for locale, title in MACHINE.items():
        text = FRONT.format(title, locale) + "# " + unit("3a593-101", title, "In short") + "\n"
        (folder / "source" / locale / "short.md").write_text(text, encoding="utf-8")
    conf = (ROOT / "conf.py").read_text(encoding="utf-8")
    (folder / "conf.py").write_text(conf.replace('html_theme = "bitext"', f'html_theme = "{theme}"'), encoding="utf-8")
    project = load_project(folder / "source", folder / "locale", folder / "build")
    assert build(project, ()).withheld == []
    return project.html_dir


def words(tag: Tag | None) -> list[str]:
    assert tag is not None
    for link in tag.select(".headerlink"):
        link.decompose()
    return tag.get_text(" ").split()


def test_furo_publishes_the_same_pages(tmp_path: Path) -> None:
    pytest.importorskip("furo")
    ours, theirs = published(tmp_path / "a", "bitext"), published(tmp_path / "b", "furo")
    count = 0
    for locale, (lang, direction) in LOCALES.items():
        for path in sorted((ours / locale.lower()).rglob("*.html")):
            name = path.relative_to(ours)
            if name.name == "404.html":  # of our theme alone
                continue
            own = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")
            page = BeautifulSoup((theirs / name).read_text(encoding="utf-8"), "lxml")
            if not (article := page.select_one("article")) or name.name == "search.html":
                continue
            assert page.html is not None
            assert (page.html["lang"], page.html["dir"]) == (lang, direction), name
            content = article.select_one("div[lang][dir]")
            source = own.select_one("article")
            assert content is not None
            assert source is not None
            assert (content["lang"], content["dir"]) == (source["lang"], source["dir"])
            assert words(content) == words(source), name
            notice, known = article.select_one(".admonition.note > p"), own.select_one("main > .notice")
            assert known is None or (notice is not None and words(notice) == words(known)), name
            code = content.select("code, pre")
            assert all(tag.get("dir") == ("ltr" if content["dir"] == "rtl" else None) for tag in code), name
            count += 1
    assert count > 20
    foreign = BeautifulSoup((theirs / "ar-sa/glossary.html").read_text(encoding="utf-8"), "lxml")
    assert foreign.select_one('article div[lang="en"][dir="ltr"]') is not None
    assert interface_strings("ar")["This article is only available in English."] in foreign.get_text()
    short = BeautifulSoup((theirs / "sv-se/short.html").read_text(encoding="utf-8"), "lxml")
    assert [tag["content"] for tag in short.select("meta[name=robots]")] == ["NOINDEX, NOFOLLOW"]
    assert short.select_one(".admonition.note a[hreflang=en]") is not None
    assert not BeautifulSoup((theirs / "sv-se/index.html").read_text(encoding="utf-8"), "lxml").select("[name=robots]")
