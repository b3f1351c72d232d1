"""`:::image source="path" alt-text="..." lightbox="path" border="false":::`.

One of `type="complex"` is followed by a long description in Markdown, up to `:::image-end:::`.
"""

from __future__ import annotations

from ._base import Colons, Construct, Kind, Role

_OPTIONS = ("type", "lightbox", "border")


def read(colons: Colons) -> Construct | None:
    """Return the image of a line, or the end of its description."""
    if colons.name == "image-end":
        return Construct(Kind.IMAGE, Role.CLOSE)
    if colons.name != "image" or not colons.attributes.get("source"):
        return None
    options = {name: colons.attributes[name] for name in _OPTIONS if name in colons.attributes}
    role = Role.OPEN if options.get("type", "").lower() == "complex" else Role.LEAF
    return Construct(Kind.IMAGE, role, colons.attributes.get("alt-text", ""), colons.attributes["source"], options)
