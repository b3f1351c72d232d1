"""`:::row:::` with `:::column span="2":::` inside, each up to its `-end`."""

from __future__ import annotations

from ._base import Colons, Construct, Kind, Role

_KINDS = {"row": Kind.ROW, "column": Kind.COLUMN}


def read(colons: Colons) -> Construct | None:
    """Return the row or column that a line opens or closes."""
    name = colons.name.removesuffix("-end")
    if name not in _KINDS:
        return None
    if name != colons.name:
        return Construct(_KINDS[name], Role.CLOSE)
    span = colons.attributes.get("span", "")
    return Construct(_KINDS[name], Role.OPEN, options={"span": span} if span else {})
