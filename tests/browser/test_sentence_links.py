"""What the box of a sentence offers: its link, a report with both texts, its entry; by pointer and by keyboard."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import jinja2
import pytest
from browser_site import BrowserSite, choose

from sphinx_bitext.sphinxext.feedback import Action
from sphinx_bitext.theme import interface_strings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

THEME = Path(str(files("sphinx_bitext.theme")))
ODD = '100 % "så" & så? #1 {url} +1 <b> \U0001f600'
SENTENCES = {"101": "Rubrik", "102": "Första meningen.", "103": ODD, "1000001": "å" * 900}
ENGLISH = {"101": "Title", "102": "First sentence.", "103": "All {target} & more", "1000001": "a" * 900}
REPORT = "https://help.example/r?u={unit}&s={source}&t={target}&p={url}"
ACTIONS = [
    Action("report", "Rapportera", "https://help.example/r", REPORT),
    Action("edit", "Redigera", "https://git.example/a.po#L1", "https://git.example/a.po#L{line}", "7:101;9:102,103"),
    Action("source", "Källa", "https://git.example/a.md"),
]


def render(lang: str, actions: list[Action]) -> str:
    """Return a page in which each paragraph is a sentence, long enough to scroll."""
    t = interface_strings(lang)
    escaped = {unit: text.replace("&", "&amp;").replace("<", "&lt;") for unit, text in SENTENCES.items()}
    body = "".join(f'<p><span class="bt" data-ttu="{n}" id="s{n}">{text}</span></p>' for n, text in escaped.items())
    fill = "".join(f"<p>{'Mera text. ' * 60}</p>" for _ in range(12))
    page: dict[str, Any] = {
        "lang": lang, "dir": "rtl" if lang == "ar" else "ltr", "content_lang": lang, "status": "translated",
        "content_dir": "ltr", "language_name": "Svenska", "title": "A", "site_title": "S", "home_url": "index.html",
        "alternates": [], "t": lambda key, **values: t[key].format(**values), "english_json": "english.json",
        "actions": actions,
        "head": {"robots": None, "canonical": None, "hreflangs": [], "asset": lambda name: f"_static/{name}"},
    }  # fmt: skip
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME))
    return environment.get_template("page.html").render(
        bitext=page, body=body + fill + body.replace('id="s', 'id="t').replace('data-ttu="', 'data-ttu="9'),
        css_files=[], script_files=[], favicon_url=None,
    )  # fmt: skip


@pytest.fixture
def site(chromium: Browser, serve: Callable[[Path], str], tmp_path: Path) -> Iterator[BrowserSite]:
    shutil.copytree(THEME / "static", tmp_path / "_static")
    (tmp_path / "sv.html").write_text(render("sv", ACTIONS), encoding="utf-8")
    (tmp_path / "plain.css").write_text("* { overflow-anchor: none }", encoding="utf-8")
    (tmp_path / "bare.html").write_text(render("ar", []), encoding="utf-8")
    more = {**ENGLISH, **{f"9{unit}": text for unit, text in ENGLISH.items()}}
    (tmp_path / "english.json").write_text(json.dumps({"format_version": 1, "segments": more}), encoding="utf-8")
    site = BrowserSite(serve(tmp_path), chromium)
    yield site
    site.close()


def links(page: Page) -> list[str]:
    found: list[str] = page.locator(".bt-tip .links a").evaluate_all("all => all.map(e => e.href)")
    return found


def test_a_report_holds_both_texts_whatever_they_hold(site: BrowserSite) -> None:
    page = site.open("sv.html#turn")
    own = page.locator(".feedback a").first.get_attribute("href") or ""
    assert parse_qs(urlsplit(own).query) == {"p": [f"{site.url}/sv.html"]}, "no sentence: the page alone"
    choose(page, "tap")
    page.locator("#s103").press("Enter")
    permalink, report, edit = links(page)
    assert permalink == f"{site.url}/sv.html#s103"
    parts = urlsplit(report)
    asked = {"u": ["103"], "s": [ENGLISH["103"]], "t": [ODD], "p": [permalink]}
    assert (parts.netloc, parse_qs(parts.query), parts.fragment) == ("help.example", asked, "")
    assert edit == "https://git.example/a.po#L9"
    page.locator("#s103").press("k")
    assert links(page)[2] == "https://git.example/a.po#L9"
    page.keyboard.press("k")
    assert links(page)[2] == "https://git.example/a.po#L7"
    page.locator("#s1000001").press("Enter")
    permalink, report, edit = links(page)
    assert edit == "https://git.example/a.po#L1", "a sentence without an entry"
    assert {len(text[0]) for text in list(parse_qs(urlsplit(report).query).values())[1:3]} == {500}
    assert site.said == []


def test_the_link_of_a_sentence_is_copied_and_followed_without_a_jump(site: BrowserSite) -> None:
    page = site.open("sv.html")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "tap")
    page.locator("#s102").click()
    before = page.evaluate("scrollY")
    page.locator(".bt-tip .links a").first.click()
    copied = interface_strings("sv")["The link has been copied."]
    page.locator(".bt-tip .links [role=status]", has_text=copied).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.url}/sv.html#s102"
    assert page.url == f"{site.url}/sv.html#s102"
    assert page.evaluate("scrollY") == before
    assert page.locator("#s102.linked").count() == 1


def test_the_box_follows_its_sentence_in_the_order_of_the_tab_key(site: BrowserSite) -> None:
    page = site.open("sv.html")
    choose(page, "tap")
    page.locator("#s102").press("Enter")
    place = "(e => e.id || e.textContent || e.ariaLabel)(document.activeElement)"
    strings = interface_strings("sv")
    stops = [strings["Copy the link to this sentence"], "Rapportera", "Redigera", strings["Close"]]
    for stop in stops:
        page.keyboard.press("Tab")
        assert page.evaluate(place) == stop
    page.keyboard.press("Tab")
    assert (page.evaluate(place), page.locator(".bt-tip").is_visible()) == ("s102", False), "no trap"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert (page.evaluate(place), page.locator(".bt-tip").is_visible()) == ("s102", True)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert (page.evaluate(place), page.locator(".bt-tip").is_visible()) == ("s102", False)
    assert site.said == []


def test_without_settings_only_the_link_is_there(site: BrowserSite) -> None:
    page = site.open("bare.html")
    assert page.locator(".feedback").count() == 0
    choose(page, "tap")
    page.locator("#s101").press("Enter")
    assert links(page) == [f"{site.url}/bare.html#s101"]


@pytest.mark.parametrize("anchoring", [True, False])
def test_no_line_moves_under_the_reader(site: BrowserSite, anchoring: bool) -> None:
    page = site.open("sv.html")
    page.locator("#t101").evaluate("e => e.scrollIntoView({ block: 'start', behavior: 'instant' })")
    top = "document.querySelector('#t101').getBoundingClientRect().top"
    before = page.evaluate(top)
    assert 64 < before < 400
    if not anchoring:
        page.add_style_tag(url="plain.css")
    for mode in ("tap", "both", "off"):
        page.evaluate("mode => document.querySelector(`[value=${mode}]`).click()", mode)
        page.wait_for_function("mode => document.documentElement.dataset.mode === mode", arg=mode)
        page.wait_for_selector({"tap": ".has", "both": ".bt-en", "off": ".modes"}[mode], state="attached")
        page.wait_for_timeout(300)
        assert abs(page.evaluate(top) - before) < 2, mode


def test_the_hint_for_keyboards_is_for_keyboards(site: BrowserSite) -> None:
    page = site.open("sv.html")
    choose(page, "tap")
    hint = page.locator(".keys")
    page.locator("#s102").click()
    assert not hint.is_visible()
    height = page.evaluate("document.documentElement.scrollHeight")
    page.keyboard.press("j")
    assert hint.is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") == height


@pytest.mark.parametrize("address", ["sv.html#s102", "sv.html#q102", "sv.html#102", "sv.html#s"])
def test_only_the_address_of_a_sentence_marks_one(site: BrowserSite, address: str) -> None:
    page = site.open(address)
    assert page.locator(".linked").count() == (address == "sv.html#s102")
