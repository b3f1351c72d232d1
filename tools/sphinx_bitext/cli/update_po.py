"""`bitext update-po`: one command."""

from __future__ import annotations

from functools import partial

import click

from ..workflows.gathering import Means, gather
from ..workflows.updating import change_lines
from ._context import echo_findings, locale_option, means_options, progress, project_of


@click.command("update-po")
@means_options
@locale_option
@click.pass_context
def update_po(ctx: click.Context, locales: tuple[str, ...], jobs: int, cluster: str) -> None:
    """Merge edited English and deliveries into the catalogs below locale/, and touch nothing else.

    Says which messages changed and what that means for each locale. Edited translations always stay.

    \b
    Examples:
      bitext update-po
      bitext update-po --locale sv-SE
    """
    project = project_of(ctx)
    with progress() as show:
        means = Means(jobs, cluster, partial(show, "merging catalogs"))
        gathered = gather(project, locales, write=True, english=False, means=means)
    result = gathered.ingested
    echo_findings(result.findings)
    for line in change_lines(result.changes.values()):
        click.echo(line)
    click.echo(f"Catalogs: {gathered.catalogs}, {result.written_catalogs} written.")
    if result.unreadable:
        ctx.exit(3)
