"""Foreign markup in every place of an article and a catalog, as a project and as pages without any gate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from playwright.sync_api import Error

from sphinx_bitext.settings import Settings
from sphinx_bitext.workflows.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request, Response

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da63606060000000040001f61738550000000049454e44ae426082"
)
PLACES = ("body", "island", "title", "heading", "cell", "link-title", "alt", "msgstr")
HOOKS = """
(() => {
  const say = what => console.log("HIT " + what);
  window.hit = () => say("hit");
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => say(name);
  addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[href], area[href]");
    if (link && link.protocol !== "javascript:") event.preventDefault();
  }, true);
  addEventListener("submit", event => event.preventDefault(), true);
})();
"""
POKE = """
() => {
  const kinds = ["click", "dblclick", "auxclick", "contextmenu", "mousedown", "mouseup", "mouseover", "mouseenter",
    "mousemove", "mouseout", "wheel", "pointerdown", "pointerup", "pointerover", "pointerenter", "pointermove", "focus",
    "focusin", "blur", "input", "change", "keydown", "keyup", "keypress", "toggle", "load", "error", "scroll", "drag",
    "dragstart", "dragover", "drop", "copy", "paste", "select", "animationstart", "animationend", "transitionend",
    "touchstart", "touchend", "invalid", "reset", "submit", "beforetoggle", "loadstart", "play", "begin"];
  for (const element of [document, ...document.querySelectorAll("*")]) {
    for (const kind of kinds) {
      const made = kind === "click" ? new MouseEvent(kind, { bubbles: true, cancelable: true })
        : new Event(kind, { bubbles: true, cancelable: true });
      element.dispatchEvent(made);
    }
    if (typeof element.focus === "function") element.focus();
    if (typeof element.click === "function" && element.matches("main a, body:not(:has(main)) a")) element.click();
  }
}
"""


def write_places(root: Path, number: int, payload: str, places: tuple[str, ...]) -> None:
    """Write one article for each place, with a payload in it; `slut` ends each of them."""
    line = " ".join(payload.split())
    quoted = line.replace("\\", "\\\\").replace('"', '\\"')
    texts = {
        "body": f"# Rubrik\n\n{payload}\n\nOrd {payload} ord.",
        "island": f"# Rubrik\n\n<div>\n{payload}\n</div>\n\n<table><tr><td>{payload}</td></tr></table>",
        "title": "# Rubrik",
        "heading": f"# Rubrik {line}\n\n## Mer {line}",
        "cell": "# Rubrik\n\n| a |\n|---|\n| {} |".format(line.replace("|", "\\|")),
        "link-title": f'# Rubrik\n\n[ord](body-0.md "{quoted}") <a href="body-0.md" title="{quoted}">ord</a>',
        "alt": f"# Rubrik\n\n![{line}](bild.png) ![{quoted}](bild.png \"{quoted}\") <img src=bild.png alt='{line}'>",
    }
    for place in places:
        name = f"{place}-{number}"
        if place == "msgstr":
            _write_catalog(root, name, line)
        else:
            title = json.dumps(payload if place == "title" else name)
            article = f"---\ntitle: {title}\ndescription: {title}\n---\n\n{texts[place]}\n\nslut\n"
            _write(root / "source" / "sv-SE" / f"{name}.md", article)


def _write_catalog(root: Path, name: str, payload: str) -> None:
    _write(root / "source" / "en-US" / f"{name}.md", f"# Heading {name}\n\nA text.\n\n| cell |\n|---|\n\nthe end\n")
    messages = {f"Heading {name}": f"Rubrik {payload}", "A text.": payload, "cell": payload, "the end": "slut"}
    entries = (
        f"msgid {json.dumps(key)}\nmsgstr {json.dumps(value, ensure_ascii=False)}\n" for key, value in messages.items()
    )
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    _write(root / "locale" / "sv" / "LC_MESSAGES" / f"{name}.po", head + "\n".join(entries))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")


def project_at(root: Path) -> Project:
    """Return a project with a picture, a table of contents and moved addresses of its own."""
    (root / "source" / "sv-SE").mkdir(parents=True)
    (root / "source" / "sv-SE" / "bild.png").write_bytes(PICTURE)
    _write(root / "source" / "en-US" / "body-0.md", "# Start\n\nHere.\n")
    settings = Settings(base_url="https://help.example.org/", search=False)
    return Project(root / "source", root / "locale", root / "build", settings)


def write_without_gates(folder: Path, payloads: list[str]) -> list[str]:
    """Write one page for each payload as a site without gates would have it; return their names."""
    parser = MarkdownIt("commonmark").enable("table")
    names = []
    for number, payload in enumerate(payloads):
        name = f"open-{number}.html"
        body = parser.render(f"{payload}\n\nOrd {' '.join(payload.split())} ord.\n")
        _write(folder / name, f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>")
        names.append(name)
    return names


def visit(browser: Browser, url: str, names: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Open and poke each page; yield its name and what happened: calls, dialogs, errors, requests elsewhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(HOOKS)
    context.set_default_timeout(20_000)
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(url) else route.abort())
    for name in names:
        page = context.new_page()
        happened: list[str] = []
        _listen(page, url, happened)
        page.goto(f"{url}/{name}", wait_until="load")
        try:
            page.evaluate(POKE)
            page.wait_for_timeout(20)
        except Error as error:  # the page has gone elsewhere
            happened.append(f"left: {error.message}")
        page.close()
        yield name, happened
    context.close()


def _listen(page: Page, url: str, happened: list[str]) -> None:
    def answered(got: Response) -> None:
        if got.status >= 400:
            happened.append(got.url)

    def asked(what: Request) -> None:
        if not what.url.startswith(url):
            happened.append(what.url)

    def dialog(what: Dialog) -> None:
        happened.append("dialog")
        what.dismiss()

    page.on("dialog", dialog)
    page.on("pageerror", lambda error: happened.append(f"error {error}"))
    page.on("console", lambda said: happened.append(said.text) if "HIT" in said.text else None)
    page.on("request", asked)
    page.on("response", answered)
