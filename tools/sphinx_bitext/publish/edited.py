"""A build after edits of translations alone: what shows them is made again, and nothing else is looked at."""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..alignment.learning import RulesByLocale
from ..errors import StorageError
from ..jobs import run_jobs
from ..model import Finding, LocaleStatus
from ..reports.build import BuildResult
from ..reports.html import FRONT, Front, front_of, render_front
from ..reports.summary import Summary, build_summary
from ..store import locked, remove_file, write_text
from ..workflows.checking import build_statuses
from ..workflows.explaining import all_docs
from ..workflows.ingest import Ingested
from ..workflows.kept import keep, recall
from ..workflows.known import KnownArticle, ingest_edited, keep_article, recall_article
from ..workflows.moved import Target
from ..workflows.pages import alternate_of, page_of
from ..workflows.prepared import PreparedLocale, StoredPages, prepared_path, read_digested, write_prepared
from ..workflows.project import Project
from ..workflows.reading import shown_path
from ..workflows.redirects import is_moved
from ..workflows.scanning import facts_of
from ..workflows.stamps import BUILD, Folders, Seen, State, fingerprint, keep_seen, read_folders
from .build import Built, Step
from .locale import SHARED_LIST, doctree_folder, locale_job, publish_pages
from .outcomes import job_token, last_result, write_outcome
from .preload import PRELOAD

_MOST = 50
"""Edited catalogs; where there are more, everything is looked at."""


@dataclass(frozen=True, slots=True)
class KnownBuild:
    """What is known after a build."""

    state: State
    """Of all files, as the build has read or written them."""
    folders: Folders
    """Of what it has published: see `stamps.read_folders`."""
    asked: str
    """Digest of what was asked for."""
    rules: RulesByLocale
    prepared: Mapping[str, str]
    """Locale to the digest of its prepared pages."""
    moved: Sequence[tuple[str, Target]]
    """What has moved: docname and where its readers go."""
    summary: Summary
    silenced: int
    """Findings that somebody has accepted."""
    front: Front
    result: BuildResult
    said: Sequence[Finding] = ()
    """What the build itself has to say."""
    exit_code: int = 0


@dataclass(slots=True)
class _Edit:
    """What came of one edited catalog."""

    known: KnownArticle
    ingested: Ingested
    locale: str
    docname: str
    cell: LocaleStatus | None = None


def know(project: Project, built: Built, asked: Sequence[object]) -> KnownBuild:
    """Return what is known after a build of everything, but for the state of the files."""
    own = ("search-unavailable", "search-failed")
    return KnownBuild(
        state=State(),
        folders=read_folders(project.html_dir, project.report_dir),
        asked=fingerprint(State(), asked),
        rules=built.rules,
        prepared=built.prepared,
        moved=built.moved,
        summary=build_summary(built.statuses, built.findings, built.locales),
        silenced=built.silenced,
        front=front_of(all_docs(), built.findings),
        result=BuildResult(
            pages=built.pages,
            html_index=shown_path(project.html_dir / "index.html"),
            report_index=shown_path(project.report_dir / FRONT),
            nothing_changed=False,
            withheld=built.withheld,
        ),
        said=[finding for finding in built.findings if finding.code in own],
        exit_code=3 if built.withheld or built.unreadable else 0,
    )


def recall_build(project: Project, asked: Sequence[object], last: Seen | None, now: Seen) -> KnownBuild | None:
    """Return what the last build knew, None where it was asked for something else or its pages are not all there.

    `last` is what lay there at its end; that is kept by itself.
    """
    if last is None or last.folders != now.folders:
        return None
    known = recall(_file(project), KnownBuild)
    if known is None or known.asked != fingerprint(State(), asked):
        return None
    return dataclasses.replace(known, state=last.state, folders=last.folders)


def keep_build(project: Project, known: KnownBuild) -> None:
    """Keep what is known after a build."""
    keep_seen(project, Seen(known.state, known.folders))
    keep(_file(project), dataclasses.replace(known, state=State(), folders={}))


def forget_build(project: Project) -> None:
    """Keep nothing: a build that is stopped leaves no knowledge that is half true."""
    remove_file(_file(project))
    remove_file(project.output_dir / BUILD)


def _file(project: Project) -> Path:
    return project.output_dir / "known" / "build.pickle"


def rebuild_edited(
    project: Project,
    locales: Sequence[str],
    known: KnownBuild,
    now: State,
    *,
    jobs: int,
    tell: Step,
    cluster: str = "",
) -> KnownBuild | None:
    """Build after edits of translations, and return what is known then; None where more than that has changed.

    What has been done until that is seen is not lost: a build of everything finds it done.
    """
    edits = _merge(project, locales, known, now)
    if not edits:
        return None
    state = _after(now, edits)
    summary = known.summary
    for edit in edits:
        if (counted := _count(summary, edit)) is None:
            return None
        summary = counted
    prepared = _prepare(project, known, edits)
    if prepared is None:
        return None
    if not _publish(project, known, prepared, state, jobs=jobs, tell=tell, cluster=cluster):
        return None
    for edit in edits:
        _keep_cell(project, edit)
    write_text(project.report_dir / FRONT, render_front(summary, known.front))
    return dataclasses.replace(
        known,
        state=state,
        folders=read_folders(project.html_dir, project.report_dir, known=known.folders),
        prepared={**known.prepared, **prepared},
        summary=summary,
    )


