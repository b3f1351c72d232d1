"""Work on locales in parallel: in processes of this machine, or on the workers of a Dask cluster.

As a program, `python -m sphinx_bitext.jobs`, it does one item that a worker hands to it, in a process of its own.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import Any, Generic, TypeVar

from .errors import PublishError, UsageError

_PATIENCE = 10
"""Seconds until a scheduler counts as absent."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def run_jobs(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int = 0,
    preload: Sequence[str] = (),
    cluster: str = "",
    alone: bool = True,
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with the result of `function`, as they get done.

    `jobs` is the number of processes at a time, 0 for one a core. Each item gets a process of its own, whatever `jobs`
    is, so that nothing one item leaves in a library's global state can reach the next; with `alone` off a process goes
    on to the next one. `preload` names modules that are imported once for all of them. What `function` raises is
    raised here.

    `cluster` is the address of a Dask scheduler whose workers do the work instead, on a file system that they share; an
    item whose worker dies is done by another.
    """
    if cluster:
        with _workers(cluster) as executor:
            yield from _collect(executor, Alone(function), items)
        return
    context = _context(preload)
    count = max(1, min(len(items), jobs or os.cpu_count() or 1))
    with ProcessPoolExecutor(count, mp_context=context, max_tasks_per_child=1 if alone else None) as pool:
        yield from _collect(pool, function, items)


def start_early(preload: Sequence[str]) -> None:
    """Let the libraries that `run_jobs` will need be imported beside what is done until then."""
    _context(preload)


def spare_collections() -> None:
    """Let Python look for reference cycles seldom: what is read stays until the end, and to search it takes time."""
    gc.set_threshold(500_000, 20, 20)


def _context(preload: Sequence[str]) -> multiprocessing.context.BaseContext:
    """Return how processes start: from a clean server that holds the libraries, where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    with _path_handed_on():
        forkserver.ensure_running()
    return context


@contextmanager
def _path_handed_on() -> Iterator[None]:
    """Let Python programs that are started find modules where this one does; the server of Python 3.11 would not."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


@contextmanager
def _workers(address: str) -> Iterator[Executor]:
    """Give the workers of a cluster as an executor."""
    try:
        from distributed import Client  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError as error:
        raise UsageError("--cluster needs Dask: pip install 'sphinx-bitext[cluster]'") from error
    try:
        client = Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers at {address}: {error or type(error).__name__}") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise UsageError(f"the Dask scheduler at {address} has no workers; start some with `dask worker {address}`")
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Alone(Generic[Item, Result]):
    """A function that does its work in a new process: workers of a cluster live on from one item to the next."""

    function: Callable[[Item], Result]

    def __call__(self, item: Item) -> Result:
        """Return what `function` returns, or raise what it raises."""
        task, pipe = pickle.dumps((self.function, item)), subprocess.PIPE
        with subprocess.Popen([sys.executable, "-m", __name__], stdin=pipe, stdout=pipe) as process:
            assert process.stdin
            assert process.stdout
            with suppress(BrokenPipeError):  # its exit code says more
                process.stdin.write(task)
                process.stdin.flush()  # and left open: see `_end_with_parent`
            answer = process.stdout.read()
            process.wait()
        if process.returncode:
            raise PublishError(f"the process that worked on {item} ended with {process.returncode}")
        result, error = pickle.loads(answer)
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]


def _collect(
    executor: Executor, function: Callable[[Item], Result], items: Sequence[Item]
) -> Iterator[tuple[Item, Result]]:
    futures = {executor.submit(function, item): item for item in items}
    for future in as_completed(futures):
        try:
            result = future.result()
        except BrokenExecutor as error:
            message = f"the process that worked on {futures[future]} was ended from outside; is there enough memory?"
            raise PublishError(message) from error
        except CancelledError as error:  # nothing of ours cancels
            raise PublishError(f"the scheduler was lost while {futures[future]} was worked on") from error
        except Exception as error:
            if type(error).__name__ != "KilledWorker":  # of Dask, which is not always there
                raise
            raise PublishError(f"several workers died while they worked on {futures[future]}") from error
        yield futures[future], result


def _serve() -> None:
    """Do the one item that stands in the standard input; the answer goes to standard output, and nothing else does."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    function, item = pickle.load(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    result: tuple[Any, Exception | None]
    try:
        result = (function(item), None)
    except Exception as error:
        result = (None, error)
    with answer:
        pickle.dump(result, answer)


def _end_with_parent() -> None:
    """End this process when the worker that started it is gone: another one does the item then, in the same files."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    _serve()
