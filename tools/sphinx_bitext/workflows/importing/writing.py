"""What was placed, written into the source tree: nothing of anybody's work is overwritten."""

from __future__ import annotations

import os
from pathlib import Path

from ...alignment.english import SOURCE_LOCALE
from ...errors import StorageError
from ...locales import canonical_tag
from ...store import digest, find_locales, read_bytes, read_english_records, write_bytes
from ..project import Project
from ..reading import shown_path
from .archives import ArchiveError
from .candidates import UNREADABLE
from .deliveries import handoff_of
from .names import clash_key
from .places import Placed
from .result import Imported, Skip

SAME_PLACE = "another file goes to the same place"
OTHER_SPELLING = "there is a file whose name differs in letter case or composition alone"
NEWER_THERE = "what is there was handed off later"
ENGLISH_THERE = "other English is there, and it may be a writer's; --replace-english takes this one"
BLOCKED = "a folder is where the file goes, or a file where its folder goes"


class Writer:
    """Writes files into the source tree, or in a dry run only says what it would write."""

    def __init__(self, project: Project, result: Imported, *, dry_run: bool, replace_english: bool) -> None:
        self._source = project.source_dir
        self._result = result
        self._dry_run = dry_run
        self._replace_english = replace_english
        self._taken: dict[tuple[str, str], str] = {}
        self._there: dict[str, dict[str, str]] = {}
        names = find_locales(self._source) if self._source.is_dir() else ()
        self._folders = {canonical_tag(name): name for name in names}
        self._records = {} if replace_english else read_english_records(project.locale_dir)

    def write(self, placed: Placed) -> None:
        """Write one file, unless something stands against it."""
        skip = self._write(placed)
        if skip:
            self._result.skipped.append(skip)

    def _write(self, placed: Placed) -> Skip | None:
        file, locale = placed.file, placed.locale
        target = self._source / self._folders.get(locale, locale) / placed.path
        clash = self._clash(placed, target)
        if clash:
            return clash
        try:
            data = file.read()
        except ArchiveError:
            raise
        except StorageError as error:
            return Skip(file.shown, UNREADABLE, f" ({error})", withheld=True)
        there = read_bytes(target) if target.is_file() and not target.is_symlink() else None
        if data != there:
            kept = self._kept(placed, target, there)
            if kept:
                return kept
            if not self._dry_run:
                try:
                    write_bytes(target, data)
                except StorageError:
                    if not _is_blocked(target, self._source):
                        raise
                    return Skip(file.shown, BLOCKED, withheld=True)
        self._count(placed, target, changed=data != there)
        return None

    def _clash(self, placed: Placed, target: Path) -> Skip | None:
        key = clash_key(placed.path)
        first = self._taken.setdefault((placed.locale, key), placed.file.shown)
        if first != placed.file.shown:
            return Skip(placed.file.shown, SAME_PLACE, f" ({first})", withheld=True)
        other = self._files_of(placed.locale).get(key, placed.path)
        if other != placed.path:
            return Skip(placed.file.shown, OTHER_SPELLING, f" ({shown_path(target)})", withheld=True)
        return None

    def _files_of(self, locale: str) -> dict[str, str]:
        """Return the files that a locale has already, by what is the same for two of them that clash."""
        if locale not in self._there:
            folder = self._source / self._folders.get(locale, locale)
            files = (Path(above, name) for above, _, names in os.walk(folder) for name in names)
            paths = sorted(file.relative_to(folder).as_posix() for file in files)
            self._there[locale] = {clash_key(path): path for path in paths}
        return self._there[locale]

    def _kept(self, placed: Placed, target: Path, there: bytes | None) -> Skip | None:
        """Say why the article that is there stays."""
        if there is None or placed.delivery is None:
            return None
        shown = placed.file.shown
        if placed.locale == SOURCE_LOCALE and not self._replace_english:
            record = self._records.get(placed.path)
            if record is None or record.written != digest(there):
                return Skip(shown, ENGLISH_THERE, f" ({shown_path(target)})")
        handoff, earlier = placed.delivery.handoff, handoff_of(there)
        if handoff and earlier and earlier > handoff:
            return Skip(shown, NEWER_THERE, f" ({shown_path(target)}, {earlier.isoformat()})")
        return None

    def _count(self, placed: Placed, target: Path, *, changed: bool) -> None:
        if placed.delivery is None:
            self._result.others[placed.locale] += 1
            self._result.assets += changed
        else:
            self._result.articles[placed.locale] += 1
            self._result.written += changed
            self._result.files.append(shown_path(target))


def _is_blocked(target: Path, source: Path) -> bool:
    above = (parent for parent in target.parents if parent.is_relative_to(source))
    return target.is_dir() or any(parent.exists() and not parent.is_dir() for parent in above)
