"""Names of files: which can stand in the source tree on every file system."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from ...store import RESERVED_FOLDERS, is_printable

ARTICLE = ".md"
_MAX_NAME = 240
"""Bytes of one name: file systems take 255, and a page is named a little longer than its article."""
_MAX_PATH = 1000
"""Bytes of the path below the locale's folder."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in "123456789")}
)


def settled(name: str) -> str:
    """Return a path as it is written in the source tree: composed characters (NFC), `.md` in small letters."""
    composed = unicodedata.normalize("NFC", name)
    stem, dot, suffix = composed.rpartition(".")
    return f"{stem}{ARTICLE}" if dot and f".{suffix.lower()}" == ARTICLE else composed


def clash_key(name: str) -> str:
    """Return what is the same for two paths that are one file where case and composition do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def leads_out(name: str) -> bool:
    """Say whether a path is not one below the folder it is given for."""
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or name[1:2] == ":"


def trouble_with(name: str) -> str:
    """Return why a path cannot stand in the source tree; empty when it can."""
    if not is_printable(name):
        return "its name is not valid UTF-8 or holds control characters"
    if len(name.encode()) > _MAX_PATH or any(len(part.encode()) > _MAX_NAME for part in name.split("/")):
        return f"its name is too long: more than {_MAX_NAME} bytes, or {_MAX_PATH} with its folders"
    parts = name.split("/")
    if any(_is_odd(part) for part in parts):
        return "its name cannot stand on every file system"
    if any(part.startswith(".") for part in parts[:-1]) or (parts[-1].startswith(".") and name.endswith(ARTICLE)):
        return "its name begins with a dot"
    if parts[0] in RESERVED_FOLDERS:
        return "published pages keep files of their own in a folder of this name"
    return ""


def _is_odd(part: str) -> bool:
    device = part.split(".", maxsplit=1)[0].casefold() in _DEVICES
    return device or not part or part.endswith((".", " ")) or "\\" in part
