"""What has changed since an earlier run: findings that came and findings that went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_bitext.model import Finding

Cell = tuple[str, str]
"""(locale, code)"""


class Change(NamedTuple):
    """More and fewer findings. Adds up: `sum_changes`."""

    new: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """The findings of a run beside those of an earlier one."""

    new: frozenset[Finding]
    """What the earlier run did not have."""
    cells: Mapping[Cell, Change] = field(default_factory=dict)
    """Only where something came or went."""

    def cell(self, locale: str, code: str) -> Change:
        """Return the change of one check in one locale."""
        return self.cells.get((locale, code), Change())

    def total(self, *, locale: str | None = None, code: str | None = None) -> Change:
        """Return the change of a locale, of a check, or of all."""
        return sum_changes(
            change
            for (own_locale, own_code), change in self.cells.items()
            if locale in (None, own_locale) and code in (None, own_code)
        )


def compare_runs(
    findings: Sequence[Finding], new: Collection[Finding], earlier: Iterable[Cell], locales: Collection[str]
) -> Changes:
    """Compare a run with an earlier one.

    `new` are the findings the earlier run did not have, `earlier` the cell of each finding it had; only cells of
    `locales` count, so that a report of one locale says nothing of the others.
    """
    known = frozenset(new)
    came = Counter((finding.locale, finding.code) for finding in known)
    stayed = Counter((finding.locale, finding.code) for finding in findings if finding not in known)
    went = Counter(cell for cell in earlier if cell[0] in locales) - stayed
    cells = {cell: Change(came[cell], went[cell]) for cell in came.keys() | went.keys()}
    return Changes(known, cells)


def sum_changes(changes: Iterable[Change]) -> Change:
    """Add changes up."""
    listed = list(changes)
    return Change(sum(change.new for change in listed), sum(change.gone for change in listed))
