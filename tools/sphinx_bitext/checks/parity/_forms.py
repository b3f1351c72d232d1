"""What kind of block a block is, to compare and in words."""

from __future__ import annotations

from ...model import Block

Form = tuple[str, int, tuple[str, ...]]

_KINDS = {"cell": "A table cell", "code": "A code block", "fence": "A code block", "html": "An HTML block"}
_ITEMS = {"bullet": "bullet point", "ordered": "numbered step"}


def form(block: Block) -> Form:
    """Return kind, heading level and containers: equal for two blocks that a reader sees in the same shape."""
    return block.kind, block.level, block.containers


def name_of(block: Block) -> str:
    """Return the block in words, e.g. `A heading of level 2 in a quotation`."""
    name = f"A heading of level {block.level}" if block.level else _KINDS.get(block.kind, "A paragraph")
    return name + "".join(f" in a {one}" for one in reversed(list(_outer(block))))


def _outer(block: Block) -> list[str]:
    found = []
    for index, one in enumerate(block.containers):
        if one == "item":
            found.append(_ITEMS.get(block.containers[index - 1], "list item"))
        elif one in ("quote", "alert"):
            found.append({"quote": "quotation", "alert": "note"}[one])
        elif one == "table" and block.kind != "cell":
            found.append("table")
    return found
