"""Catalogs, memories, XLIFF files, terms and the pseudo-locale, made in portions: as from all articles at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from incremental_project import FRONT, write

from sphinx_bitext.catalogs.exchange.tmx import render_tmx
from sphinx_bitext.errors import StorageError
from sphinx_bitext.store import read_text
from sphinx_bitext.terms.mining import count_terms, mine_terms
from sphinx_bitext.workflows import gathering
from sphinx_bitext.workflows.exchanging import Exchanging, Remembering, export_tmx, export_xliff
from sphinx_bitext.workflows.gathering import Means, gather
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from sphinx_bitext.workflows.pseudo import Pretending, write_pseudo
from sphinx_bitext.workflows.terms import propose_terms
from support import LONG, unit

NAMES = [f"{folder}/part-{number:02}" for folder in ("deck", "rigging") for number in range(12)]
WORDS = {"fi-FI": "Nosta", "nl-NL": "Hijs", "sv-SE": "Hissa"}
LOCALES = tuple(WORDS)
MANY = Means(jobs=2)
ENGLISH = "# Part {number}\n\nHoist **Sail {number}** in Contoso Mast.\n\nSee [Knots](/knots).\n"


def delivery(locale: str, number: int) -> str:
    """Return a delivery; each fifth is clean, and one holds a character that XML cannot hold."""
    odd = "\x1b" if number == 7 else ""
    pairs = (
        (f"{WORDS[locale]} {number}", f"Part {number}"),
        (f"{WORDS[locale]}{odd} **Segel {number}** Contoso Mast.", f"Hoist **Sail {number}** in Contoso Mast."),
        (f"{WORDS[locale]} [{WORDS[locale]}knop](/knots).", "See [Knots](/knots)."),
    )
    clean = (number + len(locale) + LOCALES.index(locale)) % 5 == 0
    blocks = [one if clean else unit(f"0abcd-{101 + at}", one, other) for at, (one, other) in enumerate(pairs)]
    return FRONT.format(kind="HT" if number % 2 else "MT", locale=locale) + "# " + "\n\n".join(blocks) + "\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "project"
    for number, name in enumerate(NAMES):
        for place, locale in enumerate(LOCALES):
            if (number + place) % 6:
                write(root / "source" / locale / f"{name}.md", delivery(locale, number))
        if number % 3 == 0:
            write(root / f"source/en-US/{name}.md", ENGLISH.format(number=number))
    write(root / "source/en-US/TOC.yml", f"- name: All parts\n  href: {NAMES[0]}.md\n- href: {NAMES[1]}.md\n")
    (root / "source/sv-SE/broken.md").mkdir()
    monkeypatch.chdir(root)
    found = project_at(root)
    gather(found, write=True)
    catalog = found.catalog_path("sv-SE", NAMES[2])
    write(catalog, catalog.read_text(encoding="utf-8").replace("Hissa", "Dra upp"))
    return found


def project_at(root: Path) -> Project:
    return load_project(root / "source", root / "locale", root / "build")


@pytest.fixture(params=[0, 1_000_000], ids=["several processes", "one process"])
def _few(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setattr(gathering, "FEW", request.param)


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.usefixtures("_few")
def test_catalogs_are_updated_and_english_stays(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES[::6]:
        english = project.english_dir / f"{name}.md"
        write(english, english.read_text(encoding="utf-8").replace("Hoist", "Pull up"))
    (project.english_dir / f"{NAMES[1]}.md").unlink()
    before, records = tree(project.source_dir), (project.locale_dir / "english.toml").read_bytes()
    shutil.copytree(project.source_dir.parent, tmp_path / "other", symlinks=True)
    gathered = gather(project, LOCALES[1:], write=True, english=False, means=MANY)
    monkeypatch.chdir(tmp_path / "other")
    whole = ingest(project_at(tmp_path / "other"), LOCALES[1:])
    found = gathered.ingested
    assert tree(project.source_dir) == before
    assert (project.locale_dir / "english.toml").read_bytes() == records
    wanted = tree(tmp_path / "other" / "locale")
    assert tree(project.locale_dir) == {**wanted, "english.toml": records}
    assert list(found.changes.values()) == list(whole.changes.values())
    assert len(whole.changes) == len(NAMES[::6])
    assert (gathered.catalogs, found.written_catalogs) == (len(whole.catalogs), whole.written_catalogs)
    assert (found.written_english, found.unreadable) == (0, 0)


def test_what_cannot_be_read_is_said_in_the_order_of_one_ingest(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale, name in (("nl-NL", NAMES[4]), ("fi-FI", NAMES[20])):
        catalog = project.catalog_path(locale, name)
        write(catalog, catalog.read_text(encoding="utf-8") + '\nmsgid "half\n')

    def read(path: Path) -> str:
        if path.parent.parent.name in ("fi-FI", "sv-SE") and path.name in ("part-03.md", "part-08.md"):
            raise StorageError(f"{path}: cannot be read")
        return read_text(path)

    monkeypatch.setattr("sphinx_bitext.workflows.reading.read_text", read)
    found = gather(project, write=False).ingested.findings
    assert found == ingest(project, write=False).findings
    assert [one.code for one in found].count("skipped-file") > 5
    assert [one.code for one in found].count("catalog-syntax") == 2


def assert_same_memories(project: Project, out: Path, source: str) -> None:
    """Export memories from this locale in portions, and hold them against one portion of everything."""
    locales = tuple(locale for locale in project.target_locales() if locale != source)
    then = Remembering(source, locales, out / "pieces", codes=False)
    answer = then(project, ingest(project, write=False), "all")
    for locale in locales:
        piece = read_text(then.file(locale, "all"))
        write(out / "wanted" / f"{source}_{locale}.tmx", "".join(render_tmx([piece], source)))
    found = export_tmx(project, project.target_locales(), out / "found", source_locale=source, means=MANY)
    assert tree(out / "found") == tree(out / "wanted")
    assert found.units == sum(answer[locale].units for locale in locales) > 90
    assert found.findings == [finding for locale in locales for finding in answer[locale].findings]
    assert found.files == found.written == len(locales)


def assert_same_xliff(project: Project, out: Path, locales: tuple[str, ...]) -> None:
    """Export XLIFF files in portions, and hold them against one portion of everything."""
    whole = Exchanging(locales, out / "wanted", codes=True)(project, ingest(project, locales, write=False), "all")
    found = export_xliff(project, locales, out / "found", means=MANY)
    assert found == whole
    assert whole.files == whole.written > 40
    assert tree(out / "found") == tree(out / "wanted")


@pytest.mark.usefixtures("_few")
@pytest.mark.parametrize("source", ["en-US", "nl-NL"])
def test_memories_are_joined_from_portions(project: Project, tmp_path: Path, source: str) -> None:
    assert_same_memories(project, tmp_path, source)
    assert "\ufffd" in (tmp_path / "found" / f"{source}_sv-SE.tmx").read_text(encoding="utf-8")


def test_memories_are_joined_below_build_or_elsewhere(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = project.output_dir / "known" / "tmx" / "of-a-run-that-was-killed"
    write(left / "sv-SE" / "piece", "<tu>")
    export_tmx(project, LOCALES, tmp_path / "first")
    assert tree(project.output_dir / "known" / "tmx") == {}
    assert not left.exists()
    monkeypatch.setattr("sphinx_bitext.workflows.gathering.os.access", lambda *_: False)
    shutil.rmtree(project.output_dir)
    export_tmx(project, LOCALES, tmp_path / "second")
    assert tree(project.output_dir) == {}
    assert tree(tmp_path / "second") == tree(tmp_path / "first")


@pytest.mark.usefixtures("_few")
def test_each_portion_writes_its_xliff_files(project: Project, tmp_path: Path) -> None:
    assert_same_xliff(project, tmp_path, LOCALES[1:])
    assert export_xliff(project, LOCALES[1:], tmp_path / "found", means=MANY).written == 0


@pytest.mark.usefixtures("_few")
def test_terms_are_counted_in_portions(project: Project) -> None:
    whole = count_terms(ingest(project, write=False).corpus.bitexts)
    for locales, minimum in ((LOCALES, 3), (LOCALES[:1], 2)):
        found = propose_terms(project, locales, minimum, MANY)
        assert found == mine_terms(whole, locales, minimum)
        assert len(found) > 1


@pytest.mark.usefixtures("_few")
def test_each_portion_writes_its_part_of_the_pseudo_locale(project: Project, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(project.source_dir.parent, other, symlinks=True)
    written = Pretending()(project_at(other), ingest(project_at(other), write=False), "all")
    found = write_pseudo(project, MANY)
    toc = project.source_dir / "qps-ploc" / "TOC.yml"
    assert toc.is_file()
    shutil.copyfile(toc, other / "source" / "qps-ploc" / "TOC.yml")
    assert tree(project.source_dir) == tree(other / "source")
    assert (found.articles, found.written, found.removed) == (len(written), len(written) + 1, 0)
    assert len(written) == len(NAMES)
    assert write_pseudo(project, MANY).written == 0


@pytest.mark.corpus
@pytest.mark.long
def test_portions_of_real_deliveries(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in sorted(corpus.glob("??-??/sxs")):
        for file in sorted(folder.rglob("*.md"))[:: 1 if LONG else 12]:
            copy = tmp_path / "source" / folder.parent.name / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    write(tmp_path / "pyproject.toml", "[tool.bitext]\nprove_seconds = 0\n")
    monkeypatch.setattr(gathering, "FEW", 0)
    project = project_at(tmp_path)
    assert_same_memories(project, tmp_path / "english", "en-US")
    assert_same_memories(project, tmp_path / "swedish", "sv-SE")
    assert_same_xliff(project, tmp_path / "xliff", project.target_locales())
    whole = count_terms(ingest(project, write=False).corpus.bitexts)
    assert propose_terms(project, (), 2, MANY) == mine_terms(whole, (), 2)
