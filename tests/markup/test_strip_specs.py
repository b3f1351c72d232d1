r"""Reads `tests/spec/strip/*.md`: deliveries as text, each with what it is stripped to.

A case has the fence `delivery` and one or more of `target`, `source`, `target-unescaped` and `source-unescaped`; with
`crlf` behind the word its lines end with CR LF.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import pytest
from span_specs import read_pieces

from sphinx_bitext.markup.strip import strip_alignment

FOLDER = Path(__file__).parent.parent / "spec" / "strip"
WAYS = ("target", "source", "target-unescaped", "source-unescaped")
CASES = [
    (f"{path.stem}: {title}", pieces)
    for path in sorted(FOLDER.glob("*.md"))
    for title, pieces in read_pieces(path, ("delivery", *WAYS)).items()
]


@pytest.mark.parametrize("pieces", [pieces for _, pieces in CASES], ids=[name for name, _ in CASES])
def test_a_delivery_is_stripped_as_its_spec_says(pieces: dict[str, str]) -> None:
    assert set(pieces) > {"delivery"}
    for way in WAYS:
        if way in pieces:
            side, _, unescaped = way.partition("-")
            name = cast(Literal["target", "source"], side)
            assert strip_alignment(pieces["delivery"], name, unescape=bool(unescaped)) == pieces[way], way
