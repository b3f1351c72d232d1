"""Tables of the parts of the benchmark, as text, on a terminal and as data. Pure but for rich."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from measures.differences import escaped

_STYLES = {"MISSED": "bold red", "behind": "yellow", "more alarms": "yellow"}


@dataclass(frozen=True, slots=True)
class Table:
    """Cells under headings; a heading that ends in `>` is of a column that is set to the right."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the benchmark has found."""

    key: str
    tables: tuple[Table, ...]
    data: object
    """The same for a machine."""
    missed: bool = False
    """Whether a target is missed."""
    notes: tuple[str, ...] = field(default=())
    """Lines behind the tables."""


def render_text(part: Part) -> str:
    """Return the tables of a part with aligned columns."""
    lines: list[str] = []
    for table in part.tables:
        lines.append(f"{table.title} ({part.key})")
        names = [heading.removesuffix(">") for heading in table.headings]
        rows = [names, *([escaped(cell) for cell in row] for row in table.rows)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(names))]
        lines += [f"  {_aligned(row, table.headings, widths)}".rstrip() for row in rows]
        lines.append("")
    return "".join(f"{line}\n" for line in [*lines, *part.notes, *([""] if part.notes else [])])


def _aligned(row: Sequence[str], headings: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip(row, headings, widths, strict=True)
    return "  ".join(cell.rjust(width) if head.endswith(">") else cell.ljust(width) for cell, head, width in cells)


def print_part(console: Console, part: Part) -> None:
    """Print the tables of a part on a terminal."""
    for table in part.tables:
        console.print(Text(f"{table.title} ({part.key})", style="bold"))
        shown = RichTable(box=None)
        for heading in table.headings:
            shown.add_column(heading.removesuffix(">"), justify="right" if heading.endswith(">") else "left")
        for row in table.rows:
            shown.add_row(*(Text(escaped(cell), style=_STYLES.get(cell, "")) for cell in row))
        console.print(shown)
        console.print()
    for note in part.notes:
        console.print(Text(note))


def percent(right: float, total: float) -> str:
    """Return a share, rounded down, so that 100 % says that nothing is missing; `-` of nothing."""
    return f"{math.floor(10_000 * right / total + 1e-6) / 100:.2f}" if total else "-"


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, None of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None
