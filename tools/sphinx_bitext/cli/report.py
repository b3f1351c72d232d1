"""`bitext report`: one command."""

from __future__ import annotations

from pathlib import Path

import click

from ..publish.report import write_report
from ..workflows.checking import build_statuses, find_all
from ..workflows.ingest import ingest
from ..workflows.reading import shown_path
from ._context import existing_file, locale_option, progress, project_of


@click.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder; build/report by default.")
@click.option("--baseline", type=existing_file, help="Show what came and went since this `check --format json` output.")
@locale_option
@click.pass_context
def report(ctx: click.Context, output: Path | None, baseline: Path | None, locales: tuple[str, ...]) -> None:
    """Write the HTML alignment report: locale x check matrix, all segments, each finding.

    \b
    Examples:
      bitext report
      bitext report --output /tmp/report --locale ar-SA
      bitext report --baseline findings.json
    """
    project = project_of(ctx)
    chosen = project.target_locales(locales)
    with progress() as show:
        steps = lambda done, total: show("reading articles", done, total)  # noqa: E731 (one line, one use)
        ingested = ingest(project, chosen, write=False, progress=steps)
    bitexts = [bitext for bitext in ingested.corpus.bitexts if bitext.locale in chosen]
    folder = output or project.report_dir
    write_report(folder, bitexts, find_all(ingested, chosen), build_statuses(ingested, chosen), chosen, baseline)
    click.echo(f"open {shown_path(folder / 'index.html')}")
