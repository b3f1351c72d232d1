"""Work in portions, in other processes, and only on what has changed: what is found and written is always the same."""

from __future__ import annotations

import dataclasses
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from incremental_project import FRONT, write
from whole_project import find_all

from sphinx_bitext.model import ArticleStatus
from sphinx_bitext.workflows import checked, gathering
from sphinx_bitext.workflows.checked import check_project
from sphinx_bitext.workflows.checking import build_statuses
from sphinx_bitext.workflows.exporting import ArticleFormat, export_articles, export_project
from sphinx_bitext.workflows.gathering import Means, gather
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.portions import Portion, cut, look
from sphinx_bitext.workflows.project import Project, load_project
from sphinx_bitext.workflows.reading import find_tree
from sphinx_bitext.workflows.silencing import read_comments
from sphinx_bitext.workflows.statuses import count_project
from sphinx_bitext.workflows.terms import read_glossary
from support import LONG, unit

NAMES = [f"{folder}/topic-{number}" for folder in ("fleet", "harbour") for number in range(15)]
LOCALES = ("de-DE", "lv-LV", "sv-SE", "tr-TR")
MANY = Means(jobs=2)
GLOSSARY = "[[term]]\nen = 'boom'\nsv = 'bom'\n"


def delivery(locale: str, name: str, word: str = "seglet", *, spans: bool = True) -> str:
    """Return a delivery with a number, a link and bold; some locales get one of them wrong."""
    number = 4 if (locale, name) == ("lv-LV", NAMES[3]) else 3
    pairs = (
        (f"{name} {locale}", f"The topic {name}"),
        (f"Vänta **{number}** dagar, {word}.", "Wait **3** days, the sail."),
        ("Mind the boom. ", "Mind the boom."),
        ("Läs [mer](https://example.org/a).", "Read [more](https://example.org/a)."),
    )
    blocks = [unit(f"0abcd-{101 + at}", *pair) if spans else pair[0] for at, pair in enumerate(pairs)]
    head = FRONT.format(kind="HT" if locale == "sv-SE" else "MT", locale=locale)
    return head + "# " + "\n\n".join(blocks) + "\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    for number, name in enumerate(NAMES):
        for place, locale in enumerate(LOCALES):
            if (number + place) % 7:
                clean = (number + place) % 5 == 0
                write(folder / "source" / locale / f"{name}.md", delivery(locale, name, spans=not clean))
        if number % 4 == 0:
            write(folder / f"source/en-US/{name}.md", f"# The topic {name}\n\nWait **3** days, the sail.\n\nNew.\n")
    write(folder / "source/en-US/TOC.yml", f"- name: Start\n  href: {NAMES[0]}.md\n- href: {NAMES[1]}.md\n")
    (folder / "source/sv-SE/broken.md").mkdir()
    (folder / "source/tr-TR/fleet/fifo.md").symlink_to("topic-1.md")
    write(folder / "pyproject.toml", "[tool.bitext]\nsearch = false\nprove_seconds = 1\n")
    monkeypatch.chdir(folder)
    return folder


def test_a_look_without_a_search_tells_what_a_look_for_one_tells(root: Path) -> None:
    project = project_at(root)
    alone = dataclasses.replace(project, settings=dataclasses.replace(project.settings, prove_seconds=0))
    (portion,) = cut_all(project)
    found, quick = look(project, portion), look(alone, portion)
    assert found.asked
    assert quick == dataclasses.replace(found, asked={})
    assert found.carriers
    assert found.clean


def cut_all(project: Project) -> list[Portion]:
    """Return all articles as one portion."""
    files = {key: file for one in cut(find_tree(project, LOCALES).files, {}) for key, file in one.files.items()}
    return [Portion(files, {})]


def project_at(root: Path) -> Project:
    return load_project(root / "source", root / "locale", root / "build")


def trees(root: Path) -> dict[str, bytes]:
    files = (path for name in ("source", "locale") for path in (root / name).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if not path.name.startswith(".")}


def assert_checks_as_from_nothing(root: Path, means: Means | None = None) -> None:
    """Check what is kept against a run that keeps nothing and holds all articles at once."""
    project = project_at(root)
    found = check_project(project, LOCALES, means)
    ingested = ingest(project, LOCALES, write=False)
    assert found.checked.findings == find_all(ingested, LOCALES, read_glossary(project))
    assert found.checked.statuses == build_statuses(ingested, LOCALES)
    assert found.checked.comments == read_comments(project, ingested, LOCALES)
    assert list(found.bitexts()) == list(ingested.corpus.bitexts)


