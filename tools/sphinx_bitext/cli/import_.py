"""`bitext import`: one command."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from ..reports.safe import counted
from ..workflows.importing import import_paths
from ._context import project_of


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.pass_context
def import_(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Take deliveries into source/<locale>/: files, folders, .zip archives.

    The locale comes from `ms.contentlocale`, the path from the tree; a lone file is named after its first heading.

    \b
    Examples:
      bitext import handback/           a folder, with its images
      bitext import handback.zip
      bitext import article.txt
    """
    result = import_paths(project_of(ctx), paths)
    for file, reason in result.skipped:
        click.echo(f"skipped {file}: {reason}", err=True)
    for locale, count in sorted(result.articles.items()):
        click.echo(f"{locale}: {counted(count, 'article')}")
    if not result.articles:
        raise UsageError("nothing was imported")
    written = f"{counted(result.written, 'article')} and {counted(result.assets, 'other file')}"
    click.echo(f"{written} written. Next: bitext ingest")
