"""What a repository says of itself: `.openpublishing.publish.config.json` and `docfx.json`.

The first names the docsets, the folders that are published, with their locales; the second says which files of a
docset are articles and images and where they stand among its pages. Only what places files is read.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from .globs import Globs

_NOT_JSON_RE = re.compile(r'("(?>(?:[^"\\]|\\.)*)"?)|//[^\n]*+|/\*.*?(?:\*/|\Z)|,(?=\s*+[}\]])', re.DOTALL)
MAX_CONFIG = 1024 * 1024
"""Bytes."""


class ConfigError(ValueError):
    """A configuration that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of `build.content` or `build.resource`."""

    base: str
    """Folder that its patterns start from, below what was imported; empty for the top."""
    dest: str
    """Folder among the pages; empty for the top."""
    files: Globs
    exclude: Globs

    def below(self, name: str) -> str | None:
        """Return a path below the base, None for others."""
        return below(name, self.base)


class Rules(NamedTuple):
    """What one docfx.json says; None for a list that it does not have."""

    content: tuple[Rule, ...] | None
    resource: tuple[Rule, ...] | None


NO_RULES = Rules(None, None)


class PublishedFolder(NamedTuple):
    """One entry of `docsets_to_publish`."""

    folder: str
    locale: str | None


def read_rules(data: bytes, folder: str) -> Rules:
    """Read a docfx.json that lies in `folder`; ConfigError when it cannot be read."""
    build = _object(_read_json(data).get("build"))
    return Rules(_rule_list(build, "content", folder), _rule_list(build, "resource", folder))


def read_docsets(data: bytes, folder: str) -> list[PublishedFolder]:
    """Read the docsets of a publishing configuration that lies in `folder`; ConfigError when it cannot be read."""
    found: dict[str, str | None] = {}
    entries = _read_json(data).get("docsets_to_publish")
    for entry in entries if isinstance(entries, list) else ():
        source = _object(entry).get("build_source_folder")
        locale = _object(entry).get("locale")
        if not isinstance(source, str):
            continue
        path, named = joined(folder, source), locale if isinstance(locale, str) else None
        # One folder that is published for several locales says nothing of the locale of its articles.
        found[path] = named if found.get(path, named) == named else None
    return [PublishedFolder(path, locale) for path, locale in found.items()]


def joined(folder: str, path: str) -> str:
    """Return a path with `/` that is written relative to a folder; empty for the top."""
    found = posixpath.normpath(posixpath.join(folder, path.replace("\\", "/").lstrip("/")))
    return "" if found == "." else found


def below(name: str, folder: str) -> str | None:
    """Return the path below a folder, None when it does not lie there."""
    if not folder:
        return name
    return name[len(folder) + 1 :] if name.startswith(f"{folder}/") else None


def _read_json(data: bytes) -> dict[str, Any]:
    """Read JSON as docfx does, which allows comments and a comma before a closing bracket."""
    if len(data) > MAX_CONFIG:
        raise ConfigError(f"more than {MAX_CONFIG:,} bytes")
    try:
        text = data.decode("utf-8-sig")
        return _object(json.loads(_NOT_JSON_RE.sub(lambda match: match[1] or "", text)))
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"not valid JSON: {error}") from error


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def _rule_list(build: dict[str, Any], key: str, folder: str) -> tuple[Rule, ...] | None:
    if key not in build:
        return None
    value = build[key]
    return tuple(_entries(value if isinstance(value, list) else [value], folder))


def _entries(entries: list[object], folder: str) -> Iterator[Rule]:
    plain = _texts(entries)
    if plain:
        yield Rule(folder, "", Globs(plain), Globs(()))
    for entry in entries:
        if isinstance(entry, dict):
            source = entry.get("src") or entry.get("cwd") or ""
            dest = entry.get("dest") or ""
            base = joined(folder, source if isinstance(source, str) else "")
            place = joined("", dest if isinstance(dest, str) else "")
            yield Rule(base, place, Globs(_texts(entry.get("files"))), Globs(_texts(entry.get("exclude"))))
