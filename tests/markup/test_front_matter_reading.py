from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.front_matter import MAX_FRONT_MATTER, parse_date, parse_front_matter
from sphinx_bitext.model import TranslationType
from support import examples


def _text(raw: str, newline: str = "\n") -> str:
    return f"---\n{raw}\n---\n# Body\n".replace("\n", newline)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_values_lines_and_the_delivery_keys(newline: str) -> None:
    raw = "title: Servern\nms.custom:\n- '9002395'\n- b\nms.openlocfilehash: C22500656E8A1FFA\nms.translationtype: HT\n"
    raw += "ms.contentlocale: sv-SE\nms.lasthandoff: 04/06/2020\nms.locfileid: '43158733'"
    front = parse_front_matter(_text(raw, newline))
    metadata = front.metadata
    assert front.defects == ()
    assert _text(raw, newline)[front.body_start :] == f"# Body{newline}"
    assert metadata.values["ms.custom"] == ["9002395", "b"]
    assert dict(metadata.lines) == {
        "title": 2, "ms.custom": 3, "ms.openlocfilehash": 6, "ms.translationtype": 7,
        "ms.contentlocale": 8, "ms.lasthandoff": 9, "ms.locfileid": 10,
    }  # fmt: skip
    assert metadata.translation_type is TranslationType.HUMAN
    assert metadata.content_locale == "sv-SE"
    assert metadata.source_hash == "c22500656e8a1ffa"
    assert metadata.last_handoff == datetime.date(2020, 4, 6)
    assert metadata.file_id == "43158733"
    assert metadata.raw == raw.replace("\n", newline) + newline


@pytest.mark.parametrize(
    "value", ["9002395", "0755", "1e3", "yes", "off", "null", "~", "2020-09-14", "12:30:00", ".5", "0x1F", "1_000"]
)
def test_what_looks_like_a_number_or_a_date_stays_text(value: str) -> None:
    metadata = parse_front_matter(_text(f"a: {value}\nb: [{value}]")).metadata
    assert metadata.values == {"a": value, "b": [value]}
    assert metadata.text("a") == value
    assert metadata.text("b") is None


@pytest.mark.parametrize(
    ("raw", "line", "part", "values"),
    [
        ('title: "open\nx: 1', 0, "not valid YAML", {"title": "open", "x": "1"}),
        ("a: 1\na: b: c\nx: 2", 3, "not valid YAML", {"a": "1", "x": "2"}),
        ("a: 1\nb: 2\na: 3", 4, "`a` stands twice", {"a": "1", "b": "2"}),
        ("a: &x [1]\nb: *x\nc: 3", 3, "`b`: YAML aliases", {"a": ["1"], "c": "3"}),
        ("a: !!python/object:os.system x\nb: 2", 2, "`a`: YAML tag", {"b": "2"}),
        ("a: !!binary aGk=\nb: 2", 2, "`a`: YAML tag", {"b": "2"}),
        ("a: !x 1", 2, "`a`: YAML tag !x", {}),
        ("- a\n- b", 2, "not a list of `key: value`", {}),
        ("just text", 2, "not a list of `key: value`", {}),
        ("? [a]\n: 1\nb: 2", 2, "not plain text", {"b": "2"}),
        ("a: 1\n--- {b: 2}", 3, "more than one YAML document", {"a": "1"}),
        ("a: " + "[" * 9 + "]" * 9 + "\nb: 2", 2, "nested too deep", {"a": "[" * 9 + "]" * 9, "b": "2"}),
        ("a: " + "[" * 20_000 + "\nb: 2", 2, "nested too deep", {"a": "[" * 20_000, "b": "2"}),
        ("- " * 20_000, 2, "nested too deep", {}),
        ("? " * 20_000, 2, "nested too deep", {}),
    ],
    ids=range(15),
)
def test_what_is_wrong_is_a_located_defect_and_the_rest_is_read(
    raw: str, line: int, part: str, values: dict[str, object]
) -> None:
    text = _text(raw)
    front = parse_front_matter(text)
    (defect,) = front.defects
    assert defect.kind == "bad-front-matter"
    assert part in defect.message
    assert front.metadata.values == values
    assert text[front.body_start :] == "# Body\n"
    if line:
        assert text.count("\n", 0, defect.place.start) + 1 == line


def test_aliases_that_multiply_are_not_followed() -> None:
    raw = "a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))
    front = parse_front_matter(_text(raw))
    assert front.metadata.values == {"a0": ["x", "x"]}
    assert len(front.defects) == 1


def test_nested_values_are_read_as_text() -> None:
    front = parse_front_matter(_text("a:\n  b: 1\n  c: [x, {d: no}]"))
    assert front.metadata.values == {"a": {"b": "1", "c": ["x", {"d": "no"}]}}


@pytest.mark.parametrize("text", ["---\ntitle: a\n\n# Body\n", "---\na: " + "x" * MAX_FRONT_MATTER + "\n---\n# Body\n"])
def test_front_matter_without_an_end_is_text(text: str) -> None:
    front = parse_front_matter(text)
    assert front.body_start == 0
    assert [defect.kind for defect in front.defects] == ["unclosed-front-matter"]


@pytest.mark.parametrize(
    "text", ["", "# Body\n", "---\n\n# Body\n", "----\na: 1\n---\n", " ---\na: 1\n---\n", "text\n---\n"]
)
def test_a_text_without_front_matter_has_none(text: str) -> None:
    front = parse_front_matter(text)
    assert (front.body_start, front.defects, dict(front.metadata.values)) == (0, (), {})


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# a comment\n---", "\ufeff---\n\n---\n"])
def test_empty_front_matter_is_no_defect(text: str) -> None:
    front = parse_front_matter(text)
    assert (front.body_start, front.defects) == (len(text), ())


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("04/06/2020", datetime.date(2020, 4, 6)),
        ("2020-04-06", datetime.date(2020, 4, 6)),
        ("2/29/2020", datetime.date(2020, 2, 29)),
        ("02/30/2020", None),
        ("13/01/2020", None),
        ("2020-04", None),
        ("٠٤/٠٦/٢٠٢٠", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(value: str | None, wanted: datetime.date | None) -> None:
    assert parse_date(value) == wanted


def test_an_unknown_translation_type_is_none() -> None:
    assert parse_front_matter(_text("ms.translationtype: XX")).metadata.translation_type is None


YAMLISH = st.lists(
    st.sampled_from([*"ab:-?&*!|>%@`'\"[]{},#~ \n\t\x00\x85\ufeff\udce4", ": ", "- ", "\n  ", "key: ", "---", "..."]),
    max_size=30,
).map("".join)


@settings(deadline=None, max_examples=examples(300))
@given(YAMLISH)
def test_no_front_matter_raises_and_no_body_is_lost(raw: str) -> None:
    text = f"---\n{raw}\n---\n# Body\n"
    article = parse_article(text, path="a.md", locale="sv-SE")
    assert text[article.body_start :].endswith("# Body\n")
    assert all(1 <= line <= text.count("\n") for line in article.metadata.lines.values())
    assert list(article.metadata.lines) == list(article.metadata.values)
