"""Fixtures for all tests: what lies beside the project, and outside programs."""

from __future__ import annotations

import ipaddress
import os
import shutil
import signal
import socket
from pathlib import Path
from typing import Any

import pytest

# A suite that was started in the background of a shell hears no Ctrl-C, and the commands it starts would not either.
signal.signal(signal.SIGINT, signal.default_int_handler)

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


@pytest.fixture(autouse=True, scope="session")
def _loopback_alone() -> None:
    """Refuse all connections but to this machine: no test, and nothing that is tested, needs a network."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401
        host = address[0] if self.family in (socket.AF_INET, socket.AF_INET6) else "127.0.0.1"
        if host != "localhost" and not ipaddress.ip_address(host).is_loopback:
            pytest.fail(f"a connection to {address}")
        real(self, address)

    socket.socket.connect = connect  # type: ignore[assignment,method-assign]
