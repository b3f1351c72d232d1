"""The import from beginning to end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

from ...errors import StorageError, UsageError
from ...locales import canonical_tag
from ...store import MAX_ARTICLE
from ..project import Project
from .archives import ArchiveError, archive_opener
from .candidates import NOT_TAKEN, TOO_LARGE, UNREADABLE, Candidates, File
from .deliveries import Delivery, read_delivery
from .folders import from_file, from_folder
from .places import Placed, Places
from .result import Imported, Skip
from .writing import Writer

Progress = Callable[[str, int, int], None]
"""Takes what is being done, how many files are done, and how many there are."""


def import_paths(
    project: Project,
    paths: Sequence[Path],
    *,
    locale: str | None = None,
    dry_run: bool = False,
    replace_english: bool = False,
    progress: Progress = lambda _what, _done, _all: None,
) -> Imported:
    """Copy deliveries into the source tree, byte for byte.

    `locale` is that of files that name none. In a dry run nothing is written. English that is there and that ingest
    did not write stays, unless `replace_english`. UsageError for a path where nothing is and for archives that are
    bombs; StorageError for what cannot be read or written.
    """
    stated = canonical_tag(locale) if locale else None
    result = Imported()
    with ExitStack() as stack:
        found = [_candidates(path, project, stack) for path in dict.fromkeys(paths)]
        placed = [one for candidates in found for one in _place_all(candidates, stated, result, progress)]
        writer = Writer(project, result, dry_run=dry_run, replace_english=replace_english)
        # Articles first: where two files want one place, the article gets it.
        placed.sort(key=lambda one: one.delivery is None)
        for done, one in enumerate(placed, 1):
            writer.write(one)
            progress("importing files", done, len(placed))
    return result


def _candidates(path: Path, project: Project, stack: ExitStack) -> Candidates:
    if path.is_dir():
        own = {folder.resolve() for folder in (project.source_dir, project.locale_dir, project.output_dir)}
        return from_folder(path, own)
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder")
    opener = archive_opener(path)
    return opener(path, stack) if opener else from_file(path)


def _place_all(found: Candidates, stated: str | None, result: Imported, progress: Progress) -> list[Placed]:
    """Return the files of one path with their places; list what is skipped."""
    deliveries: dict[str, Delivery] = {}
    taken: list[File] = []
    for done, file in enumerate(found.files, 1):
        read = _read(file)
        if isinstance(read, Skip):
            found.skipped.append(read)
        elif file.kind != "config":
            taken.append(file)
            if read:
                deliveries[file.shown] = read
        progress("reading files", done, len(found.files))
    places = Places(found, deliveries.values(), stated)
    placed: list[Placed] = []
    for file in taken:
        place = places.place(file, deliveries.get(file.shown))
        if isinstance(place, Skip):
            found.skipped.append(place)
        else:
            placed.append(place)
    result.skipped += found.skipped
    return placed


def _read(file: File) -> Delivery | Skip | None:
    """Read an article; None for what is none."""
    lone = not file.name
    if file.kind not in ("article", "text") and not lone:
        return None
    if file.size > MAX_ARTICLE:
        return Skip(file.shown, TOO_LARGE, withheld=True)
    try:
        delivery = read_delivery(file)
    except ArchiveError:
        raise
    except StorageError as error:
        return Skip(file.shown, UNREADABLE, f" ({error})", withheld=True)
    if file.kind == "text" and not lone and delivery.named is None:
        return Skip(file.shown, NOT_TAKEN)
    return delivery
