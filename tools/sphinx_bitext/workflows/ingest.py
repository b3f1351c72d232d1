"""Deliveries to English and catalogs: what changed is written, nothing else is touched."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from ..alignment.corpus import AlignedArticle, Corpus, align_draft, draft
from ..alignment.english import SOURCE_LOCALE
from ..alignment.learning import RulesByLocale, learn_rules
from ..alignment.masters import Draft, choose_masters
from ..alignment.search import Tally
from ..catalogs.build import Source, build_source
from ..catalogs.po import Catalog
from ..markup.article import encode
from ..model import Article, Bitext, English, Finding
from ..store import (
    ENGLISH_FILE,
    EnglishRecord,
    changed_at,
    digest,
    locked,
    read_english_records,
    remove_leftovers,
    replace_text,
    write_english_records,
)
from .project import Project
from .reading import Reading, read_tree
from .tocs import Tocs, merge_names, read_tocs
from .updating import EnglishChange, Place, Updated, update_catalog

Progress = Callable[[int, int], None]
"""Called with (articles done, articles in all)."""


@dataclass(slots=True)
class Ingested:
    """Everything that is known after an ingest, for checks, reports and pages."""

    reading: Reading
    corpus: Corpus
    sources: dict[str, Source] = field(default_factory=dict)
    """English articles by path, parsed."""
    catalogs: dict[tuple[str, str], Catalog] = field(default_factory=dict)
    """(locale, path) to catalog, for all locales that were asked for; those of tables of contents too."""
    findings: list[Finding] = field(default_factory=list)
    written_english: int = 0
    written_catalogs: int = 0
    written: dict[str, int] = field(default_factory=dict)
    """Files that were written, and the time of each right after that, in nanoseconds."""
    unreadable: int = 0
    """Catalogs that were left as they are, because they cannot be parsed or GNU msgfmt would refuse them."""
    changes: dict[tuple[str, str, str], EnglishChange] = field(default_factory=dict)
    """(article, message before, message now) to what that means for the locales."""
    english_only: frozenset[str] = frozenset()
    """Paths of articles without a delivery that the settings keep in English."""
    tally: Tally = field(default_factory=Tally)
    """What the search for the proof of rebuilt English tried and hit."""
    tocs: Tocs = field(default_factory=Tocs)
    rules: RulesByLocale = field(default_factory=dict)
    """What ends a sentence in each locale."""


def ingest(
    project: Project,
    locales: Sequence[str] = (),
    *,
    progress: Progress | None = None,
    write: bool = True,
    english: bool = True,
) -> Ingested:
    """Align all deliveries, rebuild English, merge catalogs.

    English needs the spans of all locales, so all are read; catalogs are merged for `locales` (all when empty). With
    `write` off nothing is written, and the outcome is the same; with `english` off catalogs alone are.
    """
    everything = project.target_locales()
    chosen = project.target_locales(locales)
    if not write:
        return _ingest(project, everything, chosen, progress, write=False, english=False)
    with locked(project.locale_dir):
        remove_leftovers(project.locale_dir)
        remove_leftovers(project.english_dir)
        return _ingest(project, everything, chosen, progress, write=True, english=english)


def _ingest(
    project: Project,
    everything: Sequence[str],
    chosen: Sequence[str],
    progress: Progress | None,
    *,
    write: bool,
    english: bool,
) -> Ingested:
    reading = read_tree(project, everything)
    records = read_english_records(project.locale_dir)
    articles: dict[str, AlignedArticle] = {}
    result = Ingested(reading, Corpus(articles), findings=list(reading.findings))
    kept: dict[str, EnglishRecord] = {}
    paths = sorted(reading.articles)
    drafts = {path: draft_of(path, reading.articles[path], records.get(path)) for path in paths}
    masters = choose_masters(list(drafts.values()), project.settings.prove_seconds, result.tally)
    result.rules = learn_rules(article for path in paths for article in reading.articles[path])
    for path in paths:
        master = masters[path]
        articles[path] = align_draft(drafts[path], master.english, result.rules)
        if master.english is not None:
            kept[path] = record_of(master.english, master.searched)
            result.sources[path] = build_source(master.english)
    result.english_only = frozenset(path for path in paths if _stays_english(project, articles[path]))
    if english:
        _write_english(project, result, records, kept)
    for number, path in enumerate(paths):
        if path in result.sources:
            bitexts = {bitext.locale: bitext for bitext in articles[path].bitexts}
            for locale in chosen:
                merge_article(project, result, locale, path, bitexts.get(locale), write=write)
        if progress:
            progress(number + 1, len(paths))
    _merge_tocs(project, result, chosen, write=write)
    return result


def _stays_english(project: Project, aligned: AlignedArticle) -> bool:
    docname = aligned.path.removesuffix(".md")
    return not aligned.bitexts and any(fnmatchcase(docname, pattern) for pattern in project.settings.english_only)


def _merge_tocs(project: Project, result: Ingested, chosen: Sequence[str], *, write: bool) -> None:
    result.tocs = read_tocs(result.reading, result.sources)
    result.findings += result.tocs.findings
    for locale in chosen:
        for path, place, updated in merge_names(project, result.reading, result.tocs, locale, write=write):
            _take(result, path, place, updated)


def draft_of(path: str, articles: Sequence[Article], record: EnglishRecord | None) -> Draft:
    """Return what is known of one article: its English is given, unless it is what an earlier ingest wrote."""
    plain = draft(path, articles)
    given = plain.given
    if given is None or record is None:
        return plain
    found = digest(encode(given.text))
    if found == record.written:
        return Draft(path, plain.groups, None, given, record.hash, record.proof == "proven", record.searched)
    if found == record.before:  # a run was stopped before it wrote what it had announced
        return Draft(path, plain.groups, None, given)
    return plain


def record_of(english: English, searched: str) -> EnglishRecord:
    """Return what is kept of an article's English between runs."""
    written = digest(encode(english.article.text)) if english.origin == "rebuilt" else ""
    return EnglishRecord(english.origin, english.proof, english.hash or "", written, searched)


