"""Each hostile file alone beside good ones: their pages stay, something is said, and it costs little.

With BITEXT_LONG all of them, and those beside the project (`../shared/hostile`); else a share.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from alone import Item, Outcome, build_all
from hostile_cases import Case, read_cases

from support import LONG

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(4 * 3600 if LONG else 600),
    pytest.mark.skipif(os.name != "posix", reason="pipes and sockets are made, and memory is measured"),
]
STEP = 1 if LONG else 60
MAX_SECONDS = 5.0
MAX_MEGABYTES = 512
_ACTIVE = re.compile(r"\bon\w+\s*=|\bsrc|href|script\s*:|url\s*\(|<[^>]*<script", re.IGNORECASE)
"""What is more than text and looks."""
WITHHELD = {"skipped-file", "withheld", "catalog-syntax"}
"""Codes that say that something was not published."""


@cache
def good() -> Mapping[str, str]:
    """Return the pages of a build without a bad file."""
    ((_, outcome),) = build_all([("good", ())])
    assert outcome.exit_code == 0
    assert len(outcome.pages) > 12
    return outcome.pages


def own() -> list[Case]:
    """Return our own cases, or a share of them."""
    return [case for case in read_cases() if case.group != "redirections"][::STEP]


def faults_of(outcome: Outcome) -> Iterator[str]:
    """Yield what no bad file may do."""
    if outcome.pages != good():
        yield f"other pages: {[name for name, page in good().items() if outcome.pages.get(name) != page]}"
    if outcome.unlocated or outcome.leaked or outcome.lost:
        yield f"unlocated {outcome.unlocated}, leaked {outcome.leaked}, lost {outcome.lost}"
    if outcome.exit_code != (3 if outcome.codes & WITHHELD else 0):
        yield f"exit code {outcome.exit_code} with {sorted(outcome.codes)}"
    if outcome.megabytes > MAX_MEGABYTES:
        yield f"{outcome.megabytes:.0f} MB"
    if LONG and outcome.seconds > MAX_SECONDS:
        yield f"{outcome.seconds:.1f} seconds"


def tell(kind: str, outcomes: Mapping[str, Outcome]) -> None:
    """Print the figures of a run (`pytest -s`)."""
    slowest = max(outcomes, key=lambda name: outcomes[name].seconds)
    memory = max(outcome.megabytes for outcome in outcomes.values())
    said = sum(bool(outcome.found) for outcome in outcomes.values())
    print(
        f"\n{kind}: {len(outcomes)} builds, {said} with findings of the file, slowest {outcomes[slowest].seconds:.2f} s"
        f" ({slowest}), at most {memory:.0f} MB"
    )


def check(kind: str, items: Sequence[Item]) -> dict[str, Outcome]:
    outcomes = dict(build_all(items))
    tell(kind, outcomes)
    assert len(outcomes) == len(items)
    assert {name: found for name, one in outcomes.items() if (found := list(faults_of(one)))} == {}
    return outcomes


def test_each_of_our_own_cases() -> None:
    cases = {f"{case.group}-{case.slug}": case for case in own()}
    outcomes = check("own", [(name, (case,)) for name, case in cases.items()])
    for name, case in cases.items():
        if case.finds != ["many"] and case.table.get("kind") != "closed":
            assert outcomes[name].found == case.finds, name


def test_each_foreign_markup(shared: Path) -> None:
    payloads = json.loads((shared / "hostile" / "xss-payloads.json").read_text(encoding="utf-8"))
    texts = [f"# Rubrik\n\n{one['payload']}\n\nOrd {' '.join(one['payload'].split())} ord.\n" for one in payloads]
    items = [(f"markup-{number}", (_article(number, text),)) for number, text in enumerate(texts)][::STEP]
    outcomes = check("markup", items)
    silent = {int(name.removeprefix("markup-")) for name, one in outcomes.items() if not one.codes}
    assert [payloads[number]["payload"] for number in silent if _ACTIVE.search(payloads[number]["payload"])] == []


def test_each_odd_catalog(shared: Path) -> None:
    files = sorted((shared / "hostile" / "catalogs").glob("*.po*"))[::STEP]
    check("catalogs", [(file.name, (Case("catalogs", file.stem, {"hex": file.read_bytes().hex()}),)) for file in files])


def test_the_examples_of_commonmark(shared: Path) -> None:
    """An example is no bad file; fifty of them at a time stand in articles beside the good ones."""
    examples = json.loads((shared / "hostile" / "commonmark-examples.json").read_text(encoding="utf-8"))
    cases = [_article(number, f"# Rubrik\n\n{one['markdown']}\n") for number, one in enumerate(examples)]
    groups = [tuple(cases[start : start + 50]) for start in range(0, len(cases), 50)]
    items = [(f"examples from {50 * number}", group) for number, group in enumerate(groups)]
    outcomes = dict(build_all(items[:: STEP if LONG else 7]))
    tell("examples", outcomes)
    assert {name: one.pages == good() and not one.unlocated for name, one in outcomes.items()} == dict.fromkeys(
        outcomes, True
    )


def _article(number: int, text: str) -> Case:
    return Case("articles", f"text {number}", {"hex": text.encode("utf-8", "surrogatepass").hex()})
