"""The whole way: ingest, check, report, publish."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..alignment.english import SOURCE_LOCALE
from ..alignment.learning import RulesByLocale
from ..jobs import run_jobs
from ..model import ArticleStatus, Bitext, Finding
from ..store import write_text
from ..workflows.checking import build_statuses, find_all
from ..workflows.ingest import Ingested, ingest
from ..workflows.known import keep_articles
from ..workflows.moved import Target
from ..workflows.notices import notice
from ..workflows.pages import prepare_pages
from ..workflows.prepared import PreparedLocale, write_prepared, write_published
from ..workflows.project import Project
from ..workflows.reading import shown_path
from ..workflows.redirects import Redirects, build_redirects
from ..workflows.silencing import read_comments, refuse_unknown_silences, silence
from ..workflows.stamps import read_state
from ..workflows.terms import project_checks
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
    statuses: tuple[ArticleStatus, ...]
    bitexts: tuple[Bitext, ...]
    findings: list[Finding]
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

    `cluster` is the address of a Dask scheduler whose workers publish the locales.
    """
    tell: Step = step or (lambda _what, _done, _all: None)
    chosen = project.target_locales(locales)
    refuse_unknown_silences(project)
    checks = project_checks(project)
    tell("reading deliveries", 0, 1)
    ingested = ingest(project, chosen, progress=lambda done, total: tell("ingesting articles", done, total))
    tell("checking articles", 0, 1)
    built = Built(
        locales=chosen,
        statuses=build_statuses(ingested, chosen),
        bitexts=tuple(bitext for bitext in ingested.corpus.bitexts if bitext.locale in chosen),
        findings=find_all(ingested, chosen, checks),
        unreadable=ingested.unreadable + sum(finding.code == "skipped-file" for finding in ingested.findings),
        changes=tuple(ingested.changes.values()),
        written=ingested.written,
        rules=ingested.rules,
    )
    tell("preparing pages", 0, 1)
    keep_articles(project, ingested, chosen)
    publish(project, ingested, built, jobs=jobs, cluster=cluster, tell=tell)
    heard = silence(project, read_comments(project, ingested, chosen), built.findings, chosen)
    built.findings, built.silenced = heard.findings, len(heard.silenced)
    return built


def publish(project: Project, ingested: Ingested, built: Built, *, jobs: int, tell: Step, cluster: str = "") -> None:
    """Publish the English and the locales of `built`, and take down there what came of it."""
    others = (locale for locale in project.target_locales() if locale not in built.locales)
    published = [locale for locale in others if (project.html_folder(locale) / "index.html").is_file()]
    prepared = prepare_pages(project, ingested, built.locales, published)
    redirects = build_redirects(project, ingested, {name for one in prepared.values() for name in one.pages})
    built.findings += redirects.findings
    built.moved = sorted(redirects.table.items())
    prepared = {locale: dataclasses.replace(one, moved=redirects.articles) for locale, one in prepared.items()}
    project.english_dir.mkdir(parents=True, exist_ok=True)
    state = read_state(project)
    todo = []
    for locale, pages in prepared.items():
        digest = built.prepared[locale] = write_prepared(project, pages)
        write_published(project, pages)
        if pages.pages:
            job = locale_job(project, locale)
            todo.append((job, job_token(project, job, state, digest, built.moved)))
    results = run_locales(todo, jobs=jobs or project.settings.jobs, cluster=cluster, tell=tell)
    for locale in sorted(results):
        _take(built, results[locale])
    if project.settings.search and not pagefind()[0]:
        built.findings.append(_without_search(project))
    tell("writing what locales share", 0, 1)
    _write_shared(project, prepared, redirects)
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


def _write_shared(project: Project, prepared: dict[str, PreparedLocale], redirects: Redirects) -> None:
    write_english(project.html_dir, prepared[SOURCE_LOCALE])
    folders = {path.name for path in project.html_dir.iterdir() if (path / "index.html").is_file()}
    known = [locale for locale in (SOURCE_LOCALE, *project.target_locales()) if locale.lower() in folders]
    remove_unnamed(project.html_dir, [doctree_folder(project, locale) / SHARED_LIST for locale in known])
    title = project.settings.site_title or project.settings.project
    write_root(project.html_dir, title, known, dirhtml=project.settings.dirhtml)
    write_text(project.html_dir / "404.html", render_not_found(title, known, project.settings))
    write_redirects(project, list(prepared.values()), known, redirects.table)
    write_sitemaps(project.html_dir, prepared.values(), known, project.settings)
