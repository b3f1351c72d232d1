"""What is written beside the pages: sitemaps, robots.txt, 404 pages; and pages with a folder each."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from small_site import BASE, publish, tree, write_project

from sphinx_bitext.publish.linkcheck import check_links
from sphinx_bitext.publish.shared import remove_unnamed
from sphinx_bitext.publish.sitemaps import MAX_BYTES, MAX_URLS, render_sitemaps
from sphinx_bitext.settings import Settings
from sphinx_bitext.theme.assets import theme_assets
from sphinx_bitext.workflows.project import Project

SCHEMA = etree.XMLSchema(etree.fromstring((Path(__file__).parent / "sitemap.xsd").read_bytes()))
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module", params=[False, True], ids=["html", "dirhtml"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small project, published."""
    settings = Settings(base_url=BASE, dirhtml=request.param)
    project = write_project(tmp_path_factory.mktemp("site"), settings)
    built = publish(project)
    assert [finding for finding in built.findings if finding.code in ("withheld", "odd-name", "broken-link")] == []
    return project


def page(project: Project, locale: str, docname: str) -> BeautifulSoup:
    in_folder = project.settings.dirhtml and docname.rpartition("/")[2] not in ("index", "404")
    file = project.html_folder(locale) / (f"{docname}/index.html" if in_folder else f"{docname}.html")
    return BeautifulSoup(file.read_bytes(), "lxml")


def address(project: Project, locale: str, docname: str) -> str:
    if not project.settings.dirhtml:
        return f"{BASE}{locale}/{docname}.html"
    return f"{BASE}{locale}/{docname}/".replace("/index/", "/")


def locations(file: Path) -> list[str]:
    document = etree.parse(file)
    SCHEMA.assertValid(document)
    return [element.text or "" for element in document.iter(f"{NAMESPACE}loc")]


def test_everything_on_the_pages_leads_somewhere(project: Project) -> None:
    found = check_links(project.html_dir, BASE)
    assert found.broken == []
    assert found.pages == 3 * 6 + 2
    assert found.links > 200


def test_sitemaps_list_what_may_be_found_where_it_is(project: Project) -> None:
    names = ["sitemap.ar-sa.xml", "sitemap.en-us.xml", "sitemap.sv-se.xml"]
    assert locations(project.html_dir / "sitemap.xml") == [BASE + name for name in names]
    wanted = [address(project, "sv-se", name) for name in ("guide/boats", "index")]
    assert locations(project.html_dir / "sitemap.sv-se.xml") == wanted
    english = [address(project, "en-us", name) for name in ("english", "guide/boats", "guide/index", "index")]
    assert locations(project.html_dir / "sitemap.en-us.xml") == english
    text = (project.html_dir / "sitemap.sv-se.xml").read_text(encoding="utf-8")
    assert "<lastmod>2024-05-06</lastmod>" in text
    robots = (project.html_dir / "robots.txt").read_text(encoding="utf-8")
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n"


def test_pages_name_their_own_address_and_their_translations(project: Project) -> None:
    head = page(project, "ar-SA", "guide/boats")
    links = {str(link["hreflang"]): link["href"] for link in head.select("link[rel=alternate]")}
    assert links == {
        "ar-SA": address(project, "ar-sa", "guide/boats"),
        "en": address(project, "en-us", "guide/boats"),
        "sv": address(project, "sv-se", "guide/boats"),
        "x-default": address(project, "en-us", "guide/boats"),
    }
    (canonical,) = page(project, "sv-SE", "english").select("link[rel=canonical]")
    assert canonical["href"] == address(project, "en-us", "english")


def test_a_404_page_works_at_any_depth(project: Project) -> None:
    for found in (page(project, "sv-SE", "404"), BeautifulSoup((project.html_dir / "404.html").read_bytes(), "lxml")):
        links = [str(tag.get("href") or tag.get("src")) for tag in found.select("[href], [src]")]
        assert links
        assert all(link.startswith(("/docs/", "#")) for link in links)
        assert [tag["content"] for tag in found.select("meta[name=robots]")] == ["noindex"]
    heading = page(project, "sv-SE", "404").h1
    assert heading is not None
    assert heading.text == "Sidan hittades inte"


