"""Pagefind, the program that makes search indexes: where it is, and one run of it."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
import zlib
from functools import cache
from importlib import import_module
from pathlib import Path

from ..errors import StorageError

_SECONDS = 600
_UNUSED = ("pagefind-component-ui.*", "pagefind-highlight.js", "pagefind-modular-ui.*", "pagefind-ui.*")
"""Pagefind's own interfaces; the theme has its own."""


def find_program() -> str:
    """Return the path of Pagefind's program, from its wheel or from PATH; empty where there is none."""
    for wheel in ("pagefind_bin", "pagefind_bin_extended"):
        try:
            return str(import_module(wheel).get_executable())
        except (ImportError, OSError):
            continue
    return shutil.which("pagefind") or shutil.which("pagefind_extended") or ""


@cache
def pagefind() -> tuple[str, str]:
    """Return Pagefind's program and its version; two empty texts where there is none that runs."""
    program = find_program()
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.SubprocessError):
        return "", ""
    return (program, done.stdout.strip()) if done.returncode == 0 else ("", "")


def write_index(program: str, site: Path, folder: Path) -> str:
    """Let Pagefind make the index of the pages in `site` beside the old one in `folder`, then put it in its place.

    Return what went wrong, in one line, or nothing; StorageError where Pagefind has not noticed a full disk.
    """
    with tempfile.TemporaryDirectory(dir=site.parent, prefix=f"{folder.name}-") as work:
        made = Path(work) / folder.name
        command = [program, "--site", str(site.resolve()), "--output-path", str(made.resolve()), "--keep-index-url"]
        # Neither a pagefind.toml of the folder nor the environment may change what is made.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
        try:
            done = subprocess.run(
                command, cwd=work, env=environment, capture_output=True, text=True, encoding="utf-8",
                errors="replace", timeout=_SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            return f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        if done.returncode or not (made / "pagefind.js").is_file():
            said = (done.stderr.strip() or done.stdout.strip() or "no word of it").splitlines()
            return f"Pagefind ended with {done.returncode}: {said[-1][:200]}"
        for pattern in _UNUSED:
            for file in made.glob(pattern):
                file.unlink()
        if damaged := damaged_file(made):
            raise StorageError(f"{folder / damaged}: only a part of the search index was written; is the disk full?")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.move(made, folder)
    return ""


def damaged_file(index: Path) -> str:
    """Return the name of a file of an index that is not whole; empty where all are. Most are packed by gzip."""
    for path in (path for path in sorted(index.rglob("*")) if path.is_file()):
        data = path.read_bytes()
        try:
            if path.suffix == ".json":
                json.loads(data)
            elif path.suffix != ".js":
                gzip.decompress(data)
            if not data:
                return path.name
        except (ValueError, EOFError, OSError, zlib.error):
            return path.name
    return ""
