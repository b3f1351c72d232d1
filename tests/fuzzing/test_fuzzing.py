"""A share of the fuzzing, and what it has found."""

from __future__ import annotations

import pytest
from fuzz_targets import TARGETS, texts
from hypothesis import HealthCheck, given, settings

from support import examples

FOUND = [
    ("html", "\udcff"),
]
"""(target, text) of what once broke."""


@pytest.mark.parametrize("name", TARGETS)
def test_random_text_breaks_nothing(name: str) -> None:
    quiet = settings(max_examples=examples(30), deadline=None, suppress_health_check=list(HealthCheck))
    quiet(given(texts())(TARGETS[name]))()


@pytest.mark.parametrize(("name", "text"), FOUND)
def test_what_once_broke_breaks_no_more(name: str, text: str) -> None:
    TARGETS[name](text)
