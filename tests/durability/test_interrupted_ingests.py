"""Killed at any moment, with a full disk or a broken one: every file is the old one or the new one."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from durable_projects import assert_whole, files_of, project_at, restore, two_states

from sphinx_bitext import atomic
from sphinx_bitext.catalogs.merge_driver import merge_versions
from sphinx_bitext.catalogs.po import parse_catalog, render_catalog
from sphinx_bitext.errors import StorageError
from sphinx_bitext.store import write_text
from sphinx_bitext.workflows.ingest import ingest
from support import LONG

pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are forked and killed")


def in_child(work: Callable[[], object], kill_after: float | None = None) -> int:
    """Do some work in a process group of its own, killed after some seconds; return how it ended."""
    child = os.fork()
    if child == 0:
        os.setsid()
        try:
            work()
            os._exit(0)
        except StorageError:
            os._exit(4)
        finally:
            os._exit(70)
    if kill_after is not None:
        time.sleep(kill_after)
        try:
            os.killpg(child, signal.SIGKILL)
        except ProcessLookupError:  # it has not come to its own group yet
            os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_an_ingest_that_is_killed_leaves_old_or_new_files_and_the_next_one_ends_the_work(tmp_path: Path) -> None:
    old, new = two_states(tmp_path)
    project = project_at(tmp_path)
    restore(tmp_path, old)
    start = time.monotonic()
    ingest(project)
    needed = time.monotonic() - start
    chance = random.Random(0)
    between = 0
    for _ in range(1000 if LONG else 15):
        restore(tmp_path, old)
        in_child(lambda: ingest(project), kill_after=chance.uniform(0, needed * 1.2))
        assert_whole(tmp_path, old, new)
        between += files_of(tmp_path) not in (old, new)
        ingest(project)
        assert files_of(tmp_path) == new
    assert between or not LONG  # a few kills may all come before or after the writing


@pytest.mark.long
@pytest.mark.timeout(3600 if LONG else 600)
def test_a_merge_driver_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    base = head + "".join(f'\nmsgid "{number}"\nmsgstr "{"x" * 200}"\n' for number in range(500))
    ours, theirs = base.replace('"1"\nmsgstr "x', '"1"\nmsgstr "y'), base.replace('"2"\nmsgstr "x', '"2"\nmsgstr "y')
    file = tmp_path / "ours.po"

    def merge() -> None:
        versions = merge_versions(*(parse_catalog(text) for text in (base, file.read_text(), theirs)))
        write_text(file, render_catalog(versions.catalog))

    chance = random.Random(0)
    file.write_text(ours)
    start = time.monotonic()
    merge()
    needed, merged = time.monotonic() - start, file.read_text()
    assert merged not in (ours, theirs)
    for _ in range(1000 if LONG else 15):
        file.write_text(ours)
        in_child(merge, kill_after=chance.uniform(0, needed * 1.2))
        assert file.read_text() in (ours, merged)


class Faults:
    """Counts the calls that reach the disk and lets one of them fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls, self.fails_at, self.number = 0, -1, errno.ENOSPC
        for owner, name in (
            (os, "fsync"),
            (os, "write"),
            (os, "link"),
            (Path, "replace"),
            (Path, "hardlink_to"),
            (Path, "chmod"),
            (Path, "mkdir"),
            (tempfile, "mkstemp"),
            (atomic, "_exchange"),
        ):
            self._wrap(monkeypatch, owner, name)

    def _wrap(self, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> None:  # noqa: ANN401
        real = getattr(owner, name)

        def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
            self._count()
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, call)

    def _count(self) -> None:
        self.calls += 1
        if self.calls == self.fails_at:
            raise OSError(self.number, os.strerror(self.number))


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faults]:
    found = Faults(monkeypatch)
    yield found
    found.fails_at = -1


@pytest.mark.long
@pytest.mark.timeout(3600 if LONG else 600)
def test_any_call_that_fails_leaves_old_or_new_files_and_no_others(tmp_path: Path, faults: Faults) -> None:
    old, new = two_states(tmp_path)
    project = project_at(tmp_path)
    restore(tmp_path, old)
    faults.calls = 0
    ingest(project)
    total = faults.calls
    assert total > 60
    for place in range(1, total + 1, 1 if LONG else 9):
        restore(tmp_path, old)
        faults.calls, faults.fails_at, faults.number = 0, place, (errno.ENOSPC, errno.EIO)[place % 2]
        with pytest.raises(StorageError):
            ingest(project)
        assert faults.calls >= place
        assert_whole(tmp_path, old, new)
        assert not [name for name in files_of(tmp_path) if name.endswith(".tmp")]
        faults.fails_at = -1
        ingest(project)
        assert files_of(tmp_path) == new


@pytest.mark.long
@pytest.mark.timeout(3600 if LONG else 600)
def test_a_limit_on_the_size_of_files_leaves_old_or_new_files(tmp_path: Path) -> None:
    old, new = two_states(tmp_path)
    project = project_at(tmp_path)
    largest = max(map(len, new.values()))
    assert largest > 5 * 4096
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

    def limited(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        ingest(project)

    ends = set()
    for size in range(0, largest + 4096, 4096):
        restore(tmp_path, old)
        ends.add(in_child(lambda size=size: limited(size)))  # type: ignore[misc]
        assert_whole(tmp_path, old, new)
    assert ends == {0, 4}
    ingest(project)
    assert files_of(tmp_path) == new
