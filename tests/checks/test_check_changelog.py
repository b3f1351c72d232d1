"""Code and CHANGELOG keep step: each check has its line, and each line of what is to come has its check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_bitext.checks import ALL

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
_LINE_RE = re.compile(r"^  - `(?P<code>[a-z]+(?:-[a-z]+)*)`: (?P<what>\S.*)$", re.MULTILINE)


def _lines(text: str) -> dict[str, str]:
    """Return what the list of checks says of each, by code; a code stands once in a release."""
    found: dict[str, str] = {}
    for match in _LINE_RE.finditer(text):
        assert match["code"] not in found, match["code"]
        found[match["code"]] = match["what"]
    return found


def _releases() -> list[str]:
    """Return the text of each release, the one to come first."""
    return re.split(r"^## ", CHANGELOG.read_text("utf-8"), flags=re.MULTILINE)[1:]


@pytest.mark.parametrize("code", [check.code for check in ALL])
def test_every_check_has_a_line_in_the_changelog(code: str) -> None:
    assert any(code in _lines(release) for release in _releases()), f"CHANGELOG.md wants a line: - `{code}`: ..."


def test_every_line_of_what_is_to_come_has_a_check() -> None:
    assert set(_lines(_releases()[0])) <= {check.code for check in ALL}
