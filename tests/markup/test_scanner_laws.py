from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.markup import alignment_spans
from sphinx_bitext.markup.alignment_spans import Scan, scan_units
from sphinx_bitext.markup.article import build_side, decode, encode, file_offset, parse_article
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Article, Unit
from support import examples, unit

MARKER = re.compile("tu-id|sxs-lookup|</?span|&quot;|`")
PLAIN = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40).filter(lambda t: not MARKER.search(t))
# English with a blank line is read only where its translation has one as well: a spec case, not a law.
ENGLISH = PLAIN.filter(lambda text: not re.search("\n[ \t\r>]*\n", text))
PIECES = st.lists(st.tuples(PLAIN, PLAIN, ENGLISH), max_size=8)
BROKEN = st.lists(
    st.sampled_from(
        [
            '<span data-ttu-id="3a593-102">',
            '<span data-ttu-id="3a593-p103">',
            "<span data-ttu-id=&quot;3a593-104&quot;>",
            '</span><span class="sxs-lookup"><span data-stu-id="3a593-102">',
            '</span><span class="sxs-lookup"><span data-stu-id="3a593-p103">',
            "</span></span>",
            "</span>",
            "<span>",
            "data-ttu-id",
            "sxs-lookup",
            "Text. ",
            "\n",
            "\r\n\r\n",
            "---\n",
            "# ",
            '<a name="x"></a>',
            "\ufeff",
            "\udce4",
        ]
    ),
    max_size=25,
).map("".join)


def _read(text: str) -> Article:
    return parse_article(text, path="article.md", locale="sv-SE")


def _wrap(pieces: Sequence[tuple[str, str, str]], end: str) -> str:
    wrapped = (
        between + unit(f"3a593-{101 + number}", target, source)
        for number, (between, target, source) in enumerate(pieces)
    )
    return "".join(wrapped) + end


@settings(deadline=None, max_examples=examples(150))
@given(PIECES, PLAIN)
def test_units_come_back_as_they_were_wrapped(pieces: list[tuple[str, str, str]], end: str) -> None:
    scan = scan_units(_wrap(pieces, end))
    assert [(found.target, found.source) for found in scan.units] == [(t, s) for _, t, s in pieces]
    assert [found.id.number for found in scan.units] == list(range(101, 101 + len(pieces)))
    assert scan.defects == ()
    assert scan.dropped == ()


@settings(deadline=None, max_examples=examples(150))
@given(PIECES, PLAIN)
def test_stripping_gives_the_text_back(pieces: list[tuple[str, str, str]], end: str) -> None:
    body = "Text\n\n"  # what comes first in a file may be front matter or a byte order mark: other tests
    wrapped = body + _wrap(pieces, end)
    assert strip_alignment(wrapped) == body + "".join(between + target for between, target, _ in pieces) + end
    anchorless = wrapped if "<a" not in wrapped else body
    english = body + "".join(between + source for between, _, source in pieces) + end
    assert strip_alignment(anchorless, "source") == (english if anchorless is wrapped else body)


def _rebuilt(text: str, scan: Scan) -> str:
    """Put the file together from the units and what stands between them."""
    parts, position = [], 0
    for found in scan.units:
        assert found.place.start >= position, "units overlap"
        parts += [text[position : found.place.start], text[found.place.start : found.target_place.start]]
        parts += [found.target, text[found.target_place.end : found.source_place.start], found.source]
        parts.append(text[found.source_place.end : found.place.end])
        position = found.place.end
    return "".join([*parts, text[position:]])


@settings(deadline=None, max_examples=examples(300))
@given(BROKEN)
def test_no_character_is_lost_whatever_the_text(text: str) -> None:
    scan = scan_units(text)
    assert _rebuilt(text, scan) == text
    for found in scan.units:
        markers = text[found.place.start : found.target_place.start]
        markers += text[found.target_place.end : found.source_place.start]
        markers += text[found.source_place.end : found.place.end]
        assert not re.search("Text|[\n#\ufeff\udce4]", markers), "a marker holds text"
    for place in [*scan.dropped, *(defect.place for defect in scan.defects)]:
        assert 0 <= place.start <= place.end <= len(text)


