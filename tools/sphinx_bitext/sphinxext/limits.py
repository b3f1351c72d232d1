"""How much one article may take. What takes more is stopped, and its text is published flat (see flat.py)."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

try:
    import resource
except ImportError:  # not on Windows; there is no limit there
    resource = None  # type: ignore[assignment]

MAX_SECONDS = 5.0
"""Of work of the processor, not of the clock: a busy machine publishes the same pages."""
MAX_MEMORY = 512 * 1024 * 1024
"""Bytes beyond what the process holds already."""
_AGAIN_SECONDS = 1.0
"""After which the work is stopped once more, where something has caught the first stop."""
_STATM = Path("/proc/self/statm")


class LimitError(Exception):
    """An article takes more time than it may have."""


@contextlib.contextmanager
def bounded(seconds: float = MAX_SECONDS, memory: int = MAX_MEMORY) -> Iterator[None]:
    """Raise LimitError or MemoryError in the body when it takes too much; without effect where a system has no limits.

    Two calls of the system set each limit, and two take it back: far below the cost of the smallest page.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN_SECONDS)
    try:
        with _bounded_memory(memory):
            yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextlib.contextmanager
def _bounded_memory(memory: int) -> Iterator[None]:
    held = _held()
    if not held:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + memory
    if (soft != resource.RLIM_INFINITY and soft <= wanted) or (hard != resource.RLIM_INFINITY and hard < wanted):
        yield
        return
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _held() -> int:
    """Return the bytes of address space that this process has; 0 where the system does not say."""
    try:
        return int(_STATM.read_bytes().split(maxsplit=1)[0]) * resource.getpagesize()
    except (OSError, AttributeError):
        return 0


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise LimitError(f"it takes longer than {MAX_SECONDS:g} seconds")
