"""What a kind of defect is, and where it can be put. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import Literal, NamedTuple

from sphinx_bitext.model import Article, Bitext, Finding, Severity, Span, Unit


class Edit(NamedTuple):
    """A piece of a delivered file that is replaced."""

    place: Span
    text: str


class Injection(NamedTuple):
    """One defect: what changes in the file, and where a finding about it may stand."""

    edits: tuple[Edit, ...]
    units: frozenset[str]
    """Unit numbers that a finding may name; empty where the defect belongs to the whole article."""


@dataclass(frozen=True, slots=True)
class Site:
    """A sentence without findings, in which a defect may be put."""

    bitext: Bitext
    index: int
    """Of the sentence's unit in the article; of a whole article 0."""
    others: tuple[Bitext, ...] = ()
    """The same article in the other locales."""
    donor: Unit | None = None
    """A sentence of another article of the locale."""

    @property
    def article(self) -> Article:
        """The delivery, with its spans."""
        return self.bitext.target

    @property
    def unit(self) -> Unit:
        """The sentence's unit."""
        return self.article.units[self.index]

    @property
    def target(self) -> str:
        """The translation."""
        return self.unit.target

    @property
    def source(self) -> str:
        """The English that stands beside it."""
        return self.unit.source

    @property
    def language(self) -> str:
        """The language of the locale: `sv`."""
        return self.bitext.locale.partition("-")[0].lower()

    @property
    def is_witnessed(self) -> bool:
        """Whether anything but this delivery says what English the article has: other locales, or a proven file."""
        english = self.bitext.english
        if english is None or self.bitext.stale:
            return False
        return english.proof == "proven" or english.voters >= 3

    def twin(self, bitext: Bitext) -> Unit | None:
        """Return the unit of another locale that has the same English."""
        number = self.unit.id.unit
        found = next((unit for unit in bitext.target.units if unit.id.unit == number), None)
        return found if found is not None and found.source == self.source else None


Injector = Callable[[Site, Random], Injection | None]
"""Returns None where the defect cannot be put into the sentence."""
TextChange = Callable[[Site, Random], str | None]
"""Returns the translation with the defect, or None."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of defect."""

    key: str
    title: str
    severity: Severity
    """How bad it is: of errors 99 % must be found, of warnings 95 %."""
    codes: tuple[str, ...]
    """Patterns of the checks that may report it, as in a shell."""
    inject: Injector
    tests: tuple[str, ...] = ()
    """The tests of pofilter that may report it."""
    clean: bool = True
    """Whether it can stand in a delivery without spans as well."""
    structural: bool = False
    """Whether it changes the English or the units: then most locales of the article must stay as they are."""
    level: Literal["sentence", "article"] = "sentence"
    clean_codes: tuple[str, ...] = ()
    """Patterns of more checks, for a delivery without spans: there its paragraph alone shows what a sentence lost."""

    @property
    def target(self) -> float:
        """The recall that is asked, in percent."""
        return 99 if self.severity is Severity.ERROR else 95

    def reports(self, code: str, *, clean: bool = False) -> bool:
        """Say whether a check of this code may report the defect, in a delivery without spans or with them."""
        return any(fnmatchcase(code, pattern) for pattern in (*self.codes, *(self.clean_codes if clean else ())))


def in_target(change: TextChange) -> Injector:
    """Return what puts a changed translation into the file."""

    def inject(site: Site, chance: Random) -> Injection | None:
        text = change(site, chance)
        if text is None or text == site.target:
            return None
        return Injection((Edit(site.unit.target_place, text),), frozenset({site.unit.id.unit}))

    return inject


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with pieces replaced; ValueError when two of them overlap."""
    pieces: list[str] = []
    position = 0
    for place, new in sorted(edits):
        if place.start < position:
            raise ValueError("two edits overlap")
        pieces += [text[position : place.start], new]
        position = place.end
    return "".join([*pieces, text[position:]])


def replaced(text: str, place: Span, new: str) -> str:
    """Return a text with one piece replaced."""
    return apply(text, [Edit(place, new)])


class Identity(NamedTuple):
    """What makes two findings of one article the same one."""

    code: str
    unit: str | None
    message: str


def identity(finding: Finding) -> Identity:
    """Return what stays the same when lines move."""
    return Identity(finding.code, finding.unit, finding.message)
