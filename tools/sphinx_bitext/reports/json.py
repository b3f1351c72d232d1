"""Reports for programs: JSON with a format version, in a stable order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from sphinx_bitext.model import ArticleStatus, Finding, LocaleStatus
from sphinx_bitext.reports.safe import whole
from sphinx_bitext.reports.summary import LocaleSummary, Numbers, Summary

FORMAT_VERSION = 1
"""Grows when a key changes its meaning or goes away; a new key alone does not count."""


def render_findings_json(findings: Iterable[Finding], summary: Summary) -> str:
    """Return `{"format_version": 1, "summary": {...}, "findings": [...]}`, worst first, ending in a line end."""
    ordered = sorted(findings, key=lambda finding: finding.sort_key)
    return _dump(
        {
            "format_version": FORMAT_VERSION,
            "summary": summary_object(summary),
            "findings": [finding_object(finding) for finding in ordered],
        }
    )


def render_status_json(statuses: Sequence[ArticleStatus]) -> str:
    """Return `{"format_version": 1, "articles": [...]}` in the order given, ending in a line end."""
    return _dump({"format_version": FORMAT_VERSION, "articles": [_article_object(status) for status in statuses]})


def finding_object(finding: Finding) -> dict[str, object]:
    """Return the fields of `finding` in their order: strings, numbers and None only."""
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "certainty": str(finding.certainty),
        "locale": finding.locale,
        "article": finding.article,
        "unit": finding.unit,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "message": finding.message,
        "source": finding.source,
        "target": finding.target,
    }


def summary_object(summary: Summary) -> dict[str, object]:
    """Return `summary` as nested dictionaries of numbers, locales by their tag."""
    return {
        "articles": summary.articles,
        "segments": summary.segments,
        "english": {"proven": summary.proven, "unproven": summary.unproven, "mismatch": summary.mismatch},
        "findings": _numbers_object(summary.findings),
        "codes": dict(summary.codes),
        "locales": {one.locale: _locale_object(one) for one in summary.locales},
        "other": {
            one.locale: {"findings": _numbers_object(one.findings), "codes": dict(one.codes)} for one in summary.other
        },
        "silenced": summary.silenced,
        "baseline": None if summary.baseline is None else asdict(summary.baseline),
    }


def _locale_object(one: LocaleSummary) -> dict[str, object]:
    return {
        "articles": one.articles,
        "HT": one.human,
        "MT": one.machine,
        "stale": one.stale,
        "missing": one.missing,
        "segments": one.segments,
        "messages": one.messages,
        "translated": one.translated,
        "fuzzy": one.fuzzy,
        "edited": one.edited,
        "findings": _numbers_object(one.findings),
        "codes": dict(one.codes),
    }


def _numbers_object(numbers: Numbers) -> dict[str, int]:
    return {"total": numbers.total, **asdict(numbers)}


def _article_object(status: ArticleStatus) -> dict[str, object]:
    return {
        "article": status.article,
        "english": {"origin": status.origin, "proof": status.proof, "hash": status.hash},
        "locales": {cell.locale: _cell_object(cell) for cell in status.locales},
    }


def _cell_object(cell: LocaleStatus) -> dict[str, object]:
    return {
        "translation_type": None if cell.translation_type is None else str(cell.translation_type),
        "aligned_by": cell.aligned_by,
        "segments": cell.segments,
        "messages": cell.messages,
        "translated": cell.translated,
        "fuzzy": cell.fuzzy,
        "edited": cell.edited,
        "stale": cell.stale,
        "post_edited": cell.post_edited,
        "cosmetic": cell.cosmetic,
    }


def _dump(value: object) -> str:
    return whole(json.dumps(value, ensure_ascii=False, indent=1)) + "\n"
