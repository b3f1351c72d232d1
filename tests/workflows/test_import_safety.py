"""Imports of what is odd or hostile: names, archives, and work that is there already."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import unicodedata
import zipfile
from pathlib import Path

import pytest
from import_trees import archive, article, files, put

from sphinx_bitext.errors import BitextError, StorageError, UsageError
from sphinx_bitext.store import write_bytes
from sphinx_bitext.workflows.importing import Imported, archives, import_paths, writing
from sphinx_bitext.workflows.importing.names import clash_key, settled, trouble_with
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from support import unit


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load_project(tmp_path / "p" / "source", tmp_path / "p" / "locale", tmp_path / "p" / "build")


def reasons(result: Imported) -> list[str]:
    return [skip.reason for skip in result.skipped]


@pytest.mark.parametrize(
    "name", ["a\u2013b.md", "a\u200bb.md", "日本語/記事.md", "a b.md", "a'b.md", "$(x).md", "-rf.md"]
)
def test_odd_names_are_kept(tmp_path: Path, project: Project, name: str) -> None:
    import_paths(project, [put(tmp_path / "in", {f"sv-SE/{name}": article()})])
    assert set(files(project)) == {f"sv-SE/{name}"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a\nb.md", "control characters"),
        ("a\u202egpj.md", "control characters"),
        ("a\udcff.md", "not valid UTF-8"),
        ("x" * 241 + ".md", "too long"),
        ("/".join(["x" * 200] * 6) + ".md", "too long"),
        ("con.md", "every file system"),
        ("a/LPT1.x/b.md", "every file system"),
        ("a /b.md", "every file system"),
        ("a\\b.md", "every file system"),
        ("_static/a.md", "published pages keep files"),
        (".a.md", "begins with a dot"),
        (".a/b.png", "begins with a dot"),
    ],
)
def test_names_that_cannot_stand_in_the_tree(name: str, reason: str) -> None:
    assert reason in trouble_with(name)


def test_a_name_that_cannot_stand_is_listed(tmp_path: Path, project: Project) -> None:
    put(tmp_path / "in", {"sv-SE/a.md": article(), "sv-SE/aux.md": article(), "sv-SE/_static/b.md": article()})
    (tmp_path / "in" / "sv-SE" / "x\x1b[31m.md").write_bytes(article())
    result = import_paths(project, [tmp_path / "in"])
    assert set(files(project)) == {"sv-SE/a.md"}
    assert (len(set(reasons(result))), result.withheld) == (3, 3)


@pytest.mark.parametrize(("first", "second"), [("Ö.md", "ö.md"), ("A/b.md", "a/B.MD"), ("straße.md", "STRASSE.md")])
def test_two_names_that_differ_in_case_are_one_file_elsewhere(
    tmp_path: Path, project: Project, first: str, second: str
) -> None:
    put(tmp_path, {f"1/sv-SE/{first}": article(title="1"), f"2/sv-SE/{second}": article(title="2")})
    result = import_paths(project, [tmp_path / "1", tmp_path / "2"])
    assert files(project) == {f"sv-SE/{first}": article(title="1")}
    assert (reasons(result), result.withheld) == ([writing.SAME_PLACE], 1)
    again = import_paths(project, [tmp_path / "2"])
    assert files(project) == {f"sv-SE/{first}": article(title="1")}
    assert (reasons(again), again.withheld) == ([writing.OTHER_SPELLING], 1)


def test_composed_and_decomposed_names_are_one_article(tmp_path: Path, project: Project) -> None:
    name = unicodedata.normalize("NFD", "igång.md")
    put(tmp_path, {f"in/sv-SE/{name}": article(), "in/ja-JP/igång.md": article("ja-JP")})
    import_paths(project, [tmp_path / "in"])
    assert set(files(project)) == {"sv-SE/igång.md", "ja-JP/igång.md"}
    assert settled(f"x.d/{name}") == "x.d/igång.md"
    assert clash_key("Ǆ.md") == clash_key("ǆ.md")


def test_a_folder_of_a_locale_that_is_there_keeps_its_spelling(tmp_path: Path, project: Project) -> None:
    put(project.source_dir, {"sv-se/a.md": article()})
    import_paths(project, [put(tmp_path / "in", {"a.md": article(), "b.md": article()})])
    assert set(files(project)) == {"sv-se/a.md", "sv-se/b.md"}


def test_a_folder_in_the_way_of_a_file_stops_nothing(tmp_path: Path, project: Project) -> None:
    put(project.source_dir, {"sv-SE/a.md/b.md": article(), "sv-SE/c": b"file"})
    put(tmp_path / "in", {"sv-SE/a.md": article(), "sv-SE/c/d.md": article(), "sv-SE/e.md": article()})
    result = import_paths(project, [tmp_path / "in"])
    assert (reasons(result), result.withheld, result.written) == ([writing.BLOCKED] * 2, 2, 1)


def test_a_dry_run_says_what_an_import_does(tmp_path: Path, project: Project) -> None:
    content = {"sv-SE/a.md": article(), "sv-SE/A.md": article(), "sv-SE/m.png": b"png", "b.md": b"# ?\n"}
    put(tmp_path / "in", content)
    dry = import_paths(project, [tmp_path / "in"], dry_run=True)
    assert not project.source_dir.exists()
    wet = import_paths(project, [tmp_path / "in"])
    assert dry == wet
    again = import_paths(project, [tmp_path / "in"], dry_run=True)
    assert (again.written, again.assets, again.articles) == (0, 0, wet.articles)


def test_english_of_a_writer_stays_unless_it_is_to_go(tmp_path: Path, project: Project) -> None:
    put(project.source_dir, {"en-US/a.md": b"# Mine\n"})
    put(tmp_path / "en-US", {"a.md": b"# Theirs\n", "b.md": b"# New\n"})
    result = import_paths(project, [tmp_path / "en-US"])
    assert files(project) == {"en-US/a.md": b"# Mine\n", "en-US/b.md": b"# New\n"}
    assert (reasons(result), result.withheld) == ([writing.ENGLISH_THERE], 0)
    import_paths(project, [tmp_path / "en-US"], replace_english=True)
    assert files(project)["en-US/a.md"] == b"# Theirs\n"


def test_english_that_was_rebuilt_gives_way_to_the_delivered_one(tmp_path: Path, project: Project) -> None:
    import_paths(project, [put(tmp_path / "in", {"a.md": article(title=unit("0abcd-101", "Titel", "T"))})])
    ingest(project)
    assert files(project)["en-US/a.md"] != b"# T\n\n"
    result = import_paths(project, [put(tmp_path / "en-US", {"a.md": b"# T\n\n"})])
    assert (result.written, files(project)["en-US/a.md"]) == (1, b"# T\n\n")


def test_an_import_that_was_stopped_can_be_run_again(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = {f"sv-SE/{number}.md": article(title=f"{number}") for number in range(6)}
    put(tmp_path / "in", content)
    real = write_bytes
    written: list[Path] = []

    def stopping(path: Path, data: bytes) -> bool:
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(path)
        return real(path, data)

    monkeypatch.setattr(writing, "write_bytes", stopping)
    with pytest.raises(KeyboardInterrupt):
        import_paths(project, [tmp_path / "in"])
    assert len(files(project)) == 3
    assert all(content[name] == data for name, data in files(project).items())
    monkeypatch.setattr(writing, "write_bytes", real)
    result = import_paths(project, [tmp_path / "in"])
    assert (result.written, result.articles["sv-SE"], files(project)) == (3, 6, content)


def test_the_project_does_not_import_itself(tmp_path: Path, project: Project) -> None:
    put(project.source_dir, {"sv-SE/a.md": article()})
    put(project.output_dir, {"html/sv-se/a.png": b"png"})
    put(project.root, {"inbox/sv-SE/b.md": article()})
    result = import_paths(project, [project.root])
    assert set(files(project)) == {"sv-SE/a.md", "sv-SE/b.md"}
    assert (result.written, result.assets) == (1, 0)
    with pytest.raises(UsageError, match="belongs to the project itself"):
        import_paths(project, [project.source_dir])


def test_texts_of_a_folder_are_deliveries_when_they_say_so(tmp_path: Path, project: Project) -> None:
    put(tmp_path / "in", {"1.txt": article(title='<a name="go-on"></a>Vidare'), "notes.txt": b"Call Anna.\n"})
    result = import_paths(project, [tmp_path / "in"])
    assert set(files(project)) == {"sv-SE/go-on.md"}
    assert [(Path(skip.file).name, skip.withheld) for skip in result.skipped] == [("notes.txt", False)]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.png", b"png"), ("TOC.yml", b"[]"), ("docfx.json", b"{}"), ("a.md", b"\x00"), ("a.bin", b"\xff\x00")],
)
def test_a_lone_file_that_is_no_article_is_listed(tmp_path: Path, project: Project, name: str, data: bytes) -> None:
    put(tmp_path, {name: data})
    result = import_paths(project, [tmp_path / name], locale="sv-SE")
    assert (files(project), len(result.skipped)) == ({}, 1)


def test_a_file_that_cannot_be_read_is_listed(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "in", {"sv-SE/a.md": article(), "sv-SE/b.md": article(), "sv-SE/c.png": b"png"})

    def failing(path: Path) -> bytes:
        if path.name == "b.md" or path.suffix == ".png":
            raise StorageError(f"{path}: cannot be read: it is gone")
        return path.read_bytes()

    monkeypatch.setattr("sphinx_bitext.workflows.importing.folders.read_bytes", failing)
    result = import_paths(project, [tmp_path / "in"])
    assert set(files(project)) == {"sv-SE/a.md"}
    assert (reasons(result), result.withheld) == (["cannot be read"] * 2, 2)


def test_encrypted_linked_and_repeated_members_are_left(tmp_path: Path, project: Project) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("sv-SE/a.md", article(title="1"))
        with pytest.warns(UserWarning, match="Duplicate"):
            out.writestr("sv-SE/a.md", article(title="2"))
        link = zipfile.ZipInfo("sv-SE/link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        out.writestr(link, "/etc/passwd")
        out.writestr("sv-SE/secret.md", article())
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    path.write_bytes(data)
    result = import_paths(project, [path])
    assert files(project) == {"sv-SE/a.md": article(title="1")}
    assert {skip.file.rpartition("/")[2]: skip.reason.split()[0] for skip in result.skipped} == {
        "a.md": "stands",
        "link.md": "a",
        "secret.md": "encrypted",
    }
    assert result.withheld == 3


def test_a_member_that_packs_too_well_is_left(tmp_path: Path, project: Project) -> None:
    content = {"sv-SE/a.md": article(), "sv-SE/bomb.png": bytes(2_000_000), "sv-SE/b.png": os.urandom(2_000_000)}
    result = import_paths(project, [archive(tmp_path / "a.zip", content)])
    assert set(files(project)) == {"sv-SE/a.md", "sv-SE/b.png"}
    assert reasons(result) == ["unpacks to more than 250 times its size"]


@pytest.mark.parametrize("kind", ["zip", "tgz"])
def test_too_many_members_are_refused(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    content = {f"sv-SE/{number}.md": article() for number in range(4)}
    path = tmp_path / f"a.{kind}"
    packed = archive(path, content) if kind == "zip" else tarred(path, content)
    with pytest.raises(UsageError, match="holds more than 3 files"):
        import_paths(project, [packed])
    assert not project.source_dir.exists()


def test_an_archive_may_have_the_separators_of_windows(tmp_path: Path, project: Project) -> None:
    content = {"sv-SE\\docs\\a.md": article(), "sv-SE\\..\\b.md": article(), "C:\\c.md": article()}
    result = import_paths(project, [archive(tmp_path / "a.zip", content)])
    assert set(files(project)) == {"sv-SE/docs/a.md"}
    assert (reasons(result), result.withheld) == ([archives.LEADS_OUT] * 2, 2)


def test_hidden_folders_and_those_of_tools_stay_in_the_archive(tmp_path: Path, project: Project) -> None:
    hidden = {".git/a.md": article(), "x/.hidden/a.md": article()}
    filled = {"x/node_modules/a/a.md": article(), "x/node_modules/b.md": article(), "_site/a.png": b"png"}
    result = import_paths(project, [archive(tmp_path / "a.zip", {"sv-SE/a.md": article(), **hidden, **filled})])
    assert set(files(project)) == {"sv-SE/a.md"}
    assert [skip.file.rpartition("!")[2] for skip in result.skipped] == ["_site/", "x/node_modules/"]


def test_names_of_an_archive_may_be_utf_8_without_saying_so(tmp_path: Path, project: Project) -> None:
    path = archive(tmp_path / "a.zip", {"sv-SE/igång.md": article()})
    data = path.read_bytes()
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + flags
        data = data[: at + 1] + bytes([data[at + 1] & ~0x08]) + data[at + 2 :]
    path.write_bytes(data)
    import_paths(project, [path])
    assert set(files(project)) == {"sv-SE/igång.md"}


def tarred(path: Path, content: dict[str, bytes], *more: tarfile.TarInfo) -> Path:
    with tarfile.open(path, "w:gz") as out:
        for name, data in content.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            out.addfile(info, io.BytesIO(data))
        for info in more:
            out.addfile(info)
    return path


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tgz"])
def test_a_tar_is_taken_like_a_folder(tmp_path: Path, project: Project, name: str) -> None:
    link = tarfile.TarInfo("sv-SE/link.md")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    hard = tarfile.TarInfo("sv-SE/hard.md")
    hard.type, hard.linkname = tarfile.LNKTYPE, "sv-SE/a.md"
    content = {"./sv-SE/a.md": article(), "sv-SE/m.png": b"png", "../b.md": article(), "/c.md": article()}
    result = import_paths(project, [tarred(tmp_path / name, content, link, hard)])
    assert files(project) == {"sv-SE/a.md": article(), "sv-SE/m.png": b"png"}
    assert sorted(skip.file.rpartition("/")[2] for skip in result.skipped) == ["b.md", "c.md", "hard.md", "link.md"]
    assert result.withheld == 4


def test_a_tar_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 10_000)
    with pytest.raises(UsageError, match="unpacks to more than"):
        import_paths(project, [tarred(tmp_path / "a.tgz", {"x.bin": bytes(10_001)})])


@pytest.mark.parametrize("damage", ["truncated", "garbage", "empty"])
def test_a_damaged_tar_is_one_clear_error(tmp_path: Path, project: Project, damage: str) -> None:
    path = tarred(tmp_path / "a.tgz", {"sv-SE/a.md": article(more=os.urandom(4000).hex())})
    data = path.read_bytes()
    path.write_bytes({"truncated": data[:-900], "garbage": b"\x1f\x8b no", "empty": b""}[damage])
    with pytest.raises(BitextError, match=r"not a readable tar\.gz archive") as caught:
        import_paths(project, [path])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.tar.xz", "a.tar"])
def test_other_archives_are_refused_with_what_to_do(tmp_path: Path, project: Project, name: str) -> None:
    put(tmp_path, {name: b"?"})
    with pytest.raises(UsageError, match=r"\.zip, \.tar\.gz and \.tgz"):
        import_paths(project, [tmp_path / name])


def test_progress_ends_with_all_files(tmp_path: Path, project: Project) -> None:
    seen: dict[str, tuple[int, int]] = {}
    put(tmp_path / "in", {f"sv-SE/{number}.md": article() for number in range(5)})
    import_paths(project, [tmp_path / "in"], progress=lambda what, done, total: seen.update({what: (done, total)}))
    assert seen == {"reading files": (5, 5), "importing files": (5, 5)}
