"""The source tree to articles."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..alignment.english import SOURCE_LOCALE
from ..errors import StorageError
from ..markup.article import parse_article
from ..markup.toc import Toc, parse_toc
from ..model import Article, Finding
from ..store import find_articles, read_text
from .notices import notice
from .project import Project


class TocFile(NamedTuple):
    """A table of contents that was read."""

    name: str
    """Path below the folder of the locale without `.yml`: the name of its catalog."""
    path: Path
    text: str
    toc: Toc


@dataclass(slots=True)
class Reading:
    """All that stands in the source tree."""

    articles: dict[str, list[Article]] = field(default_factory=dict)
    """By path, in all locales."""
    files: dict[tuple[str, str], Path] = field(default_factory=dict)
    """(locale, path) to file."""
    findings: list[Finding] = field(default_factory=list)
    locales: tuple[str, ...] = ()
    """Locales that deliver, English not among them."""
    tocs: dict[tuple[str, str], TocFile] = field(default_factory=dict)
    """(locale, folder) to the table of contents that lies there."""


def read_tree(project: Project, locales: Sequence[str]) -> Reading:
    """Read the English and the deliveries of these locales."""
    reading = find_tree(project, locales)
    read_articles(reading)
    return reading


def find_tree(project: Project, locales: Sequence[str]) -> Reading:
    """Find the files of the English and of these locales, and read their tables of contents; no article is read."""
    reading = Reading(locales=tuple(locales))
    for locale in (SOURCE_LOCALE, *locales):
        folder = project.source_dir / locale
        if not folder.is_dir():
            continue
        tree = find_articles(folder)
        for skipped in tree.skipped:
            reading.findings.append(_skipped(locale, skipped.path, skipped.reason))
        reading.files |= {(locale, name): path for name, path in tree.articles.items()}
        _read_tocs(reading, locale, tree.tocs)
    return reading


def read_articles(reading: Reading) -> None:
    """Read the articles whose files are known; a file that cannot be read is a finding and no file any more."""
    for (locale, name), path in list(reading.files.items()):
        try:
            text = read_text(path)
        except StorageError as error:
            reading.findings.append(_skipped(locale, path, str(error)))
            del reading.files[locale, name]
            continue
        article = parse_article(text, path=name, locale=locale, file=shown_path(path))
        reading.articles.setdefault(name, []).append(article)


def _read_tocs(reading: Reading, locale: str, files: Mapping[str, Path]) -> None:
    # Where a folder has two, YAML counts.
    for name in sorted(files, key=lambda name: (name.lower().endswith(".md"), name)):
        folder = name.rpartition("/")[0]
        if (locale, folder) in reading.tocs:
            other = reading.tocs[locale, folder].path.name
            reading.findings.append(_skipped(locale, files[name], f"`{other}` beside it is the table of contents"))
            continue
        try:
            text = read_text(files[name])
        except StorageError as error:
            reading.findings.append(_skipped(locale, files[name], str(error)))
            continue
        toc = parse_toc(text, markdown=name.lower().endswith(".md"))
        reading.tocs[locale, folder] = TocFile(name.rpartition(".")[0], files[name], text, toc)


def _skipped(locale: str, path: Path, reason: str) -> Finding:
    shown = shown_path(path)
    return notice("skipped-file", locale=locale, article=path.stem, path=shown, message=f"Not read: {reason}.")


def shown_path(path: Path) -> str:
    """Return a path as it is printed: relative to where the command runs, when it lies below."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path.as_posix()
    return Path(relative).as_posix() if not relative.startswith("..") else path.as_posix()
