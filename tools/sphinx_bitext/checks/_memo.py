"""Keys of caches, for work that several checks ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")
Result = TypeVar("Result")


def remembered(count: int) -> Callable[[Callable[[Value], Result]], Callable[[Value], Result]]:
    """Decorate a function of one object to remember what it returned for the last `count` ones, each for itself alone.

    What a `functools.lru_cache` with `Same` as its key does, for a function that is asked so often that the key counts.
    """

    def decorate(function: Callable[[Value], Result]) -> Callable[[Value], Result]:
        known: dict[int, tuple[Value, Result]] = {}

        def ask(value: Value) -> Result:
            found = known.get(id(value))
            if found is not None and found[0] is value:
                return found[1]
            result = function(value)
            if len(known) >= count:
                known.clear()
            known[id(value)] = (value, result)
            return result

        return ask

    return decorate


class Same(Generic[Value]):
    """An object as a key: itself alone, for comparing two by all they hold takes longer than the work."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value
