"""`bitext export`: one command."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import UsageError
from ..reports.safe import counted
from ..reports.text import finding_line
from ..workflows.exporting import ArticleFormat, export_articles
from ..workflows.ingest import Ingested, ingest
from ..workflows.project import Project
from ._context import locale_option, progress, project_of, wants_colour
from .export_exchange import Exporter, tmx_exporter, xliff_exporter


def _articles(form: ArticleFormat) -> Exporter:
    def run(project: Project, ingested: Ingested, locales: tuple[str, ...], output: Path) -> None:
        if output.resolve().is_relative_to(project.source_dir.resolve()):
            raise UsageError(f"{output}: lies in {project.source_dir}, which is only read; choose another folder")
        with progress() as show:
            steps = lambda done, total: show("writing articles", done, total)  # noqa: E731 (one line, one use)
            result = export_articles(ingested, locales, form, output, progress=steps)
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

    return run


FORMATS: dict[str, Exporter] = {
    "markdown": _articles("markdown"),
    "sxs": _articles("sxs"),
    "tmx": tmx_exporter(),
    "xliff": xliff_exporter(),
}


@click.command()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True, help="What to write.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write to.")
@click.option("--source-locale", help="tmx: translate from this locale, by shared unit numbers.  [default: en-US]")
@locale_option
@click.pass_context
def export(ctx: click.Context, form: str, output: Path, source_locale: str | None, locales: tuple[str, ...]) -> None:
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
    source = project.target_locales([source_locale]) if source_locale else ()
    exporter = tmx_exporter(*source) if source else FORMATS[form]
    with progress() as show:
        steps = lambda done, total: show("reading articles", done, total)  # noqa: E731 (one line, one use)
        ingested = ingest(project, sorted({*chosen, *source}), write=False, progress=steps)
    exporter(project, ingested, chosen, output)
    if ingested.unreadable:
        ctx.exit(3)
