"""`bitext check`: one command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..model import Finding, Severity
from ..reports.json import render_findings_json
from ..reports.summary import build_summary
from ..reports.text import render_text
from ..store import write_text
from ..workflows.checking import build_statuses, find_all, without_baseline
from ..workflows.ingest import ingest
from ..workflows.terms import project_checks
from ._context import echo_text, existing_file, locale_option, progress, project_of, wants_colour

FORMATS = ("text", "json")


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to print.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="Exit with 1 from here on.")
@click.option("--baseline", type=existing_file, help="Leave out what this earlier JSON output has.")
@locale_option
@click.pass_context
def check(
    ctx: click.Context,
    form: str,
    output: Path | None,
    fail_on: str | None,
    baseline: Path | None,
    locales: tuple[str, ...],
) -> None:
    """Check parity of all deliveries with their English; nothing is written but the report.

    \b
    Examples:
      bitext check --locale sv-SE
      bitext check --format json --output findings.json
      bitext check --fail-on warning --baseline findings.json
    """
    project = project_of(ctx)
    chosen = project.target_locales(locales)
    checks = project_checks(project)
    with progress() as show:
        steps = lambda done, total: show("reading articles", done, total)  # noqa: E731 (one line, one use)
        ingested = ingest(project, chosen, write=False, progress=steps)
    findings = find_all(ingested, chosen, checks)
    if baseline:
        findings = without_baseline(findings, baseline)
    summary = build_summary(build_statuses(ingested, chosen), findings, chosen)
    if form == "json":
        text = render_findings_json(findings, summary)
    else:
        text = "\n".join(render_text(findings, summary, colour=wants_colour() and output is None)) + "\n"
    if output:
        write_text(output, text)
    else:
        echo_text(text)
    ctx.exit(exit_code(findings, fail_on or project.settings.fail_on))


def exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    """Return 1 when a finding is at least as severe as `fail_on`."""
    if fail_on == "never":
        return 0
    limit = Severity(fail_on).rank
    return int(any(finding.severity.rank <= limit for finding in findings))
