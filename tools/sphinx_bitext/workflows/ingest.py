"""Deliveries to English and catalogs: what changed is written, nothing else is touched."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import NamedTuple

from ..alignment.corpus import AlignedArticle, Corpus, align_draft, draft
from ..alignment.english import SOURCE_LOCALE
from ..alignment.learning import RulesByLocale, learn_rules
from ..alignment.masters import Draft, Master, choose_masters
from ..alignment.search import Tally
from ..catalogs.build import Source, build_source
from ..catalogs.pages import english_title
from ..catalogs.po import Catalog
from ..markup.article import encode
from ..model import Article, Bitext, English, Finding
from ..store import (
    ENGLISH_FILE,
    EnglishRecord,
    Replacement,
    changed_at,
    digest,
    locked,
    read_english_records,
    remove_leftovers,
    replace_texts,
    write_english_records,
)
from .project import Project
from .reading import Reading, read_tree
from .tocs import Tocs, merge_names, read_tocs
from .updating import Begun, EnglishChange, Place, Updated, begin_update, finish_updates, update_catalog

Progress = Callable[[int, int], None]
"""Called with (articles done, articles in all)."""
_WAITING = 256
"""Catalogs that may wait for the disk."""


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
) -> Ingested:
    """Align all deliveries, rebuild English, merge catalogs.

    English needs the spans of all locales, so all are read; catalogs are merged for `locales` (all when empty). With
    `write` off nothing is written, and the outcome is the same.
    """
    everything = project.target_locales()
    chosen = project.target_locales(locales)
    if not write:
        return _ingest(project, everything, chosen, progress, write=False)
    with locked(project.locale_dir):
        remove_leftovers(project.locale_dir)
        remove_leftovers(project.english_dir)
        return _ingest(project, everything, chosen, progress, write=True)


def _ingest(
    project: Project,
    everything: Sequence[str],
    chosen: Sequence[str],
    progress: Progress | None,
    *,
    write: bool,
) -> Ingested:
    reading = read_tree(project, everything)
    records = read_english_records(project.locale_dir)
    result = Ingested(reading, Corpus({}), findings=list(reading.findings))
    drafts = drafts_of(reading, records)
    masters = choose_masters(list(drafts.values()), project.settings.prove_seconds, result.tally)
    result.rules = learn_rules(article for path in drafts for article in reading.articles[path])
    kept = align_all(project, result, drafts, masters)
    if write:
        written = write_english(project, records, kept, new_english(result))
        result.written_english = count_english(written)
        result.written |= written
    merge_all(project, result, chosen, write=write, progress=progress)
    merge_tocs(project, result, chosen, _title_of(result), write=write)
    return result


def drafts_of(reading: Reading, records: Mapping[str, EnglishRecord]) -> dict[str, Draft]:
    """Return what is known of each article that was read, by path, sorted."""
    return {path: draft_of(path, reading.articles[path], records.get(path)) for path in sorted(reading.articles)}


def align_all(
    project: Project, result: Ingested, drafts: Mapping[str, Draft], masters: Mapping[str, Master]
) -> dict[str, EnglishRecord]:
    """Align articles with the English that was chosen for them; return what is kept of that between runs."""
    kept: dict[str, EnglishRecord] = {}
    articles: dict[str, AlignedArticle] = {}
    for path, one in drafts.items():
        master = masters[path]
        aligned = articles[path] = align_draft(one, master.english, result.rules)
        if master.english is not None:
            kept[path] = record_of(master.english, master.searched)
            result.sources[path] = build_source(master.english, aligned.blocks)
    result.corpus = Corpus(articles)
    result.english_only = frozenset(path for path in articles if _stays_english(project, articles[path]))
    return kept


def merge_all(
    project: Project, result: Ingested, chosen: Sequence[str], *, write: bool, progress: Progress | None = None
) -> None:
    """Merge all articles into their catalogs; those of some articles are written together."""
    waiting: list[tuple[str, Begun]] = []
    for number, (path, aligned) in enumerate(result.corpus.articles.items(), 1):
        bitexts = {bitext.locale: bitext for bitext in aligned.bitexts}
        for locale in chosen if path in result.sources else ():
            place = _place(project, result, locale, path)
            due = write and path not in result.english_only
            waiting.append((path, begin_update(project, place, result.sources[path], bitexts.get(locale), write=due)))
        if len(waiting) > _WAITING or number == len(result.corpus.articles):
            for (of, begun), updated in zip(waiting, finish_updates([one for _, one in waiting]), strict=True):
                _take(result, of, begun.place, updated)
            waiting.clear()
        if progress:
            progress(number, len(result.corpus.articles))


def _title_of(result: Ingested) -> Callable[[str], str | None]:
    def title_of(docname: str) -> str | None:
        source = result.sources.get(f"{docname}.md")
        return english_title(source) if source is not None else None

    return title_of


def _stays_english(project: Project, aligned: AlignedArticle) -> bool:
    docname = aligned.path.removesuffix(".md")
    return not aligned.bitexts and any(fnmatchcase(docname, pattern) for pattern in project.settings.english_only)


def merge_tocs(
    project: Project,
    result: Ingested,
    chosen: Sequence[str],
    title_of: Callable[[str], str | None],
    docnames: Sequence[str] | None = None,
    *,
    write: bool,
) -> None:
    """Merge the tables of contents into their catalogs; `docnames` are the articles, else those that were read."""
    if docnames is None:
        docnames = [path.removesuffix(".md") for path in result.reading.articles]
    result.tocs = read_tocs(result.reading, docnames, title_of)
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


class NewEnglish(NamedTuple):
    """English that was rebuilt and is not what stands in its file."""

    path: str
    given: str | None
    """What stands there, None where there is no file."""
    text: str


def new_english(result: Ingested) -> list[NewEnglish]:
    """Return the English that is to be written."""
    new = []
    for path, source in result.sources.items():
        read = result.reading.articles[path]
        given = next((article.text for article in read if article.locale == SOURCE_LOCALE), None)
        if source.english.origin == "rebuilt" and given != source.english.article.text:
            new.append(NewEnglish(path, given, source.english.article.text))
    return new


def write_english(
    project: Project,
    records: Mapping[str, EnglishRecord],
    kept: Mapping[str, EnglishRecord],
    new: Sequence[NewEnglish],
) -> dict[str, int]:
    """Write English that was rebuilt, and the records of it; return the files, and the time of each right after that.

    The records come first, with what is there before: so a run that is stopped in between leaves no English that the
    next one takes for a writer's.
    """
    befores = {path: records[path].written if path in records else "" for path, _, _ in new}
    announced = {path: dataclasses.replace(kept[path], before=before) for path, before in befores.items()}
    if new:
        write_english_records(project.locale_dir, {**kept, **announced})
    # Where a writer saved it since it was read, nothing is written; the next ingest sees their text.
    texts = [Replacement(project.english_dir / path, given, text) for path, given, text in new]
    times = zip(texts, replace_texts(texts), strict=True)
    written = {str(text.path): time for text, time in times if time is not None}
    if write_english_records(project.locale_dir, kept) or new:
        file = project.locale_dir / ENGLISH_FILE
        written[str(file)] = changed_at(file)
    return written


def count_english(written: Mapping[str, int]) -> int:
    """Return how many articles are among files that were written."""
    return sum(not file.endswith(ENGLISH_FILE) for file in written)


def merge_article(
    project: Project, result: Ingested, locale: str, path: str, bitext: Bitext | None, *, write: bool
) -> None:
    """Merge one article into its catalog in one locale, and take down what came of it."""
    place = _place(project, result, locale, path)
    due = write and path not in result.english_only
    _take(result, path, place, update_catalog(project, place, result.sources[path], bitext, write=due))


def _place(project: Project, result: Ingested, locale: str, path: str) -> Place:
    docname = result.sources[path].english.article.docname
    return Place(locale, docname, project.catalog_path(locale, docname))


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
