"""The command `bitext`: one file a command."""

from __future__ import annotations

import io
import sys

import click

from ..errors import BitextError
from ..jobs import spare_collections
from ._context import Group
from .align import align
from .build import build
from .check import check
from .explain import explain
from .export import export
from .import_ import import_
from .import_xliff import import_xliff
from .ingest import ingest
from .linkcheck import linkcheck
from .live import live
from .merge_po import merge_po
from .pseudo import pseudo
from .report import report
from .root import root
from .status import status
from .strip import strip
from .terms import terms
from .update_po import update_po

COMMANDS = (
    import_,
    ingest,
    update_po,
    strip,
    check,
    report,
    status,
    build,
    linkcheck,
    live,
    export,
    import_xliff,
    pseudo,
    align,
    explain,
    terms,
    merge_po,
)
"""All commands, in the order of the work."""

for _command in COMMANDS:
    root.add_command(_command)


def main() -> None:
    """Run the command line; a wrong use is one clear line and the exit code of its kind."""
    assert isinstance(root, Group)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file name that is not UTF-8, or a terminal that knows few characters, stops nothing.
        sys.stdout.reconfigure(errors="backslashreplace")
    spare_collections()
    try:
        code = root.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("bitext: stopped", err=True)
        sys.exit(130)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        click.echo(f"bitext: error: {' '.join(error.format_message().split())}", err=True)
        sys.exit(error.exit_code)
    except BitextError as error:
        click.echo(f"bitext: error: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does.
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"bitext: error: {error.filename or 'input/output'}: {error.strerror or error}", err=True)
        sys.exit(4)
    sys.exit(code if isinstance(code, int) else 0)
