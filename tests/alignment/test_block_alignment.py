from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.alignment import by_structure
from sphinx_bitext.alignment.by_structure import align_blocks, align_versions, certainty_of, pair_versions
from sphinx_bitext.alignment.corpus import align_path
from sphinx_bitext.alignment.evidence import Evidence, anchors
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.model import Block, Certainty, Span
from support import examples

SOURCE = """# The server

Stop the server with `stop`, then see [the log](https://a.example/log).

- Copy 12 files.
- Start the server again, and wait until it answers.

| Name | Value |
|---|---|
| port | 8080 |

```sh
stop
```

That is all there is to it.
"""
TARGET = """# Servern

Stoppa servern med `stop` och läs sedan [loggen](https://a.example/log).

- Kopiera 12 filer.
- Starta servern igen och vänta tills den svarar.

| Namn | Värde |
|---|---|
| port | 8080 |

```sh
stop
```

Det är allt som behövs.
"""


def _pairs(source: str, target: str) -> list[tuple[str | None, str | None]]:
    articles = [parse_article(source, path="a.md", locale="en-US"), parse_article(target, path="a.md", locale="sv-SE")]
    (bitext,) = align_path("a.md", articles).bitexts
    return [(p.source.message if p.source else None, p.target.message if p.target else None) for p in bitext.pairs]


WHOLE = _pairs(SOURCE, TARGET)


def test_equal_structure_pairs_one_to_one_and_is_certain() -> None:
    source, target = parse_blocks(SOURCE), parse_blocks(TARGET)
    links = align_blocks(source, target)
    assert [(link.source, link.target) for link in links] == [(index, index) for index in range(len(source))]
    assert {link.certainty for link in links} == {Certainty.CERTAIN}
    assert all(one and two for one, two in WHOLE)


@pytest.mark.parametrize(
    "lost",
    ["# Servern\n", "- Kopiera 12 filer.\n", "| port | 8080 |\n", "```sh\nstop\n```\n", "Det är allt som behövs.\n"],
)
def test_a_lost_block_costs_no_other_pair(lost: str) -> None:
    assert lost in TARGET
    found = _pairs(SOURCE, TARGET.replace(lost, ""))
    gone = [target for pair, (_, target) in zip(found, WHOLE, strict=True) if pair[1] is None]
    assert "".join(message or "" for message in gone) in lost.replace("\n", " ").replace(" | ", "")
    assert all(pair in WHOLE for pair in found if pair[1] is not None)


@pytest.mark.parametrize(
    ("before", "added"),
    [
        ("- Kopiera", "Ett helt nytt stycke som engelskan inte har alls.\n\n"),
        ("# Servern", "## Nytt\n\n"),
        ("Det är", "```py\nprint(1)\n```\n\n"),
        ("- Starta", "- Vänta på att alla 99 frågor besvaras.\n"),
    ],
)
def test_an_added_block_stands_alone_after_its_neighbour(before: str, added: str) -> None:
    found = _pairs(SOURCE, TARGET.replace(before, added + before))
    alone = [target for source, target in found if source is None]
    assert len(alone) == 1
    assert (alone[0] or "").split()[-1] in added
    assert [pair for pair in found if pair[0] is not None] == WHOLE


def test_paragraphs_that_were_merged_pair_with_one_of_the_two() -> None:
    source = SOURCE.replace("That is all", "One more sentence stands here.\n\nThat is all")
    target = TARGET.replace("Det är allt", "En mening till står här. Det är allt")
    found = _pairs(source, target)
    last = [pair for pair in found if pair[0] and pair[0].startswith(("One more", "That is"))]
    assert len(last) == 2
    assert [target for _, target in last if target] == ["En mening till står här. Det är allt som behövs."]
    assert all(pair in found for pair in WHOLE[:-1])


def test_a_paragraph_that_was_split_pairs_with_one_half() -> None:
    target = TARGET.replace("med `stop` och läs", "med `stop`.\n\nLäs")
    found = _pairs(SOURCE, target)
    assert len(found) == len(WHOLE) + 1
    assert sum(source is None for source, _ in found) == 1
    assert all(pair in found for pair in WHOLE if not (pair[0] or "").startswith("Stop the server"))


def test_a_list_item_that_became_a_paragraph_is_still_paired() -> None:
    found = _pairs(SOURCE, TARGET.replace("- Kopiera 12 filer.\n- Starta", "Kopiera 12 filer.\n\n- Starta"))
    assert ("Copy 12 files.", "Kopiera 12 filer.") in found


def test_unit_numbers_beat_structure() -> None:
    source, target = parse_blocks("a\n\nb\n\nc\n"), parse_blocks("    b\n\nc\n")
    keys = [frozenset({"1"}), frozenset({"2"}), frozenset({"3"})]
    links = align_blocks(source, target, keys, keys[1:])
    assert [(link.source, link.target) for link in links] == [(0, None), (1, 0), (2, 1)]


BLOCKS = st.lists(
    st.sampled_from(["# a", "text", "more text here", "- item", "> quote", "```\nx\n```", "| a |\n|---|\n| b |"]),
    max_size=8,
).map("\n\n".join)


@settings(deadline=None, max_examples=examples(100))
@given(BLOCKS, BLOCKS)
def test_each_block_is_linked_once_and_in_order(one: str, two: str) -> None:
    source, target = parse_blocks(one), parse_blocks(two)
    for links in (align_blocks(source, target), align_versions(source, target)):
        assert [link.source for link in links if link.source is not None] == list(range(len(source)))
        assert [link.target for link in links if link.target is not None] == list(range(len(target)))
        assert all(link.source is not None or link.target is not None for link in links)


