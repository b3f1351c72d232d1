"""The HTML alignment report, written to its folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..model import ArticleStatus, Bitext, Finding
from ..reports.changes import build_changes
from ..reports.fingerprints import Comparison
from ..reports.html import FRONT, render_html
from ..reports.summary import build_summary
from ..store import remove_file, write_pieces
from ..workflows.explaining import all_docs


def write_report(
    folder: Path,
    bitexts: Iterable[Bitext],
    findings: Sequence[Finding],
    statuses: Sequence[ArticleStatus],
    locales: Sequence[str],
    compared: Comparison | None = None,
) -> Path:
    """Write the report and return its first page.

    `statuses` have a cell for each of the bitexts, which are read once and need not be in memory together; `compared`
    are the findings beside those of an earlier run.
    """
    summary = build_summary(statuses, findings, locales)
    changes = None
    if compared is not None:
        changes = build_changes(compared.new, ((one.locale, one.code) for one in compared.gone))
    deliveries = ((cell.locale, status.article) for status in statuses for cell in status.locales)
    pages = render_html(bitexts, findings, summary, all_docs(), changes=changes, deliveries=deliveries)
    written = set()
    for name, text in pages:
        write_pieces(folder / name, (text,))
        written.add(folder / name)
    for script in (folder / "data").rglob("*.js"):  # of locales and parts that an earlier report had
        if script not in written:
            remove_file(script)
    return folder / FRONT
