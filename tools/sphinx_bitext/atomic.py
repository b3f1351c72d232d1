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
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from .threads import each

LEFTOVER = re.compile(r"\..+\.[a-z0-9_]{8}\.tmp\Z").match
"""Matches the names of temporary files that a killed run may leave behind."""
_QUIET = 0.05
"""How long a file must not have been written to be taken for saved; seconds, as the next one."""
_LONGEST_SAVE = 2.0
_HERE = -100
_EXCHANGE = 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux."""
_NAMELESS: int | None = getattr(os, "O_TMPFILE", None)
_NOT_NAMELESS = frozenset(
    (
        errno.EACCES, errno.EINVAL, errno.EISDIR, errno.EMFILE, errno.ENFILE, errno.ENOENT, errno.ENOSYS, errno.ENOTDIR,
        errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV,
    )
)  # fmt: skip
"""What a system says that has no files without a name, none to spare, or no way to name them afterwards."""
_TOGETHER = 128
"""Files that are open at a time; systems allow 1024 and more to a process."""


class Trade(NamedTuple):
    """What is to stand in a file in the place of what stands there now."""

    path: Path
    expected: bytes | None
    """None: there is no file."""
    data: bytes


def replace(path: Path, data: bytes) -> None:
    """Write bytes to a temporary file beside `path`, flush it to the disk, put it in its place; OSError."""
    name = _temporary(path, data)
    try:
        name.replace(path)
    except BaseException:
        _forget(name)
        raise
    _sync_directory(path.parent)


def trade(trades: Sequence[Trade]) -> list[int | None]:
    """Put bytes in the place of what is expected; None, and nothing changed, for each file where that is not there.

    For each file that is traded return its time in nanoseconds: whatever is saved later has another one. Each is named
    once; the disk takes many in in one go, so they cost less than one by one. OSError with the name of the file for the
    first that cannot be written: others may be.

    The new file and the old one trade names in one step, where the system can do that (Linux, most file systems); what
    came out is compared, and goes back when somebody saved it in the last moment. So an editor that saves by renaming
    loses nothing, nor one that empties the file and writes it anew, whose saves we also wait for. Elsewhere the
    comparison comes right before the replacing, and a save in the microseconds between the two is lost. An editor that
    opens the file, does not empty it and writes into it after the trade is beyond what any system tells.
    """
    times: dict[Path, int | None] = {}
    for at in range(0, len(trades), _TOGETHER):
        times |= _create_nameless([one for one in trades[at : at + _TOGETHER] if one.expected is None])
    others = [one for one in trades if one.path not in times]
    times |= zip((one.path for one in others), each(_trade_named, others), strict=True)
    each(_sync_directory, sorted({path.parent for path, time in times.items() if time is not None}))
    return [times[one.path] for one in trades]


@contextlib.contextmanager
def _about(path: Path) -> Iterator[None]:
    """Name the file in whatever the system says: a descriptor, a folder or a temporary file would tell nobody much."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _create_nameless(trades: Sequence[Trade]) -> dict[Path, int | None]:
    """Return the times of new files, None for those that somebody else has made; others must be made in another way.

    A file gets its name when it is safe on the disk: one change of a directory in place of three, which are a large
    part of what a file costs, and a run that is killed leaves nothing behind.
    """
    times = {}
    with contextlib.ExitStack() as stack:
        made = []
        for one in trades:
            with _about(one.path):
                descriptor = _nameless(one.path)
            if descriptor is not None:
                stack.callback(os.close, descriptor)
                made.append((one, descriptor))
        each(_flush, made)
        for one, descriptor in made:
            time = os.fstat(descriptor).st_mtime_ns  # before anybody else can save it
            with contextlib.suppress(_NamelessError):
                times[one.path] = time if _name(descriptor, one.path) else None
    return times


class _NamelessError(Exception):
    """Files without a name are not to be had here."""


def _nameless(path: Path) -> int | None:
    """Return a descriptor of a new file without a name, None where the system has none such."""
    try:
        return None if _NAMELESS is None else os.open(path.parent, _NAMELESS | os.O_WRONLY | os.O_CLOEXEC, 0o666)
    except OSError as error:
        if error.errno in _NOT_NAMELESS:
            return None
        raise


def _flush(made: tuple[Trade, int]) -> None:
    one, descriptor = made
    with _about(one.path):
        _write(descriptor, one.data)


def _write(descriptor: int, data: bytes) -> None:
    """Write all of `data` and wait until the disk has it."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)


def _name(descriptor: int, path: Path) -> bool:
    """Give a nameless file its name; False where somebody else has taken that."""
    try:
        # Given the descriptor of the source, Python asks for the file behind the link; a full path needs none.
        os.link(f"/proc/self/fd/{descriptor}", path, src_dir_fd=descriptor, follow_symlinks=True)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno in _NOT_NAMELESS:
            raise _NamelessError from error
        with _about(path):
            raise
    return True


def _trade_named(one: Trade) -> int | None:
    """Trade by way of a temporary file beside the one that is due."""
    path, expected, data = one
    with _about(path):
        if expected is not None:
            _settle(path)
        if _bytes_at(path) != expected:
            return None
        name = _temporary(path, data)
        try:
            time = name.stat().st_mtime_ns
            done = _create(name, path) if expected is None else _trade(name, path, expected, data)
        finally:
            _forget(name)
        return time if done else None


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
        try:
            _write(descriptor, data)
        finally:
            os.close(descriptor)
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
    with _about(directory):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Some network file systems cannot flush a directory; the file itself is safe.
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)
