"""Translation memories and XLIFF files out of a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..alignment.english import SOURCE_LOCALE
from ..catalogs.build import Source
from ..catalogs.exchange.sentences import SentencePair, sentence_pairs
from ..catalogs.exchange.tmx import TranslationUnit, english_units, pivot_units, render_tmx
from ..catalogs.exchange.xliff import is_exchanged, render_xliff
from ..catalogs.exchange.xml_text import ILLEGAL_RE
from ..model import Bitext, Finding
from ..store import write_pieces
from .ingest import Ingested
from .notices import notice
from .project import Project


@dataclass(slots=True)
class Exported:
    """What an export wrote."""

    files: list[Path] = field(default_factory=list)
    """All files of the export, also those that were there already and have not changed."""
    written: int = 0
    units: int = 0
    """Sentences of translation memories, messages of XLIFF files."""
    findings: list[Finding] = field(default_factory=list)


def export_tmx(
    project: Project,
    ingested: Ingested,
    locales: Sequence[str],
    output_dir: Path,
    *,
    source_locale: str = SOURCE_LOCALE,
    codes: bool = False,
) -> Exported:
    """Write one translation memory for each locale, `SOURCE_TARGET.tmx`; see `render_tmx` for `codes`.

    The source may be any locale that was ingested. Nothing but one sentence is held in memory beside the project.
    """
    if source_locale != SOURCE_LOCALE:
        (source_locale,) = project.target_locales([source_locale])
    result = Exported()
    for locale in locales:
        if locale != source_locale:
            path = output_dir / f"{source_locale}_{locale}.tmx"
            units = _counted(_units(ingested, source_locale, locale), locale, result)
            pieces = render_tmx(units, source_locale, locale, codes=codes)
            result.written += write_pieces(path, pieces)
            result.files.append(path)
    return result


def export_xliff(
    project: Project, ingested: Ingested, locales: Sequence[str], output_dir: Path, *, codes: bool = True
) -> Exported:
    """Write one XLIFF file for each article and locale, `LOCALE/ARTICLE.xlf`; see `render_xliff` for `codes`."""
    del project
    result = Exported()
    for path, source in ingested.sources.items():
        bitexts = {bitext.locale: bitext for bitext in ingested.corpus.articles[path].bitexts}
        for locale in locales:
            catalog = ingested.catalogs[locale, path]
            units = sum(map(is_exchanged, catalog.entries))
            if units:
                pieces = render_xliff(source, SOURCE_LOCALE, locale, catalog, bitexts.get(locale), codes=codes)
                file = output_dir / locale / f"{source.english.article.docname}.xlf"
                result.written += write_pieces(file, pieces)
                result.files.append(file)
                result.units += units
    return result


def _units(ingested: Ingested, source_locale: str, locale: str) -> Iterator[TranslationUnit]:
    for path, source in ingested.sources.items():
        bitexts = {bitext.locale: bitext for bitext in ingested.corpus.articles[path].bitexts}
        target = bitexts.get(locale)
        article = source.english.article.docname
        date = target.target.metadata.last_handoff if target else None
        pairs = _pairs(ingested, source, locale, target)
        if source_locale == SOURCE_LOCALE:
            yield from english_units(article, pairs, date)
        else:
            other = bitexts.get(source_locale)
            sources = _pairs(ingested, source, source_locale, other)
            yield from pivot_units(article, sources, pairs, date, shared_numbers=_same_english(other, target))


def _pairs(ingested: Ingested, source: Source, locale: str, bitext: Bitext | None) -> Iterator[SentencePair]:
    return sentence_pairs(source, bitext, ingested.catalogs[locale, source.english.article.path])


def _same_english(one: Bitext | None, two: Bitext | None) -> bool:
    hashes = [bitext.target.metadata.source_hash for bitext in (one, two) if bitext]
    return len(hashes) == 2 and hashes[0] is not None and hashes[0] == hashes[1]


def _counted(units: Iterable[TranslationUnit], locale: str, result: Exported) -> Iterator[TranslationUnit]:
    for unit in units:
        result.units += 1
        if ILLEGAL_RE.search(unit.source + unit.target):
            result.findings.append(
                notice(
                    "replaced-character",
                    locale=locale,
                    article=unit.article,
                    unit=unit.place,
                    path=unit.article,
                    message="A sentence holds a character that XML cannot hold; the memory has U+FFFD in its place.",
                    source=unit.source,
                    target=unit.target,
                )
            )
        yield unit
