"""`bitext linkcheck`: one command."""

from __future__ import annotations

import click

from ..errors import UsageError
from ._context import echo_text, project_of


@click.command()
@click.pass_context
def linkcheck(ctx: click.Context) -> None:
    """Check the links, anchors, images, redirects and sitemaps inside the published pages. Fetches nothing.

    \b
    Examples:
      bitext linkcheck
      bitext --output-dir out linkcheck
    """
    from ..publish.linkcheck import check_links  # noqa: PLC0415 (not needed by other commands)

    project = project_of(ctx)
    if not (project.html_dir / "index.html").is_file():
        raise UsageError(f"{project.html_dir}: no pages here; run `bitext build` first")
    found = check_links(project.html_dir, project.settings.base_url)
    for broken in found.broken:
        echo_text(f"{broken.file}:{broken.line}: {broken.message}\n")
    echo_text(f"Pages: {found.pages}. Links inside: {found.links}. Broken: {len(found.broken)}.\n")
    ctx.exit(1 if found.broken else 0)
