"""A small project of our own, published in three languages."""

from __future__ import annotations

from pathlib import Path

from sphinx_bitext.publish.build import Built, build
from sphinx_bitext.settings import Settings
from sphinx_bitext.workflows.project import Project
from support import unit

BASE = "https://help.example.org/docs/"
ENGLISH = {
    "index": "---\ntitle: Harbour help\n---\n\n# Harbour help\n\nRead about [boats](guide/boats.md#oars).\n",
    "guide/index": "# Guide\n\nSee [boats](boats.md) and [home](../index.md).\n",
    "guide/boats": "---\nms.date: 03/04/2024\n---\n\n# Boats\n\n![Boat](media/boat.png)\n\n## Oars\n\nTake two oars.\n",
    "hidden": "---\nROBOTS: NOINDEX, NOFOLLOW\n---\n\n# Hidden\n\nNobody finds this.\n",
    "english": "# English\n\nNobody has translated this.\n",
}
SWEDISH = {
    "index": "# {Hamnhjälp|Harbour help}\n\n"
    "{Läs om [båtar](guide/boats.md#oars).|Read about [boats](guide/boats.md#oars).}\n",
    "guide/boats": "# {Båtar|Boats}\n\n![Båt](media/boat.png)\n\n## {Åror|Oars}\n\n{Ta två åror.|Take two oars.}\n",
    "hidden": "# {Gömd|Hidden}\n\n{Ingen hittar detta.|Nobody finds this.}\n",
}
_FRONT = "---\n{own}ms.translationtype: HT\nms.contentlocale: {locale}\nms.lasthandoff: 05/06/2024\n---\n\n"


def write_project(folder: Path, settings: Settings) -> Project:
    """Write the articles; Arabic is a translation too, as far as anyone here can tell."""
    for name, text in ENGLISH.items():
        _write(folder / "source/en-US" / f"{name}.md", text)
    (folder / "source/en-US/guide/media").mkdir()
    (folder / "source/en-US/guide/media/boat.png").write_bytes(b"\x89PNG\r\n")
    for locale in ("sv-SE", "ar-SA"):
        for name, text in SWEDISH.items():
            own = "ROBOTS: NOINDEX, NOFOLLOW\n" if name == "hidden" else ""
            _write(folder / "source" / locale / f"{name}.md", _FRONT.format(own=own, locale=locale) + _spans(text))
    return Project(folder / "source", folder / "locale", folder / "build", settings)


def publish(project: Project, *locales: str) -> Built:
    return build(project, locales, jobs=2)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".buildinfo")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _spans(text: str) -> str:
    number = 101
    pieces = []
    for piece in text.split("{"):
        inside, closing, after = piece.partition("}")
        if closing:
            target, _, source = inside.partition("|")
            number += 1
            pieces.append(unit(f"3a593-{number}", target, source) + after)
        else:
            pieces.append(piece)
    return "".join(pieces)
