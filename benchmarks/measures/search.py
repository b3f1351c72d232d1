"""The search for English that the hash proves: hits against tries, on the deliveries of a whole product."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from sphinx_bitext.alignment.corpus import draft
from sphinx_bitext.alignment.english import subject_of
from sphinx_bitext.alignment.habits import Habits
from sphinx_bitext.alignment.search import HASHES_PER_SECOND, Budget, Subject, prove_all

from .figures import Figure, Measure, Miss, Options, Outcome, Target
from .pack import Product

SEARCH = Figure("search", "English proven by search, of the path-and-hash groups", Target(58, None))


class Case(NamedTuple):
    """One English file to look for."""

    path: str
    subject: Subject | None
    """None when nothing can be searched: no hash is named, or no delivery carries spans."""
    locales: tuple[str, ...]
    """Those whose deliveries were made from it."""


def run(product: Product, options: Options) -> Iterator[Outcome]:
    """Search with nothing but the deliveries at hand: English that the pack gives is not looked at."""
    cases = list(_cases(product))
    budget = Budget(options.prove_seconds * HASHES_PER_SECOND)
    begin = time.process_time()
    subjects = [(number, case.subject) for number, case in enumerate(cases) if case.subject]
    found = prove_all([subject for _, subject in subjects], Habits(), budget)
    seconds = time.process_time() - begin
    hits = {subjects[index][0] for index in found}
    limit = options.prove_seconds * HASHES_PER_SECOND
    spent = f"{limit - max(0, budget.left):,} of {limit:,} hashes spent, {seconds:.1f} s CPU"
    note = f"{spent}; hits of tries: {budget.tally}"
    for number, case in enumerate(cases):
        hit = number in hits
        for locale in case.locales:
            yield Outcome(SEARCH, locale, case.path, hit, 1)
        yield Outcome(SEARCH, "", case.path, hit, 1, None if hit else _miss(case), note)


def _miss(case: Case) -> Miss:
    if case.subject is None:
        return Miss(f"{', '.join(case.locales)}: names no hash or carries no spans")
    return Miss(f"{', '.join(case.locales)}: no spelling that was tried has the hash {case.subject.hash}")


def _cases(product: Product) -> Iterator[Case]:
    for path, deliveries in product.by_path():
        for group in draft(path, [one.article for one in deliveries]).groups:
            subject = subject_of(group) if group.hash and group.side is not None else None
            yield Case(path, subject, tuple(article.locale for article in group.deliveries))


MEASURE = Measure("search", (SEARCH,), run)
