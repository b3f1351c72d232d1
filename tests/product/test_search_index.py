"""The search index as the product makes it: where, when, and what happens where Pagefind cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import CHECKOUT, bitext

from sphinx_bitext.publish import searchable

BROKEN = """#!/bin/sh
[ "$1" = --version ] && echo "pagefind 0.0" && exit 0
echo "no space left on device" >&2
exit 7
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for locale in ("sv-SE", "ja-JP"):
        for name in ("hej", "igen"):
            path = tmp_path / "source" / locale / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\ntitle: {name}\n---\n# {name}\n\nVi ses.\n", encoding="utf-8")
    return tmp_path


def state(folder: Path) -> dict[str, int]:
    return {path.as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def build_with(folder: Path, stub: str) -> subprocess.CompletedProcess[str]:
    """Build with another `pagefind_bin` in front of the real one."""
    place = folder / "stub"
    place.mkdir(exist_ok=True)
    (place / "pagefind_bin.py").write_text(stub, encoding="utf-8")
    (place / "pagefind_bin_extended.py").write_text("raise ImportError", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(place), str(CHECKOUT / "tools"))), "NO_COLOR": "1"}
    environment["PATH"] = os.pathsep.join((str(place), "/usr/bin", "/bin"))
    return subprocess.run(
        [sys.executable, "-m", "sphinx_bitext", "build"],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=280,
    )  # fmt: skip


def test_only_the_index_of_a_locale_that_changed_is_made_anew(folder: Path) -> None:
    pytest.importorskip("pagefind_bin")
    bitext("build", cwd=folder)
    swedish, japanese = (folder / "build/html" / name / "_search" for name in ("sv-se", "ja-jp"))
    before = state(swedish), state(japanese)
    assert any(name.endswith("pagefind.js") for name in before[0])
    assert not [name for name in before[0] if "-ui." in name]
    article = folder / "source/sv-SE/hej.md"
    article.write_text(article.read_text(encoding="utf-8") + "\nI morgon.\n", encoding="utf-8")
    bitext("build", cwd=folder)
    assert state(japanese) == before[1]
    assert state(swedish) != before[0]


def test_the_setting_takes_box_and_index_away(folder: Path) -> None:
    pytest.importorskip("pagefind_bin")
    bitext("build", cwd=folder)
    page = folder / "build/html/sv-se/hej.html"
    assert 'class="find"' in page.read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool.bitext]\nsearch = false\n", encoding="utf-8")
    said = bitext("build", cwd=folder)
    assert "search" not in said.stderr
    assert 'class="find"' not in page.read_text(encoding="utf-8")
    assert "bitext-search" not in page.read_text(encoding="utf-8")
    assert not (folder / "build/html/sv-se/_search").exists()


def test_without_pagefind_the_build_says_so_and_leaves_the_box_out(folder: Path) -> None:
    done = build_with(folder, "raise ImportError")
    assert done.returncode == 0
    assert done.stderr.count("[search-unavailable]") == 1
    assert "pip install sphinx-bitext[search]" in done.stderr
    page = (folder / "build/html/sv-se/hej.html").read_text(encoding="utf-8")
    assert 'class="find"' not in page
    assert "bitext-search" not in page


def test_pagefind_installed_later_brings_the_box(folder: Path) -> None:
    pytest.importorskip("pagefind_bin")
    build_with(folder, "raise ImportError")
    bitext("build", cwd=folder)
    assert 'class="find"' in (folder / "build/html/sv-se/hej.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="the stub is a shell script")
def test_an_index_that_fails_is_a_warning_and_the_pages_are_published(folder: Path) -> None:
    program = folder / "broken"
    program.write_text(BROKEN, encoding="utf-8")
    program.chmod(0o755)
    done = build_with(folder, f"def get_executable():\n    return {str(program)!r}\n")
    assert done.returncode == 0
    assert done.stderr.count("[search-failed]") == 2, "one for each locale"
    assert "Pagefind ended with 7: no space left on device" in done.stderr
    assert (folder / "build/html/sv-se/hej.html").is_file()
    assert not list((folder / "build/html/sv-se").glob("_search*"))


def digest(body: str, locale: str = "sv-SE") -> str:
    page = f"<html><body><nav>Menu</nav><main><article>{body}</article></main></body></html>"
    return searchable.digest_page(page.encode(), locale, "Name", "MT", "A / B")


def test_a_page_gives_its_article_alone() -> None:
    text = digest(
        "<h1>Title<a class=headerlink>¶</a></h1><p>One <b>t</b>wo.<br>Three</p><svg><text>No</text></svg>four"
    )
    assert 'data-pagefind-meta="title[content]" content="Title"' in text
    assert "<p>One two.</p>\n<p>Three</p>\n<p>four</p>" in text
    assert not any(word in text for word in ("Menu", "¶", "No<", "<h1>"))


def test_markup_in_the_text_stays_text() -> None:
    text = digest("<p>&lt;script&gt; &amp;amp; &quot;</p><!-- x -->after")
    assert "<p>&lt;script&gt; &amp;amp; &quot;</p>\n<p>after</p>" in text
    assert 'content="Name"' in text


def test_a_page_without_article_gives_nothing() -> None:
    assert searchable.digest_page(b"<p>x</p>", "sv-SE", "Name", "", "") == ""


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Vi ses", "Vi ses"),
        ("検索", "x0691c07d22 x07d22"),
        ("Web検索。", "Web \u2060 x0691c07d22 x07d22 \u2060 。"),
        ("ｶﾅ a", "x030ab030ca x030ca a"),
        ("ไทย", "x00e4400e1700e22 x00e1700e22 x00e22"),
        ("𠀋", "x2000b"),
    ],
)  # fmt: skip
def test_scripts_without_spaces_are_cut_into_pieces(text: str, cut: str) -> None:
    assert searchable.cut_words(text) == cut


def test_small_words_at_the_front_of_hebrew_ones_are_set_aside() -> None:
    assert searchable.cut_words("שלום והמדפסת", hebrew=True) == "שלום|לום והמדפסת|המדפסת|מדפסת|דפסת"
    assert searchable.cut_words("גן", hebrew=True) == "גן"


def test_pages_and_script_cut_the_same_characters() -> None:
    script = (CHECKOUT / "tools/sphinx_bitext/theme/static/bitext-results.js").read_text(encoding="utf-8")
    spelled = [ranges.encode("unicode_escape").decode() for ranges in (searchable.TIGHT, searchable.LOOSE)]
    spelled = [text.replace("\\U00020000", "\\u{20000}").replace("\\U0003ffff", "\\u{3ffff}") for text in spelled]
    assert all(f'"{text}"' in script for text in spelled)
