from __future__ import annotations

from typing import Literal, cast

import pytest
from span_specs import SpanCase, SpanSpecError, all_span_cases, found_in, odd, read_span_cases

from sphinx_bitext.markup.article import build_side, parse_article
from sphinx_bitext.model import Article

CASES = tuple(all_span_cases())


def _read(case: SpanCase) -> Article:
    return parse_article(case.delivery, path="article.md", locale="sv-SE")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.title}")
def test_a_delivery_is_read_as_its_spec_says(case: SpanCase) -> None:
    found = found_in(_read(case))
    expected = [line.partition(" -- ") for line in case.expected]
    assert [line for line, _ in found] == [line for line, _, _ in expected]
    for (_, message), (line, _, part) in zip(found, expected, strict=True):
        assert part in message, line


@pytest.mark.parametrize("case", [case for case in CASES if case.sides], ids=lambda case: f"{case.file}: {case.title}")
def test_the_sides_are_as_their_spec_says(case: SpanCase) -> None:
    article = _read(case)
    for side, text in case.sides:
        assert build_side(article, cast(Literal["target", "source"], side)).text == text


def test_every_kind_of_defect_that_the_reader_knows_has_a_case() -> None:
    kinds = {line.split()[2] for case in CASES for line in case.expected if line.startswith("defect ")}
    assert kinds == {
        "bad-front-matter",
        "id-mismatch",
        "invalid-utf8",
        "malformed-id",
        "nul",
        "quote-damage",
        "raw-span-tag",
        "stray-marker",
        "unclosed-front-matter",
        "unclosed-unit",
        "unit-in-front-matter",
    }


def test_odd_characters_are_what_they_stand_for() -> None:
    assert odd("a[[U+FEFF]]b[[byte E4]]c") == "a\ufeffb\udce4c"


@pytest.mark.parametrize(
    "text", ["", "## a\n~~~ delivery\nx\n", "## a\n~~~ delivery\nx\n~~~\n", "## a\n~~~ n\nx\n~~~\n"]
)
def test_a_broken_spec_file_is_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("spec") / "broken.md"
    path.write_text(text, "utf-8")
    with pytest.raises(SpanSpecError):
        read_span_cases(path)
