"""Hits of the markup checks: the sentence they quote, and what they mark in it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from check_specs import Case, all_cases, findings

from sphinx_bitext.checks import ALL, Check, run_checks
from sphinx_bitext.checks.markup.emphasis_lost import EmphasisLost
from sphinx_bitext.checks.markup.link_destination import LinkDestination
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Bitext, Finding, Span
from support import unit

MARKUP = {check.code: check for check in ALL if ".markup." in type(check).__module__}
CASES = tuple(case for case in all_cases() if case.code in MARKUP and case.fires)


def _unit(number: int, target: str, source: str) -> str:
    return unit(f"3a593-{number}", target, source)


def _findings(text: str, *checks: Check) -> tuple[Finding, ...]:
    return run_checks(Bitext(parse_article(text, path="a.md", locale="sv-SE"), None, "id"), checks or _markup())


def _markup() -> list[Check]:
    return [check for check in MARKUP.values() if isinstance(check, Check)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}: {case.title}")
def test_each_finding_marks_what_differs(case: Case) -> None:
    for finding in findings(case, MARKUP[case.code]):
        assert finding.source_marks or finding.target_marks
        for marks, text in ((finding.source_marks, finding.source), (finding.target_marks, finding.target)):
            assert list(marks) == sorted(marks)
            assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
            assert all(one.end <= two.start for one, two in pairwise(marks))


def test_the_sentence_that_holds_the_marks_is_quoted() -> None:
    text = f"{_unit(101, 'Vänta.', 'Wait.')} {_unit(102, 'Se [b](/c).', 'See [b](/b).')}\n"
    (finding,) = _findings(text, LinkDestination())
    assert (finding.unit, finding.source, finding.target) == ("102", "See [b](/b).", "Se [b](/c).")
    assert (finding.source_marks, finding.target_marks) == ((Span(4, 11),), (Span(3, 10),))


def test_a_link_around_a_sentence_is_quoted_with_its_line() -> None:
    text = f"{_unit(101, 'Se', 'See')} [{_unit(102, '', 'Price')}](/p)\n"
    (found,) = [one for one in _findings(text) if one.code == "link-empty"]
    assert (found.source, found.target) == ("See [Price](/p)", "Se [](/p)")
    assert found.target[slice(*found.target_marks[0])] == "[](/p)"


def test_one_defect_gives_one_finding() -> None:
    for target, code in (
        ("Klicka på ** Spara**.", "emphasis-not-rendered"),
        ("Klicka <a0>Spara</a0>.", "engine-residue"),
        ("4. Klicka på Spara.", "block-marker"),
    ):
        found = _findings(_unit(101, target, "Click **Save**."))
        assert [finding.code for finding in found] == [code]


def test_a_dead_link_is_no_bracket_without_a_partner() -> None:
    found = _findings(_unit(101, "Se [kort](/cards.", "See [cards](/cards)."))
    assert [finding.code for finding in found] == ["link-dead"]


@pytest.mark.parametrize("text", ["", "*", "[](", "![", "**" * 500, "[" * 500, "`" * 499, "<" * 300, "\\", "((" * 300])
def test_no_markup_makes_a_check_raise(text: str) -> None:
    for source, target in ((text, "**a** [b](/c)"), ("**a** [b](/c)", text), (text, text)):
        _findings(_unit(101, target, source))


def test_bold_that_moved_to_another_sentence_is_none_that_is_lost() -> None:
    text = f"{_unit(101, 'Klicka.', 'Click **Save**.')} {_unit(102, 'Sedan **Spara**.', 'Then wait.')}"
    assert not _findings(text, EmphasisLost())
