"""Our own help center, built by the product and read in a browser under the published policy."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from browser_site import BrowserSite, Scheme, choose, violations
from bs4 import BeautifulSoup

from sphinx_bitext.locales import page_language, text_direction
from sphinx_bitext.publish.build import build
from sphinx_bitext.publish.shared import render_root, write_root
from sphinx_bitext.theme import interface_strings
from sphinx_bitext.workflows.project import load_project
from support import LONG

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
RICH = "translate/edit-catalogs"
"""An article with a table, a picture, code, lists and an alert, in every locale."""
STALE = f"lv-lv/{RICH}.html"
ENGLISH_ONLY = "id-id/glossary.html"
ARTICLES = 36
LOCALES = ("ar-SA", "en-US", "id-ID", "ja-JP", "lv-LV", "sv-SE", "tr-TR", "vi-VN")
SCRIPTS = {"bitext-early.js", "bitext.js", "bitext-root.js", "bitext-search.js"}
"""Those of the pages themselves; English on demand and results are fetched when somebody wants them."""
HASH_RE = re.compile(r"\.[0-9a-f]{10}(?=\.)")
MAX_FRAME = 15_000
"""Bytes a page may have besides its text."""


@pytest.fixture(scope="session")
def center(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published pages of our own help center."""
    folder = tmp_path_factory.mktemp("help-center")
    for name in ("source", "locale"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("conf.py", "pyproject.toml"):
        shutil.copyfile(ROOT / name, folder / name)
    project = load_project(folder / "source", folder / "locale", folder / "build")
    assert sorted(build(project, ()).pages) == list(LOCALES)
    return project.html_dir


@pytest.fixture
def site(chromium: Browser, serve: Callable[[Path], str], center: Path) -> Iterator[BrowserSite]:
    site = BrowserSite(serve(center), chromium)
    yield site
    site.close()


@cache
def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@cache
def ids_of(path: Path) -> frozenset[str]:
    return frozenset(str(tag["id"]) for tag in soup_of(path).find_all(id=True))


def pages(center: Path) -> list[Path]:
    found = sorted(center.rglob("*.html"))
    assert len(found) == len(LOCALES) * (ARTICLES + 1) + 2, "a 404 page for each locale, and two pages at the root"
    return found


def article_pages(center: Path, locale: str) -> list[Path]:
    return [path for path in sorted((center / locale.lower()).rglob("*.html")) if path.name != "404.html"]


def combinations() -> list[tuple[str, str, Scheme]]:
    """(locale, mode, scheme): all in a long run, else each locale and mode in one scheme; English has no modes."""
    all_of_them: list[tuple[str, str, Scheme]] = [
        (locale, mode, scheme)
        for locale in ("en-us", "sv-se", "ar-sa", "ja-jp")
        for mode in (("off",) if locale == "en-us" else ("off", "tap", "both"))
        for scheme in ("light", "dark")
    ]
    return all_of_them if LONG else [one for place, one in enumerate(all_of_them) if place % 4 in (0, 3)]


@pytest.mark.parametrize(("locale", "mode", "scheme"), combinations())
def test_an_article_is_accessible_and_silent(site: BrowserSite, locale: str, mode: str, scheme: Scheme) -> None:
    page = site.open(f"{locale}/{RICH}.html", scheme=scheme)
    if mode != "off":
        choose(page, mode)
    if mode == "tap":
        page.locator("#s104").press("Enter")
        assert page.locator(".bt-tip").is_visible()
    assert violations(page) == []
    assert site.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["index.html#choose", STALE, ENGLISH_ONLY])
def test_other_kinds_of_pages_are_accessible_and_silent(site: BrowserSite, path: str, scheme: Scheme) -> None:
    page = site.open(path, scheme=scheme)
    assert violations(page) == []
    page.locator(".shade").click()  # the other colours, as a choice of the reader
    assert violations(page) == []
    assert site.said == []


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(
    "path", [f"ar-sa/{RICH}.html", f"sv-se/{RICH}.html", STALE, "ja-jp/index.html", "index.html#choose"]
)
def test_nothing_scrolls_sideways(site: BrowserSite, path: str, width: int) -> None:
    page = site.open(path, width=width)
    for mode in ("off", "tap", "both") if "#" not in path else ():
        if mode != "off":
            choose(page, mode)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, mode
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_language_and_direction_are_those_of_the_locale(center: Path) -> None:
    for locale in LOCALES:
        for path in article_pages(center, locale):
            html, article = soup_of(path).html, soup_of(path).article
            assert html is not None
            assert article is not None
            own = (page_language(locale), text_direction(locale))
            assert (html["lang"], html["dir"]) == own, path
            english = path == center / ENGLISH_ONLY or "reference" in path.parts
            assert (article["lang"], article["dir"]) == (("en", "ltr") if english else own), path
            assert bool(article.select(".untranslated")) == (path == center / STALE), path


