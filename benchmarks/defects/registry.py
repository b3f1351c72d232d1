"""All kinds of defects, in the order of the table. A new one is a function in a module of `kinds` and a line there."""

from __future__ import annotations

from .base import Kind
from .kinds import addresses, blocks, bold, characters, links, metadata, numbers, objects, texts, units

KINDS: tuple[Kind, ...] = (
    *units.KINDS,
    *blocks.KINDS,
    *texts.KINDS,
    *bold.KINDS,
    *links.KINDS,
    *objects.KINDS,
    *numbers.KINDS,
    *addresses.KINDS,
    *characters.KINDS,
    *metadata.KINDS,
)
