"""Addresses that have moved: lists of redirections and front matter become one table, without chains and loops."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..alignment.english import SOURCE_LOCALE
from ..errors import StorageError
from ..markup.article import decode
from ..markup.redirections import parse_redirections
from ..model import Article, Finding
from ..store import is_printable, read_bytes
from ..text import LineIndex
from .ingest import Ingested
from .moved import Places, Target
from .notices import notice
from .project import Project, redirection_lists
from .reading import shown_path

HOME = "index"
GENERATED = frozenset({"404", HOME})
"""Pages that every locale has, with or without an article."""
MAX_LIST = 50 * 1024 * 1024
"""Bytes of a list of redirections."""
_SUFFIX_RE = re.compile(r"\.(?:md|yml|html?)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One redirection, wherever it was written."""

    source: str
    """docname, or path from the top of the repository."""
    url: str
    file: Path
    line: int
    column: int


@dataclass(slots=True)
class Redirects:
    """The table, and what is wrong with what was written."""

    table: dict[str, Target] = field(default_factory=dict)
    """docname that is gone to where its readers go; never to another docname that is gone."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def articles(self) -> dict[str, str]:
        """Docname that is gone to the docname that its readers go to."""
        return {docname: target.docname for docname, target in self.table.items() if target.docname is not None}


@dataclass(frozen=True, slots=True)
class Stated:
    """What an article says in its front matter of where its readers go."""

    docname: str
    url: str
    file: str
    """That says it."""
    line: int


def is_moved(ingested: Ingested, path: str) -> bool:
    """Say whether an article has no text and only says where its readers go."""
    found = _stated(ingested, path)
    return found is not None and not found[1].text[found[1].body_start :].strip()


def find_stated(project: Project, ingested: Ingested) -> Iterator[Stated]:
    """Yield what articles say of where their readers go."""
    for path in ingested.corpus.articles:
        if found := _stated(ingested, path):
            url, article = found
            file = article.file or str(project.english_dir / article.path)
            yield Stated(path.removesuffix(".md"), url, file, article.metadata.lines.get("redirect_url", 1))


def _stated(ingested: Ingested, path: str) -> tuple[str, Article] | None:
    """Return where the readers of an article go, and the article that says it."""
    source = ingested.sources.get(path)
    bitexts = ingested.corpus.articles[path].bitexts
    articles = [source.english.article] if source is not None else [bitext.target for bitext in bitexts]
    stated = ((article.metadata.text("redirect_url"), article) for article in articles)
    return next(((url.strip(), article) for url, article in stated if url and url.strip()), None)


def build_redirects(project: Project, stated: Iterable[Stated], docnames: Iterable[str]) -> Redirects:
    """Return the table of all that has moved; `docnames` are the articles that are published."""
    result = _Builder(project, frozenset(docnames))
    for one in stated:
        result.add_stated(one)
    for file in redirection_lists(project):
        result.add_list(file)
    return result.finish()


class _Builder:
    def __init__(self, project: Project, docnames: frozenset[str]) -> None:
        self._project = project
        self._names = docnames
        self._dirhtml = project.settings.dirhtml
        self._entries: dict[str, _Entry] = {}
        """By docname that is gone."""
        self._result = Redirects()

    def add_stated(self, stated: Stated) -> None:
        """Take what an article says of itself."""
        docname, url = stated.docname, stated.url
        self._take(docname, _Entry(docname, url, Path(stated.file), stated.line, 1))

    def add_list(self, file: Path) -> None:
        """Take the entries of one list."""
        try:
            text = _read(file)
        except StorageError as error:
            return self._say("redirect-syntax", _Entry("", "", file, 1, 1), f"Not read: {error}.")
        lines = LineIndex(text)
        entries: list[_Entry] = []
        for found in parse_redirections(text):
            entry = _Entry(found.source, found.url, file, *lines.position(found.offset))
            if found.problem:
                self._say("redirect-syntax", entry, f"Not used: {found.problem}.")
            elif not _SUFFIX_RE.search(found.source) or not _is_plain(found.source):
                self._say("redirect-syntax", entry, f"Not used: {found.source[:200]!r} is not the path of an article.")
            else:
                entries.append(entry)
        top = os.path.relpath(self._project.english_dir.resolve(), file.parent).replace(os.sep, "/") + "/"
        docnames = Places(self._names).of_sources([_SUFFIX_RE.sub("", entry.source) for entry in entries], top)
        for docname, entry in zip(docnames, entries, strict=True):
            self._take(docname, entry)
        return None

    def _take(self, docname: str, entry: _Entry) -> None:
        first = self._entries.setdefault(docname, entry)
        if (there := self._page_at(docname)) is not None:
            del self._entries[docname]
            self._say("redirect-hidden", entry, f"Not used: the page {there} is there.")
        elif first.url != entry.url:
            self._say("redirect-syntax", entry, f"Not used: {docname} is sent to {first.url[:200]} already.")

    def _page_at(self, docname: str) -> str | None:
        """Return the page that has the address of a docname."""
        same = (docname, f"{docname}/index", docname.removesuffix("/index")) if self._dirhtml else (docname,)
        return next((name for name in same if name in self._names or name in GENERATED), None)

    def finish(self) -> Redirects:
        """Return the table: targets that exist, chains followed to their end."""
        places = Places({*self._names, HOME}, self._entries, self._project.settings)
        found = places.of_urls({docname: entry.url for docname, entry in self._entries.items()})
        targets: dict[str, Target] = {}
        for docname, target in found.items():
            if isinstance(target, str):
                self._say("redirect-target", self._entries[docname], target, docname)
            else:
                targets[docname] = target
        for docname in sorted(targets):
            end = _end_of(docname, targets)
            if end is None:
                self._say("redirect-loop", self._entries[docname], "The redirections lead in a circle.", docname)
            elif end.docname is None or end.docname in self._names or end.docname == HOME:
                self._result.table[docname] = end
            else:
                said = f"It leads on to {end.docname}, which leads nowhere."
                self._say("redirect-target", self._entries[docname], said, docname)
        self._result.findings.sort(key=lambda one: (one.path, one.line, one.column))
        return self._result

    def _say(self, code: str, entry: _Entry, message: str, docname: str = "") -> None:
        shown = shown_path(entry.file)
        article = docname or _SUFFIX_RE.sub("", entry.source)
        self._result.findings.append(
            notice(
                code,
                locale=SOURCE_LOCALE,
                article=article,
                path=shown,
                message=message,
                line=entry.line,
                column=entry.column,
            )
        )


def _end_of(docname: str, targets: Mapping[str, Target]) -> Target | None:
    """Follow a chain to its end; None for a circle. What the last address names of a page counts."""
    seen = {docname}
    target = targets[docname]
    while target.docname is not None and target.docname in targets:
        if target.docname in seen:
            return None
        seen.add(target.docname)
        target = targets[target.docname]
    return target


def _is_plain(path: str) -> bool:
    parts = path.split("/")
    return is_printable(path) and all(part not in ("", ".", "..") for part in parts) and len(path) < 1000


def _read(file: Path) -> str:
    if file.stat().st_size > MAX_LIST:
        raise StorageError(f"larger than {MAX_LIST} bytes")
    return decode(read_bytes(file)).removeprefix("\ufeff")
