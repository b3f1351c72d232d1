"""`bitext live`: one command."""

from __future__ import annotations

import click

from ._context import locale_option, project_of


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port; a free one by default.")
@locale_option
@click.pass_context
def live(ctx: click.Context, port: int, locales: tuple[str, ...]) -> None:
    """Publish, show the pages on this machine, and publish what is edited; open pages load again by themselves.

    \b
    Examples:
      bitext live
      bitext live --locale sv-SE --port 8000
    """
    from ..publish.live import live as run_live  # noqa: PLC0415 (needs Sphinx)

    run_live(project_of(ctx), locales, port, click.echo)
