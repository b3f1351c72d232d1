"""`bitext merge-po`: one command, called by git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from ..catalogs.merge_driver import merge_versions
from ..catalogs.po import CatalogError, parse_utf8_catalog, render_catalog
from ..reports.safe import counted, visible
from ..store import read_text, write_text
from ._context import existing_file

_SHOWN = 10


@click.command("merge-po")
@click.option(
    "--marker-size", type=click.IntRange(1), default=7, help="Of conflict markers, where a file is no catalog."
)
@click.argument("base", type=existing_file)
@click.argument("ours", type=existing_file)
@click.argument("theirs", type=existing_file)
@click.argument("pathname", required=False)
@click.pass_context
def merge_po(ctx: click.Context, base: Path, ours: Path, theirs: Path, pathname: str | None, marker_size: int) -> None:
    """Merge two versions of a catalog, entry by entry, into OURS. `make git-setup` lets git do it.

    Edits of different entries never conflict. Where both sides wrote different texts ours stays, marked fuzzy, theirs
    stands in a comment (search for "merge conflict"), and the exit code is 1.

    \b
    Examples:
      bitext merge-po base.po ours.po theirs.po
    """
    name = visible(pathname or str(ours))
    try:
        versions = merge_versions(*(parse_utf8_catalog(read_text(file)) for file in (base, ours, theirs)))
    except CatalogError as error:
        click.echo(f"bitext: {name}: {error}; merged as text", err=True)
        ctx.exit(_merge_text(base, ours, theirs, marker_size))
    write_text(ours, render_catalog(versions.catalog))
    if not versions.conflicts:
        return
    count = counted(len(versions.conflicts), "text was", "texts were")
    click.echo(f'bitext: {name}: {count} changed on both sides; search for "merge conflict":', err=True)
    for conflict in versions.conflicts[:_SHOWN]:
        click.echo(f"  {visible(conflict)[:100]}", err=True)
    ctx.exit(1)


def _merge_text(base: Path, ours: Path, theirs: Path, marker_size: int) -> int:
    """Let git merge lines; 0 where they do not conflict."""
    command = ["git", "merge-file", f"--marker-size={marker_size}", "-L", "ours", "-L", "base", "-L", "theirs"]
    done = subprocess.run([*command, str(ours), str(base), str(theirs)], check=False)
    return int(done.returncode != 0)
