"""What is known of files without reading them: by one process or by two, kept folder by folder."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from sphinx_bitext.workflows import scanning
from sphinx_bitext.workflows.scanning import facts_of, scan
from sphinx_bitext.workflows.stamps import State, fingerprint, read_folders

NAMES = ("a.md", "sub/b.md", "sub/deep/c.md", "sub/deep/ö \udcff.md", "other/d.md")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (*NAMES, ".hidden", ".git/e.md", "sub/__pycache__/f.pyc"):
        file = tmp_path / "tree" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8", errors="surrogateescape")
    return tmp_path / "tree"


def state_of(tree: Path) -> State:
    return State(scan([str(tree)]))


def test_a_state_holds_size_time_and_mode_of_every_file(tree: Path) -> None:
    found = [tree / name for name in NAMES]
    expected = {str(file): (file.stat().st_size, file.stat().st_mtime_ns, file.stat().st_mode) for file in found}
    state = state_of(tree)
    assert dict(state) == dict(state.items()) == expected
    assert len(state) == len(NAMES)
    assert state.get(str(tree / "sub")) is None
    assert state.get("a.md") is None


def test_two_processes_find_what_one_finds(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = scan([str(tree), str(tree.parent / "gone")])
    asked: list[list[bytes]] = []
    ask = scanning._ask_for_help

    def tell(given: list[bytes]) -> Callable[[], scanning.Scan]:
        asked.append(given)
        return ask(given)

    monkeypatch.setattr(scanning, "_MANY", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(scanning, "_ask_for_help", tell)
    assert scan([str(tree)]) == alone
    assert asked


@pytest.mark.parametrize("helper", ["no-such-program", "/bin/false"])
def test_a_helper_that_fails_is_done_without(tree: Path, monkeypatch: pytest.MonkeyPatch, helper: str) -> None:
    alone = scan([str(tree)])
    monkeypatch.setattr(scanning, "_MANY", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(sys, "executable", helper)
    assert scan([str(tree)]) == alone


def test_files_that_go_while_they_are_looked_at_are_not_there(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / "sub/more.md").touch()
    listing = scanning._list

    def race(folder: bytes) -> tuple[list[bytes], list[bytes], bool]:
        found = listing(folder)
        for name in ("other/d.md", "sub/b.md"):
            (tree / name).unlink(missing_ok=True)
        return found

    monkeypatch.setattr(scanning, "_list", race)
    state = state_of(tree)
    names = ("a.md", "sub/more.md", *NAMES[2:4])
    assert set(state) == {str(tree / name) for name in names}
    assert set(State().changes(state)) == set(state)


def _rewrite(tree: Path) -> None:
    file = tree / "sub/b.md"
    time = file.stat().st_mtime_ns
    file.write_text("SUB/B.MD", encoding="utf-8")
    os.utime(file, ns=(time + 1_000, time + 1_000))


def _replace(tree: Path) -> None:
    new = tree / "new"
    new.write_text("another text", encoding="utf-8")
    new.replace(tree / "sub/b.md")


def _link(tree: Path) -> None:
    (tree / "sub/b.md").rename(tree.parent / "b.md")
    (tree / "sub/b.md").symlink_to(tree.parent / "b.md")


@pytest.mark.parametrize(
    ("change", "names"),
    [
        (lambda _: None, set()),
        (_rewrite, {"sub/b.md"}),
        (_replace, {"sub/b.md"}),
        (_link, {"sub/b.md"}),
        (lambda tree: (tree / "sub/b.md").chmod(0o600), {"sub/b.md"}),
        (lambda tree: (tree / "sub/b.md").unlink(), {"sub/b.md"}),
        (lambda tree: (tree / "sub/deep/new.md").touch(), {"sub/deep/new.md"}),
        (lambda tree: (tree / "sub/deep").rename(tree / "moved"), {*NAMES[2:4], "moved/c.md", "moved/ö \udcff.md"}),
    ],
    ids=["nothing", "rewritten", "replaced", "linked", "mode", "removed", "new", "renamed-folder"],
)
def test_states_name_what_has_changed(tree: Path, change: Callable[[Path], object], names: set[str]) -> None:
    (tree / "sub/b.md").chmod(0o644)
    before = state_of(tree)
    kept: State = pickle.loads(pickle.dumps(before))
    change(tree)
    now = state_of(tree)
    assert set(kept.changes(now)) == set(now.changes(kept)) == {str(tree / name) for name in names}
    assert (fingerprint(kept, ["x"]) != fingerprint(now, ["x"])) is bool(names)
    both = kept.keys() | now.keys()
    assert {path for path in both if kept.get(path) != now.get(path)} == {str(tree / name) for name in names}


def test_a_link_changes_with_its_file(tree: Path) -> None:
    link, file = tree / "sub/link.md", tree.parent / "file.md"
    file.write_text("one", encoding="utf-8")
    link.symlink_to(file)
    before = state_of(tree)
    file.write_text("another", encoding="utf-8")
    assert set(before.changes(state_of(tree))) == {str(link)}
    file.unlink()
    assert state_of(tree)[str(link)] == facts_of(str(link))


def test_a_time_beyond_all_numbers_is_a_time(tree: Path) -> None:
    for name, far in (("a.md", 2**63 + 10**9), ("sub/b.md", 10**9)):
        os.utime(tree / name, ns=(far, far))
    state = state_of(tree)
    assert state[str(tree / "sub/b.md")][1] == 10**9
    assert 0 < state[str(tree / "a.md")][1] <= 2**63 - 1


def test_folders_are_the_same_with_and_without_what_is_known(tree: Path) -> None:
    before = read_folders(tree, tree.parent / "later")
    assert read_folders(tree, tree.parent / "later", known=before) == before
    changes: tuple[Callable[[], object], ...] = (
        (tree / "sub/new").mkdir,
        (tree / "sub/deep/c.md").unlink,
        partial((tree / "other").rename, tree / "sub/other"),
        partial((tree.parent / "later/in").mkdir, parents=True),
    )
    for change in changes:
        for folder in filter(Path.is_dir, map(Path, before)):
            os.utime(folder, ns=(1, 1))
        before = read_folders(tree, tree.parent / "later")
        change()
        now = read_folders(tree, tree.parent / "later", known=before)
        assert now == read_folders(tree, tree.parent / "later")
        assert now != before
