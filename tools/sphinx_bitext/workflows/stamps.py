"""Knows whether anything has changed since a run, without reading a file."""

from __future__ import annotations

import contextlib
import hashlib
import json
import operator
import os
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import StorageError
from ..store import read_text, remove_file, write_text
from .project import Project, redirection_lists

State = Mapping[str, tuple[int, int, int]]
"""Path to size, time of the last change in nanoseconds, and mode."""

_NAME = operator.attrgetter("name")
BUILD, INGEST = "stamp.json", "ingest-stamp.json"
_PACKAGE = Path(__file__).resolve().parent.parent


def read_state(project: Project) -> State:
    """Return the sizes and times of all that the work on a project depends on."""
    named = [project.root / name for name in (project.settings.glossary, project.settings.xref_map) if name]
    configuration = (project.root / "conf.py", project.root / "pyproject.toml", *named, *redirection_lists(project))
    state: dict[str, tuple[int, int, int]] = {}
    for root in (*_inside(project.source_dir), *_inside(project.locale_dir), *configuration, _PACKAGE):
        _add_stats(state, root)
    # Whatever is installed, updated or removed leaves its time on the folder.
    libraries = sysconfig.get_path("purelib")
    return {**state, libraries: _facts(os.lstat(libraries))}


def _facts(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_mode


def _inside(root: Path) -> Iterator[Path]:
    """Yield what lies directly in a folder, sorted."""
    if root.is_dir():
        yield from sorted(path for path in root.iterdir() if not path.name.startswith("."))


def _add_stats(state: dict[str, tuple[int, int, int]], root: Path) -> None:
    """Add the files below a folder, sorted; a stat a file is all that this may cost."""
    if root.is_file():
        state[str(root)] = _facts(root.stat())
    elif root.is_symlink():  # no articles are read behind it
        state[str(root)] = _facts(root.lstat())
    pending = [str(root)] if root.is_dir() and not root.is_symlink() else []
    while pending:
        with os.scandir(pending.pop()) as found:
            entries = sorted((entry for entry in found if entry.name[0] != "."), key=_NAME)
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                with contextlib.suppress(FileNotFoundError):  # removed meanwhile
                    facts = entry.stat(follow_symlinks=False)
                    state[entry.path] = facts.st_size, facts.st_mtime_ns, facts.st_mode
            elif entry.name != "__pycache__":
                pending.append(entry.path)


def read_folders(*roots: Path) -> str:
    """Return a digest of the times of all folders below these: another one where a file came, went or was replaced."""
    digest = hashlib.sha256()
    for root in roots:
        for folder, folders, _ in os.walk(root):
            folders.sort()
            digest.update(f"{folder} {os.stat(folder).st_mtime_ns}\n".encode("utf-8", "surrogateescape"))  # noqa: PTH116
    return digest.hexdigest()


def fingerprint(state: State, asked: Iterable[object]) -> str:
    """Return a digest of a state and of what was asked for."""
    digest = hashlib.sha256(repr(list(asked)).encode("utf-8", "surrogateescape"))
    rows = (f"{path} {size} {time} {mode}" for path, (size, time, mode) in state.items())
    digest.update("\n".join(rows).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def is_settled(before: State, after: State, written: Mapping[str, int]) -> bool:
    """Say whether nobody changed anything during a run.

    `written` are the files that the run wrote itself, and the time of each right after that.
    """
    others = before.keys() | after.keys()
    return all(
        after[path][1] == written[path] if path in written and path in after else before.get(path) == after.get(path)
        for path in others
    )


def read_stamp(project: Project, name: str) -> dict[str, Any] | None:
    """Return what the last whole run left, None when there is none."""
    try:
        found = json.loads(read_text(project.output_dir / name))
    except (StorageError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def settle(project: Project, name: str, before: State, written: Mapping[str, int]) -> State | None:
    """Return the state after a run; None where somebody worked on the files too, and nothing is known then."""
    after = read_state(project)
    if is_settled(before, after, written):
        return after
    remove_file(project.output_dir / name)
    return None


def write_stamp(project: Project, name: str, asked: Iterable[object], state: State, said: dict[str, Any]) -> None:
    """Keep what the next run compares with, and what this one said."""
    stamp = {"fingerprint": fingerprint(state, asked), **said}
    write_text(project.output_dir / name, json.dumps(stamp, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
