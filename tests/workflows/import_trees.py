"""Small trees of deliveries for the tests of `bitext import`."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from sphinx_bitext.workflows.project import Project


def article(locale: str | None = "sv-SE", date: str = "01/02/2021", title: str = "Titel", more: str = "") -> bytes:
    keys = f"ms.contentlocale: {locale}\n" if locale else ""
    return f"---\n{keys}ms.lasthandoff: {date}\n---\n# {title}\n{more}".encode()


def files(project: Project) -> dict[str, bytes]:
    found = (file for file in project.source_dir.rglob("*") if file.is_file())
    return {file.relative_to(project.source_dir).as_posix(): file.read_bytes() for file in found}


def put(root: Path, content: dict[str, bytes]) -> Path:
    for name, data in content.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root


def archive(path: Path, content: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in content.items():
            out.writestr(name, data)
    return path


def docfx(*content: object, **more: object) -> bytes:
    """Return a docfx.json with these entries of `build.content`."""
    return json.dumps({"build": {"content": list(content), "globalMetadata": {"a": "b"}, **more}}).encode()


def publishing(*docsets: tuple[str, str | None]) -> bytes:
    """Return a publishing configuration with docsets of (folder, locale)."""
    entries = [
        {"docset_name": f"d{number}", "build_source_folder": folder, **({"locale": locale} if locale else {})}
        for number, (folder, locale) in enumerate(docsets)
    ]
    return json.dumps({"docsets_to_publish": entries}).encode()
