"""Deliveries into the source tree, byte for byte, wherever they lie."""

from __future__ import annotations

import os
import struct
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from import_trees import archive, article, files, put

from sphinx_bitext.errors import BitextError, StorageError, UsageError
from sphinx_bitext.workflows.importing import Imported, archives, import_paths
from sphinx_bitext.workflows.project import Project, load_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load_project(tmp_path / "p" / "source", tmp_path / "p" / "locale", tmp_path / "p" / "build")


@pytest.mark.corpus
def test_the_seeds_land_under_one_name_in_five_locales(shared: Path, project: Project) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))
    result = import_paths(project, seeds)
    locales = ("id-ID", "lv-LV", "sv-SE", "tr-TR", "vi-VN")
    assert result.articles == Counter(locales)
    assert set(files(project)) == {f"{locale}/communication-credits.md" for locale in locales}
    assert sorted(files(project).values()) == sorted(seed.read_bytes() for seed in seeds)
    again = import_paths(project, seeds)
    assert (again.written, again.articles) == (0, result.articles)


def test_a_folder_with_folders_of_locales_keeps_its_tree(tmp_path: Path, project: Project) -> None:
    content = {
        "repo.sv-SE/articles/sv-SE/sub/a.md": article("sv-SE"),
        "ja-JP/a.md": article(None),
        "ja-JP/media/b.png": b"png",
        "en-US/a.md": b"# Title\n",
    }
    result = import_paths(project, [put(tmp_path / "in", content)])
    assert files(project) == {
        "sv-SE/sub/a.md": article("sv-SE"),
        "ja-JP/a.md": article(None),
        "ja-JP/media/b.png": b"png",
        "en-US/a.md": b"# Title\n",
    }
    assert (result.written, result.assets, result.skipped) == (3, 1, [])


def test_what_the_article_says_of_its_locale_wins_over_the_folder(tmp_path: Path, project: Project) -> None:
    import_paths(project, [put(tmp_path / "in", {"ja-JP/a.md": article("sv-SE")})])
    assert list(files(project)) == ["sv-SE/ja-JP/a.md"]


def test_files_of_one_folder_share_the_locale_that_one_of_them_names(tmp_path: Path, project: Project) -> None:
    content = {"a.md": article("sv-SE"), "b.md": b"# Bara text\n", "m/c.png": b"png"}
    import_paths(project, [put(tmp_path / "in", content)])
    assert set(files(project)) == {"sv-SE/a.md", "sv-SE/b.md", "sv-SE/m/c.png"}


def test_files_without_a_locale_are_named_and_left(tmp_path: Path, project: Project) -> None:
    content = {"a.md": article("sv-SE"), "b.md": article("ja-JP"), "c.md": b"# ?\n", "d.md": article("../../etc")}
    result = import_paths(project, [put(tmp_path / "in", content)])
    assert set(files(project)) == {"sv-SE/a.md", "ja-JP/b.md"}
    assert [Path(skip.file).name for skip in result.skipped] == ["c.md", "d.md"]
    assert all("locale is not known" in skip.reason and skip.withheld for skip in result.skipped)


def test_a_newer_handoff_is_not_replaced_by_an_older_one(tmp_path: Path, project: Project) -> None:
    new, old = article(date="06/01/2021"), article(date="12/31/2020")
    import_paths(project, [put(tmp_path / "new", {"sv-SE/a.md": new})])
    result = import_paths(project, [put(tmp_path / "old", {"sv-SE/a.md": old})])
    assert files(project) == {"sv-SE/a.md": new}
    assert "was handed off later" in result.skipped[0].reason
    assert result.skipped[0].detail.endswith("sv-SE/a.md, 2021-06-01)")
    newest = article(date="06/02/2021")
    import_paths(project, [put(tmp_path / "newest", {"sv-SE/a.md": newest})])
    assert files(project) == {"sv-SE/a.md": newest}


def test_two_files_for_one_place_are_not_both_taken(tmp_path: Path, project: Project) -> None:
    put(tmp_path, {"one/sv-SE/a.md": article(title="1"), "two/sv-SE/a.md": article(title="2")})
    result = import_paths(project, [tmp_path / "one", tmp_path / "two"])
    assert files(project) == {"sv-SE/a.md": article(title="1")}
    assert "goes to the same place" in result.skipped[0].reason
    assert "one/sv-SE/a.md" in result.skipped[0].detail


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ('<a name="getting-started"></a>Kom igång', "getting-started.md"),
        ("Kom igång!", "kom-igång.md"),
        ("../../etc/passwd", "etcpasswd.md"),
        ("!", "lone.md"),
        ("x" * 500, "x" * 60 + ".md"),
    ],
)
def test_a_lone_file_is_named_after_its_heading(tmp_path: Path, project: Project, heading: str, name: str) -> None:
    put(tmp_path, {"lone.txt": article(title=heading)})
    import_paths(project, [tmp_path / "lone.txt"])
    assert list(files(project)) == [f"sv-SE/{name}"]


