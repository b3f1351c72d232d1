"""How many sentences of real deliveries the checks speak of, by translation type; and a sample to read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from measures.differences import escaped
from sphinx_bitext.model import Bitext, Finding, Severity, TranslationType

from .report import Part, Table, percent
from .sample import Sample

LIMIT = 0.4
"""Percent of the segments that people translated: at most so many may have an error."""
_TYPES = (TranslationType.HUMAN, TranslationType.MACHINE)

Unit = tuple[str, str, str, str | None]
"""(product, path, locale, unit number); a finding about the whole article counts as one more sentence."""


class Flag(NamedTuple):
    """A finding and the delivery it is in."""

    product: str
    bitext: Bitext
    finding: Finding

    @property
    def type(self) -> TranslationType | None:
        """Who translated the article."""
        return self.bitext.target.metadata.translation_type

    @property
    def unit(self) -> Unit:
        """The sentence."""
        return (self.product, self.bitext.target.path, self.bitext.locale, self.finding.unit)


def all_flags(sample: Sample) -> Iterator[Flag]:
    """Yield what the checks say of a pack."""
    for project in sample.projects:
        for key, findings in project.findings.items():
            for finding in findings:
                yield Flag(project.name, project.bitexts[key], finding)


def segment_counts(sample: Sample) -> dict[tuple[TranslationType | None, str], int]:
    """Return how many sentences there are, by translation type and locale."""
    counts: defaultdict[tuple[TranslationType | None, str], int] = defaultdict(int)
    for project in sample.projects:
        for bitext in project.bitexts.values():
            counts[bitext.target.metadata.translation_type, bitext.locale] += len(bitext.target.units)
    return counts


def build_flagged(sample: Sample) -> Part:
    """Return the shares by check and severity, and by locale."""
    counts = segment_counts(sample)
    totals = {one: sum(count for (kind, _), count in counts.items() if kind is one) for one in _TYPES}
    flags = list(all_flags(sample))
    by_check: defaultdict[tuple[str, Severity, TranslationType | None], set[Unit]] = defaultdict(set)
    by_locale: defaultdict[tuple[str, Severity, TranslationType | None], set[Unit]] = defaultdict(set)
    for flag in flags:
        by_check[flag.finding.code, flag.finding.severity, flag.type].add(flag.unit)
        by_locale[flag.bitext.locale, flag.finding.severity, flag.type].add(flag.unit)
        by_locale["all", flag.finding.severity, flag.type].add(flag.unit)
    checks = sorted({key[:2] for key in by_check}, key=lambda key: (key[1].rank, key[0]))
    rows = [
        (code, str(severity), *(cell for one in _TYPES for cell in _cells(by_check[code, severity, one], totals[one])))
        for code, severity in checks
    ]
    locales = []
    for locale in ("all", *sample.locales):
        for one in _TYPES:
            total = totals[one] if locale == "all" else counts.get((one, locale), 0)
            shares = [percent(len(by_locale[locale, severity, one]), total) for severity in Severity]
            if total:
                locales.append((locale, str(one), str(total), *shares))
    errors = len(by_locale["all", Severity.ERROR, TranslationType.HUMAN])
    share = 100 * errors / totals[TranslationType.HUMAN] if totals[TranslationType.HUMAN] else 0
    verdict = "MISSED" if share > LIMIT else ""
    summary = Table(
        "HT segments with an error",
        ("", "segments>", "with an error>", "%>", "target>", ""),
        [("HT", str(totals[TranslationType.HUMAN]), str(errors), f"{share:.2f}", f"<= {LIMIT}", verdict)],
    )
    tables = (
        Table("segments flagged, by check", ("check", "severity", "HT>", "%>", "MT>", "%>"), rows),
        Table("segments flagged, by locale", ("locale", "", "segments>", "error %>", "warning %>", "info %>"), locales),
        summary,
    )
    data = {"by_check": rows, "by_locale": locales, "ht_error_share": share}
    return Part("flagged", tables, data, bool(verdict))


def _cells(units: set[Unit], total: int) -> tuple[str, str]:
    return str(len(units)), percent(len(units), total)


def sample_findings(sample: Sample, count: int, seed: int, severity: Severity, pattern: str | None = None) -> list[str]:
    """Return lines that show some findings of HT articles in full, chosen by chance."""
    flags = [
        flag
        for flag in all_flags(sample)
        if flag.type is TranslationType.HUMAN
        and flag.finding.severity is severity
        and (pattern is None or pattern in flag.finding.code)
    ]
    some = Random(seed).sample(flags, min(count, len(flags)))
    lines = [f"{len(some)} of {len(flags)} findings of HT deliveries at level {severity}, seed {seed}", ""]
    for number, flag in enumerate(some, 1):
        one, article = flag.finding, flag.bitext.target
        unit = next((unit for unit in article.units if unit.id.unit == one.unit), None)
        place = f"{flag.product}/{flag.bitext.locale}/sxs/{article.path}:{one.line}:{one.column}"
        lines += [
            f"{number}. [{one.code}] {one.severity}, {one.certainty}, unit {one.unit}: {place}",
            f"   {escaped(one.message)}",
            f"   en {escaped(one.source or (unit.source if unit else ''))}",
            f"   {flag.bitext.locale.partition('-')[0]} {escaped(one.target or (unit.target if unit else ''))}",
            "",
        ]
    return lines
