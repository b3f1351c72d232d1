"""Addresses that have moved: pages, `_redirects`, an nginx map; chains end, circles and bad targets are findings."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from small_site import BASE, publish, tree, write_project

from sphinx_bitext.markup.redirections import parse_redirections
from sphinx_bitext.model import Finding
from sphinx_bitext.publish.linkcheck import check_links
from sphinx_bitext.settings import Settings
from sphinx_bitext.workflows.moved import NOT_ALLOWED, NOT_THERE, Places, Target
from sphinx_bitext.workflows.project import Project

LIST = ".openpublishing.redirection.json"


def write_list(file: Path, *entries: tuple[str, str]) -> None:
    rows = [{"source_path": source, "redirect_url": url, "redirect_document_id": False} for source, url in entries]
    file.write_text(json.dumps({"redirections": rows}, indent=1), encoding="utf-8")


def said(findings: list[Finding]) -> list[tuple[str, str, int]]:
    return [(one.code, one.article, one.line) for one in findings if one.code.startswith("redirect-")]


@pytest.fixture(scope="module", params=[False, True], ids=["html", "dirhtml"])
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return the small project with a list at its top and an article that says itself where it went."""
    settings = Settings(base_url=BASE, dirhtml=request.param, link_base="https://other.example/{locale}")
    project = write_project(tmp_path_factory.mktemp("moved"), settings)
    write_list(
        project.root / LIST,
        ("docset/old.md", "/product/guide/boats#oars"),
        ("docset/guide/older.md", "/product/old"),
        ("docset/guide/old é.md", "https://elsewhere.example/a?b=c&d"),
        ("docset/foreign.md", "/something/else?view=1"),
        ("docset/only-english.md", "english.md"),
        ("docset/moved-again.md", "stub.md"),
    )
    english = project.english_dir / "english.md"
    english.write_text(english.read_text(encoding="utf-8") + "\nSee [older](guide/older.md).\n", encoding="utf-8")
    stub = "---\nredirect_url: guide/boats.md\n---\n"
    (project.english_dir / "stub.md").write_text(stub, encoding="utf-8")
    built = publish(project)
    assert said(built.findings) == []
    return project


def moved_page(project: Project, locale: str, docname: str) -> BeautifulSoup:
    file = f"{docname}/index.html" if project.settings.dirhtml else f"{docname}.html"
    return BeautifulSoup((project.html_folder(locale) / file).read_bytes(), "lxml")


def target(project: Project, locale: str, docname: str) -> str:
    page = moved_page(project, locale, docname)
    (refresh,), (link,) = page.select("meta[http-equiv=refresh]"), page.select("a")
    assert refresh["content"] == f"0; url={link['href']}"
    assert page.select_one("meta[name=robots][content=noindex]")
    assert not page.select("script, style")
    return str(link["href"])


def test_pages_send_their_readers_on(project: Project) -> None:
    up, suffix = ("../", "/") if project.settings.dirhtml else ("", ".html")
    assert target(project, "sv-SE", "old") == f"{up}guide/boats{suffix}#oars"
    assert target(project, "sv-SE", "guide/older") == f"{up}boats{suffix}#oars", "a chain is followed to its end"
    assert target(project, "ar-SA", "guide/old é") == "https://elsewhere.example/a?b=c&d"
    assert target(project, "ar-SA", "foreign") == "https://other.example/ar-sa/something/else?view=1"
    assert target(project, "en-US", "stub") == f"{up}guide/boats{suffix}"
    assert target(project, "sv-SE", "moved-again") == f"{up}guide/boats{suffix}"
    (canonical,) = moved_page(project, "sv-SE", "old").select("link[rel=canonical]")
    assert canonical["href"] == f"{BASE}sv-se/guide/boats{suffix}"
    link = moved_page(project, "sv-SE", "english").select_one("article p a")
    assert link is not None
    assert link["href"] == f"{up}guide/boats{suffix}", "links in articles lead there at once"
    assert check_links(project.html_dir, BASE).broken == []


def test_hosts_read_the_same_table(project: Project) -> None:
    lines = (project.html_dir / "_redirects").read_text(encoding="utf-8").splitlines()
    rules = [line.split(" ") for line in lines if not line.startswith("#")]
    assert all(len(rule) == 3 and rule[2] == "301" for rule in rules)
    table = {old: new for old, new, _ in rules}
    assert len(table) == len(rules) == 3 * 7 * 2
    suffix = "/" if project.settings.dirhtml else ".html"
    assert table["/docs/sv-se/old"] == table[f"/docs/sv-se/old{suffix}"] == f"/docs/sv-se/guide/boats{suffix}#oars"
    assert f"/docs/ar-sa/guide/old%20%C3%A9{suffix}" in table
    nginx = (project.output_dir / "redirects.nginx.map").read_text(encoding="utf-8")
    pairs = dict(re.findall(r'^"([^"]*)" (\S+);$', nginx, re.MULTILINE))
    assert len(pairs) == len(table)
    assert pairs[f"/docs/ar-sa/guide/old é{suffix}"] == "https://elsewhere.example/a?b=c&d"


def test_sitemaps_leave_out_what_has_moved(project: Project) -> None:
    assert "old" not in (project.html_dir / "sitemap.sv-se.xml").read_text(encoding="utf-8")


def test_redirects_are_the_same_after_another_run_and_go_with_their_list(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings())
    write_list(project.english_dir / LIST, ("old.md", "guide/boats.md"))
    publish(project)
    before = tree(project.html_dir)
    assert target(project, "sv-SE", "old") == "guide/boats.html"
    publish(project, "sv-SE")
    assert tree(project.html_dir) == before
    (project.english_dir / LIST).unlink()
    publish(project)
    assert not [name for name in tree(project.html_dir) if "old" in name or name == "_redirects"]
    assert not (project.output_dir / "redirects.nginx.map").exists()


