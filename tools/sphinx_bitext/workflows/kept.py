"""Values that one run keeps for the next below build/: whole as they were written, or not there at all.

They are pickles, as Sphinx's own beside them are: build/ holds what this program made and nothing else.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
from pathlib import Path
from typing import TypeVar

from ..errors import StorageError
from ..store import read_bytes

Value = TypeVar("Value")
_DIGEST = 32
"""Bytes of a SHA-256, in front of the pickle."""


class LostError(StorageError):
    """What was kept is not there any more, and was not read yet."""


def keep(path: Path, value: object) -> None:
    """Write a value; nothing is flushed to the disk, for a file that is lost or damaged only costs time."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    part = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(path)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def recall(path: Path, kind: type[Value]) -> Value | None:
    """Return the value that was kept, None where there is none of this type or the file is damaged."""
    try:
        data = read_bytes(path)
    except StorageError:
        return None
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        return None
    try:
        value = pickle.loads(data[_DIGEST:])
    except Exception:  # another version of the program wrote it: its classes may be gone or look otherwise
        return None
    return value if isinstance(value, kind) else None
