"""CPU time for one locale: reading, pairing and rebuilding, beside the usual way to find the spans alone."""

from __future__ import annotations

import contextlib
import gc
import itertools
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

from sphinx_bitext.alignment.corpus import align_draft, draft
from sphinx_bitext.alignment.masters import choose_masters
from sphinx_bitext.jobs import spare_collections
from sphinx_bitext.markup.alignment_spans import scan_units
from sphinx_bitext.markup.article import decode, parse_article
from sphinx_bitext.model import Article

from .figures import Figure, Measure, Options, Outcome, Target
from .pack import Product, Section

CPU = Figure("cpu", "CPU for one locale of 2,900 articles: read, pair, rebuild", Target(5, 5, each=5), "s", mean=True)
SCAN = Figure("scan", "scanning for the spans, times as fast as bs4 with lxml", Target(10, 10, each=10), "x")

LOCALE_BYTES = 12_500_000
"""What 2,900 articles of the sample's main product weigh. Where articles are longer, a locale has fewer of them."""
_RUNS = 2
"""The faster run counts: what else the machine does makes a run slower, never faster."""
_LEAST_SECONDS = 0.1
_LEAST_RUNS = 3
"""Short runs are repeated: the clock is coarse."""


class Load(NamedTuple):
    """The files of one locale, as many as a locale has."""

    files: list[tuple[str, str]]
    """(path to give the article, file to read)."""
    size: int
    """In bytes."""


def run(product: Product, options: Options) -> Iterator[Outcome]:
    """Measure each locale by itself, as ingest meets a new one."""
    for section in product.sections:
        load = load_of(section, options.articles)
        if not load.size:
            continue
        gc.collect()
        with as_the_command():
            seconds = min(cpu_seconds(partial(read_pair_rebuild, load, section.locale)) for _ in range(_RUNS))
        texts = [one.text for one in section]
        ours, theirs = _best(partial(_each, scan_units, texts), partial(_each, spans_by_bs4, texts))
        usual = theirs * load.size / sum(len(one.sxs) for one in section)
        ratio = f"{seconds / usual:.1f} times what bs4 with lxml takes to find the spans"
        note = f"{len(load.files):,} articles, {load.size / 1e6:.1f} MB; {ratio}"
        yield Outcome(CPU, section.locale, "", seconds, 1, None, note)
        yield Outcome(SCAN, section.locale, "", theirs, ours, None, f"{len(texts)} articles")


@contextlib.contextmanager
def as_the_command() -> Iterator[None]:
    """Collect garbage as seldom as `bitext` does."""
    usual = gc.get_threshold()
    spare_collections()
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def load_of(section: Section, articles: int) -> Load:
    """Return the files of a section, over and over under other paths, until they are as many as one locale has."""
    sizes = {path: section.file(path).stat().st_size for path in section.paths}
    files: list[tuple[str, str]] = []
    size = 0
    for number, path in zip(range(articles), itertools.cycle(section.paths), strict=False):
        if size + sizes[path] > LOCALE_BYTES and files:
            break
        files.append((f"{number // len(section.paths)}/{path}", str(section.file(path))))
        size += sizes[path]
    return Load(files, size)


def read_pair_rebuild(load: Load, locale: str) -> int:
    """Do what ingest does with one locale, from the bytes on disk to the bitexts; return how many there are.

    The search for proven English is left out: it costs what `--prove-seconds` says, and has a row of its own.
    """
    drafts = [draft(path, [_read(path, file, locale)]) for path, file in load.files]
    masters = choose_masters(drafts, 0)
    return sum(len(align_draft(one, masters[one.path].english).bitexts) for one in drafts)


def _read(path: str, file: str, locale: str) -> Article:
    with open(file, "rb") as stream:  # noqa: PTH123 (2,900 Path objects would be measured too)
        return parse_article(decode(stream.read()), path=path, locale=locale)


def spans_by_bs4(text: str) -> int:
    """Find the spans the usual way: parse the file as HTML and select them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return len(BeautifulSoup(text, "lxml").find_all("span", attrs={"data-ttu-id": True}))


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one run."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _each(work: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        work(text)


def _best(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the CPU seconds of the fastest run of both, run in turns.

    What else the machine does makes a run slower, never faster, and so it slows both.
    """
    times: list[tuple[float, float]] = []
    while len(times) < _LEAST_RUNS or sum(first for first, _ in times) < _LEAST_SECONDS:
        times.append((cpu_seconds(one), cpu_seconds(other)))
    return min(first for first, _ in times), min(second for _, second in times)


MEASURE = Measure("speed", (CPU, SCAN), run)
