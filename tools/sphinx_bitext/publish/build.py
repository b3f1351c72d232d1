"""The whole way: ingest, check, report, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from ..alignment.english import SOURCE_LOCALE
from ..alignment.learning import RulesByLocale
from ..jobs import run_jobs
from ..model import ArticleStatus, Bitext, Finding
from ..store import write_text
from ..workflows.building import forget_kept, work_through
from ..workflows.gathering import Means
from ..workflows.kept import LostError
from ..workflows.moved import Target
from ..workflows.notices import notice
from ..workflows.prepared import write_prepared, write_published
from ..workflows.preparing import PreparedSite
from ..workflows.project import Project
from ..workflows.reading import shown_path
from ..workflows.silencing import refuse_unknown_silences, silence
from ..workflows.stamps import read_state
from ..workflows.updating import EnglishChange
from .locale import SHARED_LIST, LocaleJob, LocaleResult, doctree_folder, locale_job, publish_locale
from .not_found import render_not_found
from .outcomes import job_token, read_outcome, write_outcome
from .pagefind import pagefind
from .preload import PRELOAD
from .redirects import write_redirects
from .shared import remove_unnamed, write_english, write_root
from .sitemaps import write_sitemaps

Step = Callable[[str, int, int], None]
"""Called with (what is being done, how much is done, how much there is)."""


@dataclass(slots=True)
class Built:
    """What a build made and found."""

    locales: tuple[str, ...]
    statuses: tuple[ArticleStatus, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    bitexts: Callable[[], Iterable[Bitext]] = tuple
    """Returns the bitexts of the locales, by path, then by locale; few of them are in memory at a time."""
    pages: dict[str, int] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)
    """`sv-SE/billing/credits`"""
    unreadable: int = 0
    """Files and catalogs that could not be read."""
    silenced: int = 0
    """Findings that somebody has accepted."""
    changes: tuple[EnglishChange, ...] = ()
    """Messages that the writers changed since the last run."""
    written: Mapping[str, int] = field(default_factory=dict)
    """English and catalogs that were written, and the time of each right after that, in nanoseconds."""
    rules: RulesByLocale = field(default_factory=dict)
    """What ends a sentence in each locale."""
    prepared: dict[str, str] = field(default_factory=dict)
    """Locale to the digest of its prepared pages."""
    moved: Sequence[tuple[str, Target]] = ()
    """What has moved: docname and where its readers go."""


def build(
    project: Project, locales: Sequence[str], *, jobs: int = 0, cluster: str = "", step: Step | None = None
) -> Built:
    """Build everything for these locales (all when empty) and return what there is to say of it.

    `cluster` is the address of a Dask scheduler whose workers do the work on articles, and publish the locales.
    """
    tell: Step = step or (lambda _what, _done, _all: None)
    chosen = project.target_locales(locales)
    refuse_unknown_silences(project)
    try:
        return _build(project, chosen, jobs, cluster, tell)
    except LostError:  # somebody has removed a part of what was kept
        forget_kept(project)
        return _build(project, chosen, jobs, cluster, tell)


def _build(project: Project, chosen: tuple[str, ...], jobs: int, cluster: str, tell: Step) -> Built:
    tell("reading deliveries", 0, 1)
    means = Means(jobs, cluster, partial(tell, "ingesting and checking articles"))
    worked = work_through(project, chosen, published_besides(project, chosen), means, lambda what: tell(what, 0, 1))
    ingested, checked = worked.ingested, worked.checked.checked
    built = Built(
        locales=chosen,
        statuses=checked.statuses,
        bitexts=worked.checked.bitexts,
        findings=checked.findings,
        unreadable=ingested.unreadable + sum(finding.code == "skipped-file" for finding in ingested.findings),
        changes=tuple(ingested.changes.values()),
        written=ingested.written,
        rules=ingested.rules,
    )
    publish(project, worked.site, built, jobs=jobs, cluster=cluster, tell=tell)
    heard = silence(project, checked.comments, built.findings, chosen)
    built.findings, built.silenced = heard.findings, len(heard.silenced)
    return built


def published_besides(project: Project, locales: Sequence[str]) -> tuple[str, ...]:
    """Return the locales whose pages an earlier build has published, without these."""
    others = (locale for locale in project.target_locales() if locale not in locales)
    return tuple(locale for locale in others if (project.html_folder(locale) / "index.html").is_file())


def publish(project: Project, site: PreparedSite, built: Built, *, jobs: int, tell: Step, cluster: str = "") -> None:
    """Publish the English and the locales of a site, and take down in `built` what came of it."""
    built.findings += site.redirects.findings
    built.moved = sorted(site.redirects.table.items())
    project.english_dir.mkdir(parents=True, exist_ok=True)
    state = read_state(project)
    todo = []
    for done, locale in enumerate(site.locales):
        tell("preparing pages", done, len(site.locales))
        prepared = site.make(locale)
        digest = built.prepared[locale] = write_prepared(project, prepared)
        write_published(project, prepared)
        if prepared.pages:
            job = locale_job(project, locale)
            todo.append((job, job_token(project, job, state, digest, built.moved)))
    results = run_locales(todo, jobs=jobs or project.settings.jobs, cluster=cluster, tell=tell)
    for locale in sorted(results):
        _take(built, results[locale])
    if project.settings.search and not pagefind()[0]:
        built.findings.append(_without_search(project))
    tell("writing what locales share", 0, 1)
    _write_shared(project, site)
    for job, token in todo:
        if not any(one.code == "search-failed" for one in results[job.locale].findings):  # the next run tries again
            write_outcome(job, token, results[job.locale])


def run_locales(
    todo: Sequence[tuple[LocaleJob, str]], *, jobs: int, tell: Step, cluster: str = ""
) -> dict[str, LocaleResult]:
    """Return what came of each locale; Sphinx starts only where it has not done the same before."""
    known = {job.locale: read_outcome(job, token) for job, token in todo}
    results = {locale: result for locale, result in known.items() if result is not None}
    new = [job for job, _ in todo if job.locale not in results]
    tell("publishing locales", 0, len(new))
    made = run_jobs(publish_locale, new, jobs=jobs, preload=PRELOAD, cluster=cluster) if new else ()
    for done, (_, result) in enumerate(made, 1):
        results[result.locale] = result
        tell("publishing locales", done, len(new))
    return results


def _without_search(project: Project) -> Finding:
    said = "Pagefind is not installed: the pages have no search box. `pip install sphinx-bitext[search]` brings it."
    return notice(
        "search-unavailable", locale=SOURCE_LOCALE, article="index", path=shown_path(project.root), message=said
    )


def _take(built: Built, result: LocaleResult) -> None:
    built.pages[result.locale] = result.pages
    built.findings += result.findings
    built.withheld += (f"{result.locale}/{docname}" for docname in result.withheld)


def _write_shared(project: Project, site: PreparedSite) -> None:
    write_english(project.html_dir, site.make(SOURCE_LOCALE))
    folders = {path.name for path in project.html_dir.iterdir() if (path / "index.html").is_file()}
    known = [locale for locale in (SOURCE_LOCALE, *project.target_locales()) if locale.lower() in folders]
    remove_unnamed(project.html_dir, [doctree_folder(project, locale) / SHARED_LIST for locale in known])
    title = project.settings.site_title or project.settings.project
    write_root(project.html_dir, title, known, dirhtml=project.settings.dirhtml)
    write_text(project.html_dir / "404.html", render_not_found(title, known, project.settings))
    write_redirects(project, site.locales, known, site.redirects.table)
    write_sitemaps(project.html_dir, site.findable, known, project.settings)
