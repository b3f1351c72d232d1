"""What a measure yields and how it adds up to the rows of the table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .pack import Delivery, Product

Unit = Literal["%", "s", "x"]
"""A share, seconds (less is better), or how many times as fast as something else."""
Verdict = Literal["met", "missed", "below"]
"""`below` marks a part whose sum is what the target is about."""

UNEXPLAINED = "unexplained"
_ROUNDING = 1e-9


class Place(NamedTuple):
    """The first difference between two texts."""

    line: int
    """In the text as it was made, from 1."""
    got: str
    want: str


class Miss(NamedTuple):
    """What went wrong with one article."""

    why: str
    """The classes of its differences, or a sentence; `unexplained` when none applies."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be at least (seconds: at most)."""

    main: float
    others: float | None
    """None where nothing is asked of them."""
    each: float | None = None
    """The same for each locale by itself; None when the target is about the sum."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the table."""

    key: str
    title: str
    target: Target
    unit: Unit = "%"
    mean: bool = False
    """Whether the sum is the mean of the locales, not of the articles."""
    explained: bool = False
    """Whether each miss must fall into a known class: that is counted by a figure of its own."""

    @property
    def scale(self) -> int:
        """What a ratio is multiplied with before it is printed."""
        return 100 if self.unit == "%" else 1


EXPLAINED = Figure(
    "explained", "the rest of these rows: the article and the class of its loss are named", Target(100, 100)
)


class Outcome(NamedTuple):
    """What one article, or one whole product, adds to a figure."""

    figure: Figure
    locale: str
    """Empty when it counts for the whole product and for none of its locales."""
    file: str
    right: float
    total: float
    miss: Miss | None = None
    note: str = ""
    """What to print behind the row, where it is the only outcome of it."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says about measuring."""

    prove_seconds: int = 5
    articles: int = 2_900
    """How many articles one locale has where time is measured."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to measure, for one or several figures at once."""

    key: str
    figures: tuple[Figure, ...]
    run: Callable[[Product, Options], Iterator[Outcome]]


@dataclass(slots=True)
class Tally:
    """A sum of outcomes."""

    right: float = 0
    total: float = 0
    note: str = ""

    def add(self, right: float, total: float) -> None:
        """Take one more into account."""
        self.right += right
        self.total += total

    @property
    def value(self) -> float | None:
        """The share, seconds or ratio; None when there was nothing to measure."""
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    figure: Figure
    product: str
    locale: str
    """Empty for the sum of a product or of all other products."""
    right: float
    total: float
    value: float | None
    target: float | None
    verdict: Verdict | None
    """None when there was nothing to measure or nothing is asked."""
    note: str = ""


@dataclass(slots=True)
class Results:
    """All outcomes, as sums and as a list of what went wrong."""

    tallies: dict[tuple[str, str, str], Tally] = field(default_factory=dict)
    """By (figure, product, locale)."""
    misses: list[tuple[str, Outcome]] = field(default_factory=list)
    """(product, outcome)."""

    def add(self, product: str, outcome: Outcome) -> None:
        """Take one outcome into account."""
        tally = self._tally(outcome.figure, product, outcome.locale)
        tally.add(outcome.right, outcome.total)
        tally.note = outcome.note
        if outcome.miss:
            self.misses.append((product, outcome))
            if outcome.figure.explained:
                known = UNEXPLAINED not in outcome.miss.why
                self._tally(EXPLAINED, product, outcome.locale).add(known, 1)

    def _tally(self, figure: Figure, product: str, locale: str) -> Tally:
        return self.tallies.setdefault((figure.key, product, locale), Tally())

    def rows(self, figures: Iterable[Figure], products: Iterable[Product]) -> Iterator[Row]:
        """Yield the table in its order."""
        products = list(products)
        for figure in figures:
            others: list[Row] = []
            for product in products:
                rows = list(self._rows_of(figure, product))
                yield from rows
                if not product.main:
                    others += [row for row in rows if row.locale] if figure.mean else rows[-1:]
            if others:
                yield _sum(figure, "all other products", others, figure.target.others)

    def _rows_of(self, figure: Figure, product: Product) -> Iterator[Row]:
        """Yield the rows of the locales, then their sum; a product with one locale has one row."""
        target = figure.target.main if product.main else figure.target.others
        each = figure.target.each
        rows = [
            _row(figure, product.name, locale, tally, target if each is None else each, part=each is None)
            for locale in dict.fromkeys(section.locale for section in product.sections)
            if (tally := self.tallies.get((figure.key, product.name, locale)))
        ]
        whole = self.tallies.get((figure.key, product.name, ""))
        if whole and len(rows) == 1 and not product.main:
            yield _row(figure, product.name, rows[0].locale, whole, target, part=True)
            return
        yield from rows
        if whole:
            yield _row(figure, product.name, "", whole, target, part=not product.main)
        elif product.main or len(rows) != 1:
            yield _sum(figure, product.name, rows, target, part=not product.main)


def _sum(figure: Figure, product: str, rows: list[Row], target: float | None, *, part: bool = False) -> Row:
    tally = Tally()
    for row in rows:
        if figure.mean and row.value is not None:
            tally.add(row.value / figure.scale, 1)
        elif not figure.mean:
            tally.add(row.right, row.total)
    return _row(figure, product, "", tally, target, part=part)


def _row(figure: Figure, product: str, locale: str, tally: Tally, target: float | None, *, part: bool = False) -> Row:
    value = None if tally.value is None else tally.value * figure.scale
    if value is None or target is None:
        return Row(figure, product, locale, tally.right, tally.total, value, target, None, tally.note)
    good = value <= target + _ROUNDING if figure.unit == "s" else value >= target - _ROUNDING
    verdict: Verdict = "met" if good else ("below" if part else "missed")
    return Row(figure, product, locale, tally.right, tally.total, value, target, verdict, tally.note)


def guarded(work: Iterable[Outcome], figures: Iterable[Figure], locales: Iterable[str], file: str) -> Iterator[Outcome]:
    """Yield the outcomes of one article; an exception is what went wrong with it, and ends nothing else."""
    done: set[tuple[str, str]] = set()
    try:
        for outcome in work:
            done.add((outcome.figure.key, outcome.locale))
            yield outcome
    except OSError:
        raise  # the pack cannot be read: no figure
    except Exception as error:
        odd = Miss(f"{UNEXPLAINED}: raised {type(error).__name__}: {error}")
        for figure in figures:
            for locale in locales:
                if (figure.key, locale) not in done:
                    yield Outcome(figure, locale, file, 0, figure.unit == "%", odd)


def each_delivery(
    figures: tuple[Figure, ...], measure: Callable[[Delivery], Iterable[Outcome]]
) -> Callable[[Product, Options], Iterator[Outcome]]:
    """Return a run that measures one delivery after the other."""

    def run(product: Product, options: Options) -> Iterator[Outcome]:  # noqa: ARG001 (all runs have one face)
        for one in product:
            yield from guarded(measure(one), figures, [one.locale], one.path)

    return run
