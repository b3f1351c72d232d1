"""Constructs of the platform's Markdown in a browser: accessible, silent, usable without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser_site import BrowserSite, Scheme, violations

from sphinx_bitext.publish.build import build
from sphinx_bitext.workflows.project import load_project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

DOT = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
ARTICLE = f"""# {{title}}

> [!VIDEO https://videos.example/embed/1]

> [!div class="nextstepaction"]
> [{{next}}](other.md)

> [!div class="checklist"]
> * {{one}}
> * {{two}}

:::row:::
:::column:::
### {{left}}

{{one}}
:::column-end:::
:::column span="2":::
{{two}}
:::column-end:::
:::row-end:::

::: moniker range=">= app-2.0"

{{one}}

::: moniker-end

:::code language="python" source="app.py" highlight="1":::

## {{tabs}}

# [{{left}}](#tab/left)

{{one}}

### {{inside}}

# [{{right}}](#tab/right)

{{two}} ![{{right}}]({DOT})

---

{{end}}
"""
ENGLISH = {
    "title": "Constructs", "next": "Go on", "one": "The first.", "two": "The second.", "left": "Left", "tabs": "Tabs",
    "inside": "Inside", "right": "Right", "end": "The end.",
}  # fmt: skip
ARABIC = {
    "title": "التراكيب", "next": "متابعة", "one": "الأول.", "two": "الثاني.", "left": "يسار", "tabs": "علامات",
    "inside": "داخل", "right": "يمين", "end": "النهاية.",
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("constructs")
    front = "---\ntitle: T\nms.translationtype: HT\nms.contentlocale: ar-SA\n---\n\n"
    for locale, text in (("en-US", ARTICLE.format(**ENGLISH)), ("ar-SA", front + ARTICLE.format(**ARABIC))):
        folder = root / "source" / locale
        folder.mkdir(parents=True)
        (folder / "page.md").write_text(text, encoding="utf-8")
        (folder / "other.md").write_text(text, encoding="utf-8")
    (root / "source" / "en-US" / "app.py").write_text("import sys\nprint(sys.argv)\n", encoding="utf-8")
    project = load_project(root / "source", root / "locale", root / "build")
    assert build(project, ()).withheld == []
    return project.html_dir


@pytest.fixture
def site(chromium: Browser, serve: Callable[[Path], str], pages: Path) -> Iterator[BrowserSite]:
    site = BrowserSite(serve(pages), chromium)
    yield site
    site.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-us", "ar-sa"])
def test_constructs_are_accessible_and_silent(site: BrowserSite, locale: str, scheme: Scheme, width: int) -> None:
    page = site.open(f"{locale}/page.html", scheme=scheme, width=width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert site.said == []


@pytest.mark.parametrize("script", [True, False])
def test_tabs_work_by_keyboard_and_without_a_script(site: BrowserSite, script: bool) -> None:
    page = site.open("en-us/page.html", script=script)
    left, right = page.locator(".tab").nth(0), page.locator(".tab").nth(1)
    assert (left.is_visible(), right.is_visible()) == (True, False)
    page.locator(".tabs input").first.focus()
    page.keyboard.press("ArrowRight")
    assert (left.is_visible(), right.is_visible()) == (False, True)
    page.locator(".tabs label").first.click()
    assert (left.is_visible(), right.is_visible()) == (True, False)


def test_a_link_into_a_hidden_tab_shows_it(site: BrowserSite) -> None:
    page = site.open("en-us/page.html#right")
    assert page.locator(".tab").nth(1).is_visible()


def test_paper_shows_all_tabs(site: BrowserSite) -> None:
    page = site.open("en-us/page.html")
    page.emulate_media(media="print")
    assert [tab.is_visible() for tab in page.locator(".tab").all()] == [True, True]


def test_columns_stand_beside_each_other_where_there_is_room(site: BrowserSite) -> None:
    def tops(width: int) -> list[float]:
        page = site.open("ar-sa/page.html", width=width)
        found: list[float] = page.eval_on_selector_all(
            ".cell", "cells => cells.map((cell) => cell.getBoundingClientRect().top)"
        )
        return found

    wide, narrow = tops(1280), tops(320)
    assert wide[0] == wide[1]
    assert narrow[0] < narrow[1]