def test_images_and_theme_are_there_once(project: Project) -> None:
    assert len(list(project.html_dir.rglob("boat*.png"))) == 1
    assert {path.name for path in project.html_dir.rglob("*.css")} == {
        theme_assets()[name].name for name in ("bitext.css", "bitext-root.css")
    }


def test_the_same_site_comes_out_of_one_run_or_of_several(project: Project, tmp_path: Path) -> None:
    other = write_project(tmp_path, project.settings)
    publish(other)
    assert tree(other.html_dir) == tree(project.html_dir)
    article = other.english_dir / "english.md"
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("---", "") + "\nMore.\n", encoding="utf-8")
    publish(other)
    article.write_text(text, encoding="utf-8")
    publish(other, "sv-SE")
    publish(other)
    assert tree(other.html_dir) == tree(project.html_dir)


def test_a_site_without_an_address_has_no_sitemap(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings(base_url=BASE))
    publish(project)
    project = dataclasses.replace(project, settings=Settings())
    publish(project)
    assert {path.name for path in project.html_dir.iterdir() if path.is_file()} == {"404.html", "index.html"}
    assert page(project, "sv-SE", "index").select("link[rel=canonical], link[rel=alternate]") == []
    assert check_links(project.html_dir).broken == []


def test_pages_may_get_a_folder_each_and_lose_it_again(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings())
    publish(project)
    before = tree(project.html_dir)
    publish(dataclasses.replace(project, settings=Settings(dirhtml=True)))
    assert not (project.html_folder("sv-SE") / "hidden.html").exists()
    publish(project)
    assert tree(project.html_dir) == before


def test_two_articles_never_share_an_address(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings(dirhtml=True))
    (project.english_dir / "guide.md").write_text("# Guide of guides\n", encoding="utf-8")
    built = publish(project, "sv-SE")
    assert built.withheld == ["en-US/guide", "sv-SE/guide"]
    assert {(one.code, one.article) for one in built.findings if one.code == "odd-name"} == {("odd-name", "guide")}
    assert "Guide of guides" not in (project.html_folder("en-US") / "guide" / "index.html").read_text(encoding="utf-8")


def test_sitemaps_are_split_at_the_limits_of_the_protocol() -> None:
    rows = [(f"https://a.example/{number}?a=1&b", "2024-01-02") for number in range(MAX_URLS + 1)]
    files = dict(render_sitemaps("sitemap.sv", rows))
    assert list(files) == ["sitemap.sv.xml", "sitemap.sv.2.xml"]
    assert [text.count("<url>") for text in files.values()] == [MAX_URLS, 1]
    for text in files.values():
        SCHEMA.assertValid(etree.fromstring(text.encode()))
    long = [(f"https://a.example/{'x' * 2000}/{number}", "") for number in range(30_000)]
    assert all(len(text.encode()) <= MAX_BYTES for _, text in render_sitemaps("s", long))
    assert dict(render_sitemaps("s", [])) == {}


def test_shared_files_stay_as_long_as_a_locale_names_them(tmp_path: Path) -> None:
    for name in ("_static/old.1.css", "_static/older.2.css", "_images/a.3.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    lists = [tmp_path / "sv.json", tmp_path / "ar.json"]
    lists[0].write_text('["_static/old.1.css"]', encoding="utf-8")
    remove_unnamed(tmp_path, lists)
    assert len(list(tmp_path.glob("_*/*"))) == 3, "a locale without a list may name anything"
    lists[1].write_text('["_images/a.3.png"]', encoding="utf-8")
    remove_unnamed(tmp_path, lists)
    assert sorted(path.name for path in tmp_path.glob("_*/*")) == ["a.3.png", "old.1.css"]
