"""The places of pages in the tables of contents: the branch around a page, its neighbours, what stands above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sphinx_bitext.model import NavigationItem, NavigationTree

from .records import Record

SECTION_SIZE = 50
"""Links a section, or one group of the home page, has at most: pages must not grow with the site."""
_CHILDREN = 20
"""Links of these that may stand below the page itself."""
_OUTSIDE = 10
"""Links to other sites that a heading without pages shows."""
_HOME_SIZE = 100
"""Links that all groups of the home page share: a page has at most 15 kB beside its words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of navigation."""

    title: str
    """Plain text; empty for the home page where it has no article."""
    english: bool = False
    """Whether the title is English on a page of any language."""
    docname: str | None = None
    target: str = ""
    """Address outside of the site, or what follows the page's; a line with neither is a heading."""
    current: bool = False
    children: tuple[Entry, ...] = ()

    @property
    def size(self) -> int:
        """How many lines it takes."""
        return 1 + sum(child.size for child in self.children)


@dataclass(frozen=True, slots=True)
class Place:
    """What a page shows of its surroundings."""

    ancestors: tuple[Entry, ...]
    """Outermost first, without the home page and without the page itself."""
    heading: Entry | None
    """What the section is called, None for that of the whole site."""
    entries: tuple[Entry, ...]
    before: Entry | None = None
    """The page before it in reading order."""
    after: Entry | None = None


def titled(records: Mapping[str, Record], docname: str, current: str | None = None) -> Entry:
    """Return the line of a page by its own title; `current` is the page it stands on."""
    record = records[docname]
    return Entry(record.title, record.in_english, docname, current=docname == current)


@dataclass(slots=True, eq=False)
class _Node:
    item: NavigationItem
    parent: _Node | None
    order: int
    """Which one of its parent's."""
    page: str | None
    first: str | None = None
    """The first page at or below it."""
    children: list[_Node] = field(default_factory=list)

    def ancestors(self) -> list[_Node]:
        """Return what stands above it, outermost first, without the root of the tree."""
        found: list[_Node] = []
        node = self.parent
        while node is not None and node.parent is not None:
            found.append(node)
            node = node.parent
        return found[::-1]


