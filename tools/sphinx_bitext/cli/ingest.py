"""`bitext ingest`: one command."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from ..errors import UsageError
from ..reports.safe import counted
from ..workflows.gathering import Means, gather
from ..workflows.project import Project
from ..workflows.stamps import INGEST, fingerprint, read_stamp, read_state, settle, write_stamp
from ..workflows.updating import change_lines
from ._context import echo_findings, echo_text, means_options, progress, project_of


@click.command()
@click.option("--prove-seconds", type=click.IntRange(min=0), help="How long to look for the proof of rebuilt English.")
@means_options
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.pass_context
def ingest(ctx: click.Context, paths: tuple[Path, ...], prove_seconds: int | None, jobs: int, cluster: str) -> None:
    """Rebuild English into source/en-US/ and merge deliveries into the catalogs below locale/.

    PATH limits the catalogs to locales, given by their folders (source/sv-SE). Edited translations always stay.

    \b
    Examples:
      bitext ingest
      bitext ingest source/sv-SE source/ar-SA
      bitext ingest --prove-seconds 60
    """
    project = project_of(ctx)
    if prove_seconds is not None:
        settings = dataclasses.replace(project.settings, prove_seconds=prove_seconds)
        project = dataclasses.replace(project, settings=settings)
    locales = _locales(project, paths)
    asked = ("ingest", project.settings, sorted(locales))
    before = read_state(project)
    stamp = read_stamp(project, INGEST)
    if stamp and stamp.get("fingerprint") == fingerprint(before, asked):
        echo_text("Nothing has changed since the last ingest.\n" + str(stamp.get("summary", "")))
        ctx.exit(int(stamp.get("exit_code", 0)))
    with progress() as show:
        means = Means(jobs, cluster, partial(show, "ingesting articles"))
        gathered = gather(project, locales, write=True, means=means)
    result = gathered.ingested
    echo_findings(result.findings)
    for line in change_lines(result.changes.values()):
        click.echo(line)
    described = _describe(gathered.proofs, result.tally.tries.total())
    click.echo(f"{described}; {result.written_english} written.")
    click.echo(f"Catalogs: {gathered.catalogs}, {result.written_catalogs} written.")
    if not (result.written_english or result.written_catalogs):
        click.echo("Nothing has changed.")
    code = 3 if result.unreadable else 0
    said = f"{described}.\nCatalogs: {gathered.catalogs}.\n"
    said += f"{counted(len(result.findings), 'finding')}: see `bitext check`.\n" if result.findings else ""
    if (after := settle(project, INGEST, before, result.written)) is not None:
        write_stamp(project, INGEST, asked, after, {"summary": said, "exit_code": code})
    ctx.exit(code)


def _describe(english: Sequence[tuple[str, str]], tries: int) -> str:
    """Return where the English comes from and how much of it is proven; `english` are origins and proofs."""
    given = sum(origin == "given" for origin, _ in english)
    proven = sum(proof == "proven" for _, proof in english)
    majority = sum(origin == "rebuilt" and proof != "proven" for origin, proof in english)
    searched = f" ({counted(tries, 'try', 'tries')})" if tries else ""
    return (
        f"English: {counted(len(english), 'article')}, {given} given, {proven} proven by hash{searched}, "
        f"{majority} by majority"
    )


def _locales(project: Project, paths: tuple[Path, ...]) -> list[str]:
    found = []
    for path in paths:
        try:
            relative = path.resolve().relative_to(project.source_dir.resolve())
        except ValueError as error:
            raise UsageError(f"{path}: not below {project.source_dir}") from error
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        if relative.parts:
            found.append(relative.parts[0])
    return found
