"""What is known of each article after an ingest: enough to take in an edited catalog without a look at the others."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..alignment.corpus import Corpus, align_draft, draft
from ..alignment.learning import RulesByLocale
from ..catalogs.build import build_source
from ..errors import StorageError
from ..markup.article import parse_article
from ..model import ArticleStatus, English, Finding, LocaleStatus
from ..store import read_text
from .gathering import CHECKED, forget_answer
from .ingest import Ingested
from .kept import keep, recall
from .project import Project
from .reading import Reading, shown_path
from .silencing import silences
from .updating import Place, update_catalog


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """One article: its English, and what came of it in each locale."""

    path: str
    english: English
    files: Mapping[str, str]
    """Locale to the file that was read, English among them."""
    english_only: bool
    """Whether the settings keep the article in English."""
    cells: Mapping[str, LocaleStatus]
    """By locale."""
    findings: Mapping[str, Sequence[Finding]]
    """Locale to what was found in its catalog."""
    silencing: frozenset[str]
    """Locales whose catalog silences findings."""
    portion: str
    """Name of the portion that the article was worked through in."""


def keep_articles(
    project: Project, ingested: Ingested, locales: Sequence[str], statuses: Sequence[ArticleStatus], portion: str
) -> None:
    """Keep what is known of the articles of a portion whose English is known."""
    cells = {row.article: {cell.locale: cell for cell in row.locales} for row in statuses}
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in ingested.findings:
        if finding.path.endswith(".po"):
            found.setdefault((finding.article, finding.locale), []).append(finding)
    files: dict[str, dict[str, str]] = {}
    for (locale, path), file in ingested.reading.files.items():
        files.setdefault(path, {})[locale] = str(file)
    for path, source in ingested.sources.items():
        name = path.removesuffix(".md")
        own = {locale: found[name, locale] for locale in locales if (name, locale) in found}
        catalogs = ((locale, ingested.catalogs.get((locale, path))) for locale in locales)
        silencing = frozenset(locale for locale, catalog in catalogs if catalog and silences(catalog))
        stays = path in ingested.english_only
        article = KnownArticle(path, source.english, files[path], stays, cells.get(name, {}), own, silencing, portion)
        keep_article(project, article)


def keep_article(project: Project, known: KnownArticle) -> None:
    """Keep what is known of one article."""
    keep(_file(project, known.path), known)


def recall_article(project: Project, path: str) -> KnownArticle | None:
    """Return what is known of an article, None where it must be ingested with all others."""
    known = recall(_file(project, path), KnownArticle)
    return known if known is not None and known.path == path else None


def _file(project: Project, path: str) -> Path:
    name = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return project.output_dir / "known" / name[:2] / f"{name[2:]}.pickle"


def ingest_edited(project: Project, known: KnownArticle, locale: str, rules: RulesByLocale) -> Ingested | None:
    """Merge the catalog of one article in one locale, all else being as it was when `known` was kept.

    Only for who holds the lock of the catalogs. Return None where more than translations has changed: then everything
    is to be ingested.
    """
    try:
        articles = [
            parse_article(read_text(Path(file)), path=known.path, locale=tag, file=shown_path(Path(file)))
            for tag, file in known.files.items()
        ]
    except StorageError:
        return None
    aligned = align_draft(draft(known.path, articles), known.english, rules, only=(locale,))
    files = {(tag, known.path): Path(file) for tag, file in known.files.items()}
    result = Ingested(Reading({known.path: articles}, files), Corpus({known.path: aligned}), rules=rules)
    source = result.sources[known.path] = build_source(known.english, aligned.blocks)
    docname = known.english.article.docname
    place = Place(locale, docname, project.catalog_path(locale, docname))
    bitext = next(iter(aligned.bitexts), None)
    updated = update_catalog(project, place, source, bitext, write=not known.english_only)
    result.catalogs[locale, known.path] = updated.catalog
    if updated.written:
        result.written[str(place.file)] = updated.written
    forget_answer(project, CHECKED, known.portion)
    silent = locale not in known.silencing and not silences(updated.catalog)
    same = updated.readable and updated.findings == list(known.findings.get(locale, ()))
    return result if same and silent and updated.merged and not updated.merged.changes else None
