"""Folders and single files."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from ...errors import StorageError, UsageError
from ...store import MAX_ARTICLE, read_bytes
from ..reading import shown_path
from .candidates import (
    FILLED_BY_TOOLS,
    NOT_A_FILE,
    NOT_TAKEN,
    REPOSITORY_MARKS,
    TOO_LARGE,
    TOOL_FOLDERS,
    Candidates,
    File,
    kind_of,
)
from .result import Skip


def from_file(path: Path) -> Candidates:
    """Take one file by itself."""
    found = Candidates(title="")
    shown = shown_path(path)
    if kind_of(path.name) in ("asset", "toc", "redirections", "config"):
        found.skipped.append(Skip(shown, "has no place of its own: give the folder it lies in"))
    elif path.is_file() and path.stat().st_size > MAX_ARTICLE:
        found.skipped.append(Skip(shown, TOO_LARGE, withheld=True))
    else:
        data = read_bytes(path)
        if b"\x00" in data:
            found.skipped.append(Skip(shown, "not a text", withheld=True))
        else:
            found.files.append(File(shown, "", lambda: data, len(data)))
    return found


def from_folder(folder: Path, own: Collection[Path]) -> Candidates:
    """Return what lies below a folder; `own` are the resolved folders of the project, which are never taken."""
    found = Candidates(title=folder.resolve().name)
    if folder.resolve() in own:
        raise UsageError(f"{folder}: belongs to the project itself; import what lies elsewhere")
    for directory, names in _walk(folder, own, found):
        for name in sorted(names):
            path = Path(directory, name)
            below = path.relative_to(folder).as_posix()
            if not kind_of(name):
                if not name.startswith("."):
                    found.skipped.append(Skip(shown_path(path), NOT_TAKEN))
            elif path.is_symlink() or not path.is_file():
                found.skipped.append(Skip(shown_path(path), NOT_A_FILE, withheld=True))
            else:
                size = path.stat().st_size
                found.files.append(File(shown_path(path), below, partial(read_bytes, path), size))
    found.files.sort(key=lambda file: file.name)
    return found


def _walk(folder: Path, own: Collection[Path], found: Candidates) -> Iterator[tuple[str, list[str]]]:
    """Yield folders with the names of their files; hidden folders and those of tools stay out."""

    def unreadable(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise StorageError(f"{folder}: cannot be read: {error.strerror or error}") from error
        reason = f"a folder that cannot be read: {error.strerror or error}"
        found.skipped.append(Skip(shown_path(Path(error.filename)), reason, withheld=True))

    resolved = folder.resolve()
    for directory, folders, names in os.walk(folder, onerror=unreadable):
        below = Path(directory).relative_to(folder)
        if not REPOSITORY_MARKS.isdisjoint([*folders, *names]):
            found.repositories.add("" if below == Path() else below.as_posix())
        kept = []
        for name in sorted(folders):
            path = Path(directory, name)
            if name in TOOL_FOLDERS:
                found.skipped.append(Skip(f"{shown_path(path)}/", FILLED_BY_TOOLS))
            elif path.is_symlink():
                found.skipped.append(Skip(shown_path(path), NOT_A_FILE))
            elif not name.startswith(".") and resolved / below / name not in own:
                kept.append(name)
        folders[:] = kept
        yield directory, names