@pytest.mark.parametrize("few", [0, 1_000_000])
def test_an_ingest_in_portions_writes_and_says_what_one_of_everything_does(
    root: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    other = root.with_name("other")
    shutil.copytree(root, other, symlinks=True)
    monkeypatch.setattr(gathering, "FEW", few)
    gathered = gather(project_at(root), write=True, means=MANY)
    monkeypatch.chdir(other)
    whole = ingest(project_at(other))
    assert trees(root) == trees(other)
    assert sorted(map(str, gathered.ingested.findings)) == sorted(map(str, whole.findings))
    assert whole.findings, "what cannot be read is said"
    english = [article.english for article in whole.corpus.articles.values() if article.english]
    assert gathered.proofs == [(one.origin, one.proof) for one in english]
    assert gathered.ingested.tally == whole.tally
    assert gathered.catalogs == len(whole.catalogs)
    assert gathered.ingested.written_catalogs == whole.written_catalogs > 0
    assert gathered.ingested.written_english == whole.written_english > 0
    assert gathered.ingested.rules == whole.rules
    assert {Path(name).name for name in gathered.ingested.written} == {Path(name).name for name in whole.written}


def test_messages_that_writers_changed_are_told_as_by_one_ingest(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(project_at(root))
    for name in NAMES[::4]:
        file = root / f"source/en-US/{name}.md"
        file.write_text(file.read_text(encoding="utf-8").replace("3", "5"), encoding="utf-8")
    other = root.with_name("other")
    shutil.copytree(root, other, symlinks=True)
    gathered = gather(project_at(root), write=True)
    monkeypatch.chdir(other)
    whole = ingest(project_at(other))
    assert list(gathered.ingested.changes.values()) == list(whole.changes.values())
    assert whole.changes
    assert trees(root) == trees(other)


def test_other_processes_find_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "FEW", 0)
    gather(project_at(root), write=True, means=MANY)
    assert_checks_as_from_nothing(root, MANY)


def test_a_project_that_may_not_be_written_can_be_checked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sphinx_bitext.workflows.gathering.os.access", lambda *_: False)
    assert_checks_as_from_nothing(root)
    assert export_project(project_at(root), LOCALES, "sxs", root / "out")[0].written > 100
    assert not list((root / "build" / "known").iterdir())


@pytest.mark.parametrize("form", ["sxs", "markdown"])
def test_an_export_in_portions_writes_what_one_of_everything_does(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: ArticleFormat
) -> None:
    project = project_at(root)
    gather(project, write=True)
    catalog = project.catalog_path("sv-SE", NAMES[2])
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("dagar", "dygn"), encoding="utf-8")
    wanted = export_articles(ingest(project, write=False), LOCALES, form, tmp_path / "wanted")
    monkeypatch.setattr(gathering, "FEW", 0)
    found, unreadable = export_project(project, LOCALES, form, tmp_path / "found", MANY)
    assert (found, unreadable) == (wanted, 0)
    assert wanted.edited == 1
    files = [path for path in (tmp_path / "wanted").rglob("*") if path.is_file()]
    assert len(files) == wanted.written == sum(wanted.articles.values()) > 100
    for path in files:
        assert (tmp_path / "found" / path.relative_to(tmp_path / "wanted")).read_bytes() == path.read_bytes()
    assert export_project(project, LOCALES, form, tmp_path / "found")[0].written == 0


