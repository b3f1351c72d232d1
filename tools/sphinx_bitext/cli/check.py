"""`bitext check`: one command."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from .. import __version__
from ..model import Finding, Severity
from ..reports.annotations import render_annotations
from ..reports.fingerprints import Earlier
from ..reports.json import render_findings_json
from ..reports.junit import render_junit
from ..reports.markdown import render_markdown
from ..reports.outcome import Outcome
from ..reports.sarif import render_sarif
from ..reports.summary import BaselineNumbers, build_summary
from ..reports.text import render_text
from ..store import write_text
from ..workflows.checked import CheckedProject, check_project
from ..workflows.checking import compare_with_baseline, read_baseline
from ..workflows.explaining import all_docs
from ..workflows.gathering import Means
from ..workflows.silencing import refuse_unknown_silences, silence
from ._context import echo_text, existing_file, locale_option, means_options, progress, project_of, wants_colour

FORMATS = ("text", "json", "sarif", "junit", "github", "markdown")
FAIL_ON = ("error", "warning", "info", "never")


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Exit with 1 from here on.")
@click.option("--baseline", type=existing_file, help="Leave out what this earlier JSON or SARIF output has.")
@means_options
@locale_option
@click.pass_context
def check(
    ctx: click.Context,
    form: str,
    output: Path | None,
    fail_on: str | None,
    baseline: Path | None,
    jobs: int,
    cluster: str,
    locales: tuple[str, ...],
) -> None:
    """Check parity of all deliveries with their English; nothing is written but the report.

    What was checked before and has not changed since is not checked again: build/known/ keeps what was found.

    \b
    Examples:
      bitext check --locale sv-SE
      bitext check --format json --output findings.json
      bitext check --fail-on warning --baseline findings.json
      bitext check --format github
      bitext check --format markdown >> "$GITHUB_STEP_SUMMARY"
    """
    project = project_of(ctx)
    chosen = project.target_locales(locales)
    refuse_unknown_silences(project)
    earlier = read_baseline(baseline) if baseline else None
    with progress() as show:
        steps = partial(show, "checking articles")
        found = check_project(project, chosen, Means(jobs, cluster, steps))
    outcome = _outcome(found, earlier)
    limit = fail_on or project.settings.fail_on
    renderers: dict[str, Callable[[], str]] = {
        "text": lambda: _text(outcome, colour=wants_colour() and output is None),
        "json": lambda: render_findings_json(outcome.findings, outcome.summary),
        "sarif": lambda: render_sarif(outcome, version=__version__, locales=chosen if locales else ()),
        "junit": lambda: render_junit(outcome, fail_on=limit, moment=_moment()),
        "github": lambda: render_annotations(outcome),
        "markdown": lambda: render_markdown(outcome),
    }
    text = renderers[form]()
    if output:
        write_text(output, text)
    else:
        echo_text(text)
    ctx.exit(exit_code(outcome.findings, limit))


def _outcome(found: CheckedProject, earlier: Sequence[Earlier] | None) -> Outcome:
    """Take out what is accepted, and compare with an earlier run."""
    locales, checked = found.locales, found.checked
    heard = silence(found.project, checked.comments, checked.findings, locales)
    findings: Sequence[Finding] = heard.findings
    compared = numbers = None
    if earlier is not None:
        compared = compare_with_baseline(findings, earlier, locales, [one.finding for one in heard.silenced])
        findings = compared.new
        numbers = BaselineNumbers(len(compared.new), len(compared.gone), len(compared.unchanged))
    summary = build_summary(checked.statuses, findings, locales)
    summary = dataclasses.replace(summary, silenced=len(heard.silenced), baseline=numbers)
    return Outcome(findings, summary, all_docs(), heard.silenced, compared)


def _text(outcome: Outcome, *, colour: bool) -> str:
    return "\n".join(render_text(outcome.findings, outcome.summary, colour=colour)) + "\n"


def _moment() -> str:
    """Return the time of the run, UTC; SOURCE_DATE_EPOCH where a build asks for the same bytes again."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(given), UTC) if given.isdecimal() and len(given) < 12 else datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    """Return 1 when a finding is at least as severe as `fail_on`."""
    if fail_on == "never":
        return 0
    limit = Severity(fail_on).rank
    return int(any(finding.severity.rank <= limit for finding in findings))
