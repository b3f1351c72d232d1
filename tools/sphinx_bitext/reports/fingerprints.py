"""What makes two findings the same one, in two runs with edits between them; and what became of earlier findings."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sphinx_bitext.model import Certainty, Finding, Severity
from sphinx_bitext.reports.safe import whole
from sphinx_bitext.text import fold_space

SENTENCE = "bitextSentence/v1"
DIFFERENCE = "bitextDifference/v1"
"""Names of the two fingerprints in a SARIF file. The number grows when a fingerprint is made in another way."""

_LENGTH = 16
_DIGITS_RE = re.compile(r"\d+")


class Fingerprint(NamedTuple):
    """The identity of a finding, in two strengths; lines and columns take no part in either."""

    sentence: str
    """Same code, locale, article and unit, and the same texts on both sides but for white space."""
    difference: str
    """Same code, locale, article and unit, and the same said of it: holds where the sentence was edited elsewhere.
    Empty where no unit is known, because nothing else tells one sentence of an article from another."""


class Earlier(NamedTuple):
    """A finding of an earlier run."""

    finding: Finding
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside an earlier one. Together with what is silenced, `new` and `unchanged` are all findings of now."""

    new: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    """As the earlier run had them."""


def fingerprint(finding: Finding) -> Fingerprint:
    """Return the identity of a finding; hexadecimal digits, the same on every machine."""
    place = (finding.code, finding.locale, finding.article, finding.unit or "")
    texts = (_same(finding.source), _same(finding.target))
    said = _same(finding.message)
    # Without texts only the message tells findings apart; the line numbers that it may name move.
    sentence = (*texts, "" if any(texts) else _DIGITS_RE.sub("0", said))
    return Fingerprint(_digest(*place, *sentence), _digest(*place, said) if finding.unit else "")


def fingerprints(findings: Sequence[Finding]) -> list[Fingerprint]:
    """Return the identity of each finding with an ordinal by place, `3fa9…:1`, so that no two are equal."""
    found = [fingerprint(finding) for finding in findings]
    numbered: list[Fingerprint] = list(found)
    seen: dict[str, int] = defaultdict(int)
    for index in sorted(range(len(findings)), key=lambda index: _place(findings[index])):
        parts = []
        for name in found[index]:
            seen[name] += 1
            parts.append(f"{name}:{seen[name]}" if name else "")
        numbered[index] = Fingerprint(*parts)
    return numbered


def compare(findings: Sequence[Finding], earlier: Sequence[Earlier], silenced: Sequence[Finding] = ()) -> Comparison:
    """Match findings with those of an earlier run, one to one: equal sentences first, then equal differences.

    What has been silenced since is neither unchanged nor gone.
    """
    everything = [*findings, *silenced]
    now = [fingerprint(finding) for finding in everything]
    order = sorted(range(len(everything)), key=lambda index: _place(everything[index]))
    left = set(range(len(earlier)))
    known: set[int] = set()
    for strength in (0, 1):
        offered: dict[str, list[int]] = defaultdict(list)
        for index in sorted(left, reverse=True):
            offered[earlier[index].fingerprint[strength]].append(index)
        for index in order:
            name = now[index][strength]
            if index not in known and name and offered.get(name):
                known.add(index)
                left.discard(offered[name].pop())
    return Comparison(
        new=tuple(finding for index, finding in enumerate(findings) if index not in known),
        unchanged=tuple(finding for index, finding in enumerate(findings) if index in known),
        gone=tuple(earlier[index].finding for index in sorted(left)),
    )


def parse_baseline(text: str) -> tuple[Earlier, ...]:
    """Return the findings of an earlier `check --format json` or `--format sarif`; ValueError for anything else."""
    try:
        table = json.loads(text)
        if table.get("version") == "2.1.0" and "runs" in table:
            return tuple(_sarif_rows(table))
        return tuple(_json_rows(table))
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError("neither JSON nor SARIF of `bitext check`") from error


def _json_rows(table: dict[str, Any]) -> Iterator[Earlier]:
    for row in table["findings"]:
        finding = _finding(row, row["message"], row["path"], row["line"], row["column"])
        yield Earlier(finding, fingerprint(finding))


def _sarif_rows(table: dict[str, Any]) -> Iterator[Earlier]:
    """Yield the findings that the run saw and nobody had silenced."""
    for run in table["runs"]:
        for result in run["results"]:
            if result.get("baselineState") == "absent" or result.get("suppressions"):
                continue
            facts = {**result["properties"], "code": result["ruleId"]}
            place = (facts["path"], facts["line"], facts["column"])
            finding = _finding(facts, result["message"]["text"], *place)
            names = result["partialFingerprints"]
            parts = (names[SENTENCE], names.get(DIFFERENCE, ""))
            yield Earlier(finding, Fingerprint(*(str(part).partition(":")[0] for part in parts)))


def _finding(row: dict[str, Any], message: str, path: str, line: int, column: int) -> Finding:
    unit = row["unit"]
    return Finding(
        code=str(row["code"]),
        severity=Severity(row["severity"]),
        certainty=Certainty(row["certainty"]),
        locale=str(row["locale"]),
        article=str(row["article"]),
        unit=None if unit is None else str(unit),
        path=str(path),
        line=int(line),
        column=int(column),
        end_line=int(line),
        end_column=int(column),
        message=str(message),
        source=str(row["source"]),
        target=str(row["target"]),
    )


def _place(finding: Finding) -> tuple[Hashable, ...]:
    return (finding.path, finding.line, finding.column, finding.end_line, finding.end_column, finding.message)


def _same(text: str) -> str:
    return fold_space(unicodedata.normalize("NFC", whole(text)))


def _digest(*parts: str) -> str:
    joined = json.dumps([whole(part) for part in parts], ensure_ascii=True)
    return hashlib.sha256(joined.encode("ascii")).hexdigest()[:_LENGTH]
