"""Each promise of the threat model names the tests that hold it; a promise without one, or a test that left, fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_bitext.markup.front_matter import MAX_FRONT_MATTER
from sphinx_bitext.markup.linear import FEW_STEPS
from sphinx_bitext.sphinxext.limits import MAX_MEMORY, MAX_SECONDS
from sphinx_bitext.store import MAX_ARTICLE, MAX_CATALOG

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "source" / "en-US" / "reference" / "threat-model.md"
_ROW = re.compile(r"^\| ([^|]+) \| `(\S+)::(\w+)` \|$", re.MULTILINE)
HELD_BY = _ROW.findall(PAGE.read_text(encoding="utf-8"))
"""(promise, file, test) of each row of the page."""


def test_every_promise_has_tests() -> None:
    promises = re.search(r"^## Promises\n(.*?)^## ", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert promises is not None
    named = re.findall(r"^- \*\*(.+?)\.?\*\*", promises[1], re.MULTILINE)
    assert len(named) > 8
    assert list(dict.fromkeys(promise for promise, _, _ in HELD_BY)) == named


@pytest.mark.parametrize(("promise", "file", "test"), HELD_BY)
def test_the_tests_of_a_promise_are_there(promise: str, file: str, test: str) -> None:
    assert re.search(rf"^def {test}\(", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE), promise


def test_the_limits_are_those_of_the_program() -> None:
    page = PAGE.read_text(encoding="utf-8")
    mega = 1 << 20
    for row in (
        f"| Article | {MAX_ARTICLE // mega} MB |",
        f"| Front matter | {MAX_FRONT_MATTER // 1024} kB |",
        f"| Catalog | {MAX_CATALOG // mega} MB |",
        f"| Time for one page | {MAX_SECONDS:g} seconds",
        f"| Memory for one page | {MAX_MEMORY // mega} MB |",
        f"| Map of names | {MAX_CATALOG // mega} MB |",
        f"| Steps to find the ends of brackets | {FEW_STEPS:,} for each paragraph",
    ):
        assert row in page