def test_the_switcher_leads_to_the_same_article_in_each_language(center: Path) -> None:
    for path in pages(center):
        locale, _, name = path.relative_to(center).as_posix().partition("/")
        if not name or name == "404.html":
            continue  # the pages at the root; a 404 page leads to the home pages
        links = {str(link["hreflang"]): str(link["href"]) for link in soup_of(path).select(".langs a")}
        assert set(links) == {page_language(tag) for tag in LOCALES}, path
        for lang, href in links.items():
            target = path if href == "#" else (path.parent / href).resolve()
            html = soup_of(target).html
            assert html is not None
            assert html["lang"] == lang
            assert target.relative_to(center).as_posix().partition("/")[2] == name
        assert links[page_language(locale)] == "#"


def test_english_on_demand_is_the_english_of_the_sentence(site: BrowserSite, center: Path) -> None:
    english = json.loads((center / f"_english/{RICH}.json").read_text(encoding="utf-8"))["segments"]
    source = soup_of(center / f"en-us/{RICH}.html").article
    assert source is not None
    text = " ".join(source.get_text().split())
    page = site.open(f"sv-se/{RICH}.html")
    choose(page, "both")
    notes = [" ".join(note.split()) for note in page.locator(".bt-en").all_inner_texts()]
    assert len(notes) > 15
    assert [note for note in notes if note not in text] == [], "the English article says the same"
    choose(page, "tap")
    for unit in page.locator(".has[id]").evaluate_all("all => all.slice(0, 6).map(e => e.dataset.ttu)"):
        page.locator(f"#s{unit}").press("Enter")
        assert page.locator(".bt-tip p").inner_text() == english[unit]
        assert english[unit] in text
    assert site.said == []


def test_paragraphs_whose_english_changed_have_the_english_of_today(center: Path) -> None:
    english = json.loads((center / f"_english/{RICH}.json").read_text(encoding="utf-8"))["segments"]
    source = soup_of(center / f"en-us/{RICH}.html").article
    assert source is not None
    text = " ".join(source.get_text().split())
    stale = soup_of(center / STALE).select("article .stale")
    assert stale
    for paragraph in stale:
        sentences = [english[str(span["data-ttu"])] for span in paragraph.select(".bt")]
        assert sentences
        assert all(sentence in text for sentence in sentences)


def test_the_mode_is_remembered_on_the_next_page(site: BrowserSite) -> None:
    page = site.open(f"ja-jp/{RICH}.html")
    choose(page, "both")
    page.locator(".section li a:not([aria-current])").first.click()
    page.wait_for_selector(".bt-en", state="attached")
    assert not page.url.endswith(f"{RICH}.html")
    assert page.locator("input[value=both]").is_checked()
    assert site.said == []


def test_pages_stay_small(center: Path) -> None:
    for path in pages(center):
        soup = soup_of(path)
        size = path.stat().st_size
        if "reference" in path.parts:  # lists that are as long as the program is large: what stands around them
            size -= len(str(soup.article).encode()) - len(soup.article.get_text().encode()) if soup.article else 0
        assert size - len(soup.get_text().encode()) <= MAX_FRAME, path


def addresses(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(["a", "link", "script", "img", "fieldset", "div"]):
        for name in ("href", "src", "data-english", "data-script", "data-index"):
            if name in tag.attrs:
                yield str(tag[name])


def file_of(center: Path, page: Path, address: str) -> Path:
    """Return the file that an address on a page means; those of 404 pages begin at the root of the host."""
    path = unquote(address)
    return Path(posixpath.normpath((center / path[1:] if path.startswith("/") else page.parent / path).as_posix()))


def test_every_link_image_and_fragment_resolves(center: Path) -> None:
    count = 0
    for path in pages(center):
        for address in addresses(soup_of(path)):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme == "https", address
                continue
            count += 1
            target = file_of(center, path, parts.path) if parts.path else path
            if not target.suffix and target.is_dir():
                continue  # the folder of a search index
            assert target.is_relative_to(center), (path, address)
            assert target.is_file(), (path, address)
            fragment = unquote(parts.fragment)
            known = fragment in ("", "top") or (target == center / "index.html" and fragment == "choose")
            assert known or fragment in ids_of(target), (path, address)
    assert count > 2000


def test_every_file_is_asked_for_by_a_page(center: Path) -> None:
    asked = set()
    for path in pages(center):
        for address in addresses(soup_of(path)):
            if not urlsplit(address).scheme:
                asked.add(file_of(center, path, urlsplit(address).path))
    kinds = {".buildinfo", "objects.inv", "404.html"}
    files = [path for path in center.rglob("*") if path.is_file() and path.name not in kinds and path not in asked]
    assert [path for path in files if asked.isdisjoint(path.parents)] == [], "a search index is asked for as a folder"


def own_name(address: object) -> str:
    """Return the name of a file of the theme, without the hash of its content."""
    return HASH_RE.sub("", posixpath.basename(urlsplit(str(address)).path))


def test_no_script_or_style_but_ours(center: Path) -> None:
    for path in pages(center):
        soup = soup_of(path)
        for script in soup.find_all("script"):
            assert own_name(script["src"]) in SCRIPTS
            assert not script.get_text()
        sheets = [own_name(link["href"]) for link in soup.find_all("link", rel="stylesheet")]
        assert sheets == ["bitext.css", "bitext-root.css"] if path.parent == center else ["bitext.css"]
        assert not soup.find_all("style")
        for tag in soup.find_all(True):
            assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], tag


