"""Hostile files beside good ones: what must be said of each, which words stay, and that nothing else changes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile_cases import CANARY, Case, lost, marks, pages_of, read_cases, said_of, write_good

from sphinx_bitext.model import Finding
from sphinx_bitext.publish.build import Built, build
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from sphinx_bitext.workflows.redirects import build_redirects, find_stated
from support import LONG
from written import faults

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(os.name != "posix", reason="pipes, sockets and names of any bytes are made"),
]
SITE = [case for case in read_cases() if case.group != "redirections"]
MOVED = [case for case in read_cases() if case.group == "redirections"]


@dataclass(frozen=True)
class Site:
    project: Project
    built: Built
    alone: dict[str, bytes]
    """The good pages of a build without any hostile file."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("hostile")
    project = write_good(root)
    assert build(project, [], jobs=2).unreadable == 0
    alone = pages_of(project.html_dir)
    for case in SITE:
        case.write(root)
    project = load_project(root / "source", root / "locale", root / "build")
    yield Site(project, build(project, [], jobs=2), alone)
    for path in root.rglob("*"):
        if not path.is_symlink() and not stat.S_IMODE(path.stat().st_mode):
            path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_there_are_enough_cases() -> None:
    assert len(read_cases()) >= 250
    assert len({(case.group, case.slug) for case in SITE}) == len(SITE)


def _named(case: Case) -> str:
    return f"{case.group}-{case.slug}"


@pytest.mark.parametrize("case", SITE, ids=_named)
def test_what_is_said_and_what_is_shown(site: Site, case: Case) -> None:
    said = said_of(case, site.built.findings)
    if case.finds == ["many"]:
        assert len(said) > 6
    elif not (os.geteuid() == 0 and case.table.get("kind") == "closed"):  # nothing is closed to root
        assert marks(said) == case.finds
    assert all(one.path and one.line >= 1 and one.column >= 1 for one in said)
    assert lost(case, site.project.html_dir, said) == set()


def test_the_good_pages_are_those_of_a_build_without_the_others(site: Site) -> None:
    assert len(site.alone) > 12
    now = pages_of(site.project.html_dir)
    assert {name for name, data in site.alone.items() if now.get(name) != data} == set()


def test_nothing_foreign_is_written_anywhere(site: Site) -> None:
    assert faults(site.project.html_dir) == []


def test_no_secret_of_the_machine_is_written_or_said(site: Site) -> None:
    files = (path for path in site.project.output_dir.rglob("*") if path.is_file())
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []
    assert CANARY not in repr(site.built.findings)


def test_something_withheld_is_said_by_the_exit_code(site: Site) -> None:
    assert site.built.unreadable > 0
    assert sorted(site.built.withheld) == sorted(
        f"sv-SE/{one.article}" for one in site.built.findings if one.code == "withheld"
    )


def test_the_same_comes_out_again(site: Site) -> None:
    def key(findings: list[Finding]) -> list[str]:
        return sorted(map(repr, findings))

    before = {path: path.read_bytes() for path in site.project.html_dir.rglob("*.html")}
    again = build(site.project, [], jobs=1)
    assert key(again.findings) == key(site.built.findings)
    assert {path: path.read_bytes() for path in site.project.html_dir.rglob("*.html")} == before


@pytest.mark.parametrize("case", MOVED, ids=_named)
def test_redirections_are_used_or_named(tmp_path: Path, case: Case) -> None:
    project = write_good(tmp_path)
    case.write(tmp_path)
    ingested = ingest(project, write=False)
    found = build_redirects(project, find_stated(project, ingested), {f"g/good{number}" for number in range(6)})
    assert marks(said_of(case, found.findings)) == case.finds
    if LONG:
        build(project, [], jobs=2)
        assert faults(project.html_dir) == []
