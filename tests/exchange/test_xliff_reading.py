from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.catalogs.exchange.xliff import METADATA, NAMESPACE
from sphinx_bitext.catalogs.exchange.xliff_reading import ExchangeError, ReturnedUnit, parse_xliff
from support import examples

DATA = '<originalData><data id="d1">**</data><data id="d2">[</data><data id="d3">](u)</data></originalData>'
CODES = (
    '<source><pc id="1" dataRefStart="d1" dataRefEnd="d1">A</pc> <pc id="2" dataRefStart="d2" dataRefEnd="d3">b</pc>'
    "</source>"
)


def document(unit: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<xliff xmlns="{NAMESPACE}" version="2.1" srcLang="en-US" trgLang="sv-SE">'
        f'<file id="f1" original="a.md"><unit id="u1">{unit}</unit></file></xliff>'
    ).encode()


def read(unit: str) -> ReturnedUnit:
    (found,) = parse_xliff(document(unit))
    return found


def segment(source: str, target: str, attributes: str = "") -> str:
    return f"<segment{attributes}><source>{source}</source><target>{target}</target></segment>"


def test_what_a_unit_says() -> None:
    meta = (
        f'<m:metadata xmlns:m="{METADATA}"><m:metaGroup><m:meta type="exported">0a0b0c0d fuzzy</m:meta></m:metaGroup>'
        "</m:metadata>"
    )
    unit = read(meta + segment("Hi.", "Hej.", ' state="final"') + segment("Ho.", "Hå.", ' state="translated"'))
    assert (unit.locale, unit.path, unit.id) == ("sv-SE", "a.md", "u1")
    assert (unit.source, unit.target, unit.state, unit.exported) == (
        "Hi.Ho.",
        "Hej.Hå.",
        "translated",
        "0a0b0c0d fuzzy",
    )
    assert unit.complete


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('<pc dataRefEnd="d3" dataRefStart="d2" id="2">b</pc> <pc id="1">A</pc>', "[b](u) **A**"),
        ('<sc id="1" dataRef="d1"/>A<ec startRef="1" dataRef="d1"/>', "**A**"),
        ('<sc id="1"/>A<ec startRef="1"/>', "**A**"),
        ('<pc id="1">A</pc> <pc id="9" copyOf="1">B</pc>', "**A** **B**"),
        ('<mrk id="m1" type="term">A <sm id="m2"/>b<em startRef="m2"/></mrk>c', "A bc"),
        ('<x:note xmlns:x="urn:x">A</x:note>b', "Ab"),
        ("A&amp;<![CDATA[<b>]]><!-- c -->d<?p i?>e", "A&<b>de"),
        ('a<cp hex="1B"/>b<cp hex="zz"/>c<cp hex="FFFFFFFF"/>', "a\x1bb\ufffdc\ufffd"),
    ],
)  # fmt: skip
def test_codes_as_tools_write_them(target: str, expected: str) -> None:
    unit = read(f"{DATA}<segment>{CODES}<target>{target}</target></segment>")
    assert (unit.source, unit.target, unit.complete) == ("**A** [b](u)", expected, True)


def test_codes_that_lost_their_text_are_noticed() -> None:
    unit = read(f"<segment>{CODES}<target>A</target></segment>")
    assert unit.complete
    assert not read(f'{DATA}<segment>{CODES}<target><pc id="7">A</pc></target></segment>').complete


@pytest.mark.parametrize(
    ("parts", "target", "complete"),
    [
        ("<segment><source>A.</source></segment>", None, False),
        ("<segment><source>A.</source><target/></segment>", None, False),
        (segment("A.", "B.") + "<segment><source>C.</source></segment>", "B.", False),
        (segment("A.", "B och D.") + segment("C.", "", ' state="translated"'), "B och D.", True),
        (segment("A.", "B.") + "<ignorable><source> </source></ignorable>" + segment("C.", "D."), "B. D.", True),
        (
            segment("A.", "B.") + "<ignorable><source> </source><target/></ignorable>" + segment("C.", "D."),
            "B.D.",
            True,
        ),
        (
            '<segment><source>A</source><target order="2">1</target></segment>'
            '<segment><source>B</source><target order="1">2</target></segment>',
            "21",
            True,
        ),
    ],
)
def test_sentences_become_one_text_again(parts: str, target: str | None, complete: bool) -> None:
    unit = read(parts)
    assert (unit.target, unit.complete) == (target, complete)


def test_matches_and_other_modules_are_not_the_translation() -> None:
    matches = (
        f'<t:matches xmlns:t="urn:oasis:names:tc:xliff:matches:2.0"><t:match ref="#1"><source xmlns="{NAMESPACE}">x'
        f'</source><target xmlns="{NAMESPACE}">y</target></t:match></t:matches>'
    )
    assert read(matches + segment("A", "B")).target == "B"


def test_any_prefix_groups_and_several_files() -> None:
    data = (
        f'<q:xliff xmlns:q="{NAMESPACE}" trgLang="sv" srcLang="en" version="2.0"><q:file original="a.md" id="1">'
        "<q:group id='g'><q:unit id='1'><q:segment><q:source>A</q:source><q:target>B</q:target></q:segment></q:unit>"
        "</q:group></q:file><q:file id='2' original='b.md'><q:unit id='1'><q:segment><q:source>C</q:source>"
        "</q:segment></q:unit></q:file></q:xliff>"
    ).encode("utf-16")
    assert [(unit.path, unit.source, unit.target) for unit in parse_xliff(data)] == [
        ("a.md", "A", "B"),
        ("b.md", "C", None),
    ]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (document(segment("A", "&c;"), BOMB), 1, "document type"),
        (document("", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'), 1, "document type"),
        (document("", '<!DOCTYPE x [<!ENTITY % e SYSTEM "http://127.0.0.1:9/e"> %e;]>'), 1, "document type"),
        (document(segment("A", "&unknown;")), 1, "Entity 'unknown' not defined"),
        (b"<a>\n<b>\n</a>", 1, "its root is <a>"),
        (b'<xliff version="1.2"><file/></xliff>', 1, "XLIFF of version 1.2"),
        (f'<xliff xmlns="{NAMESPACE}">'.encode(), 1, "trgLang"),
        (document(segment("A", "B"))[:-20], 1, "cannot be read as XML"),
        (document("\n\n<segment></source>"), 3, "Opening and ending tag mismatch"),
        (b"", 1, "cannot be read as XML"),
        (b"\x00\xff PNG", 1, "cannot be read as XML"),
        (document("<a>" * 3000 + "</a>" * 3000), 1, "cannot be read as XML"),
        (document(segment("A", "B\x1b")), 1, "cannot be read as XML"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(data: bytes, line: int, said: str) -> None:
    with pytest.raises(ExchangeError) as error:
        list(parse_xliff(data))
    assert said in str(error.value)
    assert (error.value.line, "\n" in str(error.value)) == (line, False)
    assert error.value.column >= 1


SAMPLE = document(DATA + f"<segment>{CODES}<target><ph id='3' dataRef='d1'/>x</target></segment>")


@settings(max_examples=examples(300), deadline=None)
@given(
    st.integers(0, len(SAMPLE)), st.integers(0, 12), st.binary(max_size=6) | st.sampled_from((b"<", b"</pc>", b"\n"))
)
def test_damage_is_read_or_refused(place: int, length: int, instead: bytes) -> None:
    data = SAMPLE[:place] + instead + SAMPLE[place + length :]
    try:
        units = list(parse_xliff(data))
    except ExchangeError:
        return
    assert all(unit.target is None or unit.target.strip() for unit in units)
