"""`bitext terms`: one command."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..store import write_text
from ..terms.glossary import render_glossary
from ..workflows.gathering import Means
from ..workflows.terms import propose_terms
from ._context import echo_text, locale_option, means_options, progress, project_of


@click.command()
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--min", "minimum", type=click.IntRange(min=1), default=3, show_default=True, help="Places a row wants.")
@means_options
@locale_option
@click.pass_context
def terms(
    ctx: click.Context, output: Path | None, minimum: int, jobs: int, cluster: str, locales: tuple[str, ...]
) -> None:
    """Propose a glossary: names that the locales keep, and labels that a locale translates one way.

    Bold texts, link labels and short texts of all deliveries are compared. The note of each row says how many places
    speak for it. Look the rows over, delete what you do not want, and name the file in the setting `glossary`.

    \b
    Examples:
      bitext terms --output glossary.csv
      bitext terms --locale sv-SE --min 10
    """
    project = project_of(ctx)
    chosen = project.target_locales(locales)
    with progress() as show:
        means = Means(jobs, cluster, partial(show, "reading articles"))
        text = render_glossary(propose_terms(project, chosen, minimum, means))
    if output:
        write_text(output, text)
    else:
        echo_text(text)
