"""Tables of contents: their names into catalogs, and the navigation of each locale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..alignment.english import SOURCE_LOCALE
from ..alignment.proof import matches
from ..catalogs.toc import NamedEntry, name_entries, name_messages, translated_names
from ..markup.link_index import LinkIndex
from ..markup.toc import Toc, TocProblem
from ..markup.toc_tree import TocNode, build_trees
from ..model import Finding, NavigationItem, NavigationTree
from .notices import notice
from .project import Project
from .reading import Reading, TocFile, shown_path
from .updating import Place, Updated, merge_entries

HOME = "index"
"""Docname of the home page, which is there without an article too."""


@dataclass(slots=True)
class Tocs:
    """The tables of contents of a project and what their names are called in its locales."""

    english: Mapping[str, TocFile] = field(default_factory=dict)
    """By folder."""
    titles: dict[str, dict[int, str]] = field(default_factory=dict)
    """By folder: the English titles of the pages that its entries lead to, by number. Only files that lead to pages."""
    messages: dict[str, tuple[NamedEntry, ...]] = field(default_factory=dict)
    """By folder: the names of the English that are to be translated."""
    names: dict[tuple[str, str], Mapping[int, str]] = field(default_factory=dict)
    """(locale, folder) to the translated names, by number."""
    findings: list[Finding] = field(default_factory=list)


def read_tocs(reading: Reading, docnames: Sequence[str], title_of: Callable[[str], str | None]) -> Tocs:
    """Find out what the English tables of contents lead to, and which of their names are messages.

    `title_of` gives the English title of an article by its docname, None where its English is not known.
    """
    tocs = Tocs({folder: file for (locale, folder), file in reading.tocs.items() if locale == SOURCE_LOCALE})
    for (locale, _), file in reading.tocs.items():
        tocs.findings += (_finding("toc-syntax", locale, file, problem) for problem in file.toc.problems)
    trees, problems = build_trees(_parsed(tocs.english), LinkIndex(docnames, HOME))
    for folder, problem, broken in problems:
        code = "toc-link" if broken else "toc-syntax"
        tocs.findings.append(_finding(code, SOURCE_LOCALE, tocs.english[folder], problem))
    for node in (node for tree in trees for node in _walk(tree.nodes)):
        titles = tocs.titles.setdefault(node.folder, {})
        title = title_of(node.docname) if node.docname and not node.target else None
        if title is not None:
            titles[node.number] = title
    for folder, titles in tocs.titles.items():
        tocs.messages[folder] = name_messages(tocs.english[folder].toc, titles)
    return tocs


def merge_names(project: Project, reading: Reading, tocs: Tocs, locale: str, *, write: bool) -> Iterator[TocCatalog]:
    """Merge the names that a locale delivers into its catalogs, and keep what the catalogs call the entries."""
    for folder, messages in tocs.messages.items():
        file = tocs.english[folder]
        delivered = reading.tocs.get((locale, folder))
        place = Place(locale, file.name, project.catalog_path(locale, file.name))
        entries = name_entries(messages, file.toc, delivered.toc if delivered else None)
        wanted = delivered.toc.source_hash if delivered else None
        dated = wanted is not None and matches(file.text, wanted)
        date = delivered.toc.last_handoff if delivered else None
        updated = merge_entries(project, place, entries, date=date, dated=dated, write=write)
        fuzzy = project.settings.publish_fuzzy
        tocs.names[locale, folder] = translated_names(messages, updated.catalog, fuzzy=fuzzy)
        yield TocCatalog(file.path.name if not folder else f"{folder}/{file.path.name}", place, updated)


class TocCatalog(NamedTuple):
    """What came of the catalog of one table of contents."""

    path: str
    """Of the table of contents, below the folder of its locale."""
    place: Place
    updated: Updated


def build_navigation(reading: Reading, tocs: Tocs, locale: str, docnames: Iterable[str]) -> tuple[NavigationTree, ...]:
    """Return the navigation of a locale that has these pages; none where nobody wrote a table of contents.

    A folder without an English table of contents has that of the delivery, with its names.
    """
    own = {folder: file for (tag, folder), file in reading.tocs.items() if tag == locale}
    trees, _ = build_trees(_parsed({**own, **tocs.english}), LinkIndex(docnames, HOME))
    return tuple(NavigationTree(tree.folder, tuple(_item(tocs, locale, node) for node in tree.nodes)) for tree in trees)


def _item(tocs: Tocs, locale: str, node: TocNode) -> NavigationItem:
    children = tuple(_item(tocs, locale, child) for child in node.children)
    name, known = node.item.name, node.folder in tocs.english
    if node.docname is not None and (not name or (known and name == tocs.titles[node.folder].get(node.number))):
        return NavigationItem("", node.docname, node.target, children=children)
    translated = tocs.names.get((locale, node.folder), {}).get(node.number)
    english = known and translated is None and locale != SOURCE_LOCALE
    return NavigationItem(translated or name or node.item.uid, node.docname, node.target, english, children)


def _parsed(files: Mapping[str, TocFile]) -> dict[str, Toc]:
    return {folder: file.toc for folder, file in files.items()}


def _walk(nodes: Sequence[TocNode]) -> Iterator[TocNode]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _finding(code: str, locale: str, file: TocFile, problem: TocProblem) -> Finding:
    line, column, message = problem
    path = shown_path(file.path)
    return notice(code, locale=locale, article=file.name, path=path, line=line, column=column, message=message)
