from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.alignment import by_structure
from sphinx_bitext.alignment.by_structure import align_blocks, align_versions, anchors, band, pair_versions
from sphinx_bitext.alignment.corpus import align_path
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.model import Certainty
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


@pytest.mark.parametrize("rows", [1, 5, 300, 3_000])
@pytest.mark.parametrize("columns", [1, 7, 300, 9_000])
def test_the_band_reaches_both_corners_and_its_rows_touch(rows: int, columns: int) -> None:
    bands = [band(row, rows, columns, 40, 50_000) for row in range(rows + 1)]
    assert 0 in bands[0]
    assert columns in bands[-1]
    assert all(one.stop > two.start and one.start <= two.start for one, two in itertools.pairwise(bands))
    assert sum(map(len, bands)) <= 50_000 + (2 * 40 + 2) * (rows + 1) + 3 * columns
    assert band(0, 0, columns, 40, 50_000) == range(columns + 1)


def test_texts_of_very_different_length_take_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = 0
    cost = by_structure._pair_cost

    def counted(*arguments: object) -> float:
        nonlocal weighed
        weighed += 1
        return cost(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(by_structure, "_pair_cost", counted)
    monkeypatch.setattr(by_structure, "_MOST_CELLS", 20_000)
    source, target = parse_blocks("a\n\n" * 200), parse_blocks("b\n\n" * 900)
    links = align_blocks(source, target)
    assert len(links) == 900
    assert weighed < 45_000