class TocNavigation:
    """The pages that tables of contents name."""

    def __init__(
        self,
        records: Mapping[str, Record],
        trees: Sequence[NavigationTree],
        home: str,
        folder: Callable[[str], Entry | None],
    ) -> None:
        self._records = records
        self._home = home
        self._folder = folder
        self._nodes: dict[str, _Node] = {}
        self._depths: dict[str, int] = {}
        self._order: list[str] = []
        self._turns: dict[str, int] = {}
        self.folders: dict[str, Entry] = {}
        """What the tables of contents call folders: the nearest entry that all their pages stand below."""
        self._roots = {tree.folder: self._root(tree) for tree in trees}
        self._folder_of = {id(root): name for name, root in self._roots.items()}
        self._number()

    def __contains__(self, docname: str) -> bool:
        return docname in self._nodes

    def _root(self, tree: NavigationTree) -> _Node:
        root = _Node(NavigationItem("", children=tree.items), None, 0, None)
        self._grow(root, tree.folder)
        return root

    def _grow(self, node: _Node, folder: str) -> None:
        for item in node.item.children:
            page = item.docname if item.docname in self._records or item.docname == self._home else None
            child = _Node(item, node, len(node.children), page, page)
            if page is not None:
                self._settle(child, page, folder)
            self._grow(child, folder)
            if child.first or child.children or (item.target and not item.docname):
                node.children.append(child)
                node.first = node.first or child.first

    def _settle(self, node: _Node, page: str, folder: str) -> None:
        """Take the first entry of the nearest table of contents for the place of its page."""
        depth = folder.count("/") + bool(folder) if not folder or page.startswith(f"{folder}/") else -1
        # An entry that leads to a part of a page is its place only where no other is.
        depth = 2 * depth - bool(node.item.target)
        if depth > self._depths.get(page, -9):
            self._nodes[page], self._depths[page] = node, depth

    def _number(self) -> None:
        """Note the reading order of each tree, and what the folders are called."""
        above: dict[str, list[_Node]] = {}
        for root in self._roots.values():
            self._order.append("")
            for node in _walk(root):
                if node.page is None or self._nodes.get(node.page) is not node:
                    continue
                self._turns[node.page] = len(self._order)
                self._order.append(node.page)
                folder, chain = node.page.rpartition("/")[0], node.ancestors()
                shared = zip(above.get(folder, chain), chain, strict=False)
                above[folder] = [one for one, other in shared if one is other]
        self._order.append("")
        for folder, chain in above.items():
            if folder and chain:
                self.folders[folder] = self._heading(chain[-1])

    def place(self, docname: str) -> Place | None:
        """Return what a page shows of its surroundings, None for one that no table of contents names."""
        node = self._nodes.get(docname)
        if node is None:
            return None
        top, entries = self._branch(node)
        root = top
        while root.parent is not None:
            root = root.parent
        folder = self._folder(self._folder_of[id(root)])
        ancestors = [*([folder] if folder and folder.docname != docname else ()), *map(self._heading, node.ancestors())]
        turn = self._turns[docname]
        return Place(
            tuple(one for one in ancestors if one.docname not in (docname, self._home)),
            self._heading(top) if top.parent is not None else folder,
            entries if sum(entry.size for entry in entries) > 1 else (),
            self._turn(turn - 1),
            self._turn(turn + 1),
        )

    def _turn(self, turn: int) -> Entry | None:
        page = self._order[turn]
        return replace(self._entry(self._nodes[page]), children=()) if page else None

    def _branch(self, node: _Node) -> tuple[_Node, tuple[Entry, ...]]:
        """Return the lines around a page and what they stand below: as many levels outwards as there is room for."""
        below = tuple(map(self._entry, node.children[:_CHILDREN]))
        parent = node.parent
        assert parent is not None  # only the root has none
        room = SECTION_SIZE - sum(entry.size for entry in below)
        start = max(0, min(node.order - room // 2, len(parent.children) - room))
        shown = parent.children[start : start + room]
        lines = tuple(self._current(one, below) if one is node else self._entry(one) for one in shown)
        while parent.parent is not None and len(parent.parent.children) <= SECTION_SIZE:
            outer = [self._entry(one) for one in parent.parent.children if one is not parent]
            if sum(entry.size for entry in (*outer, *lines)) + 1 > SECTION_SIZE:
                break
            outer.insert(parent.order, replace(self._heading(parent), children=lines))
            lines, parent = tuple(outer), parent.parent
        return parent, lines

    def _current(self, node: _Node, below: tuple[Entry, ...]) -> Entry:
        return replace(self._heading(node), current=True, children=below)

    def _heading(self, node: _Node) -> Entry:
        """Return the line of an entry that is open: without a page of its own it leads nowhere."""
        item = node.item
        if not item.title and node.page is not None and node.page in self._records:
            return replace(titled(self._records, node.page), target=item.target)
        return Entry(item.title, item.english, node.page, item.target)

    def _entry(self, node: _Node) -> Entry:
        """Return the line of an entry that is closed: one without a page of its own leads to the first below it."""
        entry = self._heading(node)
        if entry.docname or entry.target:
            return entry
        if node.first:
            return replace(entry, docname=node.first)
        return replace(entry, children=tuple(self._heading(one) for one in node.children[:_OUTSIDE]))

    def groups(self) -> Iterator[tuple[Entry | None, tuple[Entry, ...]]]:
        """Yield the groups of a home page, each with its heading: the highest entries and what stands below them."""
        tops = [top for root in self._roots.values() for top in self._tops(root)]
        alone = tuple(self._entry(node) for node, _ in tops if not node.children)
        alone = tuple(entry for entry in alone if entry.docname != self._home)
        if alone:
            yield None, alone[:SECTION_SIZE]
        groups = [(node, heading) for node, heading in tops if node.children]
        room = max(2, min(SECTION_SIZE, (_HOME_SIZE - len(alone[:SECTION_SIZE])) // max(1, len(groups))))
        for node, heading in groups:
            yield heading, tuple(map(self._entry, node.children[:room]))

    def _tops(self, root: _Node) -> Iterator[tuple[_Node, Entry]]:
        folder = self._folder(self._folder_of[id(root)])
        if folder is not None:
            yield root, folder if folder.docname else replace(folder, docname=root.first)
        else:
            for node in root.children:
                yield node, self._entry(node)


def _walk(node: _Node) -> Iterator[_Node]:
    yield node
    for child in node.children:
        yield from _walk(child)
