"""What a command costs, with all processes that it starts."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took."""

    cpu: float
    """Seconds of processor time, its children included."""
    wall: float
    """Seconds until it ended."""
    memory: int
    """Bytes: the largest resident set among its processes."""


class CommandError(Exception):
    """A command that is measured has failed."""


def adopt_orphans() -> bool:
    """Let this process wait for what its children leave behind, such as servers of processes; False where it cannot."""
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0)


def measure(
    command: Sequence[str], *, cwd: Path, env: Mapping[str, str] | None = None, accept: frozenset[int] = frozenset({0})
) -> Cost:
    """Run a command and return what it cost; CommandError with its last words when its exit code is not accepted."""
    others = _children()
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env=None if env is None else {**os.environ, **env}, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss
        # What it left behind is ours to wait for now; other children of this process are not.
        while left := _children() - others:
            for child in left:
                with suppress(ChildProcessError):
                    _, _, usage = os.wait4(child, 0)
                    cpu, memory = cpu + usage.ru_utime + usage.ru_stime, max(memory, usage.ru_maxrss)
        if process.returncode not in accept:
            said.seek(0)
            last = said.read().decode(errors="replace").strip().splitlines()[-5:]
            raise CommandError(f"{' '.join(map(str, command))} ended with {process.returncode}: {' / '.join(last)}")
    return Cost(cpu, wall, memory * 1024)


def _children() -> set[int]:
    """Return the ids of the processes whose parent is this one; none where the system does not tell."""
    found = set()
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                found.add(int(file.parent.name))
    return found
