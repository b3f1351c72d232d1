"""The command `bitext`: one file a command."""

from __future__ import annotations

import sys

import click

from ..errors import BitextError
from ._context import Group
from .align import align
from .build import build
from .check import check
from .explain import explain
from .import_ import import_
from .ingest import ingest
from .report import report
from .root import root
from .status import status
from .strip import strip

COMMANDS = (import_, ingest, strip, check, report, status, build, align, explain)
"""All commands, in the order of the work."""

for _command in COMMANDS:
    root.add_command(_command)


def main() -> None:
    """Run the command line; a wrong use is one clear line and the exit code of its kind."""
    assert isinstance(root, Group)
    try:
        code = root.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("bitext: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
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
