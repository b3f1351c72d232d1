"""Many runs at once, and people who save while an ingest runs: nothing is lost."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from durable_projects import deliver, files_of, project_at

from sphinx_bitext import atomic
from sphinx_bitext.catalogs.po import parse_catalog
from sphinx_bitext.errors import StorageError
from sphinx_bitext.store import Replacement, locked, remove_leftovers, replace_text, replace_texts, write_text
from sphinx_bitext.workflows.ingest import ingest
from support import LONG

TESTS = Path(__file__).resolve().parents[1]
TOOLS = TESTS.parent / "tools"
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (TOOLS, TESTS, TESTS / "durability")))}
EDITS = 60 if LONG else 30


def start(script: str, *arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, env=ENVIRONMENT, cwd=TESTS, stdout=subprocess.PIPE)


INGESTING = """
import sys
from pathlib import Path
from durable_projects import deliver, project_at
from sphinx_bitext.workflows.ingest import ingest
root, times = Path(sys.argv[1]), int(sys.argv[2])
number = 0
while number != times:
    if times < 0:
        deliver(root, 1 + number % 2, 60)
    ingest(project_at(root))
    number += 1
    print(number, flush=True)
"""


@pytest.mark.long
@pytest.mark.timeout(3600 if LONG else 600)
def test_eight_processes_ingest_at_once(tmp_path: Path) -> None:
    deliver(tmp_path, 1)
    ingest(project_at(tmp_path))
    catalog = project_at(tmp_path).catalog_path("sv-SE", "a0")
    edited = catalog.read_text(encoding="utf-8").replace("sv-SE 1 mening 3 i 0.", "En egen mening.", 1)
    catalog.write_text(edited, encoding="utf-8")
    deliver(tmp_path, 2)
    runs = [start(INGESTING, tmp_path, 25 if LONG else 2) for _ in range(8)]
    assert [len(run.communicate()[0].split()) for run in runs] == [25 if LONG else 2] * 8
    assert [run.returncode for run in runs] == [0] * 8
    found = files_of(tmp_path)
    assert not [name for name in found if name.endswith(".tmp")]
    assert "En egen mening." in catalog.read_text(encoding="utf-8")
    ingest(project_at(tmp_path))
    assert files_of(tmp_path) == found


def save_in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def save_by_renaming(file: Path, text: str) -> None:
    other = file.with_name("editor-copy")
    other.write_text(text, encoding="utf-8")
    other.replace(file)


@contextmanager
def ingesting(root: Path) -> Iterator[None]:
    """Let another process ingest one delivery after the other, each of which changes all catalogs."""
    with start(INGESTING, root, -1) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"1\n"
        try:
            yield
            assert run.poll() is None
        finally:
            run.send_signal(signal.SIGKILL)


@pytest.mark.long
@pytest.mark.timeout(3600 if LONG else 600)
@pytest.mark.parametrize("save", [save_in_place, save_by_renaming])
def test_every_edit_that_is_saved_during_an_ingest_survives(tmp_path: Path, save: Callable[[Path, str], None]) -> None:
    deliver(tmp_path, 1, 60)
    project = project_at(tmp_path)
    ingest(project)
    file = project.catalog_path("sv-SE", "a0")
    mine = []
    with ingesting(tmp_path):
        for number in range(EDITS):
            time.sleep(0.003 * (number % 17))
            text = file.read_text(encoding="utf-8")
            entry = parse_catalog(text).entries[number % 60]
            assert entry.raw is not None
            mine.append(f"Min egen text {number}.")
            save(file, text.replace(entry.raw, entry.raw.split("msgstr ")[0] + f'msgstr "{mine[-1]}"\n'))
    ingest(project)
    found = {entry.msgstr for entry in parse_catalog(file.read_text(encoding="utf-8")).entries}
    assert [text for text in mine if text not in found] == []


@pytest.mark.parametrize("exchanging", [True, False], ids=["trading names", "comparing"])
@pytest.mark.parametrize("save", [save_in_place, save_by_renaming])
def test_a_save_in_the_last_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path, str], None], *, exchanging: bool
) -> None:
    file = tmp_path / "a.po"
    file.write_text("old", encoding="utf-8")
    os.utime(file, (1, 1))
    real = atomic._exchange
    texts = ["theirs"]

    def exchange(one: Path, other: Path) -> bool:
        if texts:
            save(file, texts.pop())
        return exchanging and real(one, other)

    monkeypatch.setattr(atomic, "_exchange", exchange)
    assert not replace_text(file, "old", "ours")
    assert file.read_text(encoding="utf-8") == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["a.po"]


def test_a_save_over_what_came_back_stays_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.po"
    file.write_text("old", encoding="utf-8")
    real = atomic._exchange
    saves = iter(["first", "second", "third"])

    def exchange(one: Path, other: Path) -> bool:
        text = next(saves, None)
        if text:
            save_by_renaming(file, text)
        return real(one, other)

    monkeypatch.setattr(atomic, "_exchange", exchange)
    assert not replace_text(file, "old", "ours")
    assert file.read_text(encoding="utf-8") == "third"


@pytest.mark.parametrize("expected", [None, "old"])
def test_a_file_that_is_not_as_expected_is_not_replaced(tmp_path: Path, expected: str | None) -> None:
    file = tmp_path / "a.po"
    if expected is None:
        file.write_text("somebody's", encoding="utf-8")
    assert not replace_text(file, expected, "ours")
    assert file.exists() == (expected is None)
    assert len(list(tmp_path.iterdir())) == file.exists()


def test_a_file_that_comes_into_being_at_the_same_time_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.po"
    real = os.fsync

    def fsync(descriptor: int) -> None:
        real(descriptor)
        file.write_text("theirs", encoding="utf-8")

    monkeypatch.setattr(os, "fsync", fsync)
    assert not replace_text(file, None, "ours")
    assert file.read_text(encoding="utf-8") == "theirs"
    monkeypatch.undo()
    assert replace_text(file, "theirs", "ours")
    assert replace_text(tmp_path / "new" / "b.po", None, "ours")


NAMELESS = ["as it is", "no such flag", "no such files", "no names for them"]


@pytest.fixture(params=NAMELESS)
def nameless(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the system one that has no files without a name, or none that can be given one."""
    how: str = request.param
    real_open, real_link = os.open, os.link

    def refuse_open(path: Path, flags: int, *more: int) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
        return real_open(path, flags, *more)

    def refuse_link(source: str, target: Path, **options: Any) -> None:  # noqa: ANN401
        if "/fd/" in str(source):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        real_link(source, target, **options)

    if how == "no such flag":
        monkeypatch.setattr(atomic, "_NAMELESS", None)
    elif how != "as it is" and atomic._NAMELESS is None:
        pytest.skip("this system has no files without a name")
    elif how == "no such files":
        monkeypatch.setattr(os, "open", refuse_open)
    elif how == "no names for them":
        monkeypatch.setattr(os, "link", refuse_link)
    return how


