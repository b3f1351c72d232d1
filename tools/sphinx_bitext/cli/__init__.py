"""The command `bitext`: one file a command."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import click

from ..errors import BitextError
from ..jobs import spare_collections
from .root import root

if TYPE_CHECKING:
    COMMANDS: tuple[click.Command, ...]
    """All commands, in the order of the work."""


def __getattr__(name: str) -> tuple[click.Command, ...]:
    # To import all of them takes longer than most of what one of them does.
    if name != "COMMANDS":
        raise AttributeError(name)
    return tuple(map(root.load, root.modules))


def main() -> None:
    """Run the command line; a wrong use is one clear line and the exit code of its kind."""
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
