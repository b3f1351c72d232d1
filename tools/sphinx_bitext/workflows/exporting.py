"""Catalogs back to articles: what `bitext export` writes, and what could not be given back byte for byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from ..alignment.corpus import align_draft
from ..alignment.english import Group, group_deliveries, rebuilt_english
from ..alignment.masters import Draft
from ..catalogs.build import Source, build_source
from ..catalogs.lookup import Lookup
from ..catalogs.po import Catalog
from ..catalogs.proven_export import Difference, prove_export
from ..markup.strip import strip_alignment
from ..model import Article, Bitext, Finding
from ..reports.safe import visible
from ..store import write_text
from .ingest import Ingested
from .notices import notice

ArticleFormat = Literal["markdown", "sxs"]
Progress = Callable[[int, int], None]
_SHOWN = 60


@dataclass(slots=True)
class Exported:
    """What an export did."""

    articles: Counter[str] = field(default_factory=Counter)
    """Files by locale, those that stood there already included."""
    written: int = 0
    edited: int = 0
    """Messages that differ from what was delivered."""
    untranslated: int = 0
    older: int = 0
    """Articles that still translate an older English, and were exported with that."""
    findings: list[Finding] = field(default_factory=list)


class _Base(NamedTuple):
    """The English that an exported article is a translation of."""

    source: Source
    bitext: Bitext | None
    renewed: bool
    """Whether the catalog has left the English of the delivery behind."""


def export_articles(
    ingested: Ingested, locales: Sequence[str], form: ArticleFormat, output: Path, *, progress: Progress | None = None
) -> Exported:
    """Write the articles of these locales to `output/<locale>/<path>`."""
    result = Exported()
    paths = list(ingested.corpus.articles)
    for number, path in enumerate(paths):
        for locale in locales:
            text = _article(ingested, path, locale, form, result)
            if text is not None:
                result.articles[locale] += 1
                result.written += write_text(output / locale / path, text)
        if progress:
            progress(number + 1, len(paths))
    return result


def _article(ingested: Ingested, path: str, locale: str, form: ArticleFormat, result: Exported) -> str | None:
    """Return one exported file, None where a locale has neither a delivery nor a translation of the article."""
    bitext = next((one for one in ingested.corpus.articles[path].bitexts if one.locale == locale), None)
    source, catalog = ingested.sources.get(path), ingested.catalogs.get((locale, path))
    if source is None:
        if bitext is None:
            return None
        return strip_alignment(bitext.target.text) if form == "markdown" else bitext.target.text
    if bitext is None and not (catalog and any(entry.msgstr and not entry.obsolete for entry in catalog.entries)):
        return None
    base = _base(ingested, path, source, bitext, catalog)
    proven = prove_export(base.source, locale, base.bitext, catalog, spans=form == "sxs", renewed=base.renewed)
    result.edited += proven.export.edited
    result.untranslated += proven.export.untranslated
    result.older += base.source is not source
    if proven.difference is not None and base.bitext is not None:
        result.findings.append(_differs(base.bitext, proven.difference))
    return proven.export.text


def _base(ingested: Ingested, path: str, source: Source, bitext: Bitext | None, catalog: Catalog | None) -> _Base:
    """Return the English that the delivery was made from, or the one at hand where people brought the catalog up to it.

    So an export is always a translation of the English whose hash it names.
    """
    if bitext is None or not bitext.stale:
        return _Base(source, bitext, renewed=False)
    if _is_up_to_date(source, catalog):
        return _Base(source, bitext, renewed=True)
    group = next(one for one in group_deliveries(_deliveries(ingested, path)) if bitext.target in one.deliveries)
    if group.side is None:
        return _Base(source, bitext, renewed=False)
    former = _former_english(source, group, path)
    return _Base(former[0], former[1][bitext.locale], renewed=False)


def _deliveries(ingested: Ingested, path: str) -> list[Article]:
    return [one.target for one in ingested.corpus.articles[path].bitexts]


def _is_up_to_date(source: Source, catalog: Catalog | None) -> bool:
    lookup = Lookup(catalog)
    entries = [lookup.entry_of(source, message) for message in source.messages]
    whole = all(entry is not None and not entry.fuzzy for entry in entries)
    return whole and any(entry is not None and entry.edited for entry in entries)


def _former_english(source: Source, group: Group, path: str) -> tuple[Source, dict[str, Bitext]]:
    """Return the English of an older group, as its deliveries carry it, and its deliveries aligned with it."""
    assert group.side is not None
    article = source.english.article
    english = rebuilt_english(path, group, article.text[: article.body_start] + group.side.text, proven=False)
    aligned = align_draft(Draft(path, (group,)), english)
    return build_source(english), {one.locale: one for one in aligned.bitexts}


def _differs(bitext: Bitext, difference: Difference) -> Finding:
    wanted, found = (visible(text.rstrip("\r\n"))[:_SHOWN] for text in (difference.wanted, difference.found))
    return notice(
        "export-differs",
        locale=bitext.locale,
        article=bitext.target.docname,
        path=bitext.target.file,
        line=difference.line,
        message=f"English and catalog do not give this line of the clean delivery back: `{wanted}` became `{found}`.",
        source=difference.wanted,
        target=difference.found,
    )
