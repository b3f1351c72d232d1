"""Search in a browser, on built pages below a path: what it finds in six scripts, and how a reader gets there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser_site import BrowserSite, Scheme, violations
from search_sites import ALL_HUMAN, LOCALES, Truth, fold, read_articles, run_bitext, search, write_articles

from support import LONG

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PREFIX = "docs/help"
"""The site does not lie at the root of its host."""
ASKED = {"ar-SA": "المسؤول", "ja-JP": "フォルダー", "sv-SE": "användare"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose `docs/help` holds the pages."""
    pytest.importorskip("pagefind_bin")
    folder = tmp_path_factory.mktemp("search")
    write_articles(folder)
    done = run_bitext(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "www" / PREFIX).parent.mkdir(parents=True)
    (folder / "build" / "html").rename(folder / "www" / PREFIX)
    return folder / "www"


@pytest.fixture
def browser(site: Path, chromium: Browser, serve: Callable[[Path], str]) -> Iterator[BrowserSite]:
    browser = BrowserSite(f"{serve(site)}/{PREFIX}", chromium)
    yield browser
    browser.close()
    assert browser.said == []


def ask(page: Page, text: str) -> None:
    """Type into the box, as a reader who knows the key does, and wait for what is found."""
    page.keyboard.press("/")
    page.keyboard.type(text)
    page.wait_for_selector(".found:not([hidden])")


def check_terms(page: Page, folder: Path, lang: str, count: int = 20) -> None:
    """Recall at least 95 %, and an article with the word in its title first, as criterion 3 of search says."""
    truth = Truth(page, lang, read_articles(folder))
    terms = truth.terms(count)
    assert len(terms) == count
    recalls = []
    for term, found, shown in zip(terms, search(page, terms), search(page, terms, limit=12), strict=True):
        true = truth.holding(term)
        recalls.append(len(true & set(found)) / len(true))
        if titled := truth.titled(term):
            assert shown[0] in titled, term
    assert sum(recalls) / len(recalls) >= 0.95, dict(zip(terms, recalls, strict=True))


@pytest.mark.parametrize("locale", LOCALES)
def test_words_of_the_articles_find_them(site: Path, browser: BrowserSite, locale: str) -> None:
    page = browser.open(f"{locale.lower()}/index.html")
    check_terms(page, site / PREFIX / locale.lower(), locale)


@pytest.mark.parametrize(
    ("locale", "part"),
    [
        ("ja-JP", "編集でき"),
        ("ja-JP", "ﾌｫﾙﾀﾞｰ"),
        ("zh-CN", "用户"),
        ("zh-CN", "子邮"),
        ("th-TH", "บันทึก"),
        ("he-IL", "מדפסת"),
    ],
)
def test_a_part_of_what_is_written_together_is_found(site: Path, browser: BrowserSite, locale: str, part: str) -> None:
    articles = read_articles(site / PREFIX / locale.lower())
    true = {url for url, article in articles.items() if fold(part) in fold(article.text)}
    assert true
    (found,) = search(browser.open(f"{locale.lower()}/index.html"), [part])
    assert set(found) == true


def test_a_quoted_text_is_found_as_it_stands(browser: BrowserSite) -> None:
    found = search(browser.open("ja-jp/index.html"), ['"編集できるか"', '"編集かできる"'])
    assert [len(one) for one in found] == [1, 0]


def test_what_stands_around_the_articles_is_not_found(browser: BrowserSite) -> None:
    assert search(browser.open("sv-se/help/a01.html"), ["Maskinöversatt", "Svenska", "العربية"]) == [[], [], []]


def test_nothing_is_fetched_before_a_reader_goes_to_the_box(browser: BrowserSite) -> None:
    page = browser.open("sv-se/help/a03.html")
    page.wait_for_selector(".find[data-on]")
    assert not [name for name in browser.requests if "pagefind" in name or "results" in name]
    ask(page, "konto")
    assert "pagefind.js" in browser.requests


