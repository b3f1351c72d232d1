"""Translate Toolkit's `pofilter`, an outside program, on catalogs with the same defects and on the same untouched ones.

It is run as it comes; nothing of it is imported. Where there is doubt, the count is in its favour: any test that
speaks of a damaged message and not of the whole one has found the defect, while its false alarms are those of the
tests alone that a kind names.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import polib

from sphinx_bitext.model import Bitext, BlockPair, Finding, TranslationType

from .base import Kind
from .recall import Entry, Result
from .report import Part, Table, percent
from .sample import Sample

_TEST_RE = re.compile(r"^\(pofilter\) (\w+):", re.MULTILINE)
_UNTOUCHED = "untouched"
Text = tuple[str, str]
"""(msgid, msgstr)."""
Tests = Mapping[tuple[str, Text], frozenset[str]]
"""By locale and text: the tests that speak of it."""


def find_pofilter() -> str | None:
    """Return the program, from the environment of this interpreter or from the path."""
    beside = Path(sys.executable).with_name("pofilter")
    return str(beside) if beside.is_file() else shutil.which("pofilter")


def run_pofilter(program: str, texts: Mapping[str, Sequence[Text]], jobs: int) -> Tests:
    """Return what it says of some messages, by locale."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(jobs) as pool:
        work = partial(_run_locale, program, Path(scratch))
        found = pool.map(work, texts, texts.values())
        return {
            (locale, text): tests for locale, some in zip(texts, found, strict=True) for text, tests in some.items()
        }


def _run_locale(program: str, scratch: Path, locale: str, texts: Sequence[Text]) -> dict[Text, frozenset[str]]:
    unique = list(dict.fromkeys(texts))
    one, two = scratch / f"{locale}.po", scratch / f"{locale}.out.po"
    catalog = polib.POFile(wrapwidth=0)
    catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": locale.replace("-", "_")}
    for number, (msgid, msgstr) in enumerate(unique):
        catalog.append(polib.POEntry(msgctxt=str(number), msgid=_sayable(msgid), msgstr=_sayable(msgstr)))
    catalog.save(str(one))
    command = [program, "--progress=none", f"--language={locale}", "-i", str(one), "-o", str(two)]
    subprocess.run(command, check=True, capture_output=True)
    found = dict.fromkeys(unique, frozenset[str]())
    if two.is_file():
        for entry in polib.pofile(str(two)):
            if entry.msgctxt:
                found[unique[int(entry.msgctxt)]] = frozenset(_TEST_RE.findall(entry.tcomment))
    return found


def _sayable(text: str) -> str:
    """Return a text as a catalog can hold it: no bytes that are no text."""
    return text.encode("utf-8", "replace").decode()


def build_outside(sample: Sample, found: Mapping[Kind, Sequence[Result]], jobs: int) -> Part:
    """Return recall and false alarms of both, kind by kind."""
    program = find_pofilter()
    if program is None:
        return Part("pofilter", (), None, notes=("pofilter is not installed: pip install translate-toolkit",))
    texts: defaultdict[str, list[Text]] = defaultdict(list)
    human = list(_human_messages(sample))
    for locale, text, _ in human:
        texts[locale].append(text)
    for results in found.values():
        for one in results:
            for entry in one.entries:
                texts[one.locale] += [(entry.msgid, entry.before), (entry.msgid, entry.after)]
    tests = run_pofilter(program, texts, jobs)
    rows, data = [], []
    for kind, results in found.items():
        row = _row(kind, results, human, tests)
        if row is not None:
            rows.append(row)
            data.append(dict(zip(_HEADINGS, row, strict=True)))
    total = len(human)
    ours = sum(bool(codes) for _, _, codes in human)
    theirs = sum(bool(tests[locale, text]) for locale, text, _ in human)
    everything = Table(
        "HT messages flagged at all",
        ("", "messages>", "ours %>", "pofilter %>"),
        [("HT", str(total), percent(ours, total), percent(theirs, total))],
    )
    beside = Table("beside pofilter: recall, and HT messages flagged", _HEADINGS, rows)
    return Part("pofilter", (beside, everything), {"kinds": data, "all": [total, ours, theirs]})


_HEADINGS = ("kind", "defects>", "ours %>", "pofilter %>", "ours on HT %>", "pofilter on HT %>", "")


def _row(
    kind: Kind, results: Sequence[Result], human: Sequence[tuple[str, Text, frozenset[str]]], tests: Tests
) -> tuple[str, ...] | None:
    """Return one line, None where no catalog holds the defect."""
    some = [one for one in results if one.entries]
    if not some:
        return None
    ours = sum(one.is_found for one in some)
    theirs = sum(any(_is_new(tests, one.locale, entry) for entry in one.entries) for one in some)
    alarms = sum(any(kind.reports(code) for code in codes) for _, _, codes in human)
    named = sum(bool(tests[locale, text].intersection(kind.tests)) for locale, text, _ in human)
    verdict = "behind" if ours < theirs else "more alarms" if kind.tests and alarms > named else ""
    shares = (percent(alarms, len(human)), percent(named, len(human)) if kind.tests else "-")
    total = len(some)
    return kind.key, str(total), percent(ours, total), percent(theirs, total), *shares, verdict


def _is_new(tests: Tests, locale: str, entry: Entry) -> bool:
    return bool(tests[locale, (entry.msgid, entry.after)] - tests[locale, (entry.msgid, entry.before)])


def _human_messages(sample: Sample) -> list[tuple[str, Text, frozenset[str]]]:
    """Return the messages that people translated: (locale, text, the codes of our findings there)."""
    found = []
    for project in sample.projects:
        for key, bitext in project.bitexts.items():
            if bitext.target.metadata.translation_type is TranslationType.HUMAN:
                found += _messages(bitext, project.findings.get(key, ()))
    return found


def _messages(bitext: Bitext, findings: Sequence[Finding]) -> list[tuple[str, Text, frozenset[str]]]:
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.unit is not None:
            codes[finding.unit].add(finding.code)
    return [
        (bitext.locale, text, frozenset(code for segment in pair.segments for code in codes[segment.unit or ""]))
        for pair in bitext.pairs
        if (text := _text(pair))
    ]


def _text(pair: BlockPair) -> Text | None:
    if pair.source is None or pair.target is None or not (pair.source.is_message and pair.target.is_message):
        return None
    return pair.source.message, pair.target.message
