"""`bitext report`: one command."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..publish.report import write_report
from ..workflows.checked import check_project
from ..workflows.checking import compare_with_baseline, read_baseline
from ..workflows.gathering import Means
from ..workflows.reading import shown_path
from ..workflows.silencing import refuse_unknown_silences, silence
from ._context import existing_file, locale_option, means_options, progress, project_of


@click.command()
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder; build/report by default.")
@click.option("--baseline", type=existing_file, help="Show what came and went since this `check` output (JSON, SARIF).")
@means_options
@locale_option
@click.pass_context
def report(
    ctx: click.Context, output: Path | None, baseline: Path | None, jobs: int, cluster: str, locales: tuple[str, ...]
) -> None:
    """Write the HTML alignment report: locale x check matrix, all segments, each finding.

    What was checked before and has not changed since is not checked again.

    \b
    Examples:
      bitext report
      bitext report --output /tmp/report --locale ar-SA
      bitext report --baseline findings.json
    """
    project = project_of(ctx)
    chosen = project.target_locales(locales)
    refuse_unknown_silences(project)
    earlier = read_baseline(baseline) if baseline else None
    with progress() as show:
        found = check_project(project, chosen, Means(jobs, cluster, partial(show, "checking articles")))
    checked = found.checked
    folder = output or project.report_dir
    heard = silence(project, checked.comments, checked.findings, chosen)
    silenced = [one.finding for one in heard.silenced]
    compared = compare_with_baseline(heard.findings, earlier, chosen, silenced) if earlier is not None else None
    write_report(folder, found.bitexts(), heard.findings, checked.statuses, chosen, compared)
    click.echo(f"open {shown_path(folder / 'index.html')}")
