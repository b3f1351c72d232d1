"""The HTML alignment report, written to its folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..model import ArticleStatus, Bitext, Finding
from ..reports.html import render_html
from ..reports.summary import build_summary
from ..store import write_text
from ..workflows.explaining import all_docs


def write_report(
    folder: Path,
    bitexts: Sequence[Bitext],
    findings: Sequence[Finding],
    statuses: Sequence[ArticleStatus],
    locales: Sequence[str],
) -> Path:
    """Write the report and return its first page."""
    summary = build_summary(statuses, findings, locales)
    for name, text in render_html(bitexts, findings, summary, all_docs()):
        write_text(folder / name, text)
    return folder / "index.html"
