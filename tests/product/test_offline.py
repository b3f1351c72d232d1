"""The whole way without a network: every process of a build refuses connections that leave the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from command import CHECKOUT

from support import unit

GUARD = """
import os, socket
def refuse(name):
    def call(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            with open(os.environ["CALLS"], "a") as file:
                file.write(f"{name} {address}\\n")
            raise OSError(101, "no network")
        return real[name](self, address, *rest)
    return call
real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}
for name in real:
    setattr(socket.socket, name, refuse(name))
def look_up(host, *rest, **more):
    with open(os.environ["CALLS"], "a") as file:
        file.write(f"look up {host}\\n")
    raise OSError(101, "no network")
socket.getaddrinfo = look_up
"""


@pytest.mark.parametrize("commands", [["ingest", "check", "status", "report", "build", "linkcheck"]])
def test_no_command_asks_for_a_connection(tmp_path: Path, commands: list[str]) -> None:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    article = tmp_path / "p" / "source" / "sv-SE" / "a.md"
    article.parent.mkdir(parents=True)
    body = unit("0abcd-101", "Se [hit](https://host.example/) ![b](https://host.example/b.png).", "See here.")
    article.write_text(f"---\ntitle: A\nms.contentlocale: sv-SE\n---\n# A\n\n{body}\n", encoding="utf-8")
    calls = tmp_path / "calls"
    path = os.pathsep.join([str(tmp_path / "guard"), str(CHECKOUT / "tools")])
    environment = {**os.environ, "PYTHONPATH": path, "CALLS": str(calls)}
    for command in commands:
        line = [sys.executable, "-m", "sphinx_bitext", command]
        done = subprocess.run(line, cwd=tmp_path / "p", env=environment, capture_output=True, check=False, timeout=250)
        assert done.returncode in (0, 1), done.stderr
        assert not calls.exists(), calls.read_text(encoding="utf-8")
    script = "import socket; socket.socket().connect(('192.0.2.1', 80))"
    subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert "192.0.2.1" in calls.read_text(encoding="utf-8"), "the guard is blind"


def test_the_suite_itself_cannot_leave_the_machine() -> None:
    with pytest.raises(pytest.fail.Exception), socket.socket() as one:
        one.connect(("192.0.2.1", 80))
