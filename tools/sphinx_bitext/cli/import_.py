"""`bitext import`: one command."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from ..errors import UsageError
from ..reports.safe import counted, visible
from ..workflows.importing import Imported, Skip, import_paths
from ._context import progress, project_of

_LISTED = 5
"""Files that are named for one reason; the others are counted."""


@click.command("import")
@click.option("--locale", "-l", metavar="TAG", help="The locale of files that name none, e.g. en-US for English.")
@click.option("--replace-english", is_flag=True, help="Take English in place of other English in source/en-US/.")
@click.option("--dry-run", "-n", is_flag=True, help="Say what would be done and write nothing.")
@click.option("--verbose", "-v", is_flag=True, help="Name every file that is skipped.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.pass_context
def import_(
    ctx: click.Context, paths: tuple[Path, ...], locale: str | None, replace_english: bool, dry_run: bool, verbose: bool
) -> None:
    """Take deliveries into source/<locale>/: files, folders, repository checkouts, .zip and .tar.gz archives.

    The locale comes from `ms.contentlocale`, else from a folder such as sv-SE, --locale or the repository's own
    configuration. The path is that below the content root: the docset of a repository, as docfx.json and
    .openpublishing.publish.config.json say, the folder of the locale, or what was given. A lone file is named after
    its first heading. Images, TOC.yml and redirections come along. What is skipped is listed with the reason.

    \b
    Examples:
      bitext import handback/                    a folder, with its images
      bitext import handback.zip
      bitext import ~/repos/help.sv-SE           a checkout; its docfx.json is respected
      bitext import --locale en-US ~/repos/help  the English repository
      bitext import article.txt
    """
    with progress() as show:
        result = import_paths(
            project_of(ctx),
            paths,
            locale=locale,
            dry_run=dry_run,
            replace_english=replace_english,
            progress=show,
        )
    for line in _skip_lines(result.skipped, verbose=verbose):
        click.echo(line, err=True)
    for line in _summary(result, dry_run=dry_run):
        click.echo(line)
    if not result.articles and not result.others:
        raise UsageError("nothing was imported")
    if result.withheld:
        ctx.exit(3)


def _skip_lines(skipped: Iterable[Skip], *, verbose: bool) -> list[str]:
    """Return a line for each file, or for the first few of one reason and the number of the others."""
    by_reason: dict[str, list[Skip]] = {}
    for skip in skipped:
        by_reason.setdefault(skip.reason, []).append(skip)
    lines = []
    for reason, skips in by_reason.items():
        shown = skips if verbose or len(skips) <= _LISTED + 1 else skips[:_LISTED]
        lines += [f"skipped {visible(skip.file)}: {reason}{visible(skip.detail)}" for skip in shown]
        if len(skips) > len(shown):
            lines.append(f"skipped ... and {len(skips) - len(shown):,} more: {reason} (--verbose names them)")
    return lines


def _summary(result: Imported, *, dry_run: bool) -> list[str]:
    lines = []
    for locale in sorted({*result.articles, *result.others}):
        others = f", {counted(result.others[locale], 'other file')}" if result.others[locale] else ""
        lines.append(f"{locale}: {counted(result.articles[locale], 'article')}{others}")
    if not lines:
        return []
    written = "would be written" if dry_run else "written"
    unchanged = result.articles.total() + result.others.total() - result.written - result.assets
    lines.append(
        f"{counted(result.written, 'article')} and {counted(result.assets, 'other file')} {written}, "
        f"{unchanged:,} unchanged, {len(result.skipped):,} skipped."
    )
    lines.append("Nothing was written: a dry run." if dry_run else "Next: bitext ingest")
    return lines