class Watch:
    """Counts what is worked through again."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.done: dict[str, int] = {}
        for module, name in ((gathering, "look"), (gathering, "work"), (checked, "_check_locale")):
            patch.setattr(module, name, self._counted(name, getattr(module, name)))

    def _counted(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:  # noqa: ANN401 (whatever the function takes)
            self.done[name] = self.done.get(name, 0) + 1
            return function(*arguments)

        return counted

    def last(self) -> dict[str, int]:
        done, self.done = self.done, {}
        return done


def test_what_has_not_changed_is_not_worked_through_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, watch = project_at(root), Watch(monkeypatch)
    gather(project, write=True)
    check_project(project, LOCALES)
    first = watch.last()
    assert first["look"] == first["work"] > 4
    check_project(project, LOCALES)
    assert watch.last() == {}

    catalog = project.catalog_path("sv-SE", NAMES[2])
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("dagar", "dygn"), encoding="utf-8")
    assert_checks_as_from_nothing(root)
    assert watch.last() == {"work": 1}, "checks of the corpus ask the deliveries, not the catalogs"

    write(root / f"source/lv-LV/{NAMES[2]}.md", delivery("lv-LV", NAMES[2], "bura"))
    assert_checks_as_from_nothing(root)
    assert watch.last() == {"look": 1, "work": 1, "_check_locale": 1}, "that locale, and no other"


def test_articles_are_counted_again_where_something_has_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, watch = project_at(root), Watch(monkeypatch)
    gather(project, write=True)
    rows = assert_counted_as_from_nothing(root)
    assert max(cell.translated for row in rows for cell in row.locales) > 1
    watch.last()
    assert assert_counted_as_from_nothing(root) == rows
    assert watch.last() == {}

    catalog = project.catalog_path("sv-SE", NAMES[2])
    catalog.write_text(catalog.read_text(encoding="utf-8").replace("dagar", "dygn"), encoding="utf-8")
    assert assert_counted_as_from_nothing(root) != rows
    assert watch.last() == {"work": 1}
    (root / f"source/lv-LV/{NAMES[2]}.md").unlink()
    assert_counted_as_from_nothing(root)
    assert count_project(project, ("tr-TR",)) == build_statuses(ingest(project, ("tr-TR",), write=False), ("tr-TR",))


def assert_counted_as_from_nothing(root: Path) -> tuple[ArticleStatus, ...]:
    project = project_at(root)
    rows = count_project(project, LOCALES)
    assert rows == build_statuses(ingest(project, LOCALES, write=False), LOCALES)
    return rows


@pytest.mark.parametrize("damage", ["remove", "cut"])
@pytest.mark.parametrize("kind", ["look", "check", "bitexts", "corpus"])
def test_what_is_kept_may_be_damaged_or_gone(root: Path, kind: str, damage: str) -> None:
    check_project(project_at(root), LOCALES)
    files = sorted((root / "build/known" / kind).rglob("*.pickle"))
    assert files
    for file in files[::2]:
        if damage == "remove":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:-1])
    write(root / f"source/sv-SE/{NAMES[5]}.md", delivery("sv-SE", NAMES[5], "duken"))
    assert_checks_as_from_nothing(root)


def _edits(root: Path, chance: random.Random) -> list[Callable[[], object]]:
    name, locale = chance.choice(NAMES), chance.choice(LOCALES)
    word, file = f"w{chance.randrange(100)}", root / "source" / locale / f"{name}.md"
    catalogs = sorted((root / "locale").rglob("*.po"))

    def silence() -> None:
        catalog = chance.choice(catalogs)
        text = catalog.read_text(encoding="utf-8")
        head, mark, rest = text.partition('\nmsgid "')
        before, mark2, rest = rest.partition("\n\n")
        write(catalog, f"{head}{mark}{before}{mark2}# bitext: ignore {chance.choice(['number', '*'])}\n{rest}")

    return [
        lambda: write(file, delivery(locale, name, word)),
        lambda: write(file, delivery(locale, name, word, spans=False)),
        lambda: file.unlink(missing_ok=True),
        lambda: write(root / f"source/en-US/{name}.md", f"# The topic {name}\n\nWait **3** {word}.\n"),
        lambda: write(root / f"source/{locale}/fleet/{word}.md", delivery(locale, word)),
        silence,
        lambda: write(root / "pyproject.toml", f"[tool.bitext]\nprove_seconds = {chance.randrange(2)}\n"),
        lambda: ingest(project_at(root)),
        lambda: gather(project_at(root), write=True),
    ]


@pytest.mark.parametrize("seed", range(20 if LONG else 1))
def test_whatever_is_edited_the_same_is_found_as_from_nothing(root: Path, seed: int) -> None:
    chance = random.Random(seed)
    gather(project_at(root), write=True)
    for _ in range(8 if LONG else 4):
        for _ in range(chance.choice([1, 1, 3])):
            chance.choice(_edits(root, chance))()
        assert_checks_as_from_nothing(root)


def test_portions_stay_what_they_are_when_articles_come_and_go() -> None:
    files = {("sv-SE", f"a-{number:04}.md"): Path("x") for number in range(1000)}
    before = {tuple(portion.paths) for portion in cut(files, {})}
    assert [path for portion in sorted(before) for path in portion] == sorted(path for _, path in files)
    assert max(map(len, before)) <= 32
    del files["sv-SE", "a-0500.md"]
    files["sv-SE", "a-0100-new.md"] = Path("x")
    assert len({tuple(portion.paths) for portion in cut(files, {})} - before) <= 4
