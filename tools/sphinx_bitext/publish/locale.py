"""One locale's pages through Sphinx, in a process of its own."""

from __future__ import annotations

import contextlib
import gc
import io
import logging
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import PublishError, StorageError, UsageError
from ..locales import language_name
from ..model import Finding
from ..store import RESERVED_FOLDERS, remove_file, write_text
from ..workflows.notices import notice
from ..workflows.prepared import prepared_path, read_prepared
from ..workflows.project import Project
from ..workflows.site import LocaleSite
from .places import HOME, page_file

_UNFINISHED = "unfinished"
"""Beside the doctrees of a locale, while its pages are made."""
SHARED_LIST = "shared-files.json"
"""Beside the doctrees of a locale: what of the shared files its pages name; `sphinxext.shared` writes it."""

_OBJECTS = 20_000
"""How many new objects there are before Python looks for garbage: those of some ten pages."""
_NEVER = 1_000_000


@dataclass(frozen=True, slots=True)
class LocaleJob:
    """All that a process needs to build one locale."""

    locale: str
    prepared: str
    source_dir: str
    conf_dir: str
    """Folder of conf.py; empty when the project has none."""
    output_dir: str
    doctree_dir: str
    overrides: Mapping[str, Any]
    dirhtml: bool = False
    """Whether each page has a folder of its own."""


@dataclass(frozen=True, slots=True)
class LocaleResult:
    """What a process says when it is done."""

    locale: str
    pages: int
    findings: tuple[Finding, ...]
    withheld: tuple[str, ...]
    """docnames"""


def locale_job(project: Project, locale: str) -> LocaleJob:
    """Return the job of one locale whose pages are prepared."""
    prepared = prepared_path(project.output_dir, locale).resolve()
    has_conf = (project.root / "conf.py").is_file()
    overrides: dict[str, Any] = {"bitext_prepared": str(prepared), "language": language_name(locale)}
    overrides |= sphinx_settings(project)
    if not has_conf:
        overrides |= {"extensions": ["sphinx_bitext"], "html_theme": "bitext", "project": project.settings.project}
    return LocaleJob(
        locale=locale,
        prepared=str(prepared),
        source_dir=str(project.english_dir.resolve()),
        conf_dir=str(project.root) if has_conf else "",
        output_dir=str(project.html_folder(locale).resolve()),
        doctree_dir=str(doctree_folder(project, locale).resolve()),
        overrides=overrides,
        dirhtml=project.settings.dirhtml,
    )


def doctree_folder(project: Project, locale: str) -> Path:
    """Return where Sphinx keeps what it knows of a locale between builds."""
    return project.output_dir / "doctrees" / locale.lower()


def sphinx_settings(project: Project) -> dict[str, object]:
    """Return the settings that the Sphinx extension reads, by their names in conf.py."""
    settings = project.settings
    names = ("site_title", "link_base", "base_url", "dirhtml", "search", "feedback_url", "edit_url")
    lists = ("video_hosts", "monikers", "zones")
    return {
        **{f"bitext_{name}": getattr(settings, name) for name in names},
        **{f"bitext_{name}": list(getattr(settings, name)) for name in lists},
        "bitext_xref_map": str(project.root / settings.xref_map) if settings.xref_map else "",
    }


def publish_locale(job: LocaleJob) -> LocaleResult:
    """Build the pages of one locale and remove those that are gone; whatever goes wrong with a page is a finding."""
    result = publish_pages(job)
    _remove_leftovers(job, set(read_prepared(Path(job.prepared)).pages))
    return result


def publish_pages(job: LocaleJob) -> LocaleResult:
    """Build the pages of one locale."""
    with _marked(job):
        return _publish(job)


@contextlib.contextmanager
def _marked(job: LocaleJob) -> Iterator[None]:
    """Mark the locale as unfinished in the body; where an earlier run has not come to its end, begin anew.

    Sphinx and Pagefind write their files in place: a full disk or a kill leaves halves of them, which look up to date.
    """
    output, doctrees = Path(job.output_dir), Path(job.doctree_dir)
    mark = doctrees / _UNFINISHED
    if mark.exists():
        for folder in (doctrees, output / "_search"):
            shutil.rmtree(folder, ignore_errors=True)
        remove_file(output / ".buildinfo")
    write_text(mark, "")
    yield
    remove_file(mark)


