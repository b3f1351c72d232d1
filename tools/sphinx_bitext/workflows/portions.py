"""Some articles of a project with all their deliveries: a process works through them whatever the others are."""

from __future__ import annotations

import contextlib
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal

from ..alignment.corpus import Corpus
from ..alignment.english import SOURCE_LOCALE
from ..alignment.learning import RulesByLocale, learn_sentence_rules, sample
from ..alignment.masters import Open, Searched, open_subject, proven_text, rebuilt_master, settled_master
from ..catalogs.pages import english_title
from ..errors import StorageError
from ..markup.alignment_spans import has_units
from ..store import EnglishRecord, read_text
from .ingest import Ingested, NewEnglish, align_all, drafts_of, merge_all, new_english
from .project import Project
from .reading import Reading, read_articles

_BEGINS = 8
"""One article in so many begins a portion: which ones depends on their names alone, so portions stay what they are."""
_MOST = 32
"""Articles of a portion."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Neighbours in the order of the paths."""

    files: Mapping[tuple[str, str], Path]
    """(locale, path) to file: the deliveries, and the English where there is any."""
    records: Mapping[str, EnglishRecord]
    """What an earlier ingest knew of their English, by path."""

    @property
    def paths(self) -> list[str]:
        """The articles, sorted."""
        return sorted({path for _, path in self.files})

    @property
    def name(self) -> str:
        """A file name for what is kept of it."""
        return hashlib.sha256(self.paths[0].encode("utf-8", "surrogatepass")).hexdigest()[:24]


def cut(files: Mapping[tuple[str, str], Path], records: Mapping[str, EnglishRecord]) -> Iterator[Portion]:
    """Yield the articles of these files in portions, in the order of their paths."""
    by_path: dict[str, dict[tuple[str, str], Path]] = {}
    for (locale, path), file in files.items():
        by_path.setdefault(path, {})[locale, path] = file
    found: list[str] = []
    for path in [*sorted(by_path), ""]:
        if found and (not path or len(found) >= _MOST or _begins(path)):
            own = {key: file for one in found for key, file in by_path[one].items()}
            yield Portion(own, {one: records[one] for one in found if one in records})
            found = []
        found.append(path)


def _begins(path: str) -> bool:
    return hashlib.sha256(path.encode("utf-8", "surrogatepass")).digest()[0] % _BEGINS == 0


@dataclass(frozen=True, slots=True)
class Glance:
    """What a first look at a portion tells that others must know."""

    carriers: tuple[tuple[str, str], ...]
    """(locale, path) of the deliveries with spans, by path."""
    clean: frozenset[str]
    """Locales with deliveries without spans."""
    proven: tuple[str, ...]
    """English files that teach how the corpus writes."""
    rebuilds: bool
    """Whether some of its English must be rebuilt."""
    asked: Mapping[str, Open]
    """By path: English that is to be searched."""


def look(project: Project, portion: Portion) -> Glance:
    """Look at the articles of a portion."""
    seconds = project.settings.prove_seconds
    written = {path for locale, path in portion.files if locale == SOURCE_LOCALE}
    # Deliveries of an article without English need only say what they are, where nothing is searched.
    read = {key: file for key, file in portion.files.items() if seconds or key[1] in written}
    drafts = drafts_of(_read(read), portion.records)
    deliveries = [one for draft in drafts.values() for group in draft.groups for one in group.deliveries]
    have_spans = {(one.path, one.locale): one.has_spans for one in deliveries}
    have_spans |= _have_spans({key: file for key, file in portion.files.items() if key not in read})
    masters = {path: settled_master(draft) for path, draft in drafts.items()}
    lacking = [draft for path, draft in drafts.items() if masters[path] is None]
    return Glance(
        tuple((locale, path) for (path, locale), spans in sorted(have_spans.items()) if spans),
        frozenset(locale for (_, locale), spans in have_spans.items() if not spans),
        tuple(text for master in masters.values() if master is not None and (text := proven_text(master))),
        bool(lacking) or any(spans for (path, _), spans in have_spans.items() if path not in written),
        {draft.path: Open(open_subject(draft, seconds), draft.searched) for draft in lacking if seconds},
    )


def _have_spans(files: Mapping[tuple[str, str], Path]) -> Iterator[tuple[tuple[str, str], bool]]:
    """Yield (path, locale) of each delivery that can be read, and whether it carries spans."""
    for (locale, path), file in files.items():
        with contextlib.suppress(StorageError):
            yield (path, locale), has_units(read_text(file))


def _read(files: Mapping[tuple[str, str], Path]) -> Reading:
    reading = Reading(files=dict(files))
    read_articles(reading)
    return reading


