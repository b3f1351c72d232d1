"""What a run of all checks came to, as every format of `bitext check` takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_bitext.model import Finding
from sphinx_bitext.reports.checkdoc import CheckText
from sphinx_bitext.reports.fingerprints import Comparison
from sphinx_bitext.reports.summary import Summary


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that somebody has accepted."""

    finding: Finding
    reason: str
    """As it was given, or empty."""
    in_catalog: bool
    """Whether a comment in the catalog says so; else the settings do."""
    path: str
    """Where it is said."""
    line: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Findings, and what is known of them."""

    findings: Sequence[Finding]
    """What speaks: neither silenced nor, with a baseline, known before."""
    summary: Summary
    """Of `findings`."""
    checks: Sequence[CheckText] = ()
    """Every code that a finding can have, documented."""
    silenced: Sequence[Silenced] = ()
    compared: Comparison | None = None
    """None without a baseline."""
