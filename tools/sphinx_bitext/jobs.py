"""Work on locales in parallel, on any `concurrent.futures` executor."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from .errors import PublishError

Item = TypeVar("Item")
Result = TypeVar("Result")


def run_jobs(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int = 0,
    preload: Sequence[str] = (),
    executor: Executor | None = None,
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with the result of `function`, as they get done.

    `jobs` is the number of processes at a time, 0 for one a core. Each item gets a process of its own, whatever `jobs`
    is, so that nothing one item leaves in a library's global state can reach the next. `preload` names modules that
    are imported once for all of them. What `function` raises is raised here.
    """
    if executor is not None:
        yield from _collect(executor, function, items)
        return
    context = _context(preload)
    count = max(1, min(len(items), jobs or os.cpu_count() or 1))
    with ProcessPoolExecutor(count, mp_context=context, max_tasks_per_child=1) as pool:
        yield from _collect(pool, function, items)


def _context(preload: Sequence[str]) -> multiprocessing.context.BaseContext:
    """Return how processes start: from a clean server that holds the libraries, where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    return context


def _collect(
    executor: Executor, function: Callable[[Item], Result], items: Sequence[Item]
) -> Iterator[tuple[Item, Result]]:
    futures = {executor.submit(function, item): item for item in items}
    for future in as_completed(futures):
        try:
            result = future.result()
        except BrokenProcessPool as error:
            message = f"the process that worked on {futures[future]} was ended from outside; is there enough memory?"
            raise PublishError(message) from error
        yield futures[future], result
