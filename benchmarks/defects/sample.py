"""A pack as projects hold it: each product aligned and checked, and the sentences that are clean."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from measures.pack import Product
from sphinx_bitext.alignment.corpus import AlignedArticle, align_articles, align_draft, draft
from sphinx_bitext.alignment.groups import Group
from sphinx_bitext.alignment.learning import RulesByLocale, learn_rules
from sphinx_bitext.alignment.masters import choose_masters
from sphinx_bitext.checks import run_checks, run_corpus_checks, without_covered
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Article, Bitext, English, Finding, Unit

from .base import Site

Key = tuple[str, str]
"""(path, locale)."""
Findings = Mapping[Key, list[Finding]]


@dataclass
class Project:
    """One product, as `bitext check` sees it when its deliveries lie in `source/`."""

    name: str
    articles: dict[str, list[Article]]
    """By path; English that the pack has is among them."""
    rules: RulesByLocale
    proven: dict[str, English]
    """English that the search has proven: an ingest keeps it from run to run."""
    clean: dict[Key, Bitext] = field(default_factory=dict)
    """Deliveries with their spans taken out, aligned: as many as were asked for."""
    clean_findings: dict[Key, tuple[Finding, ...]] = field(default_factory=dict)

    def without_spans(self, key: Key) -> Bitext:
        """Return a delivery without its spans, aligned with what the other locales tell of its English."""
        if key not in self.clean:
            path, locale = key
            text = strip_alignment(self.bitexts[key].target.text)
            article = parse_article(text, path=path, locale=locale)
            articles = [article if one.locale == locale else one for one in self.articles[path]]
            (self.clean[key],) = self.align(path, articles, {locale}).bitexts
        return self.clean[key]

    def findings_without_spans(self, key: Key) -> tuple[Finding, ...]:
        """Return what the checks of one bitext say of a delivery without its spans."""
        if key not in self.clean_findings:
            self.clean_findings[key] = run_checks(self.without_spans(key))
        return self.clean_findings[key]

    @cached_property
    def bitexts(self) -> dict[Key, Bitext]:
        """All bitexts, by path, then by locale."""
        return {
            (path, bitext.locale): bitext
            for path, articles in self.articles.items()
            for bitext in self.align(path, articles).bitexts
        }

    def align(self, path: str, articles: Sequence[Article], only: Container[str] | None = None) -> AlignedArticle:
        """Align the deliveries of one path as an ingest does that knows what earlier ones have proven.

        All of them tell what the English is; the bitexts are of the locales `only`, when it is given.
        """
        one = draft(path, articles)
        known = self.proven.get(path)
        if one.given is None and known is not None:
            one = dataclasses.replace(one, kept=known.article, kept_hash=known.hash or "", kept_proven=True)
        english = choose_masters([one], 0)[path].english
        if only is not None:
            one = dataclasses.replace(one, groups=tuple(_with_locales(group, only) for group in one.groups))
        return align_draft(one, english, self.rules)

    @cached_property
    def findings(self) -> Findings:
        """What the checks say of the deliveries as they are."""
        return self.check(list(self.bitexts))

    def check(self, keys: Iterable[Key], changed: Mapping[Key, Bitext] | None = None) -> Findings:
        """Return the findings of some articles, where others have changed."""
        everything = self.bitexts | dict(changed or {})
        wanted = set(keys)
        found: defaultdict[Key, list[Finding]] = defaultdict(list)
        for key in wanted:
            found[key] += run_checks(everything[key])
        for finding in run_corpus_checks(list(everything.values())):
            key = (f"{finding.article}.md", finding.locale)
            if key in wanted:
                found[key].append(finding)
        return {key: list(without_covered(sorted(some, key=_order))) for key, some in found.items()}


def _with_locales(group: Group, locales: Container[str]) -> Group:
    return dataclasses.replace(group, deliveries=tuple(one for one in group.deliveries if one.locale in locales))


def _order(finding: Finding) -> tuple[int, int, float, str, str, int, int, str, str]:
    return finding.sort_key


@dataclass(frozen=True)
class Sample:
    """All projects of a pack."""

    projects: tuple[Project, ...]

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The locales of all projects."""
        return tuple(sorted({locale for project in self.projects for _, locale in project.bitexts}))

    @cached_property
    def sites(self) -> dict[str, list[tuple[Project, Site]]]:
        """The clean sentences of each locale."""
        found: dict[str, list[tuple[Project, Site]]] = {locale: [] for locale in self.locales}
        for project in self.projects:
            for key, bitext in project.bitexts.items():
                others = others_of(project, key)
                for index in clean_units(bitext, project.findings[key]):
                    found[key[1]].append((project, Site(bitext, index, others)))
        return found

    @cached_property
    def donors(self) -> dict[tuple[str, str], list[tuple[str, Unit]]]:
        """Sentences that another article can be given, by product and locale: (path, unit)."""
        found: defaultdict[tuple[str, str], list[tuple[str, Unit]]] = defaultdict(list)
        for project in self.projects:
            for (path, locale), bitext in project.bitexts.items():
                units = (unit for unit in bitext.target.units if len(unit.source.split()) > 4 and _is_plain(unit))
                found[project.name, locale] += ((path, unit) for unit in units)
        return found


def _is_plain(unit: Unit) -> bool:
    return not any(mark in unit.source + unit.target for mark in "*[]`<>|\n")


def others_of(project: Project, key: Key) -> tuple[Bitext, ...]:
    """Return the other locales of an article that were made from the same English."""
    path, locale = key
    wanted = project.bitexts[key].target.metadata.source_hash
    return tuple(
        bitext
        for article in project.articles[path]
        if article.locale != locale
        and (bitext := project.bitexts.get((path, article.locale)))
        and bitext.target.metadata.source_hash == wanted
    )


def clean_units(bitext: Bitext, findings: Iterable[Finding]) -> Iterator[int]:
    """Yield the sentences that no finding speaks of."""
    article = bitext.target
    named = {finding.unit for finding in findings if finding.unit is not None}
    lines = {line for one in findings if one.unit is None for line in range(one.line, one.end_line + 1)}
    numbers = [unit.id.unit for unit in article.units]
    line, position = 1, 0
    for index, unit in enumerate(article.units):
        line += article.text.count("\n", position, unit.place.start)
        position = unit.place.start
        if unit.place.start < article.body_start or unit.repaired or not unit.target.strip():
            continue
        if unit.id.unit not in named and line not in lines and numbers.count(unit.id.unit) == 1:
            yield index


def read_sample(products: Iterable[Product]) -> Sample:
    """Read and align a pack; OSError when a file cannot be read."""
    return Sample(tuple(_project(product) for product in products))


def _project(product: Product) -> Project:
    articles: dict[str, list[Article]] = {}
    for path, deliveries in product.by_path():
        articles[path] = [one.article for one in deliveries]
        text = product.english(path)
        if text is not None:
            articles[path].append(parse_article(text, path=path, locale="en-US"))
    everything = [article for some in articles.values() for article in some]
    found = align_articles(everything).articles
    english = {path: one.english for path, one in found.items()}
    proven = {path: one for path, one in english.items() if one is not None and one.proof == "proven"}
    return Project(product.name, articles, learn_rules(everything), proven)
