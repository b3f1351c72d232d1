"""`bitext build`: one command."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..jobs import start_early
from ..model import Finding
from ..publish.pagefind import find_program
from ..publish.preload import PRELOAD
from ..workflows.project import Project
from ..workflows.stamps import BUILD, State, fingerprint, look, read_stamp, recall_seen, settle, write_stamp
from ._context import echo_findings, echo_text, locale_option, means_options, progress, project_of
from ._timings import Stages

if TYPE_CHECKING:
    from ..publish.edited import KnownBuild


@click.command()
@means_options
@locale_option
@click.option("--timings", is_flag=True, help="Say at the end how long each stage took.")
@click.pass_context
def build(ctx: click.Context, jobs: int, cluster: str, locales: tuple[str, ...], timings: bool) -> None:
    """Do everything: ingest, check, report, publish. Does nothing when nothing has changed.

    Where translations alone were edited, only the pages that show them are made again.

    \b
    Examples:
      bitext build
      bitext build --timings
      bitext build --locale sv-SE --locale ar-SA --jobs 2
      bitext build --cluster tcp://10.0.0.4:8786
    """
    with progress() as show:
        stages = Stages(show, "looking for changes")
        said = _build(project_of(ctx), locales, _Means(jobs, cluster, stages))
    echo_text(said.text)
    echo_findings(said.findings)
    if timings:
        echo_text("\n" + "".join(f"{line}\n" for line in stages.lines()))
    ctx.exit(said.code)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a run says at its end."""

    text: str
    code: int
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class _Means:
    """What a run works with."""

    jobs: int
    cluster: str
    stages: Stages


def _build(project: Project, locales: tuple[str, ...], means: _Means) -> _Said:
    chosen = project.target_locales(locales)
    last = recall_seen(project)
    now = look(project, last)
    asked = (*chosen, Path.cwd(), find_program() if project.settings.search else "")
    stamp = read_stamp(project, BUILD)
    if stamp and stamp.get("fingerprint") == fingerprint(now.state, (*asked, now.folders)):
        text = "Nothing has changed since the last build.\n" + str(stamp.get("summary", ""))
        return _Said(text, int(stamp.get("exit_code", 0)))
    # None of this is needed when nothing has changed.
    if not means.cluster:
        start_early(PRELOAD)
    from ..publish import edited  # noqa: PLC0415

    known = edited.recall_build(project, asked, last, now)
    edited.forget_build(project)
    if known is not None:
        cluster = means.cluster
        rebuilt = edited.rebuild_edited(
            project, chosen, known, now.state, jobs=means.jobs, cluster=cluster, tell=means.stages
        )
    if known is None or rebuilt is None:
        return _build_all(project, chosen, means, now.state, asked)
    _keep(project, asked, rebuilt)
    return _Said(_text(rebuilt), rebuilt.exit_code, rebuilt.said)


def _build_all(
    project: Project, chosen: tuple[str, ...], means: _Means, before: State, asked: tuple[object, ...]
) -> _Said:
    from ..publish.build import build as run_build  # noqa: PLC0415
    from ..publish.edited import know  # noqa: PLC0415
    from ..publish.report import write_report  # noqa: PLC0415
    from ..workflows.updating import change_lines  # noqa: PLC0415

    stages = means.stages
    built = run_build(project, chosen, jobs=means.jobs, cluster=means.cluster, step=stages)
    stages("writing the report", 0, 1)
    write_report(project.report_dir, built.bitexts(), built.findings, built.statuses, chosen)
    stages("keeping what is known", 0, 1)
    known = know(project, built, asked)
    after = settle(project, BUILD, before, built.written)
    if after is not None and not any(one.code == "search-failed" for one in known.said):
        _keep(project, asked, dataclasses.replace(known, state=after))
    changes = "".join(f"{line}\n" for line in (*change_lines(built.changes), "")) if built.changes else ""
    return _Said(changes + _text(known), known.exit_code, known.said)


def _keep(project: Project, asked: tuple[object, ...], known: KnownBuild) -> None:
    from ..publish.edited import keep_build  # noqa: PLC0415

    keep_build(project, known)
    said = {"summary": _text(known), "exit_code": known.exit_code}
    write_stamp(project, BUILD, (*asked, known.folders), known.state, said)


def _text(known: KnownBuild) -> str:
    from ..reports.build import render_build_summary  # noqa: PLC0415

    return render_build_summary(known.result, dataclasses.replace(known.summary, silenced=known.silenced))
