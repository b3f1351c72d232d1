"""CPU of all checks for one locale, and whether it grows as the locale does."""

from __future__ import annotations

import dataclasses
import gc
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby

from measures.speed import as_the_command, cpu_seconds
from sphinx_bitext.checks import CorpusRun, run_checks, without_covered
from sphinx_bitext.model import Bitext, Finding

from .report import Part, Table
from .sample import Sample

SEGMENTS = 27_000
LIMIT = 10
"""Seconds for so many segments, in 2,900 articles."""
RATIO = 2.3
"""What twice as many articles may cost, where 2 would be linear and clocks are coarse."""
_BY_TEXT = 1_000
"""A cache that holds more than that remembers texts; a real locale has no text so often as copies have."""


def build_cost(sample: Sample, articles: int) -> Part:
    """Return the seconds for each locale, and the ratio of two loads of the largest one."""
    with as_the_command():
        return _measured(sample, articles)


def _measured(sample: Sample, articles: int) -> Part:
    by_locale: dict[str, list[Bitext]] = {locale: [] for locale in sample.locales}
    for project in sample.projects:
        for (_, locale), bitext in project.bitexts.items():
            by_locale[locale].append(bitext)
    rows, missed = [], False
    # What a process loads once, such as the language model, is not to be multiplied with the sentences.
    _seconds([[bitexts[0]] for bitexts in by_locale.values() if bitexts])
    for locale, bitexts in by_locale.items():
        segments = sum(len(bitext.target.units) for bitext in bitexts)
        if segments:
            seconds = _seconds([bitexts]) * SEGMENTS / segments
            verdict = "MISSED" if seconds > LIMIT else ""
            missed |= bool(verdict)
            rows.append((locale, str(len(bitexts)), str(segments), f"{seconds:.2f}", f"<= {LIMIT}", verdict))
    largest = max(by_locale.values(), key=len, default=[])
    one, two = (_seconds(list(_copies(largest, count))) for count in (articles // 2, articles))
    ratio = two / one if one else 0
    verdict = "MISSED" if ratio > RATIO else ""
    linear = (str(articles // 2), f"{one:.2f}", str(articles), f"{two:.2f}", f"{ratio:.2f}", f"<= {RATIO}", verdict)
    tables = (
        Table(f"CPU seconds of all checks, for {SEGMENTS:,} segments",
              ("locale", "articles>", "segments>", "s>", "target>", ""), rows),
        Table("CPU seconds of all checks, as a locale grows",
              ("articles>", "s>", "articles>", "s>", "ratio>", "target>", ""), [linear]),
    )  # fmt: skip
    return Part("cost", tables, {"locales": rows, "growth": linear}, missed or bool(verdict))


def _copies(bitexts: Sequence[Bitext], articles: int) -> Iterator[list[Bitext]]:
    """Yield the bitexts over and over under other paths, until they are as many."""
    number = 0
    while number < articles and bitexts:
        some = bitexts[: articles - number]
        yield [_under(bitext, number) for bitext in some]
        number += len(some)


def _under(bitext: Bitext, number: int) -> Bitext:
    return dataclasses.replace(bitext, target=dataclasses.replace(bitext.target, path=f"{number}/{bitext.target.path}"))


def _seconds(groups: Sequence[Sequence[Bitext]]) -> float:
    """Return what it costs to check all; nothing that one group leaves in a cache helps the next."""
    gc.collect()
    total = 0.0
    findings: list[Finding] = []
    run = CorpusRun()
    for group in groups:
        forget()
        total += cpu_seconds(lambda group=group: _read(group, run, findings))  # type: ignore[misc]
    forget()
    return total + cpu_seconds(lambda: _judge(run, findings))


def _read(bitexts: Sequence[Bitext], run: CorpusRun, findings: list[Finding]) -> None:
    for _, locales in groupby(bitexts, key=lambda bitext: bitext.target.path):
        article = list(locales)
        run.read_article(article)
        for bitext in article:
            findings += run_checks(bitext)
            run.read(bitext)


def _judge(run: CorpusRun, findings: list[Finding]) -> None:
    findings += run.findings()
    without_covered(sorted(findings, key=lambda finding: finding.sort_key))


def forget() -> None:
    """Empty the caches of the product that remember texts."""
    for name, module in list(sys.modules.items()):
        if name.startswith("sphinx_bitext."):
            for one in list(vars(module).values()):
                parameters = getattr(one, "cache_parameters", None)
                if parameters is not None and (parameters()["maxsize"] or sys.maxsize) > _BY_TEXT:
                    one.cache_clear()
