"""`bitext live`: edits reach the pages, and open pages hear of it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import CHECKOUT, bitext

from sphinx_bitext.publish.live import LiveHandler, Reloads
from sphinx_bitext.publish.serve import HEADERS, make_server
from sphinx_bitext.workflows.project import load_project
from sphinx_bitext.workflows.renewing import Renewer

ENGLISH = "---\ntitle: Hello\n---\n# Hello\n\nSee you soon.\n"
SWEDISH = "---\ntitle: Hej\n---\n# Hej\n\nVi ses snart.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project of two articles in two locales."""
    for locale, text in (("en-US", ENGLISH), ("sv-SE", SWEDISH), ("ar-SA", SWEDISH)):
        for name in ("hello", "other"):
            path = tmp_path / "source" / locale / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def renewer(folder: Path) -> Renewer:
    return Renewer(load_project(folder / "source", folder / "locale", folder / "build"))


def edit(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def page_text(renewer: Renewer, locale: str, path: str) -> str:
    catalog = renewer.ingested.catalogs[locale, path]
    return "\n".join(entry.msgstr for entry in catalog.entries)


def test_an_edited_catalog_concerns_its_locale(folder: Path, renewer: Renewer) -> None:
    po = edit(folder / "locale/sv/LC_MESSAGES/hello.po", "Vi ses snart.", "På återseende.")
    assert renewer.edited([po]) == [po]
    assert renewer.renew([po]) == ("sv-SE",)
    assert "På återseende." in page_text(renewer, "sv-SE", "hello.md")


def test_edited_english_concerns_all_locales_and_reaches_their_catalogs(folder: Path, renewer: Renewer) -> None:
    article = edit(folder / "source/en-US/hello.md", "See you soon.", "See you tomorrow, as agreed.")
    assert set(renewer.renew([article])) == {"en-US", "sv-SE", "ar-SA"}
    po = folder / "locale/sv/LC_MESSAGES/hello.po"
    assert "See you tomorrow" in po.read_text(encoding="utf-8")
    assert renewer.edited([po]) == [], "what the ingest wrote itself is no edit"


def test_an_edited_delivery_concerns_its_locale(folder: Path, renewer: Renewer) -> None:
    article = edit(folder / "source/sv-SE/hello.md", "Vi ses snart.", "Vi hörs snart.")
    assert renewer.renew([article]) == ("sv-SE",)
    assert "Vi hörs snart." in page_text(renewer, "sv-SE", "hello.md")


def test_one_renewal_equals_an_ingest_of_everything(folder: Path, renewer: Renewer) -> None:
    changed = [
        edit(folder / "source/en-US/hello.md", "soon", "some time soon"),
        edit(folder / "source/sv-SE/other.md", "Vi ses", "Vi hörs"),
        edit(folder / "locale/ar_SA/LC_MESSAGES/other.po", "Vi ses", "Hej då, vi ses"),
    ]
    renewer.renew(changed)
    state = {path: path.read_bytes() for path in (folder / "locale").rglob("*.*") if path.is_file()}
    fresh = Renewer(renewer.project)
    assert {path: path.read_bytes() for path in state} == state
    assert fresh.ingested.catalogs == renewer.ingested.catalogs


@pytest.mark.parametrize("gone", [False, True])
def test_articles_that_come_and_go_are_an_ingest_of_everything(folder: Path, renewer: Renewer, gone: bool) -> None:
    path = folder / "source" / "sv-SE" / ("other.md" if gone else "new.md")
    path.unlink() if gone else path.write_text(SWEDISH, encoding="utf-8")
    assert set(renewer.renew([path])) == {"en-US", "sv-SE", "ar-SA"}
    assert (("sv-SE", path.name) in renewer.ingested.reading.files) is not gone


def test_hidden_files_and_backups_are_no_edits(folder: Path, renewer: Renewer) -> None:
    assert renewer.edited([folder / "source/.hello.md.swp", folder / "source/sv-SE/hello.md~"]) == []


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Reloads]]:
    """Serve one page of a locale as `bitext live` does."""
    page = tmp_path / "site" / "sv-se" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text("<!DOCTYPE html><html><head><title>T</title></head><body>å</body></html>", encoding="utf-8")
    reloads = Reloads()
    with make_server(tmp_path / "site", 0, type("Handler", (LiveHandler,), {"reloads": reloads})) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", reloads
        server.shutdown()
        thread.join()


def test_pages_carry_the_script_and_the_headers(served: tuple[str, Reloads]) -> None:
    address, _ = served
    for path in ("/sv-se/", "/sv-se/index.html", "/sv-se/index.html?view=1"):
        with urllib.request.urlopen(address + path) as answer:
            text = answer.read().decode("utf-8")
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert text.count('<script src="/_live.js" data-since="0"></script></head>') == 1
        assert "å" in text
    with urllib.request.urlopen(f"{address}/_live.js") as answer:
        assert answer.headers["Content-Type"].startswith("text/javascript")


def test_an_open_page_hears_of_its_own_locale_alone(served: tuple[str, Reloads]) -> None:
    address, reloads = served
    heard: list[bytes] = []

    def listen() -> None:
        with urllib.request.urlopen(f"{address}/_live?since=0&page=/sv-se/index.html", timeout=60) as answer:
            heard.append(answer.read())

    thread = threading.Thread(target=listen)
    thread.start()
    while not reloads.is_watched("sv-se"):
        time.sleep(0.01)
    reloads.publish(["ar-sa"])
    assert not reloads.is_watched("ar-sa")
    assert not heard
    reloads.publish(["sv-se"])
    thread.join(60)
    assert heard == [b"data: new\n\n"]


def test_a_page_that_is_already_out_of_date_hears_it_at_once(served: tuple[str, Reloads]) -> None:
    address, reloads = served
    reloads.publish(["sv-se"])
    with urllib.request.urlopen(f"{address}/_live?since=0&page=/sv-se/", timeout=60) as answer:
        assert answer.read() == b"data: new\n\n"


def test_an_edit_shows_on_the_page_and_ctrl_c_ends_it(folder: Path) -> None:
    pytest.importorskip("watchfiles")
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT / "tools"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "sphinx_bitext", "live", "--locale", "sv-SE"]
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/", line)))
        edit(folder / "locale/sv/LC_MESSAGES/hello.po", "Vi ses snart.", "På återseende.")
        assert any("published sv-SE" in line for line in process.stdout)
        with urllib.request.urlopen(f"{address}sv-se/hello.html") as answer:
            assert "På återseende." in answer.read().decode("utf-8")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0


def test_a_page_follows_its_text_even_when_a_file_was_saved_during_the_build(folder: Path) -> None:
    """What Sphinx remembers of a page is the page, not only the times of its files."""
    bitext("build", "--locale", "sv-SE", cwd=folder)
    po = folder / "locale/sv/LC_MESSAGES/hello.po"
    times = po.stat()
    edit(po, "Vi ses snart.", "Vi ses sedan.")  # of the same length
    os.utime(po, ns=(times.st_atime_ns, times.st_mtime_ns))
    (folder / "build" / "stamp.json").unlink()
    bitext("build", "--locale", "sv-SE", cwd=folder)
    assert "Vi ses sedan." in (folder / "build/html/sv-se/hello.html").read_text(encoding="utf-8")
