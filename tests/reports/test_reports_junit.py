from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from outcome_samples import NASTY, nasty, outcome, silenced
from report_samples import finding

from sphinx_bitext.model import Severity
from sphinx_bitext.reports.junit import render_junit
from sphinx_bitext.reports.outcome import Outcome

MOMENT = "2026-01-31T12:00:00"
RULES = etree.XMLSchema(etree.parse(str(Path(__file__).with_name("junit.xsd"))))


def suites_of(run: Outcome, fail_on: str = "error") -> dict[str, etree._Element]:
    text = render_junit(run, fail_on=fail_on, moment=MOMENT)
    assert text.endswith(">\n")
    root = etree.fromstring(text.encode("utf-8"))
    RULES.assertValid(root)
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["skipped"]) == len(suite.findall("testcase/skipped"))
    assert [suite.attrib["id"] for suite in root] == [str(number) for number in range(len(root))]
    return {str(suite.attrib["name"]): suite for suite in root}


def cases(suite: etree._Element) -> list[tuple[str, str, str]]:
    return [
        (str(one.attrib["classname"]), str(one.attrib["name"]), str(one[0].tag) if len(one) else "passed")
        for one in suite.findall("testcase")
    ]


def test_a_clean_locale_passes_every_check() -> None:
    suites = suites_of(outcome())
    assert list(suites) == ["sv-SE", "ar-SA"]
    assert cases(suites["sv-SE"]) == [
        ("sv-SE.number-differs", "no findings", "passed"),
        ("sv-SE.link-lost", "no findings", "passed"),
    ]
    assert suites["sv-SE"].attrib["timestamp"] == MOMENT


def test_a_case_is_a_code_in_an_article() -> None:
    found = [
        finding("number-differs", Severity.ERROR, line=4),
        finding("number-differs", Severity.ERROR, line=2, message="1 became 7", source="One.", target="Sju."),
        finding("number-differs", Severity.ERROR, article="other"),
        finding("stray", Severity.WARNING, locale=""),
    ]
    suites = suites_of(outcome(*found))
    assert cases(suites["sv-SE"]) == [
        ("sv-SE.number-differs", "billing/credits", "failure"),
        ("sv-SE.number-differs", "other", "failure"),
        ("sv-SE.link-lost", "no findings", "passed"),
    ]
    failure = suites["sv-SE"].findall("testcase/failure")[0]
    assert (failure.attrib["type"], failure.attrib["message"]) == ("error", "1 became 7 (and 1 more)")
    lines = (failure.text or "").splitlines()
    assert lines[0].startswith("source/sv-SE/billing/credits.md:4:1: error: 3 became 13 [number-differs]")
    assert lines[2:] == ["  source: One.", "  target: Sju."]
    assert cases(suites["corpus"])[0] == ("corpus.stray", "billing/credits", "skipped")


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [("error", "fss"), ("warning", "ffs"), ("info", "fff"), ("never", "sss")],
)
def test_what_fails_is_what_the_exit_code_says(fail_on: str, expected: str) -> None:
    found = [finding(f"c{severity}", severity) for severity in Severity]
    kinds = [kind[0] for _, _, kind in cases(suites_of(outcome(*found), fail_on)["sv-SE"])[:3]]
    assert "".join(kinds) == expected


def test_silenced_findings_are_counted_only() -> None:
    suite = suites_of(outcome(silenced=[silenced(finding()), silenced(finding())]))["sv-SE"]
    assert suite.findtext("system-out") == "2 findings silenced\n"
    assert len(suite.findall("testcase")) == 2


def test_hostile_text_is_valid_xml_and_stays_one_line() -> None:
    run = outcome(nasty(), silenced=[silenced(nasty())])
    (suite,) = (suite for name, suite in suites_of(run).items() if name not in ("sv-SE", "ar-SA"))
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert len((failure.text or "").splitlines()) == 3
    assert "a ]]> b ::error::c\\r\\nd" in (failure.text or "")
    assert "\\x1b[2J \\ud800\\udcff\ufffd\\u202e" in str(failure.attrib["message"])
    assert NASTY.count("]]>") == 1


def test_the_rules_see_what_is_wrong() -> None:
    text = render_junit(outcome(finding()), fail_on="error", moment=MOMENT)
    for before, after in (
        (' hostname="localhost"', ""),
        ("<properties/>", ""),
        ("<system-err/>", ""),
        (MOMENT, "today"),
        (' type="warning"', ""),
        ("</testsuites>", "<more/></testsuites>"),
    ):
        assert before in text
        assert not RULES.validate(etree.fromstring(text.replace(before, after).encode("utf-8")))
