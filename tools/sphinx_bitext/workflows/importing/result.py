"""What an import did."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Skip(NamedTuple):
    """A file or folder that was not taken."""

    file: str
    """As it is printed."""
    reason: str
    """The same words for all files that are skipped for one reason."""
    detail: str = ""
    """What is particular to this file; empty for most."""
    withheld: bool = False
    """Whether it may be an article that somebody misses: not one that is left out on purpose."""


@dataclass(slots=True)
class Imported:
    """What an import did, or in a dry run would do."""

    articles: Counter[str] = field(default_factory=Counter)
    """Articles by locale, unchanged ones included."""
    others: Counter[str] = field(default_factory=Counter)
    """Images, tables of contents and redirections by locale, unchanged ones included."""
    written: int = 0
    """Articles that were new or had changed."""
    assets: int = 0
    """Other files that were new or had changed."""
    files: list[str] = field(default_factory=list)
    """Where the articles are now."""
    skipped: list[Skip] = field(default_factory=list)
    """Each file once."""

    @property
    def withheld(self) -> int:
        """How many articles could not be taken."""
        return sum(skip.withheld for skip in self.skipped)
