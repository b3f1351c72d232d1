# ruff: noqa: ANN401 (soup is of any type)
"""What the head of a page tells search engines, with and without an address of the site."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx_fake_site import FakeSite

from sphinx_bitext.markup.robots import forbids_index
from sphinx_bitext.model import Alternate

BASE = "https://help.example.org/docs/"
ALL = [
    Alternate("en-US", None, False),
    Alternate("sv-SE", None, False),
    Alternate("ar-SA", None, False),
    Alternate("zh-CN", None, True),
    Alternate("ja-JP", None, False, noindex=True),
]


def hreflangs(soup: Any) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate]")}


def canonical(soup: Any) -> str | None:
    link = soup.select_one("link[rel=canonical]")
    return str(link["href"]) if link else None


def test_a_page_names_itself_and_the_locales_that_may_be_found(site: FakeSite) -> None:
    site.put("a/x y", "# X")
    site.others["a/x y"] = ALL
    site.build(bitext_base_url=BASE)
    soup = site.soup("a/x y")
    assert canonical(soup) == BASE + "sv-se/a/x%20y.html"
    assert hreflangs(soup) == {
        "ar-SA": BASE + "ar-sa/a/x%20y.html",
        "en": BASE + "en-us/a/x%20y.html",
        "sv": BASE + "sv-se/a/x%20y.html",
        "x-default": BASE + "en-us/a/x%20y.html",
    }


def test_nothing_names_an_address_that_nobody_gave(site: FakeSite) -> None:
    site.put("a", "# X")
    site.others["a"] = ALL
    site.build()
    assert (canonical(site.soup("a")), hreflangs(site.soup("a"))) == (None, {})


def test_pages_that_may_not_be_found_name_no_other_language(site: FakeSite) -> None:
    site.put("a", "# X", robots="NOINDEX, NOFOLLOW")
    site.others["a"] = [Alternate("en-US", None, False), Alternate("sv-SE", None, False, noindex=True)]
    site.build(bitext_base_url=BASE)
    assert (canonical(site.soup("a")), hreflangs(site.soup("a"))) == (BASE + "sv-se/a.html", {})
    assert site.soup("index").select_one("meta[name=robots]")["content"] == "noindex"


def test_the_one_address_of_an_english_copy_is_that_of_the_english(site: FakeSite) -> None:
    site.put("a", "# X", status="english-only")
    site.put("b", "# Y")
    site.others["a"] = [Alternate("en-US", None, False), Alternate("sv-SE", None, True)]
    site.others["b"] = [Alternate("sv-SE", None, False)]
    site.build(bitext_base_url=BASE)
    assert (canonical(site.soup("a")), hreflangs(site.soup("a"))) == (BASE + "en-us/a.html", {})
    assert hreflangs(site.soup("b")) == {}, "a page in one language has no others"
    assert site.soup("index").select_one("meta[name=robots]") is None


def test_a_page_is_written_again_when_another_locale_hides_it(site: FakeSite) -> None:
    site.put("a", "# X")
    site.others["a"] = [Alternate("en-US", None, False), Alternate("sv-SE", None, False)]
    site.build(bitext_base_url=BASE)
    assert "x-default" in hreflangs(site.soup("a"))
    site.others["a"][0] = Alternate("en-US", None, False, noindex=True)
    site.build(bitext_base_url=BASE)
    assert hreflangs(site.soup("a")) == {}


@pytest.mark.parametrize(
    ("robots", "forbidden"),
    [("NOINDEX, NOFOLLOW", True), ("none", True), ("nofollow,noindex", True), ("nofollow", False), (None, False)],
)
def test_what_keeps_a_page_out_of_search_engines(robots: str | None, forbidden: bool) -> None:
    assert forbids_index(robots) is forbidden
