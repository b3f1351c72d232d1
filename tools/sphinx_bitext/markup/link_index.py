"""Which page a relative link means."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

_SUFFIX_RE = re.compile(r"\.(?:md|html?)$", re.IGNORECASE)


class LinkIndex:
    """Finds the page a relative link means."""

    def __init__(self, docnames: Iterable[str], home: str) -> None:
        self._names = frozenset(docnames) | {home}
        self._folded: dict[str, str | None] = {}
        for name in self._names:
            folded = name.casefold()
            self._folded[folded] = name if folded not in self._folded else None

    def find(self, docname: str, target: str) -> str | None:
        """Return the docname that `target`, written in the article `docname`, leads to; None when there is none."""
        path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
        if not path:
            return docname
        folder = "" if path.startswith("~/") else posixpath.dirname(docname)
        joined = posixpath.normpath(posixpath.join(folder, path.removeprefix("~/")))
        if joined.startswith(("../", "/")) or joined == "..":
            return None
        joined = "" if joined == "." else joined
        bare = _SUFFIX_RE.sub("", joined)
        for candidate in (bare, joined, posixpath.join(joined, "index")):
            if candidate in self._names:
                return candidate
        for candidate in (bare, joined, posixpath.join(joined, "index")):
            if found := self._folded.get(candidate.casefold()):
                return found
        return None
