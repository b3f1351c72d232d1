"""The table as text, on a terminal in colour, and as JSON. Pure but for rich, which looks at its terminal."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .differences import escaped
from .figures import Figure, Outcome, Row

FORMAT_VERSION = 1
_MARKS = {"met": "", "missed": "MISSED", "below": "below", None: ""}
_STYLES = {"met": "green", "missed": "bold red", "below": "yellow", None: "dim"}
_HEADINGS = ("product", "locale", "count", "value", "target", "", "")
_RIGHT = frozenset({"count", "value", "target"})


def render_text(rows: Iterable[Row]) -> str:
    """Return the table with aligned columns, one paragraph a figure."""
    parts: list[str] = []
    found = [(row, _cells(row)) for row in rows]
    widths = [max((len(cells[i]) for _, cells in found), default=0) for i in range(len(_HEADINGS))]
    for figure, group in groupby(found, key=lambda pair: pair[0].figure):
        parts.append(f"{figure.title} ({figure.key})\n")
        for _, cells in group:
            aligned = (
                cell.rjust(width) if heading in _RIGHT else cell.ljust(width)
                for cell, width, heading in zip(cells, widths, _HEADINGS, strict=True)
            )
            parts.append(f"  {'  '.join(aligned)}".rstrip() + "\n")
        parts.append("\n")
    return "".join(parts)


def print_table(console: Console, rows: Iterable[Row]) -> None:
    """Print the table on a terminal."""
    for figure, group in groupby(rows, key=lambda row: row.figure):
        console.print(Text(f"{figure.title} ({figure.key})", style="bold"))
        table = Table(box=None)
        for heading in _HEADINGS:
            table.add_column(heading, justify="right" if heading in _RIGHT else "left", no_wrap=heading != "")
        for row in group:
            style = _STYLES[row.verdict]
            cells = [Text(cell) for cell in _cells(row)]
            cells[3].stylize(style)
            cells[5].stylize(style)
            table.add_row(*cells)
        console.print(table)
        console.print()


def _cells(row: Row) -> list[str]:
    product, locale = escaped(row.product), row.locale or "all"
    if row.value is None:
        return [product, locale, "", "-", "", "", row.note or "nothing to measure"]
    limit = "<=" if row.figure.unit == "s" else ">="
    target = "" if row.target is None else f"{limit} {row.target:g} {row.figure.unit}"
    return [product, locale, _count(row), _value(row.figure, row.value), target, _MARKS[row.verdict], row.note]


def _count(row: Row) -> str:
    return f"{row.right:.0f}/{row.total:.0f}" if row.figure.unit == "%" and not row.figure.mean else ""


def _value(figure: Figure, value: float) -> str:
    # Rounded down, so that 100 % says that nothing is missing.
    number = math.floor(value * 100 + 1e-6) / 100 if figure.unit == "%" else value
    return f"{number:.2f} {figure.unit}"


def render_misses(misses: Sequence[tuple[str, Outcome]]) -> str:
    """Return what went wrong, one line an article and, where texts differ, where they do so first."""
    return "".join(line + "\n" for product, outcome in misses for line in _lines(product, outcome))


def _lines(product: str, outcome: Outcome) -> Iterator[str]:
    if outcome.miss is None:
        return
    name = escaped("/".join(part for part in (product, outcome.locale, outcome.file) if part))
    yield f"{outcome.figure.key}: {name}: {escaped(outcome.miss.why)}"
    if outcome.miss.place:
        yield f"    line {outcome.miss.place.line}: got  {outcome.miss.place.got}"
        yield f"    {' ' * len(f'line {outcome.miss.place.line}:')} want {outcome.miss.place.want}"


def render_json(rows: Iterable[Row], misses: Iterable[tuple[str, Outcome]]) -> str:
    """Return the table and all misses as JSON."""
    found = {
        "format_version": FORMAT_VERSION,
        "rows": [_row(row) for row in rows],
        "misses": [_miss(product, outcome) for product, outcome in misses],
    }
    return json.dumps(found, ensure_ascii=True, indent=1) + "\n"


def _row(row: Row) -> dict[str, object]:
    return {
        "figure": row.figure.key,
        "title": row.figure.title,
        "product": row.product,
        "locale": row.locale or None,
        "count": row.right,
        "total": row.total,
        "value": row.value,
        "unit": row.figure.unit,
        "target": row.target,
        "verdict": row.verdict,
        "note": row.note,
    }


def _miss(product: str, outcome: Outcome) -> dict[str, object]:
    place = outcome.miss.place if outcome.miss else None
    return {
        "figure": outcome.figure.key,
        "product": product,
        "locale": outcome.locale or None,
        "article": outcome.file,
        "why": outcome.miss.why if outcome.miss else "",
        "line": place.line if place else None,
        "got": place.got if place else None,
        "want": place.want if place else None,
    }
