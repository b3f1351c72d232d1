"""Settings of a project: `[tool.bitext]` of its pyproject.toml, then `bitext_*` of its conf.py, which is closer."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..errors import UsageError
from ..settings import PYPROJECT_TABLE, Settings, parse_settings
from ..store import read_text

_PREFIX = "bitext_"


class _Tags:
    """Stands in for Sphinx's `tags`, which conf.py may ask; none is set outside a Sphinx build."""

    def has(self, _name: str) -> bool:
        return False

    def add(self, _name: str) -> None:
        return

    def remove(self, _name: str) -> None:
        return


def read_settings(root: Path) -> Settings:
    """Return the settings of the project in a folder; UsageError names the file and the setting that is wrong."""
    table = _from_pyproject(root / "pyproject.toml")
    settings = parse_settings(table, f"{root / 'pyproject.toml'}{PYPROJECT_TABLE}")
    own = _from_conf(root / "conf.py")
    checked = parse_settings(own, str(root / "conf.py"))
    return dataclasses.replace(settings, **{name: getattr(checked, name) for name in own})


def _from_pyproject(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        tools = tomllib.loads(read_text(path)).get("tool", {})
    except ValueError as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    table = tools.get("bitext", {}) if isinstance(tools, dict) else {}
    if not isinstance(table, dict):
        raise UsageError(f"{path}: [tool.bitext] must be a table")
    return table


def _from_conf(path: Path) -> dict[str, Any]:
    """Return what conf.py says of our settings; the names of other extensions are theirs."""
    if not path.is_file():
        return {}
    names = _run(path)
    known = {item.name for item in dataclasses.fields(Settings)}
    found = {name: names[_PREFIX + name] for name in sorted(known) if _PREFIX + name in names}
    if isinstance(names.get("project"), str):
        found.setdefault("project", names["project"])
    # Sphinx's own switch counts where somebody wrote it down; its default does not.
    if names.get("gettext_allow_fuzzy_translations") is False:
        found.setdefault("publish_fuzzy", False)
    return found


def _run(path: Path) -> dict[str, Any]:
    try:
        with _inside(path.parent):
            return runpy.run_path(str(path), init_globals={"tags": _Tags()})
    except (Exception, SystemExit) as error:  # conf.py is somebody's program: whatever it raises is said in one line
        said = str(error).splitlines()[0] if str(error) else ""
        raise UsageError(f"{path}: {type(error).__name__}: {said}") from error


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Run in the folder of conf.py, as Sphinx does."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
