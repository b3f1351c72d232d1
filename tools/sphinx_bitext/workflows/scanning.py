"""Sizes and times of all files below some folders, in the shortest time: this is most of a build that does nothing.

As a program, started by its path, it looks through the folders that another process of this machine hands to it; so it
imports nothing else of this package.
"""

from __future__ import annotations

import marshal
import operator
import os
import stat
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain

Scan = dict[bytes, tuple[bytes, bytes]]
"""Folder to the names of its files, sorted and separated by zeros, and their facts as `pack` gives them."""

_MANY = 10_000
"""Files after which a second process helps: it starts in the time in which some 8,000 are looked at."""
_SEPARATOR = os.fsencode(os.sep)
_LARGEST = 2**63 - 1
_facts = operator.attrgetter("st_size", "st_mtime_ns", "st_mode")
_HAS_FOLDERS = os.stat in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")


def facts_of(path: str | bytes) -> tuple[int, int, int]:
    """Return size, time of the last change in nanoseconds, and mode of a file.

    A link to a file has its own mode, and the size of the file; its time is the later one of the two.
    """
    own = os.lstat(path)
    if stat.S_ISLNK(own.st_mode) and os.path.isfile(path):  # noqa: PTH113 (a path for each file takes long)
        file = os.stat(path)  # noqa: PTH116 (the same)
        return file.st_size, max(own.st_mtime_ns, file.st_mtime_ns), own.st_mode
    return own.st_size, own.st_mtime_ns, own.st_mode


def pack(facts: Iterable[tuple[int, int, int]]) -> bytes:
    """Return facts of files as three numbers of eight bytes each."""
    rows = list(facts)
    try:
        return array("q", chain.from_iterable(rows)).tobytes()
    except OverflowError:  # a file from beyond the year 2262
        return array("q", (min(max(value, -_LARGEST), _LARGEST) for row in rows for value in row)).tobytes()


def scan(roots: Iterable[str]) -> dict[str, tuple[str, bytes]]:
    """Return the files below some folders: none that is hidden, in hidden folders, or compiled by Python.

    Links to folders are files here.
    """
    pending = [os.fsencode(root) for root in roots]
    found: Scan = {}
    wait = _scan(pending, found, alone=(os.cpu_count() or 1) == 1 or not sys.executable)
    if wait is not None:
        _scan(pending, found)
        found |= wait()
    return {os.fsdecode(folder): (os.fsdecode(names), facts) for folder, (names, facts) in sorted(found.items())}


def _scan(pending: list[bytes], found: Scan, *, alone: bool = True) -> Callable[[], Scan] | None:
    """Look through what is pending; return how to get the rest where another process does that."""
    count = 0
    while pending:
        folder = pending.pop()
        try:
            names, folders, links = _list(folder)
        except (FileNotFoundError, NotADirectoryError):  # removed or replaced meanwhile
            continue
        pending += (folder + _SEPARATOR + name for name in folders)
        names, facts = _look(folder, names, links)
        if names:
            found[folder] = b"\0".join(names), facts
            count += len(names)
        if not alone and count > _MANY and len(pending) > 1:
            given = pending[::2]
            del pending[::2]
            return _ask_for_help(given)
    return None


def _list(folder: bytes) -> tuple[list[bytes], list[bytes], bool]:
    """Return the names of the files and of the folders in a folder, and whether there are links among the files."""
    names, folders, links = [], [], False
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name[:1] == b".":
                continue
            if entry.is_dir(follow_symlinks=False):
                if name != b"__pycache__":
                    folders.append(name)
            else:
                names.append(name)
                links = links or entry.is_symlink()
    names.sort()
    return names, folders, links


def _look(folder: bytes, names: list[bytes], links: bool) -> tuple[list[bytes], bytes]:
    """Return the names of the files that are still there, and their facts."""
    if _HAS_FOLDERS and not links:
        try:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                look = partial(os.stat, dir_fd=handle, follow_symlinks=False)
                return names, pack(map(_facts, map(look, names)))
            finally:
                os.close(handle)
        except OSError:  # a file was removed meanwhile
            pass
    known = dict(_each(folder, names))
    return list(known), pack(known.values())


def _each(folder: bytes, names: list[bytes]) -> Iterator[tuple[bytes, tuple[int, int, int]]]:
    for name in names:
        try:
            yield name, facts_of(folder + _SEPARATOR + name)
        except FileNotFoundError:
            continue


def _ask_for_help(folders: list[bytes]) -> Callable[[], Scan]:
    """Let another process look through some folders; return what waits for its answer."""
    pipe = subprocess.PIPE
    try:
        # What it has to complain about is met again here, and said in the way of this program.
        command = [sys.executable, "-I", "-S", __file__]
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    except OSError:
        return partial(_scanned, folders)
    assert process.stdin
    with suppress(BrokenPipeError), process.stdin:
        process.stdin.write(marshal.dumps(folders))

    def wait() -> Scan:
        assert process.stdout
        with process:
            answer = process.stdout.read()
        return marshal.loads(answer) if process.returncode == 0 else _scanned(folders)

    return wait


def _scanned(folders: list[bytes]) -> Scan:
    found: Scan = {}
    _scan(folders, found)
    return found


if __name__ == "__main__":
    sys.stdout.buffer.write(marshal.dumps(_scanned(marshal.loads(sys.stdin.buffer.read()))))
