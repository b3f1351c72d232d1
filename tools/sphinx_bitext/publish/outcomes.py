"""What came of publishing a locale, kept beside its doctrees: Sphinx need not start to do the same again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..alignment.english import SOURCE_LOCALE
from ..locales import language_name
from ..workflows.kept import keep, recall
from ..workflows.project import Project
from ..workflows.stamps import Folders, State, read_folders, said_of
from .locale import LocaleJob, LocaleResult
from .pagefind import pagefind

_FILE = "outcome.pickle"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was published, and from what."""

    result: LocaleResult
    token: str
    """Of all that Sphinx was given."""
    folders: Folders
    """Of the output: see `stamps.read_folders`."""


def job_token(project: Project, job: LocaleJob, state: State, prepared: str, moved: object) -> str:
    """Return a digest of all that the pages of a locale depend on.

    `prepared` is the digest of its prepared pages, `moved` what has moved: its pages lie in the same folder.
    """
    digest = hashlib.sha256(repr((prepared, moved, job, pagefind(), Path.cwd())).encode("utf-8", "backslashreplace"))
    for files in _relevant(project, job.locale, state):
        digest.update(said_of(*files))
    return digest.hexdigest()


def _relevant(project: Project, locale: str, state: State) -> Iterator[tuple[str, str, bytes]]:
    """Yield the files that a locale is made from, folder by folder; articles and catalogs of the others are not."""
    source, catalogs = f"{project.source_dir}{os.sep}", f"{project.locale_dir}{os.sep}"
    own = tuple(f"{source}{tag}{os.sep}" for tag in (locale, SOURCE_LOCALE))
    language = f"{catalogs}{language_name(locale)}{os.sep}"
    for folder, (names, facts) in state.folders.items():
        inside = f"{folder}{os.sep}"
        if inside.startswith(source) and not inside.startswith(own):
            if f"{names}\0".count(".md\0") <= names.count("\0"):  # not all of them are articles
                found = state.files(folder).items()
                others = State.of({f"{inside}{name}": known for name, known in found if not name.endswith(".md")})
                yield from ((folder, *files) for folder, files in others.folders.items())
        elif not inside.startswith(catalogs) or inside.startswith(language):
            yield folder, names, facts


def read_outcome(job: LocaleJob, token: str) -> LocaleResult | None:
    """Return what Sphinx would say, None where it must be started."""
    known = _recall(job)
    if known is None or known.token != token:
        return None
    return known.result if known.folders == read_folders(Path(job.output_dir), known=known.folders) else None


def last_result(job: LocaleJob) -> LocaleResult | None:
    """Return what Sphinx said the last time, whatever it was given."""
    known = _recall(job)
    return known.result if known else None


def write_outcome(job: LocaleJob, token: str, result: LocaleResult) -> None:
    """Keep what Sphinx said; to be called when everything in the folder of the locale is written."""
    keep(Path(job.doctree_dir, _FILE), Outcome(result, token, read_folders(Path(job.output_dir))))


def _recall(job: LocaleJob) -> Outcome | None:
    return recall(Path(job.doctree_dir, _FILE), Outcome)
