from __future__ import annotations

import dataclasses
import json
from typing import Any

from report_samples import HOSTILE, finding, statuses

from sphinx_bitext.model import Finding, Severity
from sphinx_bitext.reports.json import render_findings_json, render_status_json
from sphinx_bitext.reports.summary import BaselineNumbers, build_summary

FINDING_KEYS = [
    "code", "severity", "certainty", "locale", "article", "unit", "path",
    "line", "column", "end_line", "end_column", "message", "source", "target",
]  # fmt: skip
CELL_TYPES = {
    "translation_type": str, "aligned_by": str, "segments": int, "messages": int,
    "translated": int, "fuzzy": int, "edited": int, "stale": bool, "post_edited": int,
    "cosmetic": int,
}  # fmt: skip


def load_findings(*found: Finding) -> dict[str, Any]:
    summary = build_summary(statuses(), found, ["sv-SE", "ar-SA"])
    loaded: dict[str, Any] = json.loads(render_findings_json(found, summary))
    return loaded


def test_findings_have_exactly_the_published_keys() -> None:
    loaded = load_findings(finding(source="3", target="13"), finding(unit=None))
    assert list(loaded) == ["format_version", "summary", "findings"]
    assert loaded["format_version"] == 1
    for one in loaded["findings"]:
        assert list(one) == FINDING_KEYS
        assert all(isinstance(one[key], int) for key in FINDING_KEYS[7:11])
    assert {one["unit"] for one in loaded["findings"]} == {"104", None}
    assert (loaded["findings"][0]["severity"], loaded["findings"][0]["certainty"]) == ("warning", "likely")


def test_findings_come_worst_first_whatever_their_order() -> None:
    found = [finding("b"), finding("a", Severity.ERROR), finding("c", Severity.INFO)]
    assert [one["code"] for one in load_findings(*found)["findings"]] == ["a", "b", "c"]
    assert load_findings(*found) == load_findings(*reversed(found))


def test_the_summary_adds_up() -> None:
    summary = load_findings(finding(), finding(locale="en-US"))["summary"]
    assert summary["english"] == {"proven": 1, "unproven": 1, "mismatch": 1}
    assert summary["findings"] == {"total": 2, "error": 0, "warning": 2, "info": 0}
    assert list(summary["locales"]) == ["sv-SE", "ar-SA"]
    assert summary["locales"]["sv-SE"]["HT"] == 1
    assert summary["locales"]["ar-SA"]["missing"] == 1
    assert summary["other"]["en-US"]["codes"] == {"number-differs": 1}
    assert (summary["silenced"], summary["baseline"]) == (0, None)


def test_the_summary_says_what_is_silenced_and_what_is_known() -> None:
    summary = dataclasses.replace(build_summary([], [], []), silenced=12, baseline=BaselineNumbers(1, 2, 3))
    loaded = json.loads(render_findings_json([], summary))["summary"]
    assert (loaded["silenced"], loaded["baseline"]) == (12, {"new": 1, "gone": 2, "unchanged": 3})


def test_status_has_exactly_the_published_shape() -> None:
    loaded = json.loads(render_status_json(statuses()))
    assert list(loaded) == ["format_version", "articles"]
    assert [one["article"] for one in loaded["articles"]] == ["billing/credits", "calls", "start"]
    for one in loaded["articles"]:
        assert list(one) == ["article", "english", "locales"]
        assert list(one["english"]) == ["origin", "proof", "hash"]
        for cell in one["locales"].values():
            assert list(cell) == list(CELL_TYPES)
            kinds = {key: type(value) for key, value in cell.items() if value is not None}
            assert kinds == {key: CELL_TYPES[key] for key in kinds}
    first, second, third = loaded["articles"]
    assert first["english"] == {"origin": "rebuilt", "proof": "proven", "hash": "ab" * 20}
    assert first["locales"]["sv-SE"]["translation_type"] == "HT"
    assert second["locales"]["sv-SE"]["stale"] is True
    assert third["locales"]["ar-SA"]["translation_type"] is None


def test_any_text_gives_valid_json_in_utf_8() -> None:
    found = [finding(HOSTILE, message=HOSTILE, source=HOSTILE, path=HOSTILE)]
    text = render_findings_json(found, build_summary([], found, []))
    assert text.endswith("}\n")
    loaded = json.loads(text.encode("utf-8"))
    assert loaded["findings"][0]["message"] == HOSTILE.replace("\ud800", "\ufffd")


def test_other_scripts_stay_readable() -> None:
    found = [finding(message="บริการ 日本 عربي")]
    assert "บริการ 日本 عربي" in render_findings_json(found, build_summary([], found, []))