def _publish(job: LocaleJob) -> LocaleResult:
    from sphinx.util.docutils import docutils_namespace, patch_docutils  # noqa: PLC0415 (slow, and only needed here)

    warnings = io.StringIO()
    with patch_docutils(job.conf_dir or None), docutils_namespace(), _rare_collections():
        site = _run_sphinx(job, warnings)
    prepared = read_prepared(Path(job.prepared))
    found = site.findings if isinstance(site, LocaleSite) else []
    withheld = _withheld(job, list(prepared.pages))
    said = warnings.getvalue()
    missing = (_withheld_finding(job.locale, docname, prepared.files[docname], said) for docname in withheld)
    findings = [*found, *missing]
    return LocaleResult(job.locale, len(prepared.pages) - len(withheld), tuple(findings), tuple(withheld))


@contextlib.contextmanager
def _rare_collections() -> Iterator[None]:
    """Look for garbage less often, and only among what is new: what is old are pages that wait to be written.

    Looks over all of them took a tenth of a build; pages that are written are gone without one (`PageBuilder`).
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_OBJECTS, _NEVER, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _run_sphinx(job: LocaleJob, warnings: io.StringIO) -> object:
    """Run one build and return the site that it published."""
    from sphinx.application import Sphinx  # noqa: PLC0415 (slow to import, and only needed here)
    from sphinx.errors import SphinxError  # noqa: PLC0415

    from ..sphinxext import site_of  # noqa: PLC0415

    try:
        app = Sphinx(
            srcdir=job.source_dir,
            confdir=job.conf_dir or None,
            outdir=job.output_dir,
            doctreedir=job.doctree_dir,
            buildername="dirhtml" if job.dirhtml else "html",
            confoverrides=dict(job.overrides),
            status=None,
            warning=warnings,
        )
    except SphinxError as error:
        raise UsageError(f"Sphinx cannot start for {job.locale}: {_one_line(error)}") from error
    # Nobody sees what it would say of its progress, event by event.
    logging.getLogger("sphinx").setLevel(logging.WARNING)
    try:
        app.build()
    except SphinxError as error:
        cause = getattr(error, "orig_exc", None)
        if isinstance(cause, (StorageError, OSError)):  # in a handler of ours
            raise StorageError(_one_line(cause) if isinstance(cause, OSError) else str(cause)) from error
        raise PublishError(f"Sphinx stopped at {job.locale}: {_one_line(error)}") from error
    return site_of(app)


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _withheld(job: LocaleJob, docnames: list[str]) -> list[str]:
    clashing = {f"{docname}/{HOME}" for docname in docnames} & set(docnames) if job.dirhtml else set()
    return [docname for docname in docnames if f"{docname}/{HOME}" in clashing or not _file(job, docname).is_file()]


def _file(job: LocaleJob, docname: str) -> Path:
    return Path(job.output_dir, page_file(docname, dirhtml=job.dirhtml))


def _withheld_finding(locale: str, docname: str, file: str, said: str) -> Finding:
    about = next((line for line in said.splitlines() if docname in line), "Sphinx made no page of it.")
    message = f"Withheld: {about}"
    return notice("withheld", locale=locale, article=docname, path=file, message=message)


def _remove_leftovers(job: LocaleJob, docnames: set[str]) -> None:
    """Remove pages of articles that are gone; the folder is ours alone."""
    output = Path(job.output_dir)
    keep = {_file(job, docname) for docname in docnames | {HOME, "search", "genindex"}} | {output / "404.html"}
    for page in output.rglob("*.html"):
        # Of the folders that only Sphinx writes into, it removes what is old itself.
        if page not in keep and page.relative_to(output).parts[0] not in RESERVED_FOLDERS:
            page.unlink()
