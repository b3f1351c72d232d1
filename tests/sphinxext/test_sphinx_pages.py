"""Links, navigation, page heads, home pages."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sphinx_fake_site import FakeSite

from sphinx_bitext.locales import long_date, own_name, page_language, text_direction
from sphinx_bitext.model import Alternate, Page, TranslationType
from sphinx_bitext.sphinxext import english_json
from sphinx_bitext.theme.assets import theme_assets


def test_links_lead_to_pages_of_the_locale(site: FakeSite) -> None:
    site.put(
        "a/x",
        "# X\n\n[1](y.md) [2](../b/z.md#del) [3](y) [4](Y.MD?view=o365#f) [5](../b/) [6](#här) [7](~/b/z.md)\n\n## Här",
    )
    site.put("a/y", "# Y\n\n## F")
    site.put("b/z", "# Z\n\n## Del")
    site.put("b/index", "# B")
    site.build()
    assert [a["href"] for a in site.article("a/x").find_all("a")] == [
        "y.html",
        "../b/z.html#del",
        "y.html",
        "y.html#f",
        "../b/index.html",
        "#h%C3%A4r",
        "../b/z.html",
    ]
    assert site.codes("a/x") == []


def test_broken_links_become_text_until_their_page_comes(site: FakeSite) -> None:
    site.put("a", "# A\n\nse [boken **x**](bok.md) och [ut](../../up.md)")
    site.build()
    assert site.article("a").p.text == "se boken x och ut"
    assert not site.article("a").p.a
    assert site.codes("a") == ["broken-link", "broken-link"]
    site.put("bok", "# Bok")
    site.build()
    assert site.article("a").p.a["href"] == "bok.html"
    assert site.codes("a") == ["broken-link"]


def test_root_relative_links_get_the_base(site: FakeSite) -> None:
    site.put("a", "[x](/microsoft-365/y?z) <a href='/q'>q</a>")
    site.build(bitext_link_base="https://learn.example.com/{locale}/")
    hrefs = [a["href"] for a in site.article("a").find_all("a")]
    assert hrefs == ["https://learn.example.com/sv-se/microsoft-365/y?z", "https://learn.example.com/sv-se/q"]


@pytest.mark.parametrize("base", ["", "https://learn.example.com/{locale}"])
def test_root_relative_links_to_our_own_articles_lead_to_their_pages(site: FakeSite, base: str) -> None:
    other = base.replace("{locale}", "sv-se")
    site.put("f/index", "# F")
    site.put("f/b", "# B\n\n## Y")
    site.put(
        "f/a",
        "[1](/f/b?view=x#y) [2](/sv-se/f/b.md) [3](/docs/en-us/f/B) [4](/f/) [5](/g/b) [6](/)\n\n"
        "<div><a href='/f/b'>7</a> <a href='/g?h&i'>8</a></div>",
    )
    site.build(bitext_link_base=base, bitext_base_url="https://help.example.org/docs/")
    hrefs = [a["href"] for a in site.article("f/a").find_all("a")]
    assert hrefs == [
        "b.html#y", "b.html", "b.html", f"{other}/f/", f"{other}/g/b", f"{other}/", "b.html", f"{other}/g?h&i",
    ]  # fmt: skip
    assert site.codes("f/a") == []
    del site.pages["f/b"]
    site.build(bitext_link_base=base, bitext_base_url="https://help.example.org/docs/")
    assert site.article("f/a").a["href"] == f"{other}/f/b?view=x#y"


def test_links_to_places_that_are_not_there_lead_to_the_page(site: FakeSite) -> None:
    links = (
        "[1](b.md#two) [2](b.md#TWO) [3](b.md#gone) [4](#one) [5](#gone) [6](b.md#s104) [7](#top) <a href='#gone'>8</a>"
    )
    site.put("a", f"# A\n\n{links} ok\n\n<div><a href='b.md#gone'>9</a> <a href='#one'>10</a></div>\n\n## One")
    site.put("b", "# B\n\n## Two")
    site.build()
    found = [(a.text, a["href"]) for a in site.article("a").find_all("a")]
    assert found == [
        ("1", "b.html#two"), ("2", "b.html#two"), ("3", "b.html"), ("4", "#one"), ("6", "b.html#s104"), ("7", "#top"),
        ("9", "b.html"), ("10", "#one"),
    ]  # fmt: skip
    assert "5" in site.article("a").text
    assert sorted(site.codes("a")) == ["broken-anchor"] * 2
    site.put("b", "# B\n\n## Gone")
    site.build()
    assert [a["href"] for a in site.article("a").find_all("a")][:3] == ["b.html", "b.html", "b.html#gone"]


def test_links_to_what_has_moved_lead_to_where_it_went(site: FakeSite) -> None:
    site.gone = {"old": "f/new"}
    site.put("a", "[1](old.md#x) [2](/old)")
    site.put("f/new", "# New\n\n## X")
    site.put("f/newer", "# Newer\n\n## X")
    site.build()
    assert [a["href"] for a in site.article("a").find_all("a")] == ["f/new.html#x", "f/new.html"]
    assert site.codes("a") == []
    site.gone = {"old": "f/newer"}
    site.build()
    assert [a["href"] for a in site.article("a").find_all("a")] == ["f/newer.html#x", "f/newer.html"]


def test_the_head_of_a_translated_page(site: FakeSite) -> None:
    site.others["a/x"] = [
        Alternate("en-US", None, False),
        Alternate("sv-SE", TranslationType.HUMAN, False),
        Alternate("ar-SA", TranslationType.MACHINE, False),
        Alternate("zh-CN", None, True),
    ]
    site.put(
        "a/x",
        "# X",
        title="Krediter <b>",
        description='Om "x"',
        robots="NOINDEX, NOFOLLOW",
        updated=datetime.date(2020, 9, 14),
        english={"101": "Credits"},
        translation_type=TranslationType.HUMAN,
    )
    site.build()
    soup = site.soup("a/x")
    assert (soup.html["lang"], soup.html["dir"]) == ("sv", "ltr")
    assert soup.title.text == "Krediter <b> · Northwind Help"
    assert soup.select_one("meta[name=robots]")["content"] == "NOINDEX, NOFOLLOW"
    assert soup.select_one("meta[name=description]")["content"] == 'Om "x"'
    assert soup.select_one("time[datetime='2020-09-14']").text == "14 september 2020"
    links = [(a["lang"], a["dir"], a["href"], a.text) for a in soup.select(".langs a")]
    assert links == [
        ("en", "ltr", "../../en-us/a/x.html", "English"),
        ("sv", "ltr", "#", "Svenska"),
        ("ar-SA", "rtl", "../../ar-sa/a/x.html", "العربية"),
        ("zh-Hans", "ltr", "../../zh-cn/a/x.html", "中文 (简体)"),
    ]
    assert soup.select_one("[data-english]")["data-english"] == "../../_english/a/x.json"
    assert not soup.select_one(".notice")


@pytest.mark.parametrize(
    ("facts", "kind", "lang"),
    [
        ({"status": "english-only", "stale_messages": 2}, "english-only", "en"),
        ({"status": "stale", "stale_messages": 2, "translation_type": TranslationType.MACHINE}, "stale", "sv"),
        ({"status": "translated", "translation_type": TranslationType.MACHINE}, "machine", "sv"),
        ({"status": "translated", "translation_type": TranslationType.MACHINE, "post_edited": 2}, "machine", "sv"),
    ],
)
def test_the_most_severe_notice_stands_alone(site: FakeSite, facts: dict[str, object], kind: str, lang: str) -> None:
    site.put("a", "# A", **facts)
    site.build()
    (notice,) = site.soup("a").select(".notice")
    assert kind in notice["class"]
    assert notice.text.strip()
    assert site.article("a")["lang"] == lang
    assert ("2" in notice.text) == (kind == "stale" or "post_edited" in facts)


@pytest.mark.parametrize("theme", ["bitext", "basic"])
def test_a_home_page_is_generated_in_groups(site: FakeSite, theme: str) -> None:
    site.put("start", "# Start", title="Start")
    for number in range(90):
        site.put(f"big-part/n{number:03}", "# N", title=f"Sida {number:03}")
    assert site.build(theme=theme) == ""
    soup = site.soup("index")
    titles = [heading.text for heading in soup.find_all("h2")]
    assert "Big part (1–50)" in titles
    assert "Big part (51–90)" in titles
    assert len([a for a in soup.find_all("a") if a["href"].startswith("big-part/")]) == 90


def test_names_of_folders_are_marked_as_english_and_lead_only_to_pages(tmp_path: Path) -> None:
    site = FakeSite(tmp_path, locale="ja-JP")
    for name in ("index", "a", "deep-down/b", "deep-down/c"):
        site.put(f"part/{name}", "# x", title=f"題 {name}")
    site.put("english/index", "# x", title="In English", status="english-only")
    site.put("english/a", "# x", title="題")
    assert site.build() == ""

    def crumbs(docname: str) -> list[tuple[str, str | None, str | None]]:
        found = [item.find(["a", "span"]) for item in site.soup(docname).select(".crumbs li")[1:]]
        return [(tag.text, tag.get("href"), tag.get("lang")) for tag in found]

    assert crumbs("part/deep-down/b") == [("題 index", "../index.html", None), ("Deep down", None, "en")]
    assert crumbs("part/index") == []
    assert crumbs("english/a") == [("In English", "index.html", "en")]
    assert site.soup("part/deep-down/b").select_one(".section .of")["lang"] == "en"
    assert site.soup("part/a").select_one(".section .of").get("lang") is None
    assert [a.get("lang") for a in site.soup("english/a").select(".section li a")] == ["en", None]
    home = {heading.text: heading.get("lang") for heading in site.soup("index").find_all("h2")}
    assert home == {"題 index": None, "Deep down": "en", "In English": "en"}


def test_folder_names_need_no_mark_on_english_pages(tmp_path: Path) -> None:
    site = FakeSite(tmp_path, locale="en-US")
    site.put("part/a", "# A")
    site.put("part/b", "# B")
    site.build()
    assert not site.soup("part/a").select(".crumbs [lang], .section [lang]")


def test_nothing_but_our_files_lies_beside_the_pages(site: FakeSite) -> None:
    site.put("a", "# A\n\n```python\nx = 1\n```\n")
    for _ in range(2):
        site.build()
        files = {path.name for path in (site.outdir.parent / "_static").iterdir()}
        assert files == {asset.name for asset in theme_assets().values()}
        assert not (site.outdir / "_sources").exists()
        assert not (site.outdir / "_static").exists()
    links = [tag.get("href") or tag["src"] for tag in site.soup("a").select("link[href], script[src]")]
    assert {re.sub(r"\.[0-9a-f]{10}\.", ".", link) for link in links} == {
        f"../_static/{name}" for name in ("bitext.css", "bitext-icon.svg", "bitext-early.js", "bitext.js")
    }
    assert all((site.outdir / link).is_file() for link in links)


def test_a_locale_built_by_itself_keeps_its_files_inside(site: FakeSite) -> None:
    site.put("f/a", "# A")
    outdir = site.root / "build" / "alone"
    site.build(outdir=outdir)
    soup = BeautifulSoup((outdir / "f" / "a.html").read_text(encoding="utf-8"), "lxml")
    links = [str(tag.get("href") or tag["src"]) for tag in soup.select("link[href], script[src]")]
    assert links
    assert all((outdir / "f" / link).resolve().is_relative_to(outdir.resolve()) for link in links)
    assert all((outdir / "f" / link).is_file() for link in links)


def test_files_that_the_project_brings_stay_with_the_locale(site: FakeSite) -> None:
    brought = site.root / "own"
    brought.mkdir()
    (brought / "own.css").write_text("p { color: red }", encoding="utf-8")
    site.put("f/a", "# A")
    site.build(html_static_path=[str(brought)], html_css_files=["own.css"])
    (link,) = site.soup("f/a").select("link[href*=own]")
    assert (site.outdir / "f" / link["href"].partition("?")[0]).is_file()


def test_other_themes_keep_their_files(site: FakeSite) -> None:
    site.put("a", "# A")
    site.build(theme="basic")
    assert (site.outdir / "_static" / "basic.css").is_file()
    assert (site.outdir / "_static" / "doctools.js").is_file()


def test_an_article_index_is_the_home_page(site: FakeSite) -> None:
    site.put("index", "# Välkommen\n\n[a](a.md)", title="Välkommen")
    site.put("a", "# A")
    assert site.build() == ""
    assert site.article("index").h1.text == "Välkommen"
    assert site.soup("a").select_one(".brand")["href"] == "index.html"


def test_navigation_is_bounded_and_centred(site: FakeSite) -> None:
    for number in range(200):
        site.put(f"f/n{number:03}", "# N", title=f"Sida {number:03}")
    site.put("f/index", "# Mappen", title="Mappen")
    site.build()
    items = site.soup("f/n100").select("nav.section li")
    assert len(items) == 50
    assert [item.a["href"] for item in items if item.a.get("aria-current")] == ["#"]
    assert [crumb.text for crumb in site.soup("f/n100").select(".crumbs a")] == ["Startsida", "Mappen"]
    assert len(site.soup("f/n000").select("nav.section li")) == 50


def test_alerts_and_tables_are_worded_in_the_locale(site: FakeSite) -> None:
    site.put("a", "> [!NOTE]\n> obs\n\n> [!CAUTION]\n> akta\n\n| a |\n|---|\n| b |\n")
    site.build()
    article = site.article("a")
    notes = article.select("div.admonition")
    assert ["note" in notes[0]["class"], "caution" in notes[1]["class"]] == [True, True]
    assert [note.select_one(".admonition-title").text for note in notes] == ["Obs!", "Var försiktig"]
    region = article.select_one("div.table-wrap[role=region][tabindex='0']")
    assert region["aria-label"].endswith("1")
    assert region.table


def test_locales_built_in_one_process_do_not_mix(tmp_path: Path) -> None:
    titles = []
    for tag, language in (("sv-SE", "sv"), ("ja-JP", "ja"), ("en-US", "en"), ("xx-YY", "xx")):
        site = FakeSite(tmp_path / tag, locale=tag)
        site.put("a", "> [!WARNING]\n> x\n")
        site.build(language=language)
        titles.append(site.article("a").select_one(".admonition-title").text)
    assert len(set(titles[:3])) == 3
    assert titles[2:] == ["Warning", "Warning"]


def test_the_english_file() -> None:
    page = Page("a", "sv-SE", "", "T", "translated", english={"102": "Click **Next**.", "p101": "It's `x` &amp; y"})
    content = json.loads(english_json(page))
    assert content == {"format_version": 1, "segments": {"102": "Click Next.", "p101": "It's x & y"}}
    assert list(content["segments"]) == ["102", "p101"]


@pytest.mark.parametrize(
    ("tag", "lang", "way", "name"),
    [
        ("sv-SE", "sv", "ltr", "Svenska"),
        ("ar-SA", "ar-SA", "rtl", "العربية"),
        ("he-IL", "he", "rtl", "עברית"),
        ("pt-BR", "pt-BR", "ltr", "Português (Brasil)"),
        ("es-MX", "es-MX", "ltr", "Español"),
        ("es-ES", "es", "ltr", "Español"),
        ("zh-CN", "zh-Hans", "ltr", "中文 (简体)"),
        ("zh-TW", "zh-Hant", "ltr", "中文 (繁體)"),
        ("zh-HK", "zh-Hant-HK", "ltr", "中文 (繁體字, 中國香港特別行政區)"),
        ("sr-Latn-RS", "sr-Latn", "ltr", "Srpski (latinica)"),
        ("en-US", "en", "ltr", "English"),
        ("nb-NO", "nb", "ltr", "Norsk bokmål"),
        ("xx-YY", "xx-YY", "ltr", "xx-YY"),
    ],
)
def test_locales(tag: str, lang: str, way: str, name: str) -> None:
    assert (page_language(tag), text_direction(tag), own_name(tag)) == (lang, way, name)


@pytest.mark.parametrize(
    ("tag", "among", "name"),
    [
        ("es-MX", ["es-MX", "sv-SE"], "Español"),
        ("es-MX", ["es-ES"], "Español (México)"),
        ("es-ES", ["es-MX", "es-ES"], "Español (España)"),
        ("sr-Cyrl-RS", [], "Српски"),
        ("sr-Cyrl-RS", ["sr-Latn-RS"], "Српски (ћирилица)"),
        ("sr-Latn-RS", ["sr-Cyrl-RS"], "Srpski (latinica)"),
        ("id-ID", [], "Bahasa Indonesia"),
    ],
)
def test_names_tell_locales_of_one_language_apart(tag: str, among: list[str], name: str) -> None:
    assert own_name(tag, among) == name


def test_long_dates() -> None:
    assert long_date(datetime.date(2020, 9, 14), "sv-SE") == "14 september 2020"
    assert long_date(datetime.date(2020, 9, 14), "ja-JP") == "2020年9月14日"


def test_a_right_to_left_site(tmp_path: Path) -> None:
    site = FakeSite(tmp_path, locale="ar-SA")
    site.put("a", "# عنوان\n\nنص", title="عنوان")
    assert site.build() == ""
    assert (site.soup("a").html["lang"], site.soup("a").html["dir"]) == ("ar-SA", "rtl")
