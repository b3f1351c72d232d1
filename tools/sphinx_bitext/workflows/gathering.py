"""An ingest in portions: in several processes or on a cluster, and only of what has changed since the last one.

What comes of it is what `ingest` finds, without the articles: these stay in the processes that work on them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ..alignment.corpus import Corpus
from ..alignment.learning import RulesByLocale
from ..alignment.masters import Searched, search_masters
from ..jobs import run_jobs, spare_collections
from ..model import Finding
from ..store import EnglishRecord, locked, read_english_records, remove_file, remove_leftovers
from .ingest import Ingested, Progress, count_english, merge_tocs, write_english
from .kept import keep, recall
from .portions import Errand, Glance, Portion, Then, Worked, cut, learn, lessons, look, work
from .project import Project
from .reading import Reading, find_tree, shown_path
from .stamps import read_state

PRELOAD = ("sphinx_bitext.cli", "sphinx_bitext.workflows.gathering")
"""What each process needs and takes long to import, whatever it does."""
CHECKED = "check"
"""Names what the checks, and a build, have found in portions, in files that keep that."""
FEW = 400
"""Files that are worked through before other processes have started."""
_BATCH = 2_000
"""Files that one process works through: more than memory should hold at a time."""
_BATCHES = 4
"""Into how many parts each process's share is cut, so that all end at about the same time."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Means:
    """What a run works with."""

    jobs: int = 0
    """Processes; 0 for one a core."""
    cluster: str = ""
    """Address of a Dask scheduler; empty for processes of this machine."""
    progress: Progress | None = None


@dataclass(slots=True)
class Gathered:
    """What came of all articles."""

    ingested: Ingested
    """Without the articles; its catalogs are those of tables of contents."""
    proofs: list[tuple[str, str]] = field(default_factory=list)
    """Origin and proof of the English of each article that has one."""
    catalogs: int = 0
    names: list[str] = field(default_factory=list)
    """Of the portions."""
    program: str = ""
    """Digest of the program and the settings."""
    answers: list[Any] = field(default_factory=list)
    """What was done with each portion then."""


def gather(
    project: Project,
    locales: Sequence[str] = (),
    *,
    then: Then | None = None,
    write: bool,
    english: bool = True,
    means: Means | None = None,
) -> Gathered:
    """Align all deliveries, rebuild English, merge catalogs, and do with each portion what is to be done `then`.

    Catalogs are merged for `locales` (all when empty). With `write` off nothing is written, and the outcome is the
    same; with `english` off catalogs alone are.
    """
    chosen = project.target_locales(locales)
    means = means or Means()
    if not write:
        return _Run(project, chosen, means, then, write=False, english=False).gather()
    with locked(project.locale_dir):
        remove_leftovers(project.locale_dir)
        remove_leftovers(project.english_dir)
        return _Run(project, chosen, means, then, write=True, english=english).gather()


def may_keep(project: Project) -> bool:
    """Say whether something can be written below build/; a project on a read-only disk can be checked as well."""
    folder = project.output_dir / "known"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


@dataclass(frozen=True, slots=True)
class _Ask:
    """A portion that is to be worked through."""

    portion: Portion
    key: str
    """Of all that the answer depends on."""
    found: Mapping[str, str] = field(default_factory=dict)
    """Path to English that was proven by the search."""


