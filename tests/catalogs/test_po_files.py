"""Catalogs keep every byte that nobody changed."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.catalogs.po import Catalog, CatalogError, Entry, parse_catalog, render_catalog, render_entry
from sphinx_bitext.catalogs.po_lines import escape, unescape
from sphinx_bitext.markup.article import decode
from support import examples

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ONE, TWO = 'msgid "one"\nmsgstr "ett"\n', 'msgid "two"\nmsgstr "två"\n'

CASES = {
    "plain": f"{HEADER}\n{ONE}\n{TWO}",
    "empty": "",
    "blank": " \n\n",
    "byte order mark": f"\ufeff{HEADER}\n{ONE}",
    "byte order mark alone": "\ufeff",
    "no trailing newline": f"{HEADER}\n{ONE}\n{TWO.rstrip()}",
    "blank lines at the end": f"{HEADER}\n{ONE}\n\n\n",
    "no blank lines between entries": f"{HEADER}{ONE}{TWO}",
    "many blank lines, some with white space": f"{HEADER}\n\n \t\n{ONE}\n\n\n{TWO}",
    "carriage returns": f"{HEADER}\n{ONE}\n{TWO}".replace("\n", "\r\n"),
    "mixed line ends": f"{HEADER}\n{ONE}\r\n{TWO}",
    "no header": f"# a note on the first entry\n{ONE}\n{TWO}",
    "blank lines first": f"\n\n{ONE}",
    "header in the middle": f"{ONE}\n{HEADER}\n{TWO}",
    "two headers": f"{HEADER}\n{ONE}\n{HEADER}\n{TWO}",
    "header alone": HEADER,
    "comments alone": "# a licence\n#\n",
    "comments behind the last entry": f"{HEADER}\n{ONE}\n# the end\n#, fuzzy\n",
    "wrapped": HEADER + '\n#: a.md:1 b.md:2\nmsgid ""\n"one "\n"and more"\nmsgstr ""\n"ett "\n"och mer"\n',
    "previous": HEADER + '\n#, fuzzy\n#| msgctxt "a"\n#| msgid ""\n#| "old "\n#| "one"\n' + ONE,
    "obsolete": f'{HEADER}\n{ONE}\n# kept\n#, fuzzy\n#~| msgid "before"\n#~ msgid "gone"\n#~ msgstr "borta"\n',
    "previous of an obsolete entry, glued": f'{HEADER}{ONE}#~| msgid "before"\n#~ msgid "gone"\n#~ msgstr "borta"\n',
    "unknown comments": f"{HEADER}\n#= sticky\n#oops\n#!odd\n##\n#~ no entry\n{ONE}",
    "empty comments": f"{HEADER}\n#\n#.\n#:\n#,\n#|\n{ONE}",
    "comment inside an entry": HEADER + '\nmsgid "one"\n# why here?\nmsgstr "ett"\n\n' + TWO,
    "plural": HEADER + '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] ""\n"y"\n\n' + ONE,
    "duplicates": f'{HEADER}\n{ONE}\n{ONE}\n#~ msgid "one"\n#~ msgstr "1"\n',
    "context": HEADER + '\nmsgctxt "3a593-103"\n' + ONE,
    "indented": f'{HEADER}\n  msgid   "one"  \n\tmsgstr\t"ett"\n',
    "separators that are not line ends": HEADER + '\nmsgid "a\u2028b\x85c\x1cd\x0ce"\nmsgstr "x\u2029y"\n',
    "escapes": HEADER + '\nmsgid "\\"q\\" \\\\ \\t \\x41 \\303\\245 \\d"\nmsgstr "\\n"\n',
    "glued to the quote": HEADER + '\nmsgid"one"\nmsgstr"ett"\n\n#,fuzzy,no-wrap\n#.note\n' + TWO,
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_unchanged_catalogs_keep_their_bytes(text: str) -> None:
    assert render_catalog(parse_catalog(text)) == text


@pytest.mark.corpus
def test_hostile_catalogs_keep_their_bytes_or_name_the_line(shared: Path) -> None:
    files = sorted((shared / "hostile" / "catalogs").iterdir())
    assert len(files) > 300
    refused = {}
    for file in files:
        text = decode(file.read_bytes())
        try:
            assert render_catalog(parse_catalog(text)) == text, file.name
        except CatalogError as error:
            refused[file.name] = error.line
    assert refused == {
        "i18nspector-broken-encoding-and-syntax-error.po": 20,
        "i18nspector-syntax-error.po": 16,
        "polib-test_syntax_error1.po": 5,
    }


@pytest.mark.corpus
def test_hostile_catalogs_say_what_polib_reads_in_them(shared: Path) -> None:
    compared = 0
    for file in sorted((shared / "hostile" / "catalogs").iterdir()):
        text = decode(file.read_bytes())
        if "escape-sequences" in file.name:
            continue  # polib does not know escapes by number
        try:
            ours = parse_catalog(text).entries
            theirs = polib.pofile(text + "\n")
        except (CatalogError, OSError):
            continue
        said = sorted((e.msgctxt or "", e.msgid, e.msgstr, e.obsolete) for e in ours if e.msgid)
        assert said == sorted((e.msgctxt or "", e.msgid, e.msgstr, bool(e.obsolete)) for e in theirs if e.msgid)
        compared += 1
    assert compared > 300


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    diff = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [line[2:] for line in diff if line[0] == "-"], [line[2:] for line in diff if line[0] == "+"]


def edit(text: str, index: int, msgstr: str) -> tuple[Catalog, Entry]:
    catalog = parse_catalog(text)
    entry = replace(catalog.entries[index], msgstr=msgstr, raw=None)
    return replace(catalog, entries=(*catalog.entries[:index], entry, *catalog.entries[index + 1 :])), entry


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("indented", "plural", "glued to the quote")])
def test_one_changed_entry_changes_its_own_lines_only(name: str) -> None:
    text = CASES[name]
    for index, old in enumerate(parse_catalog(text).entries):
        if old.foreign:
            continue
        catalog, _ = edit(text, index, "ny text")
        removed, added = changed_lines(text, render_catalog(catalog))
        assert old.raw is not None
        assert set(removed) <= set(old.raw.splitlines(keepends=True))
        assert any("ny text" in line for line in added)
        assert [e.msgid for e in parse_catalog(render_catalog(catalog)).entries] == [e.msgid for e in catalog.entries]


def test_lines_around_a_changed_entry_survive() -> None:
    text = CASES["previous of an obsolete entry, glued"] + "# the end\n"
    after = render_catalog(edit(text, 0, "en")[0])
    assert after == text.replace('"ett"', '"en"')


def test_a_changed_entry_keeps_all_its_comments() -> None:
    text = f'{HEADER}\n# mine\n#= sticky\n#oops\n#. HT 3a593-103 delivered:0123abcd\n#. note\n#: a.md:1 b.md:2\n#, fuzzy, no-wrap\n#| msgid "old"\n{ONE}'  # noqa: E501
    assert render_catalog(edit(text, 0, "en")[0]) == text.replace('"ett"', '"en"')


def test_a_changed_obsolete_entry_keeps_its_previous_message() -> None:
    text = CASES["obsolete"]
    assert render_catalog(edit(text, 1, "väck")[0]) == text.replace('"borta"', '"väck"')


def test_changed_entries_take_the_line_ends_of_the_file() -> None:
    after = render_catalog(edit(CASES["carriage returns"], 0, "en\nto")[0])
    assert "\n" not in after.replace("\r\n", "")


def test_a_new_entry_is_set_off_by_a_blank_line() -> None:
    catalog = parse_catalog(CASES["no trailing newline"])
    text = render_catalog(replace(catalog, entries=(*catalog.entries, Entry("three", "tre"))))
    assert text == f'{CASES["plain"]}\nmsgid "three"\nmsgstr "tre"\n'


BROKEN = {
    "a string that is not closed": (HEADER + '\nmsgid "one"\nmsgstr "half a sen\n', 6),
    "a string cut behind an escape": (HEADER + '\nmsgid "one"\nmsgstr "half \\"', 6),
    "the end of the file in an entry": (HEADER + '\nmsgid "one"\n', 5),
    "no msgstr": (f'{HEADER}\nmsgid "one"\n{TWO}', 6),
    "no msgid": (HEADER + '\nmsgstr "ett"\nmsgstr "två"\n', 5),
    "two msgstr": (HEADER + '\nmsgid "one"\nmsgstr "ett"\nmsgstr "två"\n', 7),
    "a conflict of version control": (f"{HEADER}\n<<<<<<< HEAD\n{ONE}", 5),
    "prose": ("hello\nworld\n", 1),
    "a string of nothing": ('"text"\n', 1),
    "a string behind a comment": (HEADER + '\nmsgid "one"\nmsgstr "ett"\n# c\n"två"\n', 8),
    "quotes that are not escaped": (HEADER + '\nmsgid "one"\nmsgstr "ett "två" tre"\n', 6),
    "obsolete in part": (HEADER + '\n#~ msgid "one"\nmsgstr "ett"\n', 6),
    "an obsolete string that is not closed": (HEADER + '\n#~ msgid "one"\n#~ msgstr "et\n', 6),
    "a plural without a singular": (HEADER + '\nmsgid_plural "b"\nmsgstr[0] "x"\n', 5),
    "old line ends": ('msgid "a"\rmsgstr "b"\r', 1),
    "binary": ("\x00\x01\udc80", 1),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN)
def test_what_makes_no_sense_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_catalog(text)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("cut", range(0, len(CASES["obsolete"]), 3))
def test_a_truncated_catalog_never_gives_half_a_text(cut: int) -> None:
    whole = {(entry.msgid, entry.msgstr) for entry in parse_catalog(CASES["obsolete"]).entries}
    try:
        found = parse_catalog(CASES["obsolete"][:cut]).entries
    except CatalogError:
        return
    assert {(entry.msgid, entry.msgstr) for entry in found} <= whole


TEXT = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('\\"\n\r\tn#~'), max_size=30)


@given(TEXT)
@settings(max_examples=examples(200), deadline=None)
def test_escaping_is_undone_by_unescaping(text: str) -> None:
    assert unescape(escape(text)) == text


@given(
    st.builds(
        Entry,
        msgid=TEXT.filter(bool),
        msgstr=TEXT,
        msgctxt=st.none() | TEXT,
        flags=st.sampled_from([(), ("fuzzy",), ("fuzzy", "no-wrap")]),
        previous_msgid=st.none() | TEXT,
        obsolete=st.booleans(),
    )
)
@settings(max_examples=examples(200), deadline=None)
def test_an_entry_is_read_back_as_it_was_written(entry: Entry) -> None:
    assert parse_catalog(f"{HEADER}\n{render_entry(entry)}").entries == (entry,)


@given(st.lists(st.sampled_from([*CASES.values(), *(text for text, _ in BROKEN.values()), '"', "#", "\\", "\n"])))
@settings(max_examples=examples(100), deadline=None)
def test_any_text_is_kept_or_refused(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        catalog = parse_catalog(text)
    except CatalogError as error:
        line = error.line
    else:
        line = 1
        assert render_catalog(catalog) == text
    assert 1 <= line <= text.count("\n") + 1
