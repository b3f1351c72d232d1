"""A person's text wins, nothing is dropped, and a second merge changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.catalogs.merge import SUGGESTION, Merged, merge_catalog
from sphinx_bitext.catalogs.po import Catalog, Entry, Origin, parse_catalog, render_catalog, text_hash
from support import examples

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def delivered(msgid: str, msgstr: str = "", *, previous: str | None = None, unit: str = "3a593-103") -> Entry:
    if not msgstr:
        return Entry(msgid)
    origin = Origin("HT", (unit,), text_hash(msgstr))
    return Entry(msgid, msgstr, origin=origin, flags=("fuzzy",) if previous else (), previous_msgid=previous)


def merge(text: str, *entries: Entry) -> Merged:
    return merge_catalog(parse_catalog(text), entries)


def written(text: str, *entries: Entry) -> str:
    """Merge once, check that a second merge changes nothing, return the file."""
    once = render_catalog(merge(text, *entries).catalog)
    assert render_catalog(merge(once, *entries).catalog) == once
    return once


def start(*entries: Entry) -> str:
    return written(HEADER, *entries)


def find(text: str, msgid: str) -> Entry:
    return next(entry for entry in parse_catalog(text).entries if entry.msgid == msgid)


def test_an_edited_text_is_never_overwritten() -> None:
    text = start(delivered("One", "Ett")).replace('"Ett"', '"Etta"')
    assert written(text, delivered("One", "Ett")) == text
    assert find(written(text, delivered("One", "Ett, ny")), "One").msgstr == "Etta"


def test_a_newer_delivery_is_a_note_and_a_conflict_until_the_note_is_removed() -> None:
    text = start(delivered("One", "Ett")).replace('"Ett"', '"Etta"')
    newer = delivered("One", "En\nsak")
    merged = merge(text, newer)
    assert [conflict.delivered for conflict in merged.conflicts] == ["En\nsak"]
    noted = render_catalog(merged.catalog)
    assert noted.count(f"#. {SUGGESTION}En sak\n") == 1
    again = merge(noted, newer)
    assert render_catalog(again.catalog) == noted
    assert len(again.conflicts) == 1
    decided = noted.replace(f"#. {SUGGESTION}En sak\n", "")
    assert merge(decided, newer).conflicts == ()
    assert written(decided, newer) == decided


def test_a_third_delivery_replaces_the_note() -> None:
    text = written(start(delivered("One", "Ett")).replace('"Ett"', '"Etta"'), delivered("One", "Två"))
    text = written(text, delivered("One", "Tre"))
    assert find(text, "One").notes == (f"{SUGGESTION}Tre",)


def test_taking_a_newer_delivery_over_ends_the_conflict() -> None:
    newer = delivered("One", "En")
    text = written(start(delivered("One", "Ett")).replace('"Ett"', '"Etta"'), newer).replace('"Etta"', '"En"')
    merged = merge(text, newer)
    assert merged.conflicts == ()
    assert merged.catalog.entries[0].notes == ()
    assert not merged.catalog.entries[0].edited


def test_a_text_that_a_person_wrote_where_none_was_delivered_stays() -> None:
    text = start(Entry("One")).replace('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "Ett"')
    assert written(text, Entry("One")) == text
    merged = merge(text, delivered("One", "En"))
    assert merged.catalog.entries[0].msgstr == "Ett"
    assert len(merged.conflicts) == 1


def test_an_untouched_entry_takes_the_new_delivery() -> None:
    text = written(start(delivered("One", "Ett")), delivered("One", "En", unit="3a593-104"))
    assert find(text, "One").msgstr == "En"
    assert find(text, "One").origin == Origin("HT", ("3a593-104",), text_hash("En"))


def test_a_delivery_that_lacks_a_text_takes_none_away() -> None:
    text = start(delivered("One", "Ett"))
    assert written(text, Entry("One")) == text


def test_what_vanishes_becomes_obsolete_and_what_returns_is_revived() -> None:
    text = start(delivered("One", "Ett"), delivered("Two", "Två"), Entry("Three"))
    gone = written(text, delivered("One", "Ett"))
    assert '#~ msgid "Two"\n#~ msgstr "Två"\n' in gone
    assert "Three" not in gone
    edited = gone.replace('#~ msgstr "Två"', '#~ msgstr "Tvåa"')
    back = written(edited, delivered("One", "Ett"), delivered("Two", "Två"))
    assert (find(back, "Two").msgstr, find(back, "Two").obsolete) == ("Tvåa", False)


def test_a_changed_english_gives_a_fuzzy_entry_with_the_persons_text() -> None:
    text = start(delivered("One cat", "En katt"), delivered("Two", "Två")).replace("En katt", "En kissekatt")
    after = written(text, delivered("One dog", "En katt", previous="One cat"), delivered("Two", "Två"))
    entry = find(after, "One dog")
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("En kissekatt", True, "One cat")
    assert '#~ msgid "One cat"\n#~ msgstr "En kissekatt"\n' in after
    assert after.index("One dog") < after.index('msgid "Two"')


def test_a_changed_english_without_a_delivery_is_prefilled_from_what_is_alike() -> None:
    text = start(delivered("Open the settings page.", "Öppna sidan Inställningar."))
    entry = find(written(text, Entry("Open the new settings page.")), "Open the new settings page.")
    assert (entry.msgstr, entry.fuzzy) == ("Öppna sidan Inställningar.", True)
    assert entry.previous_msgid == "Open the settings page."


def test_a_person_who_takes_the_fuzzy_mark_away_is_believed() -> None:
    stale = delivered("One dog", "En katt", previous="One cat")
    text = start(stale)
    assert find(text, "One dog").fuzzy
    checked = text.replace("#, fuzzy\n", "").replace('#| msgid "One cat"\n', "")
    assert written(checked, stale) == checked


def test_a_person_who_marks_a_text_fuzzy_is_believed() -> None:
    entry = delivered("One", "Ett")
    marked = start(entry).replace('msgid "One"', '#, fuzzy\nmsgid "One"')
    assert written(marked, entry) == marked


def test_a_delivery_that_is_in_step_again_takes_the_fuzzy_mark_away() -> None:
    text = written(start(delivered("One dog", "Samma", previous="One cat")), delivered("One dog", "Samma"))
    assert not find(text, "One dog").fuzzy
    assert find(text, "One dog").previous_msgid is None


def test_comments_flags_and_references_of_people_survive_a_new_delivery() -> None:
    text = (
        start(delivered("One", "Ett"))
        .replace("#. HT", "# Check the term.\n#=sticky\n#. HT")
        .replace('msgid "One"', '#: a.md:1 b.md:2\n#, no-wrap\nmsgid "One"')
    )
    after = written(text, delivered("One", "En"))
    assert after == text.replace('"Ett"', '"En"').replace(text_hash("Ett"), text_hash("En"))


def test_new_entries_stand_in_the_order_of_the_article_and_old_ones_stay_where_they_are() -> None:
    names = ["d", "a", "c"]
    text = start(*(delivered(name, name.upper()) for name in names))
    after = written(text, *(delivered(name, name.upper()) for name in ["new", "a", "b", "c", "d", "e"]))
    assert [entry.msgid for entry in parse_catalog(after).entries] == ["new", "d", "e", "a", "b", "c"]


def test_a_second_entry_for_a_message_is_not_ours_to_lose() -> None:
    text = start(delivered("One", "Ett")) + '\nmsgid "One"\nmsgstr "Uno"\n\n#~ msgid "One"\n#~ msgstr "Eins"\n'
    assert written(text, delivered("One", "Ett")) == text


def test_plural_entries_and_headers_out_of_place_stay() -> None:
    text = f'msgid "n"\nmsgid_plural "m"\nmsgstr[0] "x"\n\n{HEADER}\nmsgid "One"\nmsgstr "Ett"\n'
    assert written(text, Entry("n"), Entry("One")) == text


def test_comments_behind_the_last_entry_stay_there() -> None:
    text = start(delivered("One", "Ett")) + "\n# the end\n"
    after = written(text, delivered("One", "Ett"), delivered("Two", "Två"))
    assert after.endswith('msgstr "Två"\n\n# the end\n')


MSGIDS = ["One cat sat.", "One cat sits.", "Two", "Three dogs", "Three cats"]
STRINGS = st.sampled_from(["", "a", "b", 'c "q" \\', "d\ne"])


@st.composite
def proposals(draw: st.DrawFn) -> tuple[Entry, ...]:
    found = []
    for msgid in draw(st.lists(st.sampled_from(MSGIDS), unique=True)):
        entry = delivered(msgid, draw(STRINGS), previous=draw(st.none() | st.sampled_from(MSGIDS)))
        found.append(replace(entry, msgctxt=draw(st.sampled_from([None, None, "103"]))))
    return tuple(found)


ENTRIES = st.builds(
    Entry,
    msgid=st.sampled_from(MSGIDS),
    msgstr=STRINGS,
    msgctxt=st.sampled_from([None, None, "103"]),
    origin=st.none() | st.builds(lambda text: Origin("MT", (), text_hash(text)), STRINGS),
    flags=st.sampled_from([(), ("fuzzy",), ("no-wrap",)]),
    translator_notes=st.sampled_from([(), ("mine",)]),
    previous_msgid=st.none() | st.sampled_from(MSGIDS),
    obsolete=st.booleans(),
)


def edited_texts(catalog: Catalog) -> set[str]:
    return {entry.msgstr for entry in catalog.entries if entry.edited}


@given(st.lists(ENTRIES, max_size=6), st.lists(proposals(), min_size=1, max_size=3))
@settings(max_examples=examples(300), deadline=None)
def test_merging_is_stable_and_loses_no_text_of_a_person(
    old: list[Entry], deliveries: Sequence[tuple[Entry, ...]]
) -> None:
    catalog = parse_catalog(render_catalog(Catalog(HEADER, tuple(old))))
    for proposal in deliveries:
        once = render_catalog(merge_catalog(catalog, proposal).catalog)
        again = merge_catalog(parse_catalog(once), proposal).catalog
        assert render_catalog(again) == once
        wanted = {entry.key for entry in proposal}
        assert edited_texts(catalog) <= {entry.msgstr for entry in again.entries}
        for entry in catalog.entries:  # also of a delivery, where it does not give another text itself
            if entry.msgstr and entry.key not in wanted:
                assert any((one.key, one.msgstr) == (entry.key, entry.msgstr) for one in again.entries)
        assert wanted <= {entry.key for entry in again.entries if not entry.obsolete}
        catalog = again
