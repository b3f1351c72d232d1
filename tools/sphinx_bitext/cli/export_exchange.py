"""What `bitext export` does for the formats that translation tools read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from ..alignment.english import SOURCE_LOCALE
from ..errors import UsageError
from ..reports.safe import counted
from ..workflows.exchanging import Exported, export_tmx, export_xliff
from ..workflows.ingest import Ingested
from ..workflows.project import Project

Exporter = Callable[[Project, Ingested, tuple[str, ...], Path], None]
"""Writes what was asked for and says so; gets the locales that were chosen and the folder to write to."""


def tmx_exporter(source_locale: str = SOURCE_LOCALE, *, codes: bool = False) -> Exporter:
    """Return what writes translation memories; with `codes`, markup stands in inline codes.

    The source locale has to be among those that were ingested.
    """

    def run(project: Project, ingested: Ingested, locales: tuple[str, ...], output: Path) -> None:
        result = export_tmx(project, ingested, locales, output, source_locale=source_locale, codes=codes)
        _say(result, "sentence", output)

    return run


def xliff_exporter(*, codes: bool = True) -> Exporter:
    """Return what writes XLIFF files; without `codes`, markup is part of the text."""

    def run(project: Project, ingested: Ingested, locales: tuple[str, ...], output: Path) -> None:
        _say(export_xliff(project, ingested, locales, output, codes=codes), "message", output)

    return run


def _say(result: Exported, what: str, output: Path) -> None:
    for finding in result.findings:
        place = f"{finding.locale}/{finding.article}#{finding.unit}"
        click.echo(f"{place}: {finding.severity} {finding.code} {finding.message}", err=True)
    if not result.units:
        raise UsageError("nothing to export: no delivery and no translation in these locales")
    files = counted(len(result.files), "file")
    click.echo(f"{counted(result.units, what)} in {files}; {result.written} written to {output}.")
