"""What all commands share: the project, output, progress."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

import click

from ..model import Finding
from ..workflows.project import Project


class Group(click.Group):
    """Imports a command when it is asked for, and lists all in the order of the work, not of the alphabet."""

    modules: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Name of a command to the module that has it, under the module's own name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of this name."""
        del ctx
        return self.load(cmd_name) if cmd_name in self.modules else None

    def load(self, name: str) -> click.Command:
        """Return a command that there is."""
        module = self.modules[name]
        command = getattr(import_module(f".{module}", __package__), module)
        assert isinstance(command, click.Command)
        return command


def project_of(ctx: click.Context) -> Project:
    """Return the project that the options before the command describe."""
    project = ctx.find_object(Project)
    assert project is not None
    return project


def echo_text(text: str) -> None:
    """Write a text to standard output as UTF-8, byte for byte, whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
    sys.stdout.buffer.flush()


def echo_findings(findings: Iterable[Finding]) -> None:
    """Write findings to standard error, one line each."""
    from ..reports.text import finding_line  # noqa: PLC0415 (not every command finds something)

    for finding in findings:
        click.echo(finding_line(finding), err=True)


def wants_colour() -> bool:
    """Say whether output may be coloured: on a terminal, unless NO_COLOR is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows how far the work is; on a terminal alone."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _all: None
        return
    from rich.console import Console  # noqa: PLC0415 (only where there is a terminal)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield show


def locale_option(function: Callable[..., None]) -> Callable[..., None]:
    """Add `--locale`, which may be given several times."""
    text = "Work on this locale only, e.g. sv-SE; may be given several times."
    return click.option("--locale", "-l", "locales", multiple=True, metavar="TAG", help=text)(function)


def means_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add `--jobs` and `--cluster`."""
    jobs = click.option(
        "--jobs", "-j", type=click.IntRange(min=0), default=0, help="Processes; one per core by default."
    )
    text = "Work on the workers of this Dask scheduler."
    cluster = click.option("--cluster", default="", metavar="ADDRESS", help=text)
    return jobs(cluster(function))


existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)
