from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.catalogs.exchange.returning import RETURNED, Outcome, merge_returned
from sphinx_bitext.catalogs.exchange.xliff import exported_state, unit_id
from sphinx_bitext.catalogs.exchange.xliff_reading import ReturnedUnit
from sphinx_bitext.catalogs.po import Entry, Origin, parse_catalog, render_catalog, text_hash
from support import examples

TEXT = '''msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

# A translator said so.
#. HT 0abcd-101 delivered:{hash}
msgid "One."
msgstr ""
"Ett."

#, fuzzy
#| msgid "Two"
msgid "Two."
msgstr "Två."

msgid "Three."
msgstr ""

#~ msgid "Old."
#~ msgstr "Gammal."
'''.format(hash=text_hash("Ett."))  # fmt: skip
CATALOG = parse_catalog(TEXT)
ONE, TWO, THREE, _ = CATALOG.entries


def back(entry: Entry, target: str | None, state: str | None = "translated") -> ReturnedUnit:
    """Return the unit of an entry as exported, with this translation."""
    return ReturnedUnit(
        "sv-SE", "a.md", unit_id(entry), entry.msgid, target, state, exported_state(entry), complete=True, line=1
    )


def merged(*units: ReturnedUnit, text: str = TEXT) -> tuple[str, list[Outcome]]:
    result = merge_returned(parse_catalog(text), units)
    return render_catalog(result.catalog), [one.outcome for one in result.returns]


def test_what_was_not_changed_keeps_its_bytes() -> None:
    units = (back(ONE, "Ett.", "reviewed"), back(TWO, "Två.", "initial"), back(THREE, None, "initial"))
    assert merged(*units) == (TEXT, [Outcome.UNCHANGED] * 3)


def test_a_changed_text_is_the_translation_and_nothing_else_moves() -> None:
    text, outcomes = merged(back(ONE, "Nummer ett."), back(THREE, "Tre."))
    assert outcomes == [Outcome.MERGED, Outcome.MERGED]
    expected = TEXT.replace('msgstr ""\n"Ett."', 'msgstr "Nummer ett."')
    assert text == expected.replace('msgid "Three."\nmsgstr ""', 'msgid "Three."\nmsgstr "Tre."')
    assert parse_catalog(text).entries[0].edited


def test_an_approved_text_is_no_longer_fuzzy() -> None:
    text, outcomes = merged(back(TWO, "Två.", "final"))
    assert outcomes == [Outcome.MERGED]
    assert text == TEXT.replace('#, fuzzy\n#| msgid "Two"\n', "")


def test_a_changed_text_that_is_still_initial_is_fuzzy() -> None:
    text, _ = merged(back(THREE, "Tre.", "initial"))
    assert '#, fuzzy\nmsgid "Three."\nmsgstr "Tre."' in text
    assert "fuzzy" not in merged(back(THREE, "Tre.", None))[0].partition("Three.")[0].partition("Två.")[2]


def test_what_became_fuzzy_after_the_export_stays_fuzzy() -> None:
    later = TEXT.replace("# A translator", "#, fuzzy\n# A translator")
    assert merged(back(ONE, "Ett.", "final"), text=later) == (later, [Outcome.UNCHANGED])


def test_a_text_that_changed_in_the_meantime_stays() -> None:
    later = TEXT.replace('"Ett."', '"Etta."')
    text, outcomes = merged(back(ONE, "Nummer\nett."), text=later)
    assert outcomes == [Outcome.CONFLICT]
    assert f"#. {RETURNED}Nummer ett.\n" in text
    assert 'msgstr "Etta."' in text
    again = merged(back(ONE, "Nummer\nett."), text=text)
    assert again == (text, [Outcome.CONFLICT])


def test_a_text_that_only_the_catalog_changed_stays_without_a_word() -> None:
    later = TEXT.replace('"Ett."', '"Etta."')
    assert merged(back(ONE, "Ett."), text=later) == (later, [Outcome.UNCHANGED])
    assert merged(back(ONE, "Etta."), text=later) == (later, [Outcome.UNCHANGED])


