"""Pages in a browser, for the tests of the theme: everything their consoles say is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Scheme = Literal["light", "dark"]


@dataclass
class BrowserSite:
    """Served pages, a fresh browser context a page, and everything the consoles said."""

    url: str
    browser: Browser
    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    """Every host that was asked for something."""

    def open(
        self,
        path: str,
        *,
        width: int = 1280,
        scheme: Scheme = "light",
        script: bool = True,
        languages: Sequence[str] = ("en-US",),
    ) -> Page:
        context: BrowserContext = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        wanted = f"Object.defineProperty(navigator, 'languages', {{ get: () => {list(languages)!r} }})"
        context.add_init_script(wanted)
        page = context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.requests.append(request.url.rsplit("/", 1)[-1]))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.goto(f"{self.url}/{path}")
        return page

    def close(self) -> None:
        for context in self.browser.contexts:
            context.close()


def choose(page: Page, mode: str) -> None:
    """Switch English on demand and wait until it is there."""
    page.locator(f"input[value={mode}]").check(force=True)
    page.wait_for_function("mode => document.documentElement.dataset.mode === mode", arg=mode)
    if mode != "off":
        page.wait_for_selector(".has" if mode == "tap" else ".bt-en", state="attached")


def violations(page: Page) -> list[Any]:
    """Return what axe finds: rule and elements."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [(item["id"], [node["html"] for node in item["nodes"]]) for item in found]
