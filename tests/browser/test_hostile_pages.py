"""Foreign markup, in eight places, published and opened in a browser with hooks: nothing of it comes to life."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile_pages import PLACES, project_at, visit, write_places, write_without_gates

from sphinx_bitext.publish.build import build
from support import LONG
from written import faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(1800 if LONG else 300)]

OWN = [
    "<script>hit()</script>",
    "<ScRiPt\n>hit()</sCrIpT>",
    "<img src=x onerror=hit()>",
    "<a href=javascript:hit()>a</a>",
    "<a href='&#106;avascript&colon;hit()'>a</a>",
    "[a](javascript:hit())",
    "[a](<java\tscript:hit()>)",
    "<javascript:hit()>",
    "![a](javascript:hit())",
    "<details ontoggle=hit() open>a</details>",
    "<math><mtext><style><a title='</style><img src onerror=hit()>'>",
    "`<script>hit()</script>` <b onmouseover=hit()>b</b>",
    "x\" onclick=\"hit()\" y=\"",
    "x' onfocus='hit()' y='",
    "{{ hit() }} {% hit() %} ${hit()}",
    "<!-- --!><img src=x onerror=hit()> -->",
]  # fmt: skip
"""Inert but for calling a function of the test's own."""


@pytest.fixture(scope="module")
def payloads(shared: Path) -> list[str]:
    found = json.loads((shared / "hostile" / "xss-payloads.json").read_text(encoding="utf-8"))
    return [*OWN, *(entry["payload"] for entry in found)]


@pytest.fixture
def bare() -> Iterator[list[http.server.ThreadingHTTPServer]]:
    """Servers that send no policy: the gates alone must hold."""
    servers: list[http.server.ThreadingHTTPServer] = []
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


def serve_bare(folder: Path, servers: list[http.server.ThreadingHTTPServer]) -> str:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    servers.append(server)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def test_without_gates_the_browser_runs_what_articles_say(
    chromium: Browser, bare: list[http.server.ThreadingHTTPServer], payloads: list[str], tmp_path: Path
) -> None:
    names = write_without_gates(tmp_path, payloads[len(OWN) :])
    pages = visit(chromium, serve_bare(tmp_path, bare), names)
    hits = (name for name, happened in pages if "HIT" in str(happened))
    assert len(list(hits if LONG else islice(hits, 20))) >= 20, "the harness is blind"


def test_nothing_in_an_article_or_a_catalog_comes_to_life(
    chromium: Browser, bare: list[http.server.ThreadingHTTPServer], payloads: list[str], tmp_path: Path
) -> None:
    project = project_at(tmp_path)
    shares = payloads if LONG else payloads[:: len(PLACES) - 1]
    for number, payload in enumerate(shares):
        write_places(tmp_path, number, payload, PLACES if LONG else (PLACES[number % len(PLACES)],))
    built = build(project, [], jobs=2)
    assert built.withheld == []
    assert faults(project.html_dir) == []
    pages = sorted(path.relative_to(project.html_dir).as_posix() for path in project.html_dir.rglob("*-*.html"))
    pages = [name for name in pages if LONG or name.startswith("sv-se/")]
    assert len(pages) >= len(shares) * (len(PLACES) if LONG else 1)
    seen = dict(visit(chromium, serve_bare(project.html_dir, bare), [*pages, "index.html", "sv-se/index.html"]))
    assert {name: happened for name, happened in seen.items() if happened} == {}
    silent = [name for name in pages if "slut" not in (project.html_dir / name).read_text(encoding="utf-8")]
    assert [name for name in silent if name.startswith("sv-se/") and "body-0" not in name] == []
