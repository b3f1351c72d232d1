"""What all readers share: the result, and the syntax with three colons."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import NamedTuple

_ATTRIBUTE_RE = re.compile(r"([A-Za-z][\w-]*)\s*=\s*\"([^\"]*)\"")
_NAME_RE = re.compile(r"[A-Za-z][\w-]*")


class Kind(StrEnum):
    """What a construct is."""

    VIDEO = "video"
    INCLUDE = "include"
    CODE = "code"
    DIV = "div"
    IMAGE = "image"
    ROW = "row"
    COLUMN = "column"
    MONIKER = "moniker"
    ZONE = "zone"
    TEXT = "text"


class Role(Enum):
    """Whether a construct stands alone or around others."""

    LEAF = "leaf"
    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Construct:
    """What one line says."""

    kind: Kind
    role: Role = Role.LEAF
    text: str = ""
    """What a reader sees where the target cannot be shown: title, alt text."""
    target: str = ""
    """Address or path as written, empty for none."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Further attributes, names in lower case, values as written."""


class Colons(NamedTuple):
    """A line `:::name attribute="value":::`."""

    name: str
    """In lower case."""
    attributes: Mapping[str, str]


def read_colons(line: str) -> Colons | None:
    """Return name and attributes of a line that begins with three colons; None where it has no name."""
    inside = line.removeprefix(":::").strip().removesuffix(":::").strip()
    match = _NAME_RE.match(inside)
    if match is None or (match.end() < len(inside) and not inside[match.end()].isspace()):
        return None
    attributes: dict[str, str] = {}
    rest = inside[match.end() :]
    for found in _ATTRIBUTE_RE.finditer(rest):
        attributes.setdefault(found[1].lower(), found[2].strip())
    if _ATTRIBUTE_RE.sub("", rest).strip():
        return None  # something else stands on the line: as text it is not lost
    return Colons(match.group().lower(), attributes)
