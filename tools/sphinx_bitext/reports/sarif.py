"""SARIF 2.1.0: findings for code scanning, editors and result viewers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import quote

from sphinx_bitext.model import Certainty, Finding, Severity
from sphinx_bitext.reports.checkdoc import CheckDoc, CheckText
from sphinx_bitext.reports.fingerprints import DIFFERENCE, SENTENCE, fingerprints
from sphinx_bitext.reports.outcome import Outcome, Silenced
from sphinx_bitext.reports.safe import visible, whole

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "srcRoot"
"""Name of the folder that relative addresses start from: where the command ran."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RANKS = {Certainty.CERTAIN: 90.0, Certainty.LIKELY: 60.0, Certainty.POSSIBLE: 30.0}
_RANK_ROOM = 9.9
"""How far surprise can raise a finding among those of its certainty."""
_HALF_SURPRISE = 10.0
"""Bits of surprise that raise it half as far."""
_PRECISIONS = {Certainty.CERTAIN: "very-high", Certainty.LIKELY: "high", Certainty.POSSIBLE: "medium"}
_PROBLEMS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_LINK_RE = re.compile(r"[\\\[\]]")
"""What takes part in links, and what escapes it."""
_PLACEHOLDER_RE = re.compile(r"\{(\d+)\}")
_STRAY_RE = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Surrogates that stand for no byte of a file name."""
_DRIVE_RE = re.compile(r"[A-Za-z]:/")


def render_sarif(outcome: Outcome, *, version: str, locales: Sequence[str] = ()) -> str:
    """Return one run as a SARIF log, ending in a line end.

    Results are in the order of the findings: what speaks, what a baseline knows (`unchanged`), what is silenced
    (suppressed), what is gone (`absent`). `version` is the program's; `locales` name the run when it was not of all.
    The same arguments give the same bytes.
    """
    shown = list(_results(outcome))
    rules = _rules(outcome.checks, [finding for finding, _ in shown])
    index = {str(rule["id"]): number for number, rule in enumerate(rules)}
    names = fingerprints([finding for finding, _ in shown])
    run: dict[str, object] = {
        "tool": {"driver": {"name": "sphinx-bitext", "version": version, "rules": rules}},
        "automationDetails": {"id": "/".join(["bitext", "check", *map(visible, locales)]) + "/"},
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder in which `bitext check` ran."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            {
                **_result(finding, index[whole(finding.code)]),
                "partialFingerprints": _named(name.sentence, name.difference),
                **extra,
            }
            for (finding, extra), name in zip(shown, names, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return whole(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _results(outcome: Outcome) -> Iterator[tuple[Finding, dict[str, object]]]:
    """Yield each finding with what only some results have."""
    compared = outcome.compared
    new, unchanged, absent = ({"baselineState": name} if compared else {} for name in ("new", "unchanged", "absent"))
    for finding in outcome.findings:
        yield finding, {**new}
    for finding in compared.unchanged if compared else ():
        yield finding, {**unchanged}
    for one in outcome.silenced:
        # What has been accepted is no news, whenever that was.
        yield one.finding, {"suppressions": [_suppression(one)], **unchanged}
    for finding in compared.gone if compared else ():
        yield finding, {**absent}


def _result(finding: Finding, rule: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": whole(finding.code),
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "rank": rank(finding.certainty, finding.surprise),
        "message": {"text": message_text(finding.message)},
    }
    if finding.path:
        end = (finding.end_line, finding.end_column)
        region = {"startLine": max(finding.line, 1), "startColumn": max(finding.column, 1)}
        if end > (finding.line, finding.column):
            region |= {"endLine": finding.end_line, "endColumn": max(finding.end_column, 1)}
        result["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(finding.path), "region": region}}]
    result["properties"] = {
        "severity": str(finding.severity),
        "certainty": str(finding.certainty),
        "locale": finding.locale,
        "article": finding.article,
        "unit": finding.unit,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "source": finding.source,
        "target": finding.target,
    }
    return result


def rank(certainty: Certainty, surprise: float = 0.0) -> float:
    """Return how much a finding deserves to be looked at, 0 to 100: by certainty, then by surprise (bits)."""
    raised = 1 - 1 / (1 + max(surprise, 0.0) / _HALF_SURPRISE)
    return round(_RANKS[certainty] + min(raised * 10, _RANK_ROOM), 2)


def message_text(text: str) -> str:
    """Return `text` so that no viewer takes a part of it for a link or a placeholder."""
    escaped = visible(text)
    if "](" in escaped:
        escaped = _LINK_RE.sub(r"\\\g<0>", escaped)
    return _PLACEHOLDER_RE.sub(r"{{\1}}", escaped) or "(no message)"


def uri(path: str) -> str:
    """Return a file path as a URI reference: percent-encoded, with `file:` only where it is absolute."""
    octets = _STRAY_RE.sub("\ufffd", path).encode("utf-8", "surrogateescape")
    encoded = quote(octets, safe="/")
    if path.startswith("/"):
        return "file://" + encoded
    if _DRIVE_RE.match(path):
        return f"file:///{path[:2]}{encoded.partition('%3A')[2]}"
    return encoded


def _artifact(path: str) -> dict[str, object]:
    address = uri(path)
    return {"uri": address} if address.startswith("file:") else {"uri": address, "uriBaseId": BASE}


def _suppression(one: Silenced) -> dict[str, object]:
    place = {"artifactLocation": _artifact(one.path), "region": {"startLine": max(one.line, 1)}}
    return {
        "kind": "inSource" if one.in_catalog else "external",
        "status": "accepted",
        "justification": visible(one.reason),
        "location": {"physicalLocation": place},
    }


def _named(sentence: str, difference: str) -> Mapping[str, str]:
    return {SENTENCE: sentence, **({DIFFERENCE: difference} if difference else {})}


def _rules(checks: Iterable[CheckText], findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return every documented code, and those among the findings that nobody documents."""
    rules: dict[str, dict[str, object]] = {}
    unknown = (CheckDoc(one.code, one.severity, one.certainty, "Not documented.") for one in findings)
    for check in chain(checks, unknown):
        code = whole(check.code)
        if code not in rules:
            rules[code] = _rule(code, check)
    return list(rules.values())


def _rule(code: str, check: CheckText) -> dict[str, object]:
    text = f"{check.summary}\n\n{check.body}".strip()
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in re.findall(r"[a-z0-9]+", code)) or "Unnamed",
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": check.summary},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": _LEVELS[check.severity], "rank": rank(check.certainty)},
        "properties": {
            "certainty": str(check.certainty),
            "precision": _PRECISIONS[check.certainty],
            "problem.severity": _PROBLEMS[check.severity],
            "tags": ["translation"],
        },
    }