def test_what_cannot_be_used_is_a_finding_at_its_place(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings())
    text = "---\nms.date: 03/04/2024\nredirect_url: guide/boats.md\n---\n\n# Still here\n\nText.\n"
    (project.english_dir / "still-here.md").write_text(text, encoding="utf-8")
    (project.english_dir / LIST).write_text(
        """{ "redirections": [
  // a comment, and "redirect_url": "in it"
  { "source_path": "a.md", "redirect_url": "b.md" },
  { "source_path": "b.md", "redirect_url": "c.md" },
  { "source_path": "c.md",
    "redirect_url": "a.md" },
  { "source_path": "into-the-circle.md", "redirect_url": "a.md" },
  { "source_path": "hidden.md", "redirect_url": "guide/boats.md" },
  { "source_path": "d.md", "redirect_url": "javascript:alert(1)" },
  { "source_path": "e.md", "redirect_url": "http://elsewhere.example/" },
  { "source_path": "f.md", "redirect_url": "//elsewhere.example/" },
  { "source_path": "g.md", "redirect_url": "gone.md" },
  { "source_path": "to-g.md", "redirect_url": "g.md" },
  { "source_path": "h.md", "redirect_url": "guide/boats.md" },
  { "source_path": "h.md", "redirect_url": "index.md" },
  { "source_path": "index.md", "redirect_url": "guide/boats.md" },
  { "source_path": "../../out.md", "redirect_url": "guide/boats.md" },
  { "source_path": "i.md", "redirect_url": "https://a.example/\\n/evil 200" },
  { "source_path": "j.md" },
  "k",
  { "source_path": "l.md", "redirect_url": """,
        encoding="utf-8",
    )
    built = publish(project, "sv-SE")
    assert said(sorted(built.findings, key=lambda one: (one.path, one.line))) == [
        ("redirect-loop", "a", 3),
        ("redirect-loop", "b", 4),
        ("redirect-loop", "c", 6),
        ("redirect-loop", "into-the-circle", 7),
        ("redirect-hidden", "hidden", 8),
        ("redirect-target", "d", 9),
        ("redirect-target", "e", 10),
        ("redirect-target", "f", 11),
        ("redirect-target", "g", 12),
        ("redirect-target", "to-g", 13),
        ("redirect-syntax", "h", 15),
        ("redirect-hidden", "index", 16),
        ("redirect-syntax", "../../out", 17),
        ("redirect-target", "i", 18),
        ("redirect-syntax", "", 19),
        ("redirect-syntax", "", 20),
        ("redirect-syntax", "", 21),
        ("redirect-hidden", "still-here", 3),
    ]
    lines = (project.html_dir / "_redirects").read_text(encoding="utf-8").splitlines()[1:]
    assert sorted({line.split(" ")[0].rpartition("/")[2] for line in lines}) == ["h", "h.html"]
    assert "Text." in (project.html_folder("sv-SE") / "still-here.html").read_text(encoding="utf-8")


def test_a_moved_page_never_takes_the_address_of_another(tmp_path: Path) -> None:
    project = write_project(tmp_path, Settings())
    (project.english_dir / "index.md").unlink()
    write_list(project.english_dir / LIST, ("guide.md", "index.md"))
    assert said(publish(project).findings) == []
    lines = (project.html_dir / "_redirects").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split(" ")[0] for line in lines] == [f"/{tag}/guide.html" for tag in ("en-us", "ar-sa", "sv-se")]
    before = tree(project.html_dir / "sv-se")
    project = dataclasses.replace(project, settings=Settings(dirhtml=True))
    assert [code for code, *_ in said(publish(project).findings)] == ["redirect-hidden"]
    assert b"Guide" in tree(project.html_dir / "sv-se")["guide/index.html"]
    assert before != tree(project.html_dir / "sv-se")


def test_folders_of_docsets_and_products_are_left_out_as_the_tree_shows() -> None:
    places = Places({"admin/users", "admin/index", "intro"})
    paths = ["docs/admin/old", "docs/gone/old", "docs/old", "admin/older", "top", "source/en-US/admin/x"]
    assert places.of_sources(paths, "source/en-US/") == [
        "admin/old",
        "gone/old",
        "old",
        "admin/older",
        "top",
        "admin/x",
    ]
    found = Places({"admin/users", "admin/index", "intro"}, {"gone"}, Settings(base_url=BASE)).of_urls(
        {
            "1": "/product/admin/users",
            "2": "/sv-se/product/intro?view=x#y",
            "3": "/product/users",
            "4": BASE + "en-us/admin/",
            "5": "/docs/intro.html",
            "6": "admin/../gone",
            "7": "../intro",
            "8": "mailto:a@b.example",
            "9": "https:intro",
            "10": "https://[bad",
            "11": "/docs\\intro",
        }
    )
    assert found == {
        "1": Target("admin/users"),
        "2": Target("intro", fragment="y"),
        "3": NOT_THERE,
        "4": Target("admin/index"),
        "5": Target("intro"),
        "6": Target("gone"),
        "7": NOT_THERE,
        "8": NOT_ALLOWED,
        "9": NOT_ALLOWED,
        "10": NOT_ALLOWED,
        "11": NOT_ALLOWED,
    }


@pytest.mark.parametrize("text", ["", "[]", '{"redirections": {}}', "[" * 100_000, '{"redirections": [' * 2, "/*" * 9])
def test_no_list_is_too_damaged_to_read(text: str) -> None:
    assert all(entry.problem for entry in parse_redirections(text))
