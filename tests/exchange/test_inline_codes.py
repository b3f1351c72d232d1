from __future__ import annotations

import pytest
from exchange_samples import MARKDOWN
from hypothesis import given, settings

from sphinx_bitext.catalogs.exchange.inline import Code, Role, paired_spans, parse_inline, render_inline
from support import examples


def shown(text: str) -> str:
    """Return pieces as one line: codes in braces, with `+`, `-` or nothing for opening, closing, alone."""
    marks = {Role.OPEN: "+", Role.CLOSE: "-", Role.ALONE: ""}
    pieces = parse_inline(text)
    return "".join(p if isinstance(p, str) else f"{{{marks[p.role]}{p.number}{p.kind}:{p.text}}}" for p in pieces)


@settings(max_examples=examples(400), deadline=None)
@given(MARKDOWN)
def test_any_markdown_comes_back(text: str) -> None:
    assert render_inline(parse_inline(text)) == text


@settings(max_examples=examples(400), deadline=None)
@given(MARKDOWN)
def test_paired_codes_are_nested(text: str) -> None:
    opened: list[int] = []
    seen: set[int] = set()
    for piece in parse_inline(text):
        if not isinstance(piece, Code):
            assert piece
        elif piece.role is Role.CLOSE:
            assert opened.pop() == piece.number
        else:
            assert piece.number not in seen
            seen.add(piece.number)
            if piece.role is Role.OPEN:
                opened.append(piece.number)
    assert not opened


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain.", "Plain."),
        ("Press **Save** now.", "Press {+0bold:**}Save{-0bold:**} now."),
        ("***a***", "{+0italic:*}{+1bold:**}a{-1bold:**}{-0italic:*}"),
        ("_a_ __b__", "{+0italic:_}a{-0italic:_} {+1bold:__}b{-1bold:__}"),
        ("See [the **x**](a.md 'T').", "See {+0link:[}the {+1bold:**}x{-1bold:**}{-0link:](a.md 'T')}."),
        ("![an image](i.png)", "{+0image:![}an image{-0image:](i.png)}"),
        ("Run `a b` and ``c`d``.", "Run {0code:`a b`} and {1code:``c`d``}."),
        ("<https://x.y> <xref:a.b>", "{0address:<https://x.y>} {1address:<xref:a.b>}"),
        ("a<br>b<b>c</b>", "a{0html:<br>}b{+1html:<b>}c{-1html:</b>}"),
        ("**<b>x**</b>", "{+0bold:**}{1html:<b>}x{-0bold:**}{2html:</b>}"),
        ("Hi {name}, {0} of %d", "Hi {0placeholder:{name}}, {1placeholder:{0}} of {2placeholder:%d}"),
        ("`{x}` 50%discount", "{0code:`{x}`} 50%discount"),
        (r"\*not\* **open [x](", r"\*not\* **open [x]("),
        ("** spaced ** and `open", "** spaced ** and `open"),
    ],
)
def test_codes_are_those_of_the_page(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_text_of_great_length_has_no_codes() -> None:
    assert parse_inline("[" * 30_000) == ("[" * 30_000,)


def test_what_pairs_reach_over() -> None:
    assert paired_spans("a **b *c*** [d](e) <br>") == ((2, 11), (12, 18))
