"""Findings and statuses of a whole project, checked in portions."""

from __future__ import annotations

import dataclasses
import hashlib
import pickle
import shutil
import tempfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from ..alignment.english import SOURCE_LOCALE
from ..checks import (
    ACROSS,
    BUILTIN,
    ArticleRun,
    LocaleCheck,
    article_run,
    run_checks,
    run_corpus_checks,
    with_glossary,
    without_covered,
)
from ..model import ArticleStatus, Bitext, Finding
from ..terms.glossary import Term
from .checking import build_statuses
from .gathering import CHECKED, Gathered, Means, gather, may_keep, run_all
from .ingest import Ingested
from .kept import LostError, keep, recall
from .portions import Then
from .preparing import KeptPages
from .project import Project
from .silencing import Comments, read_comments
from .terms import read_glossary


@dataclass(slots=True)
class Checked:
    """What the checks find in a portion, or in all of them."""

    findings: list[Finding]
    statuses: tuple[ArticleStatus, ...]
    comments: Comments
    """What its catalogs silence."""
    bitexts: Mapping[str, str] = field(default_factory=dict)
    """Locale to a digest of its bitexts, which are kept in a file."""
    across: ArticleRun | None = None
    """What the checks know that compare the locales of each article."""
    pages: KeptPages | None = None
    """Where a build has prepared the pages as well."""


@dataclass(frozen=True, slots=True)
class Checking(Then):
    """Checks each bitext of a portion, and keeps it for whatever needs the bitexts of many portions."""

    kind: ClassVar[str] = CHECKED
    locales: tuple[str, ...]
    terms: tuple[Term, ...]
    """The glossary."""

    @property
    def token(self) -> object:
        """What the answer depends on besides the articles."""
        return (self.locales, self.terms)

    def __call__(self, project: Project, ingested: Ingested, name: str) -> Checked:
        """Return what is found in a portion; of the whole corpus nothing is known yet."""
        checks = with_glossary(self.terms) if self.terms else BUILTIN
        by_locale: dict[str, list[Bitext]] = {}
        findings: list[Finding] = []
        across = article_run()
        for article in ingested.corpus.articles.values():
            for bitext in article.bitexts:
                if bitext.locale in self.locales:
                    by_locale.setdefault(bitext.locale, []).append(bitext)
                    findings += run_checks(bitext, checks)
            across.read(article.bitexts)
        digests = {tag: _keep_bitexts(project, name, tag, own) for tag, own in by_locale.items()}
        statuses = build_statuses(ingested, self.locales)
        return Checked(findings, statuses, read_comments(project, ingested, self.locales), digests, across)


def _file(project: Project, name: str, locale: str) -> Path:
    return project.output_dir / "known" / "bitexts" / name / f"{locale}.pickle"


def _keep_bitexts(project: Project, name: str, locale: str, bitexts: Sequence[Bitext]) -> str:
    data = zlib.compress(pickle.dumps(bitexts, pickle.HIGHEST_PROTOCOL), 1)
    keep(_file(project, name, locale), data)
    return hashlib.sha256(data).hexdigest()


def _recall_bitexts(project: Project, name: str, locale: str) -> list[Bitext]:
    data = recall(_file(project, name, locale), bytes)
    if data is None:
        raise LostError(f"{_file(project, name, locale)}: removed while it was needed; try again")
    bitexts: list[Bitext] = pickle.loads(zlib.decompress(data))
    return bitexts


@dataclass(frozen=True, slots=True)
class CheckedProject:
    """What the checks find in a project."""

    project: Project
    locales: tuple[str, ...]
    portions: Mapping[str, Checked]
    """What is found in each portion, by name."""
    checked: Checked
    known_bitexts: tuple[Bitext, ...] | None = None
    """Where they could not be kept on the disk."""

    def bitexts(self) -> Iterator[Bitext]:
        """Yield the bitexts of the locales, by path, then by locale; those of one portion are in memory at a time."""
        if self.known_bitexts is not None:
            yield from self.known_bitexts
            return
        for name, answer in self.portions.items():
            yield from _of_portion(self.project, name, answer.bitexts)


