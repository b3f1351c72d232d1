"""One article or catalog has changed: what an ingest knows is brought up to date without reading the rest again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from ..alignment.corpus import Corpus, align_draft
from ..alignment.english import SOURCE_LOCALE
from ..alignment.masters import Draft, choose_masters
from ..catalogs.build import build_source
from ..errors import StorageError
from ..markup.article import parse_article
from ..store import ENGLISH_FILE, changed_at, locked, read_english_records, read_text, write_english_records
from .ingest import Ingested, draft_of, ingest, merge_article, record_of
from .project import Project
from .reading import shown_path


class Renewer:
    """An ingest that follows the files; `ingested` is what it knows."""

    def __init__(self, project: Project, locales: Collection[str] = ()) -> None:
        self.project = project
        self.locales = project.target_locales(tuple(locales))
        self.ingested: Ingested
        self._read_all()

    def _read_all(self) -> None:
        self.ingested = ingest(self.project, self.locales)

    def edited(self, changed: Iterable[Path]) -> list[Path]:
        """Return the files that other people changed, sorted: without what we ourselves wrote last."""
        written = {Path(name).resolve(): time for name, time in self.ingested.written.items()}
        return sorted(
            file
            for file in changed
            if not (file.name.startswith(".") or file.name.endswith("~") or file.name == ENGLISH_FILE)
            and written.get(file.resolve(), -1) != changed_at(file)
        )

    def renew(self, changed: Iterable[Path]) -> tuple[str, ...]:
        """Take in changed files; return the locales whose pages may differ now, English among them.

        Edits of catalogs, and of articles whose English is known, cost one article. Files that came or went, and
        English that must be rebuilt, are an ingest of everything.
        """
        catalogs = {
            self.project.catalog_path(locale, path.removesuffix(".md")).resolve(): (locale, path)
            for locale in self.locales
            for path in self.ingested.sources
        }
        articles = {file.resolve(): found for found, file in self.ingested.reading.files.items()}
        files = {file.resolve() for file in changed}
        edited = {articles[file] for file in files & articles.keys()}
        if not self._is_known(files, articles.keys() | catalogs.keys()) or not self._read_again(edited):
            self._read_all()
            return (SOURCE_LOCALE, *self.locales)
        merged = {catalogs[file] for file in files & catalogs.keys()}
        with locked(self.project.locale_dir):
            for locale, path in sorted(merged):
                self._merge(locale, path)
        if any(locale == SOURCE_LOCALE for locale, _ in edited):
            return (SOURCE_LOCALE, *self.locales)
        return tuple(sorted({locale for locale, _ in (*edited, *merged)}))

    def _is_known(self, files: Collection[Path], known: Collection[Path]) -> bool:
        return all(file in known and file.is_file() and not file.is_symlink() for file in files)

    def _read_again(self, edited: Collection[tuple[str, str]]) -> bool:
        """Read the articles of these paths and merge them; False where their English would have to be looked for."""
        records = read_english_records(self.project.locale_dir)
        drafts = []
        for path in sorted({path for _, path in edited}):
            try:
                self._parse(path, {locale for locale, name in edited if name == path})
            except StorageError:
                return False
            draft = draft_of(path, self.ingested.reading.articles[path], records.get(path))
            if not _is_settled(draft):
                return False
            drafts.append(draft)
        if not drafts:
            return True
        with locked(self.project.locale_dir):
            for path, master in choose_masters(drafts).items():
                if master.english is None:
                    return False
                draft = next(draft for draft in drafts if draft.path == path)
                aligned = align_draft(draft, master.english, self.ingested.rules)
                self.ingested.corpus = Corpus({**self.ingested.corpus.articles, path: aligned})
                self.ingested.sources[path] = build_source(master.english, aligned.blocks)
                records[path] = record_of(master.english, master.searched)
                for locale in self.locales:
                    self._merge(locale, path)
            write_english_records(self.project.locale_dir, records)
        return True

    def _parse(self, path: str, locales: Collection[str]) -> None:
        articles = self.ingested.reading.articles[path]
        for at, article in enumerate(articles):
            if article.locale in locales:
                file = self.ingested.reading.files[article.locale, path]
                text = read_text(file)
                articles[at] = parse_article(text, path=path, locale=article.locale, file=shown_path(file))

    def _merge(self, locale: str, path: str) -> None:
        bitexts = self.ingested.corpus.articles[path].bitexts
        bitext = next((bitext for bitext in bitexts if bitext.locale == locale), None)
        merge_article(self.project, self.ingested, locale, path, bitext, write=True)


def _is_settled(draft: Draft) -> bool:
    """Say whether the English of an article is known without a search: given by people, or proven before."""
    if draft.given is not None:
        return True
    group = draft.carrier
    return draft.kept_proven and (group is None or draft.kept_hash == (group.hash or ""))
