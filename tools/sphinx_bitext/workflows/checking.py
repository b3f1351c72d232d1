"""The article x locale matrix of a project, and findings beside those of an earlier run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..alignment.addresses import SOURCE_LOCALE
from ..catalogs.build import Source, context_of
from ..catalogs.merge import cosmetic_of
from ..catalogs.po import Catalog, Entry
from ..errors import UsageError
from ..model import ArticleStatus, Bitext, Finding, LocaleStatus
from ..reports.fingerprints import Comparison, Earlier, compare, parse_baseline
from ..store import read_text
from .ingest import Ingested


def build_statuses(ingested: Ingested, locales: Sequence[str]) -> tuple[ArticleStatus, ...]:
    """Return one row an article that is to be translated, with a cell for each of these locales that has a delivery."""
    wanted = set(locales)
    rows = []
    for path, aligned in ingested.corpus.articles.items():
        if path in ingested.english_only:
            continue
        english = aligned.english
        cells = tuple(
            _cell(bitext, ingested.sources.get(path), ingested.catalogs.get((bitext.locale, path)))
            for bitext in aligned.bitexts
            if bitext.locale in wanted
        )
        name = path.removesuffix(".md")
        if english is None:
            rows.append(ArticleStatus(name, "none", "unproven", None, cells))
        else:
            rows.append(ArticleStatus(name, english.origin, english.proof, english.hash, cells))
    return tuple(rows)


def _cell(bitext: Bitext, source: Source | None, catalog: Catalog | None) -> LocaleStatus:
    found = list(_entries(source, catalog)) if source and catalog else []
    return LocaleStatus(
        locale=bitext.locale,
        translation_type=bitext.target.metadata.translation_type,
        aligned_by=bitext.aligned_by,
        segments=len(bitext.segments),
        messages=len(source.messages) if source else 0,
        translated=sum(not entry.fuzzy for entry in found),
        fuzzy=sum(entry.fuzzy for entry in found),
        edited=sum(entry.edited for entry in found),
        stale=bitext.stale,
        post_edited=sum(entry.post_edited for entry in found),
        cosmetic=sum(cosmetic_of(entry) is not None for entry in found),
    )


def _entries(source: Source, catalog: Catalog) -> Iterator[Entry]:
    """Yield the entry of each message that has a translation."""
    entries = {entry.key: entry for entry in catalog.entries if not entry.obsolete}
    for message in source.messages:
        entry = entries.get((context_of(source, message), message.msgid)) or entries.get((None, message.msgid))
        if entry is not None and entry.msgstr:
            yield entry


def read_baseline(file: Path) -> tuple[Earlier, ...]:
    """Return what an earlier `check --format json` or `--format sarif` found; UsageError for another file."""
    try:
        return parse_baseline(read_text(file))
    except ValueError as error:
        raise UsageError(f"{file}: not the output of `bitext check --format json` or `--format sarif`") from error


def compare_with_baseline(
    findings: Sequence[Finding],
    earlier: Sequence[Earlier],
    locales: Sequence[str],
    silenced: Sequence[Finding] = (),
) -> Comparison:
    """Compare the findings of these locales with earlier ones: in other locales nothing is gone, nobody has looked."""
    seen = {*locales, SOURCE_LOCALE, ""}
    return compare(findings, [one for one in earlier if one.finding.locale in seen], silenced)
