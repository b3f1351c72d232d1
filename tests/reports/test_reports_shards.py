"""The scripts of the HTML report are made while bitexts are read; what stands in them does not depend on that."""

from __future__ import annotations

import dataclasses
import gc
import weakref
from collections.abc import Iterable, Iterator, Sequence
from unittest import mock

import pytest
import report_reference
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report_samples import bitext, finding

from sphinx_bitext.model import Bitext, Certainty, Finding, Span
from sphinx_bitext.reports import shards
from sphinx_bitext.reports.shards import Shards
from support import examples

CODES = ("link-lost", "number-differs")
ORDER = ("sv-SE", "ar-SA")
ROWS = 6
"""Of a part, so that a few articles make several."""

# `a` comes behind `a-b`, `a b` and `a.b` by path, before them by docname.
NAMES = st.one_of(st.sampled_from(("a", "a-b", "a b", "a.b", "a-", "a/a", "aa", "b")), st.text("ab-./ ", min_size=1))
LOCALES = st.sampled_from((*ORDER, "th-TH", "en-US", ""))
TEXTS = st.sampled_from(("", "One.", "Ett.", "\U0001f600 två", "</x>\u2028", "\ud800", "tre\nfyra"))
SEGMENTS = st.lists(st.tuples(st.sampled_from((None, "103", "104", "105")), TEXTS, TEXTS), max_size=5).map(tuple)


@st.composite
def deliveries(draw: st.DrawFn) -> list[Bitext]:
    """Bitexts in any order."""
    keys = draw(st.lists(st.tuples(NAMES, LOCALES), unique=True, max_size=12))
    return [delivery(name, locale, draw(SEGMENTS), stale=draw(st.booleans())) for name, locale in keys]


def delivery(
    name: str, locale: str, segments: tuple[tuple[str | None, str, str], ...] = (), *, stale: bool = False
) -> Bitext:
    changed = (("Then.", "Now."),) if stale else ()
    made = bitext(locale, f"{name}.md", segments, changed=changed)
    sure = Certainty.POSSIBLE if stale else Certainty.CERTAIN
    return dataclasses.replace(made, pairs=tuple(dataclasses.replace(pair, certainty=sure) for pair in made.pairs))


FOUND = st.builds(
    finding,
    st.sampled_from(CODES),
    locale=LOCALES,
    article=NAMES,
    unit=st.sampled_from((None, "103", "999")),
    path=st.sampled_from((None, "locale/sv/a.po")),
    line=st.integers(0, 4),
    source=TEXTS,
    target=TEXTS,
).map(lambda one: dataclasses.replace(one, target_marks=(Span(0, len(one.target)),)))


def keys_of(bitexts: Iterable[Bitext]) -> list[tuple[str, str]]:
    return [(one.locale, one.target.docname) for one in bitexts]


def made(bitexts: Sequence[Bitext], findings: Sequence[Finding], new: Sequence[Finding] = ()) -> dict[str, str]:
    with mock.patch.object(shards, "PART_ROWS", ROWS):
        return dict(Shards(keys_of(bitexts), findings, ORDER, CODES, new).scripts(iter(bitexts)))


def by_path(bitexts: Iterable[Bitext]) -> list[Bitext]:
    return sorted(bitexts, key=lambda one: (one.target.path, one.locale))


@given(deliveries(), st.lists(FOUND, max_size=6), st.data())
@example([delivery("a-b", "sv-SE"), delivery("a", "sv-SE"), delivery("a-", "ar-SA")], [], None)
@settings(max_examples=examples(150), deadline=None)
def test_scripts_are_what_they_would_be_with_everything_in_memory(
    bitexts: list[Bitext], findings: list[Finding], data: st.DataObject | None
) -> None:
    new = findings[::2]
    expected = report_reference.scripts(bitexts, findings, ORDER, CODES, new, ROWS)
    shuffled = data.draw(st.permutations(bitexts)) if data else bitexts[::-1]
    for order in (bitexts, by_path(bitexts), sorted(bitexts, key=lambda one: one.target.docname), shuffled):
        assert made(order, findings, new) == expected


def test_paths_and_docnames_are_in_another_order() -> None:
    names = ["a", "a-b", "a-b-c", "a b", "a/b", "b"]
    bitexts = by_path(delivery(name, "sv-SE") for name in names)
    assert [one.target.docname for one in bitexts] != sorted(names)
    head = made(bitexts, [])["data/sv-SE.js"]
    places = [head.index(f'[\\"{name}\\",') for name in sorted(names)]
    assert places == sorted(places)


class Heard:
    """Bitexts that tell when they are asked for, and how many are in memory then."""

    def __init__(self, count: int) -> None:
        self.keys = [(locale, f"topic-{number:03}") for number in range(count) for locale in sorted(ORDER)]
        self.asked = 0
        self.kept: list[weakref.ref[str]] = []
        self.most = 0

    def bitexts(self) -> Iterator[Bitext]:
        """Yield them in the order of their paths."""
        for locale, name in self.keys:
            self.asked += 1
            target = Text("Ett.")
            self.kept.append(weakref.ref(target))
            yield bitext(locale, f"{name}.md", (("103", "One.", target),) * 2)
            del target
            self.most = max(self.most, sum(one() is not None for one in self.kept))


class Text(str):
    """A text whose end can be seen."""

    __slots__ = ("__weakref__",)


def test_a_part_is_yielded_before_the_next_is_read_and_its_rows_are_forgotten() -> None:
    heard = Heard(40)
    with mock.patch.object(shards, "PART_ROWS", ROWS):
        files = Shards(heard.keys, [], ORDER, CODES).scripts(heard.bitexts())
        first = next(files)[0]
        asked = heard.asked
        rest = [path for path, _ in files]
    gc.collect()
    of_a_part = 2 * ROWS // 3  # an article has three rows in each of two locales
    assert (first, asked) == ("data/1/sv-SE.js", of_a_part + len(ORDER))
    assert rest[-2:] == ["data/sv-SE.js", "data/ar-SA.js"]
    assert heard.asked == 80
    assert heard.most <= of_a_part + len(ORDER) + 1


def test_a_bitext_that_nobody_announced_is_refused() -> None:
    one, two, three = (delivery(name, "sv-SE") for name in "abc")
    for announced, bitexts in (
        ([one], [one, two]),
        ([one, three], [one, two, three]),
        ([one], [one, one]),
        ([one], [dataclasses.replace(one, target=dataclasses.replace(one.target, locale="th-TH"))]),
    ):
        with pytest.raises(ValueError, match="none of the deliveries"):
            dict(Shards(keys_of(announced), [], ORDER, CODES).scripts(iter(bitexts)))


def test_a_delivery_that_does_not_come_keeps_nothing_back() -> None:
    bitexts = [delivery(name, "sv-SE") for name in "bc"]
    scripts = Shards([("sv-SE", "a"), *keys_of(bitexts)], [], ORDER, CODES).scripts(bitexts)
    assert dict(scripts) == dict(Shards(keys_of(bitexts), [], ORDER, CODES).scripts(bitexts))
