"""Annotations for GitHub: workflow commands, which mark lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sphinx_bitext.model import Finding, Severity
from sphinx_bitext.reports.outcome import Outcome
from sphinx_bitext.reports.places import label
from sphinx_bitext.reports.safe import counted, visible
from sphinx_bitext.reports.text import result_lines

LIMIT = 10
"""GitHub shows so many of each kind for one step, and drops the others without a word."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_annotations(outcome: Outcome) -> str:
    """Return one command a line, most severe first, then a notice that sums up; ending in a line end.

    All findings are there, also those beyond `LIMIT`, which can only be read in the log; the notice comes first among
    the notices, so it is always shown, and says how many are not.
    """
    return "".join(f"{line}\n" for line in _commands(outcome))


def _commands(outcome: Outcome) -> Iterator[str]:
    ordered = sorted(outcome.findings, key=lambda finding: finding.sort_key)
    by_severity = {severity: [one for one in ordered if one.severity is severity] for severity in Severity}
    for severity, findings in by_severity.items():
        if severity is Severity.INFO:
            yield _command("notice", {"title": "bitext"}, _closing(outcome, by_severity))
        for finding in findings:
            yield _annotation(finding)


def _closing(outcome: Outcome, by_severity: Mapping[Severity, Sequence[Finding]]) -> str:
    lines = list(result_lines(outcome.summary))
    # The closing notice is one of the notices.
    room = {severity: LIMIT - (severity is Severity.INFO) for severity in Severity}
    hidden = sum(max(0, len(findings) - room[severity]) for severity, findings in by_severity.items())
    if hidden:
        said = (
            f"GitHub shows {LIMIT} of each kind for a step; {counted(hidden, 'finding')} can be read in the log only."
        )
        lines.append(said)
    return "\n".join(lines)


def _annotation(finding: Finding) -> str:
    whose = " ".join(part for part in (label(finding.locale), finding.unit or "") if part)
    places = {
        "file": finding.path,
        "line": str(max(finding.line, 1)),
        "col": str(max(finding.column, 1)),
        "endLine": str(max(finding.end_line, 1)),
    }
    # A column where it ends is only understood within one line.
    if finding.end_line == finding.line and finding.end_column > finding.column:
        places["endColumn"] = str(finding.end_column)
    facts = {**(places if finding.path else {}), "title": f"{visible(finding.code)} ({visible(whose)})"}
    return _command(_COMMANDS[finding.severity], facts, visible(finding.message))


def _command(name: str, facts: Mapping[str, str], text: str) -> str:
    joined = ",".join(f"{key}={_property(value)}" for key, value in facts.items())
    return f"::{name} {joined}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
