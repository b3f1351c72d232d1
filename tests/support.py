"""Small helpers that tests share."""

from __future__ import annotations

import os

LONG = bool(os.environ.get("BITEXT_LONG"))
"""Whether everything runs at full size (`make test-long`)."""


def examples(count: int) -> int:
    """Return how many hypothesis examples to try: `count`, or fifty times as many in a long run."""
    return count * 50 if LONG else count


def unit(unit_id: str, target: str, source: str) -> str:
    """Return one alignment unit as a delivery writes it."""
    return (
        f'<span data-ttu-id="{unit_id}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{unit_id}">{source}</span></span>'
    )
