from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sphinx_bitext.markup.front_matter import parse_front_matter
from sphinx_bitext.markup.front_matter_lines import set_values, spell_scalar


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("Kopior", "Kopior"),
        ("Två ord – och fler", "Två ord – och fler"),
        ("C# och F#", "C# och F#"),
        ("Namn: värde", '"Namn: värde"'),
        ("12:30", '"12:30"'),
        ("yes", '"yes"'),
        ("", '""'),
        ("- a", '"- a"'),
        ("a # b", '"a # b"'),
        ('säg "hej"', r'"säg \"hej\""'),
        ("f" * 40, "f" * 40),
        ("0" * 40, "0" * 40),
    ],
)
def test_a_scalar_is_quoted_where_yaml_needs_it(text: str, spelled: str) -> None:
    assert spell_scalar(text) == spelled


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30))
def test_yaml_reads_what_was_spelled(text: str) -> None:
    assert parse_front_matter(f"---\ntitle: {spell_scalar(text)}\n---\n").metadata.values["title"] == text
    assert str(yaml.safe_load(f"title: {spell_scalar(text)}")["title"]) == text


def test_only_the_lines_of_the_key_change() -> None:
    inside = "# a comment\ntitle: >\n  an old\n  title\nms.topic:   article\nlist:\n- one\n"
    assert set_values(inside, {"title": "Ny"}) == "# a comment\ntitle: Ny\nms.topic:   article\nlist:\n- one\n"
    assert set_values(inside, {"description": "Om"}) == inside + "description: Om\n"
    assert set_values("a: 1\r\ntitle: x\r\n", {"title": "ny"}) == "a: 1\r\ntitle: ny\r\n"
    assert set_values("", {"title": "ny"}) == "title: ny\n"
    assert set_values("a: 1", {"title": "ny"}) == "a: 1\ntitle: ny\n"
