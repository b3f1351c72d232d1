"""How long the stages of a run took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

Show = Callable[[str, int, int], None]


class Stages:
    """Measures a run by what it says of its progress: a stage lasts until another one is named."""

    def __init__(self, show: Show, first: str) -> None:
        self._show = show
        self._now = first
        self._began = time.monotonic()
        self._took: dict[str, float] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take what is being done, and hand it on."""
        self._begin(what)
        self._show(what, done, total)

    def _begin(self, what: str) -> None:
        if what != self._now:
            now = time.monotonic()
            self._took[self._now] = self._took.get(self._now, 0.0) + now - self._began
            self._now, self._began = what, now

    def lines(self) -> Iterator[str]:
        """Yield a line a stage, and one for all of them."""
        self._begin("")
        yield "  seconds  stage"
        for what, seconds in (*self._took.items(), ("all", sum(self._took.values()))):
            yield f"{seconds:9.2f}  {what}"
