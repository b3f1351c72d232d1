"""The jobs: each measures our way and, where there is one, the usual way, on the same texts in the same run."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .measure import Cost, measure
from .projects import Size, make_project, make_stock, stock_command

HERE = Path(__file__).resolve().parent.parent
TOOLS = HERE.parent / "tools"
ENV = {"PYTHONPATH": f"{TOOLS}:{HERE}", "PYTHONHASHSEED": "0"}
_TURNS = 3
"""How often ways that are compared by the clock are measured in turn: the speed of a machine is not steady."""
FOUND = frozenset({0, 1})
"""Exit codes of commands that may find something to say."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table."""

    job: str
    way: str
    """`ours`, or what it is compared with."""
    articles: int
    locales: int
    cost: Cost
    against: str = ""
    """The way that this one is divided by, in the same job and size."""
    by: str = "cpu"
    """What of the cost is compared: `cpu` or `wall`."""


@dataclass(slots=True)
class Bench:
    """Where a run works, and how large its projects are."""

    work: Path
    size: Size
    pack: Path | None = None
    sidebar: bool = False
    """Whether stock Sphinx with the whole tree in its sidebar is measured too: it takes very long."""
    jobs: tuple[int, ...] = (1, 2)
    _project: Path | None = field(default=None, init=False)

    @property
    def locale(self) -> str:
        """The locale of jobs that need one alone."""
        return self.size.locales[0]

    def project(self) -> Path:
        """Return the project of this size; made once."""
        if self._project is None:
            self._project = make_project(self.work / f"project-{self.size.articles}", self.size, pack=self.pack)
        return self._project

    def bitext(self, *arguments: str, accept: frozenset[int] = FOUND) -> Cost:
        """Measure a command of ours in the project."""
        command = [sys.executable, "-m", "sphinx_bitext", *arguments]
        return measure(command, cwd=self.project(), env=ENV, accept=accept)

    def task(self, name: str, *arguments: str) -> Cost:
        """Measure a part of the work."""
        return measure([sys.executable, "-m", "scale.tasks", name, *arguments], cwd=self.project(), env=ENV)

    def row(self, job: str, way: str, cost: Cost, *, locales: int = 1, against: str = "", by: str = "cpu") -> Measured:
        """Return a row of the table."""
        return Measured(job, way, self.size.articles, locales, cost, against, by)


def reading(bench: Bench) -> Iterator[Measured]:
    """Find the units of a locale; ingest it cold, with its catalogs written."""
    folder = str(bench.project() / "source" / bench.locale)
    yield bench.row("scan", "ours", bench.task("scan", folder), against="bs4 + lxml")
    yield bench.row("scan", "bs4 + lxml", bench.task("scan-soup", folder))
    alone = Bench(bench.work / "alone", Size(bench.size.articles, bench.size.locales[:1]), bench.pack)
    yield bench.row("ingest", "ours", alone.bitext("ingest", "--prove-seconds", "0"))


def publishing(bench: Bench) -> Iterator[Measured]:
    """Publish one locale that is ingested: our whole theme, against stock Sphinx without a sidebar.

    Where the sidebar is asked for: with our search, against stock Sphinx with the whole tree on each page.
    """
    root = bench.project()
    bench.task("prepare", str(root), bench.locale)
    yield bench.row("publish", "ours", bench.task("publish", str(root), bench.locale), against="stock, no sidebar")
    yield bench.row("publish", "stock, no sidebar", _stock(bench, sidebar=False))
    if bench.sidebar:
        found = bench.task("publish", str(root), bench.locale, "search")
        yield bench.row("publish with search", "ours", found, against="stock, whole tree")
        yield bench.row("publish with search", "stock, whole tree", _stock(bench, sidebar=True))


def _stock(bench: Bench, *, sidebar: bool) -> Cost:
    """Measure stock Sphinx with the theme that it has by default."""
    language = bench.locale.partition("-")[0]
    folder = make_stock(bench.work / "stock", bench.project(), language, sidebar=sidebar)
    cost = measure(stock_command(folder, bench.work / "stock-html"), cwd=folder, env={"PYTHONHASHSEED": "0"})
    shutil.rmtree(bench.work / "stock-html", ignore_errors=True)
    return cost


def locales(bench: Bench) -> Iterator[Measured]:
    """Publish all locales with one process at a time and with two, in turn; of each the best of three runs."""
    root, tags = str(bench.project()), bench.size.locales
    bench.task("prepare", root, *tags)
    costs: dict[int, list[Cost]] = {jobs: [] for jobs in bench.jobs}
    for _ in range(_TURNS):
        for jobs, found in costs.items():
            found.append(bench.task("publish-locales", root, str(jobs), *tags))
    for jobs, found in costs.items():
        best = min(found, key=lambda cost: cost.wall)
        against = _processes(1) if jobs > 1 else ""
        yield bench.row("publish locales", _processes(jobs), best, locales=len(tags), against=against, by="wall")


def _processes(jobs: int) -> str:
    return f"{jobs} process{'es' if jobs > 1 else ''}"


def building(bench: Bench) -> Iterator[Measured]:
    """Build everything cold, with one process and with two; then again with nothing changed, and one entry edited."""
    count = len(bench.size.locales)
    for jobs in bench.jobs:
        shutil.rmtree(bench.project() / "build", ignore_errors=True)
        shutil.rmtree(bench.project() / "locale", ignore_errors=True)
        cost = bench.bitext("build", "--jobs", str(jobs))
        against = _processes(1) if jobs > 1 else ""
        yield bench.row("build", _processes(jobs), cost, locales=count, against=against, by="wall")
    yield bench.row("nothing changed", "ours", bench.bitext("build"), locales=count, by="wall")
    catalog = next((bench.project() / "locale").rglob("article-*.po"), None)
    if catalog is not None:
        edit_entry(catalog)
        yield bench.row("one entry edited", "ours", bench.bitext("build"), locales=count, by="wall")


def edit_entry(catalog: Path) -> None:
    """Change one translation, as a person does."""
    text = catalog.read_text(encoding="utf-8")
    head, mark, rest = text.partition('\nmsgstr "')
    before, mark, rest = rest.partition('\nmsgstr "')
    catalog.write_text(f'{head}\nmsgstr "{before}{mark}Edited {rest}', encoding="utf-8", newline="\n")


def checking(bench: Bench) -> Iterator[Measured]:
    """Check all locales and write the report."""
    count = len(bench.size.locales)
    yield bench.row("check", "ours", bench.bitext("check", "--format", "json", "--output", "found.json"), locales=count)
    yield bench.row("report", "ours", bench.bitext("report"), locales=count)


JOBS: dict[str, Callable[[Bench], Iterator[Measured]]] = {
    "reading": reading,
    "publishing": publishing,
    "locales": locales,
    "building": building,
    "checking": checking,
}
"""The groups of jobs by name, in the order in which they are run."""