def _merge(project: Project, locales: Sequence[str], known: KnownBuild, now: State) -> list[_Edit]:
    """Merge the catalogs that were edited; none where something else has changed."""
    changed = list(islice(known.state.changes(now), _MOST + 1))
    both = (path for path in sorted(changed) if path in known.state and path in now)
    places = [place for path in both if (place := _place(project, locales, path)) is not None]
    # Nothing is merged before it is sure that the English and the deliveries are as they were.
    if not len(changed) == len(places) <= _MOST or not all(stat.S_ISREG(now[path][2]) for path in changed):
        return []
    edits = []
    with locked(project.locale_dir):
        for locale, docname in places:
            article = recall_article(project, f"{docname}.md")
            ingested = ingest_edited(project, article, locale, known.rules) if article else None
            if article is None or ingested is None or is_moved(ingested, article.path):
                return []
            edits.append(_Edit(article, ingested, locale, docname))
    return edits


def _place(project: Project, locales: Sequence[str], path: str) -> tuple[str, str] | None:
    """Return the locale and the docname of a catalog."""
    for locale in locales:
        folder = f"{project.catalog_path(locale, '').parent}{os.sep}"
        if path.startswith(folder) and path.endswith(".po"):
            return locale, Path(path[len(folder) : -len(".po")]).as_posix()
    return None


def _after(now: State, edits: Sequence[_Edit]) -> State:
    """Return the state with what this run has written itself; what somebody saved after that is seen by the next."""
    written = {path: time for edit in edits for path, time in edit.ingested.written.items()}
    found = {path: facts_of(path) for path in written}
    return now.with_facts({path: facts for path, facts in found.items() if facts[1] == written[path]})


_COUNTED = ("translated", "fuzzy", "edited", "post_edited")


def _count(summary: Summary, edit: _Edit) -> Summary | None:
    """Return the numbers of a project after an edit; None where others have changed than those of messages."""
    rows = build_statuses(edit.ingested, [edit.locale])
    new = next((cell for row in rows for cell in row.locales), None)
    old = edit.known.cells.get(edit.locale)
    edit.cell = new
    if old is None or new is None:
        return summary if old is new else None
    counts = {name: getattr(new, name) - getattr(old, name) for name in _COUNTED}
    if dataclasses.replace(old, cosmetic=new.cosmetic, **{name: getattr(new, name) for name in _COUNTED}) != new:
        return None
    return dataclasses.replace(
        summary,
        locales=tuple(
            dataclasses.replace(one, **{name: getattr(one, name) + counts[name] for name in _COUNTED})
            if one.locale == edit.locale
            else one
            for one in summary.locales
        ),
    )


def _prepare(project: Project, known: KnownBuild, edits: Sequence[_Edit]) -> dict[str, str] | None:
    """Put the pages in the place of the old ones; return the digests of what is prepared by locale.

    None where pages of other locales would show the difference too.
    """
    prepared: dict[str, PreparedLocale] = {}
    for edit in edits:
        page = page_of(project, edit.ingested, edit.known.path, edit.locale)
        found = prepared.get(edit.locale) or _prepared(project, known, edit.locale)
        if found is None or page is None or alternate_of(page) not in found.alternates.get(edit.docname, ()):
            return None
        assert isinstance(found.pages, StoredPages)
        renamed = (page.docname, page.title)
        names = {uid: renamed if name[0] == page.docname else name for uid, name in found.names.items()}
        prepared[edit.locale] = dataclasses.replace(found, pages=found.pages.replaced(page), names=names)
    return {locale: write_prepared(project, one) for locale, one in prepared.items()}


def _prepared(project: Project, known: KnownBuild, locale: str) -> PreparedLocale | None:
    try:
        found, digest = read_digested(prepared_path(project.output_dir, locale))
    except StorageError:
        return None
    return found if digest == known.prepared.get(locale) else None


def _publish(
    project: Project,
    known: KnownBuild,
    digests: Mapping[str, str],
    state: State,
    *,
    jobs: int,
    tell: Step,
    cluster: str,
) -> bool:
    """Publish what is prepared; say whether the same was found in it as before."""
    todo = [locale_job(project, locale) for locale in digests]
    before = {job.locale: last_result(job) for job in todo}
    lists = [doctree_folder(project, locale) / SHARED_LIST for locale in digests]
    shared = [_bytes(file) for file in lists]
    tell("publishing locales", 0, len(todo))
    same = True
    results = run_jobs(publish_pages, todo, jobs=jobs or project.settings.jobs, preload=PRELOAD, cluster=cluster)
    for done, (job, result) in enumerate(results, 1):
        write_outcome(job, job_token(project, job, state, digests[job.locale], known.moved), result)
        same &= result == before[job.locale]
        tell("publishing locales", done, len(todo))
    return same and shared == [_bytes(file) for file in lists]


def _bytes(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _keep_cell(project: Project, edit: _Edit) -> None:
    article = recall_article(project, edit.known.path) or edit.known
    if edit.cell is not None:
        keep_article(project, dataclasses.replace(article, cells={**article.cells, edit.locale: edit.cell}))
