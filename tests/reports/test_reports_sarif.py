from __future__ import annotations

import copy
import dataclasses
import json
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from outcome_samples import NASTY, nasty, outcome, silenced
from report_samples import finding
from sarif_rules import problems

from sphinx_bitext.model import Certainty, Finding, Severity
from sphinx_bitext.reports.fingerprints import Comparison
from sphinx_bitext.reports.outcome import Outcome
from sphinx_bitext.reports.sarif import message_text, rank, render_sarif, uri
from sphinx_bitext.workflows.explaining import all_docs


def log_of(run: Outcome, *locales: str) -> dict[str, Any]:
    text = render_sarif(run, version="1.2.3", locales=locales)
    assert text.endswith("}\n")
    loaded: dict[str, Any] = json.loads(text.encode("utf-8"))
    assert problems(loaded) == []
    return loaded


def results(*findings: Finding) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log_of(outcome(*findings))["runs"][0]["results"]
    return found


def test_a_run_without_findings_says_what_was_looked_for() -> None:
    run = log_of(outcome())["runs"][0]
    assert run["results"] == []
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["number-differs", "link-lost"]
    assert run["automationDetails"]["id"] == "bitext/check/"
    assert log_of(outcome(), "sv-SE", "ar-SA")["runs"][0]["automationDetails"]["id"] == "bitext/check/sv-SE/ar-SA/"


def test_a_rule_carries_the_page_of_its_check() -> None:
    rule = log_of(outcome())["runs"][0]["tool"]["driver"]["rules"][1]
    assert rule["shortDescription"]["text"] == "A link is lost."
    assert rule["help"]["markdown"] == "A link is lost.\n\nHow to fix: put it back."
    assert rule["defaultConfiguration"] == {"level": "warning", "rank": rank(Certainty.CERTAIN)}
    assert rule["properties"]["precision"] == "very-high"


def test_the_rules_are_the_checks_of_the_product() -> None:
    docs = all_docs()
    run = log_of(dataclasses.replace(outcome(finding("made-up")), checks=docs))["runs"][0]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == [*(doc.code for doc in docs), "made-up"]
    assert run["results"][0]["ruleIndex"] == len(docs)


def test_a_result_has_its_place_and_what_it_is_about() -> None:
    one = dataclasses.replace(
        finding("link-lost", Severity.INFO, source="a", target="b"), column=5, end_line=4, end_column=2, surprise=3.0
    )
    (result,) = results(one)
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "source/sv-SE/billing/credits.md", "uriBaseId": "srcRoot"}
    assert place["region"] == {"startLine": 2, "startColumn": 5, "endLine": 4, "endColumn": 2}
    assert (result["level"], result["ruleIndex"], result["message"]["text"]) == ("note", 1, "3 became 13")
    assert 60 < result["rank"] < 70
    facts = result["properties"]
    assert (facts["locale"], facts["unit"], facts["certainty"], facts["source"]) == ("sv-SE", "104", "likely", "a")


def test_a_place_without_length_has_no_end() -> None:
    one = dataclasses.replace(finding(), end_line=2, end_column=1)
    region = results(one)[0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 1}


def test_a_finding_of_no_file_has_no_place() -> None:
    assert "locations" not in results(finding(path=""))[0]


def test_equal_findings_have_fingerprints_of_their_own_that_do_not_move() -> None:
    first, second = finding(line=3), finding(line=9)
    before = [one["partialFingerprints"] for one in results(first, second)]
    moved = [one["partialFingerprints"] for one in results(finding(line=30), finding(line=90))]
    assert before == moved
    assert before[0] != before[1]
    assert "baselineState" not in results(first)[0]


def test_a_baseline_and_silences_are_told_in_the_words_of_the_standard() -> None:
    new, known, gone, accepted, noted = (finding(unit=unit) for unit in "12345")
    run = outcome(
        new,
        silenced=[silenced(accepted), silenced(noted, in_catalog=True)],
        compared=Comparison((new,), (known,), (gone,)),
    )
    found = log_of(run)["runs"][0]["results"]
    assert [one["properties"]["unit"] for one in found] == ["1", "2", "4", "5", "3"]
    assert [one["baselineState"] for one in found] == ["new", "unchanged", "unchanged", "unchanged", "absent"]
    assert [one["suppressions"][0]["kind"] for one in found[2:4]] == ["external", "inSource"]
    assert all("suppressions" not in one for one in (*found[:2], found[4]))
    suppression = found[2]["suppressions"][0]
    assert (suppression["status"], suppression["justification"]) == ("accepted", "It is a name.")
    assert suppression["location"]["physicalLocation"]["region"] == {"startLine": 7}


