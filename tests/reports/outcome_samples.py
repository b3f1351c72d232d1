"""What a run came to, for the tests of the formats; every sentence is invented."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from report_samples import finding, statuses

from sphinx_bitext.model import Certainty, Finding, Severity
from sphinx_bitext.reports.checkdoc import CheckDoc
from sphinx_bitext.reports.fingerprints import Comparison
from sphinx_bitext.reports.outcome import Outcome, Silenced
from sphinx_bitext.reports.summary import BaselineNumbers, build_summary

CHECKS = (
    CheckDoc("number-differs", Severity.ERROR, Certainty.LIKELY, "A number differs.", "How to fix: write it again."),
    CheckDoc("link-lost", Severity.WARNING, Certainty.CERTAIN, "A link is lost.", "How to fix: put it back."),
)

NASTY = (
    "a ]]> b ::error::c\r\nd %0A e|f `g` [h](javascript:i) {0} <b>j</b> \x00\x1b[2J \ud800\udcff\ufffe\u202e www.k.se"
)
"""What could end a string, a command, a cell, a line or an element."""


def nasty(text: str = NASTY) -> Finding:
    """Return a finding whose every text is hostile."""
    return finding(
        text, Severity.ERROR, locale=text, article=text, unit=text, path=text, message=text, source=text, target=text
    )


def silenced(one: Finding, reason: str = "It is a name.", *, in_catalog: bool = False) -> Silenced:
    return Silenced(one, reason, in_catalog, "locale/sv/LC_MESSAGES/a.po" if in_catalog else "pyproject.toml", 7)


def outcome(*findings: Finding, silenced: Sequence[Silenced] = (), compared: Comparison | None = None) -> Outcome:
    summary = build_summary(statuses(), findings, ["sv-SE", "ar-SA"])
    numbers = None
    if compared is not None:
        numbers = BaselineNumbers(len(compared.new), len(compared.gone), len(compared.unchanged))
    summary = dataclasses.replace(summary, silenced=len(silenced), baseline=numbers)
    return Outcome(findings, summary, CHECKS, silenced, compared)