def _write_english(
    project: Project, result: Ingested, records: Mapping[str, EnglishRecord], kept: Mapping[str, EnglishRecord]
) -> None:
    """Write English that was rebuilt, and the records of it.

    The records come first, with what is there before: so a run that is stopped in between leaves no English that the
    next one takes for a writer's.
    """
    new: list[tuple[English, str | None]] = []
    announced = dict(kept)
    for path, source in result.sources.items():
        english = source.english
        read = result.reading.articles[path]
        given = next((article.text for article in read if article.locale == SOURCE_LOCALE), None)
        if english.origin == "rebuilt" and given != english.article.text:
            new.append((english, given))
            before = records[path].written if path in records else ""
            announced[path] = dataclasses.replace(kept[path], before=before)
    if new:
        write_english_records(project.locale_dir, announced)
    for english, given in new:
        # Where a writer saved it since it was read, nothing is written; the next ingest sees their text.
        file = project.english_dir / english.article.path
        if replace_text(file, given, english.article.text):
            result.written_english += 1
            result.written[str(file)] = changed_at(file)
    if write_english_records(project.locale_dir, kept) or new:
        file = project.locale_dir / ENGLISH_FILE
        result.written[str(file)] = changed_at(file)


def merge_article(
    project: Project, result: Ingested, locale: str, path: str, bitext: Bitext | None, *, write: bool
) -> None:
    """Merge one article into its catalog in one locale, and take down what came of it."""
    source = result.sources[path]
    docname = source.english.article.docname
    place = Place(locale, docname, project.catalog_path(locale, docname))
    _take(
        result,
        path,
        place,
        update_catalog(project, place, source, bitext, write=write and path not in result.english_only),
    )


def _take(result: Ingested, path: str, place: Place, updated: Updated) -> None:
    """Keep what came of one catalog."""
    locale, docname, file = place
    result.catalogs[locale, path] = updated.catalog
    result.findings += updated.findings
    if updated.written:
        result.written_catalogs += 1
        result.written[str(file)] = updated.written
    result.unreadable += not updated.readable
    for change in updated.merged.changes if updated.merged else ():
        key = (docname, change.before, change.msgid)
        known = result.changes.setdefault(key, EnglishChange(*key, change.cosmetic))
        if change.fuzzy:
            known.fuzzy.append(locale)
