"""Disks that are full or cannot be written: one line, exit code 4, catalogs whole, and the next run is complete."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from durable_projects import deliver

from sphinx_bitext.publish.pagefind import damaged_file, pagefind
from support import LONG

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(7200 if LONG else 600),
    pytest.mark.skipif(not pagefind()[0], reason="Pagefind is not installed"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits processes and mounts as Linux does"),
]
TOOLS = Path(__file__).resolve().parents[2] / "tools"
SHOTS = 40 if LONG else 2
LOCKS = (".bitext.lock", ".buildinfo")


def bitext(root: Path, command: str, largest: int = 0) -> tuple[int, str]:
    """Run a command, with files of at most `largest` bytes when that is given; return its exit code and errors."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    before: Callable[[], None] | None = limit if largest else None
    done = subprocess.run(
        [sys.executable, "-B", "-m", "sphinx_bitext", command],
        cwd=root, env={**os.environ, "PYTHONPATH": str(TOOLS)}, capture_output=True, text=True, check=False,
        preexec_fn=before,
    )  # fmt: skip
    return done.returncode, done.stderr


def tree(root: Path, *folders: str) -> dict[str, bytes]:
    """Return the files of some folders; the search index is left out, in which names differ from run to run."""
    files = (path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    kept = (path for path in files if path.name not in LOCKS and "_search" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def assert_published(root: Path, whole: dict[str, bytes]) -> None:
    assert bitext(root, "build")[0] == 0
    assert tree(root, "build/html", "build/report") == whole
    indexes = list((root / "build" / "html").glob("*/_search"))
    assert len(indexes) == 3
    assert [damaged_file(index) for index in indexes] == ["", "", ""]
    assert [path for path in root.rglob("*.tmp") if path.is_file()] == []


def assert_refused(code: int, said: str) -> None:
    assert code == 4, said
    assert said.startswith("bitext: error: ")
    assert said.count("\n") == 1


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project that is built."""
    deliver(tmp_path, 1)
    assert bitext(tmp_path, "build")[0] == 0
    return tmp_path


@pytest.fixture
def volume(project: Path) -> Iterator[Callable[[str], None]]:
    """Mount a file system of its own for what is built; the fixture is called with its options."""
    build = project / "build"
    shutil.rmtree(build)
    build.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(mount(build, "size=64m"), capture_output=True, check=False).returncode
    ):
        pytest.skip("only root can mount a file system")

    def remount(options: str) -> None:
        subprocess.run(mount(build, f"remount,{options}"), check=True)

    yield remount
    subprocess.run(["umount", str(build)], check=True)


def mount(where: Path, options: str) -> list[str]:
    return ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(where)]


@pytest.mark.parametrize("command", ["ingest", "build"])
def test_files_that_cannot_grow_leave_catalogs_old_or_new(project: Path, command: str) -> None:
    old = tree(project, "locale", "source/en-US")
    deliver(project, 2)
    copy = project.parent / f"{project.name}-whole"
    shutil.copytree(project, copy)
    assert bitext(copy, "build")[0] == 0
    new, whole = tree(copy, "locale", "source/en-US"), tree(copy, "build/html", "build/report")
    largest = max(map(len, (new if command == "ingest" else whole).values()))
    chance = random.Random(command)
    refused = 0
    for _ in range(SHOTS):
        for name, data in old.items():
            (project / name).write_bytes(data)
        for path in (project / "build").rglob("*stamp.json"):
            path.unlink()
        code, said = bitext(project, command, largest=chance.randrange(50, largest))
        if code:
            assert_refused(code, said)
            refused += 1
        for name, data in tree(project, "locale", "source/en-US").items():
            announced = name == "locale/english.toml" and b"\nbefore = " in data
            assert announced or name.endswith(".tmp") or data in (old.get(name), new.get(name)), name
    assert refused
    assert_published(project, whole)
    assert tree(project, "locale", "source/en-US") == new


def test_a_full_disk_is_one_line_and_the_next_build_is_whole(project: Path, volume: Callable[[str], None]) -> None:
    before = tree(project, "locale", "source")
    assert bitext(project, "build")[0] == 0
    whole = tree(project, "build/html", "build/report")
    needed = sum(map(len, tree(project, "build").values())) // 1024
    chance = random.Random(4711)
    for _ in range(SHOTS):
        for path in (project / "build").iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        volume(f"size={chance.randrange(needed // 20, needed * 9 // 10)}k")
        assert_refused(*bitext(project, "build"))
        assert tree(project, "locale", "source") == before
        volume("size=64m")
        assert_published(project, whole)


def test_output_that_cannot_be_written_stays_as_it_is(project: Path, volume: Callable[[str], None]) -> None:
    assert bitext(project, "build")[0] == 0
    shown, before = tree(project, "build"), tree(project, "locale", "source/en-US")
    deliver(project, 2)
    volume("ro")
    assert_refused(*bitext(project, "build"))
    assert tree(project, "build") == shown
    now = tree(project, "locale", "source/en-US")
    assert sorted(now) == sorted(before)
    volume("rw")
    assert bitext(project, "build")[0] == 0
    assert tree(project, "build/html") != {name: data for name, data in shown.items() if name.startswith("build/html")}
