"""Translation memories and XLIFF files out of a project, in portions."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from ..alignment.english import SOURCE_LOCALE
from ..catalogs.build import Source
from ..catalogs.exchange.sentences import SentencePair, sentence_pairs
from ..catalogs.exchange.tmx import TranslationUnit, english_units, pivot_units, render_tmx, render_units
from ..catalogs.exchange.xliff import is_exchanged, render_xliff
from ..catalogs.exchange.xml_text import ILLEGAL_RE
from ..model import Bitext, Finding
from ..store import locked, read_text, write_pieces
from .gathering import Means, gather, may_keep
from .ingest import Ingested
from .notices import notice
from .portions import Then
from .project import Project


@dataclass(slots=True)
class Exported:
    """What an export wrote."""

    files: int = 0
    """All files of the export, also those that were there already and have not changed."""
    written: int = 0
    units: int = 0
    """Sentences of translation memories, messages of XLIFF files."""
    findings: list[Finding] = field(default_factory=list)
    unreadable: int = 0
    """Catalogs that cannot be parsed."""


@dataclass(slots=True)
class Sentences:
    """What a portion gives to the memory of a locale."""

    units: int = 0
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Remembering(Then):
    """Renders the sentences of a portion, for each locale into a file of its own."""

    kind: ClassVar[str] = "tmx"
    keeps: ClassVar[bool] = False
    source_locale: str
    locales: tuple[str, ...]
    folder: Path
    codes: bool

    @property
    def token(self) -> object:
        """What the answer depends on besides the articles."""
        return (self.source_locale, self.locales, str(self.folder), self.codes)

    def __call__(self, project: Project, ingested: Ingested, name: str) -> dict[str, Sentences]:
        """Write the files of a portion and return what they hold, by locale."""
        del project
        return {locale: self._render(ingested, locale, name) for locale in self.locales}

    def _render(self, ingested: Ingested, locale: str, name: str) -> Sentences:
        result = Sentences()
        units = _counted(_units(ingested, self.source_locale, locale), locale, result)
        write_pieces(self.file(locale, name), render_units(units, self.source_locale, locale, codes=self.codes))
        return result

    def file(self, locale: str, name: str) -> Path:
        """Return where the sentences of a portion stand."""
        return self.folder / locale / name


def export_tmx(
    project: Project,
    locales: Sequence[str],
    output_dir: Path,
    *,
    source_locale: str = SOURCE_LOCALE,
    codes: bool = False,
    means: Means | None = None,
) -> Exported:
    """Write one translation memory for each locale, `SOURCE_TARGET.tmx`; see `render_units` for `codes`.

    The source may be any locale that delivers; UsageError for others.
    """
    source = next(iter(project.target_locales([source_locale])), SOURCE_LOCALE)
    wanted = sorted({*locales, source} - {SOURCE_LOCALE})
    with _room(project) as folder:
        then = Remembering(source, tuple(locale for locale in locales if locale != source), folder, codes)
        gathered = gather(project, wanted, then=then, write=False, means=means)
        result = Exported(unreadable=gathered.ingested.unreadable)
        for locale in then.locales:
            path = output_dir / f"{source}_{locale}.tmx"
            pieces = (read_text(then.file(locale, name)) for name in gathered.names)
            result.written += write_pieces(path, render_tmx(pieces, source))
            result.files += 1
            for answer in gathered.answers:
                result.units += answer[locale].units
                result.findings += answer[locale].findings
    return result


@contextmanager
def _room(project: Project) -> Iterator[Path]:
    """Give an empty folder below build/, which one run has at a time; another one where nothing can be written there.

    It lies where all workers of a cluster can write.
    """
    if not may_keep(project):
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
        return
    rooms = project.output_dir / "known" / Remembering.kind
    with locked(rooms):
        for left in rooms.glob("*/"):  # by a run that was stopped
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=rooms, ignore_cleanup_errors=True) as folder:
            yield Path(folder)


@dataclass(frozen=True, slots=True)
class Exchanging(Then):
    """Writes the XLIFF files of a portion."""

    kind: ClassVar[str] = "xliff"
    keeps: ClassVar[bool] = False
    locales: tuple[str, ...]
    output_dir: Path
    codes: bool

    @property
    def token(self) -> object:
        """What the answer depends on besides the articles."""
        return (self.locales, str(self.output_dir), self.codes)

    def __call__(self, project: Project, ingested: Ingested, name: str) -> Exported:
        """Write the files and return what was done."""
        del project, name
        result = Exported()
        for path, source in ingested.sources.items():
            bitexts = {bitext.locale: bitext for bitext in ingested.corpus.articles[path].bitexts}
            for locale in self.locales:
                catalog = ingested.catalogs[locale, path]
                units = sum(map(is_exchanged, catalog.entries))
                if units:
                    bitext = bitexts.get(locale)
                    pieces = render_xliff(source, SOURCE_LOCALE, locale, catalog, bitext, codes=self.codes)
                    file = self.output_dir / locale / f"{source.english.article.docname}.xlf"
                    result.written += write_pieces(file, pieces)
                    result.files += 1
                    result.units += units
        return result


def export_xliff(
    project: Project, locales: Sequence[str], output_dir: Path, *, codes: bool = True, means: Means | None = None
) -> Exported:
    """Write one XLIFF file for each article and locale, `LOCALE/ARTICLE.xlf`; see `render_xliff` for `codes`."""
    then = Exchanging(tuple(locales), output_dir, codes)
    gathered = gather(project, locales, then=then, write=False, means=means)
    result = Exported(unreadable=gathered.ingested.unreadable)
    for one in gathered.answers:
        result.files += one.files
        result.written += one.written
        result.units += one.units
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


def _counted(units: Iterable[TranslationUnit], locale: str, result: Sentences) -> Iterator[TranslationUnit]:
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
