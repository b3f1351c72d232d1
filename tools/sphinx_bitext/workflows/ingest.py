"""Deliveries to English and catalogs: what changed is written, nothing else is touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..alignment.corpus import AlignedArticle, Corpus, align_draft, draft
from ..alignment.english import SOURCE_LOCALE
from ..alignment.learning import learn_rules
from ..alignment.masters import Draft, choose_masters
from ..alignment.search import Tally
from ..catalogs.build import Source, build_entries, build_source
from ..catalogs.merge import Conflict, Merged, merge_catalog
from ..catalogs.po import Catalog, CatalogError, Entry, parse_catalog, render_catalog, render_header
from ..errors import StorageError
from ..locales import language_name, plural_forms
from ..markup.article import encode
from ..model import Article, Bitext, English, Finding
from ..store import (
    MAX_CATALOG,
    EnglishRecord,
    digest,
    locked,
    read_english_records,
    read_text,
    write_english_records,
    write_text,
)
from .notices import notice
from .project import Project
from .reading import Reading, read_tree, shown_path

_UTF8 = ("utf-8", "utf8", "charset", "")
"""What a catalog may say of its encoding; `CHARSET` stands in templates."""

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
    """(locale, path) to catalog, for all locales that were asked for."""
    findings: list[Finding] = field(default_factory=list)
    written_english: int = 0
    written_catalogs: int = 0
    unreadable: int = 0
    """Catalogs that could not be parsed."""
    tally: Tally = field(default_factory=Tally)
    """What the search for the proof of rebuilt English tried and hit."""


def ingest(
    project: Project, locales: Sequence[str] = (), *, progress: Progress | None = None, write: bool = True
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
        return _ingest(project, everything, chosen, progress, write=True)


def _ingest(
    project: Project, everything: Sequence[str], chosen: Sequence[str], progress: Progress | None, *, write: bool
) -> Ingested:
    reading = read_tree(project, everything)
    records = read_english_records(project.locale_dir)
    articles: dict[str, AlignedArticle] = {}
    result = Ingested(reading, Corpus(articles), findings=list(reading.findings))
    kept: dict[str, EnglishRecord] = {}
    paths = sorted(reading.articles)
    drafts = {path: _draft(path, reading.articles[path], records.get(path)) for path in paths}
    masters = choose_masters(list(drafts.values()), project.settings.prove_seconds, result.tally)
    rules = learn_rules(article for path in paths for article in reading.articles[path])
    for number, path in enumerate(paths):
        master = masters[path]
        aligned = articles[path] = align_draft(drafts[path], master.english, rules)
        if master.english is not None:
            kept[path] = _record(master.english, master.searched)
        if aligned.english is not None:
            result.written_english += _write_english(project, aligned.english, reading.articles[path], write=write)
            result.sources[path] = build_source(aligned.english)
            bitexts = {bitext.locale: bitext for bitext in aligned.bitexts}
            for locale in chosen:
                _merge(project, result, locale, path, bitexts.get(locale), write=write)
        if progress:
            progress(number + 1, len(paths))
    if write:
        write_english_records(project.locale_dir, kept)
    return result


def _draft(path: str, articles: Sequence[Article], record: EnglishRecord | None) -> Draft:
    """Return what is known of one article: its English is given, unless it is what an earlier ingest wrote."""
    plain = draft(path, articles)
    given = plain.given
    if given is None or record is None:
        return plain
    if not record.written or digest(encode(given.text)) != record.written:
        return plain
    proven = record.proof == "proven"
    return Draft(path, plain.groups, None, given, record.hash, proven, record.searched)


def _record(english: English, searched: str) -> EnglishRecord:
    written = digest(encode(english.article.text)) if english.origin == "rebuilt" else ""
    return EnglishRecord(english.origin, english.proof, english.hash or "", written, searched)


def _write_english(project: Project, english: English, read: Sequence[Article], *, write: bool) -> int:
    if english.origin == "given" or not write:
        return 0
    file = project.english_dir / english.article.path
    given = next((article for article in read if article.locale == SOURCE_LOCALE), None)
    if (read_text(file) if file.exists() else None) != (given.text if given else None):
        return 0  # a writer saved it since it was read; the next ingest sees it
    return int(write_text(file, english.article.text))


def _merge(project: Project, result: Ingested, locale: str, path: str, bitext: Bitext | None, *, write: bool) -> None:
    source = result.sources[path]
    file = project.catalog_path(locale, source.english.article.docname)
    entries = build_entries(source, bitext)
    try:
        text, merged, new = _merge_file(file, entries, _header(project, locale, bitext))
    except (CatalogError, StorageError) as error:
        said = str(error).removeprefix(f"{file}: ")
        result.findings.append(
            notice(
                "catalog-syntax",
                locale=locale,
                article=source.english.article.docname,
                path=shown_path(file),
                line=getattr(error, "line", 1),
                message=f"{said[:1].upper()}{said[1:]}; it was left as it is.",
            )
        )
        result.unreadable += 1
        result.catalogs[locale, path] = Catalog("", entries)
        return
    if write and merged.catalog.entries and new != text:
        result.written_catalogs += int(write_text(file, new))
    result.findings += (_conflict(locale, source, file, conflict) for conflict in merged.conflicts)
    result.catalogs[locale, path] = merged.catalog


def _merge_file(file: Path, entries: Sequence[Entry], header: str) -> tuple[str, Merged, str]:
    """Return the text of a catalog (empty when there is none), what it becomes with these entries, and that as text."""
    while True:
        text = _read_catalog(file)
        old = parse_catalog(text)
        if old.charset not in _UTF8:
            raise CatalogError(1, f"the catalog says that it is {old.charset}; it must be UTF-8")
        if not old.entries and not old.header.strip("\ufeff"):
            old = replace(old, header=old.header + header)
        merged = merge_catalog(old, entries)
        new = render_catalog(merged.catalog)
        if new == text or _read_catalog(file) == text:
            return text, merged, new
        # Somebody saved the catalog in the meantime: their text is merged, not overwritten.


def _read_catalog(file: Path) -> str:
    if not file.exists():
        return ""
    if file.stat().st_size > MAX_CATALOG:
        raise StorageError(f"{file}: larger than {MAX_CATALOG} bytes")
    text = read_text(file)
    bad = re.search("[\udc80-\udcff]", text)
    if bad:
        raise CatalogError(text.count("\n", 0, bad.start()) + 1, "the catalog is not UTF-8 here")
    return text


def _header(project: Project, locale: str, bitext: Bitext | None) -> str:
    """Return the header of a new catalog: what msgfmt asks for, and no date that moves by itself."""
    date = bitext.target.metadata.last_handoff if bitext else None
    language = language_name(locale)
    fields = (
        ("Project-Id-Version", project.settings.project),
        ("Report-Msgid-Bugs-To", ""),
        ("PO-Revision-Date", f"{date or '1970-01-01'} 00:00+0000"),
        ("Last-Translator", ""),
        ("Language-Team", ""),
        ("Language", language),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", plural_forms(locale)),
    )
    return render_header(fields)


def _conflict(locale: str, source: Source, file: Path, conflict: Conflict) -> Finding:
    return notice(
        "newer-delivery",
        locale=locale,
        article=source.english.article.docname,
        path=shown_path(file),
        line=max(1, conflict.entry.line),
        message="A newer delivery differs from the edited text; the edited text stays.",
        source=conflict.entry.msgid,
        target=conflict.delivered,
    )
