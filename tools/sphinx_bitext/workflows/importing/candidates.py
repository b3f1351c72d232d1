"""The files that an import may take, wherever they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from ...store import ASSET_SUFFIXES, MAX_ARTICLE
from .names import ARTICLE
from .result import Skip

PUBLISH_CONFIG = ".openpublishing.publish.config.json"
REDIRECTIONS = ".openpublishing.redirection"
DOCFX_CONFIG = "docfx.json"
REPOSITORY_MARKS = frozenset({".git", ".github", PUBLISH_CONFIG})
"""What stands at the top of a repository, and nowhere else."""

TOOL_FOLDERS = frozenset({"node_modules", "_site"})
FILLED_BY_TOOLS = "a folder that tools fill"
NOT_TAKEN = "neither an article nor an image, a table of contents or a list of redirections"
NOT_A_FILE = "a link or special file; only regular files are read"
UNREADABLE = "cannot be read"
TOO_LARGE = f"an article larger than {MAX_ARTICLE:,} bytes"


@dataclass(frozen=True, slots=True)
class File:
    """One file that may be taken."""

    shown: str
    """As it is printed."""
    name: str
    """Path below what was given, with `/`; empty for a file that was given by itself."""
    read: Callable[[], bytes]
    size: int

    @property
    def kind(self) -> str:
        """`article`, `text` (an article if it says so), `asset`, `toc`, `redirections`, `config`; else empty."""
        return kind_of(PurePosixPath(self.name or self.shown).name)


def kind_of(name: str) -> str:
    """Return the kind of a file by its name, without folders."""
    name = name.lower()
    suffix = PurePosixPath(name).suffix
    if name in (DOCFX_CONFIG, PUBLISH_CONFIG):
        return "config"
    if name == "toc.yml":
        return "toc"
    if name.startswith(REDIRECTIONS) and suffix == ".json":
        return "redirections"
    if name.startswith("."):
        return ""
    if suffix in ASSET_SUFFIXES:
        return "asset"
    return {ARTICLE: "article", ".txt": "text"}.get(suffix, "")


@dataclass(slots=True)
class Candidates:
    """What one path that was given holds."""

    title: str
    """Name of the folder; it may be that of a locale. Empty for an archive or a file."""
    files: list[File] = field(default_factory=list)
    """Sorted by name."""
    repositories: set[str] = field(default_factory=set)
    """Folders at which a repository begins, empty for the top."""
    skipped: list[Skip] = field(default_factory=list)