def test_the_root_page_is_a_list_without_its_script(site: BrowserSite) -> None:
    page = site.open("index.html", script=False, languages=["sv"])
    links = page.locator(".languages a")
    assert links.count() == len(LOCALES)
    assert links.locator("strong").all_inner_texts() == [
        "Bahasa Indonesia", "English", "Latviešu", "Svenska", "Tiếng Việt", "Türkçe", "العربية", "日本語",
    ]  # fmt: skip
    arabic = page.locator(".languages a[hreflang=ar-SA]")
    assert (arabic.get_attribute("dir"), arabic.get_attribute("lang")) == ("rtl", "ar-SA")
    arabic.click()
    assert page.url.endswith("/ar-sa/index.html")


def test_the_root_page_sends_a_reader_on(site: BrowserSite) -> None:
    page = site.open("index.html", languages=["ko-KR", "sv-FI", "ja"])
    page.wait_for_url("**/sv-se/index.html")
    page.locator(".langs summary").click()
    page.locator(".langs a[hreflang=tr]").click()
    page.wait_for_url("**/tr-tr/index.html")
    page.goto(f"{site.url}/index.html")  # what the reader chose leads from now on
    page.wait_for_url("**/tr-tr/index.html")
    page.locator("footer a[href$='#choose']").click()
    page.wait_for_url("**/index.html#choose")
    heading = page.locator("h1")
    assert heading.inner_text() == interface_strings("tr")["Choose your language"]
    assert heading.get_attribute("lang") == "tr"
    assert page.locator(".languages [aria-current]").get_attribute("hreflang") == "tr"
    page.locator(".languages a[hreflang=ja]").click()
    page.wait_for_url("**/ja-jp/index.html")
    page.goto(f"{site.url}/index.html?choose")
    assert page.locator("h1").get_attribute("lang") == "ja"
    page.goto(f"{site.url}/index.html")
    page.wait_for_url("**/ja-jp/index.html")
    assert site.said == []


@pytest.mark.parametrize(
    ("languages", "found"),
    [
        (["zh-HK"], "zh-tw"),
        (["zh"], "zh-cn"),
        (["zh-SG", "en"], "zh-cn"),
        (["pt-BR"], "pt-pt"),
        (["sr"], "sr-latn-rs"),
        (["no"], "nb-no"),
        (["es-AR"], "es-es"),
        (["es-MX"], "es-mx"),
        (["ko", "xx-invalid-tag-!", "nn-NO"], "nb-no"),
        (["ko"], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_the_nearest_language_is_found(
    chromium: Browser, serve: Callable[[Path], str], tmp_path: Path, languages: list[str], found: str
) -> None:
    locales = ["en-US", "es-ES", "es-MX", "nb-NO", "pt-PT", "sr-Latn-RS", "zh-CN", "zh-TW"]
    write_root(tmp_path, "Northwind & sons", locales)
    for locale in locales:
        (tmp_path / locale.lower()).mkdir()
        (tmp_path / locale.lower() / "index.html").write_text('<!DOCTYPE html><link rel="icon" href="data:,">')
    site = BrowserSite(serve(tmp_path), chromium)
    page = site.open("index.html", languages=languages)
    page.wait_for_load_state()
    if found:
        page.wait_for_url(f"**/{found}/index.html")
    else:
        assert page.locator(".brand").inner_text() == "Northwind & sons"
        assert urlsplit(page.url).path == "/index.html"
    assert site.said == []
    site.close()


def test_root_page_tells_locales_of_one_language_apart() -> None:
    soup = BeautifulSoup(render_root("<Help>", ["th-TH", "es-MX", "sv-SE", "es-ES", "cs-CZ"]), "lxml")
    names = [name.text for name in soup.select("strong")]
    assert names == ["Čeština", "Español (España)", "Español (México)", "Svenska", "ไทย"]
    assert soup.select_one(".brand").text == "<Help>"  # type: ignore[union-attr]
    assert not re.search(r"<style|\sstyle=", str(soup))
