"""The English of deliveries, against the true English where the pack has it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_bitext.alignment.corpus import draft
from sphinx_bitext.alignment.english import given_english
from sphinx_bitext.alignment.proof import matches
from sphinx_bitext.markup.article import build_side, parse_article

from .differences import CLASSES, first_difference, why
from .figures import Figure, Measure, Miss, Options, Outcome, Target, guarded
from .pack import Delivery, Product

BODY = Figure("english-body", "rebuilt English body equals the true English", Target(95, 95), explained=True)
GIVEN = Figure("english-given", "given true English proven by hash", Target(100, 100))

ASIDE = frozenset({"line ends", "end newlines", "alt text", "escapes", "joined lines"})
"""Classes of differences that a delivery cannot but make: bodies that differ in them alone count as equal."""


def run(product: Product, options: Options) -> Iterator[Outcome]:  # noqa: ARG001 (all measures have one face)
    """Prove the English that the pack gives, and rebuild it from the deliveries alone.

    What is rebuilt is compared only where the hash says that the given file is what was translated.
    """
    for path, deliveries in product.by_path():
        text = product.english(path)
        if text is not None:
            locales = [one.locale for one in deliveries]
            yield from guarded(measure(text, deliveries), (BODY, GIVEN), locales, path)


def measure(text: str, deliveries: Sequence[Delivery]) -> Iterator[Outcome]:
    """Measure the English of one path; `text` is the true English file."""
    path = deliveries[0].path
    english = parse_article(text, path=path, locale="en-US")
    for group in draft(path, [one.article for one in deliveries]).groups:
        if not group.hash:
            continue
        proven = given_english(english, [group]).proof == "proven"
        odd = None if proven else Miss(f"no form of the file has the hash {group.hash}")
        for article in group.deliveries:
            yield Outcome(GIVEN, article.locale, path, proven, 1, odd)
        if group.side is not None and matches(text, group.hash):
            odd = _difference(group.side.text, build_side(english, "target").text)
            for article in group.deliveries:
                if article.has_spans:
                    yield Outcome(BODY, article.locale, path, odd is None, 1, odd)


def _difference(got: str, want: str) -> Miss | None:
    classes = why(got, want)
    return None if ASIDE.issuperset(classes) else Miss(" + ".join(classes), first_difference(aside(got), aside(want)))


def aside(body: str) -> str:
    """Return a body without the differences that do not count."""
    for name, normal in CLASSES.items():
        body = normal(body) if name in ASIDE else body
    return body


MEASURE = Measure("english", (BODY, GIVEN), run)
