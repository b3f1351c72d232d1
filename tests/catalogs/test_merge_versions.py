"""Two people edit one catalog: both edits count, and only two texts for one message are a conflict."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import pytest

from sphinx_bitext.catalogs.header import CONFLICT, parse_header
from sphinx_bitext.catalogs.merge import SUGGESTION, merge_catalog
from sphinx_bitext.catalogs.merge_driver import Versions, merge_versions
from sphinx_bitext.catalogs.po import Catalog, Entry, Origin, parse_catalog, render_catalog, render_entry, text_hash
from support import LONG

HEADER = (
    'msgid ""\nmsgstr ""\n"PO-Revision-Date: 2021-01-02 00:00+0000\\n"\n"Last-Translator: A\\n"\n"Language: sv\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
BASE = HEADER + (
    '\n#. HT 3a593-103 delivered:0123abcd\nmsgid "One"\nmsgstr "Ett"\n\n# Look this up.\n#, no-wrap\nmsgid "Two"\n'
    'msgstr "Två"\n\nmsgid "Three"\nmsgstr ""\n\n#~ msgid "Old"\n#~ msgstr "Gammal"\n'
)


def merge(base: str, ours: str, theirs: str) -> tuple[str, Versions]:
    """Merge three texts, check that merging the outcome once more changes nothing, return it."""
    versions = merge_versions(*(parse_catalog(text) for text in (base, ours, theirs)))
    text = render_catalog(versions.catalog)
    assert parse_catalog(text).problems == ()
    again = merge_versions(parse_catalog(base), parse_catalog(text), parse_catalog(theirs))
    if not versions.conflicts:
        assert render_catalog(again.catalog) == text
    return text, versions


def clean(base: str, ours: str, theirs: str) -> str:
    """Merge without conflict, both ways round with the same entries."""
    text, versions = merge(base, ours, theirs)
    assert versions.conflicts == ()
    other, _ = merge(base, theirs, ours)
    assert {entry.key: entry.msgstr for entry in parse_catalog(text).entries} == {
        entry.key: entry.msgstr for entry in parse_catalog(other).entries
    }
    return text


FOUR = '\nmsgid "Four"\nmsgstr "Fyra"\n\n#~'
ONE = BASE.replace('"Ett"', '"Etta"')


@pytest.mark.parametrize(
    ("theirs", "wanted"),
    [
        (BASE, ONE),
        (ONE, ONE),
        (BASE.replace('"Två"', '"Tvåa"'), ONE.replace('"Två"', '"Tvåa"')),
        (BASE.replace("#. HT", "# Why?\n#. HT"), ONE.replace("#. HT", "# Why?\n#. HT")),
        (BASE.replace('msgid "One"', '#, fuzzy\nmsgid "One"'), ONE.replace('msgid "One"', '#, fuzzy\nmsgid "One"')),
        (BASE.replace("#, no-wrap\n", ""), ONE.replace("#, no-wrap\n", "")),
        (BASE.replace("# Look this up.\n", ""), ONE.replace("# Look this up.\n", "")),
        (BASE.replace("Last-Translator: A", "Last-Translator: B"), ONE.replace("Translator: A", "Translator: B")),
        (BASE.replace("\n#~", FOUR, 1), ONE.replace("\n#~", FOUR, 1)),
        (BASE.replace('\n#~ msgid "Old"\n#~ msgstr "Gammal"\n', ""), ONE[: ONE.index("\n#~")]),
        (BASE.replace('#~ msg', "msg"), ONE.replace("#~ msg", "msg")),
        (f"# A licence.\n{BASE}", f"# A licence.\n{ONE}"),
        (f"{BASE}# the end\n", f"{ONE}# the end\n"),
    ],
    ids=[
        "nothing", "the same", "another text", "a comment", "a flag", "no flag", "no comment", "header", "a new entry",
        "a removed entry", "a revived entry", "a comment on the header", "a comment at the end",
    ],
)  # fmt: skip
def test_edits_in_different_places_both_count(theirs: str, wanted: str) -> None:
    assert clean(BASE, ONE, theirs) == wanted


def test_two_texts_for_one_message_are_a_conflict_that_keeps_both() -> None:
    text, versions = merge(BASE, ONE, BASE.replace('"Ett"', '"En\\n\\"sak\\""'))
    assert versions.conflicts == ("One",)
    entry = parse_catalog(text).entries[0]
    assert (entry.msgstr, entry.fuzzy) == ("Etta", True)
    assert entry.translator_notes == (CONFLICT + 'En\\n\\"sak\\"',)
    assert clean(BASE, text, ONE) == text


def test_an_edit_beats_a_removal() -> None:
    assert (
        clean(BASE, ONE, BASE.replace('#. HT 3a593-103 delivered:0123abcd\nmsgid "One"\nmsgstr "Ett"\n\n', "")) == ONE
    )


def test_two_removals_and_one() -> None:
    gone = BASE.replace('msgid "Three"\nmsgstr ""\n\n', "")
    assert clean(BASE, gone, BASE) == clean(BASE, gone, gone) == gone


def test_a_person_beats_a_newer_delivery_which_stays_in_sight() -> None:
    was = f"HT 3a593-103 delivered:{text_hash('Ett')}"
    base = BASE.replace("HT 3a593-103 delivered:0123abcd", was)
    newer = base.replace('"Ett"', '"En"').replace(text_hash("Ett"), text_hash("En"))
    text = clean(base, base.replace('"Ett"', '"Etta"'), newer)
    entry = parse_catalog(text).entries[0]
    assert (entry.msgstr, entry.fuzzy, entry.notes) == ("Etta", False, (f"{SUGGESTION}En",))
    assert merge_catalog(parse_catalog(text), [delivered("One", "En")]).catalog.entries[0] == entry


def delivered(msgid: str, msgstr: str, previous: str | None = None) -> Entry:
    origin = Origin("HT", ("3a593-103",), text_hash(msgstr))
    return Entry(msgid, msgstr, origin=origin, flags=("fuzzy",) if previous else (), previous_msgid=previous)


def test_an_edit_follows_its_message_when_the_english_changes_on_the_other_side() -> None:
    base = render_catalog(merge_catalog(parse_catalog(HEADER), [delivered("One. Two.", "Ett. Två.")]).catalog)
    changed = merge_catalog(parse_catalog(base), [delivered("One. Two. New.", "Ett. Två.", "One. Two.")]).catalog
    text = clean(base, base.replace('"Ett. Två."', '"Etta. Tvåa."'), render_catalog(changed))
    found = {entry.msgid: entry for entry in parse_catalog(text).entries}
    assert found["One. Two. New."].msgstr == "Etta. Tvåa. New."
    assert found["One. Two. New."].fuzzy
    assert (found["One. Two."].msgstr, found["One. Two."].obsolete) == ("Etta. Tvåa.", True)


def test_a_review_of_what_both_ingested_counts() -> None:
    after = [delivered("One dog. New.", "En katt.", "One cat.")]
    start = render_catalog(merge_catalog(parse_catalog(HEADER), [delivered("One cat.", "En katt.")]).catalog)
    ours = render_catalog(merge_catalog(parse_catalog(start), after).catalog)
    theirs = (
        ours.replace("#, fuzzy\n", "").replace('#| msgid "One cat."\n', "").replace("En katt. New.", "En hund. Ny.")
    )
    assert theirs != ours
    assert clean(start, ours, theirs) == theirs


def test_lines_that_were_wrapped_anew_stay_so_and_take_the_edit() -> None:
    wrapped = BASE.replace('msgstr "Två"', 'msgstr ""\n"Tv"\n"å"')
    assert clean(BASE, ONE, wrapped) == wrapped.replace('"Ett"', '"Etta"')


def test_entries_of_another_file_take_the_line_ends_of_ours() -> None:
    ours, theirs = BASE.replace("\n", "\r\n"), BASE.replace('"Två"', '"Tvåa"') + '\nmsgid "Four"\nmsgstr "4"\n'
    text = clean(BASE, ours, theirs)
    assert "\n" not in text.replace("\r\n", "")
    assert '"Tvåa"' in text
    assert '"4"' in text


def test_moved_entries_stay_where_they_were_put() -> None:
    head, one, two, three, old = BASE.split("\n\n")
    moved = "\n\n".join((head, three, one, two, old))
    assert clean(BASE, ONE, moved) == moved.replace('"Ett"', '"Etta"')


def test_the_header_of_the_later_editor_stays_and_other_fields_are_a_conflict() -> None:
    ours = BASE.replace("2021-01-02", "2022-01-01").replace("Translator: A", "Translator: B")
    theirs = BASE.replace("2021-01-02", "2023-01-01").replace("Translator: A", "Translator: C")
    text = clean(BASE, ours, theirs)
    assert parse_header(parse_catalog(text).header).fields["Last-Translator"] == "C"
    text, versions = merge(BASE, BASE.replace("n != 1", "n > 1"), BASE.replace("n != 1", "n > 2"))
    assert versions.conflicts == ("Plural-Forms",)
    assert parse_header(parse_catalog(text).header) == (
        (f"# {CONFLICT}Plural-Forms: nplurals=2; plural=(n > 2);",),
        parse_header(parse_catalog(BASE.replace("n != 1", "n > 1")).header).fields,
    )


def test_plural_entries_are_kept_whole() -> None:
    base = HEADER + '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "y"\n'
    assert clean(base, base, base.replace('"y"', '"z"')) == base.replace('"y"', '"z"')
    text, versions = merge(base, base.replace('"y"', '"1"'), base.replace('"y"', '"2"'))
    assert versions.conflicts == ("a",)
    assert f'# {CONFLICT}msgstr[1] "2"\n' in text
    assert 'msgstr[1] "1"\n' in text


def test_a_catalog_that_both_created() -> None:
    text, versions = merge("", ONE, BASE.replace('"Två"', '"Tu"'))
    assert versions.conflicts == ("One", "Two")
    assert len(parse_catalog(text).entries) == 4


class Edit(NamedTuple):
    """One thing a person does to a catalog, and how to see that it was done."""

    field: str
    apply: Callable[[Entry], Entry]
    holds: Callable[[Entry], bool]


def edits(number: int) -> list[Edit]:
    text, note = f"text {number}\nå", f"note {number}"
    place = f"a.md:{number}"
    return [
        Edit("msgstr", lambda e: replace(e, msgstr=text), lambda e: e.msgstr == text),
        Edit("notes", lambda e: replace(e, translator_notes=(*e.translator_notes, note)), lambda e: has_note(e, note)),
        Edit("fuzzy", lambda e: replace(e, flags=flipped(e)), lambda e: True),
        Edit("references", lambda e: replace(e, references=(place,)), lambda e: place in e.references),
        Edit("previous", lambda e: replace(e, previous_msgid=note), lambda e: e.previous_msgid == note),
        Edit("obsolete", lambda e: replace(e, obsolete=not e.obsolete), lambda e: True),
    ]


def has_note(entry: Entry, note: str) -> bool:
    return note in entry.translator_notes


def flipped(entry: Entry) -> tuple[str, ...]:
    return tuple(flag for flag in entry.flags if flag != "fuzzy") if entry.fuzzy else ("fuzzy", *entry.flags)


def random_base(chance: random.Random) -> Catalog:
    entries = [
        Entry(
            f"Message {index}. It says {chance.randrange(99)}.",
            chance.choice(["", f"Text {index}."]),
            msgctxt=chance.choice([None, None, "103"]),
            flags=("fuzzy",) if chance.random() < 0.2 else ("no-wrap",) if chance.random() < 0.1 else (),
            translator_notes=("Mind the term.",) if chance.random() < 0.2 else (),
            obsolete=index > 16,
        )
        for index in range(20)
    ]
    return parse_catalog(HEADER + "".join(f"\n{render_entry(entry)}" for entry in entries))


def edited_version(
    base: Catalog, chance: random.Random, taken: set[tuple[str, str]], number: int
) -> tuple[str, list[tuple[str, Callable[[Entry], bool]]]]:
    """Return a version with some edits that nobody else made, and what must hold of which message afterwards."""
    entries = {entry.msgid: entry for entry in base.entries}
    promises = []
    for _ in range(chance.randrange(1, 8)):
        msgid = chance.choice(list(entries))
        edit = chance.choice(edits(number))
        number += 2
        if (msgid, edit.field) in taken or msgid.startswith("New"):
            continue
        taken.add((msgid, edit.field))
        entries[msgid] = replace(edit.apply(entries[msgid]), raw=None)
        after = entries[msgid]
        wanted = {
            "obsolete": lambda e, a=after: e.obsolete == a.obsolete,
            "fuzzy": lambda e, a=after: e.fuzzy == a.fuzzy,
        }
        promises.append((msgid, wanted.get(edit.field, edit.holds)))
    for _ in range(chance.randrange(3)):
        number += 2
        entries[f"New {number}"] = Entry(f"New {number}", f"Ny {number}")
        promises.append((f"New {number}", lambda e, n=number: e.msgstr == f"Ny {n}"))
    header = base.header.replace("2021-01-02", f"2022-01-{chance.randrange(10, 28)}")
    ordered = list(entries.values())
    if chance.random() < 0.2:
        ordered.insert(chance.randrange(5), ordered.pop(chance.randrange(10)))
    return render_catalog(replace(base, header=header, entries=tuple(ordered))), promises


@pytest.mark.parametrize("seed", range(1000 if LONG else 120))
def test_concurrent_edits_never_conflict_and_none_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    base = random_base(chance)
    taken: set[tuple[str, str]] = set()
    (ours, mine), (theirs, others) = (edited_version(base, chance, taken, number) for number in (0, 1))
    text = clean(render_catalog(base), ours, theirs)
    found = {entry.msgid: entry for entry in parse_catalog(text).entries}
    assert len(found) == len(parse_catalog(text).entries)
    assert [msgid for msgid, holds in (*mine, *others) if not holds(found[msgid])] == []
    untouched = [entry for entry in base.entries if entry.msgid not in {msgid for msgid, _ in (*mine, *others)}]
    for entry in untouched:
        assert found[entry.msgid].raw == entry.raw
