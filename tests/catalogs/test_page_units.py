"""Sentences of English that no delivery numbers yet have numbers on pages, by their words."""

from __future__ import annotations

from sphinx_bitext.alignment.english import given_english
from sphinx_bitext.catalogs.build import Source, build_source
from sphinx_bitext.catalogs.page_units import page_english, page_units
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import PlacedUnit


def source_of(text: str, numbered: tuple[str, ...] = ()) -> Source:
    """Return a source in which these sentences have the numbers 101, 102 and so on."""
    source = build_source(given_english(parse_article(text, path="a.md", locale="en-US"), ()))
    body = source.english.side.text
    placed = [PlacedUnit(str(n), at := body.index(one), at + len(one)) for n, one in enumerate(numbered, 101)]
    units = {
        index: row
        for index, block in enumerate(source.blocks)
        if (row := tuple(one for one in placed if block.place.start <= one.start < block.place.end))
    }
    return Source(source.english, source.blocks, source.messages, units)


def new_sentences(source: Source) -> dict[str, str]:
    units = page_units(source)
    english = page_english(source, units)
    return {one.unit: english[one.unit] for row in units.values() for one in row if len(one.unit) == 7}


def test_what_has_a_number_keeps_it() -> None:
    text = "# Title\n\nOne is here. Two is here.\n"
    source = source_of(text, ("Title", "One is here.", "Two is here."))
    assert page_units(source) == source.units


def test_new_sentences_are_numbered_by_their_words() -> None:
    text = "# Title\n\nOne is here. Between them. Two is here.\n\nAll new. Both of it.\n"
    source = source_of(text, ("Title", "One is here.", "Two is here."))
    found = new_sentences(source)
    assert list(found.values()) == ["Between them.", "All new.", "Both of it."]
    moved = new_sentences(source_of("All new.\n\n" + text.replace("All new. ", ""), ("Title", "One is here.")))
    assert {name: moved[name] for name in found} == found
    in_order = [one.unit for one in page_units(source)[1]]
    assert (in_order[0], in_order[2]) == ("102", "103")


def test_the_same_sentence_twice_has_two_numbers() -> None:
    found = new_sentences(source_of("Wait a minute.\n\nWait a minute.\n"))
    assert list(found.values()) == ["Wait a minute."] * 2


def test_halves_of_markup_and_pictures_are_no_sentences() -> None:
    text = "See [the start](a.md), please.\n\n![A picture](a.png)\n\n1. 4.2\n\n<br>\n\n[!VIDEO https://example.org/a]\n"
    source = source_of(text, ("the start",))
    assert new_sentences(source) == {}
