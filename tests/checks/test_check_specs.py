"""Every case of `tests/spec/checks`: a surplus finding fails as a missing one does."""

from __future__ import annotations

import pytest
from check_specs import FOLDER, Case, all_cases, findings, place_of

from sphinx_bitext.checks import ALL

CHECKS = {check.code: check for check in ALL}
CASES = tuple(all_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title}")
def test_findings_are_those_of_the_spec(case: Case) -> None:
    found = sorted(findings(case, CHECKS[case.code]), key=place_of)
    assert [place_of(finding) for finding in found] == [place for place, _ in case.expected]
    for finding, (_, part) in zip(found, case.expected, strict=True):
        assert part in finding.message


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_has_firing_and_silent_cases(code: str) -> None:
    own = [case for case in CASES if case.code == code]
    assert any(case.fires for case in own)
    assert any(not case.fires for case in own)


def test_no_spec_file_without_a_check() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(CHECKS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title}")
def test_no_check_raises_on_any_case_and_places_lie_in_the_file(case: Case) -> None:
    texts = dict(case.deliveries)
    for check in ALL:
        for finding in findings(case, check):
            lines = texts[finding.locale].split("\n")
            assert 1 <= finding.line <= finding.end_line <= len(lines)
            assert (finding.line, finding.column) <= (finding.end_line, finding.end_column)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
            assert finding.message == finding.message.strip()
            assert "\n" not in finding.message
