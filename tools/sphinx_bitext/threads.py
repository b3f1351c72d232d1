"""Threads that wait for the disk, which takes in many files in one go."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

_THREADS = 32
"""Files that are flushed at a time."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Call a function with each item; return the results in their order, or raise the first error among them.

    No thread works any more when this ends: nothing writes once a lock is given back.
    """
    if len(items) == 1:
        return [function(item) for item in items]
    begun = [_threads().submit(function, item) for item in items]
    try:
        return [one.result() for one in begun]
    finally:
        for one in begun:
            one.cancel()
        futures.wait(begun)


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    # Kept by the process: they take longer to start than a file to be written.
    return ThreadPoolExecutor(_THREADS)


if hasattr(os, "register_at_fork"):  # threads stay behind in the parent
    os.register_at_fork(after_in_child=_threads.cache_clear)
