"""`bitext live`: the pages on this machine; an edit of an article or a catalog shows in the browser by itself."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NoReturn
from urllib.parse import parse_qs, urlsplit

from ..alignment.english import SOURCE_LOCALE
from ..errors import BitextError, UsageError
from ..workflows.preparing import prepare_ingested
from ..workflows.project import Project
from ..workflows.reading import shown_path
from ..workflows.renewing import Renewer
from .build import Built, publish, published_besides
from .serve import Handler, make_server

_SCRIPT = b"""\
// Part of `bitext live` alone, never of published pages: loads a page again when its locale has been published anew.
const asked = new URLSearchParams({ since: document.currentScript.dataset.since, page: location.pathname });
new EventSource(`/_live?${asked}`).onmessage = () => location.reload();
"""
_BEAT = 10.0
"""Seconds after which a silent connection says that it is still there."""
_DEBOUNCE, _STEP = 150, 50
"""Milliseconds: how long saved files are gathered, and how often is looked for more."""
_IDLE = 0.2
"""Seconds without an edit, after which pages that nobody looks at are published."""


class Reloads:
    """Who looks at which locale, and what has been published since."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._published: dict[str, int] = {}
        self._watched: Counter[str] = Counter()
        self.number = 0
        """Of the last publication."""

    def publish(self, folders: Collection[str]) -> None:
        """Tell all pages in these folders of locales that there is something new."""
        with self._changed:
            self.number += 1
            self._published |= dict.fromkeys(folders, self.number)
            self._changed.notify_all()

    def wait(self, folder: str, since: int, seconds: float) -> bool:
        """Say whether a folder has been published after `since`, waiting for it so long."""
        with self._changed:
            return self._changed.wait_for(lambda: self._published.get(folder, 0) > since, seconds)

    @contextmanager
    def watching(self, folder: str) -> Iterator[None]:
        """Count a page that is open."""
        self._watched[folder] += 1
        try:
            yield
        finally:
            self._watched[folder] -= 1

    def is_watched(self, folder: str) -> bool:
        """Say whether a page of this folder is open somewhere."""
        return self._watched[folder] > 0


class LiveHandler(Handler):
    """Pages with the script that loads them again."""

    reloads: Reloads

    def do_GET(self) -> None:  # noqa: N802 (the name is http.server's)
        """Answer a request."""
        url = urlsplit(self.path)
        if url.path == "/_live":
            self._stream({name: values[0] for name, values in parse_qs(url.query).items()})
        elif url.path == "/_live.js":
            self._send("text/javascript; charset=utf-8", _SCRIPT)
        elif (page := self._page()) is not None:
            tag = f'<script src="/_live.js" data-since="{self.reloads.number}"></script></head>'
            self._send("text/html; charset=utf-8", page.replace(b"</head>", tag.encode(), 1))
        else:
            super().do_GET()

    def _page(self) -> bytes | None:
        path = Path(self.translate_path(self.path))
        if self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        return path.read_bytes() if path.suffix == ".html" and path.is_file() else None

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, asked: dict[str, str]) -> None:
        """Hold the connection of an open page, and tell it once when it is out of date."""
        folder, since = asked.get("page", "/").split("/")[1], int(asked.get("since", "0"))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            with self.reloads.watching(folder):
                while not self.reloads.wait(folder, since, _BEAT):
                    self.wfile.write(b":\n\n")
                self.wfile.write(b"data: new\n\n")
        except OSError:
            return  # the page was closed


def live(project: Project, locales: Collection[str], port: int, say: Callable[[str], None]) -> None:
    """Publish, serve, and publish what changes, until the person presses Ctrl+C."""
    if find_spec("watchfiles") is None:
        raise UsageError("`bitext live` needs watchfiles: pip install sphinx-bitext[live]")
    project.target_locales(tuple(locales))
    project.locale_dir.mkdir(parents=True, exist_ok=True)
    changes: SimpleQueue[set[Path]] = SimpleQueue()
    # From now on, so that nothing is missed that is saved while the pages are made for the first time.
    threading.Thread(target=_watch, args=(project, changes), daemon=True).start()
    reloads = Reloads()
    handler = type("_Handler", (LiveHandler,), {"reloads": reloads})
    started = time.monotonic()
    renewer = Renewer(project, locales)
    _publish(renewer, (SOURCE_LOCALE, *renewer.locales), reloads)
    with make_server(project.html_dir, port, handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"published in {time.monotonic() - started:.1f} s")
        say(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl+C ends it)")
        try:
            _follow(renewer, changes, reloads, say)
        except KeyboardInterrupt:
            say("")
        finally:
            server.shutdown()


def _watch(project: Project, changes: SimpleQueue[set[Path]]) -> None:
    """Hand over what is saved, for ever."""
    from watchfiles import watch  # noqa: PLC0415 (an extra)

    for found in watch(project.source_dir, project.locale_dir, debounce=_DEBOUNCE, step=_STEP):
        changes.put({Path(name) for _, name in found})


def _follow(
    renewer: Renewer, changes: SimpleQueue[set[Path]], reloads: Reloads, say: Callable[[str], None]
) -> NoReturn:
    """Publish what is edited: at once where somebody looks, else locale after locale while nothing else happens."""
    waiting: dict[str, None] = {}
    while True:
        try:
            saved = changes.get(timeout=_IDLE)
        except Empty:
            saved = set()
        started = time.monotonic()
        try:
            files = renewer.edited(saved)
            if files:
                waiting |= dict.fromkeys(renewer.renew(files))
                names = ", ".join(shown_path(path) for path in files[:3]) + (" …" if len(files) > 3 else "")
                say(f"{names}: {', '.join(waiting) or 'no page'}")
            due = [locale for locale in waiting if reloads.is_watched(locale.lower())] or list(waiting)[:1]
            if due:
                waiting = {locale: None for locale in waiting if locale not in due}
                _publish(renewer, due, reloads)
                say(f"published {', '.join(due)} in {time.monotonic() - started:.1f} s")
        except BitextError as error:
            say(f"bitext: error: {error}")


def _publish(renewer: Renewer, locales: Collection[str], reloads: Reloads) -> None:
    project = renewer.project
    chosen = tuple(locale for locale in locales if locale != SOURCE_LOCALE)
    site = prepare_ingested(project, renewer.ingested, chosen, published_besides(project, chosen))
    publish(project, site, Built(chosen), jobs=project.settings.jobs, tell=lambda *_: None)
    reloads.publish([locale.lower() for locale in locales])