@settings(deadline=None, max_examples=examples(300))
@given(BROKEN)
def test_sides_are_copies_of_the_file_piece_by_piece(text: str) -> None:
    article = _read(text)
    for name in ("target", "source"):
        side = build_side(article, "target" if name == "target" else "source")
        starts = [start for start, _ in side.origins]
        assert starts == sorted(set(starts))
        for index, (start, origin) in enumerate(side.origins):
            end = starts[index + 1] if index + 1 < len(starts) else len(side.text)
            assert side.text[start:end] == text[origin : origin + end - start]
        for offset, character in enumerate(side.text):
            assert text[file_offset(side, offset)] == character
        in_body = [found for found in article.units if found.place.start >= article.body_start]
        placed = [(unit, side.text[start:end]) for unit, start, end in side.units]
        assert placed == [(found.id.unit, found.target if name == "target" else found.source) for found in in_body]


@settings(deadline=None, max_examples=examples(200))
@given(st.binary(max_size=200))
def test_any_bytes_decode_and_encode_to_themselves(data: bytes) -> None:
    assert encode(decode(data)) == data


@settings(deadline=None, max_examples=examples(200))
@given(st.binary(max_size=60))
def test_bytes_that_are_not_utf8_are_reported_where_they_stand(data: bytes) -> None:
    text = decode(data)
    reported = [defect.place for defect in _read(text).defects if defect.kind == "invalid-utf8"]
    wrong = [offset for offset, character in enumerate(text) if 0xDC80 <= ord(character) <= 0xDCFF]
    assert [offset for place in reported for offset in range(*place)] == wrong


LONGEST_MARKER = 120
"""Characters after which no marker can begin to match any more."""


class _Counting:
    """A regular expression that counts how many characters its searches may look at."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.characters = 0

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        stop = len(text) if end is None else end
        found = self.pattern.search(text, start, stop)
        self.characters += (found.end() if found else stop) - start
        return found

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        self.characters += end - start
        return self.pattern.finditer(text, start, end)

    def match(self, text: str, start: int) -> re.Match[str] | None:
        found = self.pattern.match(text, start)
        self.characters += found.end() - start if found else LONGEST_MARKER
        return found


class _CountingList(list[Any]):
    """A list that counts how often an element of it is looked at."""

    looked = 0

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 (as list has it)
        self.looked += 1
        return super().__getitem__(index)


class _CountingWalker(alignment_spans._Walker):
    """A walker that counts how many markers it looks at."""

    last: _CountingList

    def __init__(self, text: str, markers: list[Any], whole: Sequence[Unit]) -> None:
        _CountingWalker.last = _CountingList(markers)
        super().__init__(text, _CountingWalker.last, whole)


OPEN = '<span data-ttu-id="3a593-102">'
MIDDLE = '</span><span class="sxs-lookup"><span data-stu-id="3a593-102">'


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        (OPEN, 50_000),
        (OPEN + "\n\n", 5_000),
        (MIDDLE, 5_000),
        (OPEN + MIDDLE, 5_000),
        (OPEN + "text" + MIDDLE + "text</span>", 5_000),
        (OPEN + "sxs-lookup " + MIDDLE.replace("102", "103") + "\n\n", 5_000),
        ("</span>", 50_000),
        ("</span></span>" + OPEN, 5_000),
        ("data-ttu-id", 50_000),
        (OPEN + MIDDLE + "   \t", 5_000),
    ],
    ids=range(10),
)
def test_thousands_of_broken_units_take_linear_work(piece: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is counted in characters given to regular expressions and in markers looked at, never in seconds."""
    work: list[float] = []
    for copies in (count // 10, count):
        names = ("_MARKER_RE", "_BLANK_LINE_RE", "_HINT_RE", "_STRAY_SPAN_RE")
        counters = [_Counting(getattr(alignment_spans, name)) for name in names]
        with monkeypatch.context() as patch:
            for name, counter in zip(names, counters, strict=True):
                patch.setattr(alignment_spans, name, counter)
            patch.setattr(alignment_spans, "_Walker", _CountingWalker)
            text = piece * copies
            scan = scan_units(text)
        assert _rebuilt(text, scan) == text
        work.append((sum(counter.characters for counter in counters) + _CountingWalker.last.looked) / len(text))
    assert work[1] <= work[0] * 1.1 + 0.1, f"work per character grew from {work[0]} to {work[1]}"
    assert work[1] < 5
