"""`bitext report`: one command."""

from __future__ import annotations

from pathlib import Path

import click

from ..publish.report import write_report
from ..workflows.checking import build_statuses, compare_with_baseline, find_all, read_baseline
from ..workflows.ingest import ingest
from ..workflows.reading import shown_path
from ..workflows.silencing import refuse_unknown_silences, silence
from ..workflows.terms import project_checks
from ._context import existing_file, locale_option, progress, project_of


@click.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder; build/report by default.")
@click.option("--baseline", type=existing_file, help="Show what came and went since this `check` output (JSON, SARIF).")
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
    refuse_unknown_silences(project)
    checks = project_checks(project)
    earlier = read_baseline(baseline) if baseline else None
    with progress() as show:
        steps = lambda done, total: show("reading articles", done, total)  # noqa: E731 (one line, one use)
        ingested = ingest(project, chosen, write=False, progress=steps)
    bitexts = [bitext for bitext in ingested.corpus.bitexts if bitext.locale in chosen]
    folder = output or project.report_dir
    heard = silence(project, ingested, find_all(ingested, chosen, checks), chosen)
    silenced = [one.finding for one in heard.silenced]
    compared = compare_with_baseline(heard.findings, earlier, chosen, silenced) if earlier is not None else None
    write_report(folder, bitexts, heard.findings, build_statuses(ingested, chosen), chosen, compared)
    click.echo(f"open {shown_path(folder / 'index.html')}")
