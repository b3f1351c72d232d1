"""Our own help center: what is committed is what the product makes of it, and a second run does nothing."""

from __future__ import annotations

import filecmp
import hashlib
import shutil
from pathlib import Path

import pytest
from command import CHECKOUT, bitext, run_python

from sphinx_bitext.locales import language_name
from sphinx_bitext.store import find_locales


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project, built once."""
    folder = tmp_path_factory.mktemp("own") / "project"
    folder.mkdir()
    for name in ("source", "locale"):
        shutil.copytree(CHECKOUT / name, folder / name)
    for name in ("conf.py", "pyproject.toml"):
        shutil.copy2(CHECKOUT / name, folder / name)
    bitext("build", cwd=folder)
    return folder


def _tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("name", ["source", "locale"])
def test_a_build_leaves_what_is_committed_as_it_is(copy: Path, name: str) -> None:
    assert _tree(copy / name) == _tree(CHECKOUT / name)


def test_a_second_build_does_nothing_and_says_so(copy: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()}
    said = bitext("build", cwd=copy).stdout
    assert said.startswith("Nothing has changed")
    assert "build/report/index.html" in said
    assert {path: path.stat().st_mtime_ns for path in copy.rglob("*") if path.is_file()} == before


def test_all_english_is_proven(copy: Path) -> None:
    assert "proven 23 of 23" in bitext("build", cwd=copy).stdout


@pytest.mark.parametrize("locale", ["sv-SE", "ar-SA", "vi-VN", "en-US"])
def test_sphinx_build_makes_the_same_pages(copy: Path, tmp_path: Path, locale: str) -> None:
    language = "en" if locale == "en-US" else language_name(locale)
    options = ("-q", "-b", "html", "-c", ".", "-D", f"language={language}")
    out = tmp_path / "html" / locale.lower()
    run_python("-m", "sphinx", *options, "source/en-US", str(out), cwd=copy)
    ours = copy / "build" / "html" / locale.lower()
    files = sorted(path.relative_to(ours) for path in ours.rglob("*") if path.is_file() and path.name != ".buildinfo")
    assert len([path for path in files if path.suffix == ".html"]) >= 11
    _, different, missing = filecmp.cmpfiles(ours, out, [str(path) for path in files], shallow=False)
    assert (different, missing) == ([], [])


def test_pages_are_the_same_in_another_place_zone_and_hash_seed(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "elsewhere" / "deeper"
    shutil.copytree(copy, other, ignore=shutil.ignore_patterns("build"))
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("PYTHONHASHSEED", "4711")
    monkeypatch.setenv("LC_ALL", "C")
    bitext("build", "--jobs", "1", cwd=other)
    assert _tree(other / "build" / "html") == _tree(copy / "build" / "html")
    assert _tree(other / "build" / "report") == _tree(copy / "build" / "report")


def test_one_locale_can_be_built_alone(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "one"
    shutil.copytree(copy, other, ignore=shutil.ignore_patterns("build"))
    bitext("build", "--locale", "sv-SE", cwd=other)
    made = {path.name for path in (other / "build" / "html").iterdir() if path.is_dir()}
    assert made == {"_english", "_images", "_static", "en-us", "sv-se"}


def test_building_one_locale_leaves_the_others_in_the_switcher(copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "again"
    shutil.copytree(copy, other)
    bitext("build", "--locale", "sv-SE", cwd=other)
    before, after = (_tree(folder / "build" / "html") for folder in (copy, other))
    assert after == before


def test_every_locale_has_all_articles(copy: Path) -> None:
    for locale in find_locales(copy / "source"):
        pages = {path.stem for path in (copy / "build" / "html" / locale.lower()).rglob("*.html")}
        assert {path.stem for path in (copy / "source" / "en-US").rglob("*.md")} <= pages
