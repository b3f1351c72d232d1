"""One bad file beside good ones, built in a process of its own whose time and memory are measured."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from hostile_cases import CANARY, Case, lost, marks, pages_of, said_of, write_good

from sphinx_bitext.jobs import run_jobs
from sphinx_bitext.publish import build as building
from sphinx_bitext.publish.edited import know
from sphinx_bitext.publish.preload import PRELOAD
from sphinx_bitext.workflows.project import load_project

Item = tuple[str, tuple[Case, ...]]
"""Name, and the files that are written beside the good ones."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one build."""

    pages: dict[str, str]
    """The good pages: name to digest."""
    found: list[str] = field(default_factory=list)
    """`code line:column` of what is said of the bad files."""
    codes: frozenset[str] = frozenset()
    """Of all findings."""
    unlocated: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    """Words of the bad files that stand neither on a page nor in a finding."""
    leaked: bool = False
    exit_code: int = 0
    seconds: float = 0.0
    """Of the processor, for everything: reading, checks, both locales."""
    megabytes: float = 0.0
    """At most, of the process with all that was loaded."""


def build_all(items: Sequence[Item]) -> Iterator[tuple[str, Outcome]]:
    """Yield the name and the outcome of each item, as they get done."""
    preload = [*PRELOAD, "sphinx_bitext.publish.build", "sphinx_bitext.publish.edited", "hostile_cases", "alone"]
    for (name, _), outcome in run_jobs(build_alone, items, jobs=2, preload=preload):
        yield name, outcome


def build_alone(item: Item) -> Outcome:
    """Build the good articles with the files of an item, in this process alone; return what came of it."""
    _, cases = item
    root = Path(tempfile.mkdtemp(prefix="alone-"))
    try:
        write_good(root)
        for case in cases:
            case.write(root)
        os.chdir(root)
        return _measured(root, cases)
    finally:
        os.chdir(root.parent)
        shutil.rmtree(root, ignore_errors=True)


def _measured(root: Path, cases: Sequence[Case]) -> Outcome:
    before = resource.getrusage(resource.RUSAGE_SELF)
    project = load_project(root / "source", root / "locale", root / "build")
    with mock.patch.object(building, "run_jobs", _here):
        built = building.build(project, [], jobs=1)
    after = resource.getrusage(resource.RUSAGE_SELF)
    files = (path for path in project.output_dir.rglob("*") if path.is_file())
    return Outcome(
        pages={name: hashlib.sha256(data).hexdigest() for name, data in pages_of(project.html_dir).items()},
        found=[mark for case in cases for mark in marks(said_of(case, built.findings))],
        codes=frozenset(one.code for one in built.findings),
        unlocated=[str(one) for one in built.findings if not (one.path and one.line >= 1 and one.column >= 1)],
        lost=sorted(word for case in cases for word in lost(case, project.html_dir, said_of(case, built.findings))),
        leaked=CANARY in repr(built.findings) or any(CANARY.encode() in path.read_bytes() for path in files),
        exit_code=know(project, built, ()).exit_code,
        seconds=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        megabytes=after.ru_maxrss / 1024,
    )


def _here(function: Any, items: Sequence[Any], **_options: object) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    for item in items:
        yield item, function(item)