def test_an_archive_is_taken_like_a_folder(tmp_path: Path, project: Project) -> None:
    content = {"sv-SE/a.md": article(), "sv-SE/m/a.png": b"png", "sv-SE/tool.exe": b"MZ"}
    result = import_paths(project, [archive(tmp_path / "a.zip", content)])
    assert files(project) == {"sv-SE/a.md": article(), "sv-SE/m/a.png": b"png"}
    assert [(skip.file.rpartition("!")[2], skip.withheld) for skip in result.skipped] == [("sv-SE/tool.exe", False)]


@pytest.mark.parametrize(
    "name", ["../a.md", "sv-SE/../../a.md", "/etc/a.md", "sv-SE\\..\\a.md", "../a.png", "/a.png", "sv-SE/./../../a.md"]
)
def test_members_that_lead_out_of_an_archive_are_left(tmp_path: Path, project: Project, name: str) -> None:
    before = set(tmp_path.rglob("*"))
    zipped = archive(tmp_path / "a.zip", {name: article(), "sv-SE/good.md": article()})
    result = import_paths(project, [zipped])
    assert set(files(project)) == {"sv-SE/good.md"}
    assert len(result.skipped) == 1
    assert {path.name for path in set(tmp_path.rglob("*")) - before} == {"a.zip", "p", "source", "sv-SE", "good.md"}


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 10_000)
    zipped = archive(tmp_path / "a.zip", {"sv-SE/a.png": b"0" * 10_001})
    with pytest.raises(UsageError, match="unpacks to more than"):
        import_paths(project, [zipped])
    assert not project.source_dir.exists()


def test_an_archive_that_lies_about_its_sizes_gives_no_more_than_it_says(tmp_path: Path, project: Project) -> None:
    zipped = archive(tmp_path / "a.zip", {"sv-SE/a.png": b"0" * 1_000_000})
    data = zipped.read_bytes()
    zipped.write_bytes(data.replace(struct.pack("<L", 1_000_000), struct.pack("<L", 10)))
    with pytest.raises(BitextError):
        import_paths(project, [zipped])
    assert not project.source_dir.exists()


def test_too_large_an_article_in_an_archive_is_left(tmp_path: Path, project: Project) -> None:
    zipped = archive(tmp_path / "a.zip", {"sv-SE/a.md": os.urandom(2 * 1024 * 1024 + 1), "sv-SE/b.md": article()})
    result = import_paths(project, [zipped])
    assert set(files(project)) == {"sv-SE/b.md"}
    assert "larger than" in result.skipped[0].reason


@pytest.mark.parametrize("damage", ["truncated", "garbage", "bits"])
def test_a_damaged_archive_is_one_clear_error(tmp_path: Path, project: Project, damage: str) -> None:
    zipped = archive(tmp_path / "a.zip", {"sv-SE/a.md": article(more="text " * 500)})
    data = bytearray(zipped.read_bytes())
    if damage == "bits":
        data[60:80] = b"\xff" * 20
    zipped.write_bytes({"truncated": bytes(data[:-30]), "garbage": b"PK no zip", "bits": bytes(data)}[damage])
    with pytest.raises(StorageError, match="not a readable zip archive") as caught:
        import_paths(project, [zipped])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED])
def test_damage_of_any_compression_is_one_clear_error(tmp_path: Path, project: Project, method: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as out:
        out.writestr("sv-SE/a.md", os.urandom(4000))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[45:300] = bytes(255)
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(StorageError, match="not a readable zip archive"):
        import_paths(project, [tmp_path / "a.zip"])


def test_links_and_pipes_of_a_folder_are_named_and_left(tmp_path: Path, project: Project) -> None:
    folder = put(tmp_path / "in", {"sv-SE/a.md": article()})
    (folder / "sv-SE" / "passwd.md").symlink_to("/etc/passwd")
    os.mkfifo(folder / "sv-SE" / "pipe.md")
    result = import_paths(project, [folder])
    assert set(files(project)) == {"sv-SE/a.md"}
    assert len(result.skipped) == 2


@pytest.mark.parametrize("make", ["nothing", "fifo"])
def test_a_path_that_cannot_be_read_is_one_clear_error(tmp_path: Path, project: Project, make: str) -> None:
    if make == "fifo":
        os.mkfifo(tmp_path / "x")
    with pytest.raises(BitextError) as caught:
        import_paths(project, [tmp_path / "x"])
    assert "\n" not in str(caught.value)


def test_nothing_is_an_empty_import(tmp_path: Path, project: Project) -> None:
    (tmp_path / "in").mkdir()
    assert import_paths(project, [tmp_path / "in"]) == Imported()
