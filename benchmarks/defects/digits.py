"""The checks of numbers beside a plain comparison of digit strings. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sphinx_bitext.model import TranslationType

from .base import Kind
from .flagged import all_flags
from .recall import Result
from .recall_table import recall_of
from .report import Part, Table, percent
from .sample import Sample

LIMIT = 15
"""Percent: so many of the segments that the plain comparison flags may be flagged."""
KINDS = ("number-changed", "number-dropped", "number-added")
_DIGITS_RE = re.compile(r"\d+")


def differs(source: str, target: str) -> bool:
    """Compare plainly: the same runs of digits, each as often."""
    return sorted(_DIGITS_RE.findall(source)) != sorted(_DIGITS_RE.findall(target))


def build_digits(sample: Sample, found: Mapping[Kind, Sequence[Result]]) -> Part:
    """Return the false alarms of both on HT, and their recall on numbers that were damaged."""
    kinds = {kind: results for kind, results in found.items() if kind.key in KINDS}
    plain = sum(
        differs(unit.source, unit.target)
        for project in sample.projects
        for bitext in project.bitexts.values()
        if bitext.target.metadata.translation_type is TranslationType.HUMAN
        for unit in bitext.target.units
    )
    ours = {
        flag.unit
        for flag in all_flags(sample)
        if flag.type is TranslationType.HUMAN and any(kind.reports(flag.finding.code) for kind in kinds)
    }
    share = 100 * len(ours) / plain if plain else 0
    verdict = "MISSED" if share > LIMIT else ""
    alarms = Table(
        "HT segments whose numbers are flagged",
        ("plain>", "ours>", "%>", "target>", ""),
        [(str(plain), str(len(ours)), f"{share:.2f}", f"<= {LIMIT}", verdict)],
    )
    rows = []
    for kind, results in kinds.items():
        some = [one for one in results if one.form == "sxs"]
        sees = sum(differs(one.source, one.after) for one in some)
        right = sum(one.is_found for one in some)
        worst = recall_of(some).worst
        rows.append(
            (kind.key, str(len(some)), percent(sees, len(some)), percent(right, len(some)), worst[1] if worst else "")
        )
    recall = Table("damaged numbers found", ("kind", "defects>", "plain %>", "ours %>", "worst"), rows)
    return Part("numbers", (alarms, recall), {"plain": plain, "ours": len(ours), "recall": rows}, bool(verdict))
