"""A project in three languages that tests edit, build, and compare with a clean build of the same files."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sphinx_bitext.publish.build as everything
import sphinx_bitext.publish.edited as edits
from sphinx_bitext.cli import main
from sphinx_bitext.workflows import known
from support import unit

FRONT = "---\nms.translationtype: {kind}\nms.contentlocale: {locale}\nms.lasthandoff: 01/02/2021\n---\n"
ARTICLES = {
    "index": ("Home", "Read about [boats](guide/boats.md).", "Nothing else is here."),
    "guide/boats": ("Boats", "Take two oars.", "See [sails](sails.md) too. ![A boat](media/boat.png)"),
    "guide/sails": ("Sails", "Wind is free.", "Mind the boom."),
    "harbour": ("Harbour", "Ships sleep here.", "See the [guide](guide/boats.md)."),
}
WORDS = {"sv-SE": "på svenska", "de-DE": "auf Deutsch"}
TOC = "- name: Start\n  href: index.md\n- name: Guide\n  items:\n  - href: guide/boats.md\n  - href: guide/sails.md\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def delivery(locale: str, name: str, words: str = "") -> str:
    """Return a delivery whose sentences are the English with a few words behind it."""
    title, *texts = ARTICLES[name]
    said = words or WORDS[locale]
    blocks = [f"# {unit('0abcd-101', f'{title} {said}', title)}"]
    blocks += (unit(f"0abcd-{102 + at}", f"{said}: {text}", text) for at, text in enumerate(texts))
    return FRONT.format(kind="HT" if name == "harbour" else "MT", locale=locale) + "\n\n".join(blocks) + "\n"


def write_project(root: Path) -> None:
    """Write English for two articles, deliveries of all but one, a table of contents and an image."""
    write(root / "pyproject.toml", "[tool.bitext]\nsearch = false\nbase_url = 'https://help.example.org/'\n")
    for name, (title, *texts) in ARTICLES.items():
        if name in ("index", "harbour"):
            write(root / f"source/en-US/{name}.md", f"# {title}\n\n" + "\n\n".join(texts) + "\n")
        for locale in WORDS:
            if (locale, name) != ("de-DE", "harbour"):
                write(root / f"source/{locale}/{name}.md", delivery(locale, name))
    write(root / "source/en-US/TOC.yml", TOC)
    write(root / "source/en-US/guide/media/boat.png", "a picture")


class Workshop:
    """Builds a project and tells what was done for it."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.started: list[str] = []
        """Locales that Sphinx was started for in the last build."""
        self.parsed: list[str] = []
        """Articles that were read in the last build when only an edited catalog was merged."""
        self.ingests = 0
        """How often everything was ingested in the last build."""
        self._patch = patch
        write_project(root)
        for module in (everything, edits):
            self._watch(module, "run_jobs", lambda _, todo, **__: self.started.extend(job.locale for job in todo))
        self._watch(everything, "work_through", lambda *_, **__: self._count_ingest())
        self._watch(known, "parse_article", lambda _, path, **__: self.parsed.append(path))

    def _watch(self, module: ModuleType, name: str, told: Callable[..., object]) -> None:
        """Let a function of a module tell what it is called with."""
        function = getattr(module, name)

        def tell(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 (whatever the function takes)
            told(*arguments, **options)
            return function(*arguments, **options)

        self._patch.setattr(module, name, tell)

    def _count_ingest(self) -> None:
        self.ingests += 1

    def build(self, *arguments: str, root: Path | None = None) -> int:
        """Run `bitext build`; return its exit code."""
        self.started, self.parsed, self.ingests = [], [], 0
        self._patch.chdir(root or self.root)
        self._patch.setattr(sys, "argv", ["bitext", "build", "--jobs", "2", *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        assert isinstance(stop.value.code, int)
        return stop.value.code

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file of the project, which holds it."""
        file = self.root / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def translate(self, locale: str, name: str, old: str, new: str) -> None:
        """Replace a text in the translations of an article."""
        file = self.root / "locale" / locale[:2] / "LC_MESSAGES" / f"{name}.po"
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        changed = [line.replace(old, new) if line.startswith("msgstr") else line for line in lines]
        assert changed != lines
        file.write_text("".join(changed), encoding="utf-8")

    def published(self, root: Path | None = None) -> dict[str, bytes]:
        """Return the pages and the report."""
        build = (root or self.root) / "build"
        files = (path for name in ("html", "report") for path in (build / name).rglob("*") if path.is_file())
        return {path.relative_to(build).as_posix(): path.read_bytes() for path in files if path.name != ".buildinfo"}

    def written(self) -> dict[str, int]:
        """Return when each page was written."""
        html = self.root / "build" / "html"
        return {path.relative_to(html).as_posix(): path.stat().st_mtime_ns for path in html.rglob("*.html")}

    def differences(self, clean: Path) -> list[str]:
        """Build the same files cleanly in another folder, and return the files that are not the same."""
        shutil.copytree(self.root, clean, ignore=shutil.ignore_patterns("build"))
        self.build(root=clean)
        self._patch.chdir(self.root)
        own, other = self.published(), self.published(clean)
        shutil.rmtree(clean)
        return sorted(name for name in own.keys() | other.keys() if own.get(name) != other.get(name))
