"""Replacing many nodes of a doctree in time linear in its size.

`Element.replace` searches its children: a paragraph with thousands of images or links would take the square of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from docutils import nodes

Replacement = tuple[nodes.Node, Sequence[nodes.Node] | None]
"""A node and what comes in its place; None for its own children."""


def replace_all(replacements: Iterable[Replacement]) -> None:
    """Carry out replacements given in document order; a node inside another one may be replaced along with it."""
    parents: dict[int, nodes.Element] = {}
    wanted: dict[int, Sequence[nodes.Node] | None] = {}
    for node, new in replacements:
        if node.parent is not None:
            parents[id(node.parent)] = node.parent
            wanted[id(node)] = new
    # Inner elements come later in the document; they are finished before what is around them is taken apart.
    for parent in reversed(list(parents.values())):
        _rebuild(parent, wanted)


def _rebuild(parent: nodes.Element, wanted: Mapping[int, Sequence[nodes.Node] | None]) -> None:
    children: list[nodes.Node] = []
    for child in parent.children:
        if id(child) not in wanted:
            children.append(child)
            continue
        new = wanted[id(child)]
        if new is None:
            assert isinstance(child, nodes.Element)
            new = child.children
        children.extend(new)
    parent.clear()
    parent.extend(children)
