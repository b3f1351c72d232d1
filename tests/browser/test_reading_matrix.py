"""Pages as readers see them: eight languages, three modes, two schemes, two widths, on our pages and on real ones."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from browser_site import BrowserSite, Scheme, choose, violations
from own_articles import NAME, write_articles

from sphinx_bitext.locales import page_language, text_direction
from sphinx_bitext.publish.build import build
from sphinx_bitext.workflows.project import load_project
from support import LONG

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
OURS = {
    "en-US": "translate/edit-catalogs", "sv-SE": "translate/edit-catalogs", "ar-SA": "translate/edit-catalogs",
    "ja-JP": "translate/edit-catalogs", "vi-VN": "translate/edit-catalogs", "lv-LV": "translate/edit-catalogs",
    "he-IL": NAME, "th-TH": NAME, "zh-CN": NAME,
}  # fmt: skip
"""Locale -> article; Latvian has paragraphs whose English changed."""
REAL = ("sv-SE", "ja-JP", "vi-VN")
SETTINGS = """\
[tool.bitext]
feedback_url = "mailto:help@example.org?subject={locale}%20{article}%20{unit}&body={url}%0A{source}%0A{target}"
edit_url = "https://git.example.org/edit/main/{path}#L{line}"
"""
LANGUAGES_AS_WRITTEN = r"""
() => {
  const scripts = {
    Arabic: ["ar"], Hebrew: ["he"], Thai: ["th"], Hiragana: ["ja"], Katakana: ["ja"], Han: ["ja", "zh"],
  };
  const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data, at = walker.currentNode.parentElement;
    if (!/\p{L}/u.test(text) || at.closest("pre, code, script")) continue;
    const lang = at.closest("[lang]").lang.split("-")[0], dir = at.closest("[dir]").dir;
    for (const [script, langs] of Object.entries(scripts))
      if (new RegExp(`\\p{Script=${script}}`, "u").test(text) && !langs.includes(lang)) wrong.push([lang, text]);
    if (dir !== (["ar", "he"].includes(lang) ? "rtl" : "ltr")) wrong.push([lang, dir, text]);
    const latin = /^[\p{Script=Latin}\p{Script=Common}]+$/u.test(text) && text.trim().split(/\s+/).length > 3;
    if (latin && ["ar", "he", "ja", "th", "zh"].includes(lang)) wrong.push([lang, text]);
  }
  return wrong;
}
"""
"""Runs of text whose letters or direction say another language than their elements."""


def publish(folder: Path, settings: str = "") -> Path:
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    project = load_project(folder / "source", folder / "locale", folder / "build")
    assert build(project, ()).withheld == []
    return project.html_dir


@pytest.fixture(scope="session")
def our_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ours")
    for name in ("source", "locale"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copyfile(ROOT / "conf.py", folder / "conf.py")
    write_articles(folder / "source")
    return publish(folder, SETTINGS)


@pytest.fixture(scope="session")
def real_pages(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """Real articles: the largest, the one with most tables and others in a long run, else two."""
    folder = tmp_path_factory.mktemp("real")
    names = {path.relative_to(corpus / REAL[0] / "sxs") for path in (corpus / REAL[0] / "sxs").rglob("*.md")}
    texts = {name: (corpus / REAL[0] / "sxs" / name).read_text(encoding="utf-8") for name in names}
    chosen = sorted(texts, key=lambda name: (-texts[name].count("|"), -len(texts[name]), name))[: 12 if LONG else 2]
    for locale in REAL:
        for name in chosen:
            if (corpus / locale / "sxs" / name).is_file():
                target = folder / "source" / locale / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(corpus / locale / "sxs" / name, target)
    return publish(folder)


@pytest.fixture
def ours(chromium: Browser, serve: Callable[[Path], str], our_pages: Path) -> Iterator[BrowserSite]:
    site = BrowserSite(serve(our_pages), chromium)
    yield site
    site.close()


@pytest.fixture
def real(chromium: Browser, serve: Callable[[Path], str], real_pages: Path) -> Iterator[BrowserSite]:
    site = BrowserSite(serve(real_pages), chromium)
    yield site
    site.close()


def combinations(locales: tuple[str, ...], every: int) -> list[tuple[str, str, Scheme, int]]:
    """(locale, mode, scheme, width): all in a long run, else each `every`-th; English has no modes."""
    everything: list[tuple[str, str, Scheme, int]] = [
        (locale, mode, scheme, width)
        for scheme in ("light", "dark")
        for mode in ("off", "tap", "both")
        for width in (390, 1280)
        for locale in locales
        if mode == "off" or locale != "en-US"
    ]
    return everything if LONG else everything[::every]


def check(site: BrowserSite, page: Page, locale: str, mode: str, width: int) -> None:
    if mode != "off":
        choose(page, mode)
    if mode == "tap":
        page.locator(".has").nth(3).press("Enter")
        assert page.locator(".bt-tip").is_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert site.said == []
    assert site.hosts == {urlsplit(site.url).netloc}
    html = page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (page_language(locale), text_direction(locale))
    english = page.locator(".bt-en, .bt-tip p")
    assert english.evaluate_all("all => all.every(e => e.lang === 'en' && e.dir === 'ltr')")


@pytest.mark.parametrize(("locale", "mode", "scheme", "width"), combinations(tuple(OURS), 7))
def test_our_pages(ours: BrowserSite, locale: str, mode: str, scheme: Scheme, width: int) -> None:
    page = ours.open(f"{locale.lower()}/{OURS[locale]}.html", width=width, scheme=scheme)
    check(ours, page, locale, mode, width)
    wrong: list[Any] = page.evaluate(LANGUAGES_AS_WRITTEN)
    assert wrong == []


@pytest.mark.corpus
@pytest.mark.parametrize(("locale", "mode", "scheme", "width"), combinations(REAL, 5))
def test_real_pages(real: BrowserSite, real_pages: Path, locale: str, mode: str, scheme: Scheme, width: int) -> None:
    folder = real_pages / locale.lower()
    pages = [path for path in sorted(folder.rglob("*.html")) if 'class="bt"' in path.read_text(encoding="utf-8")]
    assert pages
    for path in pages:
        page = real.open(path.relative_to(real_pages).as_posix(), width=width, scheme=scheme)
        check(real, page, locale, mode, width)
        page.context.close()
