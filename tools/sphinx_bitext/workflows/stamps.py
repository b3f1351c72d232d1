"""Knows whether anything has changed since a run, without reading a file."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sysconfig
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import StorageError
from ..store import read_text, remove_file, write_text
from .kept import keep, recall
from .project import Project, redirection_lists
from .scanning import facts_of, pack, scan

Facts = tuple[int, int, int]
"""Size, time of the last change in nanoseconds, and mode."""
Folders = Mapping[str, int]
"""Folder to the time of its last change in nanoseconds, 0 where there is none."""

BUILD, INGEST = "stamp.json", "ingest-stamp.json"
_PACKAGE = Path(__file__).resolve().parent.parent
_ROW = struct.Struct("=3q")


class State(Mapping[str, Facts]):
    """Path to what is known of a file, kept folder by folder: so even large states are written and compared fast."""

    def __init__(self, folders: Mapping[str, tuple[str, bytes]] | None = None) -> None:
        self.folders = folders or {}
        """Folder to the names of its files, separated by zeros, and their facts as `scanning.pack` gives them."""
        self._read: dict[str, dict[str, Facts]] = {}

    @classmethod
    def of(cls, facts: Mapping[str, Facts]) -> State:
        """Return the state of some files."""
        return cls().with_facts(facts)

    def with_facts(self, facts: Mapping[str, Facts]) -> State:
        """Return the state with other facts of some files."""
        changed: dict[str, dict[str, Facts]] = {}
        for path, fact in facts.items():
            folder, _, name = path.rpartition(os.sep)
            changed.setdefault(folder, dict(self.files(folder)))[name] = fact
        packed = {folder: ("\0".join(files), pack(files.values())) for folder, files in changed.items()}
        return State({**self.folders, **packed})

    def files(self, folder: str) -> Mapping[str, Facts]:
        """Return the files of a folder by name."""
        found = self._read.get(folder)
        if found is None and folder in self.folders:
            names, facts = self.folders[folder]
            found = self._read[folder] = dict(zip(names.split("\0"), _ROW.iter_unpack(facts), strict=True))
        return found or {}

    def changes(self, other: State) -> Iterator[str]:
        """Yield the paths of what is not the same in another state."""
        if self.folders == other.folders:
            return
        for folder in self.folders.keys() | other.folders.keys():
            if self.folders.get(folder) != other.folders.get(folder):
                one, two = self.files(folder), other.files(folder)
                names = (name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
                yield from (f"{folder}{os.sep}{name}" for name in names)

    def __getitem__(self, path: str) -> Facts:
        folder, _, name = path.rpartition(os.sep)
        return self.files(folder)[name]

    def __iter__(self) -> Iterator[str]:
        for folder, (names, _) in self.folders.items():
            yield from (f"{folder}{os.sep}{name}" for name in names.split("\0"))

    def __len__(self) -> int:
        return sum(names.count("\0") + 1 for names, _ in self.folders.values())

    def items(self) -> ItemsView[str, Facts]:
        """Return all paths and facts."""
        facts = (row for _, rows in self.folders.values() for row in _ROW.iter_unpack(rows))
        return dict(zip(self, facts, strict=True)).items()

    def __reduce__(self) -> tuple[type[State], tuple[Mapping[str, tuple[str, bytes]]]]:
        return State, (self.folders,)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a build depends on, and what it has published."""

    state: State
    folders: Folders
    """Of the pages and the report."""


def look(project: Project, last: Seen | None) -> Seen:
    """Return what lies there now; `last` is what a build has kept."""
    known = last.folders if last else None
    return Seen(read_state(project), read_folders(project.html_dir, project.report_dir, known=known))


def keep_seen(project: Project, seen: Seen) -> None:
    """Keep what was there at the end of a build."""
    keep(_seen_file(project), seen)


def recall_seen(project: Project) -> Seen | None:
    """Return what was there at the end of the last build, None where nothing is known of it."""
    return recall(_seen_file(project), Seen)


def _seen_file(project: Project) -> Path:
    return project.output_dir / "known" / "seen.pickle"


def read_state(project: Project) -> State:
    """Return the sizes and times of all that the work on a project depends on."""
    named = [project.root / name for name in (project.settings.glossary, project.settings.xref_map) if name]
    configuration = (project.root / "conf.py", project.root / "pyproject.toml", *named, *redirection_lists(project))
    inside = [path for root in (project.source_dir, project.locale_dir) for path in _inside(root)]
    trees = [path for path in (*inside, _PACKAGE) if path.is_dir() and not path.is_symlink()]
    # Whatever is installed, updated or removed leaves its time on the folder of libraries.
    alone = (*(path for path in inside if path not in trees), *configuration, Path(sysconfig.get_path("purelib")))
    return State(scan(map(str, trees))).with_facts({str(one): facts_of(str(one)) for one in alone if _is_there(one)})


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _inside(root: Path) -> Iterator[Path]:
    """Yield what lies directly in a folder, sorted."""
    if root.is_dir():
        yield from sorted(path for path in root.iterdir() if not path.name.startswith("."))


def read_folders(*roots: Path, known: Folders | None = None) -> dict[str, int]:
    """Return the times of all folders below these: others where a file came, went or was replaced.

    `known` are the folders as they were: what lies in those that have not changed is not looked for again.
    """
    known = known or {}
    inside: dict[str, list[str]] = {}
    for folder in known:
        inside.setdefault(os.path.dirname(folder), []).append(folder)  # noqa: PTH120 (a path takes long)
    pending, found = [str(root) for root in roots], {}
    while pending:
        folder = pending.pop()
        found[folder] = _changed_at(folder)
        if found[folder]:
            same = found[folder] == known.get(folder)
            pending += inside.get(folder, ()) if same else _folders_in(folder)
    return dict(sorted(found.items()))


def _changed_at(folder: str) -> int:
    try:
        return os.stat(folder).st_mtime_ns  # noqa: PTH116 (a path takes long)
    except FileNotFoundError:
        return 0


def _folders_in(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    except NotADirectoryError:
        return []


def fingerprint(state: State, asked: Iterable[object]) -> str:
    """Return a digest of a state and of what was asked for."""
    digest = hashlib.sha256(repr(list(asked)).encode("utf-8", "surrogateescape"))
    for folder, files in state.folders.items():
        digest.update(said_of(folder, *files))
    return digest.hexdigest()


def said_of(folder: str, names: str, facts: bytes) -> bytes:
    """Return the files of a folder, as a state keeps them, for a digest."""
    return f"{folder}\0\0{names}\0\0".encode("utf-8", "surrogateescape") + facts


def is_settled(before: State, after: State, written: Mapping[str, int]) -> bool:
    """Say whether nobody changed anything during a run.

    `written` are the files that the run wrote itself, and the time of each right after that.
    """
    own = {path for path in written if path in after}
    return all(after[path][1] == written[path] for path in own) and own.issuperset(before.changes(after))


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
