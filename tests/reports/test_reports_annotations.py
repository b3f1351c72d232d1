from __future__ import annotations

import dataclasses
import re

from outcome_samples import nasty, outcome, silenced
from report_samples import finding

from sphinx_bitext.model import Severity
from sphinx_bitext.reports.annotations import LIMIT, render_annotations
from sphinx_bitext.reports.outcome import Outcome

COMMAND_RE = re.compile(r"::(?P<name>error|warning|notice) (?P<facts>[^:\n]*)::(?P<text>[^\r\n]*)")


def commands(run: Outcome) -> list[tuple[str, dict[str, str], str]]:
    """Read the commands as the runner does."""
    text = render_annotations(run)
    assert text.endswith("\n")
    read = []
    for line in text.split("\n")[:-1]:
        match = COMMAND_RE.fullmatch(line)
        assert match, line
        facts = dict(fact.split("=", 1) for fact in match["facts"].split(","))
        read.append((match["name"], {key: decoded(value) for key, value in facts.items()}, decoded(match["text"])))
    return read


def decoded(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_an_annotation_has_its_place_its_title_and_its_message() -> None:
    name, facts, text = commands(outcome(finding(message="50% is, well: less")))[0]
    assert (name, text) == ("warning", "50% is, well: less")
    assert facts == {
        "file": "source/sv-SE/billing/credits.md",
        "line": "2",
        "col": "1",
        "endLine": "2",
        "endColumn": "2",
        "title": "number-differs (sv-SE 104)",
    }


def test_a_column_where_it_ends_needs_one_line() -> None:
    facts = commands(outcome(dataclasses.replace(finding(), end_line=5)))[0][1]
    assert (facts["endLine"], "endColumn" in facts) == ("5", False)


def test_a_finding_of_no_file_has_no_place() -> None:
    assert list(commands(outcome(finding(path="")))[0][1]) == ["title"]


def test_the_most_severe_come_first_and_the_sum_before_the_notices() -> None:
    found = [finding(str(severity), severity) for severity in (Severity.INFO, Severity.ERROR, Severity.WARNING)]
    read = commands(outcome(*found))
    assert [name for name, _, _ in read] == ["error", "warning", "notice", "notice"]
    assert [facts["title"].split()[0] for _, facts, _ in read] == ["error", "warning", "bitext", "info"]
    assert read[2][2] == "3 findings: 1 error, 1 warning, 1 info"


def test_what_github_does_not_show_is_said() -> None:
    errors = [finding(severity=Severity.ERROR, line=line) for line in range(1, LIMIT + 4)]
    notes = [finding(severity=Severity.INFO, line=line) for line in range(1, LIMIT + 1)]
    read = commands(outcome(*errors, *notes, silenced=[silenced(finding())]))
    assert len(read) == len(errors) + len(notes) + 1
    said = next(text for _, facts, text in read if facts["title"] == "bitext")
    assert said.splitlines() == [
        "23 findings: 13 errors, 0 warnings, 10 info; 1 silenced",
        "GitHub shows 10 of each kind for a step; 4 findings can be read in the log only.",
    ]


def test_a_run_without_findings_says_so() -> None:
    assert commands(outcome()) == [("notice", {"title": "bitext"}, "no findings")]


def test_hostile_text_starts_no_command_of_its_own() -> None:
    read = commands(outcome(nasty(), nasty("::set-env name=x::y\n::stop-commands::z,file=q")))
    assert [name for name, _, _ in read] == ["error", "error", "notice"]
    assert set(read[0][1]) == {"file", "line", "col", "endLine", "endColumn", "title"}
    assert read[0][2] == "::set-env name=x::y\\n::stop-commands::z,file=q"
    assert "%0A e" in read[1][2]
    assert "\\r\\nd" in read[1][2]
    assert "\\x1b[2J" in read[1][1]["file"]
