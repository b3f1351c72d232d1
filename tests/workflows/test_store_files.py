"""Files are written whole or not at all, and nothing but regular files is read."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_bitext.errors import StorageError, UsageError
from sphinx_bitext.store import (
    MAX_ARTICLE,
    EnglishRecord,
    find_articles,
    find_locales,
    locked,
    read_bytes,
    read_english_records,
    read_text,
    write_bytes,
    write_english_records,
    write_text,
)
from support import LONG

TOOLS = Path(__file__).resolve().parents[2] / "tools"


def full_disk(*_args: object, **_kwargs: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod", "os.write"])
@pytest.mark.parametrize("there", [True, False], ids=["replacing", "new"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, there: bool
) -> None:
    file = tmp_path / "a.po"
    if there:
        file.write_bytes(b"old")
    monkeypatch.setattr(step, full_disk)
    with pytest.raises(StorageError, match=r"a\.po: cannot be written: No space left on device"):
        write_bytes(file, b"new")
    monkeypatch.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == ([("a.po", b"old")] if there else [])


def test_a_write_that_is_interrupted_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    file = tmp_path / "a.po"
    file.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(file, b"new")
    monkeypatch.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.po", b"old")]


def test_a_file_that_holds_the_text_already_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b.po"
    assert write_text(file, "text\r\n\udcff")
    os.utime(file, ns=(1, 1))
    assert not write_text(file, "text\r\n\udcff")
    assert file.stat().st_mtime_ns == 1
    assert read_text(file) == "text\r\n\udcff"


def test_permissions_of_a_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_bytes(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_is_replaced_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    link = tmp_path / "a.po"
    link.symlink_to(outside)
    write_bytes(link, b"new")
    assert (outside.read_bytes(), link.read_bytes(), link.is_symlink()) == (b"mine", b"new", False)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "fifo"])
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x")
    with pytest.raises(StorageError) as caught:
        read_bytes(tmp_path / "x")
    assert "\n" not in str(caught.value)


def test_a_folder_in_the_place_of_a_file_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "a.po").mkdir()
    with pytest.raises(StorageError, match="cannot be written"):
        write_bytes(tmp_path / "a.po", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.po"]


def test_a_file_in_the_place_of_a_folder_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "locale").write_bytes(b"")
    with pytest.raises(StorageError), locked(tmp_path / "locale"):
        pass
    with pytest.raises(StorageError, match="cannot be written"):
        write_bytes(tmp_path / "locale" / "a.po", b"x")


HOLDING = """
import sys
sys.path.insert(0, {tools!r})
from pathlib import Path
from sphinx_bitext.store import locked
with locked(Path({folder!r})):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_that_is_held_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_bitext.store._LOCK_SECONDS", 0.1)
    script = HOLDING.format(tools=str(TOOLS), folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StorageError, match="another run"), locked(tmp_path):
            pass
        other.communicate(b"")
    with locked(tmp_path):
        assert True  # and it is free again


KILLED = """
import sys
sys.path.insert(0, {tools!r})
from pathlib import Path
from sphinx_bitext.store import write_bytes
print("ready", flush=True)
while True:
    for letter in b"ab":
        write_bytes(Path({file!r}), bytes([letter]) * 200_000)
"""


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(b"a" * 200_000)
    seen = set()
    for number in range(1000 if LONG else 12):
        script = KILLED.format(tools=str(TOOLS), file=str(file))
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(0.001 * (number % 23))
            os.kill(writer.pid, signal.SIGKILL)
            writer.wait()
        data = file.read_bytes()
        assert len(data) == 200_000
        assert len(set(data)) == 1
        seen.add(data[:1])
    assert seen <= {b"a", b"b"}


def test_special_files_are_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("# Good\n")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "inside.md").write_text("# Inside\n")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "linked").symlink_to("/etc")
    (tmp_path / "picture.png").symlink_to("/etc/passwd")
    (tmp_path / "huge.md").write_bytes(b"x" * (MAX_ARTICLE + 1))
    (tmp_path / "full.md").write_bytes(b"x" * MAX_ARTICLE)
    tree = find_articles(tmp_path)
    assert sorted(tree.articles) == ["folder.md/inside.md", "full.md", "good.md"]
    assert tree.assets == {}
    assert sorted(skipped.path.name for skipped in tree.skipped) == [
        "huge.md",
        "link.md",
        "linked",
        "loop.md",
        "picture.png",
        "pipe.md",
    ]


@pytest.mark.parametrize(
    "name", ["a\u200b.md", "a\u2013b.md", "日本.md", "a b.md", "a'b\".md", "$(x).md", "a" * 80 + ".md"]
)
def test_odd_names_are_articles(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("# x\n")
    assert list(find_articles(tmp_path).articles) == [name]


@pytest.mark.parametrize(
    "name", [b"a\nb.md", b"a\x1b[31m.md", b"a\xff.md", "a\u202egpj.md".encode(), "a\u2028.md".encode()]
)
def test_names_that_deceive_are_skipped_with_a_reason(tmp_path: Path, name: bytes) -> None:
    (tmp_path / os.fsdecode(name)).write_text("# x\n")
    tree = find_articles(tmp_path)
    assert tree.articles == {}
    assert len(tree.skipped) == 1


def test_folders_of_locales(tmp_path: Path) -> None:
    for name in ("sv-SE", "en-US", "sr-Latn-RS", "media", ".git", "_static"):
        (tmp_path / name).mkdir()
    (tmp_path / "ja-JP").write_text("a file")
    (tmp_path / "vi-VN").symlink_to(tmp_path / "sv-SE")
    assert find_locales(tmp_path) == ("en-US", "sr-Latn-RS", "sv-SE")
    with pytest.raises(UsageError, match="no such folder"):
        find_locales(tmp_path / "nowhere")


def test_records_of_english_are_read_back_and_stable(tmp_path: Path) -> None:
    records = {
        name: EnglishRecord("rebuilt", "proven", "c" * 40, "d" * 64)
        for name in ("b.md", 'a "q" \\ \u200b.md', "z/å.md", "tab\t.md")
    }
    assert write_english_records(tmp_path, records)
    assert read_english_records(tmp_path) == records
    assert not write_english_records(tmp_path, dict(reversed(records.items())))
    assert read_english_records(tmp_path / "nowhere") == {}


@pytest.mark.parametrize("text", ["[article", "article = 1", '[article]\n"a.md" = 1', "\udcff", "[article.a\nb]"])
def test_damaged_records_are_one_clear_error(tmp_path: Path, text: str) -> None:
    write_text(tmp_path / "english.toml", text)
    with pytest.raises(StorageError, match="restore it from version control") as caught:
        read_english_records(tmp_path)
    assert "\n" not in str(caught.value)
