"""Pickles of frozen dataclasses with slots: their own way asks each instance for its fields, one by one."""

from __future__ import annotations

from dataclasses import fields
from operator import attrgetter
from typing import TypeVar

Model = TypeVar("Model")


def with_state(cls: type[Model]) -> type[Model]:
    """Decorate a frozen dataclass with slots: its instances are pickled as their values, in the order of the fields."""
    names = [field.name for field in fields(cls)]  # type: ignore[arg-type]  # a dataclass, as the name says
    values = attrgetter(*names)
    setters = [getattr(cls, name).__set__ for name in names]

    def get_state(self: Model) -> tuple[object, ...]:
        return values(self) if len(names) > 1 else (values(self),)

    def set_state(self: Model, state: tuple[object, ...]) -> None:
        for setter, value in zip(setters, state, strict=True):
            setter(self, value)

    cls.__getstate__ = get_state  # type: ignore[method-assign, assignment]
    cls.__setstate__ = set_state  # type: ignore[attr-defined]
    return cls
