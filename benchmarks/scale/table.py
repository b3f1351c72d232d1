"""The table of a run as Markdown, JSON, and a plot as SVG."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from html import escape

from .jobs import Measured

FORMAT_VERSION = 1
_HEADER = ("job", "way", "articles", "locales", "CPU s", "wall s", "peak MB", "ms an article", "ratio")


def ratio_of(row: Measured, rows: Iterable[Measured]) -> float | None:
    """Return how many times less than its baseline a row took; None where it has none."""
    same = (one for one in rows if (one.job, one.articles, one.locales) == (row.job, row.articles, row.locales))
    base = next((one for one in same if one.way == row.against), None) if row.against else None
    if base is None:
        return None
    mine = getattr(row.cost, row.by)
    return float(getattr(base.cost, row.by) / mine) if mine else None


def render_markdown(rows: Sequence[Measured]) -> str:
    """Return the table."""
    lines = ["| " + " | ".join(_HEADER) + " |", "|---|---|" + "---:|" * (len(_HEADER) - 2)]
    for row in rows:
        ratio = ratio_of(row, rows)
        each = getattr(row.cost, row.by) * 1000 / (row.articles * row.locales)
        cells = (
            row.job,
            row.way,
            f"{row.articles:,}",
            f"{row.locales}",
            f"{row.cost.cpu:.2f}",
            f"{row.cost.wall:.2f}",
            f"{row.cost.memory / 1e6:,.0f}",
            f"{each:.2f}",
            "" if ratio is None else f"{ratio:.1f} x less than {row.against}",
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def render_json(rows: Sequence[Measured], machine: dict[str, str]) -> str:
    """Return everything that was measured, for a program."""
    table = {"format_version": FORMAT_VERSION, "machine": machine, "rows": [asdict(row) for row in rows]}
    return json.dumps(table, indent=1, ensure_ascii=False) + "\n"


def render_plot(rows: Sequence[Measured]) -> str:
    """Return bars of processor time, one a row, each job on a scale of its own; an SVG file."""
    high, left, full = 22, 300, 420
    largest = {job: max(one.cost.cpu for one in rows if one.job == job) or 1.0 for job in {one.job for one in rows}}
    bars = []
    for place, row in enumerate(rows):
        top = place * high
        length = max(1.0, full * row.cost.cpu / largest[row.job])
        label = escape(f"{row.job}: {row.way}, {row.articles:,} x {row.locales}")
        colour = "#0a58ca" if row.way == "ours" or "process" in row.way else "#8a8f98"
        bars.append(
            f'<text x="{left - 8}" y="{top + 15}" text-anchor="end">{label}</text>'
            f'<rect x="{left}" y="{top + 3}" width="{length:.1f}" height="{high - 6}" fill="{colour}"/>'
            f'<text x="{left + length + 6:.1f}" y="{top + 15}">{row.cost.cpu:.2f} s</text>'
        )
    size = f'width="{left + full + 90}" height="{len(rows) * high + 4}"'
    style = 'font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(bars) + "\n</svg>\n"
