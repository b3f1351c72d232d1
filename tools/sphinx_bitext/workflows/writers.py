"""Threads that flush files to the disk, which takes many in one go."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent import futures
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import lru_cache
from typing import ParamSpec, TypeVar

_THREADS = 32
"""Files that are flushed at a time."""

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Writers(Executor):
    """Does what it is given in threads that the process keeps: they take longer to start than a file to be written.

    At the end of its `with` block all of it is done, as with any executor: nothing writes once a lock is given back.
    """

    def __init__(self) -> None:
        self._begun: list[Future[object]] = []

    def submit(self, function: Callable[Given, Result], /, *args: Given.args, **more: Given.kwargs) -> Future[Result]:
        """Begin something; return what will come of it."""
        begun = _threads().submit(function, *args, **more)
        self._begun.append(begun)  # type: ignore[arg-type]
        return begun

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for all that was begun."""
        if cancel_futures:
            for one in self._begun:
                one.cancel()
        if wait:
            futures.wait(self._begun)


@lru_cache(maxsize=1)
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS)


if hasattr(os, "register_at_fork"):  # threads stay behind in the parent
    os.register_at_fork(after_in_child=_threads.cache_clear)
