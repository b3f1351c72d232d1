"""`:::zone target="docs"` or `:::zone pivot="a,b"` up to `:::zone-end`: text for some readers only."""

from __future__ import annotations

from collections.abc import Collection

from ._base import Colons, Construct, Kind, Role

EVERYWHERE = "docs"
"""The target that stands for a published page."""


def read(colons: Colons) -> Construct | None:
    """Return the zone that a line opens or closes."""
    if colons.name == "zone-end":
        return Construct(Kind.ZONE, Role.CLOSE)
    names = ",".join(filter(None, (colons.attributes.get(key) for key in ("target", "pivot"))))
    if colons.name != "zone" or not names:
        return None
    shown = ", ".join(zones_of(names))
    return Construct(Kind.ZONE, Role.OPEN, "" if shown == EVERYWHERE else shown, options={"zones": names})


def zones_of(names: str) -> list[str]:
    """Return the names of an attribute such as `a, b`."""
    return [name.strip() for name in names.split(",") if name.strip()]


def is_picked(names: str, picked: Collection[str]) -> bool:
    """Return whether a zone is published: without a choice every one is."""
    wanted = {name.lower() for name in picked} | {EVERYWHERE}
    return not picked or any(name.lower() in wanted for name in zones_of(names))
