"""`:::moniker range=">= product-2.0"` up to `:::moniker-end`: text for some versions only.

A range is written as `>= a-2.0 < a-4.0 || b-1.0`: versions with a comparison, joined by blanks (and) or `||` (or).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ._base import Colons, Construct, Kind, Role

_TERM_RE = re.compile(r"(>=|<=|>|<|=|)\s*([A-Za-z0-9][\w.+-]*)")
_SPLIT_RE = re.compile(r"\|\||\bor\b")
_NUMBER_RE = re.compile(r"\d+")
_MAX_LENGTH = 500


def read(colons: Colons) -> Construct | None:
    """Return the range of versions that a line opens or closes."""
    if colons.name == "moniker-end":
        return Construct(Kind.MONIKER, Role.CLOSE)
    wanted = colons.attributes.get("range", "")
    if colons.name != "moniker" or not wanted or len(wanted) > _MAX_LENGTH:
        return None
    return Construct(Kind.MONIKER, Role.OPEN, wanted, options={"range": wanted})


def is_range(text: str) -> bool:
    """Return whether text is written as a range."""
    parts = _SPLIT_RE.split(text)
    return all(part.strip() and not re.sub(r"\s", "", _TERM_RE.sub("", part)) for part in parts)


def is_in(moniker: str, text: str) -> bool:
    """Return whether a version lies in a range. Only versions of one product are greater or less than each other."""
    return any(
        all(_holds(moniker, match[1], match[2]) for match in _TERM_RE.finditer(part)) for part in _SPLIT_RE.split(text)
    )


def picked_of(text: str, picked: Sequence[str]) -> list[str]:
    """Return those of the picked versions that lie in a range."""
    return [moniker for moniker in picked if is_in(moniker, text)]


def _holds(moniker: str, comparison: str, other: str) -> bool:
    if comparison in ("", "="):
        return moniker.lower() == other.lower()
    (product, version), (product_of_other, version_of_other) = _parts(moniker), _parts(other)
    if product != product_of_other:
        return False
    order = (version > version_of_other) - (version < version_of_other)
    return {">=": order >= 0, "<=": order <= 0, ">": order > 0, "<": order < 0}[comparison]


def _parts(moniker: str) -> tuple[str, list[int]]:
    """Return what stands in front of the version, and the version: `net-8.0` gives `net-` and 8, 0."""
    match = re.search(r"\d[\d._-]*$", moniker)
    start = match.start() if match else len(moniker)
    numbers = [int(number[:9]) for number in _NUMBER_RE.findall(moniker[start:])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return moniker[:start].lower(), numbers