def test_many_files_are_traded_on_every_system(tmp_path: Path, nameless: str) -> None:
    names = [f"{number}.po" for number in range(300)]
    for name in names[::3]:
        (tmp_path / name).write_text("old", encoding="utf-8")
    (tmp_path / "3.po").write_text("somebody's", encoding="utf-8")
    (tmp_path / "4.po").write_text("somebody's", encoding="utf-8")
    wanted = [Replacement(tmp_path / name, None if at % 3 else "old", f"new {at}") for at, name in enumerate(names)]
    found = replace_texts(wanted)
    assert [at for at, changed in enumerate(found) if changed is None] == [3, 4], nameless
    for at, (one, changed) in enumerate(zip(wanted, found, strict=True)):
        assert one.path.read_text(encoding="utf-8") == ("somebody's" if at in {3, 4} else f"new {at}")
        assert changed in (None, one.path.stat().st_mtime_ns)
    assert len(list(tmp_path.iterdir())) == 300
    fresh = tmp_path / "fresh"
    fresh.write_text("", encoding="utf-8")
    assert {one.path.stat().st_mode for one in wanted} == {fresh.stat().st_mode}


@pytest.mark.parametrize("flag", [atomic._NAMELESS, None])
def test_a_save_right_after_the_naming_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: int | None
) -> None:
    file = tmp_path / "a.po"
    real = os.link

    def link(source: str, target: Path, **options: Any) -> None:  # noqa: ANN401
        real(source, target, **options)
        file.write_text("theirs", encoding="utf-8")
        os.utime(file, ns=(1, 1))

    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(atomic, "_NAMELESS", flag)
    time_of_ours = replace_text(file, None, "ours")
    assert file.read_text(encoding="utf-8") == "theirs"
    assert time_of_ours not in (None, file.stat().st_mtime_ns)


def test_new_files_have_no_other_name_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        os.close(os.open(tmp_path, os.O_TMPFILE | os.O_WRONLY))
    except (AttributeError, OSError):
        pytest.skip("this system has no files without a name")
    monkeypatch.setattr(atomic, "_temporary", None)
    assert all(replace_texts([Replacement(tmp_path / f"{number}.po", None, "new") for number in range(200)]))
    assert len(list(tmp_path.iterdir())) == 200


def test_a_link_that_leads_nowhere_is_left_alone(tmp_path: Path, nameless: str) -> None:
    (tmp_path / "a.po").symlink_to("nowhere")
    assert replace_text(tmp_path / "a.po", None, "ours") is None, nameless
    assert [path.name for path in tmp_path.iterdir()] == ["a.po"]


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.mkdir()
    with pytest.raises(StorageError, match=r"a\.po: cannot be written: Is a directory"):
        replace_texts([Replacement(tmp_path / "b.po", None, "new"), Replacement(file, "old", "new")])
    with pytest.raises(StorageError, match=r"é\.po: cannot be written: File name too long"):
        replace_text(tmp_path / ("x" * 300 + "é.po"), None, "new")


def test_leftovers_of_killed_runs_go_and_nothing_else(tmp_path: Path) -> None:
    deliver(tmp_path, 1)
    project = project_at(tmp_path)
    ingest(project)
    before = files_of(tmp_path)
    folder = project.catalog_path("sv-SE", "a0").parent
    keep = [folder / ".notes.tmp", folder / "a0.po.tmp", folder / ".a0.po.swp"]
    for file in (*keep, folder / ".a0.po.ab12_xyz.tmp", project.english_dir / ".a0.md.abcdefgh.tmp"):
        file.write_text("x", encoding="utf-8")
    ingest(project, write=False)
    assert (folder / ".a0.po.ab12_xyz.tmp").exists()
    ingest(project)
    assert sorted(files_of(tmp_path).keys() - before.keys()) == sorted(
        file.relative_to(tmp_path).as_posix() for file in keep
    )


def test_a_writer_at_work_holds_the_lock_that_cleaning_up_needs(tmp_path: Path) -> None:
    with locked(tmp_path):
        write_text(tmp_path / ".a.po.abcdefgh.tmp", "x")
        assert remove_leftovers(tmp_path) == 1
    assert remove_leftovers(tmp_path) == 0
