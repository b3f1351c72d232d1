"""`bitext update-po`: one command."""

from __future__ import annotations

import click

from ..workflows.ingest import ingest
from ..workflows.updating import change_lines
from ._context import echo_findings, locale_option, progress, project_of


@click.command("update-po")
@locale_option
@click.pass_context
def update_po(ctx: click.Context, locales: tuple[str, ...]) -> None:
    """Merge edited English and deliveries into the catalogs below locale/, and touch nothing else.

    Says which messages changed and what that means for each locale. Edited translations always stay.

    \b
    Examples:
      bitext update-po
      bitext update-po --locale sv-SE
    """
    project = project_of(ctx)
    with progress() as show:
        result = ingest(
            project,
            locales,
            progress=lambda done, total: show("merging catalogs", done, total),
            english=False,
        )
    echo_findings(result.findings)
    for line in change_lines(result.changes.values()):
        click.echo(line)
    click.echo(f"Catalogs: {len(result.catalogs)}, {result.written_catalogs} written.")
    if result.unreadable:
        ctx.exit(3)
