"""Parts of the work as programs of their own: `python -m scale.tasks NAME …`, run by `scale.jobs`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType


def scan(folder: str) -> None:
    """Find all units of a locale, as the product does."""
    from sphinx_bitext.markup.alignment_spans import scan_units  # noqa: PLC0415
    from sphinx_bitext.markup.article import decode  # noqa: PLC0415 (a task imports what it measures)

    found = sum(len(scan_units(decode(file.read_bytes())).units) for file in sorted(Path(folder).rglob("*.md")))
    print(found)


def scan_soup(folder: str) -> None:
    """Find all units with beautifulsoup4 and lxml."""
    from bs4 import BeautifulSoup  # noqa: PLC0415

    found = 0
    for file in sorted(Path(folder).rglob("*.md")):
        soup = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
        found += len(soup.find_all("span", attrs={"data-ttu-id": True}))
    print(found)


def prepare(root: str, *locales: str) -> None:
    """Ingest a project and write what its pages are made from."""
    from sphinx_bitext.workflows.ingest import ingest  # noqa: PLC0415
    from sphinx_bitext.workflows.prepared import write_prepared  # noqa: PLC0415
    from sphinx_bitext.workflows.preparing import prepare_ingested  # noqa: PLC0415

    project = _project(root)
    ingested = ingest(project, locales)
    site = prepare_ingested(project, ingested, project.target_locales(locales))
    for one in site.locales:
        write_prepared(project, site.make(one))


def publish(root: str, locale: str, search: str = "") -> None:
    """Publish the prepared pages of one locale, from nothing; with a search index where `search` is not empty."""
    from sphinx_bitext.publish.locale import locale_job, publish_locale  # noqa: PLC0415

    project = _project(root)
    job = locale_job(replace(project, settings=replace(project.settings, search=bool(search))), locale)
    _forget(job.output_dir, job.doctree_dir)
    print(publish_locale(job).pages)


def publish_locales(root: str, jobs: str, *locales: str) -> None:
    """Publish the prepared pages of some locales, from nothing, in so many processes."""
    from sphinx_bitext.jobs import run_jobs  # noqa: PLC0415
    from sphinx_bitext.publish.locale import locale_job, publish_locale  # noqa: PLC0415
    from sphinx_bitext.publish.preload import PRELOAD  # noqa: PLC0415

    todo = [locale_job(_project(root), locale) for locale in locales]
    for job in todo:
        _forget(job.output_dir, job.doctree_dir)
    made = run_jobs(publish_locale, todo, jobs=int(jobs), preload=PRELOAD)
    print(sum(result.pages for _, result in made))


def _forget(*folders: str) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _project(root: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 (the type is imported late)
    from sphinx_bitext.workflows.project import load_project  # noqa: PLC0415

    folder = Path(root)
    return load_project(folder / "source", folder / "locale", folder / "build")


TASKS: Mapping[str, Callable[..., None]] = MappingProxyType(
    {
        "scan": scan,
        "scan-soup": scan_soup,
        "prepare": prepare,
        "publish": publish,
        "publish-locales": publish_locales,
    }
)

if __name__ == "__main__":
    name, *arguments = sys.argv[1:]
    TASKS[name](*arguments)
