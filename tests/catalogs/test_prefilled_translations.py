"""English that changed: what still holds of a translation stays, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sample_projects import LOCALES

from sphinx_bitext.alignment.corpus import align_path
from sphinx_bitext.alignment.sentences import split_sentences
from sphinx_bitext.catalogs.merge import COSMETIC, SUGGESTION, cosmetic_of, merge_catalog
from sphinx_bitext.catalogs.po import Catalog, Entry, Origin, parse_catalog, render_catalog, text_hash
from sphinx_bitext.catalogs.prefill import is_cosmetic, match_versions, prefill
from sphinx_bitext.markup.article import decode, parse_article
from support import LONG, examples

ENGLISH = ["One is here.", "Two has cats.", "Three is big.", "Four is red.", "Five ends."]
SWEDISH = ["Ett är här.", "Två har katter.", "Tre är stor.", "Fyra är röd.", "Fem slutar."]
JAPANESE = ["一です。", "二は猫です。", "三は大きいです。", "四は赤いです。", "五は終わりです。"]
OTHER = "Whoever climbs up there sees the whole valley."


def filled(new: list[str], old: list[str] | None = None, there: str = "") -> str:
    return prefill(" ".join(old or ENGLISH), " ".join(new), there or " ".join(SWEDISH))


def test_a_sentence_that_changed_keeps_its_old_translation() -> None:
    for index, sentence in enumerate(ENGLISH):
        edited = f"{sentence[:-1]}, now."
        assert filled([*ENGLISH[:index], edited, *ENGLISH[index + 1 :]]) == " ".join(SWEDISH)


def test_a_sentence_that_is_new_stands_in_english() -> None:
    for index in range(6):
        assert filled([*ENGLISH[:index], OTHER, *ENGLISH[index:]]) == " ".join(
            [*SWEDISH[:index], OTHER, *SWEDISH[index:]]
        )


def test_a_sentence_that_went_is_left_out() -> None:
    for index in range(5):
        assert filled([*ENGLISH[:index], *ENGLISH[index + 1 :]]) == " ".join([*SWEDISH[:index], *SWEDISH[index + 1 :]])


def test_a_sentence_that_became_another_stands_in_english() -> None:
    assert filled([*ENGLISH[:2], OTHER, *ENGLISH[3:]]) == " ".join([*SWEDISH[:2], OTHER, *SWEDISH[3:]])


def test_a_sentence_that_moved_takes_its_translation_along() -> None:
    assert filled([*ENGLISH[2:], *ENGLISH[:2]]) == " ".join([*SWEDISH[2:], *SWEDISH[:2]])


def test_white_space_between_sentences_is_that_of_the_translation() -> None:
    joined = "".join(JAPANESE)
    assert filled([*ENGLISH[:1], *ENGLISH[2:]], there=joined) == "".join([*JAPANESE[:1], *JAPANESE[2:]])
    assert filled([ENGLISH[0], OTHER, *ENGLISH[1:]], there=joined) == f"{JAPANESE[0]} {OTHER} {''.join(JAPANESE[1:])}"
    lines = "\n".join(SWEDISH)
    assert filled([*ENGLISH[:1], *ENGLISH[2:]], there=lines) == "\n".join([*SWEDISH[:1], *SWEDISH[2:]])
    assert filled([*ENGLISH[:4]], there=f"  {lines}\n") == "  " + "\n".join(SWEDISH[:4]) + "\n"


def test_a_translation_without_sentences_of_its_own_is_kept_whole() -> None:
    thai = "หนึ่งอยู่ที่นี่ สองมีแมว สามใหญ่ สี่แดง ห้าจบ"
    assert filled([*ENGLISH, OTHER], there=thai) == f"{thai} {OTHER}"
    assert filled(ENGLISH[1:], there=thai) == thai


@pytest.mark.parametrize(("old", "new", "there"), [("", "One.", "Ett."), ("One.", "", "Ett."), ("One.", "Two.", "")])
def test_nothing_to_go_by_changes_nothing(old: str, new: str, there: str) -> None:
    assert prefill(old, new, there) == there


def test_all_english_new_keeps_the_translation_for_the_translator() -> None:
    assert filled([OTHER]) == " ".join(SWEDISH)


TEXTS = st.lists(st.sampled_from([*ENGLISH, OTHER, "`a.b`. ", "![x](y.z)", "", "\n", "Mr. X"]), max_size=7).map(
    " ".join
)


@given(TEXTS, TEXTS, TEXTS | st.text(max_size=40))
@settings(max_examples=examples(300), deadline=None)
@example("", "One is here.", "？0")
def test_every_text_can_be_prefilled_and_only_known_words_come_out(old: str, new: str, there: str) -> None:
    for word in prefill(old, new, there).split():
        assert word in there or word in new  # a part of what stood there without blanks, at most


def test_versions_are_matched_by_text_then_by_likeness_each_sentence_once() -> None:
    assert match_versions(["a b c d", "x"], ["x", "a b c e", "x"]) == [1, 0, None]
    assert match_versions(["x", "x"], ["x"]) == [0]


@pytest.mark.parametrize(
    ("old", "new", "cosmetic"),
    [
        ("Open the page.", "Open the page!", True),
        ("Open the page", "Open the  Page", True),
        ('Say "yes" to it', "Say “yes” to it", True),
        ("Open, then close.", "Open then close.", True),
        ("Open the page.", "Open the page.", False),
        ("Open the page.", "Open a page.", False),
        ("Run `a.B` now", "Run `a.b` now", False),
        ("Read [this](a.md)", "Read [this](A.md)", False),
        ("Read [this](a.md)", "Read this", False),
        ("Take 1.5 litres", "Take 15 litres", False),
        ("Take -5 off", "Take 5 off", False),
        ("Take 5% off", "Take 5 off", False),
        ("Pay $5", "Pay €5", False),
        ("It is **new**", "It is new", False),
        ("See ![x](a.png)", "See [x](a.png)", False),
        ("a + b", "a b", False),
        ("...", "!!!", False),
    ],
)
def test_what_is_a_matter_of_looks(old: str, new: str, *, cosmetic: bool) -> None:
    assert is_cosmetic(old, new) is cosmetic


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def delivered(msgid: str, msgstr: str, previous: str | None = None, kind: str = "HT") -> Entry:
    origin = Origin(kind, ("3a593-103",), text_hash(msgstr))
    return Entry(msgid, msgstr, origin=origin, flags=("fuzzy",) if previous else (), previous_msgid=previous)


def merged(text: str, *entries: Entry) -> Catalog:
    """Merge, check that merging again changes nothing, return the catalog as it is read."""
    once = render_catalog(merge_catalog(parse_catalog(text), entries).catalog)
    assert render_catalog(merge_catalog(parse_catalog(once), entries).catalog) == once
    return parse_catalog(once)


def test_a_delivery_for_older_english_is_prefilled_and_still_counts_as_delivered() -> None:
    new = f"{' '.join(ENGLISH)} {OTHER}"
    stale = delivered(new, " ".join(SWEDISH), " ".join(ENGLISH))
    text = render_catalog(merged(HEADER, stale))
    entry = parse_catalog(text).entries[0]
    assert entry.msgstr == f"{' '.join(SWEDISH)} {OTHER}"
    assert (entry.fuzzy, entry.edited, entry.previous_msgid) == (True, False, " ".join(ENGLISH))
    assert f"delivered:{text_hash(' '.join(SWEDISH))} prefilled:" in text
    in_step = merged(text, delivered(new, "Ny.")).entries[0]
    assert (in_step.msgstr, in_step.fuzzy, in_step.previous_msgid) == ("Ny.", False, None)


def test_english_that_changes_twice_keeps_what_the_translator_did_in_between() -> None:
    one, two, three = "One is here.", f"One is here. {OTHER}", f"One was here. {OTHER} Five ends."
    text = render_catalog(merged(HEADER, delivered(one, "Ett.")))
    text = render_catalog(merged(text, delivered(two, "Ett.", one)))
    mine = text.replace(f'msgstr "Ett. {OTHER}"', 'msgstr "Etta. Dalen syns."').replace("#, fuzzy\n", "")
    mine = mine.replace(f'#| msgid "{one}"\n', "")
    entry = next(e for e in merged(mine, delivered(three, "Ett.", one)).entries if e.msgid == three)
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("Etta. Dalen syns. Five ends.", True, two)
    assert entry.edited
    assert entry.notes == ()


def test_a_newer_delivery_for_older_english_is_a_note_on_the_persons_text() -> None:
    text = render_catalog(merged(HEADER, delivered(" ".join(ENGLISH), "A."))).replace('"A."', '"Min."')
    newer = delivered(f"{' '.join(ENGLISH)} {OTHER}", "B.", " ".join(ENGLISH))
    entry = merged(text, newer).entries[0]
    assert (entry.msgstr, entry.notes) == (f"Min. {OTHER}", (f"{SUGGESTION}B. {OTHER}",))


def test_a_cosmetic_change_leaves_the_translation_as_it_is_with_a_note() -> None:
    text = render_catalog(merged(HEADER, delivered("Open the page.", "Öppna sidan.")))
    stale = delivered("Open the Page!", "Öppna sidan.", "Open the page.")
    result = merge_catalog(parse_catalog(text), [stale])
    assert [(change.before, change.cosmetic, change.fuzzy) for change in result.changes] == [
        ("Open the page.", True, False)
    ]
    entry = merged(text, stale).entries[0]
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid, entry.edited) == ("Öppna sidan.", False, None, False)
    assert entry.notes == (f"{COSMETIC}Open the page.",)
    assert cosmetic_of(entry) == "Open the page."
    mine = text.replace("Öppna", "Öppna genast")
    entry = merged(mine, stale).entries[0]
    assert (entry.msgstr, entry.fuzzy, cosmetic_of(entry)) == ("Öppna genast sidan.", False, "Open the page.")
    in_step = merged(render_catalog(merged(mine, stale)), delivered("Open the Page!", "Öppna sidan."))
    assert cosmetic_of(in_step.entries[0]) is None


def test_comments_move_on_with_a_message_that_nobody_edited() -> None:
    text = render_catalog(merged(HEADER, delivered("One is here.", "Ett.")))
    text = text.replace("#. HT", "# Mind the number.\n#. HT").replace('msgid "One', '#, no-wrap\nmsgid "One')
    entry = merged(text, delivered("One was here.", "Ett.", "One is here.")).entries[0]
    assert (entry.translator_notes, entry.flags) == (("Mind the number.",), ("fuzzy", "no-wrap"))


def test_machine_translation_that_a_person_edited_is_known_whatever_comes() -> None:
    text = render_catalog(merged(HEADER, delivered("One is here.", "Ett.", kind="MT")))
    assert not parse_catalog(text).entries[0].post_edited
    mine = text.replace('"Ett."', '"Etta."')
    assert parse_catalog(mine).entries[0].post_edited
    assert merged(mine, delivered("One is here.", "En.", kind="HT")).entries[0].post_edited
    assert merged(mine, delivered("One was here.", "Ett.", "One is here.", kind="MT")).entries[0].post_edited
    assert not merged(mine, delivered("One is here.", "Etta.", kind="HT")).entries[0].post_edited


def aligned_paragraphs(folder: Path, locale: str) -> Iterator[tuple[list[str], list[str], str]]:
    """Yield English and translated sentences and the translation of paragraphs whose sentences can be told apart."""
    files = sorted(folder.rglob("*.md"))
    for file in files if LONG else files[::2]:
        article = parse_article(decode(file.read_bytes()), path=file.name, locale=locale)
        for bitext in align_path(file.name, [article]).bitexts:
            for pair in bitext.pairs:
                if pair.source is None or pair.target is None or len(pair.segments) < 3:
                    continue
                found = [(segment.source.strip(), segment.target.strip()) for segment in pair.segments]
                english, translated = (sentences(block.message) for block in (pair.source, pair.target))
                if found == [*zip(english, translated, strict=False)] and len(english) == len(translated):
                    yield english, translated, pair.target.message


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.corpus
@pytest.mark.parametrize("locale", LOCALES)
def test_all_other_sentences_of_a_paragraph_stay_in_the_sample(corpus: Path, locale: str) -> None:
    tried = 0
    for english, translated, whole in aligned_paragraphs(corpus / locale / "sxs", locale):
        for index in range(len(english)):
            for edited in (f"Please note: {english[index]}", OTHER):
                new = [*english[:index], edited, *english[index + 1 :]]
                text = prefill(" ".join(english), " ".join(new), whole)
                others = [*translated[:index], *translated[index + 1 :]]
                assert [sentence for sentence in others if sentence not in text] == []
                tried += 1
    assert tried >= 40
