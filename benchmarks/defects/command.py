"""The command line of `benchmarks/checks.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from measures.pack import Product, read_pack
from sphinx_bitext.model import Severity

from .base import Kind
from .cost import build_cost
from .digits import KINDS as NUMBER_KINDS
from .digits import build_digits
from .flagged import build_flagged, sample_findings
from .outside import build_outside
from .recall import Order, Result, measure_all
from .recall_table import build_recall
from .registry import KINDS
from .report import Part, print_part, render_text
from .sample import Sample, read_sample

FORMAT_VERSION = 1
IO_ERROR = 4
SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "corpus"
PARTS = ("recall", "flagged", "pofilter", "numbers", "cost")
_INJECTING = frozenset({"recall", "pofilter", "numbers"})
_NAMES = (*PARTS, *(kind.key for kind in KINDS))


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.option("--pack", type=click.Path(path_type=Path), help="Folder of deliveries.  [default: ../shared/corpus]")
@click.option(
    "--only", type=click.Choice(_NAMES), multiple=True, metavar="NAME",
    help=f"These parts ({', '.join(PARTS)}) or kinds of defects alone; --list names them.",
)  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="Print the kinds of defects, and end.")
@click.option("--locale", "locales", multiple=True, metavar="LOCALE", help="Read the deliveries of these alone.")
@click.option("--every", type=click.IntRange(1), default=1, metavar="N", help="Every Nth article of each product.")
@click.option("--per-kind", type=click.IntRange(1), default=1_000, show_default=True, metavar="N",
              help="Defects of each kind.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed, other sentences.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, metavar="N", help="Processes at a time.")
@click.option("--misses", type=click.IntRange(0), default=0, metavar="N", help="Show so many missed ones of each kind.")
@click.option("--sample-findings", type=click.IntRange(1), metavar="N", help="Only list N findings of HT, to be read.")
@click.option("--level", type=click.Choice([str(one) for one in Severity]), default="error", show_default=True,
              help="Of the findings that are listed.")  # fmt: skip
@click.option("--code", metavar="TEXT", help="List findings of checks alone whose name holds this.")
@click.option("--articles", type=click.IntRange(2), default=2_900, show_default=True, metavar="N",
              help="How many articles a locale has where time is measured.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--fail-under-targets", is_flag=True, help="Exit with 1 when a target is missed.")
def checks(
    pack: Path | None,
    only: tuple[str, ...],
    listing: bool,
    locales: tuple[str, ...],
    every: int,
    per_kind: int,
    seed: int,
    jobs: int,
    misses: int,
    sample_findings: int | None,
    level: str,
    code: str | None,
    articles: int,
    form: str,
    fail_under_targets: bool,
) -> None:
    """Measure the checks on a pack of real deliveries: what they find, what they say of good ones, and what they cost.

    Each kind of defect is put into clean sentences of the delivered files; each file is then read, aligned and checked
    as the product does. benchmarks/README.md explains each figure.

    \b
    Examples:
      python benchmarks/checks.py
      python benchmarks/checks.py --only bold-dead --only link-lost --misses 5
      python benchmarks/checks.py --only flagged --locale ja-JP
      python benchmarks/checks.py --sample-findings 100 --seed 1
    """
    if listing:
        click.echo("".join(f"{kind.key:20} {kind.severity:8} {kind.title}\n" for kind in KINDS), nl=False)
        return
    try:
        sample = read_sample(_products(pack, locales, every))
    except OSError as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(IO_ERROR) from error
    if sample_findings:
        click.echo("\n".join(_listed(sample, sample_findings, seed, Severity(level), code)))
        return
    parts, kinds = _chosen(only)
    found = _inject(sample, kinds if _INJECTING & set(parts) else [], Order(per_kind, seed), jobs)
    built = [_build(key, sample, found, misses, articles, jobs) for key in parts]
    _show(built, form)
    if fail_under_targets and any(part.missed for part in built):
        raise SystemExit(1)


def _listed(sample: Sample, count: int, seed: int, level: Severity, code: str | None) -> list[str]:
    return sample_findings(sample, count, seed, level, code)


def _build(
    key: str, sample: Sample, found: Mapping[Kind, Sequence[Result]], misses: int, articles: int, jobs: int
) -> Part:
    if key == "recall":
        return build_recall(found, misses)
    if key == "flagged":
        return build_flagged(sample)
    if key == "pofilter":
        return build_outside(sample, found, jobs)
    if key == "numbers":
        return build_digits(sample, found)
    return build_cost(sample, articles)


def _chosen(only: Sequence[str]) -> tuple[list[str], list[Kind]]:
    """Return the parts and the kinds that are asked for; kinds without a part are asked for their recall."""
    parts = [part for part in PARTS if part in only]
    kinds = [kind for kind in KINDS if kind.key in only]
    if parts == ["numbers"] and not kinds:
        kinds = [kind for kind in KINDS if kind.key in NUMBER_KINDS]
    if not parts:
        parts = ["recall"] if kinds else list(PARTS)
    return parts, kinds or list(KINDS)


def _inject(sample: Sample, kinds: Sequence[Kind], order: Order, jobs: int) -> dict[Kind, list[Result]]:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    found: dict[str, list[Result]] = {}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("putting defects in", total=len(kinds))
        for kind, results in measure_all(sample, kinds, order, jobs):
            found[kind.key] = results
            progress.update(task, advance=1, description=kind.key)
    return {kind: found[kind.key] for kind in kinds}


def _show(parts: Sequence[Part], form: str) -> None:
    console = Console()
    if form == "json":
        data = {"format_version": FORMAT_VERSION} | {part.key: part.data for part in parts}
        click.echo(json.dumps(data, ensure_ascii=True, indent=1))
        return
    for part in parts:
        if console.is_terminal:
            print_part(console, part)
        else:
            click.echo(render_text(part), nl=False)


def _products(pack: Path | None, locales: Sequence[str], every: int) -> tuple[Product, ...]:
    folder = SAMPLE if pack is None else pack
    if not folder.is_dir():
        raise click.UsageError(f"There is no pack at {folder}: name one with --pack DIR.")
    products = read_pack(folder, locales=locales, every=every)
    if not products:
        limit = f" of {', '.join(locales)}" if locales else ""
        raise click.UsageError(f"No deliveries{limit} below {folder}: <locale>/sxs/**/*.md is looked for.")
    return products
