"""A build in portions finds and prepares what is found and prepared with all articles in memory at once."""

from __future__ import annotations

import copy
import pickle
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from incremental_project import write
from test_portions import (  # noqa: F401 (a fixture)
    LOCALES,
    MANY,
    NAMES,
    Watch,
    assert_checks_as_from_nothing,
    delivery,
    project_at,
    root,
)
from whole_project import find_all

from sphinx_bitext.workflows import gathering
from sphinx_bitext.workflows.building import forget_kept, work_through
from sphinx_bitext.workflows.checking import build_statuses
from sphinx_bitext.workflows.gathering import Means
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.kept import LostError
from sphinx_bitext.workflows.prepared import prepared_path, write_prepared, write_published
from sphinx_bitext.workflows.preparing import PreparedSite, prepare_ingested
from sphinx_bitext.workflows.project import Project
from sphinx_bitext.workflows.terms import read_glossary


def prepared(project: Project, site: PreparedSite) -> dict[str, bytes]:
    """Return what the processes of the locales read."""
    found = {}
    for locale in site.locales:
        write_prepared(project, site.make(locale))
        found[locale] = prepared_path(project.output_dir, locale).read_bytes()
    return found


def assert_as_in_memory(project: Project, locales: tuple[str, ...], means: Means, also: Sequence[str] = ()) -> None:
    worked = work_through(project, locales, tuple(also), means, lambda _: None)
    ingested = ingest(project, locales)
    site = prepare_ingested(project, ingested, locales, also)
    assert prepared(project, worked.site) == prepared(project, site)
    assert worked.site.findable == site.findable
    assert worked.site.redirects == site.redirects
    assert worked.checked.checked.findings == find_all(ingested, locales, read_glossary(project))
    assert worked.checked.checked.statuses == build_statuses(ingested, locales)
    assert list(worked.checked.bitexts()) == [one for one in ingested.corpus.bitexts if one.locale in locales]


@pytest.mark.parametrize(("few", "means"), [(0, MANY), (1_000_000, Means(1))], ids=["processes", "alone"])
def test_pages_and_findings_are_those_of_one_ingest(
    root: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    means: Means,
) -> None:
    monkeypatch.setattr(gathering, "FEW", few)
    write(root / "source/en-US/fleet/gone.md", f"---\nredirect_url: /{NAMES[0]}\n---\n")
    write(root / "source/sv-SE/extra/clean.md", "---\ntitle: Utan\n---\n\n# Utan engelska\n\nText.\n")
    project = project_at(root)
    work_through(project, LOCALES, (), means, lambda _: None)  # writes; the next one finds everything written
    for _ in range(2):
        assert_as_in_memory(project, LOCALES, means)
    write(root / f"source/en-US/{NAMES[2]}.md", "# Another topic\n\nWait **3** days.\n")
    assert_as_in_memory(project, LOCALES, means)
    (root / f"source/sv-SE/{NAMES[6]}.md").unlink()
    assert_as_in_memory(project, LOCALES, means)


def test_locales_that_are_not_built_are_named_as_the_last_build_left_them(root: Path) -> None:  # noqa: F811
    project = project_at(root)
    worked = work_through(project, LOCALES, (), Means(1), lambda _: None)
    for locale in worked.site.locales:
        write_published(project, worked.site.make(locale))
    assert_as_in_memory(project, ("lv-LV", "sv-SE"), Means(1), ("de-DE", "tr-TR"))


def test_pages_that_are_lost_are_said_and_made_again(root: Path) -> None:  # noqa: F811
    project = project_at(root)
    work_through(project, LOCALES, (), Means(1), lambda _: None)
    worked = work_through(project, LOCALES, (), Means(1), lambda _: None)
    folder = next((project.output_dir / "known" / "pages").iterdir())
    shutil.rmtree(folder)
    again = work_through(project, LOCALES, (), Means(1), lambda _: None)
    for site in (worked.site, again.site):
        with pytest.raises(LostError):
            prepared(project, site)
    forget_kept(project)
    assert_as_in_memory(project, LOCALES, Means(1))


def test_bitexts_are_the_same_after_a_pickle_and_a_copy(root: Path) -> None:  # noqa: F811
    bitexts = ingest(project_at(root), LOCALES).corpus.bitexts
    assert len(bitexts) > 50
    for bitext in bitexts:
        assert pickle.loads(pickle.dumps(bitext)) == bitext == copy.copy(bitext)


def test_a_check_knows_what_a_build_has_found_and_the_other_way_round(
    root: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project, watch = project_at(root), Watch(monkeypatch)
    for _ in range(2):  # the first one writes
        work_through(project, LOCALES, (), Means(1), lambda _: None)
    watch.last()
    assert_checks_as_from_nothing(root)
    work_through(project, LOCALES, (), Means(1), lambda _: None)
    assert watch.last() == {}
    write(root / f"source/lv-LV/{NAMES[2]}.md", delivery("lv-LV", NAMES[2], "bura"))
    assert_checks_as_from_nothing(root)
    assert watch.last()["work"] == 1
    assert_as_in_memory(project, LOCALES, Means(1))
    assert watch.last()["work"] == 1, "a check has prepared no pages, and written no catalog"
    assert "bura" in project.catalog_path("lv-LV", NAMES[2]).read_text(encoding="utf-8")