def check_project(project: Project, locales: Sequence[str], means: Means | None = None) -> CheckedProject:
    """Return all findings of these locales, worst and surest first, and the statuses of their articles.

    Nothing is written but what is kept for the next run.
    """
    checking = Checking(tuple(locales), read_glossary(project))
    means = means or Means()
    if not may_keep(project):
        with tempfile.TemporaryDirectory() as folder:
            found = _check(dataclasses.replace(project, output_dir=Path(folder)), checking, means)
            return dataclasses.replace(found, known_bitexts=tuple(found.bitexts()))
    try:
        return _check(project, checking, means)
    except LostError:  # somebody has removed a part of what was kept
        for kind in (checking.kind, "bitexts"):
            shutil.rmtree(project.output_dir / "known" / kind, ignore_errors=True)
        return _check(project, checking, means)


def _check(project: Project, checking: Checking, means: Means) -> CheckedProject:
    gathered = gather(project, checking.locales, then=checking, write=False, means=means)
    return check_gathered(project, gathered, gathered.answers, checking.locales, means)


def check_gathered(
    project: Project, gathered: Gathered, answers: Sequence[Checked], locales: tuple[str, ...], means: Means
) -> CheckedProject:
    """Return what is found in all portions together; `answers` are those of `Checking` to each.

    LostError where a part of what they kept is not there any more.
    """
    wanted = {*locales, SOURCE_LOCALE}
    portions = dict(zip(gathered.names, answers, strict=True))
    found = [*gathered.ingested.findings]
    found += (finding for answer in answers for finding in answer.findings)
    found += _across(project, gathered.program, portions, locales, means)
    findings = sorted((one for one in found if one.locale in wanted), key=lambda finding: finding.sort_key)
    comments: dict[tuple[str, str], Any] = {}
    for one in (*(answer.comments for answer in answers), read_comments(project, gathered.ingested, locales)):
        comments |= one
    statuses = tuple(row for answer in answers for row in answer.statuses)
    remove_others(project, "bitexts", gathered.names)
    return CheckedProject(project, locales, portions, Checked(without_covered(findings), statuses, comments))


def remove_others(project: Project, kind: str, names: Collection[str]) -> None:
    """Remove what is kept in folders of portions that are gone."""
    folder = project.output_dir / "known" / kind
    for other in {path.name for path in folder.glob("*")} - set(names):
        shutil.rmtree(folder / other, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class _Locale:
    """The articles of one locale, for the checks that take all of them."""

    tag: str
    names: tuple[str, ...]
    """Of the portions."""
    key: str
    """Digest of all bitexts."""

    def __str__(self) -> str:
        return self.tag


def _across(
    project: Project, program: str, portions: Mapping[str, Checked], locales: Sequence[str], means: Means
) -> list[Finding]:
    """Return what the checks of a corpus find; a locale is asked again where a bitext of it has changed since."""
    asked = [_locale(program, tag, portions) for tag in sorted(locales)]
    folder = project.output_dir / "known" / "corpus"
    known = {one: recall(folder / f"{one.tag}.pickle", tuple) for one in asked if one.names}
    found = {one: kept[1] for one, kept in known.items() if kept and kept[0] == one.key}
    new = [one for one in known if one not in found]
    count = len(portions) * len(new)
    for one, findings in run_all(partial(_check_locale, project), new, means, count, (__name__,)):
        keep(folder / f"{one.tag}.pickle", (one.key, findings))
        found[one] = findings
    of_articles = article_run()
    for answer in portions.values():
        if answer.across is not None:
            of_articles.add(answer.across)
    everything = [*(finding for one in known for finding in found[one]), *of_articles.findings()]
    return list(dict.fromkeys(everything))


def _locale(program: str, tag: str, portions: Mapping[str, Checked]) -> _Locale:
    digests = {name: answer.bitexts[tag] for name, answer in portions.items() if tag in answer.bitexts}
    key = hashlib.sha256(repr((program, list(digests.values()))).encode()).hexdigest()
    return _Locale(tag, tuple(digests), key)


def _check_locale(project: Project, asked: _Locale) -> tuple[Finding, ...]:
    bitexts = (bitext for name in asked.names for bitext in _recall_bitexts(project, name, asked.tag))
    return run_corpus_checks(list(bitexts), [check for check in ACROSS if isinstance(check, LocaleCheck)])


def _of_portion(project: Project, name: str, locales: Iterable[str]) -> list[Bitext]:
    bitexts = [bitext for locale in locales for bitext in _recall_bitexts(project, name, locale)]
    return sorted(bitexts, key=lambda bitext: (bitext.target.path, bitext.locale))
