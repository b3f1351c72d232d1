"""Style, scripts and icon as they are published: minified, named by what they hold, once for all locales."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import NamedTuple

import rcssmin
import rjsmin

FOLDER = "_static"
"""Where assets lie below the root of the site."""
_HASH_LENGTH = 10


class Asset(NamedTuple):
    """One published file."""

    name: str
    """`bitext.0f1e2d3c4b.css`"""
    data: bytes

    @property
    def path(self) -> str:
        """Path below the root of the site."""
        return f"{FOLDER}/{self.name}"


@cache
def theme_assets() -> Mapping[str, Asset]:
    """Return what the theme publishes, by the names that templates use (`bitext.css`)."""
    return MappingProxyType({entry.name: _asset(entry) for entry in sorted(_entries(), key=lambda entry: entry.name)})


def hashed_name(name: str, data: bytes) -> str:
    """Return a file name with a hash of the content before its suffix: it may be kept by browsers for ever."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:_HASH_LENGTH]}{dot}{suffix}"


def _entries() -> Iterator[Traversable]:
    theme = files(__package__)
    yield from (entry for entry in theme.joinpath("static").iterdir() if entry.is_file())
    yield from (entry for entry in theme.joinpath("root").iterdir() if entry.name.endswith((".js", ".css")))


def _asset(entry: Traversable) -> Asset:
    data = entry.read_bytes()
    if entry.name.endswith(".css"):
        data = rcssmin.cssmin(data.decode("utf-8")).encode("utf-8")
    elif entry.name.endswith(".js"):
        data = rjsmin.jsmin(data.decode("utf-8")).encode("utf-8")
    return Asset(hashed_name(entry.name, data), data)
