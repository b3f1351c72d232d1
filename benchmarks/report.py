"""How long the HTML report takes to make, and to use in a browser, at a size that no project of ours has.

Run: `PYTHONPATH=tools python benchmarks/report.py` (a million segments in 39 locales; `--segments`, `--locales`). The
texts are invented and always the same. Making is processor time, and the most memory of the process till then; opening
and filtering are what the page itself measures in Chromium, from `file://`, the middle of several runs.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from invented.words import LOCALES, vocabulary
from sphinx_bitext.jobs import spare_collections
from sphinx_bitext.model import (
    Article,
    ArticleStatus,
    Bitext,
    BlockPair,
    Certainty,
    English,
    Finding,
    LocaleStatus,
    Metadata,
    Segment,
    Severity,
    Span,
    TranslationType,
)
from sphinx_bitext.reports.checkdoc import CheckDoc
from sphinx_bitext.reports.html import render_html
from sphinx_bitext.reports.summary import build_summary
from sphinx_bitext.store import write_text

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CODES = [f"invented-check-{number:02}" for number in range(1, 41)]
FLAGGED = 50
"""Every so many segments one has a finding."""
SENTENCES = 26
"""In an article, at most; a few fewer in some."""


@lru_cache(maxsize=4)
def sentences(language: str, article: int) -> list[str]:
    """Return the sentences of an article: about a hundred characters each."""
    chance = random.Random(f"{language} {article}")
    words = vocabulary(language)
    count = SENTENCES - article % 3
    return [
        f"{' '.join(chance.choices(words, k=chance.randrange(6, 22)))} {chance.randrange(1, 99)}."
        for _ in range(count)
    ]  # fmt: skip


@dataclass(frozen=True)
class Project:
    """What a report is made of."""

    locales: Sequence[str]
    articles: int

    def names(self) -> list[str]:
        """Return the docnames, sorted."""
        return sorted(f"{('billing', 'calls', 'start', 'account')[n % 4]}/topic-{n:05}" for n in range(self.articles))

    def bitexts(self) -> Iterator[Bitext]:
        """Yield the deliveries, article by article."""
        for number, name in enumerate(self.names()):
            source = sentences("en", number)
            english = English(Article(f"{name}.md", "en-US", ""), "rebuilt", "proven")
            for locale in self.locales:
                yield bitext(locale, number, name, source, english)

    def findings(self) -> list[Finding]:
        """Return a finding for every fiftieth segment."""
        return [
            finding(locale, number, name, at)
            for position, locale in enumerate(self.locales)
            for number, name in enumerate(self.names())
            for at in range(SENTENCES - number % 3)
            if (number * 31 + at * 7 + position * 3) % FLAGGED == 0
        ]

    def statuses(self) -> list[ArticleStatus]:
        """Return the article x locale matrix."""
        cells = tuple(
            LocaleStatus(locale, TranslationType.MACHINE, "id", SENTENCES, 20, 19, 1, 0, stale=False)
            for locale in self.locales
        )
        return [ArticleStatus(name, "rebuilt", "proven", None, cells) for name in self.names()]


def bitext(locale: str, number: int, name: str, source: Sequence[str], english: English) -> Bitext:
    """Return a delivery whose sentences stand one a line."""
    target = sentences(locale.split("-", maxsplit=1)[0], number)
    pairs, at = [], 0
    for unit, (before, after) in enumerate(zip(source, target, strict=True), 103):
        place = Span(at, at + len(after))
        pairs.append(BlockPair(None, None, (Segment(str(unit), before, after, None, place),)))
        at += len(after) + 1
    kind = TranslationType.HUMAN if number % 10 == 0 else TranslationType.MACHINE
    path = f"{name}.md"
    article = Article(
        path, locale, "\n".join(target), f"source/{locale}/{path}", metadata=Metadata(translation_type=kind)
    )
    return Bitext(article, english, "id", tuple(pairs), stale=number % 40 == 0)


def finding(locale: str, number: int, name: str, at: int) -> Finding:
    """Return something to say of one sentence, with a mark on either side."""
    source = sentences("en", number)[at]
    target = sentences(locale.split("-", maxsplit=1)[0], number)[at]
    kind = (number + at) % len(CODES)
    return Finding(
        CODES[kind], list(Severity)[kind % 3], list(Certainty)[kind % 2], locale, name, str(103 + at),
        f"source/{locale}/{name}.md", at + 1, 1, at + 1, len(target), "Another number than in English.",
        source, target, (Span(len(source) - 3, len(source) - 1),), (Span(len(target) - 3, len(target) - 1),), kind / 4,
    )  # fmt: skip


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of processor time of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def say(label: str, value: float, unit: str, note: str = "") -> None:
    """Print one figure."""
    sys.stdout.write(f"{label:<58} {value:>10,.1f} {unit:<3} {note}\n")
    sys.stdout.flush()


def make(project: Project, folder: Path) -> None:
    """Write the report; print what it costs beside making the texts alone."""
    checks = [CheckDoc(code, Severity.WARNING, Certainty.LIKELY, "An invented check.") for code in CODES]
    findings, statuses = project.findings(), project.statuses()
    rows = 0

    def read() -> None:
        nonlocal rows
        rows = sum(len(one.pairs) for one in project.bitexts())

    def write() -> None:
        summary = build_summary(statuses, findings, project.locales)
        deliveries = ((cell.locale, status.article) for status in statuses for cell in status.locales)
        for name, text in render_html(project.bitexts(), findings, summary, checks, deliveries=deliveries):
            write_text(folder / name, text)

    texts = cpu(read)
    whole = cpu(write)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    sys.stdout.write(f"{rows:,} segments, {len(project.locales)} locales, {len(findings):,} findings\n")
    say("making the report, a million segments, processor time", (whole - texts) * 1e6 / rows, "s")
    say("of the 360 s that checks and report may take", (whole - texts) * 1e8 / rows / 360, "%")
    say("peak memory of making the report", memory, "MB")
    say("size of the report", size / 1e6, "MB", f"in {sum(1 for file in folder.rglob('*.js')):,} scripts")


FIRST_ROW = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector("#segments tr.row")) return;
  watcher.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.firstRow = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
FILTER = """
async (hash) => {
  const began = performance.now();
  location.hash = hash;
  while (!location.hash.includes(hash.slice(1)) || BT.segments.whole === null || BT.segments.whole === window.last)
    await new Promise((resolve) => setTimeout(resolve));
  window.last = BT.segments.whole;
  return [BT.segments.took, BT.segments.whole, performance.now() - began, document.querySelector("#count").textContent];
}
"""


def use(browser: Browser, address: str, runs: int) -> None:
    """Open and filter the report; print the middle of several runs."""
    opened, painted, busy = (
        statistics.median(one) for one in zip(*(opening(browser, address) for _ in range(runs)), strict=True)
    )
    say(
        "opening the page, until it is loaded", opened, "ms", f"first paint {painted:,.0f} ms, processor {busy:,.0f} ms"
    )
    for label, hash_ in (
        ("from the address to rows, one locale, all", "#/segments?locale=ja-JP"),
        ("from the address to rows, one locale, flagged", "#/segments?locale=ja-JP&flagged=1"),
        ("from the address to rows, all locales, flagged", "#/segments?locale=*&flagged=1"),
        ("from the address to rows, all locales, all", "#/segments?locale=*"),
    ):
        say(label, statistics.median(first_row(browser, address + hash_) for _ in range(runs)), "ms")
    page = browser.new_page()
    page.goto(address + "#/segments?locale=sv-SE")
    page.wait_for_function("BT.segments.whole !== null")
    say("heap, one locale listed", heap(page), "MB")
    one, every = vocabulary("sv")[7], vocabulary("en")[11]
    filters(page, runs, [
        ("one locale: type", "#/segments?locale=sv-SE&type=HT"),
        ("one locale: folder", "#/segments?locale=sv-SE&in=billing"),
        ("one locale: text", f"#/segments?locale=sv-SE&q={one}"),
        ("one locale: text, one letter", "#/segments?locale=sv-SE&q=e"),
        ("all locales: check", f"#/segments?locale=*&check={CODES[4]}"),
        ("all locales: severity and folder", "#/segments?locale=*&severity=error&in=calls"),
        ("all locales: flagged, text", f"#/segments?locale=*&flagged=1&q={every}"),
        ("all locales: type, a million rows", "#/segments?locale=*&type=MT"),
        ("all locales: no filter, a million rows", "#/segments?locale=*"),
    ])  # fmt: skip
    say("heap, all locales listed", heap(page), "MB")
    filters(page, runs, [("all locales: text in a million rows", f"#/segments?locale=*&q={every}")], cold=True)
    say("heap, all texts of all locales loaded", heap(page), "MB")
    page.close()


def opening(browser: Browser, address: str) -> tuple[float, float, float]:
    """Return milliseconds until the page is loaded, until it is first painted, and of processor time till then."""
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(address)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    page.close()
    return float(loaded), float(painted), float(metrics["ProcessTime"]) * 1000


def first_row(browser: Browser, address: str) -> float:
    """Return milliseconds from the navigation to the first row that is drawn."""
    page = browser.new_page()
    page.add_init_script(FIRST_ROW)
    page.goto(address)
    page.wait_for_function("window.firstRow")
    found = page.evaluate("window.firstRow")
    page.close()
    return float(found)


def filters(page: Page, runs: int, addresses: Sequence[tuple[str, str]], *, cold: bool = False) -> None:
    """Print, for each filter, milliseconds to its first rows and to all of them; `cold` prints the first run too."""
    for label, hash_ in addresses:
        found = []
        for _ in range(runs + 1):
            page.evaluate(FILTER, "#/segments?locale=sv-SE&q=nothing-like-it")
            found.append(page.evaluate(FILTER, hash_))
        rows = found[0][3]
        if cold:
            say(f"{label}, first time: first rows", found[0][0], "ms", f"all {found[0][1]:,.0f} ms")
        first, whole = (statistics.median(one[at] for one in found[1:]) for at in (0, 1))
        say(f"{label}: first rows", first, "ms", f"all {whole:,.0f} ms; {rows}")


def heap(page: Page) -> float:
    """Return the megabytes of live objects in the page."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def main() -> None:
    """Make a report and use it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=1_000_000, help="how many, about")
    parser.add_argument("--locales", type=int, default=len(LOCALES), help=f"how many, at most {len(LOCALES)}")
    parser.add_argument("--folder", type=Path, help="where to write the report; kept")
    parser.add_argument("--runs", type=int, default=5, help="of each figure in the browser; 0 leaves the browser out")
    options = parser.parse_args()
    spare_collections()  # as the program does
    locales = LOCALES[: options.locales]
    project = Project(locales, max(1, round(options.segments / len(locales) / (SENTENCES - 1))))
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        make(project, folder)
        chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if options.runs and chromium:
            from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where there is a browser)

            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                use(browser, (folder / "index.html").resolve().as_uri(), options.runs)
                browser.close()


if __name__ == "__main__":
    main()
