"""The search for English that the hash proves: hits against tries, on the deliveries of a whole product."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from sphinx_bitext.alignment.english import group_deliveries, subject_of
from sphinx_bitext.alignment.search import HASHES_PER_SECOND, Budget, Subject, prove_all
from sphinx_bitext.alignment.spelling import Habits

from .figures import Figure, Measure, Miss, Options, Outcome, Target
from .pack import Product

SEARCH = Figure("search", "English proven by search, of the path-and-hash groups", Target(58, None))


class Case(NamedTuple):
    """One English file to look for."""

    path: str
    subject: Subject
    locales: tuple[str, ...]
    """Those whose deliveries were made from it."""


def run(product: Product, options: Options) -> Iterator[Outcome]:
    """Search with nothing but the deliveries at hand: English that the pack gives is not looked at."""
    cases = list(_cases(product))
    budget = Budget(options.prove_seconds * HASHES_PER_SECOND)
    begin = time.process_time()
    found = prove_all([case.subject for case in cases], Habits(), budget)
    seconds = time.process_time() - begin
    limit = options.prove_seconds * HASHES_PER_SECOND
    note = f"{min(budget.tried, limit):,} of {limit:,} hashes tried, {seconds:.1f} s CPU"
    for number, case in enumerate(cases):
        hit = number in found
        odd = None if hit else Miss(f"no spelling that was tried has the hash {case.subject.hash}")
        for locale in case.locales:
            yield Outcome(SEARCH, locale, case.path, hit, 1, odd)
            odd = None  # one line for each file that was looked for
        yield Outcome(SEARCH, "", case.path, hit, 1, None, note)


def _cases(product: Product) -> Iterator[Case]:
    for path, deliveries in product.by_path():
        for group in group_deliveries([one.article for one in deliveries]):
            if group.hash and group.side is not None:
                yield Case(path, subject_of(group), tuple(article.locale for article in group.deliveries))


MEASURE = Measure("search", (SEARCH,), run)
