from __future__ import annotations

import dataclasses
import json
import random

import pytest
from outcome_samples import NASTY, nasty, outcome, silenced
from report_samples import finding

from sphinx_bitext.model import Finding, Severity
from sphinx_bitext.reports.fingerprints import Comparison, Earlier, compare, fingerprint, fingerprints, parse_baseline
from sphinx_bitext.reports.json import render_findings_json
from sphinx_bitext.reports.sarif import render_sarif

ONE = finding(source="A call costs 3 credits.", target="Ett samtal kostar 13 krediter.")


def earlier(*findings: Finding) -> list[Earlier]:
    return [Earlier(one, fingerprint(one)) for one in findings]


def counts(compared: Comparison) -> tuple[int, int, int]:
    return len(compared.new), len(compared.gone), len(compared.unchanged)


@pytest.mark.parametrize(
    "changes",
    [
        {"line": 90, "column": 7, "end_line": 91, "end_column": 2},
        {"path": "elsewhere/a.md"},
        {"severity": Severity.ERROR},
        {"surprise": 9.5},
        {"target": "Ett  samtal\nkostar 13 krediter. "},
    ],
)
def test_a_finding_keeps_its_identity_when_lines_move(changes: dict[str, object]) -> None:
    other = dataclasses.replace(ONE, **changes)  # type: ignore[arg-type]
    assert fingerprint(other) == fingerprint(ONE)


def test_two_spellings_of_one_character_are_equal() -> None:
    assert fingerprint(finding(target="Café")) == fingerprint(finding(target="Cafe\u0301"))


@pytest.mark.parametrize("name", ["code", "locale", "article", "unit", "source", "target"])
def test_another_sentence_code_or_article_is_another_finding(name: str) -> None:
    other = dataclasses.replace(ONE, **{name: "other"})  # type: ignore[arg-type]
    assert fingerprint(other).sentence != fingerprint(ONE).sentence


def test_parts_cannot_run_into_each_other() -> None:
    assert (
        fingerprint(finding(source="ab", target="c")).sentence != fingerprint(finding(source="a", target="bc")).sentence
    )


def test_an_identity_is_the_same_on_every_machine() -> None:
    assert fingerprint(ONE) == ("27efc99c622bd8c3", "b941e13a7fe47048")


def test_without_texts_the_message_counts_but_not_its_line_numbers() -> None:
    first, moved, other = (finding(unit=None, message=text) for text in ("Twice, line 3", "Twice, line 14", "Never"))
    assert fingerprint(first) == fingerprint(moved)
    assert fingerprint(first).sentence != fingerprint(other).sentence
    assert fingerprint(first).difference == ""


def test_equal_findings_are_told_apart_by_their_order_in_the_file() -> None:
    found = [dataclasses.replace(ONE, line=line) for line in (30, 10, 20)]
    assert [name.sentence.rpartition(":")[2] for name in fingerprints(found)] == ["3", "1", "2"]
    assert len(set(fingerprints(found))) == 3


def test_equal_findings_are_counted_not_merged() -> None:
    three = [dataclasses.replace(ONE, line=line) for line in (1, 2, 3)]
    assert counts(compare(three, earlier(*three[:2]))) == (1, 0, 2)
    assert counts(compare(three[:1], earlier(*three))) == (0, 2, 1)
    assert compare(three, earlier(*three[:2])).new == (three[2],)


def test_a_sentence_edited_elsewhere_keeps_its_finding() -> None:
    edited = dataclasses.replace(ONE, target="Varje samtal kostar 13 krediter.")
    assert counts(compare([edited], earlier(ONE))) == (0, 0, 1)
    worse = dataclasses.replace(edited, message="3 became 14")
    assert counts(compare([worse], earlier(ONE))) == (1, 1, 0)
    without_unit = [dataclasses.replace(one, unit=None) for one in (ONE, edited)]
    assert counts(compare(without_unit[1:], earlier(without_unit[0]))) == (1, 1, 0)


def test_the_equal_sentence_is_matched_before_the_edited_one() -> None:
    edited = dataclasses.replace(ONE, target="Varje samtal kostar 13 krediter.", line=1)
    compared = compare([edited, ONE], earlier(ONE))
    assert (compared.new, compared.unchanged, compared.gone) == ((edited,), (ONE,), ())


def test_what_has_been_silenced_since_is_neither_known_nor_gone() -> None:
    assert counts(compare([], earlier(ONE), [ONE])) == (0, 0, 0)
    assert counts(compare([], earlier(ONE))) == (0, 1, 0)


def test_the_order_of_findings_changes_nothing() -> None:
    found = [dataclasses.replace(ONE, line=line % 4, target=str(line % 3)) for line in range(12)]
    before = earlier(*found[:7])
    expected = {id(one) for one in compare(found, before).new}
    for seed in range(5):
        mixed = random.Random(seed).sample(found, len(found))
        assert len(compare(mixed, before).new) == len(expected)
        names = dict(zip(map(id, found), fingerprints(found), strict=True))
        assert {names[id(one)].sentence for one in mixed} == {name.sentence for name in fingerprints(mixed)}


FORMATS = {
    "json": lambda *found: render_findings_json(found, outcome(*found).summary),
    "sarif": lambda *found: render_sarif(outcome(*found), version="1"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_is_read_back_as_a_baseline(form: str) -> None:
    found = [
        ONE,
        dataclasses.replace(ONE, line=5),
        finding("link-lost", unit=None, locale="ar-SA"),
        finding("unused-silence", locale="", article="", path="", line=0),
        nasty(),
    ]
    read = parse_baseline(FORMATS[form](*found))
    assert counts(compare(found, read)) == (0, 0, 5)
    gone = compare([], read).gone
    assert {(one.code, one.severity, one.unit) for one in gone if one.code != "x"} >= {
        ("number-differs", Severity.WARNING, "104"),
        ("link-lost", Severity.WARNING, None),
    }


def test_of_a_sarif_file_only_what_it_saw_and_what_was_not_silenced_is_known() -> None:
    second, third = finding("link-lost"), finding("link-lost", unit="9")
    text = render_sarif(
        outcome(ONE, silenced=[silenced(third)], compared=Comparison((ONE,), (second,), (third,))), version="1"
    )
    assert [one.finding.code for one in parse_baseline(text)] == ["number-differs", "link-lost"]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", '"x"', "[" * 100_000, '{"findings": 3}', '{"findings": ["x"]}', '{"findings": [{}]}',
        '{"version": "2.1.0", "runs": [{}]}', '{"version": "2.1.0", "runs": [{"results": [{"ruleId": "x"}]}]}',
    ],
)  # fmt: skip
def test_anything_else_is_no_baseline(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its message is the caller's)
        parse_baseline(text)


@pytest.mark.parametrize("key", ["line", "severity", "certainty", "message", "unit", "source"])
@pytest.mark.parametrize("value", [float("inf"), [], {}, None, "zero"])
def test_a_damaged_row_is_refused_or_read_but_nothing_breaks(key: str, value: object) -> None:
    table = json.loads(FORMATS["json"](ONE))
    table["findings"][0][key] = value
    try:
        assert len(parse_baseline(json.dumps(table))) == 1
    except ValueError:
        return


def test_hostile_text_has_an_identity() -> None:
    assert len(set(fingerprints([nasty(), nasty(NASTY + "x"), nasty()]))) == 3
