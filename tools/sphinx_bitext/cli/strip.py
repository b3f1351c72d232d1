"""`bitext strip`: one command."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from ..markup.strip import strip_alignment
from ..store import read_text
from ._context import echo_text


@click.command()
@click.option("--side", type=click.Choice(["target", "source"]), default="target", show_default=True)
@click.option(
    "--unescape",
    is_flag=True,
    help="Undo what the delivery added inside its units: escapes of * and `, spaces before URLs.",
)
@click.argument("file", type=click.Path(path_type=Path))
def strip(file: Path, side: Literal["target", "source"], *, unescape: bool) -> None:
    """Print the clean article: a delivery without its alignment spans.

    \b
    Examples:
      bitext strip source/sv-SE/credits.md > credits.sv.md
      bitext strip --unescape source/sv-SE/credits.md > credits.sv.md
      bitext strip --side source source/sv-SE/credits.md
    """
    echo_text(strip_alignment(read_text(file), side, unescape=unescape))
