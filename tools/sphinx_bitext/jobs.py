"""Work on locales in parallel, on any `concurrent.futures` executor."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def run_jobs(
    function: Callable[[Item], Result], items: Sequence[Item], *, jobs: int = 0, executor: Executor | None = None
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with the result of `function`, as they get done.

    `jobs` is the number of processes, 0 for one a core; with one job, or one item, all is done in this process. What
    `function` raises is raised here.
    """
    count = min(len(items), jobs or os.cpu_count() or 1)
    if executor is None and count <= 1:
        for item in items:
            yield item, function(item)
        return
    if executor is not None:
        yield from _collect(executor, function, items)
        return
    # Not fork: the parent may have threads (progress), and a child should hold nothing it does not need.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context) as pool:
        yield from _collect(pool, function, items)


def _collect(
    executor: Executor, function: Callable[[Item], Result], items: Sequence[Item]
) -> Iterator[tuple[Item, Result]]:
    futures = {executor.submit(function, item): item for item in items}
    for future in as_completed(futures):
        yield futures[future], future.result()
