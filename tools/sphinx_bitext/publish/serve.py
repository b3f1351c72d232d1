"""`make serve`: the pages on this machine alone, with the headers that a public server should send.

A browser reads English on demand only over HTTP, not from a file.
"""

from __future__ import annotations

import argparse
import functools
import os
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
"""What every answer carries."""


class Handler(SimpleHTTPRequestHandler):
    """Static files with our headers."""

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """Return the type of a file with its charset, as a public server should send it."""
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind == "application/json" else kind

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is not there with the 404 page of its locale, else with that of the root."""
        page = self._not_found() if code == HTTPStatus.NOT_FOUND else None
        if page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _not_found(self) -> Path | None:
        root, first = Path(self.directory), urlsplit(self.path).path.split("/")[1:2]
        # Only the name of a folder that is there, never a path that was sent.
        folders = [one for one in root.iterdir() if [one.name] == first]
        return next((page for one in (*folders, root) if (page := one / "404.html").is_file()), None)

    def end_headers(self) -> None:
        """Send our headers with each answer."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing for each request."""


def make_server(folder: Path, port: int = 0, handler: type[Handler] = Handler) -> ThreadingHTTPServer:
    """Return a server of `folder` on the loopback address; port 0 takes a free one."""
    return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=str(folder)))


def main() -> None:
    """Serve until the person presses Ctrl+C."""
    parser = argparse.ArgumentParser(prog="python -m sphinx_bitext.publish.serve", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("build/html"))
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args()
    if not (options.folder / "index.html").is_file():
        parser.error(f"{options.folder}: no pages here; run `make html` first")
    with make_server(options.folder, options.port) as server:
        print(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl+C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
