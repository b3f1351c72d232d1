"""Damage to the markers of a delivery: no sentence is lost, no neighbour suffers, and each damage is reported.

A sentence is kept when it stands on its side, or on the other one, or in the range of a defect. A damage is reported
when a defect lies in its paragraph; only one that leaves both sentences of a unit where they belong, but for two
characters at an edge of them, need not be: nobody can tell them from text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from sphinx_bitext.markup.article import build_side, parse_article
from sphinx_bitext.model import Article, Span
from support import examples, unit

HEAD = "---\ntitle: Servern\nms.translationtype: HT\n---\n"
NUMBERS = (101, 201)
"""Of the units of the first paragraph; each further paragraph counts on."""

_MARKER_RE = re.compile(
    r'<span data-ttu-id="[^"]*">|</span><span class="sxs-lookup"><span data-stu-id="[^"]*">|</span></span>'
)


def _paragraph(index: int) -> str:
    """Return a heading, and two units between words that belong to none."""
    first, second = (number + index for number in NUMBERS)
    return (
        f"# Rubrik {index}\n\nFöre {index} {unit(f'3a593-{first}', f'Mening {first}.', f'Sentence {first}.')} mellan "
        f"{index} {unit(f'3a593-{second}', f'Mening {second}.', f'Sentence {second}.')} efter {index}."
    )


def _read(text: str) -> Article:
    return parse_article(text, path="article.md", locale="sv-SE")


def _check(paragraphs: list[str], damaged: set[int]) -> None:
    text = HEAD + "\n\n".join(paragraphs)
    article = _read(text)
    target, source = (build_side(article, "target").text, build_side(article, "source").text)
    start = len(HEAD)
    for index, paragraph in enumerate(paragraphs):
        place = Span(start, start + len(paragraph))
        start = place.end + 2
        defects = [one.place for one in article.defects if one.place.start < place.end and one.place.end > place.start]
        if index not in damaged:
            assert not defects, f"a neighbour of {[paragraphs[other] for other in damaged]} is said to be damaged"
        for number in (first + index for first in NUMBERS):
            reported = "".join(text[slice(*defect)] for defect in defects)
            assert f"Mening {number}." in target + source + reported, f"a translation is lost: {paragraph}"
            assert f"Sentence {number}." in target + source + reported, f"English is lost: {paragraph}"
            assert defects or _is_sound(article, place, number), f"nothing is said of {paragraph}"
        assert f"# Rubrik {index}\n\nFöre {index} " in target, f"text in front of the units is lost: {paragraph}"
        for words in (f" mellan {index} ", f" efter {index}."):
            # English that is not closed reaches to the end of its line.
            assert words in (target + source if index in damaged else target), f"text is lost: {paragraph}"


def _is_sound(article: Article, place: Span, number: int) -> bool:
    """Say whether the unit of a paragraph is read, with at most two characters more at an edge of a sentence."""
    found = [one for one in article.units if place.start <= one.place.start < place.end and one.id.number == number]
    return len(found) == 1 and all(
        text in got and len(got) <= len(text) + 2
        for got, text in [(found[0].target, f"Mening {number}."), (found[0].source, f"Sentence {number}.")]
    )


def _damages(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the text with one damage each, at all places of the marker `text[start:end]`."""
    for at in range(start, end):
        before, character, after = text[:at], text[at], text[at + 1 :]
        yield before + after
        yield before + character * 2 + after
        yield from (before + other + after for other in 'x" <>-/1' if other != character)
        yield from (before + more + character + after for more in " \nx")
        yield before + text[end:]
    marker = text[start:end]
    yield text[:start] + marker * 2 + text[end:]
    yield text[:start] + marker.upper() + text[end:]
    yield text[:start] + marker.replace('"', "'") + text[end:]
    yield text[:start] + marker.replace('"', "&quot;") + text[end:]


@pytest.mark.parametrize("number", range(6))
def test_each_single_damage_of_each_marker_is_reported_and_costs_no_text(number: int) -> None:
    paragraphs = [_paragraph(index) for index in range(3)]
    marker = list(_MARKER_RE.finditer(paragraphs[1]))[number]
    for damaged in _damages(paragraphs[1], *marker.span()):
        _check([paragraphs[0], damaged, paragraphs[2]], {1})


def _damage(paragraph: str, chance: random.Random) -> str:
    """Return a paragraph with a piece of a marker cut, replaced or doubled, or with two markers interchanged."""
    markers = list(_MARKER_RE.finditer(paragraph))
    first, second = sorted(chance.sample(markers, 2), key=lambda marker: marker.start())
    if chance.random() < 0.2:
        between = paragraph[first.end() : second.start()]
        return paragraph[: first.start()] + second.group() + between + first.group() + paragraph[second.end() :]
    at = chance.randrange(*first.span())
    until = chance.choice([at + 1, min(at + 5, first.end()), first.end()])
    piece = chance.choice(["", "", "x", '"', "\n", "&quot;", paragraph[at] * 2])
    if chance.random() < 0.1:
        return paragraph[: first.end()] + paragraph[first.start() :]
    return paragraph[:at] + piece + paragraph[until:]


@pytest.mark.parametrize("seed", range(examples(200)))
def test_damage_in_many_places_is_reported_and_costs_no_text(seed: int) -> None:
    chance = random.Random(seed)
    paragraphs = [_paragraph(index) for index in range(6)]
    damaged = set(chance.sample(range(6), chance.randint(1, 4)))
    for index in damaged:
        paragraphs[index] = _damage(paragraphs[index], chance)
    _check(paragraphs, damaged)


def test_a_file_that_ends_too_early_says_so() -> None:
    """Cut anywhere behind the first unit: what came is kept, and a cut inside of a unit is reported."""
    text = HEAD + _paragraph(0)
    first, *whole = [match.span() for match in re.finditer(r"<span data-t.*?</span></span>", text)]
    for end in range(first[1], len(text)):
        article = _read(text[:end])
        target, source = (build_side(article, "target").text, build_side(article, "source").text)
        for sentence in re.findall(r"(?:Mening|Sentence) [0-9]+\.", text[:end]):
            assert sentence in target + source, f"{sentence} is lost at {end}"
        if any(start + len("<span data-t") <= end < stop for start, stop in whole):
            assert article.defects, f"nothing is said of {text[:end][-40:]!r}"
