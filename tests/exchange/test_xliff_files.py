from __future__ import annotations

from pathlib import Path

import pytest
from exchange_samples import JAPANESE, MARKDOWN, broken_rules, catalog_file, edit, exported, small_project
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.catalogs.build import build_source
from sphinx_bitext.catalogs.exchange.sentences import split_message
from sphinx_bitext.catalogs.exchange.xliff import exported_state, render_xliff, unit_id
from sphinx_bitext.catalogs.exchange.xliff_reading import ReturnedUnit, parse_xliff
from sphinx_bitext.catalogs.po import Catalog, Entry, Origin, text_hash
from sphinx_bitext.model import Article, English
from support import examples

SOURCE = build_source(English(Article("a.md", "en-US", ""), "given", "unproven"))
TEXT = MARKDOWN.filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text))


def written(*entries: Entry, codes: bool = True) -> bytes:
    pieces = render_xliff(SOURCE, "en-US", "sv-SE", Catalog("", entries), None, codes=codes)
    return "".join(pieces).encode()


def read(*entries: Entry, codes: bool = True) -> list[ReturnedUnit]:
    return list(parse_xliff(written(*entries, codes=codes)))


def test_a_unit_of_each_message_with_a_segment_of_each_sentence(tmp_path: Path) -> None:
    text = exported(small_project(tmp_path)).read_text("utf-8")
    assert broken_rules(text.encode()) == []
    assert '<file id="f1" original="guide/save.md" xml:space="preserve">' in text
    assert text.count("<unit ") == 3
    assert text.count("<segment ") == 4
    assert (
        '<source>Select <pc id="1" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d1">Save</pc>.</source>'
        '<target>Välj <pc id="1" type="fmt" subType="xlf:b" dataRefStart="d1" dataRefEnd="d1">Spara</pc>.</target>'
    ) in text
    assert '<ph id="2" type="other" dataRef="d2" equiv="`save --now`"/>' in text
    assert '<data id="d4">](help.md)</data>' in text
    assert '<note id="n1" category="context">guide/save: Save the file</note>' in text
    assert '<note id="n2" category="origin">human translation</note>' in text


def test_sentences_of_a_language_without_spaces(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    edit(catalog_file(project, "ja-JP"), "します。 `", "します。`")
    text = exported(project, "ja-JP").read_text("utf-8")
    assert broken_rules(text.encode()) == []
    assert '<ignorable id="s2"><source> </source><target/></ignorable>' in text
    assert JAPANESE[3] in text
    assert 'state="translated" subState="bitext:mt"' in text


def test_the_id_of_a_unit_does_not_depend_on_its_translation(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    before = [unit.id for unit in parse_xliff(exported(project).read_bytes())]
    edit(catalog_file(project), "Klart.", "Färdigt.")
    assert [unit.id for unit in parse_xliff(exported(project).read_bytes())] == before
    assert before[0].startswith("102-")


DELIVERED = {kind: Origin(kind, (), text_hash("Hej")) for kind in ("HT", "MT")}


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (Entry("Hi"), 'state="initial">'),
        (Entry("Hi", "Hej", origin=DELIVERED["MT"]), 'state="translated" subState="bitext:mt"'),
        (Entry("Hi", "Hej", origin=DELIVERED["HT"]), 'state="reviewed" subState="bitext:ht"'),
        (Entry("Hi", "Hej du", origin=DELIVERED["MT"]), 'state="reviewed" subState="bitext:edited"'),
        (Entry("Hi", "Hej", flags=("fuzzy",), origin=DELIVERED["HT"]), 'state="initial" subState="bitext:fuzzy"'),
    ],
)
def test_states(entry: Entry, state: str) -> None:
    text = written(entry).decode()
    assert state in text
    assert broken_rules(text.encode()) == []


def test_notes_tell_what_a_translator_should_know() -> None:
    entry = Entry("Hi & <b>", "x", previous_msgid="Ho", translator_notes=("Mind <it>.",), notes=("newer delivery: y",))
    text = written(entry).decode()
    assert ">Translated from: Ho</note>" in text
    assert 'category="translator">Mind &lt;it&gt;.</note>' in text
    assert 'category="extracted">newer delivery: y</note>' in text


def test_what_is_obsolete_or_plural_is_left_out() -> None:
    assert "<unit" not in written(Entry("a", "b", obsolete=True), Entry("c", "d", foreign=True)).decode()


def test_two_entries_of_one_text_have_two_ids() -> None:
    entries = (Entry("Hi", "a"), Entry("Hi", "b", msgctxt="104"), Entry("Hi", "c", msgctxt="105"))
    assert broken_rules(written(*entries)) == []
    assert [unit.target for unit in read(*entries)] == ["a", "b", "c"]


def test_a_character_that_xml_cannot_hold_comes_back() -> None:
    entry = Entry("a\x1b\x00b `\ufffe`", "\x07\r\n\t\x85")
    assert '<cp hex="001B"/>' in written(entry).decode()
    (unit,) = read(entry)
    assert (unit.source, unit.target) == (entry.msgid, entry.msgstr)


@settings(max_examples=examples(200), deadline=None)
@given(TEXT.filter(str.strip), TEXT.filter(str.strip), st.booleans())
def test_any_message_comes_back_and_keeps_the_rules(msgid: str, msgstr: str, codes: bool) -> None:
    entry = Entry(msgid, msgstr)
    assert broken_rules(written(entry, codes=codes)) == []
    (unit,) = read(entry, codes=codes)
    assert (unit.source, unit.target, unit.complete) == (msgid, msgstr, True)
    assert (unit.id, unit.exported) == (unit_id(entry), exported_state(entry))


@settings(max_examples=examples(200), deadline=None)
@given(TEXT.filter(str.strip), TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=3))
def test_the_parts_of_a_message_are_the_message(msgid: str, msgstr: str, known: list[tuple[str, str]]) -> None:
    parts = split_message(msgid, msgstr, known)
    assert "".join(part.source for part in parts) == msgid
    if msgstr.strip():
        assert "".join(part.target for part in parts) == msgstr
    assert not any(part.source.strip() or part.target.strip() for part in parts if part.between)


def test_sentences_that_a_delivery_names_are_used() -> None:
    english, swedish = "One. Two (see no. 5). Three.", "Ett. Två (se nr. 5). Tre."
    known = [("One. Two (see no. 5).", "Ett. Två (se nr. 5)."), ("Three.", "Tre.")]
    assert [part.target for part in split_message(english, swedish, known) if not part.between] == [
        "Ett. Två (se nr. 5).",
        "Tre.",
    ]


def test_sentences_in_one_bold_text_stay_together() -> None:
    parts = split_message("**One. Two.** Three.", "**Ett. Två.** Tre.")
    assert [part.source for part in parts] == ["**One. Two.**", " ", "Three."]


def test_without_codes_the_markup_is_text() -> None:
    text = written(Entry("Select **Save**.", "Välj **Spara**."), codes=False).decode()
    assert "<target>Välj **Spara**.</target>" in text
    assert broken_rules(text.encode()) == []
