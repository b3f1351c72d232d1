"""Catalogs back to articles: what `bitext export` writes, and what could not be given back byte for byte."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

from ..catalogs.export_base import export_base
from ..catalogs.proven_export import Difference, prove_export
from ..markup.strip import strip_alignment
from ..model import Bitext, Finding
from ..reports.safe import visible
from ..store import write_texts
from .gathering import Means, gather
from .ingest import Ingested
from .notices import notice
from .portions import Then
from .project import Project

ArticleFormat = Literal["markdown", "sxs"]
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


@dataclass(frozen=True, slots=True)
class Exporting(Then):
    """Exports the articles of a portion."""

    kind: ClassVar[str] = "export"
    keeps: ClassVar[bool] = False
    locales: tuple[str, ...]
    form: ArticleFormat
    output: Path

    @property
    def token(self) -> object:
        """What the answer depends on besides the articles."""
        return (self.locales, self.form, str(self.output))

    def __call__(self, project: Project, ingested: Ingested, name: str) -> Exported:
        """Write the articles of a portion and return what was done."""
        del project, name
        return export_articles(ingested, self.locales, self.form, self.output)


def export_project(
    project: Project, locales: Sequence[str], form: ArticleFormat, output: Path, means: Means | None = None
) -> tuple[Exported, int]:
    """Write the articles of these locales to `output/<locale>/<path>`; return also how many catalogs are unreadable."""
    chosen = tuple(locales)
    gathered = gather(project, chosen, then=Exporting(chosen, form, output), write=False, means=means)
    result = Exported()
    for one in gathered.answers:
        result.articles += one.articles
        result.written += one.written
        result.edited += one.edited
        result.untranslated += one.untranslated
        result.older += one.older
        result.findings += one.findings
    return result, gathered.ingested.unreadable


def export_articles(ingested: Ingested, locales: Sequence[str], form: ArticleFormat, output: Path) -> Exported:
    """Write the articles of these locales to `output/<locale>/<path>`."""
    result = Exported()
    texts = {}
    for path in ingested.corpus.articles:
        for locale in locales:
            text = _article(ingested, path, locale, form, result)
            if text is not None:
                result.articles[locale] += 1
                texts[output / locale / path] = text
    result.written = sum(write_texts(texts).values())
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
    base = export_base(source, bitext, [one.target for one in ingested.corpus.articles[path].bitexts], catalog)
    proven = prove_export(base.source, locale, base.bitext, catalog, spans=form == "sxs", renewed=base.renewed)
    result.edited += proven.export.edited
    result.untranslated += proven.export.untranslated
    result.older += base.source is not source
    if proven.difference is not None and base.bitext is not None:
        result.findings.append(_differs(base.bitext, proven.difference))
    return proven.export.text


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
