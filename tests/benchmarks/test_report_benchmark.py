"""The invented project that the report is measured on: always the same, and whole."""

from __future__ import annotations

import report
from invented import words
from invented.words import LOCALES

PROJECT = report.Project(LOCALES[:4], 60)


def test_the_project_is_always_the_same() -> None:
    words.vocabulary.cache_clear()
    before = list(PROJECT.bitexts())
    words.vocabulary.cache_clear()
    report.sentences.cache_clear()
    assert list(PROJECT.bitexts()) == before
    assert len(before) == len(PROJECT.statuses()) * len(PROJECT.locales) == 240


def test_findings_are_about_sentences_that_are_there() -> None:
    segments = {
        (one.locale, one.target.docname, segment.unit): segment for one in PROJECT.bitexts() for segment in one.segments
    }
    findings = PROJECT.findings()
    assert len(findings) * report.FLAGGED in range(len(segments) * 8 // 10, len(segments) * 12 // 10)
    for finding in findings:
        segment = segments[finding.locale, finding.article, finding.unit]
        assert (finding.source, finding.target) == (segment.source, segment.target)
        for text, marks in ((finding.source, finding.source_marks), (finding.target, finding.target_marks)):
            assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


def test_scripts_differ_by_locale() -> None:
    assert words.vocabulary("ar")[0] != words.vocabulary("sv")[0]
    assert len(set(LOCALES)) == len(LOCALES) == 39
