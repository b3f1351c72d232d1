"""What the paths and addresses of redirections mean in this source tree.

Lists of redirections name files from the top of a repository and pages from the root of a host: with the folders of
a docset, and of a product, that our tree does not have. How many folders to leave out is learnt from the entries that
name something that is there.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ..markup.rooted import path_on_site, without_locale
from ..settings import Settings

_MAX_LEFT_OUT = 3
"""Folders."""
_ODD_RE = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"'`{}|^\u2028\u2029]")
_SUFFIX_RE = re.compile(r"\.(?:md|html?)\Z", re.IGNORECASE)
NOT_ALLOWED = "Not used: an address may be that of an article, or begin with https."
NOT_THERE = "Not used: there is no such article."


@dataclass(frozen=True, slots=True)
class Target:
    """Where readers go."""

    docname: str | None
    """An article of ours."""
    address: str = ""
    """Any other page, with `{locale}` for the locale of the reader; empty for an article."""
    fragment: str = ""
    """A place on the article."""


class Places:
    """The articles that are there and those that are gone."""

    def __init__(self, there: Collection[str], gone: Collection[str] = (), settings: Settings | None = None) -> None:
        self._known = {name.casefold(): name for name in sorted({*there, *gone})}
        self._folders = {folder for name in there for folder in _folders(name)}
        self._settings = settings or Settings()

    def of_sources(self, paths: Sequence[str], top: str) -> list[str]:
        """Return the docnames of files that are gone; `top` is what leads from the list to our tree."""
        rest = [path for path in paths if not path.startswith(top)]

        def fits(path: str, left_out: int) -> bool:
            folder = posixpath.dirname(_without(path, left_out))
            return folder in self._folders if folder else left_out == 1

        counts = _left_out(rest, fits)
        return [
            path.removeprefix(top) if path.startswith(top) else _without(path, counts[_first(path)]) for path in paths
        ]

    def of_urls(self, urls: Mapping[str, str]) -> dict[str, Target | str]:
        """Return where each docname that is gone leads, or what is wrong with its address."""
        paths = {docname: path_on_site(url, self._settings.base_url) for docname, url in urls.items()}
        rooted = [path for path in paths.values() if path]
        counts = _left_out(rooted, lambda path, left_out: self._name(_without(path, left_out)) is not None)
        return {docname: self._target(docname, url, paths[docname], counts) for docname, url in urls.items()}

    def _target(self, docname: str, url: str, rooted: str | None, counts: Mapping[str, int]) -> Target | str:
        if _ODD_RE.search(url) or url.startswith("//"):
            return NOT_ALLOWED
        parts = _split(url)
        if parts is None or (rooted is None and parts[0] not in ("", "https")):
            return NOT_ALLOWED
        scheme, path, fragment = parts
        if rooted is None and scheme:
            return Target(None, url)
        if rooted is None:
            name = self._name(posixpath.join(posixpath.dirname(docname), path))
        else:
            name = self._name(_without(rooted, counts.get(_first(rooted), 0)))
        if name is not None:
            return Target(name, fragment=fragment)
        if rooted is not None and not scheme and self._settings.link_base:
            return Target(None, self._settings.link_base.rstrip("/") + without_locale(url))
        return NOT_THERE

    def _name(self, path: str) -> str | None:
        bare = _SUFFIX_RE.sub("", posixpath.normpath(path) if path else "").removeprefix("./")
        bare = "" if bare == "." else bare
        candidates = (bare, posixpath.join(bare, "index"))
        return next((self._known[name.casefold()] for name in candidates if name.casefold() in self._known), None)


def _split(url: str) -> tuple[str, str, str] | None:
    """Return scheme, path and fragment of an address; None for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme and not parts.netloc:
        return "other", "", ""
    return parts.scheme.lower(), unquote(parts.path), parts.fragment


def _folders(name: str) -> Iterable[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _first(path: str) -> str:
    return path.partition("/")[0]


def _without(path: str, count: int) -> str:
    """Return a path without its first folders; its last part always stays."""
    parts = path.split("/")
    return "/".join(parts[min(count, len(parts) - 1) :])


def _left_out(paths: Iterable[str], fits: Callable[[str, int], bool]) -> dict[str, int]:
    """Return, for each first folder, how many folders to leave out so that most of its paths fit; the fewest."""
    votes: dict[str, Counter[int]] = {}
    for path in paths:
        counted = votes.setdefault(_first(path), Counter())
        counted.update(count for count in range(min(_MAX_LEFT_OUT, path.count("/")) + 1) if fits(path, count))
    return {
        first: min(counted, key=lambda count: (-counted[count], count), default=0) for first, counted in votes.items()
    }