def test_versions_pair_what_is_alike() -> None:
    old = parse_blocks("# Server\n\nStop the server now.\n\nGone.\n\nKept.\n")
    new = parse_blocks("# Server\n\nStop the big server now.\n\nKept.\n\nNew text.\n")
    links = [(link.source, link.target, link.certainty.value) for link in align_versions(old, new)]
    assert links == [(0, 0, "certain"), (1, 1, "likely"), (2, None, "likely"), (3, 2, "certain"), (None, 3, "likely")]


def test_changed_sentences_are_told_as_then_and_now() -> None:
    old, new = ["Stop it.", "Copy the file.", "Gone."], ["Stop it.", "Copy the big file.", "Fresh!"]
    assert pair_versions(old, new) == [("Copy the file.", "Copy the big file."), ("Gone.", ""), ("", "Fresh!")]
    assert pair_versions(old, old) == []


def test_anchors_are_what_a_translation_leaves_as_it_is() -> None:
    assert anchors("See [a](HTTPS://a.example/x), `Code`, <https://b.example> and 1,200 or v2x.") == {
        "https://a.example/x", "`code`", "https://b.example", "1,200",
    }  # fmt: skip


def _paragraphs(texts: list[str]) -> list[Block]:
    return [Block("paragraph", (Span(100 * i, 100 * i + len(text)),), text) for i, text in enumerate(texts)]


def test_texts_of_very_different_length_take_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = 0
    weigh = Evidence.weigh

    def counted(evidence: Evidence, row: int, column: int) -> float:
        nonlocal weighed
        weighed += 1
        return weigh(evidence, row, column)

    monkeypatch.setattr(Evidence, "weigh", counted)
    monkeypatch.setattr(by_structure, "_MOST_CELLS", 20_000)
    links = align_blocks(_paragraphs(["a"] * 200), _paragraphs(["b"] * 900))
    assert sum(link.target is not None for link in links) == 900
    assert weighed < 45_000


@pytest.mark.parametrize(("one", "two"), [(5_000, 2_500), (2_500, 5_000), (5_000, 0), (1, 5_000)])
def test_thousands_of_equal_blocks_are_aligned_in_bounded_time(one: int, two: int) -> None:
    """The test's own time limit is what would fail."""
    source, target = _paragraphs(["the same"] * one), _paragraphs(["the same"] * two)
    for links in (align_blocks(source, target), align_versions(source, target)):
        assert sum(link.source is not None for link in links) == one
        assert sum(link.target is not None for link in links) == two


def test_a_long_stretch_that_is_missing_is_found_by_what_stands_once() -> None:
    texts = [f"Part {number} of the machine." for number in range(2_000)]
    links = align_blocks(_paragraphs(texts), _paragraphs(texts[:700] + texts[1_100:]))
    pairs = [(link.source, link.target) for link in links if link.source is not None and link.target is not None]
    assert pairs == [(i, i) for i in range(700)] + [(i, i - 400) for i in range(1_100, 2_000)]


def test_long_versions_are_compared_in_bounded_time() -> None:
    old = [f"line {number}" for number in range(9_000)]
    new = [*old[:4_000], "new", *old[4_010:]]
    assert pair_versions(old, new)[0] == ("line 4000", "")
    assert len(align_versions(_paragraphs(old), _paragraphs(new))) == 9_001
    assert pair_versions(["a"] * 20_000, ["b"] * 20_000)[-1] == ("", "b")


def test_like_structure_does_not_hide_what_was_lost_and_added() -> None:
    """One paragraph lost and another added leave as many as before, each a place off."""
    source = "# Boats\n\nRead `a`.\n\nRead `b`.\n\nRead `c`.\n\nRead `d`.\n"
    target = "# Båtar\n\nLäs `b`.\n\nLäs `c`.\n\nLäs `d`.\n\nSova.\n"
    pairs = [pair for pair in _pairs(source, target) if None not in pair]
    assert pairs == [
        ("Boats", "Båtar"),
        ("Read `b`.", "Läs `b`."),
        ("Read `c`.", "Läs `c`."),
        ("Read `d`.", "Läs `d`."),
    ]


def test_the_rows_of_a_table_stay_whole() -> None:
    source = "| Name | Use |\n|---|---|\n| one | first |\n| two | second |\n| Kai | pier |\n"
    target = "| Namn | Bruk |\n|---|---|\n| två | andra |\n| Kai | pir |\n"
    assert [pair for pair in _pairs(source, target) if None not in pair] == [
        ("Name", "Namn"), ("Use", "Bruk"), ("two", "två"), ("second", "andra"), ("Kai", "Kai"), ("pier", "pir"),
    ]  # fmt: skip


@pytest.mark.parametrize("begun", ["4. kapitlet läser du sist.", "+ betyder att något läggs till.", "2) är svaret."])
def test_a_paragraph_that_begins_like_a_list_is_still_paired(begun: str) -> None:
    source = "Chapter four you read last.\n\nThe plus sign means `more`.\n\n- Then sleep.\n"
    target = f"{begun}\n\nPlustecknet betyder `more`.\n\n- Sov sedan.\n"
    found = _pairs(source, target)
    assert len(found) == 3
    assert all(one and two for one, two in found)


def test_certainty_follows_probability() -> None:
    given = [0.2, 0.7, 0.97, 0.98, 1.0]
    assert [certainty_of(one).value for one in given] == ["possible", "likely", "likely", "certain", "certain"]