def test_the_keyboard_leads_to_an_article_and_back(browser: BrowserSite) -> None:
    page = browser.open("sv-se/help/a00.html")
    ask(page, ASKED["sv-SE"])
    assert page.locator(".find [role=status]").text_content() == "Resultat: 2"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.querySelector('b').textContent") == "Utöka lagringsutrymmet"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    assert page.locator(".found").is_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("n")
    page.wait_for_selector(".found:not([hidden])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/docs/help/sv-se/help/a03.html")


def test_what_was_found_is_marked_in_readable_text(browser: BrowserSite) -> None:
    page = browser.open("ja-jp/index.html")
    ask(page, ASKED["ja-JP"])
    first = page.locator(".found li").first
    assert first.locator("b").text_content() == "フォルダーを共有する"
    assert first.locator("mark").all_text_contents() == ["フォルダー"]
    text = first.locator("span").text_content() or ""
    assert text.startswith("フォルダーを右クリックして、共有を選びます。相手が編集できるか、")


def test_readers_may_ask_for_human_translations_alone(browser: BrowserSite) -> None:
    page = browser.open("sv-se/index.html")
    ask(page, ASKED["sv-SE"])
    assert page.locator(".found li").count() == 2
    page.locator(".found select").select_option("MT")
    page.locator(".found li").nth(1).wait_for(state="detached")
    assert (page.locator(".found small").text_content() or "").endswith("Maskinöversatt")
    page.locator(".found select").select_option("HT")
    page.locator(".found small", has_text="Maskin").wait_for(state="detached")


def test_a_locale_of_one_kind_offers_no_choice(browser: BrowserSite) -> None:
    page = browser.open(f"{ALL_HUMAN.lower()}/index.html")
    ask(page, ASKED[ALL_HUMAN])
    assert page.locator(".found select").is_hidden()


def test_nothing_found_is_said(browser: BrowserSite) -> None:
    page = browser.open("sv-se/index.html")
    ask(page, "qqqqq")
    assert page.locator(".none").inner_text() == "Inget hittades"


def test_without_script_there_is_no_box(browser: BrowserSite) -> None:
    page = browser.open("sv-se/index.html", script=False)
    assert page.locator(".find").is_hidden()


def test_a_missing_index_is_said_where_the_results_would_be(
    site: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    entry = site / PREFIX / "sv-se" / "_search" / "pagefind-entry.json"
    entry.rename(entry.with_suffix(".away"))
    browser = BrowserSite(f"{serve(site)}/{PREFIX}", chromium)
    try:
        page = browser.open("sv-se/index.html")
        ask(page, "konto")
        assert page.locator(".none").inner_text() == "Sökningen är inte tillgänglig just nu."
    finally:
        browser.close()
        entry.with_suffix(".away").rename(entry)


@pytest.mark.parametrize("locale", sorted(ASKED))
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_results_are_accessible_and_fit(browser: BrowserSite, locale: str, scheme: Scheme, width: int) -> None:
    page = browser.open(f"{locale.lower()}/help/a03.html", width=width, scheme=scheme)
    ask(page, ASKED[locale])
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.corpus
@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="publishes the whole sample (make test-long)")
def test_words_of_the_sample_find_its_articles(
    corpus: Path, tmp_path: Path, chromium: Browser, serve: Callable[[Path], str]
) -> None:
    pytest.importorskip("pagefind_bin")
    folders = sorted(folder / "sxs" for folder in corpus.iterdir() if (folder / "sxs").is_dir())
    for arguments in (("import", *map(str, folders)), ("build",)):
        assert run_bitext(tmp_path, *arguments).returncode == 0
    html = tmp_path / "build" / "html"
    browser = BrowserSite(serve(html), chromium)
    for locale in sorted(folder.parent.name for folder in folders):
        page = browser.open(f"{locale.lower()}/index.html")
        check_terms(page, html / locale.lower(), locale, count=60)
        page.close()
    browser.close()
    assert browser.said == []
