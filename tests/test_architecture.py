"""The house of DESIGN.md: imports go down only, the core is pure, and every file stays small enough to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

TOOLS = Path(__file__).resolve().parents[1] / "tools"
PACKAGE = "sphinx_bitext"
MAX_FILE_LINES = 350
MAX_FUNCTION_LINES = 60

GROUND = frozenset({"model", "errors"})
READING = GROUND | {"text", "locales", "language_id", "pseudo", "markup", "alignment"}
CORE = READING | {"terms", "catalogs", "checks", "reports"}
"""Pure: no disk, no clock, no chance, no Sphinx."""
KEEPING = CORE | {"settings", "store", "jobs"}

ALLOWED: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "errors": frozenset(),
    "text": GROUND,
    "locales": GROUND | {"text"},
    "pseudo": frozenset(),
    "language_id": GROUND | {"locales"},  # a library behind it reads its model once
    "markup": GROUND | {"text", "locales"},
    "alignment": GROUND | {"text", "locales", "markup"},
    "catalogs": READING,
    "terms": GROUND | {"text", "locales", "markup"},
    "checks": READING | {"terms"},
    "reports": frozenset({"model", "text", "locales"}),
    "settings": CORE,
    "threads": frozenset(),
    "atomic": frozenset({"threads"}),
    "store": CORE | {"settings", "atomic", "threads"},
    "jobs": CORE | {"settings", "store"},
    "workflows": KEEPING,
    "theme": frozenset({"pseudo"}),
    "sphinxext": GROUND | {"text", "locales", "markup", "theme"},
    "publish": KEEPING | {"workflows", "sphinxext", "theme"},
    "cli": KEEPING | {"workflows", "sphinxext", "theme", "publish", "version"},
    "__main__": frozenset({"cli"}),
    # The public face opens every door, each on first use.
    "__init__": frozenset({"model", "markup", "checks", "publish"}),
}
"""Layer (a module or a package below `sphinx_bitext`): the layers it may import, besides itself."""

IMPURE_MODULES = frozenset(
    {
        "asyncio", "concurrent", "docutils", "fileinput", "glob", "multiprocessing", "myst_parser", "os",
        "pathlib", "random", "requests", "secrets", "shutil", "signal", "socket", "sphinx", "sqlite3", "subprocess",
        "sys", "tempfile", "threading", "time", "urllib.request", "uuid", "zipfile",
    }
)  # fmt: skip
IMPURE_CALLS = frozenset(
    {
        "open", "print", "input", "eval", "exec", "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
        "io.open", "read_bytes", "write_bytes", "write_text",
    }
)  # fmt: skip
"""A name alone is that function or a method of that name; `a.b` is a method `b` of something whose name ends in `a`."""


class Module(NamedTuple):
    """One file of the package."""

    path: Path
    name: str
    """As it stands below the package, dotted: `markup.article`; a package has the name of its folder."""
    layer: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> list[str]:
        """The package that relative imports of the file start from."""
        parts = [PACKAGE, *self.name.split(".")] if self.name else [PACKAGE]
        return parts if self.path.name == "__init__.py" else parts[:-1]


class Import(NamedTuple):
    """One imported name, absolute and dotted."""

    target: str
    line: int
    typing_only: bool
    """Under `if TYPE_CHECKING:`, so it is never run."""


PATHS = tuple(sorted((TOOLS / PACKAGE).rglob("*.py")))


def modules() -> tuple[Module, ...]:
    return tuple(_module(path) for path in PATHS)


@cache
def _module(path: Path) -> Module:
    below = path.relative_to(TOOLS / PACKAGE)
    name = ".".join(below.with_suffix("").parts).removesuffix("__init__").removesuffix(".")
    text = path.read_text("utf-8")
    return Module(path, name, below.with_suffix("").parts[0], text, ast.parse(text, str(path)))


def imports(module: Module) -> Iterator[Import]:
    """Yield what a module imports, at its top and inside functions."""
    typing_only = {
        inner
        for node in ast.walk(module.tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, node in typing_only)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                start = module.package[: len(module.package) - node.level + 1]
                base = ".".join([*start, *([base] if base else [])])
            for alias in node.names:
                yield Import(f"{base}.{alias.name}", node.lineno, node in typing_only)


def _layer_of(target: str) -> str | None:
    """Return the layer that an imported name belongs to, None for what is not ours."""
    parts = target.split(".")
    if parts[0] != PACKAGE:
        return None
    if len(parts) > 1 and parts[1] in ALLOWED:
        return parts[1]
    return "version" if parts[1:] == ["__version__"] else "__init__"


def layer_violations(module: Module) -> list[str]:
    """Return the imports of a module that go up or sideways."""
    found = []
    for target, line, _ in imports(module):
        layer = _layer_of(target)
        if layer not in (None, module.layer, *ALLOWED.get(module.layer, ())):
            found.append(f"{module.path.relative_to(TOOLS)}:{line}: {module.layer} imports {target}")
    return found


def _is_impure(target: str, module: Module) -> bool:
    if module.layer == "reports" and target.startswith("importlib.resources"):
        return False
    return any(target == name or target.startswith(f"{name}.") for name in IMPURE_MODULES)


def purity_violations(module: Module) -> list[str]:
    """Return what a module of the core imports or calls that reaches out of the program."""
    where = module.path.relative_to(TOOLS)
    found = [f"{where}:{line}: imports {target}" for target, line, _ in imports(module) if _is_impure(target, module)]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")
            names = {called[-1], ".".join(called[-2:])}
            if len(called) > 1:
                names -= {"open", "print", "input", "eval", "exec"}  # methods of something else
            if names & IMPURE_CALLS or (called[-1] == "read_text" and module.layer != "reports"):
                found.append(f"{where}:{node.lineno}: calls {ast.unparse(node.func)}")
    return found


def test_no_group_is_possessive() -> None:
    """Before 3.11.5 Python forgets to step back when such a group fails half-way (gh-106052): `(?>(?:…)*)` is right."""
    possessive = re.compile(r"\)(?:[*+?]|\{[0-9,]*\})\+(?!,;=)")
    found = [
        f"{path.name}: {line.strip()}"
        for path in sorted(TOOLS.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if possessive.search(re.sub(r"\[[^\]]*\]", "x", re.sub(r"\\.", "x", line)))
    ]
    assert found == []


def test_every_layer_is_known() -> None:
    unknown = {module.layer for module in modules()} - set(ALLOWED)
    assert not unknown, f"give these a place in ALLOWED: {sorted(unknown)}"


def test_the_layers_form_no_cycle() -> None:
    """A layer is used only by layers above it: following `ALLOWED` never leads back."""

    def below(layer: str, above: tuple[str, ...]) -> None:
        assert layer not in above, " -> ".join([*above, layer])
        for lower in ALLOWED.get(layer, ()):
            below(lower, (*above, layer))

    for layer in ("__init__", "reports"):
        below(layer, ())
    assert "catalogs" not in ALLOWED["checks"]
    assert "checks" not in ALLOWED["catalogs"]
    assert "workflows" not in ALLOWED["sphinxext"]


def test_imports_go_down_only() -> None:
    assert [violation for module in modules() for violation in layer_violations(module)] == []


def test_the_core_touches_no_disk_clock_or_chance() -> None:
    assert [violation for m in modules() if m.layer in CORE for violation in purity_violations(m)] == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TOOLS / PACKAGE)))
def test_a_module_is_small_and_says_what_it_is(path: Path) -> None:
    module = _module(path)
    assert ast.get_docstring(module.tree), f"{module.name} has no docstring"
    lines = module.text.count("\n")
    assert lines <= MAX_FILE_LINES, f"{module.name}: {lines} lines"
    long = [
        f"{module.name}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(module.tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES
    ]
    assert long == []
    assert not re.search(r"\b(?:TODO|FIXME|XXX)\b", module.text), f"{module.name} holds an unfinished thing"


def _sample(layer: str, code: str) -> Module:
    path = TOOLS / PACKAGE / layer / "sample.py"
    return Module(path, f"{layer}.sample", layer, code, ast.parse(code))


@pytest.mark.parametrize(
    ("layer", "code"),
    [
        ("markup", "from ..alignment.corpus import align_path"),
        ("markup", "from .. import alignment"),
        ("catalogs", "import sphinx_bitext.checks"),
        ("checks", "def f():\n    from ..catalogs import po"),
        ("reports", "from sphinx_bitext.markup.article import decode"),
        ("sphinxext", "from sphinx_bitext.workflows.site import connect"),
        ("store", "from .. import __version__"),
        ("theme", "from ..model import Page"),
    ],
)
def test_an_import_that_goes_up_is_seen(layer: str, code: str) -> None:
    assert layer_violations(_sample(layer, code))


@pytest.mark.parametrize(
    ("layer", "code"),
    [
        ("checks", "from ..markup.article import decode\nfrom ._base import Check\nimport re"),
        ("cli", "from .. import __version__"),
        ("publish", "from ..sphinxext import connect"),
        ("reports", "from sphinx_bitext import locales, text"),
    ],
)
def test_an_import_that_goes_down_is_allowed(layer: str, code: str) -> None:
    assert layer_violations(_sample(layer, code)) == []


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "from os import path",
        "from pathlib import Path",
        "import sphinx.util",
        "from urllib.request import urlopen",
        "text = open('x').read()",
        "text = file.read_text()",
        "now = datetime.datetime.now()",
        "now = datetime.date.today()",
    ],
)
def test_what_reaches_out_of_the_core_is_seen(code: str) -> None:
    assert purity_violations(_sample("markup", code))


@pytest.mark.parametrize(
    "code", ["from urllib.parse import quote", "import datetime\nday = datetime.date(2020, 1, 2)", "mark.open()"]
)
def test_what_is_pure_is_allowed(code: str) -> None:
    assert purity_violations(_sample("markup", code)) == []
