"""What a run leaves behind so that the next one need not read a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from sphinx_bitext.workflows.stamps import (
    INGEST,
    Facts,
    State,
    fingerprint,
    is_settled,
    read_stamp,
    read_state,
    settle,
    write_stamp,
)
from support import unit

ARTICLE = f"# {unit('0abcd-102', 'Rubrik', 'Heading')}\n\n{unit('0abcd-103', 'En mening.', 'A sentence.')}\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    file = tmp_path / "source" / "sv-SE" / "a.md"
    file.parent.mkdir(parents=True)
    file.write_text(ARTICLE, encoding="utf-8")
    return load_project(tmp_path / "source", tmp_path / "locale", tmp_path / "build")


def _stamp(project: Project, meanwhile: Path | None = None) -> dict[str, object] | None:
    before = read_state(project)
    written = ingest(project).written
    if meanwhile is not None:
        meanwhile.write_text("# Another\n", encoding="utf-8")
        os.utime(meanwhile, ns=(1, 1))
    after = settle(project, INGEST, before, written)
    if after is not None:
        write_stamp(project, INGEST, ["ingest"], after, {"exit_code": 0})
    return read_stamp(project, INGEST)


def test_what_a_run_wrote_itself_is_no_change(project: Project) -> None:
    stamp = _stamp(project)
    assert stamp == {"exit_code": 0, "fingerprint": fingerprint(read_state(project), ["ingest"])}


@pytest.mark.parametrize("name", ["source/sv-SE/a.md", "source/en-US/a.md", "source/sv-SE/b.md", "locale/english.toml"])
def test_an_edit_while_a_run_lasts_is_not_taken_for_seen(project: Project, name: str) -> None:
    assert _stamp(project) is not None
    assert _stamp(project, project.root / name) is None


@pytest.mark.parametrize("name", ["source/sv-SE/a.md", "source/en-US/a.md", "locale/sv/LC_MESSAGES/a.po", "conf.py"])
def test_every_later_edit_is_seen(project: Project, name: str) -> None:
    stamp = _stamp(project)
    file = project.root / name
    with file.open("a", encoding="utf-8") as text:
        text.write("\n")
    assert stamp is not None
    assert stamp["fingerprint"] != fingerprint(read_state(project), ["ingest"])


def test_states_compare_all_but_what_was_written() -> None:
    one, other = (1, 10, 0), (1, 20, 0)

    def settled(before: dict[str, Facts], after: dict[str, Facts], written: dict[str, int]) -> bool:
        return is_settled(State.of(before), State.of(after), written)

    assert settled({"x/a": one, "x/b": one}, {"x/a": one, "x/b": other, "x/c": other}, {"x/b": 20, "x/c": 20})
    assert not settled({"x/a": one}, {"x/a": other}, {})
    assert not settled({"x/a": one}, {"x/a": other}, {"x/a": 15})
    assert not settled({"x/a": one}, {}, {})
    assert not settled({}, {"x/a": one}, {})
