"""The command line of `benchmarks/alignment.py`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .figures import EXPLAINED, Figure, Measure, Options, Results
from .pack import Product, read_pack
from .registry import MEASURES
from .table import print_table, render_json, render_misses, render_text

ROOT = Path(__file__).resolve().parents[2]
IO_ERROR = 4
SAMPLE = ROOT.parent / "shared" / "corpus"
_NAMES = [name for one in MEASURES for name in dict.fromkeys((one.key, *(figure.key for figure in one.figures)))]


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.option("--pack", type=click.Path(path_type=Path), help="Folder of deliveries.  [default: ../shared/corpus]")
@click.option(
    "--only",
    type=click.Choice(_NAMES),
    multiple=True,
    metavar="FIGURE",
    help=f"These figures alone: {', '.join(_NAMES)}.",
)
@click.option("--locale", "locales", multiple=True, metavar="LOCALE", help="Read the deliveries of these alone.")
@click.option("--sample", type=click.IntRange(1), default=1, metavar="N", help="Every Nth article of each product.")
@click.option(
    "--prove-seconds", type=click.IntRange(0), default=5, show_default=True, metavar="S",
    help="What the search for proven English may cost, in seconds' worth of hashes.",
)  # fmt: skip
@click.option(
    "--articles", type=click.IntRange(1), default=2_900, show_default=True, metavar="N",
    help="How many articles one locale has where time is measured.",
)  # fmt: skip
@click.option("--misses", is_flag=True, help="List each article that a figure misses, with the first difference.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fail-under-targets", is_flag=True, help="Exit with 1 when a target is missed.")
def alignment(
    pack: Path | None,
    only: tuple[str, ...],
    locales: tuple[str, ...],
    sample: int,
    prove_seconds: int,
    articles: int,
    misses: bool,
    form: str,
    fail_under_targets: bool,
) -> None:
    """Print the figures of alignment on a pack of real deliveries, per locale and per product, beside their targets.

    A pack holds <locale>/sxs and <locale>/live (the same deliveries with and without spans), and for other products
    other/<product>.<locale>/sxs, live and english. Parts may be absent. benchmarks/README.md explains each figure.

    \b
    Examples:
      python benchmarks/alignment.py
      python benchmarks/alignment.py --pack ../packs/2021 --misses
      python benchmarks/alignment.py --only strip --only search --locale sv-SE
      python benchmarks/alignment.py --sample 10 --format json
    """
    measures, figures = _chosen(only)
    try:
        products = _products(pack, locales, sample)
        results = _measure(measures, products, Options(prove_seconds, articles))
    except OSError as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(IO_ERROR) from error
    asked = {figure.key for figure in figures}
    if any(figure.explained for figure in figures):
        figures.append(EXPLAINED)
    rows = list(results.rows(figures, products))
    missed = [(product, outcome) for product, outcome in results.misses if outcome.figure.key in asked]
    missed.sort(key=lambda pair: _NAMES.index(pair[1].figure.key))
    console = Console()
    if form == "json":
        click.echo(render_json(rows, missed), nl=False)
    elif console.is_terminal:
        print_table(console, rows)
    else:
        click.echo(render_text(rows), nl=False)
    if misses and form == "text":
        click.echo(render_misses(missed), nl=False)
    if fail_under_targets and any(row.verdict == "missed" for row in rows):
        raise SystemExit(1)


def _products(pack: Path | None, locales: tuple[str, ...], sample: int) -> tuple[Product, ...]:
    if pack is None and not SAMPLE.is_dir():
        raise click.UsageError("There is no pack at ../shared/corpus: name one with --pack DIR.")
    folder = SAMPLE if pack is None else pack
    if not folder.is_dir():
        raise click.UsageError(f"{folder} is not a folder.")
    products = read_pack(folder, locales=locales, every=sample)
    if not products:
        limit = f" of {', '.join(locales)}" if locales else ""
        raise click.UsageError(f"No deliveries{limit} below {folder}: <locale>/sxs/**/*.md is looked for.")
    return products


def _chosen(only: Iterable[str]) -> tuple[list[Measure], list[Figure]]:
    """Return the measures to run and the figures to print."""
    wanted = set(only) or set(_NAMES)
    figures = [figure for one in MEASURES for figure in one.figures if wanted & {one.key, figure.key}]
    return [one for one in MEASURES if set(one.figures) & set(figures)], figures


def _measure(measures: list[Measure], products: tuple[Product, ...], options: Options) -> Results:
    results = Results()
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=len(measures) * len(products))
        for measure in measures:
            for product in products:
                progress.update(task, description=f"{measure.key}: {product.name}")
                for outcome in measure.run(product, options):
                    results.add(product.name, outcome)
                progress.advance(task)
    return results
