"""`bitext export`: one command."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from ..alignment.english import SOURCE_LOCALE
from ..errors import UsageError
from ..reports.safe import counted
from ..reports.text import finding_line
from ..workflows.exchanging import export_tmx, export_xliff
from ..workflows.exporting import ArticleFormat, export_project
from ..workflows.gathering import Means
from ..workflows.project import Project
from ._context import locale_option, means_options, progress, project_of, wants_colour

ARTICLES: tuple[ArticleFormat, ...] = ("markdown", "sxs")
TOOLS = ("tmx", "xliff")
"""Formats that translation tools read."""


def _export_articles(
    project: Project, locales: tuple[str, ...], form: ArticleFormat, output: Path, jobs: int, cluster: str
) -> int:
    """Export articles and return how many catalogs could not be read."""
    if output.resolve().is_relative_to(project.source_dir.resolve()):
        raise UsageError(f"{output}: lies in {project.source_dir}, which is only read; choose another folder")
    with progress() as show:
        means = Means(jobs, cluster, partial(show, "writing articles"))
        result, unreadable = export_project(project, locales, form, output, means)
    for finding in result.findings:
        click.echo(finding_line(finding, colour=wants_colour()), err=True)
    for locale, count in sorted(result.articles.items()):
        click.echo(f"{locale}: {counted(count, 'article')}")
    if not result.articles:
        raise UsageError("nothing to export: no delivery and no translation in these locales")
    notes = [f"{counted(result.edited, 'message')} edited since delivery"] if result.edited else []
    notes += [f"{counted(result.untranslated, 'message')} in English"] if result.untranslated else []
    notes += [f"{counted(result.older, 'article')} with the older English they translate"] if result.older else []
    click.echo(f"{result.written} written to {output}{': ' if notes else ''}{', '.join(notes)}.")
    return unreadable


def _export_exchange(
    project: Project,
    locales: tuple[str, ...],
    source_locale: str | None,
    form: str,
    output: Path,
    jobs: int,
    cluster: str,
) -> int:
    """Export what translation tools read, and return how many catalogs could not be read."""
    with progress() as show:
        means = Means(jobs, cluster, partial(show, "reading articles"))
        if form == "tmx":
            source = source_locale or SOURCE_LOCALE
            result, what = export_tmx(project, locales, output, source_locale=source, means=means), "sentence"
        else:
            result, what = export_xliff(project, locales, output, means=means), "message"
    for finding in result.findings:
        place = f"{finding.locale}/{finding.article}#{finding.unit}"
        click.echo(f"{place}: {finding.severity} {finding.code} {finding.message}", err=True)
    if not result.units:
        raise UsageError("nothing to export: no delivery and no translation in these locales")
    files = counted(result.files, "file")
    click.echo(f"{counted(result.units, what)} in {files}; {result.written} written to {output}.")
    return result.unreadable


@click.command()
@click.option("--format", "form", type=click.Choice([*ARTICLES, *TOOLS]), required=True, help="What to write.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to.")
@click.option("--source-locale", help="tmx: translate from this locale, by shared unit numbers.  [default: en-US]")
@means_options
@locale_option
@click.pass_context
def export(
    ctx: click.Context,
    form: str,
    output: Path,
    source_locale: str | None,
    jobs: int,
    cluster: str,
    locales: tuple[str, ...],
) -> None:
    """Write the translations as they stand in the catalogs now.

    \b
    markdown  clean articles, OUTPUT/<locale>/<path>
    sxs       deliveries: front matter, anchors, and the English of each sentence in alignment spans
    tmx       TMX 1.4b, a translation memory a locale: sentences with HT or MT, dates, article and unit
    xliff     XLIFF 2.1, a file an article and locale, for `bitext import-xliff` to take back

    What nobody edited comes back byte for byte as it was delivered. An article whose English has moved on is exported
    with the English it translates, until its catalog covers the new one.

    \b
    Examples:
      bitext export --format markdown --output build/export
      bitext export --format sxs --locale sv-SE --output handback
      bitext export --format xliff --output build/xliff
      bitext export --format tmx --source-locale sv-SE --locale ja-JP --output build/tmx
    """
    project = project_of(ctx)
    if source_locale is not None and form != "tmx":
        raise UsageError("--source-locale is for --format tmx alone")
    chosen = project.target_locales(locales)
    for articles in ARTICLES:
        if form == articles:
            ctx.exit(3 if _export_articles(project, chosen, articles, output, jobs, cluster) else 0)
    ctx.exit(3 if _export_exchange(project, chosen, source_locale, form, output, jobs, cluster) else 0)
