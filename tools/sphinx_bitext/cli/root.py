"""`bitext` itself: the options before the command."""

from __future__ import annotations

from pathlib import Path

import click

from .. import __version__
from ..workflows.project import load_project
from ._context import Group

MODULES = {
    "import": "import_",
    "ingest": "ingest",
    "update-po": "update_po",
    "strip": "strip",
    "check": "check",
    "report": "report",
    "status": "status",
    "build": "build",
    "linkcheck": "linkcheck",
    "live": "live",
    "export": "export",
    "import-xliff": "import_xliff",
    "pseudo": "pseudo",
    "align": "align",
    "explain": "explain",
    "terms": "terms",
    "merge-po": "merge_po",
}
"""All commands, in the order of the work."""
_FOLDER = click.Path(file_okay=False, path_type=Path)


class _Commands(Group):
    modules = MODULES


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=False)
@click.option("--source", type=_FOLDER, default=Path("source"), show_default=True, help="Deliveries and English.")
@click.option("--locale-dir", type=_FOLDER, default=Path("locale"), show_default=True, help="Catalogs.")
@click.option("--output-dir", type=_FOLDER, default=Path("build"), show_default=True, help="Pages and reports.")
@click.version_option(__version__, prog_name="bitext")
@click.pass_context
def root(ctx: click.Context, source: Path, locale_dir: Path, output_dir: Path) -> None:
    """Take translated articles in; give proven English, gettext catalogs, alignment reports and a help site per locale.

    \b
    Examples:
      bitext import ~/handback/sv-SE       take a delivery into source/
      bitext build                         ingest, check, report and publish
      bitext check --format json           findings for a program
      bitext --source docs status          another project
    """
    # git calls `merge-po` in the middle of a merge, when the settings themselves may be in two minds.
    if ctx.invoked_subcommand != "merge-po":
        ctx.obj = load_project(source, locale_dir, output_dir)
