"""Runs the command line as a user does, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def run_python(*arguments: str, cwd: Path, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Run Python with our package at hand and check its exit code."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "tools"), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=280,
    )  # fmt: skip
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


def bitext(*arguments: str, cwd: Path, expect: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `bitext` in a folder and check its exit code."""
    return run_python("-m", "sphinx_bitext", *arguments, cwd=cwd, expect=expect)
