"""`bitext pseudo`: one command."""

from __future__ import annotations

from functools import partial

import click

from ..pseudo import PSEUDO_LOCALE
from ..reports.safe import counted
from ..workflows.gathering import Means
from ..workflows.pseudo import write_pseudo
from ._context import means_options, progress, project_of


@click.command()
@means_options
@click.pass_context
def pseudo(ctx: click.Context, jobs: int, cluster: str) -> None:
    """Make a pseudo-locale: English with accents, longer and in brackets, as deliveries in source/qps-ploc/.

    It is built like any locale. A string without accents cannot be translated, a text without its closing bracket was
    cut, and what breaks the layout here breaks it in long languages too. Made anew, it follows the English; removing
    the folder ends it.

    \b
    Examples:
      bitext pseudo && bitext build --locale qps-ploc
    """
    project = project_of(ctx)
    with progress() as show:
        result = write_pseudo(project, Means(jobs, cluster, partial(show, "reading articles")))
    removed = f", {result.removed} removed" if result.removed else ""
    folder = project.source_dir / PSEUDO_LOCALE
    click.echo(f"{counted(result.articles, 'article')} in {folder}, {result.written} written{removed}.")
    click.echo(f"Next: bitext build --locale {PSEUDO_LOCALE}")