def test_a_text_of_several_lines_that_only_the_catalog_changed() -> None:
    lines = replace(ONE, msgstr="Ett\noch ett.")
    assert merged(back(lines, "Ett\noch ett.")) == (TEXT, [Outcome.UNCHANGED])
    assert merged(back(lines, "Ett\noch två."))[1] == [Outcome.CONFLICT]


def test_where_the_tool_dropped_the_metadata_a_persons_text_stays() -> None:
    unit = replace(back(ONE, "Nummer ett."), exported=None)
    assert merged(unit)[1] == [Outcome.MERGED]
    later = TEXT.replace('"Ett."', '"Etta."')
    assert merged(unit, text=later)[1] == [Outcome.CONFLICT]


def test_an_entry_is_found_by_its_english_where_the_id_changed() -> None:
    assert merged(replace(back(ONE, "1."), id="tu-7"))[1] == [Outcome.MERGED]


def test_another_english_is_a_conflict_or_unknown() -> None:
    changed = replace(TWO, msgid="Two", flags=(), previous_msgid=None)
    text, outcomes = merged(back(changed, "Tvåa."))
    assert outcomes == [Outcome.CONFLICT]
    assert f"{RETURNED}Tvåa." in text
    assert merged(back(Entry("Nobody.", "Ingen."), "Ingen!")) == (TEXT, [Outcome.UNKNOWN])
    assert merged(back(Entry("Old.", "Gammal."), "Ny.")) == (TEXT, [Outcome.UNKNOWN])
    assert merged(back(Entry("Nobody."), None)) == (TEXT, [Outcome.UNCHANGED])


def test_a_part_of_a_text_is_not_merged() -> None:
    assert merged(replace(back(ONE, "Nummer"), complete=False)) == (TEXT, [Outcome.INCOMPLETE])


def test_an_empty_text_removes_nothing() -> None:
    assert merged(back(ONE, None)) == (TEXT, [Outcome.UNCHANGED])


@pytest.mark.parametrize("returned", ["\n   Ett.\n  ", "Ett.\r\n"])
def test_line_breaks_of_a_tool_are_no_change(returned: str) -> None:
    assert merged(back(ONE, returned))[1] == [Outcome.UNCHANGED]


def test_line_breaks_of_a_tool_are_not_part_of_a_new_text() -> None:
    assert 'msgstr "Nummer ett."' in merged(back(ONE, "\n  Nummer\n  ett.\n"))[0]


WORDS = st.sampled_from(("Ett.", "Två.", "Tre.", "Fyra.", "", "a\nb", "\x00\ud800"))
STATES = st.sampled_from((None, "initial", "translated", "final"))


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from((ONE, TWO, THREE)), WORDS, STATES, st.booleans()), max_size=5),
    st.dictionaries(st.sampled_from(("Ett.", "Två.")), st.sampled_from(("Mitt.", "Ditt."))),
)
def test_no_text_of_a_person_is_lost(
    returned: list[tuple[Entry, str, str | None, bool]], edits: dict[str, str]
) -> None:
    text = TEXT
    for old, new in edits.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    units = [
        replace(back(entry, target or None, state), exported=exported_state(entry) if known else None)
        for entry, target, state, known in returned
    ]
    new, outcomes = merged(*units, text=text)
    after = parse_catalog(new)
    assert len(outcomes) == len(units)
    assert [entry.key for entry in after.entries] == [entry.key for entry in parse_catalog(text).entries]
    for edited in edits.values():
        assert edited in {entry.msgstr for entry in after.entries}
    assert "# A translator said so." in new
    assert after.entries[-1] == CATALOG.entries[-1]
    said = "\n".join([*(entry.msgstr for entry in after.entries), *(note for e in after.entries for note in e.notes)])
    last = {unit.id: unit.target for unit in units if unit.target}
    for target in set(last.values()) - {ONE.msgstr, TWO.msgstr}:
        assert target.replace("\n", " ").replace("\x00\ud800", "\ufffd\ufffd") in said.replace("\n", " ")


def test_origins_are_kept() -> None:
    result = merge_returned(CATALOG, [back(ONE, "Nummer ett.")])
    assert result.catalog.entries[0].origin == Origin("HT", ("0abcd-101",), text_hash("Ett."))
