"""`bitext import-xliff`: one command."""

from __future__ import annotations

from pathlib import Path

import click

from ..reports.safe import counted
from ..workflows.returning import import_xliff as run_import
from ._context import existing_file, project_of


@click.command("import-xliff")
@click.argument("files", nargs=-1, required=True, type=existing_file, metavar="FILE...")
@click.pass_context
def import_xliff(ctx: click.Context, files: tuple[Path, ...]) -> None:
    """Merge what a translation tool returned into the catalogs below locale/.

    FILE is XLIFF 2, as `bitext export --format xliff` wrote it and the tool saved it. An entry that has changed in its
    catalog since the export keeps its text; the returned one becomes a comment and a finding. A text whose state is
    still `initial` is merged as fuzzy; `translated`, `reviewed` and `final` end fuzziness. What the tool did not
    change is not touched.

    \b
    Examples:
      bitext import-xliff sv-SE/billing/credits.xlf
      bitext import-xliff returned/**/*.xlf
    """
    result = run_import(project_of(ctx), files)
    for finding in result.findings:
        place = f"{finding.path}:{finding.line}:{finding.column}"
        click.echo(f"{place}: {finding.severity} {finding.code} {finding.message}", err=True)
    click.echo(
        f"{counted(result.merged, 'translation')} merged, {result.unchanged} unchanged, "
        f"{counted(result.conflicts, 'conflict')}; {counted(result.written_catalogs, 'catalog')} written."
    )
    if result.unreadable or result.unparsable:
        ctx.exit(2 if result.unreadable else 3)
