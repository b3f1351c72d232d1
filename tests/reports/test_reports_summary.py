from __future__ import annotations

from report_samples import finding, statuses

from sphinx_bitext.model import Severity
from sphinx_bitext.reports.summary import Numbers, build_summary


def test_numbers_add_up() -> None:
    assert Numbers(1, 2, 3) + Numbers(10, 20, 30) == Numbers(11, 22, 33)
    assert sum([Numbers(1), Numbers(0, 1)], Numbers()) == Numbers(1, 1, 0)
    assert Numbers(1, 2, 3).total == 6
    assert Numbers.of([finding(severity=Severity.INFO), finding()]) == Numbers(0, 1, 1)


def test_a_locale_counts_its_deliveries() -> None:
    summary = build_summary(statuses(), [finding()], ["sv-SE", "ar-SA", "ja-JP"])
    swedish, arabic, japanese = summary.locales
    assert (swedish.articles, swedish.human, swedish.machine, swedish.untyped) == (2, 1, 1, 0)
    assert (swedish.stale, swedish.missing, swedish.segments, swedish.edited) == (1, 1, 8, 1)
    assert (swedish.messages, swedish.translated, swedish.fuzzy) == (6, 4, 2)
    assert (arabic.articles, arabic.untyped, arabic.missing) == (2, 1, 1)
    assert (japanese.articles, japanese.missing, japanese.findings) == (0, 3, Numbers())
    assert swedish.codes == {"number-differs": 1}


def test_english_is_counted_by_its_proof() -> None:
    summary = build_summary(statuses(), [], ["sv-SE"])
    assert (summary.articles, summary.proven, summary.unproven, summary.mismatch) == (3, 1, 1, 1)


def test_every_finding_is_in_one_column() -> None:
    found = [finding(), finding(locale="en-US"), finding(locale="", code="b"), finding(code="a")]
    summary = build_summary(statuses(), found, ["sv-SE", "ar-SA"])
    assert [one.locale for one in summary.other] == ["", "en-US"]
    assert sum((one.findings for one in summary.columns), Numbers()) == summary.findings == Numbers(0, 4, 0)
    assert list(summary.codes.items()) == [("a", 1), ("b", 1), ("number-differs", 2)]


def test_nothing_at_all() -> None:
    summary = build_summary([], [], [])
    assert (summary.locales, summary.other, summary.articles, summary.segments) == ((), (), 0, 0)
