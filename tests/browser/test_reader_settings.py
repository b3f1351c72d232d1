"""What readers set in their systems, and paper: forced colours, less motion, print."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser_site import BrowserSite, choose, violations
from test_sentence_links import ACTIONS, ENGLISH, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
GROUND = "e => getComputedStyle(e).backgroundColor"


@pytest.fixture
def site(chromium: Browser, serve: Callable[[Path], str], tmp_path: Path) -> Iterator[BrowserSite]:
    shutil.copytree(Path(str(files("sphinx_bitext.theme"))) / "static", tmp_path / "_static")
    (tmp_path / "ar.html").write_text(render("ar", ACTIONS), encoding="utf-8")
    (tmp_path / "english.json").write_text(f'{{"segments": {{"102": "{ENGLISH["102"]}"}}}}', encoding="utf-8")
    site = BrowserSite(serve(tmp_path), chromium)
    yield site
    site.close()


def test_paper_is_light_and_holds_no_controls(site: BrowserSite) -> None:
    page = site.open("ar.html", scheme="dark")
    choose(page, "both")
    dark = page.locator("body").evaluate(GROUND)
    page.emulate_media(media="print")
    assert page.locator("body").evaluate(GROUND) == "rgb(255, 255, 255)" != dark
    for name in (".shade", ".modes", ".feedback", ".up", ".keys"):
        assert page.locator(name).count() == 1
        assert not page.locator(name).is_visible(), name
    assert page.locator(".bt-en").is_visible(), "English that was asked for is printed"
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.locator("body").evaluate(GROUND) == "rgb(255, 255, 255)"


def test_less_motion_is_no_smooth_scrolling(site: BrowserSite) -> None:
    page = site.open("ar.html")
    behavior = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behavior) == "smooth"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(behavior) == "auto"
    moving = "e => getComputedStyle(e).transitionDuration + getComputedStyle(e).animationName"
    assert set(page.locator("*").evaluate_all(f"all => all.map({moving})")) == {"0snone"}


def test_forced_colours_show_what_is_chosen_and_what_is_marked(site: BrowserSite) -> None:
    page = site.open("ar.html#s101")
    page.emulate_media(forced_colors="active")
    choose(page, "tap")
    page.locator("#s102").press("Enter")
    chosen = page.locator(".modes input:checked + span").evaluate(GROUND)
    plain = page.locator(".modes input[value=off] + span").evaluate(GROUND)
    assert chosen != plain
    assert page.locator("#s101").evaluate(GROUND) == page.locator("#s102").evaluate(GROUND) == chosen
    assert page.locator(".bt-tip").evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert [rule for rule, _ in violations(page)] == ["page-has-heading-one"], "this page is a list of sentences"
