"""A build after edits does little, and gives the same bytes as a clean one."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from incremental_project import ARTICLES, Workshop, delivery, write

from sphinx_bitext.publish.build import Built, publish
from sphinx_bitext.workflows.preparing import prepare_ingested
from sphinx_bitext.workflows.project import load_project
from sphinx_bitext.workflows.renewing import Renewer
from support import LONG


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with pytest.MonkeyPatch.context() as patch:
        made = Workshop(tmp_path_factory.mktemp("workshop") / "project", patch)
        made.build()
        assert sorted(made.started) == ["de-DE", "en-US", "sv-SE"]
        yield made


@pytest.fixture
def settled(workshop: Workshop) -> Workshop:
    workshop.build()
    return workshop


def changed_pages(workshop: Workshop, before: dict[str, int]) -> set[str]:
    return {name for name, time in workshop.written().items() if before.get(name) != time}


def test_nothing_changed_starts_nothing(settled: Workshop) -> None:
    before = settled.written()
    assert settled.build() == 0
    assert (settled.ingests, settled.started, changed_pages(settled, before)) == (0, [], set())


def test_an_edited_translation_makes_its_page_alone(settled: Workshop, tmp_path: Path) -> None:
    before = settled.written()
    settled.translate("sv-SE", "guide/sails", "Mind the boom.", "Akta bommen!")
    assert settled.build() == 0
    assert (settled.ingests, settled.started) == (0, ["sv-SE"])
    assert set(settled.parsed) == {"guide/sails.md"}, "no other article is read"
    changed = changed_pages(settled, before)
    assert "sv-se/guide/sails.html" in changed
    assert not {name for name in changed if not name.startswith("sv-se/")}
    assert "sv-se/harbour.html" not in changed
    assert b"Akta bommen!" in settled.published()["html/sv-se/guide/sails.html"]
    assert settled.differences(tmp_path / "clean") == []


def test_an_edited_title_reaches_whatever_names_it(settled: Workshop, tmp_path: Path) -> None:
    settled.translate("sv-SE", "guide/boats", "Boats på svenska", "Båtar")
    settled.build()
    assert (settled.ingests, settled.started) == (0, ["sv-SE"])
    assert "Båtar".encode() in settled.published()["html/sv-se/guide/sails.html"], "the page before"
    assert settled.differences(tmp_path / "clean") == []


def test_edits_in_two_locales_and_an_entry_that_is_emptied(settled: Workshop, tmp_path: Path) -> None:
    settled.translate("sv-SE", "index", "på svenska: Nothing else is here.", "")
    settled.translate("de-DE", "index", "auf Deutsch", "wörtlich")
    settled.build()
    assert (settled.ingests, sorted(settled.started)) == (0, ["de-DE", "sv-SE"])
    assert settled.differences(tmp_path / "clean") == []


def test_a_delivery_starts_its_locale_alone(settled: Workshop, tmp_path: Path) -> None:
    write(settled.root / "source/de-DE/guide/sails.md", delivery("de-DE", "guide/sails", "neu geliefert"))
    settled.build()
    assert (settled.ingests, settled.started) == (1, ["de-DE"])
    assert settled.differences(tmp_path / "clean") == []


def test_a_page_that_was_deleted_comes_back(settled: Workshop) -> None:
    before = settled.published()
    (settled.root / "build/html/de-de/harbour.html").unlink()
    settled.build()
    assert settled.started == ["de-DE"]
    assert settled.published() == before


def test_a_folder_of_pages_that_was_removed_comes_back(settled: Workshop) -> None:
    before = settled.published()
    shutil.rmtree(settled.root / "build/html/sv-se/guide")
    settled.build()
    assert settled.started == ["sv-SE"]
    assert settled.published() == before


def test_a_catalog_of_the_same_size_that_takes_the_place_of_another_is_seen(settled: Workshop) -> None:
    catalog = settled.root / "locale/sv/LC_MESSAGES/guide/sails.po"
    new = catalog.with_name("new")
    new.write_text(catalog.read_text(encoding="utf-8").replace("svenska: Wind is", "svenska: Vind is"), "utf-8")
    assert new.stat().st_size == catalog.stat().st_size
    new.replace(catalog)
    settled.build()
    assert (settled.ingests, settled.started) == (0, ["sv-SE"])
    assert b"Vind is" in settled.published()["html/sv-se/guide/sails.html"]


def test_a_catalog_behind_a_link_is_seen(settled: Workshop, tmp_path: Path) -> None:
    catalog, elsewhere = settled.root / "locale/sv/LC_MESSAGES/index.po", tmp_path / "index.po"
    catalog.rename(elsewhere)
    catalog.symlink_to(elsewhere)
    settled.build()
    elsewhere.write_text(elsewhere.read_text(encoding="utf-8").replace("svenska: Read", "svenska: Las"), "utf-8")
    settled.build()
    assert b"Las about" in settled.published()["html/sv-se/index.html"]
    elsewhere.replace(catalog)


def test_a_list_of_redirections_leads_links_to_moved_articles_elsewhere(settled: Workshop, tmp_path: Path) -> None:
    write(settled.root / "source/en-US/harbour.md", "# Harbour\n\n[Old](old.md)\n")
    for target in ("boats", "sails"):
        moved = f'{{"redirections": [{{"source_path": "source/en-US/old.md", "redirect_url": "guide/{target}.md"}}]}}'
        write(settled.root / ".openpublishing.redirection.json", moved)
        settled.build()
        assert f'href="guide/{target}.html">Old'.encode() in settled.published()["html/en-us/harbour.html"]
    assert settled.differences(tmp_path / "clean") == []


def test_a_heading_that_is_gone_takes_links_to_it_to_the_beginning(settled: Workshop, tmp_path: Path) -> None:
    write(settled.root / "source/en-US/index.md", "# Home\n\n[Place](harbour.md#place)\n")
    for heading, end in (("Place", "#place"), ("Gone", "")):
        write(settled.root / "source/en-US/harbour.md", f"# Harbour\n\n## {heading}\n\nText.\n")
        settled.build()
        assert f'href="harbour.html{end}">Place'.encode() in settled.published()["html/en-us/index.html"]
    assert settled.differences(tmp_path / "clean") == []


def test_what_live_edits_publish_is_no_secret_to_the_next_build(settled: Workshop, tmp_path: Path) -> None:
    renewer = Renewer(load_project(settled.root / "source", settled.root / "locale", settled.root / "build"))
    for word in ("levande", "igen"):
        settled.translate("sv-SE", "guide/boats", "svenska: ", f"svenska: {word} ")
        assert renewer.renew([settled.root / "locale/sv/LC_MESSAGES/guide/boats.po"]) == ("sv-SE",)
        site = prepare_ingested(renewer.project, renewer.ingested, ["sv-SE"], ["de-DE"])
        publish(renewer.project, site, Built(("sv-SE",)), jobs=1, tell=lambda *_: None)
        assert word.encode() in settled.published()["html/sv-se/guide/boats.html"]
    settled.build()
    assert settled.differences(tmp_path / "clean") == []
    settled.translate("sv-SE", "guide/boats", "igen", "borta")
    settled.build()
    assert (settled.ingests, settled.started) == (0, ["sv-SE"])
    assert settled.differences(tmp_path / "clean") == []


@pytest.mark.parametrize("name", ["known", "pages", "doctrees"])
def test_what_is_kept_may_be_damaged_or_deleted(settled: Workshop, tmp_path: Path, name: str) -> None:
    files = sorted(path for path in (settled.root / "build" / name).rglob("*") if path.suffix in (".pickle", ".pages"))
    assert files
    for number, file in enumerate(files):
        if number % 3 == 2:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[: -1 if number % 3 else 40])
    settled.translate("sv-SE", "guide/sails", "svenska", f"svenska ({name})")
    assert settled.build() == 0
    assert sorted(set(settled.started)) == (["de-DE", "en-US", "sv-SE"] if name == "doctrees" else ["sv-SE"])
    assert settled.differences(tmp_path / "clean") == []


def test_timings_name_the_stages(settled: Workshop, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    settled.translate("de-DE", "guide/boats", "Deutsch", "Deutsch!")
    capsysbinary.readouterr()
    settled.build("--timings")
    out = capsysbinary.readouterr().out.decode()
    stages = [line.split(maxsplit=1)[1] for line in out.partition("seconds  stage\n")[2].splitlines()]
    assert stages == ["looking for changes", "publishing locales", "all"]


def _edits(workshop: Workshop, chance: random.Random) -> list[Callable[[], None]]:
    """Return what somebody may do to a project, each with its own choice of place and words."""
    name, locale = chance.choice(sorted(ARTICLES)), chance.choice(["sv-SE", "de-DE"])
    word = f"w{chance.randrange(1000)}"
    source, catalogs = workshop.root / "source", workshop.root / "locale" / locale[:2] / "LC_MESSAGES"
    catalog, image = catalogs / f"{name}.po", source / "en-US/guide/media/boat.png"

    def first_translation() -> None:
        text = catalog.read_text(encoding="utf-8") if catalog.is_file() else ""
        head, mark, rest = text.partition('msgstr "')
        before, mark2, behind = rest.partition('\nmsgstr "')
        if mark and mark2:
            catalog.write_text(f"{head}{mark}{before}{mark2}{word} {behind}", encoding="utf-8")

    def english() -> None:
        title, *texts = ARTICLES[name]
        write(source / f"en-US/{name}.md", f"# {title}\n\n{texts[0]} {word}.\n\n{texts[1]}\n")

    def contents() -> None:
        write(source / "en-US/TOC.yml", f"- name: {word}\n  href: {name}.md\n")

    def settings() -> None:
        write(workshop.root / "pyproject.toml", f"[tool.bitext]\nsearch = false\nsite_title = '{word}'\n")

    return [
        first_translation,
        lambda: write(source / locale / f"{name}.md", delivery(locale, name, word)),
        english,
        contents,
        settings,
        lambda: write(image, word),
        lambda: image.unlink(missing_ok=True),
        lambda: (source / locale / f"{name}.md").unlink(missing_ok=True),
        lambda: catalog.unlink(missing_ok=True),
        lambda: write(source / "en-US" / f"{word}.md", f"# {word}\n\nSee [home](index.md).\n"),
        lambda: write(source / "en-US" / "guide/sails.md", f"# Sails\n\n[gone]({word}.md) [place]({name}.md#place)\n"),
        lambda: write(source / "en-US" / f"{name}.md", f"# {name}\n\n## Place\n\n[moved](old.md)\n"),
        lambda: write(
            workshop.root / ".openpublishing.redirection.json",
            f'{{"redirections": [{{"source_path": "source/en-US/old.md", "redirect_url": "{name}.md"}}]}}',
        ),
    ]


@pytest.mark.parametrize("seed", range(30 if LONG else 2))
def test_whatever_is_edited_the_bytes_are_those_of_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    workshop = Workshop(tmp_path / "project", monkeypatch)
    workshop.build()
    for step in range(4):
        for _ in range(chance.choice([1, 1, 2])):
            chance.choice(_edits(workshop, chance))()
        workshop.build()
        assert workshop.differences(tmp_path / "clean") == [], f"after step {step}"
