"""The files that all locales share: theme and images, each written once, named by what it holds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bitext.theme.assets import hashed_name, theme_assets

from .addresses import shared_folder
from .records import records_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

IMAGES = "_images"
LIST = "shared-files.json"
"""Below the doctrees of a locale: what its pages name. What no locale names is removed when all are built."""
_NOT_IN_NAMES_RE = re.compile(r"[^\w.-]+")
_STEM_LENGTH = 60
"""Characters, each at most 4 bytes; file systems take 255 bytes."""


def image_name(file: Path) -> str:
    """Return the published name of an image: the same bytes under the same name are one file for all locales."""
    facts = file.stat()
    return _image_name(file, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=10_000)
def _image_name(file: Path, _changed: int, _size: int) -> str:
    stem = _NOT_IN_NAMES_RE.sub("-", file.stem)[:_STEM_LENGTH].strip(".-") or "image"
    return hashed_name(stem + file.suffix.lower(), file.read_bytes())


def write_shared(app: Sphinx, images: Iterable[tuple[str, Path]], *, theme: bool) -> None:
    """Write what the pages of a locale name, `images` as (published name, file), and the list of it."""
    folder = shared_folder(app)
    assets = theme_assets().values() if theme else ()
    wanted = {asset.path for asset in assets}
    for asset in assets:
        place_file(folder / asset.path, asset.data)
    for name, file in images:
        path = f"{IMAGES}/{name}"
        if path not in wanted:
            wanted.add(path)
            if not (folder / path).is_file():
                place_file(folder / path, file.read_bytes())
    _write_list(Path(app.doctreedir) / LIST, wanted)


def used_images(app: Sphinx) -> list[tuple[str, str, str]]:
    """Return (docname, target as written, published name) of the images of all pages."""
    records = records_of(app.env)
    found = sorted((name, record) for name, record in records.items() if name in app.env.found_docs)
    return [(docname, target, name) for docname, record in found for target, name in record.images if name]


def place_file(path: Path, data: bytes) -> None:
    """Write a file named by its content; whoever writes it at the same time writes the same."""
    if path.is_file() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_list(path: Path, wanted: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(sorted(wanted), indent=0) + "\n", encoding="utf-8")
