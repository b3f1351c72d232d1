"""How many of the defects that are put in are found."""

from __future__ import annotations

import gc
import multiprocessing
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Article, Bitext, BlockPair, Finding

from .base import Identity, Kind, apply, identity
from .plan import Shot, choose, passes
from .sample import Findings, Key, Project, Sample

Form = Literal["sxs", "live"]

_NEAR = 2
"""Lines: a paragraph that has become two ends two lines further on."""


class Entry(NamedTuple):
    """A message of a catalog before and after."""

    msgid: str
    before: str
    after: str


class Result(NamedTuple):
    """What became of one defect."""

    form: Form
    product: str
    locale: str
    path: str
    unit: str | None
    """None for the whole article."""
    codes: tuple[str, ...]
    """Of the findings that report it, the worst first."""
    level: str
    """The severity of the worst of them."""
    other_codes: tuple[str, ...]
    """Of new findings at the same place that another kind of defect would have."""
    source: str
    before: str
    after: str
    """The sentence or, of the front matter, the lines that have changed."""
    entries: tuple[Entry, ...] = ()
    """What the catalogs have in the place of the sentence."""

    @property
    def is_found(self) -> bool:
        """Whether a check reports the defect."""
        return bool(self.codes)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be measured."""

    per_kind: int
    seed: int
    live_share: int = 4
    """One in so many defects is put into a delivery without spans as well; 0 for none."""


def measure_kind(sample: Sample, kind: Kind, order: Order) -> list[Result]:
    """Put one kind of defect into good deliveries, and look what the checks say."""
    shots = choose(sample, kind, order.per_kind, order.seed)
    found = [result for group in passes(shots, few=kind.structural) for result in _run(group, kind, "sxs")]
    if kind.clean and order.live_share:
        # Without spans something else must know the English.
        some = [shot for shot in shots[:: order.live_share] if shot.site.is_witnessed]
        found += [result for group in passes(some, few=True) for result in _run(group, kind, "live")]
    return found


def measure_all(sample: Sample, kinds: Sequence[Kind], order: Order, jobs: int) -> Iterator[tuple[Kind, list[Result]]]:
    """Yield each kind with its results, as they get done."""
    if jobs == 1 or len(kinds) == 1:
        for kind in kinds:
            yield kind, measure_kind(sample, kind, order)
        return
    # The sample is read and checked once: processes that are forked share it.
    _SHARED["sample"] = sample
    assert sample.sites
    assert sample.donors
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        futures = {pool.submit(_job, kind.key, order): kind for kind in kinds}
        for future in as_completed(futures):
            yield futures[future], future.result()


_SHARED: dict[str, Sample] = {}


def _job(key: str, order: Order) -> list[Result]:
    from .registry import KINDS  # noqa: PLC0415 (functions of a kind do not travel between processes)

    return measure_kind(_SHARED["sample"], next(kind for kind in KINDS if kind.key == key), order)


def _run(group: Sequence[Shot], kind: Kind, form: Form) -> Iterator[Result]:
    """Measure defects that do not bear on each other."""
    for project in dict.fromkeys(shot.project.name for shot in group):
        some = [shot for shot in group if shot.project.name == project]
        yield from _run_project(some[0].project, some, kind, form)


def _run_project(project: Project, shots: Sequence[Shot], kind: Kind, form: Form) -> Iterator[Result]:
    by_key: defaultdict[Key, list[Shot]] = defaultdict(list)
    for shot in shots:
        by_key[shot.key].append(shot)
    deliveries = {key: _injected(some, form) for key, some in by_key.items()}
    after = _aligned(project, deliveries)
    known: Findings
    if form == "live":
        before = {key: project.without_spans(key) for key in by_key}
        known = {key: [*project.findings[key], *project.findings_without_spans(key)] for key in by_key}
    else:
        before, known = project.bitexts, project.findings
    found = project.check(by_key, after)
    for key, some in by_key.items():
        old = {identity(finding) for finding in known.get(key, ())}
        for shot in some:
            units = units_of(shot, form, before[key])
            if form == "live" and any(finding.unit in units for finding in known.get(key, ()) if finding.unit):
                continue
            change = Change(before[key], after[key], old, found.get(key, ()), units)
            yield _result(project, shot, kind, form, change)


class Change(NamedTuple):
    """An article before and after."""

    before: Bitext
    after: Bitext
    old: set[Identity]
    findings: Sequence[Finding]
    units: frozenset[str]
    """Numbers that a finding may name."""


def units_of(shot: Shot, form: Form, before: Bitext) -> frozenset[str]:
    """Return the numbers of a defect's sentences: where no delivery has spans, the English is numbered anew."""
    english, numbers = before.english, shot.injection.units
    if form == "sxs" or english is None or english.voters:
        return numbers
    sources = {_one_line(unit.source) for unit in shot.site.article.units if unit.id.unit in numbers}
    return frozenset(number for number, text in english.units.items() if _one_line(text) in sources)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _injected(shots: Sequence[Shot], form: Form) -> Article:
    article = shots[0].site.article
    text = apply(article.text, [edit for shot in shots for edit in shot.injection.edits])
    return parse_article(text if form == "sxs" else strip_alignment(text), path=article.path, locale=article.locale)


