"""The HTML alignment report, written to its folder."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..model import ArticleStatus, Bitext, Finding
from ..reports.changes import Changes, build_changes
from ..reports.html import render_html
from ..reports.summary import Summary, build_summary
from ..store import read_text, write_text
from ..workflows.checking import without_baseline
from ..workflows.explaining import all_docs


def write_report(
    folder: Path,
    bitexts: Sequence[Bitext],
    findings: Sequence[Finding],
    statuses: Sequence[ArticleStatus],
    locales: Sequence[str],
    baseline: Path | None = None,
) -> Path:
    """Write the report and return its first page.

    `baseline` is an earlier output of `check --format json`, to show what came and what went since; UsageError when it
    is none.
    """
    summary = build_summary(statuses, findings, locales)
    changes = _changes(findings, summary, baseline) if baseline else None
    for name, text in render_html(bitexts, findings, summary, all_docs(), changes=changes):
        write_text(folder / name, text)
    return folder / "index.html"


def _changes(findings: Sequence[Finding], summary: Summary, baseline: Path) -> Changes:
    new = frozenset(without_baseline(findings, baseline))  # first: it says what is wrong with the file
    rows = json.loads(read_text(baseline))["findings"]
    # Of other locales nothing is gone: nobody has looked.
    seen = {one.locale for one in summary.columns}
    earlier = Counter((str(row.get("locale") or ""), str(row.get("code"))) for row in rows)
    stayed = Counter((finding.locale, finding.code) for finding in findings if finding not in new)
    return build_changes(new, (cell for cell in (earlier - stayed).elements() if cell[0] in seen))
