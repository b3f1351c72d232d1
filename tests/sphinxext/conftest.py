"""Fixtures of the Sphinx side."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx_fake_site import FakeSite


@pytest.fixture
def site(tmp_path: Path) -> FakeSite:
    return FakeSite(tmp_path)