def _aligned(project: Project, deliveries: Mapping[Key, Article]) -> dict[Key, Bitext]:
    """Align some deliveries with what all locales of their paths tell."""
    locales: defaultdict[str, set[str]] = defaultdict(set)
    for path, locale in deliveries:
        locales[path].add(locale)
    found: dict[Key, Bitext] = {}
    for path, only in locales.items():
        articles = [deliveries.get((path, article.locale), article) for article in project.articles[path]]
        found |= {(path, bitext.locale): bitext for bitext in project.align(path, articles, only).bitexts}
    return found


def _result(project: Project, shot: Shot, kind: Kind, form: Form, change: Change) -> Result:
    new = [
        one
        for one in change.findings
        if identity(one) not in change.old and _is_at(one, shot, kind, form, change.units)
    ]
    right = [one for one in new if kind.reports(one.code, clean=form == "live")]
    site, edits = shot.site, shot.injection.edits
    path, locale = shot.key
    is_whole = kind.level == "article"
    return Result(
        form,
        project.name,
        locale,
        path,
        unit=None if is_whole else site.unit.id.unit,
        codes=tuple(dict.fromkeys(one.code for one in right)),
        level=min(right, key=lambda one: one.severity.rank).severity if right else "",
        other_codes=tuple(dict.fromkeys(one.code for one in new if one not in right)),
        source="" if is_whole else site.source,
        before=" … ".join(site.article.text[edit.place.start : edit.place.end] for edit in edits),
        after=" … ".join(edit.text for edit in edits),
        entries=tuple(_entries(shot, kind, change)) if form == "sxs" else (),
    )


def _is_at(finding: Finding, shot: Shot, kind: Kind, form: Form, units: frozenset[str]) -> bool:
    """Say whether a finding stands at a defect: it names one of its units, or no unit but a line near it."""
    if finding.unit is not None and (units or not shot.injection.units):
        if finding.unit in units:
            return True
        if form == "sxs" or not quotes(finding, shot.site.source):
            return False
    elif kind.level == "article":
        return True
    line = _line(shot, form)
    return finding.line - _NEAR <= line <= finding.end_line + _NEAR


def quotes(finding: Finding, source: str) -> bool:
    """Say whether this sentence is among the English ones that a finding quotes.

    It names the first of those that are aligned as one: without spans nothing tells where the next one begins.
    """
    return f" {_one_line(source)} " in f" {_one_line(finding.source)} "


def _line(shot: Shot, form: Form) -> int:
    """Return the line of a defect in the file."""
    text, edits = shot.site.article.text, shot.injection.edits
    position = edits[0].place.start
    if form == "live":
        text, changed = strip_alignment(text), strip_alignment(apply(text, edits))
        position = next((at for at, pair in enumerate(zip(text, changed, strict=False)) if len({*pair}) > 1), len(text))
    return text.count("\n", 0, position) + 1


def _entries(shot: Shot, kind: Kind, change: Change) -> Iterator[Entry]:
    """Yield the messages of the catalog that a defect is in."""
    if kind.level == "article":
        old, new = (one.target.metadata.text("title") or "" for one in (change.before, change.after))
        if old != new:
            yield Entry(new, old, new)
        return
    wanted = {shot.site.unit.id.unit} | shot.injection.units
    later = _by_message(change.after.pairs)
    for (msgid, number), pair in _by_message(change.before.pairs).items():
        if any(segment.unit in wanted for segment in pair.segments):
            twin = later.get((msgid, number))
            yield Entry(msgid, _msgstr(pair), _msgstr(twin) if twin else "")


def _by_message(pairs: Sequence[BlockPair]) -> dict[tuple[str, int], BlockPair]:
    """Return the pairs by message; one that stands there twice, by how often it did before."""
    counts: defaultdict[str, int] = defaultdict(int)
    found = {}
    for pair in pairs:
        if pair.source is not None and pair.source.is_message:
            msgid = pair.source.message
            found[msgid, counts[msgid]] = pair
            counts[msgid] += 1
    return found


def _msgstr(pair: BlockPair) -> str:
    return pair.target.message if pair.target is not None and pair.target.is_message else ""
