"""The link check finds what is broken on published pages, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from sphinx_bitext.publish.linkcheck import check_links

BASE = "https://help.example.org/docs/"
GOOD = {
    "index.html": '<a href="sv/a.html#x">a</a> <a href="sv/">b</a> <a href="https://else.example/gone">c</a>',
    "sv/index.html": '<a href="../">up</a> <img src="../_images/p.png">',
    "sv/a.html": '<p id="x"></p><a href="#x">x</a> <a href="#top">top</a> <a href="/docs/sv/">s</a>'
    f'<link rel="canonical" href="{BASE}sv/a.html">',
    "_images/p.png": "",
}
ALTERNATES = '<link rel="alternate" hreflang="{0}" href="' + BASE + '{0}/b.html">'
INDEX = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{BASE}sitemap.sv.xml</loc></sitemap></sitemapindex>'
SITEMAP = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{BASE}sv/PAGE</loc></url></urlset>'


def broken(folder: Path, more: Mapping[str, str], base: str = BASE) -> list[str]:
    for name, text in {**GOOD, **more}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        content = text if name.endswith((".xml", ".txt")) else f"<!DOCTYPE html><html><body>{text}</body></html>"
        (folder / name).write_text(content, encoding="utf-8")
    return [f"{one.file}: {one.message}" for one in check_links(folder, base).broken]


def test_nothing_is_said_of_a_good_site(tmp_path: Path) -> None:
    assert broken(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ('<a href="gone.html">g</a>', "leads nowhere: gone.html"),
        ('<a href="../../out.html">g</a>', "leads nowhere: ../../out.html"),
        ('<a href="/other/place">g</a>', "leads nowhere: /other/place"),
        ('<img src="p.png">', "leads nowhere: p.png"),
        ('<script src="p.js"></script>', "leads nowhere: p.js"),
        ('<fieldset data-english="a.json"></fieldset>', "leads nowhere: a.json"),
        ('<a href="a.html#y">g</a>', "no such place on the page: sv/a.html#y"),
        ('<a href="#y">g</a>', "no such place on the page: #y"),
        ('<a href="http://[bad">g</a>', "not an address: http://[bad"),
        ('<meta http-equiv="refresh" content="0; url=gone.html">', f"leads nowhere: {BASE}sv/gone.html"),
        ('<meta http-equiv="refresh" content="0; url=b.html">', "the page sends its readers to itself"),
        (f'<link rel="canonical" href="{BASE}sv/">', f"the canonical page names another one: {BASE}sv/"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named(tmp_path: Path, page: str, said: str) -> None:
    assert f"sv/b.html: {said}" in broken(tmp_path, {"sv/b.html": page})


def test_readers_are_sent_on_once(tmp_path: Path) -> None:
    first, second = (f'<meta http-equiv="refresh" content="0; url={name}">' for name in ("c.html", "a.html"))
    found = broken(tmp_path, {"sv/b.html": first, "sv/c.html": second})
    assert found == [f"sv/b.html: the page sends its readers to one that sends them on: {BASE}sv/c.html"]


def test_language_links_are_returned(tmp_path: Path) -> None:
    both = ALTERNATES.format("sv") + ALTERNATES.format("ar")
    pages = {f"{lang}/b.html": f'<link rel="canonical" href="{BASE}{lang}/b.html">{both}' for lang in ("sv", "ar")}
    assert broken(tmp_path, pages) == []
    pages["ar/b.html"] = f'<link rel="canonical" href="{BASE}ar/b.html">'
    assert broken(tmp_path, pages) == [f"sv/b.html: the language link is not returned: ar {BASE}ar/b.html"]


def test_sitemaps_list_pages_that_may_be_found(tmp_path: Path) -> None:
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"
    files = {"sitemap.xml": INDEX, "robots.txt": robots, "sitemap.sv.xml": SITEMAP.replace("PAGE", "a.html")}
    assert broken(tmp_path, files) == []
    files["sitemap.sv.xml"] = SITEMAP.replace("PAGE", "index.html")
    files["robots.txt"] = "User-agent: *\n"
    assert broken(tmp_path, files) == [
        "robots.txt: does not name the sitemap",
        f"sitemap.sv.xml: not a page that may be found: {BASE}sv/index.html",
    ]


def test_a_site_of_unknown_address_is_checked_too(tmp_path: Path) -> None:
    pages = {"sv/a.html": '<p id="x"></p><a href="/sv/">s</a> <a href="/docs/">s</a>'}
    assert broken(tmp_path, pages, "") == ["sv/a.html: leads nowhere: /docs/"]
