"""Builds as a whole: odd documents, repeated builds, many processes, extraction."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path
from typing import Any

import polib
import pytest
import sphinx.util.docutils
from sphinx.application import Sphinx
from sphinx.errors import ConfigError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx_fake_site import FakeSite, sentence

from sphinx_bitext.markup.marks import MarkKind, opening
from sphinx_bitext.model import Page
from sphinx_bitext.sphinxext import packed, reading, speed
from sphinx_bitext.sphinxext.project import name_problem


def fill(site: FakeSite, count: int = 30) -> None:
    for number in range(count):
        folder = f"mapp{number % 3}"
        site.put(
            f"{folder}/sida{number:03}",
            f"# {sentence('101', f'Sida {number}')}\n\n{sentence('102', 'Text **fet**.')} [n](sida{number + 3:03}.md)\n"
            f"\n```python\nx = {number}\n```\n\n> [!NOTE]\n> {sentence('103', 'Obs.')}\n",
            title=f"Sida {number}",
        )


def output(site: FakeSite) -> dict[str, bytes]:
    files = (path for path in site.outdir.rglob("*") if path.is_file())
    return {path.relative_to(site.outdir).as_posix(): path.read_bytes() for path in files}


def html_of(site: FakeSite) -> dict[str, bytes]:
    return {name: data for name, data in output(site).items() if name.endswith(".html")}


def test_a_second_build_writes_nothing(site: FakeSite) -> None:
    fill(site)
    site.build()
    times = {path: path.stat().st_mtime_ns for path in site.outdir.rglob("sida*.html")}
    assert len(times) == 30
    site.build()
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_incremental_clean_and_parallel_builds_give_the_same_bytes(site: FakeSite, tmp_path: Path) -> None:
    fill(site)
    site.build()
    site.put("mapp0/sida003", "# Ny rubrik\n\n[x](../mapp1/ny.md)", title="Ny rubrik")
    site.put("mapp1/ny", "# Ny", title="Ny")
    del site.pages["mapp2/sida005"]
    site.build()
    incremental, findings = html_of(site), list(site.found)
    (site.outdir / "mapp2" / "sida005.html").unlink()
    incremental.pop("mapp2/sida005.html")
    shutil.rmtree(site.root / "build")
    site.build()
    assert html_of(site) == incremental
    assert site.found == findings
    shutil.rmtree(site.root / "build")
    site.build(parallel=2)
    assert html_of(site) == incremental
    assert site.found == findings
    assert b"bitext" in incremental["index.html"]
    assert str(tmp_path).encode() not in b"".join(incremental.values())


def test_the_same_bytes_in_another_folder(tmp_path: Path) -> None:
    first, second = FakeSite(tmp_path / "one"), FakeSite(tmp_path / "two" / "deeper")
    fill(first, 6)
    fill(second, 6)
    first.build()
    second.build()
    assert html_of(first) == html_of(second)


def test_documents_may_lie_anywhere_and_odd_ones_are_refused(site: FakeSite, tmp_path: Path) -> None:
    site.put("bra", "# Bra")
    outside = tmp_path / "elsewhere.md"
    outside.write_bytes(b"\xff\xfe not utf-8")
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    site.odd = {
        "utanför": outside,
        "pipe": pipe,
        "saknas": tmp_path / "no.md",
        "../upp": outside,
        "n" * 250: outside,
        "a\nb": outside,
        "s\udcff": outside,
        "fel": tmp_path / "elsewhere.rst",
    }
    site.pages["utanför"] = Page("utanför", "sv-SE", "# Utanför", "Utanför", "translated")
    real = site.documents()
    assert real["utanför"] == outside
    assert site.build() == ""
    assert site.article("utanför").h1.text == "Utanför"
    assert {name for name, code, _ in site.found if code in ("odd-name", "unreadable")} == set(site.odd) - {"utanför"}


@pytest.mark.parametrize("name", ["", "a//b", ".", "a/../b", "a\\b", "x\x00"])
def test_names_that_are_no_address(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("x")
    assert name_problem(name, file) is not None
    assert name_problem("a/ä b", file) is None


@pytest.mark.parametrize(
    "text",
    [
        "ord " + ">" * 300 + " slutord\n\n" + ">" * 300 + " slutord",
        "- " * 150 + "slutord",
        "*" * 400 + "slutord" + "*" * 400,
        "*slutord " * 300 + "x*" * 300,
        "[" * 3000 + "slutord",
        "\n".join("  " * n + "- slutord" for n in range(80)),
        "<b>" * 500 + "slutord",
    ],
)
def test_text_too_deep_is_published_all_the_same(site: FakeSite, text: str) -> None:
    site.put("djup", f"# Rubrik\n\n{text}\n\nsista stycket", title="Rubrik")
    site.put("bra", "# Bra")
    assert site.build() == ""
    assert site.article("djup").text.count("slutord") == text.count("slutord")
    assert "sista stycket" in site.article("djup").text
    assert site.article("bra").h1.text == "Bra"


def test_a_page_that_fails_is_flat_and_found(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    def boom(*_args: object, **_options: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(reading, "place_segments", boom)
    site.put("a", f"# {sentence('101', 'Rubrik')}\n\n{sentence('102', '<b>Text</b> *här*')}\n\nslut", title="Rubrik")
    assert site.build() == ""
    assert site.codes("a") == ["published-flat"]
    assert [p.text for p in site.article("a").find_all("p")][-2:] == ["<b>Text</b> *här*", "slut"]


def test_a_site_that_fails_on_one_page_withholds_it(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    site.put("a", "# A")
    site.put("b", "# B")
    real = site.page

    def page(docname: str) -> Page:
        if docname == "a":
            raise ValueError("broken")
        return real(docname)

    monkeypatch.setattr(site, "page", page)
    site.build()
    assert site.codes("a") == ["withheld"]
    assert site.article("b").h1.text == "B"


def test_directives_roles_and_top_matter_are_text(site: FakeSite) -> None:
    text = (
        "---\nmyst:\n  substitutions: {x: '{{ 7*7 }}'}\n---\n\n```{include} ../secret.md\n```\n\n```{eval-rst}\n"
        ".. raw:: html\n\n   <script>\n```\n\n{{ 7*7 }} {doc}`x` |x| :ref:`y` $a$ `x`_ [^1]\n\n[^1]: en fot\n"
    )
    site.put("a", text)
    (site.file("a").parent.parent / "secret.md").write_text("hemligt")
    assert site.build() == ""
    body = site.article("a").text
    assert "{{ 7*7 }} {doc}x |x| :ref:y $a$ x_ [^1]" in body
    assert "en fot" in body
    assert "hemligt" not in body
    assert "49" not in body


def test_doctrees_are_small_and_hold_no_environment(site: FakeSite) -> None:
    fill(site, 6)
    site.build()
    files = list((site.root / "build" / "doctrees").rglob("*.doctree"))
    assert len(files) == 6
    for path in files:
        assert path.stat().st_size < 4_000
        assert packed.unpack.__module__.encode() in path.read_bytes()
        assert pickle.loads(path.read_bytes()).settings.env is None


def test_nothing_of_sphinx_search_is_made(site: FakeSite) -> None:
    fill(site, 3)
    site.build()
    names = output(site)
    assert not {"search.html", "searchindex.js", "genindex.html"} & set(names)
    assert not any(name.startswith("_sources") for name in names)


def messages(folder: Path) -> dict[str, list[str]]:
    return {
        path.relative_to(folder).as_posix(): sorted(entry.msgid for entry in polib.pofile(str(path)))
        for path in folder.rglob("*.pot")
    }


ENGLISH = """# Credits & money

