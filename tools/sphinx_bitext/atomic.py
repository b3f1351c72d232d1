"""Files that are the old ones or the new ones: when a run is killed, the disk is full, or somebody saves meanwhile."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import stat
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

LEFTOVER = re.compile(r"\..+\.[a-z0-9_]{8}\.tmp\Z").match
"""Matches the names of temporary files that a killed run may leave behind."""
_QUIET = 0.05
"""How long a file must not have been written to be taken for saved; seconds, as the next one."""
_LONGEST_SAVE = 2.0
_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""


def replace(path: Path, data: bytes) -> None:
    """Write bytes to a temporary file beside `path`, flush it to the disk, put it in its place; OSError."""
    name = _temporary(path, data)
    try:
        name.replace(path)
    except BaseException:
        _forget(name)
        raise
    _sync_directory(path.parent)


def trade(path: Path, expected: bytes | None, data: bytes) -> bool:
    """Put bytes in the place of `expected` (None: of no file); False, and nothing changed, where that is not there.

    The new file and the old one trade names in one step, where the system can do that (Linux, most file systems); what
    came out is compared, and goes back when somebody saved it in the last moment. So an editor that saves by renaming
    loses nothing, nor one that empties the file and writes it anew, whose saves we also wait for. Elsewhere the
    comparison comes right before the replacing, and a save in the microseconds between the two is lost. An editor that
    opens the file, does not empty it and writes into it after the trade is beyond what any system tells.
    """
    if expected is not None:
        _settle(path)
    if _bytes_at(path) != expected:
        return False
    name = _temporary(path, data)
    try:
        done = _create(name, path) if expected is None else _trade(name, path, expected, data)
    finally:
        _forget(name)
    if done:
        _sync_directory(path.parent)
    return done


def _settle(path: Path) -> None:
    """Wait until a file has not been written for a moment: an editor may be in the middle of saving it."""
    deadline = time.monotonic() + _LONGEST_SAVE
    while time.monotonic() < deadline:
        try:
            age = time.time() - path.stat().st_mtime
        except FileNotFoundError:
            return
        if not 0 <= age < _QUIET:
            return
        time.sleep(_QUIET - age)


def _bytes_at(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _create(name: Path, path: Path) -> bool:
    """Give a finished file its name; say whether nobody else had taken that."""
    try:
        path.hardlink_to(name)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        if path.exists():  # a file system without links
            return False
        name.replace(path)
    return True


def _trade(name: Path, path: Path, expected: bytes, data: bytes) -> bool:
    if not _exchange(name, path):
        if _bytes_at(path) != expected:
            return False
        name.replace(path)
        return True
    if _bytes_at(name) == expected:
        return True
    while True:
        # What came out is somebody's newer text. It goes back; should a still newer one have come in, that one stays.
        theirs = _bytes_at(name)
        if not _exchange(name, path) or _bytes_at(name) == data:
            return False
        data = theirs or b""


def _exchange(one: Path, other: Path) -> bool:
    """Let two files trade names in one step; False where the system cannot do that."""
    call = _renameat2()
    if call is None:
        return False
    if call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.ENOENT, errno.EPERM):
        return False
    raise OSError(number, os.strerror(number), str(other))


@lru_cache(maxsize=1)
def _renameat2() -> Any:  # noqa: ANN401 (a function of the C library)
    if os.name != "posix":
        return None
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is not None:
        call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return call


def _temporary(path: Path, data: bytes) -> Path:
    """Return a new file beside `path` with its permissions, safe on the disk."""
    descriptor, found = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    name = Path(found)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        name.chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
    except BaseException:
        _forget(name)
        raise
    return name


def _forget(name: Path) -> None:
    with contextlib.suppress(OSError):
        name.unlink()


@lru_cache(maxsize=1)
def _umask() -> int:
    # Asked once: for a moment it is another one, and several threads may write.
    current = os.umask(0o022)
    os.umask(current)
    return current


def _sync_directory(directory: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot flush a directory; the file itself is safe.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
