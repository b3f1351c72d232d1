"""Trees in Sphinx's environment that are read when somebody asks for them."""

from __future__ import annotations

import pickle
from typing import Any

from sphinx_bitext.sphinxext.shelved import Shelved


def _kept(shelf: Shelved[Any]) -> Shelved[Any]:
    again = pickle.loads(pickle.dumps(shelf))
    assert isinstance(again, Shelved)
    return again


def test_values_come_back_and_what_was_changed_in_place_is_kept() -> None:
    shelf: Shelved[list[int]] = Shelved()
    shelf.update({"a": [1], "b": [2], "c": [3]})
    again = _kept(shelf)
    again["a"].append(10)
    assert again.pop("b") == [2]
    again["d"] = [4]
    assert dict(_kept(again)) == {"a": [1, 10], "c": [3], "d": [4]}
    assert again.get("b") is None
    assert "b" not in again
    assert len(again) == 3


def test_what_nobody_touched_is_not_unpickled() -> None:
    shelf: Shelved[object] = Shelved({"a": b"no pickle at all"})
    assert _kept(shelf).keys() == {"a"}


def test_values_that_are_alike_take_little_room() -> None:
    shelf: Shelved[str] = Shelved()
    shelf.update({str(number): "the same words again and again" for number in range(500)})
    assert len(pickle.dumps(shelf)) < 500 * 10
