"""What the constructs of one page may ask for: other articles, files of code, names, and the choices of the project."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bitext.markup.dialect.moniker import is_range, picked_of
from sphinx_bitext.markup.dialect.zone import is_picked
from sphinx_bitext.markup.marks import MARK_RE, MarkKind, read_mark

from ..links import link_index

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..records import Draft
    from ..site import Site

MAX_INCLUDES = 200
"""Articles that a page may take in, those within those counted."""
MAX_DEPTH = 8
"""Articles within each other."""
MAX_CHARACTERS = 1_000_000
"""Of all that a page takes in."""
MAX_CODE = 1_000_000
"""Bytes of a file of code."""


class Dialect:
    """The constructs of the page that is being read."""

    def __init__(self, env: BuildEnvironment, site: Site, draft: Draft) -> None:
        self.env = env
        self.site = site
        self.draft = draft
        self.trail: list[str] = [draft.page.docname]
        """The articles that are being read inside each other, the page first."""
        self._count = self._characters = 0
        self._written: dict[str, str] = {}
        """Articles that the page itself takes in, with the text that does so."""

    @property
    def docname(self) -> str:
        """The article whose text is being read: paths are relative to it."""
        return self.trail[-1]

    def warn(self, code: str, message: str, where: str) -> None:
        """Take a finding about some text of the article that is being read.

        It names a place of the page: of the text itself, or of what takes in the article that it stands in.
        """
        self.draft.warn(code, message, where if len(self.trail) == 1 else self._written.get(self.trail[1], ""))

    def include(self, target: str, where: str) -> tuple[str, str] | None:
        """Return (docname, localized Markdown) of the article to take in; None with a finding when there is none.

        `where` is the text that asks for it.
        """
        self.draft.parts.add(("article", rebased(target, self.docname, self.draft.page.docname)))
        found = link_index(self.env).find(self.docname, target) if target else None
        problem = "there is no such article in the source tree" if found is None else ""
        if found in self.trail:
            problem = "the article takes itself in"
        elif len(self.trail) > MAX_DEPTH or self._count >= MAX_INCLUDES:
            problem = "too many articles are taken in"
        if found is None or problem:
            self._refuse(target, problem, where)
            return None
        text = _without_sentences(self.site.page(found).markdown)
        self._count += 1
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            self._refuse(target, "too much text is taken in", where)
            return None
        if len(self.trail) == 1:
            self._written[found] = where
        return found, text

    def _refuse(self, target: str, problem: str, where: str) -> None:
        self.warn("missing-include", f"{problem}: {target[:200]}", where)

    def code(self, target: str, where: str) -> str | None:
        """Return the text of a file of code; None with a finding when there is none."""
        path = rebased(target, self.docname, self.draft.page.docname)
        self.draft.parts.add(("code", path))
        file = self.site.snippet(self.draft.page.docname, path)
        text = _text_of(file) if file else None
        if text is None:
            self.warn("missing-code", f"there is no such text file in the source tree: {target[:200]}", where)
        return text

    def versions(self, wanted: str) -> tuple[bool, bool]:
        """Return whether text for a range of versions is shown, and whether the range must be said."""
        picked: Sequence[str] = self.env.config.bitext_monikers
        if not is_range(wanted):
            self.warn("unknown-markup", f"not a range of versions: {wanted[:80]}", wanted)
            return True, True
        found = picked_of(wanted, picked)
        return bool(found) or not picked, len(found) < len(picked) or not picked

    def zones(self, names: str) -> tuple[bool, bool]:
        """Return whether a zone is shown, and whether its name must be said."""
        picked: Sequence[str] = self.env.config.bitext_zones
        return is_picked(names, picked), len(picked) != 1


def rebased(target: str, docname: str, page: str) -> str:
    """Return a relative address that stands in one article as it must stand in another; `~/` is the source tree."""
    folder = "" if target.startswith("~/") else posixpath.dirname(docname)
    if (not target.startswith("~/") and docname == page) or not _is_relative(target):
        return target
    path, mark, rest = _split(target.removeprefix("~/"))
    moved = posixpath.relpath("/" + posixpath.join(folder, path), "/" + posixpath.dirname(page))
    climbs = posixpath.normpath(posixpath.join(folder, path)).startswith("..")
    return target if climbs or not path else moved + mark + rest


def _split(target: str) -> tuple[str, str, str]:
    match = re.search(r"[?#]", target)
    return (target[: match.start()], match.group(), target[match.end() :]) if match else (target, "", "")


def _is_relative(target: str) -> bool:
    return bool(target) and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\#?]", target)


def _without_sentences(markdown: str) -> str:
    """Return the text of another article without the marks that count this article's sentences and headings."""
    kept = (MarkKind.ENGLISH, MarkKind.STALE)
    return MARK_RE.sub(lambda match: match.group() if read_mark(match).kind in kept else "", markdown)


def _text_of(file: Path) -> str | None:
    try:
        data = file.read_bytes() if file.stat().st_size <= MAX_CODE else b"\0"
    except OSError:
        return None
    return None if b"\0" in data else data.decode("utf-8-sig", "replace")


def part_states(
    env: BuildEnvironment, site: Site, docname: str, parts: Sequence[tuple[str, str]]
) -> tuple[tuple[object, ...], ...]:
    """Return what is known of each part that a page takes in; where one of them changes, the page is outdated."""
    return tuple(_part_state(env, site, docname, kind, target) for kind, target in parts)


def _part_state(env: BuildEnvironment, site: Site, docname: str, kind: str, target: str) -> tuple[object, ...]:
    if kind == "code":
        file = site.snippet(docname, target)
        try:
            facts = file.stat() if file else None
        except OSError:
            facts = None
        return (str(file), facts.st_mtime_ns, facts.st_size) if facts else ()
    found = link_index(env).find(docname, target)
    return (found, site.digest(found)) if found is not None else ()
