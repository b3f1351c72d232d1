from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.markup.marks import CLOSE, MARK_RE, MarkKind, neutralise, opening, read_mark, remove_marks
from sphinx_bitext.model import SegmentId, Severity
from sphinx_bitext.text import LineIndex, comparable, fold_space
from support import examples


@pytest.mark.parametrize("kind", list(MarkKind))
@pytest.mark.parametrize("payload", ["", "0", "103", "p101", "1000"])
def test_a_mark_is_read_as_it_was_written(kind: MarkKind, payload: str) -> None:
    match = MARK_RE.fullmatch(opening(kind, payload))
    assert match
    assert read_mark(match) == (kind, payload)


def test_the_end_of_a_segment_has_no_kind() -> None:
    match = MARK_RE.fullmatch(CLOSE)
    assert match
    assert read_mark(match) == (None, "")


@settings(deadline=None, max_examples=examples(100))
@given(st.text(max_size=30), st.text(max_size=30))
def test_marks_leave_no_trace_and_foreign_text_holds_none(before: str, after: str) -> None:
    one, two = neutralise(before), neutralise(after)
    assert remove_marks(f"{one}{opening(MarkKind.SEGMENT, 'p101')}{two}{CLOSE}") == one + two
    assert not MARK_RE.search(one)
    assert len(one) == len(before)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("abc", 0, (1, 1)),
        ("abc", 3, (1, 4)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 1, (1, 2)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\nb", 3, (3, 1)),
        ("a\u2028b", 2, (1, 3)),
        ("😀b", 1, (1, 2)),
        ("", 0, (1, 1)),
    ],
)
def test_offsets_become_lines_and_columns(text: str, offset: int, place: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset) == place


def test_texts_are_compared_without_regard_to_space_case_and_composition() -> None:
    assert fold_space(" a\n\t b ") == "a b"
    assert comparable("A\u030a  STRASSE") == comparable("å straße")
    assert comparable("a") != comparable("b")


def test_unit_ids() -> None:
    plain, paragraph = SegmentId("3a593", "103"), SegmentId("3a593", "p101")
    assert (str(plain), plain.number, plain.is_paragraph) == ("3a593-103", 103, False)
    assert (str(paragraph), paragraph.number, paragraph.is_paragraph) == ("3a593-p101", 101, True)


def test_severities_are_ranked_from_the_worst() -> None:
    assert [severity.rank for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2]
