"""Hostile files as data: what they hold, where they lie, what must be said of them, which words must be kept."""

from __future__ import annotations

import json
import os
import re
import socket
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from sphinx_bitext.model import Finding
from sphinx_bitext.workflows.notices import NOTICES
from sphinx_bitext.workflows.project import Project, load_project
from support import unit

CASES = Path(__file__).parent / "cases"
CANARY = "canary7f3a"
WORD = re.compile(r"(?<![A-Za-z0-9])q[1-9](?![A-Za-z0-9])")
GOOD = 6
CODES = (frozenset(NOTICES) - {"search-unavailable", "missing-image", "broken-link"}) | {
    "invisible-characters",
    "malformed-unit",
}
"""What is compared; ordinary checks of language have tests of their own."""
_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@dataclass(frozen=True)
class Case:
    group: str
    name: str
    table: dict[str, Any]

    @property
    def slug(self) -> str:
        return re.sub(r"[^A-Za-z0-9]+", "-", self.name).strip("-").lower()

    @property
    def finds(self) -> list[str]:
        """`code line:column` of each finding, sorted."""
        return list(self.table.get("finds", []))

    @property
    def docname(self) -> str:
        """The page on which the words must stand."""
        if self.group == "tocs":
            return f"t-{self.slug}/a"
        path = self.table.get("path", f"x/{self.slug}.md")
        return re.sub(r"\.md$", "", path, flags=re.IGNORECASE)

    @property
    def words(self) -> set[str]:
        """Words that a reader, or else the person who reads the findings, must see."""
        return set(WORD.findall(self.data().decode("utf-8", "replace"))) - set(self.table.get("hidden", []))

    def data(self) -> bytes:
        """Return the bytes of the file."""
        table = self.table
        if "hex" in table:
            return bytes.fromhex(table["hex"])
        if "pieces" in table:
            return "".join(text * count for text, count in table["pieces"]).encode()
        if "entry" in table:
            stars = "*" * table.get("stars", 0)
            text = json.dumps(stars + table["entry"] + stars, ensure_ascii=False)
            text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
            return f'{_HEAD}msgid "A text."\nmsgstr {text}\n'.encode()
        return str(table.get("text", "")).encode()

    def write(self, root: Path) -> None:
        """Put the case into a project."""
        if self.group == "tocs":
            folder = root / "source" / "en-US" / f"t-{self.slug}"
            _put(folder / "TOC.yml", self.data())
            for name in "ab":
                _put(folder / f"{name}.md", f"# Page {name}\n\nText.\n".encode())
        elif self.group == "catalogs":
            _put(root / "source" / "en-US" / f"{self.docname}.md", b"# Heading\n\nA text.\n\nSecond text.\n")
            _put(root / "locale" / "sv" / "LC_MESSAGES" / f"{self.docname}.po", self.data())
        elif self.group == "redirections":
            _put(root / ".openpublishing.redirection.json", self.data())
        else:
            self._write_tree(root / "source" / "sv-SE" / self.table.get("path", f"x/{self.slug}.md"))

    def _write_tree(self, path: Path) -> None:
        kind = self.table.get("kind")
        path.parent.mkdir(parents=True, exist_ok=True)
        if "to" in self.table:
            path.symlink_to(self.table["to"])
        elif kind == "fifo":
            os.mkfifo(path)
        elif kind == "socket":
            where = os.open(path.parent, os.O_RDONLY)
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(f"/proc/self/fd/{where}/{path.name}")  # a socket's address is short
            os.close(where)
        elif kind == "folder":
            path.mkdir()
        else:
            _put(path, self.data())
            if kind == "closed":
                path.chmod(0)
            if "also" in self.table:
                _put(path.parents[self.table["path"].count("/")] / self.table["also"], b"# Annat\n\nText.\n")


@cache
def read_cases() -> tuple[Case, ...]:
    """Return all cases of the files beside this one."""
    found = []
    for file in sorted(CASES.glob("*.toml")):
        for group, tables in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found += [Case(group, name, table) for name, table in tables.items()]
    return tuple(found)


def write_good(root: Path) -> Project:
    """Write good articles in two locales, and secrets around them; return the project."""
    for number in range(GOOD):
        english = f"---\ntitle: Good {number}\n---\n# Good {number}\n\nSee [next](good{(number + 1) % GOOD}.md).\n"
        _put(root / "source" / "en-US" / "g" / f"good{number}.md", english.encode())
        words = (f"Bra {number}", f"Good {number}"), (f"Se [nästa](good{(number + 1) % GOOD}.md).", "")
        body = f"# {unit('0abcd-101', *words[0])}\n\n" + unit(
            "0abcd-102", words[1][0], f"See [next](good{(number + 1) % GOOD}.md)."
        )
        front = f"---\ntitle: Bra {number}\nms.translationtype: HT\nms.contentlocale: sv-SE\n---\n"
        _put(root / "source" / "sv-SE" / "g" / f"good{number}.md", f"{front}{body}\n".encode())
    for name in ("canary.txt", "canary.md", "canary.png", "source/sv-SE/.env", ".env", "outside/a.md"):
        _put(root / name, f"# {CANARY}\n".encode())
    _put(root / "canary.yml", f"- name: {CANARY}\n  href: g/good1.md\n".encode())
    conf = f'extensions = ["sphinx_bitext"]\nhtml_theme = "bitext"\nbitext_search = False\nsecret = "{CANARY}"\n'
    _put(root / "conf.py", conf.encode())
    return load_project(root / "source", root / "locale", root / "build")


def said_of(case: Case, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings about the file of a case, of the codes that are compared."""
    about = {case.docname, f"t-{case.slug}"} if case.group == "tocs" else {case.docname}
    name = case.table.get("path", "").rpartition("/")[2]
    return [
        one
        for one in findings
        if one.code in CODES
        and (
            one.article in about
            or one.article.rpartition(".")[0] in about
            or (case.group == "tocs" and f"/t-{case.slug}/" in one.path)
            or (name and one.path.endswith(f"sv-SE/{case.table['path']}"))
            or (case.group == "redirections" and one.code.startswith("redirect"))
        )
    ]


def marks(findings: Iterable[Finding]) -> list[str]:
    """Return findings as the cases state them."""
    return sorted({f"{one.code} {one.line}:{one.column}" for one in findings})


def lost(case: Case, html_dir: Path, findings: Sequence[Finding]) -> set[str]:
    """Return the words of a case that stand neither on its page nor in a finding."""
    page = html_dir / "sv-se" / f"{case.docname}.html"
    texts = list(map(str, lxml_html.document_fromstring(page.read_bytes()).itertext())) if page.is_file() else []
    shown = f"{' '.join(texts)} {''.join(texts)}"  # colours may stand between the letters of a word of code
    said = " ".join(f"{one.message} {one.target} {one.source}" for one in findings)
    return case.words - set(WORD.findall(f"{shown} {said}"))


def pages_of(html_dir: Path) -> dict[str, bytes]:
    """Return the pages of the good articles, with all that they load."""
    return {
        path.relative_to(html_dir).as_posix(): path.read_bytes()
        for path in html_dir.rglob("*")
        if path.is_file() and path.parent.name in ("g", "_static")
    }


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