def test_rank_goes_by_certainty_then_by_surprise() -> None:
    ranks = [rank(certainty, bits) for certainty in reversed(Certainty) for bits in (0.0, 1.0, 12.5, 1e9, float("inf"))]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) >= len(ranks) - 3
    assert max(ranks) <= 100
    assert rank(Certainty.LIKELY, -5.0) == rank(Certainty.LIKELY)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("source/sv-SE/a.md", "source/sv-SE/a.md"),
        ("source/ja-JP/課金 & 100%.md", "source/ja-JP/%E8%AA%B2%E9%87%91%20%26%20100%25.md"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("a?b#c\\d", "a%3Fb%23c%5Cd"),
        ("/home/x y/a.md", "file:///home/x%20y/a.md"),
        ("C:/x:y/a.md", "file:///C:/x%3Ay/a.md"),
        ("a\udcff\ud800\n", "a%FF%EF%BF%BD%0A"),
    ],
)
def test_an_address_is_percent_encoded(path: str, expected: str) -> None:
    assert uri(path) == expected


def test_a_file_name_that_is_not_utf_8_keeps_its_bytes() -> None:
    name = b"a\xff\xfe.md"
    assert unquote_to_bytes(uri(name.decode("utf-8", "surrogateescape"))) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain [x] {y}", "plain [x] {y}"),
        ("see [here](1)", "see \\[here\\](1)"),
        ("[[a](1)](2)", "\\[\\[a\\](1)\\](2)"),
        ("\\[a\\](1)", "\\\\\\[a\\\\\\](1)"),
        ("a \\ b", "a \\ b"),
        ("an {0} and {12}", "an {{0}} and {{12}}"),
        ("a\n\x1b", "a\\n\\x1b"),
        ("", "(no message)"),
    ],
)
def test_a_message_holds_no_link_and_no_placeholder(text: str, expected: str) -> None:
    assert message_text(text) == expected


def test_hostile_text_gives_a_valid_log() -> None:
    run = outcome(nasty(), nasty(NASTY * 2), silenced=[silenced(nasty("x" + NASTY), NASTY)])
    loaded = log_of(run, NASTY)
    assert loaded["runs"][0]["results"][0]["properties"]["target"] == NASTY.replace("\ud800", "\ufffd").replace(
        "\udcff", "\ufffd"
    )


def test_the_same_findings_give_the_same_bytes() -> None:
    found = [finding(), finding(unit="9")]
    assert render_sarif(outcome(*found), version="1") == render_sarif(outcome(*found), version="1")


DAMAGE: list[tuple[str, object]] = [
    ("version", "2.0.0"),
    ("runs.0.tool.driver.name", 3),
    ("runs.0.extra", 1),
    ("runs.0.results.0.message", {}),
    ("runs.0.results.0.level", "info"),
    ("runs.0.results.0.ruleIndex", 1),
    ("runs.0.results.0.rank", 101.0),
    ("runs.0.results.0.baselineState", "new"),
    ("runs.0.results.0.message.text", "see [x](1)"),
    ("runs.0.results.0.locations.0.physicalLocation.artifactLocation.uri", "a b.md"),
    ("runs.0.results.0.locations.0.physicalLocation.artifactLocation.uriBaseId", "other"),
    ("runs.0.results.0.locations.0.physicalLocation.region.startColumn", 0),
    ("runs.0.results.0.locations.0.physicalLocation.region.endLine", 1),
]


@pytest.mark.parametrize(("path", "value"), DAMAGE, ids=[path for path, _ in DAMAGE])
def test_the_rules_see_what_is_wrong(path: str, value: object) -> None:
    loaded = copy.deepcopy(log_of(outcome(finding(), finding("link-lost"))))
    *parents, last = path.split(".")
    place: Any = loaded
    for name in parents:
        place = place[int(name)] if isinstance(place, list) else place[name]
    place[last] = value
    assert len(problems(loaded)) == 1
