"""Commands stopped at any moment: sources and catalogs stay, no process does, and the next run is whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from durable_projects import deliver, project_at

from sphinx_bitext.workflows.ingest import ingest
from support import LONG

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(3600 if LONG else 300),
    pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="reads the processes of Linux"),
]
TOOLS = Path(__file__).resolve().parents[2] / "tools"
COMMANDS = {
    "import": ["handback"],
    "ingest": [],
    "update-po": [],
    "check": [],
    "report": [],
    "export": ["--format", "sxs", "--output", "build/export"],
    "import-xliff": ["xliff/sv-SE/a0.xlf", "xliff/ja-JP/a1.xlf"],
    "pseudo": [],
    "terms": ["--output", "build/terms.csv"],
    "build": [],
}
"""Every command that writes, with what it is told."""
SIGNALS = (signal.SIGINT, signal.SIGTERM)
CASES = [(command, number) for command in COMMANDS for number in SIGNALS]
SHOTS = 40 if LONG else 1


def start(root: Path, command: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(TOOLS)}
    line = [sys.executable, "-m", "sphinx_bitext", command, *COMMANDS[command]]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(line, cwd=root, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)


def tree(root: Path, *folders: str) -> dict[str, bytes]:
    files = (path for folder in folders for path in (root / folder).rglob("*") if path.is_file())
    kept = (path for path in files if path.name not in (".bitext.lock", ".buildinfo"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def running(group: int) -> int:
    """Return how many processes of a group run. One that has ended but waits for its parent, as do orphans where the
    first process of a container never asks for them, does not."""
    count = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = status.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
        except OSError:
            continue
        count += int(its_group) == group and state not in "ZX"
    return count


def wait_for(group: int, processes: int) -> bool:
    """Say whether so many processes of a group run after a while."""
    for _ in range(300):
        if running(group) == processes:
            return True
        time.sleep(0.1)
    return False


def prepare(root: Path) -> None:
    """Make a project, and what is handed to commands."""
    deliver(root, 1)
    shutil.copytree(root / "source", root / "handback")
    ingest(project_at(root))
    line = [sys.executable, "-m", "sphinx_bitext", "export", "--format", "xliff", "--output", "xliff"]
    subprocess.run(line, cwd=root, env={**os.environ, "PYTHONPATH": str(TOOLS)}, check=True, capture_output=True)


@pytest.mark.parametrize(("command", "number"), CASES if LONG else CASES[::4] + CASES[3::4])
def test_a_command_that_is_stopped_leaves_all_as_it_was(tmp_path: Path, command: str, number: signal.Signals) -> None:
    prepare(tmp_path)
    begin = time.monotonic()
    assert start(tmp_path, command).wait() in (0, 1)
    needed = time.monotonic() - begin
    sources, whole = tree(tmp_path, "source", "locale"), tree(tmp_path, "build/html", "build/report", "build/export")
    chance = random.Random(int(number))
    for _ in range(SHOTS):
        for path in (tmp_path / "build").rglob("*stamp.json"):
            path.unlink()
        run = start(tmp_path, command)
        time.sleep(chance.uniform(0.2, needed))
        run.send_signal(number)
        assert run.wait(60) != 70
        assert wait_for(run.pid, 0), "a process of the command is still there"
        assert tree(tmp_path, "source", "locale") == sources
    assert start(tmp_path, command).wait() in (0, 1)
    assert tree(tmp_path, "build/html", "build/report", "build/export") == whole
    assert tree(tmp_path, "source", "locale") == sources
    assert list(tmp_path.rglob("*.tmp")) == []


def test_what_a_worker_has_begun_ends_with_it() -> None:
    waiting = "import time; from sphinx_bitext.jobs import Alone; Alone(time.sleep)(600)"
    environment = {**os.environ, "PYTHONPATH": str(TOOLS)}
    worker = subprocess.Popen([sys.executable, "-c", waiting], env=environment, start_new_session=True)
    assert wait_for(worker.pid, 2)
    worker.kill()
    worker.wait()
    assert wait_for(worker.pid, 0)
