"""What has changed since an earlier run: findings that came and findings that went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
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


def build_changes(new: Iterable[Finding], gone: Iterable[Cell]) -> Changes:
    """Return what has changed: findings that an earlier run did not have, and the cells of those that it alone had."""
    known = frozenset(new)
    came = Counter((finding.locale, finding.code) for finding in known)
    went = Counter(gone)
    return Changes(known, {cell: Change(came[cell], went[cell]) for cell in came.keys() | went.keys()})


def sum_changes(changes: Iterable[Change]) -> Change:
    """Add changes up."""
    listed = list(changes)
    return Change(sum(change.new for change in listed), sum(change.gone for change in listed))
