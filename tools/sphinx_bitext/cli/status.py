"""`bitext status`: one command."""

from __future__ import annotations

from functools import partial

import click

from ..reports.json import render_status_json
from ..reports.text import render_status_text
from ..workflows.gathering import Means
from ..workflows.statuses import count_project
from ._context import echo_text, locale_option, progress, project_of


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@locale_option
@click.pass_context
def status(ctx: click.Context, form: str, locales: tuple[str, ...]) -> None:
    """Show the article x locale matrix: HT, MT, stale, missing, progress, English proven.

    \b
    Examples:
      bitext status
      bitext status --format json | jq '.articles[].english.proof'
    """
    project = project_of(ctx)
    chosen = project.target_locales(locales)
    with progress() as show:
        rows = count_project(project, chosen, Means(progress=partial(show, "counting articles")))
    echo_text(render_status_json(rows) if form == "json" else render_status_text(rows, chosen))
