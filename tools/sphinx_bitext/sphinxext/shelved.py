"""What Sphinx's environment knows of each page, unpickled when somebody asks for it: few builds ask for all of it."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterator, MutableMapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

Value = TypeVar("Value")
NAMES = ("titles", "longtitles", "tocs")
"""Attributes of the environment: docname to a tree of nodes."""


class Shelved(MutableMapping[str, Value]):
    """A mapping whose values are pickled one by one; what nobody has touched is handed on as it is."""

    def __init__(self, pickled: dict[str, bytes] | None = None) -> None:
        self._pickled = pickled or {}
        self._open: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        if name not in self._open:
            self._open[name] = pickle.loads(self._pickled[name])
        return self._open[name]

    def __setitem__(self, name: str, value: Value) -> None:
        self._open[name] = value
        self._pickled.setdefault(name, b"")

    def __delitem__(self, name: str) -> None:
        del self._pickled[name]
        self._open.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._pickled

    def __iter__(self) -> Iterator[str]:
        return iter(self._pickled)

    def __len__(self) -> int:
        return len(self._pickled)

    def __reduce__(self) -> tuple[Callable[[bytes], Shelved[Value]], tuple[bytes]]:
        # What was taken out may have been changed in place.
        changed = {name: pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for name, value in self._open.items()}
        # Trees are much alike: together they take a tenth of the room.
        return unpack, (zlib.compress(pickle.dumps({**self._pickled, **changed}, pickle.HIGHEST_PROTOCOL), 1),)


def unpack(data: bytes) -> Shelved[Value]:
    """Return a mapping again; pickles name this function."""
    return Shelved(pickle.loads(zlib.decompress(data)))


def shelve(env: BuildEnvironment) -> None:
    """Let the environment keep its trees in this way."""
    for name in NAMES:
        found = getattr(env, name)
        if not isinstance(found, Shelved):
            shelved: Shelved[object] = Shelved()
            shelved.update(found)
            setattr(env, name, shelved)
