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
from ..workflows.stamps import State, read_folders
from .locale import LocaleJob, LocaleResult
from .pagefind import pagefind

_FILE = "outcome.pickle"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was published, and from what."""

    result: LocaleResult
    token: str
    """Of all that Sphinx was given."""
    folders: str
    """Of the output: see `stamps.read_folders`."""


def job_token(project: Project, job: LocaleJob, state: State, prepared: str, moved: object) -> str:
    """Return a digest of all that the pages of a locale depend on.

    `prepared` is the digest of its prepared pages, `moved` what has moved: its pages lie in the same folder.
    """
    digest = hashlib.sha256(repr((prepared, moved, job, pagefind(), Path.cwd())).encode("utf-8", "backslashreplace"))
    for path in _relevant(project, job.locale, state):
        digest.update(f"{path} {state[path]}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _relevant(project: Project, locale: str, state: State) -> Iterator[str]:
    """Yield the files that a locale is made from; articles and catalogs of the other locales are not."""
    source, catalogs = f"{project.source_dir}{os.sep}", f"{project.locale_dir}{os.sep}"
    own = tuple(f"{source}{tag}{os.sep}" for tag in (locale, SOURCE_LOCALE))
    language = f"{catalogs}{language_name(locale)}{os.sep}"
    for path in state:
        if path.startswith(source):
            if not path.endswith(".md") or path.startswith(own):
                yield path
        elif not path.startswith(catalogs) or path.startswith(language):
            yield path


def read_outcome(job: LocaleJob, token: str) -> LocaleResult | None:
    """Return what Sphinx would say, None where it must be started."""
    known = recall(Path(job.doctree_dir, _FILE), Outcome)
    if known is None or known.token != token or known.folders != read_folders(Path(job.output_dir)):
        return None
    return known.result


def last_result(job: LocaleJob) -> LocaleResult | None:
    """Return what Sphinx said the last time, whatever it was given."""
    known = recall(Path(job.doctree_dir, _FILE), Outcome)
    return known.result if known else None


def write_outcome(job: LocaleJob, token: str, result: LocaleResult) -> None:
    """Keep what Sphinx said; to be called when everything in the folder of the locale is written."""
    keep(Path(job.doctree_dir, _FILE), Outcome(result, token, read_folders(Path(job.output_dir))))
