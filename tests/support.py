"""Small helpers that tests share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

LONG = bool(os.environ.get("BITEXT_LONG"))
"""Whether everything runs at full size (`make test-long`)."""


def examples(count: int) -> int:
    """Return how many hypothesis examples to try: `count`, or fifty times as many in a long run."""
    return count * 50 if LONG else count


def calls(work: Callable[[], object]) -> int:
    """Return how many functions `work` calls, those written in C among them: a cost that no machine changes."""
    count = 0

    def tally(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def unit(unit_id: str, target: str, source: str) -> str:
    """Return one alignment unit as a delivery writes it."""
    return (
        f'<span data-ttu-id="{unit_id}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{unit_id}">{source}</span></span>'
    )
