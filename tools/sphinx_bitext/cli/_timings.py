"""How long the stages of a run took."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

Show = Callable[[str, int, int], None]


class Stages:
    """Measures a run by what it says of its progress: a stage lasts until another one is named."""

    def __init__(self, show: Show, first: str) -> None:
        self._show = show
        self._now = first
        self._began = _clocks()
        self._took: dict[str, tuple[float, float]] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take what is being done, and hand it on."""
        self.begin(what)
        self._show(what, done, total)

    def begin(self, what: str) -> None:
        """Begin a stage; nothing where it lasts already."""
        if what == self._now:
            return
        wall, cpu = self._took.get(self._now, (0.0, 0.0))
        now = _clocks()
        self._took[self._now] = wall + now[0] - self._began[0], cpu + now[1] - self._began[1]
        self._now, self._began = what, now

    def lines(self) -> Iterator[str]:
        """Yield a line a stage, and one for all of them."""
        self.begin("")
        yield f"{'seconds':>9} {'CPU':>9}  stage"
        total = tuple(map(sum, zip(*self._took.values(), strict=True)))
        for what, (wall, cpu) in (*self._took.items(), ("all", total)):
            yield f"{wall:9.2f} {cpu:9.2f}  {what}"


def _clocks() -> tuple[float, float]:
    """Return seconds of the wall clock, and of the processor for this process and those it waited for."""
    times = os.times()
    return time.monotonic(), times.user + times.system + times.children_user + times.children_system
