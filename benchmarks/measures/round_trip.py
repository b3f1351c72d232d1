"""English and catalogs back to the deliveries they were made from, byte for byte. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sphinx_bitext.alignment.corpus import align_draft, draft
from sphinx_bitext.alignment.masters import choose_masters
from sphinx_bitext.catalogs.build import Source, build_entries, build_source
from sphinx_bitext.catalogs.export import export_article
from sphinx_bitext.catalogs.export_base import export_base
from sphinx_bitext.catalogs.po import Catalog, parse_catalog, render_catalog
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.front_matter import parse_front_matter
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Article, Bitext

from .differences import miss
from .figures import Figure, Measure, Options, Outcome, Target, guarded
from .pack import Delivery, Product

ALONE = Figure("round-trip-alone", "English and catalog alone give the clean body", Target(99.9, None), explained=True)
CLEAN = Figure("round-trip", "export gives the clean body", Target(99.9, 99), explained=True)
SPANS = Figure("round-trip-sxs", "export gives the delivery with spans, front matter included", Target(99, 99))
FIGURES = (ALONE, CLEAN, SPANS)


def run(product: Product, options: Options) -> Iterator[Outcome]:  # noqa: ARG001 (all measures have one face)
    """Send each path through its catalogs as files hold them; English comes from the pack, else from the spans."""
    for path, deliveries in product.by_path():
        locales = [one.locale for one in deliveries]
        yield from guarded(measure(product.english(path), deliveries), FIGURES, locales, path)


def measure(english: str | None, deliveries: Sequence[Delivery]) -> Iterator[Outcome]:
    """Export all deliveries of one path; `english` is the true English file where it is known."""
    path = deliveries[0].path
    articles = [one.article for one in deliveries]
    given = [] if english is None else [parse_article(english, path=path, locale="en-US")]
    one = draft(path, [*articles, *given])
    aligned = align_draft(one, choose_masters([one], 0)[path].english)
    if aligned.english is None:
        return
    source = build_source(aligned.english)
    for bitext in aligned.bitexts:
        yield from _measure(source, bitext, articles)


def _measure(source: Source, bitext: Bitext, articles: Sequence[Article]) -> Iterator[Outcome]:
    entries = build_entries(source, bitext)
    catalog = parse_catalog(render_catalog(Catalog('msgid ""\nmsgstr ""\n', entries)))
    base = export_base(source, bitext, articles, catalog)
    if base.source is not source:
        # What an older English says stands in the catalog of that English.
        catalog = Catalog("", build_entries(base.source, base.bitext))
    text, locale, path = bitext.target.text, bitext.locale, bitext.target.path
    clean = _body(strip_alignment(text))
    alone = export_article(base.source, locale, base.bitext, catalog, spans=False, layout=False).text
    for figure, got, want in (
        (ALONE, _body(alone), clean),
        (CLEAN, _body(export_article(base.source, locale, base.bitext, catalog, spans=False).text), clean),
        (SPANS, export_article(base.source, locale, base.bitext, catalog, spans=True).text, text),
    ):
        odd = miss(got, want)
        yield Outcome(figure, locale, path, odd is None, 1, odd)


def _body(text: str) -> str:
    return text[parse_front_matter(text).body_start :]


MEASURE = Measure("round-trip", FIGURES, run)