class Then(ABC):
    """What is done with the articles of a portion when they are ingested; the answer is small, and can be pickled."""

    kind: ClassVar[str]
    """Names what is done, for files that keep the answers."""
    keeps: ClassVar[bool] = True
    """Whether an answer can be kept: nothing but the answer is wanted."""

    @property
    @abstractmethod
    def token(self) -> object:
        """What the answer depends on besides the articles and their catalogs; its `repr` says it."""

    @abstractmethod
    def __call__(self, project: Project, ingested: Ingested, name: str) -> Any:  # noqa: ANN401 (each has its own)
        """Return the answer; `name` is that of the portion."""

    def suffices(self, _answer: Any) -> bool:  # noqa: ANN401
        """Say whether an answer that is kept under the same name holds all that is wanted."""
        return True


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done with every portion."""

    project: Project
    locales: tuple[str, ...]
    """Whose catalogs are merged."""
    searched: Searched
    rules: RulesByLocale
    write: bool
    then: Then | None = None


@dataclass(slots=True)
class Worked:
    """What came of a portion."""

    ingested: Ingested
    """Without the articles."""
    docnames: tuple[str, ...]
    """The articles that could be read."""
    catalogs: int
    kept: Mapping[str, EnglishRecord]
    proofs: tuple[tuple[str, str], ...]
    """Origin and proof of the English of each article that has one."""
    titles: Mapping[str, str]
    """docname to the English title."""
    new: tuple[NewEnglish, ...] = ()
    answer: Any = field(default=None)
    """Of what was to be done then."""


def work(errand: Errand, portion: Portion) -> Worked:
    """Align the articles of a portion, merge their catalogs, and do what is to be done then."""
    reading = _read(portion.files)
    project = errand.project
    result = Ingested(reading, Corpus(), findings=list(reading.findings), rules=errand.rules)
    drafts = drafts_of(reading, portion.records)
    masters = {path: settled_master(draft) for path, draft in drafts.items()}
    seconds = project.settings.prove_seconds
    chosen = {
        path: masters[path] or rebuilt_master(draft, open_subject(draft, seconds), errand.searched)
        for path, draft in drafts.items()
    }
    kept = align_all(project, result, drafts, chosen)
    merge_all(project, result, errand.locales, write=errand.write)
    answer = errand.then(project, result, portion.name) if errand.then else None
    english = [source.english for source in result.sources.values()]
    return Worked(
        _without_articles(result),
        tuple(path.removesuffix(".md") for path in drafts),
        len(result.catalogs),
        kept,
        tuple((one.origin, one.proof) for one in english),
        {path.removesuffix(".md"): english_title(source) for path, source in result.sources.items()},
        tuple(new_english(result)) if errand.write else (),
        answer,
    )


def _without_articles(result: Ingested) -> Ingested:
    return Ingested(
        Reading(findings=result.reading.findings),
        Corpus(),
        findings=result.findings,
        written_catalogs=result.written_catalogs,
        written=result.written,
        unreadable=result.unreadable,
        changes=result.changes,
        english_only=result.english_only,
    )


def lessons(glances: Sequence[Glance]) -> dict[str, list[tuple[str, str]]]:
    """Return the deliveries, as (locale, path), that teach what ends a sentence, by the locale that needs it.

    What is learnt from them is what `learn_rules` learns from all.
    """
    carriers: dict[str, list[str]] = {}
    for glance in glances:
        for locale, path in glance.carriers:
            carriers.setdefault(locale, []).append(path)
    clean = {locale for glance in glances for locale in glance.clean}
    found = {tag: [(tag, path) for path in sample(carriers[tag])] for tag in sorted(clean & carriers.keys())}
    if clean and carriers:
        english = {path: locale for locale in sorted(carriers) for path in carriers[locale]}
        found[SOURCE_LOCALE] = [(locale, path) for path, locale in sample(list(english.items()))]
    return found


def learn(files: Mapping[tuple[str, str], Path], needed: Mapping[str, Sequence[tuple[str, str]]]) -> RulesByLocale:
    """Return the rules of each locale, learnt from these deliveries."""
    rules = {}
    for locale, wanted in needed.items():
        reading = Reading(files={key: files[key] for key in wanted})
        read_articles(reading)
        found = {(one.locale, one.path): one for some in reading.articles.values() for one in some}
        side: Literal["source", "target"] = "source" if locale == SOURCE_LOCALE else "target"
        rules[locale] = learn_sentence_rules((found[key] for key in wanted if key in found), side)
    return rules
