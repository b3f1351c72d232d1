"""Fixtures for all tests: what lies beside the project, and outside programs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def _absent(reason: str) -> None:
    """Skip, but never in CI: there everything must be at hand."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real deliveries beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"no deliveries at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path) -> Path:
    """Return the sample of real deliveries with ground truth."""
    return shared / "corpus"


@pytest.fixture(scope="session")
def msgfmt() -> str:
    """Return the path of GNU msgfmt."""
    found = shutil.which("msgfmt")
    if found is None:
        _absent("GNU gettext is not installed")
    assert found is not None
    return found


@pytest.fixture(autouse=True)
def _plain_output(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep colour and progress out of captured output."""
    monkeypatch.setenv("NO_COLOR", "1")
