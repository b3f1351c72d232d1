"""`:::no-loc text="Name":::`: words that stay as they are in every language."""

from __future__ import annotations

from ._base import Colons, Construct, Kind


def read(colons: Colons) -> Construct | None:
    """Return the words of a line."""
    text = colons.attributes.get("text", "")
    return Construct(Kind.TEXT, text=text) if colons.name == "no-loc" and text else None
