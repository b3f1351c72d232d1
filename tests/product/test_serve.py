"""The local server: loopback alone, true types, the headers of the published policy."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_bitext.publish.serve import HEADERS, make_server


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve a small folder for the length of a test."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<!DOCTYPE html><title>T</title>", encoding="utf-8")
    (tmp_path / "site" / "a.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("not for you", encoding="utf-8")
    with make_server(tmp_path / "site") as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_every_answer_carries_the_headers(address: str) -> None:
    with urllib.request.urlopen(f"{address}/index.html") as answer:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    with urllib.request.urlopen(f"{address}/a.js") as answer:
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_nothing_outside_the_folder_is_served(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as failed:
        urllib.request.urlopen(f"{address}/%2e%2e/secret.txt")
    assert failed.value.code == 404
    assert failed.value.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("path", "said"),
    [("/nothing.html", "root"), ("/sv-se/no/such.html?q=1", "sv"), ("/%2e%2e/sv-se/x", "root"), ("/ja-jp/x", "root")],
)
def test_what_is_not_there_is_answered_by_the_page_of_its_locale(
    address: str, tmp_path: Path, path: str, said: str
) -> None:
    for folder, text in ((".", "root"), ("sv-se", "sv")):
        (tmp_path / "site" / folder).mkdir(exist_ok=True)
        (tmp_path / "site" / folder / "404.html").write_text(text, encoding="utf-8")
    with pytest.raises(urllib.error.HTTPError) as failed:
        urllib.request.urlopen(address + path)
    assert failed.value.code == 404
    assert failed.value.read().decode() == said
    assert failed.value.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]