A paragraph with **bold**, `code`
and [a link](other.md "title") <b>html</b>.

- item one
- ![alt text](p.png) item two

| Head | *er* |
|------|------|
| cell | two  |

> [!NOTE]
> Mind this.

> Quoted
> ## inside

1. one

   para
"""


@pytest.mark.filterwarnings("ignore:.*MystReferenceResolver")
def test_gettext_extracts_what_stock_sphinx_extracts(tmp_path: Path) -> None:
    site = FakeSite(tmp_path, locale="en-US")
    marked = ENGLISH.replace("# Credits", f"# {opening(MarkKind.HEADING, '0')}Credits").replace(
        "item one", sentence("103", "item one")
    )
    site.put("index", marked)
    site.put("f/b", "# Other\n\nmore\n")
    site.build(builder="gettext")
    ours = messages(site.root / "build" / "gettext")
    stock = tmp_path / "stock"
    (stock / "f").mkdir(parents=True)
    (stock / "index.md").write_text(ENGLISH)
    (stock / "f" / "b.md").write_text("# Other\n\nmore\n")
    settings: dict[str, Any] = {
        "extensions": ["myst_parser"],
        "myst_enable_extensions": ["alert"],
        "gettext_compact": False,
    }
    with patch_docutils(), docutils_namespace():
        app = Sphinx(stock, None, tmp_path / "pot", tmp_path / "doctrees", "gettext", settings, None, None)
        app.build()
    assert ours == messages(tmp_path / "pot")
    assert "item one" in ours["index.pot"]
    assert "alt text" in ours["index.pot"]


def test_the_patch_for_speed_changes_no_byte_and_is_undone(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sphinx.util.docutils._get_settings
    fill(site, 12)
    site.build()
    patched = html_of(site)
    assert sphinx.util.docutils._get_settings is before
    shutil.rmtree(site.root / "build")
    monkeypatch.setattr(speed, "_PARAMETERS", ["another", "signature"])
    site.build()
    assert html_of(site) == patched


def test_a_page_is_read_again_where_the_site_gives_another_and_whatever_its_file_says(site: FakeSite) -> None:
    site.put("a", "# Ett")
    site.put("b", "# B")
    site.build()
    times = [(site.outdir / f"{name}.html").stat().st_mtime_ns for name in "ab"]
    site.build()
    assert [(site.outdir / f"{name}.html").stat().st_mtime_ns for name in "ab"] == times
    site.pages["a"] = Page("a", "sv-SE", "# Två", "Två", "translated")
    os.utime(site.file("a"), (1, 1))
    site.build()
    assert site.article("a").h1.text == "Två"
    assert (site.outdir / "b.html").stat().st_mtime_ns != times[1], "its neighbour has a new title"


def test_a_build_without_a_site_says_what_to_do(tmp_path: Path) -> None:
    with patch_docutils(), docutils_namespace(), pytest.raises(ConfigError, match="sphinx_bitext"):
        Sphinx(
            tmp_path, None, tmp_path / "o", tmp_path / "d", "html", {"extensions": ["sphinx_bitext.sphinxext"]}, None
        )