class _Run:
    """One run over a project."""

    def __init__(
        self, project: Project, chosen: tuple[str, ...], means: Means, then: Then | None, *, write: bool, english: bool
    ) -> None:
        self._project, self._chosen, self._means, self._then = project, chosen, means, then
        self._write, self._english = write, english
        self._jobs = means.jobs or project.settings.jobs or os.cpu_count() or 1
        self._state = read_state(project)
        own = tuple(f"{folder}{os.sep}" for folder in (project.source_dir, project.locale_dir))
        others = [item for item in self._state.items() if not item[0].startswith(own)]
        self._program = _digest(others, Path.cwd(), project)
        self._keeps = may_keep(project)
        self._done = 0

    def gather(self) -> Gathered:
        """Return what came of all articles."""
        project = self._project
        reading = find_tree(project, project.target_locales())
        records = read_english_records(project.locale_dir)
        portions = list(cut(reading.files, records))
        result = Gathered(Ingested(reading, Corpus(), findings=list(reading.findings)))
        looks = [_Ask(portion, self._look_key(portion)) for portion in portions]
        glances: list[Glance] = self._each("look", partial(_look, project), looks)
        proven = [text for glance in glances for text in glance.proven]
        asked = {path: one for glance in glances for path, one in glance.asked.items()}
        searched = search_masters(asked, proven, project.settings.prove_seconds, result.ingested.tally)
        rules = result.ingested.rules = learn(reading.files, lessons(glances))
        errand = Errand(project, self._chosen, dataclasses.replace(searched, found={}), rules, self._write, self._then)
        asks = [self._work_ask(ask, glance, searched, rules) for ask, glance in zip(looks, glances, strict=True)]
        kind, keeps = (self._then.kind, self._then.keeps) if self._then else ("ingest", True)
        self._take(result, self._each(kind if keeps else "", partial(_work, errand), asks), records)
        result.names = [portion.name for portion in portions]
        result.program = self._program
        return result

    def _look_key(self, portion: Portion) -> str:
        files = sorted((str(file), self._state.get(str(file))) for file in portion.files.values())
        return _digest(self._program, files, sorted(portion.records.items()))

    def _work_ask(self, look: _Ask, glance: Glance, searched: Searched, rules: RulesByLocale) -> _Ask:
        project, portion = self._project, look.portion
        found = {path: searched.found[path] for path in portion.paths if path in searched.found}
        docnames = [path.removesuffix(".md") for path in portion.paths]
        catalogs = [str(project.catalog_path(locale, name)) for locale in self._chosen for name in docnames]
        states = [(file, self._state.get(file)) for file in catalogs]
        learnt = (searched.token, searched.hashes, found) if glance.rebuilds else ()
        told = [(tag, sorted(one.odds.items()), sorted(one.abbreviations)) for tag, one in sorted(rules.items())]
        # What is kept by a run that may write had nothing to write.
        then = self._then.token if self._then else self._write
        return _Ask(portion, _digest(look.key, self._chosen, then, states, learnt, told), found)

    def _each(self, kind: str, function: Callable[[_Ask], Result], asks: Sequence[_Ask]) -> list[Result]:
        """Return the answers to all that is asked; what was answered before is not worked through again.

        Answers are kept under the name `kind`; where that is empty they are not.
        """
        folder = _answers(self._project, kind) if kind and self._keeps else None
        known: dict[str, Result] = _recall(folder, asks, self._suffices) if folder else {}
        self._tell(known, asks)
        for batch, answers in self._run(partial(_answer, function, folder), asks, known):
            known.update(zip((ask.portion.name for ask in batch.asks), answers, strict=True))
            self._tell(batch.asks, asks)
        return [known[ask.portion.name] for ask in asks]

    def _suffices(self, answer: object) -> bool:
        return not isinstance(answer, Worked) or self._then is None or self._then.suffices(answer.answer)

    def _tell(self, done: Sized, asks: Sized) -> None:
        self._done += len(done)
        if self._means.progress:
            self._means.progress(self._done, 2 * len(asks))

    def _run(
        self, function: Callable[[_Batch], list[Result]], asks: Sequence[_Ask], known: Mapping[str, Result]
    ) -> Iterable[tuple[_Batch, list[Result]]]:
        new = [ask for ask in asks if ask.portion.name not in known]
        files = sum(len(ask.portion.files) for ask in new)
        alone = not self._means.cluster and (self._jobs == 1 or files <= FEW)
        batches = list(_batches(new, 1 if alone else min(_BATCH, files // (self._jobs * _BATCHES))))
        means = dataclasses.replace(self._means, jobs=self._jobs)
        modules = (type(self._then).__module__,) if self._then else ()
        return run_all(function, batches, means, FEW + files if means.cluster else files, modules)

    def _take(self, result: Gathered, works: Sequence[Worked], records: Mapping[str, EnglishRecord]) -> None:
        total = result.ingested
        total.findings += _as_read(total.reading.files.values(), [one.ingested.reading for one in works])
        for one in works:
            own = one.ingested
            total.findings += own.findings[len(own.reading.findings) :]
            total.written |= own.written
            total.written_catalogs += own.written_catalogs
            total.unreadable += own.unreadable
            total.changes |= own.changes
            total.english_only |= own.english_only
            result.proofs += one.proofs
            result.catalogs += one.catalogs
            result.answers.append(one.answer)
        if self._english:
            kept = {path: record for one in works for path, record in one.kept.items()}
            written = write_english(self._project, records, kept, [new for one in works for new in one.new])
            total.written_english = count_english(written)
            total.written |= written
        titles = {name: title for one in works for name, title in one.titles.items()}
        docnames = [name for one in works for name in one.docnames]
        merge_tocs(self._project, total, self._chosen, titles.get, docnames, write=self._write)
        result.catalogs += len(total.catalogs)


def _as_read(files: Iterable[Path], readings: Sequence[Reading]) -> list[Finding]:
    """Return the findings about files that could not be read, in the order in which one process reads them all."""
    findings = [finding for reading in readings for finding in reading.findings]
    places = {shown_path(file): place for place, file in enumerate(files)} if findings else {}
    return sorted(findings, key=lambda finding: places[finding.path])


def run_all(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    means: Means,
    files: int,
    modules: Sequence[str] = (),
) -> Iterable[tuple[Item, Result]]:
    """Yield each item with the result of `function`, as `run_jobs`; here, where other processes would not pay.

    `files` is about how many files are read for all of them; `modules` are imported once for all processes.
    """
    if not items or files <= FEW or (means.jobs == 1 and not means.cluster):
        return ((item, function(item)) for item in items)
    there = partial(_elsewhere, function, Path.cwd())
    return run_jobs(there, items, jobs=means.jobs, preload=(*PRELOAD, *modules), cluster=means.cluster, alone=False)


def _answers(project: Project, kind: str) -> Path:
    return project.output_dir / "known" / kind


def forget_answer(project: Project, kind: str, name: str) -> None:
    """Forget what came of a portion: somebody else has taken in what has changed since."""
    remove_file(_answers(project, kind) / f"{name}.pickle")


def _digest(*what: object) -> str:
    return hashlib.sha256(repr(what).encode("utf-8", "backslashreplace")).hexdigest()


@dataclass(frozen=True, slots=True)
class _Batch:
    """What one process does."""

    asks: tuple[_Ask, ...]

    def __str__(self) -> str:
        return f"the articles from {self.asks[0].portion.paths[0]} to {self.asks[-1].portion.paths[-1]}"


def _batches(asks: Sequence[_Ask], size: int) -> Iterator[_Batch]:
    """Yield portions that have at least so many files together; the last ones may have fewer."""
    found: list[_Ask] = []
    files = 0
    for ask in asks:
        found.append(ask)
        files += len(ask.portion.files)
        if files >= size:
            yield _Batch(tuple(found))
            found, files = [], 0
    if found:
        yield _Batch(tuple(found))


def _recall(folder: Path, asks: Sequence[_Ask], suffices: Callable[[object], bool]) -> dict[str, Any]:
    """Return the answers that are kept, by the names of the portions; those of portions that are gone are removed."""
    known = {}
    for ask in asks:
        kept = recall(folder / f"{ask.portion.name}.pickle", tuple)
        if kept and kept[0] == ask.key and suffices(kept[1]):
            known[ask.portion.name] = kept[1]
    names = {ask.portion.name for ask in asks}
    for file in folder.glob("*.pickle"):
        if file.stem not in names:
            remove_file(file)
    return known


def _look(project: Project, ask: _Ask) -> Glance:
    return look(project, ask.portion)


def _work(errand: Errand, ask: _Ask) -> Worked:
    searched = dataclasses.replace(errand.searched, found=ask.found)
    return work(dataclasses.replace(errand, searched=searched), ask.portion)


def _elsewhere(function: Callable[[Item], Result], folder: Path, item: Item) -> Result:
    """Call a function in a process of its own, as it would be called here: files are named from the same folder."""
    os.chdir(folder)
    spare_collections()
    return function(item)


def _answer(function: Callable[[_Ask], Result], folder: Path | None, batch: _Batch) -> list[Result]:
    """Answer what is asked, and keep the answers where there is a folder for them."""
    answers = []
    for ask in batch.asks:
        answer = function(ask)
        # Whoever wrote something may find otherwise the next time, when they read that.
        if folder and not (isinstance(answer, Worked) and (answer.new or answer.ingested.written)):
            keep(folder / f"{ask.portion.name}.pickle", (ask.key, answer))
        answers.append(answer)
    return answers
