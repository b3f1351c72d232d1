"""What the jobs of a large project cost, beside the usual ways, in one run on one machine.

Run: `python benchmarks/run.py` (300 articles in four locales; `--articles 300 --articles 2900`, `--locales 4`,
`--only publishing`, `--pack ../shared/corpus` for real deliveries, `--sidebar` for stock Sphinx with its whole tree).
Costs are those of a command with all processes that it starts. Compare ratios: machines are noisy.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from invented.words import LOCALES
from scale.jobs import JOBS, Bench, Measured
from scale.measure import CommandError, adopt_orphans
from scale.projects import Size
from scale.table import render_json, render_markdown, render_plot


def main() -> int:
    """Measure, print the table, write it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, action="append", help="articles a locale; may be given several times")
    parser.add_argument("--locales", type=int, default=4, help="how many locales (default 4)")
    parser.add_argument("--only", choices=list(JOBS), action="append", help="these jobs alone")
    parser.add_argument("--pack", type=Path, help="real deliveries, LOCALE/sxs/**, in place of invented ones")
    parser.add_argument("--sidebar", action="store_true", help="measure stock Sphinx with its whole tree as well")
    parser.add_argument("--output", type=Path, help="folder for table.md, table.json and plot.svg")
    options = parser.parse_args()
    if not adopt_orphans():
        print("This system does not tell what processes left behind have cost: times may be too low.", file=sys.stderr)
    rows: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in _sizes(options):
            bench = Bench(Path(folder), size, options.pack, options.sidebar)
            for name in options.only or JOBS:
                try:
                    for row in JOBS[name](bench):
                        rows.append(row)
                        _tell(row)
                except CommandError as error:
                    print(f"{name}: {error}", file=sys.stderr)
    table = render_markdown(rows)
    print(table)
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "table.md").write_text(table, encoding="utf-8")
        (options.output / "table.json").write_text(render_json(rows, _machine()), encoding="utf-8")
        (options.output / "plot.svg").write_text(render_plot(rows), encoding="utf-8")
    return 0 if rows else 1


def _sizes(options: argparse.Namespace) -> list[Size]:
    if options.pack:
        locales = tuple(sorted(one.name for one in options.pack.iterdir() if (one / "sxs").is_dir()))[: options.locales]
        articles = sum(1 for _ in (options.pack / locales[0] / "sxs").rglob("*.md"))
        return [Size(articles, locales)]
    return [Size(articles, LOCALES[: options.locales]) for articles in options.articles or [300]]


def _tell(row: Measured) -> None:
    if sys.stderr.isatty():
        said = f"{row.job}: {row.way}: {row.cost.cpu:.2f} s CPU, {row.cost.wall:.2f} s"
        print(f"{row.articles:,} x {row.locales}  {said}", file=sys.stderr)


def _machine() -> dict[str, str]:
    packages = ("sphinx", "myst-parser", "docutils", "beautifulsoup4")
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": _processor(),
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "cores": str(os.cpu_count()),
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


def _processor() -> str:
    """Return what the system calls its processor; empty where it does not tell."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


if __name__ == "__main__":
    sys.exit(main())
