"""The theme by itself in a browser: its templates rendered with an article of our own, under the published policy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pytest
from browser_site import BrowserSite, Scheme, choose, violations

from sphinx_bitext.sphinxext.navigation_links import Link
from sphinx_bitext.sphinxext.switcher import OtherLocale
from sphinx_bitext.theme import interface_strings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

THEME = Path(str(files("sphinx_bitext.theme")))
NAMES = {"ar": ("العربية", "rtl"), "ja": ("日本語", "ltr"), "sv": ("Svenska", "ltr")}
ENGLISH = {
    "101": "Turn on two-step sign-in",
    "102": "First read about the app, and then open the settings.",
    "103": "Type set-mfa in the box.",
    "104": "REG_DWORD",
}
TEXTS = {
    "ar": ("تشغيل تسجيل الدخول بخطوتين", ("اقرأ أولاً عن ", "التطبيق", " ثم افتح الإعدادات."), "اكتب ", " في المربع."),
    "ja": (
        "2 段階サインインを有効にする",
        ("まず", "アプリの説明", "を読み、次に設定を開きます。"),
        "ボックスに ",
        " と入力します。",
    ),
    "sv": (
        "Slå på inloggning i två steg",
        ("Läs först om ", "appen", " och öppna sedan inställningarna."),
        "Skriv ",
        " i rutan.",
    ),
}


def segment(unit: int, text: str, *, first: bool = True) -> str:
    name = f' id="s{unit}"' if first else ""
    return f'<span class="bt" data-ttu="{unit}"{name}>{text}</span>'


def article(lang: str) -> str:
    title, (before, link, after), one, two = TEXTS[lang]
    cut = f'<a href="#turn-on">{segment(102, link, first=False)}</a>{segment(102, after, first=False)}'
    code = f"{one}<code>set-mfa</code>{two}"
    return "\n".join(
        (
            f'<section id="turn-on"><h1>{segment(101, title)}</h1>',
            f"<p>{segment(102, before)}{cut} {segment(103, code)}</p>",
            '<div class="table-wrap" role="region" tabindex="0" aria-label="T 1"><table><tbody><tr>',
            f"<td>{segment(104, 'REG_DWORD')}</td><td>{'HKEY_CURRENT_USER' * 6}</td>",
            "</tr></tbody></table></div>",
            f'<div class="admonition note"><p class="admonition-title">i</p><p>{title}</p></div>',
            f'<div class="highlight"><pre>{"set-mfa --all " * 20}</pre></div></section>',
        )
    )


def variables(lang: str) -> dict[str, Any]:
    name, direction = NAMES[lang]
    strings = interface_strings(lang)

    def t(key: str, **values: object) -> str:
        return strings[key].format(**values)

    alternates = [
        OtherLocale(tag, way, tag, own, url=f"{tag}.html", current=tag == lang, note="MT")
        for tag, (own, way) in NAMES.items()
    ]
    return {
        "lang": lang, "dir": direction, "content_lang": lang, "content_dir": direction, "language_name": name,
        "status": "translated", "title": TEXTS[lang][0], "site_title": t("Help center"), "home_url": "index.html",
        "head": {"robots": "NOINDEX", "canonical": None, "hreflangs": [], "asset": lambda name: f"_static/{name}"},
        "description": 'A "quoted" description', "alternates": alternates, "notes": {"MT"}, "t": t,
        "root_url": "../index.html#choose",
        "notice": {"kind": "machine", "text": t("This article was translated by machine.")},
        "english_url": "en.html", "english_json": "english.json", "updated": {"iso": "2020-09-14", "text": "2020"},
        "breadcrumbs": [
            {"title": t("Help center"), "url": "index.html"},
            {"title": "A folder", "url": None, "lang": "en"},
        ],
        "section": {"title": None, "items": [Link(TEXTS[lang][0], "#", current=True)]},
    }  # fmt: skip


def render(lang: str) -> str:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(THEME))
    return environment.get_template("page.html").render(
        bitext=variables(lang), body=article(lang), css_files=[], script_files=[], favicon_url=None,
    )  # fmt: skip


@pytest.fixture
def site(chromium: Browser, serve: Callable[[Path], str], tmp_path: Path) -> Iterator[BrowserSite]:
    shutil.copytree(THEME / "static", tmp_path / "_static")
    for lang in NAMES:
        (tmp_path / f"{lang}.html").write_text(render(lang), encoding="utf-8")
    (tmp_path / "english.json").write_text(json.dumps({"format_version": 1, "segments": ENGLISH}), encoding="utf-8")
    site = BrowserSite(serve(tmp_path), chromium)
    yield site
    site.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", sorted(NAMES))
def test_accessible_and_silent_in_every_mode(site: BrowserSite, lang: str, scheme: Scheme) -> None:
    for mode in ("off", "tap", "both"):
        page = site.open(f"{lang}.html", scheme=scheme)
        if mode != "off":
            choose(page, mode)
        if mode == "tap":
            page.locator("#s103").press("Enter")
            assert page.locator(".bt-tip").is_visible()
        assert violations(page) == []
    assert site.said == []


@pytest.mark.parametrize("lang", sorted(NAMES))
def test_nothing_scrolls_sideways(site: BrowserSite, lang: str) -> None:
    for width in (320, 390, 1280):
        page = site.open(f"{lang}.html", width=width)
        for mode in ("off", "tap", "both"):
            if mode != "off":
                choose(page, mode)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(".langs summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_english_is_fetched_once_and_only_when_asked_for(site: BrowserSite) -> None:
    page = site.open("sv.html")
    assert "english.json" not in site.requests
    assert "Turn on two-step" not in page.content()
    choose(page, "both")
    choose(page, "tap")
    assert site.requests.count("english.json") == 1
    page.goto(f"{site.url}/ja.html")  # the mode is remembered from page to page
    page.wait_for_selector(".has", state="attached")
    choose(page, "off")
    page.goto(f"{site.url}/ar.html")
    assert site.requests.count("english.json") == 2
    assert page.locator(".has, .bt-en").count() == 0


def test_both_shows_english_after_each_sentence_that_differs(site: BrowserSite) -> None:
    page = site.open("ar.html")
    choose(page, "both")
    notes = page.locator(".bt-en")
    assert notes.all_inner_texts() == [ENGLISH["101"], ENGLISH["102"], ENGLISH["103"]]
    assert notes.evaluate_all("all => all.every(e => e.lang === 'en' && e.dir === 'ltr' && e.closest('a') === null)")
    assert notes.evaluate_all("all => all.every(e => 'pagefindIgnore' in e.dataset)")


def test_keyboard_walks_from_one_tab_stop(site: BrowserSite) -> None:
    page = site.open("ar.html")
    choose(page, "tap")
    assert page.locator(".bt[tabindex='0']").count() == 1
    page.locator("input[value=tap]").press("Tab")
    place = "document.activeElement.id"
    assert page.evaluate(place) == "s101"
    for key, found in [("j", "s102"), ("ArrowLeft", "s103"), ("j", "s103"), ("ArrowRight", "s102")]:
        page.keyboard.press(key)
        assert page.evaluate(place) == found, key
    page.keyboard.press("Enter")
    tip = page.locator(".bt-tip")
    assert tip.locator("p").inner_text() == ENGLISH["102"]
    assert page.locator(".on").count() == 3  # a sentence cut into pieces acts as one
    page.keyboard.press("k")
    assert tip.locator("p").inner_text() == ENGLISH["101"]
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    assert page.evaluate(place) == "s101"
    assert page.locator(".bt[tabindex='0']").count() == 1


def test_click_opens_the_english_without_moving_the_text(site: BrowserSite) -> None:
    page = site.open("sv.html")
    choose(page, "tap")
    tip, sentence = page.locator(".bt-tip"), page.locator("#s103")
    before = page.evaluate("[document.documentElement.scrollHeight, scrollY]")
    sentence.click()
    text = tip.locator("p")
    assert (text.inner_text(), text.get_attribute("lang"), text.get_attribute("dir")) == (ENGLISH["103"], "en", "ltr")
    assert page.evaluate("[document.documentElement.scrollHeight, scrollY]") == before
    box, place = tip.bounding_box(), sentence.bounding_box()
    assert box is not None
    assert place is not None
    assert box["y"] >= place["y"] + place["height"] or box["y"] + box["height"] <= place["y"]
    sentence.click()
    assert not tip.is_visible()
    page.locator("#s102 + a").click()  # a link inside a sentence stays a link
    assert page.url.endswith("#turn-on")
    assert not tip.is_visible()


def test_hover_opens_and_the_pointer_can_reach_the_box(site: BrowserSite) -> None:
    page = site.open("ja.html")
    choose(page, "tap")
    tip = page.locator(".bt-tip")
    page.locator("#s103").hover()
    tip.wait_for(state="visible")
    tip.hover()
    page.wait_for_timeout(600)
    assert tip.is_visible()
    page.mouse.move(2, 2)
    tip.wait_for(state="hidden")


def test_a_failed_fetch_is_said_and_falls_back(site: BrowserSite) -> None:
    page = site.open("sv.html")
    page.route("**/english.json", lambda route: route.abort())
    page.locator("input[value=both]").click(force=True)
    failed = page.locator("[role=alert]")
    failed.wait_for()
    assert failed.inner_text() == interface_strings("sv")["The English text could not be loaded."]
    assert page.locator("input[value=off]").is_checked()
    assert page.locator(".bt-en").count() == 0


def test_permalink_marks_the_whole_sentence(site: BrowserSite) -> None:
    page = site.open("sv.html#s102")
    assert page.locator(".linked").count() == 3
    assert page.locator("#s102").evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_light_or_dark_is_remembered(site: BrowserSite) -> None:
    page = site.open("sv.html", scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator(".shade").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    page.locator(".shade").click()
    assert page.evaluate(ground) == light
    page.emulate_media(color_scheme="dark")  # nothing is remembered now: the system leads again
    assert page.evaluate(ground) == dark


def test_without_script_the_page_is_whole(site: BrowserSite) -> None:
    page = site.open("ar.html", script=False)
    assert not page.locator(".modes").is_visible()
    assert not page.locator(".shade").is_visible()
    assert page.locator(".notice a[hreflang=en]").is_visible()
    page.locator(".langs summary").click()
    link = page.locator(".langs a[hreflang=sv]")
    assert link.is_visible()
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("sv", "ltr")
    assert page.locator("article").get_attribute("dir") == "rtl"
    assert page.locator("pre").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_folder_without_a_page_is_text_in_its_own_language(site: BrowserSite) -> None:
    page = site.open("ar.html")
    last = page.locator(".crumbs li").last
    assert (last.inner_text(), last.locator("a").count()) == ("A folder", 0)
    assert last.locator("[lang=en]").count() == 1


def test_head_says_what_the_article_says(site: BrowserSite) -> None:
    page = site.open("ar.html")
    assert page.locator("meta[name=robots]").get_attribute("content") == "NOINDEX"
    assert page.locator("meta[name=description]").get_attribute("content") == 'A "quoted" description'
    assert page.locator("html").get_attribute("lang") == "ar"
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("time").get_attribute("datetime") == "2020-09-14"
