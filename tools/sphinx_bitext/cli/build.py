"""`bitext build`: one command."""

from __future__ import annotations

import dataclasses

import click

from ..publish.pagefind import find_program
from ..reports.build import BuildResult, render_build_summary
from ..reports.summary import build_summary
from ..workflows.project import Project
from ..workflows.reading import shown_path
from ..workflows.stamps import BUILD, State, fingerprint, read_stamp, read_state, write_stamp
from ..workflows.updating import change_lines
from ._context import echo_findings, echo_text, locale_option, progress, project_of


@click.command()
@click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, help="Processes; one per core by default.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Publish on the workers of this Dask scheduler.")
@locale_option
@click.pass_context
def build(ctx: click.Context, jobs: int, cluster: str, locales: tuple[str, ...]) -> None:
    """Do everything: ingest, check, report, publish. Does nothing when nothing has changed.

    \b
    Examples:
      bitext build
      bitext build --locale sv-SE --locale ar-SA --jobs 2
      bitext build --cluster tcp://10.0.0.4:8786
    """
    project = project_of(ctx)
    chosen = project.target_locales(locales)
    before = read_state(project)
    asked = (*chosen, find_program() if project.settings.search else "")
    stamp = read_stamp(project, BUILD)
    index = project.html_dir / "index.html"
    if stamp and stamp.get("fingerprint") == fingerprint(before, asked) and index.is_file():
        echo_text("Nothing has changed since the last build.\n" + str(stamp.get("summary", "")))
        ctx.exit(int(stamp.get("exit_code", 0)))
    ctx.exit(_build(project, chosen, jobs, cluster, before, asked))


def _build(
    project: Project, chosen: tuple[str, ...], jobs: int, cluster: str, before: State, asked: tuple[str, ...]
) -> int:
    # None of this is needed when nothing has changed.
    from ..publish.build import build as run_build  # noqa: PLC0415
    from ..publish.report import write_report  # noqa: PLC0415

    with progress() as show:
        built = run_build(project, chosen, jobs=jobs, cluster=cluster, step=show)
    report = write_report(project.report_dir, built.bitexts, built.findings, built.statuses, chosen)
    result = BuildResult(
        pages=built.pages,
        html_index=shown_path(project.html_dir / "index.html"),
        report_index=shown_path(report),
        nothing_changed=False,
        withheld=built.withheld,
    )
    summary = build_summary(built.statuses, built.findings, chosen)
    text = render_build_summary(result, dataclasses.replace(summary, silenced=built.silenced))
    code = 3 if built.withheld or built.unreadable else 0
    write_stamp(project, BUILD, asked, before, built.written, {"summary": text, "exit_code": code})
    echo_text("".join(f"{line}\n" for line in (*change_lines(built.changes), "")) if built.changes else "")
    echo_text(text)
    echo_findings(finding for finding in built.findings if finding.code in ("search-unavailable", "search-failed"))
    return code
