"""Knows whether anything has changed since the last whole build, without reading a file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..errors import StorageError
from ..store import read_text, write_text
from ..workflows.project import Project

STAMP_FILE = "stamp.json"
_PACKAGE = Path(__file__).resolve().parent.parent


def fingerprint(project: Project, locales: Iterable[str]) -> str:
    """Return a digest of the names, sizes and times of all that a build is made from."""
    state = hashlib.sha256(repr(sorted(locales)).encode())
    configuration = (project.root / "conf.py", project.root / "pyproject.toml")
    for root in (project.source_dir, project.locale_dir, *configuration, _PACKAGE):
        for line in _stats(root):
            state.update(line.encode("utf-8", "surrogateescape"))
    return state.hexdigest()


def _stats(root: Path) -> Iterator[str]:
    if not root.is_dir():
        yield _line(str(root), root.stat()) if root.exists() else f"{root} -\n"
        return
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            if not name.startswith("."):
                path = os.path.join(folder, name)  # noqa: PTH118 (a stat a file is all that this may cost)
                yield _line(path, os.lstat(path))


def _line(path: str, found: os.stat_result) -> str:
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_mode}\n"


def read_stamp(project: Project) -> dict[str, Any] | None:
    """Return what the last whole build left, None when there is none."""
    try:
        found = json.loads(read_text(project.output_dir / STAMP_FILE))
    except (StorageError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_stamp(project: Project, stamp: dict[str, Any]) -> None:
    """Keep what the next build compares with."""
    write_text(project.output_dir / STAMP_FILE, json.dumps(stamp, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
