"""Projects of real deliveries for tests: written to a folder and ingested."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx_bitext.workflows.importing import import_paths
from sphinx_bitext.workflows.ingest import Ingested, ingest
from sphinx_bitext.workflows.project import Project, load_project
from support import LONG

REPOSITORY = Path(__file__).resolve().parents[2]
LOCALES = ("id-ID", "ja-JP", "lv-LV", "sv-SE", "tr-TR", "vi-VN")


def new_project(root: Path) -> Project:
    return load_project(root / "source", root / "locale", root / "build")


def seeds_project(root: Path, shared: Path) -> tuple[Project, Ingested]:
    project = new_project(root)
    import_paths(project, sorted((shared / "seeds").glob("*.txt")))
    return project, ingest(project)


def own_project(root: Path) -> tuple[Project, Ingested]:
    shutil.copytree(REPOSITORY / "source", root / "source")
    shutil.copytree(REPOSITORY / "locale", root / "locale")
    project = new_project(root)
    return project, ingest(project)


def sample_project(
    root: Path, corpus: Path, locales: Sequence[str] = LOCALES, form: str = "sxs", every: int = 3
) -> tuple[Project, Ingested]:
    """Return a project of each `every`-th article of the sample; of all in a long run."""
    step = 1 if LONG else every
    names = {file.relative_to(corpus / tag / form) for tag in locales for file in (corpus / tag / form).rglob("*.md")}
    chosen = sorted(names)[::step]
    for locale in locales:
        for name in chosen:
            file = corpus / locale / form / name
            if file.is_file():
                target = root / "source" / locale / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(file.read_bytes())
    project = new_project(root)
    return project, ingest(project)


def stock_conf(project: Project) -> str:
    """Return a conf.py without anything of ours; Sphinx wants some article to be the root."""
    first = next(iter(sorted(project.english_dir.rglob("*.md")))).relative_to(project.english_dir)
    return (
        'extensions = ["myst_parser"]\nmyst_enable_extensions = ["alert"]\ngettext_compact = False\n'
        f"root_doc = {first.with_suffix('').as_posix()!r}\n"
    )


def run_sphinx(project: Project, out: Path, builder: str, conf: str, *options: str) -> str:
    """Run Sphinx on the English of a project with a conf.py of this text; return what it says."""
    folder = out.with_name(f"{out.name}-conf")
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-b", builder, *options]
    done = subprocess.run(
        [*command, "-c", str(folder), str(project.english_dir), str(out)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "tools")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr
