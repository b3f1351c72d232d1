"""`bitext build --cluster` on a Dask scheduler and workers of this machine: the same bytes, also when a worker dies."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command import CHECKOUT, bitext, run_python

from sphinx_bitext import jobs
from sphinx_bitext.errors import UsageError
from support import unit

FRONT = "---\ntitle: T\nms.openlocfilehash: {hash}\nms.translationtype: MT\nms.contentlocale: {locale}\n---\n"
LOCALES = ("sv-SE", "ja-JP", "ar-SA", "lv-LV")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for locale in LOCALES:
        path = folder / "source" / locale / "guide" / "files.md"
        path.parent.mkdir(parents=True)
        text = FRONT.format(hash="1" * 40, locale=locale)
        text += "# " + unit("3a593-102", f"T {locale}", "Files") + "\n\n" + unit("3a593-103", "A.", "Copy the file.")
        path.write_text(text + "\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text("[tool.bitext]\nsearch = false\n", encoding="utf-8")
    return folder


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Run a scheduler and workers; give its address and the workers."""
    known, log = folder / "scheduler.json", (folder / "cluster.log").open("wb")
    dask = (sys.executable, "-m", "dask")
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "tools")}

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [*dask, *arguments, "--no-dashboard", "--scheduler-file", str(known)]
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=folder)

    running = [start("scheduler", "--host", "127.0.0.1", "--port", "0")]
    try:
        _wait(known.exists)
        address = str(json.loads(known.read_text(encoding="utf-8"))["address"])
        options = ("--nthreads", "1", "--host", "127.0.0.1", "--no-nanny", "--local-directory", str(folder / "scratch"))
        running += [start("worker", *options) for _ in range(workers)]
        _wait(lambda: _workers(address) == workers)
        yield address, running[1:]
    finally:
        for process in running:
            process.kill()  # asked to end, each would look ten seconds for those that went before it
            process.wait()
        log.close()


def _workers(address: str) -> int:
    asked = f"import distributed as d; print(len(d.Client({address!r}).scheduler_info()['workers']))"
    return int(run_python("-c", asked, cwd=CHECKOUT).stdout.split()[-1])


def _wait(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("the cluster does not start")


def _tree(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_cluster_makes_the_same_pages_also_when_a_worker_dies(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "local"
    shutil.copytree(project, other)
    bitext("build", "--jobs", "1", cwd=other)
    wanted = _tree(other / "build" / "html")
    assert sum(name.endswith("guide/files.html") for name in wanted) == len(LOCALES) + 1
    with cluster(tmp_path) as (address, workers):
        bitext("build", "--cluster", address, cwd=project)
        assert _tree(project / "build" / "html") == wanted
        shutil.rmtree(project / "build")
        building = subprocess.Popen(
            [sys.executable, "-m", "sphinx_bitext", "build", "--cluster", address],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT / "tools")},
        )
        _wait(lambda: any((project / "build" / "html" / one.lower()).is_dir() for one in ("en-US", *LOCALES)))
        workers[0].send_signal(signal.SIGKILL)
        assert building.wait() == 0
    assert _tree(project / "build" / "html") == wanted


def test_what_a_worker_raises_is_said_in_one_line(project: Path, tmp_path: Path) -> None:
    (project / "conf.py").write_text('extensions = ["sphinx_bitext", "no_such_extension"]\n', encoding="utf-8")
    with cluster(tmp_path, 1) as (address, _):
        said = bitext("build", "--cluster", address, cwd=project, expect=2)
    assert "no_such_extension" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_cluster_that_is_not_there_is_a_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_PATIENCE", 1)
    with pytest.raises(UsageError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(jobs.run_jobs(len, ["item"], cluster="tcp://127.0.0.1:9"))


def test_a_cluster_ingests_and_checks_as_this_machine_does(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "local"
    shutil.copytree(project, other)
    wanted = [bitext("ingest", cwd=other).stdout, bitext("check", "--format", "json", cwd=other).stdout]
    with cluster(tmp_path) as (address, _):
        ingested = bitext("ingest", "--cluster", address, cwd=project)
        checked = bitext("check", "--cluster", address, "--format", "json", cwd=project)
    assert [ingested.stdout, checked.stdout] == wanted
    assert _tree(project / "locale") == _tree(other / "locale")
    assert _tree(project / "source") == _tree(other / "source")


def test_a_cluster_updates_and_exports_as_this_machine_does(project: Path, tmp_path: Path) -> None:
    commands = (
        ("update-po",),
        ("export", "--format", "tmx", "--output", "out/tmx"),
        ("export", "--format", "xliff", "--output", "out/xliff"),
    )
    other = tmp_path / "local"
    shutil.copytree(project, other)
    wanted = [bitext(*command, cwd=other).stdout for command in commands]
    with cluster(tmp_path) as (address, _):
        found = [bitext(*command, "--cluster", address, cwd=project).stdout for command in commands]
    assert found == wanted
    assert _tree(project / "locale") == _tree(other / "locale")
    assert _tree(project / "out") == _tree(other / "out")
