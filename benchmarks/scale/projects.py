"""The folders that the jobs work on: ours, and the same texts as a project of stock Sphinx."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from invented.write import write_corpus

PYPROJECT = '[tool.bitext]\nproject = "Invented help"\nprove_seconds = 0\nsearch = {search}\n'
STOCK = """\
extensions = ["myst_parser"]
myst_enable_extensions = ["alert"]
gettext_compact = False
locale_dirs = ["{locale}"]
language = "{language}"
exclude_patterns = ["media"]
html_theme = "{theme}"
{more}
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a project is."""

    articles: int
    locales: tuple[str, ...]


def make_project(folder: Path, size: Size, *, pack: Path | None = None, search: bool = False) -> Path:
    """Write a project of `size`, or copy the `sxs` trees of a pack of real deliveries; return its folder."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "source").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT.format(search=str(search).lower()), encoding="utf-8")
    if pack is None:
        write_corpus(folder / "source", size.articles, size.locales)
        return folder
    for locale in size.locales:
        shutil.copytree(pack / locale / "sxs", folder / "source" / locale)
    return folder


def make_stock(folder: Path, project: Path, language: str, *, theme: str = "alabaster", sidebar: bool = False) -> Path:
    """Write a project of stock Sphinx over the English and the catalogs of `project`; return its folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(project / "source" / "en-US", folder)
    names = sorted(path.relative_to(folder).as_posix().removesuffix(".md") for path in folder.rglob("*.md"))
    more = "" if sidebar or theme != "alabaster" else 'html_sidebars = {"**": []}'
    conf = STOCK.format(locale=(project / "locale").resolve().as_posix(), language=language, theme=theme, more=more)
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    (folder / "index.md").write_text(_contents(names, sidebar=sidebar), encoding="utf-8")
    return folder


def _contents(names: Sequence[str], *, sidebar: bool) -> str:
    """Return a start page; its list of all articles makes the sidebar of a theme that has one."""
    if not sidebar:
        return "---\norphan: true\n---\n\n# Invented help\n"
    return "# Invented help\n\n```{toctree}\n" + "\n".join(names) + "\n```\n"


def stock_command(folder: Path, output: Path) -> list[str]:
    """Return the command that builds a stock project from nothing."""
    shutil.rmtree(output, ignore_errors=True)
    return [sys.executable, "-m", "sphinx", "-q", "-b", "html", str(folder), str(output)]
