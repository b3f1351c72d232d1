"""Repository checkouts of any layout: where their content begins, whose locale it has, what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_trees import archive, article, docfx, files, publishing, put

from sphinx_bitext.store import find_articles
from sphinx_bitext.workflows.importing import import_paths
from sphinx_bitext.workflows.importing.layout import ABOUT, NOT_IN_A_DOCSET
from sphinx_bitext.workflows.project import Project, load_project

PUBLISH = ".openpublishing.publish.config.json"
REDIRECTION = ".openpublishing.redirection.json"
ALL = {"files": ["**/*.md", "**/*.yml"], "exclude": ["**/includes/**", "drafts/", "README.md"]}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return load_project(tmp_path / "p" / "source", tmp_path / "p" / "locale", tmp_path / "p" / "build")


def test_a_path_begins_at_the_docset(tmp_path: Path, project: Project) -> None:
    content = {
        PUBLISH: publishing(("articles", "sv-SE")),
        REDIRECTION: b"{}",
        "README.md": article(None),
        "samples/how.md": article(None),
        "articles/a.md": article(),
        "articles/deep/b.md": article(None),
        "articles/deep/media/c.png": b"png",
        "articles/TOC.yml": b"- name: A\n",
        "articles/code.cs": b"class A {}",
    }
    result = import_paths(project, [put(tmp_path / "repo", content)])
    assert files(project) == {
        "sv-SE/a.md": article(),
        "sv-SE/deep/b.md": article(None),
        "sv-SE/deep/media/c.png": b"png",
        "sv-SE/TOC.yml": b"- name: A\n",
        f"sv-SE/{REDIRECTION}": b"{}",
    }
    assert {(Path(skip.file).name, skip.reason) for skip in result.skipped if skip.reason == NOT_IN_A_DOCSET} == {
        ("README.md", NOT_IN_A_DOCSET),
        ("how.md", NOT_IN_A_DOCSET),
    }
    assert len(result.skipped) == 3
    tree = find_articles(project.source_dir / "sv-SE")
    assert (set(tree.articles), set(tree.assets), tree.skipped) == ({"a.md", "deep/b.md"}, {"deep/media/c.png"}, ())
    assert (result.articles["sv-SE"], result.others["sv-SE"], result.withheld) == (2, 3, 0)


def test_rules_of_docfx_take_move_and_leave(tmp_path: Path, project: Project) -> None:
    content = {
        "docfx.json": docfx(
            {**ALL, "src": "articles", "dest": "."},
            {"files": "**.md", "src": "more", "dest": "extra"},
            resource=[{"files": ["**/*.{png,gif}"], "exclude": ["**/raw/**"], "src": "articles"}],
        ),
        "articles/a.md": article(more="[!INCLUDE [x](includes/one.md)]\n"),
        "articles/drafts/b.md": article(),
        "articles/includes/one.md": article(None, more="[!include[y](two.md)] [!INCLUDE [z](../gone.md)]\n"),
        "articles/includes/two.md": article(None),
        "articles/includes/nobody.md": article(None),
        "articles/media/a.png": b"a",
        "articles/media/a.jpg": b"b",
        "articles/raw/a.gif": b"c",
        "more/deep/c.md": article(),
        "elsewhere/d.md": article(),
    }
    result = import_paths(project, [put(tmp_path / "repo", content)])
    assert set(files(project)) == {
        "sv-SE/a.md",
        "sv-SE/includes/one.md",
        "sv-SE/includes/two.md",
        "sv-SE/media/a.png",
        "sv-SE/extra/deep/c.md",
    }
    left = {Path(skip.file).relative_to(tmp_path / "repo").as_posix() for skip in result.skipped}
    assert left == {
        "articles/drafts/b.md",
        "articles/includes/nobody.md",
        "articles/media/a.jpg",
        "articles/raw/a.gif",
        "elsewhere/d.md",
    }
    assert {(skip.reason, skip.withheld) for skip in result.skipped} == {("left out by docfx.json", False)}


def test_rules_may_reach_out_of_their_folder(tmp_path: Path, project: Project) -> None:
    content = {"build/docfx.json": docfx({"files": "**/*.md", "src": "../docs"}), "docs/x/a.md": article()}
    import_paths(project, [put(tmp_path / "repo", content)])
    assert set(files(project)) == {"sv-SE/x/a.md"}


def test_only_docsets_that_are_published_have_rules(tmp_path: Path, project: Project) -> None:
    content = {
        PUBLISH: publishing(("docs", "sv-SE")),
        "docs/docfx.json": docfx({"files": "**/*.md"}),
        "docs/sample/docfx.json": docfx({"files": "nothing"}),
        "docs/sample/a.md": article(),
        "old/docfx.json": docfx({"files": "**/*.md"}),
        "old/b.md": article(),
    }
    result = import_paths(project, [put(tmp_path / "repo", content)])
    assert set(files(project)) == {"sv-SE/sample/a.md"}
    assert [skip.reason for skip in result.skipped] == [NOT_IN_A_DOCSET]


def test_docsets_of_one_repository_do_not_overwrite_each_other(tmp_path: Path, project: Project) -> None:
    content = {
        PUBLISH: publishing(("one", "sv-SE"), ("two", "sv-SE"), ("gone", "sv-SE")),
        "one/index.md": article(title="Ett"),
        "two/index.md": article(title="Två"),
        "two/b.md": article(),
    }
    result = import_paths(project, [put(tmp_path / "repo", content)])
    assert set(files(project)) == {"sv-SE/index.md", "sv-SE/b.md"}
    assert files(project)["sv-SE/index.md"] == article(title="Ett")
    assert [(Path(skip.file).parent.name, skip.withheld) for skip in result.skipped] == [("two", True)]


def test_repositories_of_several_locales_and_english_agree_on_paths(tmp_path: Path, project: Project) -> None:
    content = {
        f"help.sv-SE/{PUBLISH}": publishing(("docs", "sv-se")),
        "help.sv-SE/docs/a.md": article("sv-SE"),
        "help.sv-SE/docs/b.md": article(None),
        f"help.ja-JP/{PUBLISH}": publishing(("docs", "ja-jp")),
        "help.ja-JP/docs/a.md": article("ja-JP"),
        f"help/{PUBLISH}": publishing(("docs", "en-us")),
        "help/docs/a.md": b"# Title\n",
    }
    result = import_paths(project, [put(tmp_path / "repos", content)])
    assert set(files(project)) == {"sv-SE/a.md", "sv-SE/b.md", "ja-JP/a.md", "en-US/a.md"}
    assert result.skipped == []


FOLDERS = ["sv-se", "sv-SE", "live/sv-se", "docs/sv-se", "help.sv-SE/docs/sv-SE"]


@pytest.mark.parametrize(
    ("folder", "named"),
    [*((folder, named) for folder in FOLDERS for named in ("sv-SE", None)), ("help.sv-SE", "sv-SE")],
)
def test_a_folder_of_a_locale_is_no_part_of_the_path(
    tmp_path: Path, project: Project, folder: str, named: str | None
) -> None:
    import_paths(project, [put(tmp_path / "in", {f"{folder}/how-to/is-it/a.md": article(named)})])
    assert set(files(project)) == {"sv-SE/how-to/is-it/a.md"}


def test_words_that_look_like_locales_are_none(tmp_path: Path, project: Project) -> None:
    result = import_paths(project, [put(tmp_path / "in", {"how-to/a.md": b"# A\n", "to-do/b.md": b"# B\n"})])
    assert [("locale is not known" in skip.reason, skip.withheld) for skip in result.skipped] == [(True, True)] * 2
    result = import_paths(project, [tmp_path / "in"], locale="en-us")
    assert set(files(project)) == {"en-US/how-to/a.md", "en-US/to-do/b.md"}
    assert result.skipped == []


def test_a_stated_locale_is_for_those_that_name_none(tmp_path: Path, project: Project) -> None:
    content = {"a.md": article("sv-SE"), "b.md": article(None), "ja-jp/c.md": article(None), "d.md": article("en-US")}
    result = import_paths(project, [put(tmp_path / "in", content)], locale="en-US")
    assert set(files(project)) == {"en-US/b.md", "en-US/d.md"}
    assert [(Path(skip.file).name, skip.detail) for skip in result.skipped] == [
        ("a.md", " (sv-SE)"),
        ("c.md", " (ja-JP)"),
    ]
    assert all("--locale" in skip.reason and skip.withheld for skip in result.skipped)


def test_the_name_of_the_folder_given_may_be_its_locale(tmp_path: Path, project: Project) -> None:
    import_paths(project, [put(tmp_path / "ja-JP", {"a.md": article(None)})])
    assert set(files(project)) == {"ja-JP/a.md"}


def test_a_few_articles_do_not_speak_for_many(tmp_path: Path, project: Project) -> None:
    content = {f"{number}.md": article(None) for number in range(9)} | {"x.md": article("sv-SE")}
    result = import_paths(project, [put(tmp_path / "in", content)])
    assert set(files(project)) == {"sv-SE/x.md"}
    assert len(result.skipped) == 9


def test_english_among_deliveries_is_not_taken_for_one(tmp_path: Path, project: Project) -> None:
    english = b"---\ntitle: A\n---\n# A\n"
    content = {
        "sxs/a.md": article(),
        "sxs/b.md": article(),
        "sxs/includes/c.md": b"Bara text.\n",
        "english/a.md": english,
    }
    result = import_paths(project, [put(tmp_path / "in", content)])
    assert set(files(project)) == {"sv-SE/sxs/a.md", "sv-SE/sxs/b.md", "sv-SE/sxs/includes/c.md"}
    assert [(Path(skip.file).parent.name, skip.withheld) for skip in result.skipped] == [("english", True)]


def test_images_follow_the_articles_of_their_folder(tmp_path: Path, project: Project) -> None:
    content = {
        "one/a.md": article("sv-SE"),
        "one/media/m.png": b"1",
        "two/b.md": article("ja-JP"),
        "two/media/m.png": b"1",
        "shared/s.png": b"2",
        "toc.yml": b"[]",
    }
    result = import_paths(project, [put(tmp_path / "in", content)])
    assert set(files(project)) == {
        "sv-SE/one/a.md",
        "sv-SE/one/media/m.png",
        "ja-JP/two/b.md",
        "ja-JP/two/media/m.png",
        "en-US/shared/s.png",
    }
    assert [(Path(skip.file).name, skip.withheld) for skip in result.skipped] == [("toc.yml", False)]


def test_what_is_about_a_repository_is_no_article_of_it(tmp_path: Path, project: Project) -> None:
    about = ["README.md", "LICENSE.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "ThirdPartyNotices.md"]
    content = {name: article(None) for name in about} | {
        "docs/a.md": article(),
        "docs/README.md": article(None),
        ".github/issue.md": article(),
        "node_modules/x/readme.md": article(),
        "_site/a.png": b"png",
        ".hidden/a.md": article(),
    }
    result = import_paths(project, [put(tmp_path / "repo", content)], locale="sv-SE")
    assert set(files(project)) == {"sv-SE/docs/a.md", "sv-SE/docs/README.md"}
    assert sorted(Path(skip.file).name for skip in result.skipped if skip.reason == ABOUT) == sorted(about)
    folders = {Path(skip.file).name for skip in result.skipped if skip.reason != ABOUT}
    assert folders == {"_site", "node_modules"}
    put(tmp_path / "repo", {"README.md": article("sv-SE")})
    assert import_paths(project, [tmp_path / "repo"]).written == 1


@pytest.mark.parametrize(
    "config", [b"{", b"[1]", b"\xff", b'{"build": {"content": 7}}', b'{"a":' * 5000, b'{"build": []}', b"/*" * 9000]
)
def test_a_configuration_that_is_damaged_stops_nothing(tmp_path: Path, project: Project, config: bytes) -> None:
    put(tmp_path / "repo", {"docs/docfx.json": config, "docs/a.md": article(), PUBLISH: config})
    result = import_paths(project, [tmp_path / "repo"])
    taken = {name.rpartition("/")[2] for name in files(project)}
    assert taken == {"a.md"} or [skip.reason for skip in result.skipped] == ["left out by docs/docfx.json"]
    assert len({skip.file for skip in result.skipped}) == len(result.skipped)


def test_a_configuration_may_hold_comments(tmp_path: Path, project: Project) -> None:
    config = b'\xef\xbb\xbf{ // why\n "build": {"content": [{"files": ["a/**", /* two */ "//b/*.md",], }], }, }'
    put(tmp_path / "repo", {"docfx.json": config, "a/a.md": article(), "b/b.md": article(), "c/c.md": article()})
    import_paths(project, [tmp_path / "repo"])
    assert set(files(project)) == {"sv-SE/a/a.md", "sv-SE/b/b.md"}


def test_an_archive_of_a_repository_begins_at_its_one_folder(tmp_path: Path, project: Project) -> None:
    content = {"help-main/README.md": article(None), "help-main/docs/a.md": article(), "help-main/docs/m.png": b"png"}
    import_paths(project, [archive(tmp_path / "a.zip", content)])
    assert set(files(project)) == {"sv-SE/docs/a.md", "sv-SE/docs/m.png"}


def test_an_archive_of_a_docset_is_taken_like_its_folder(tmp_path: Path, project: Project) -> None:
    content = {
        f"help-main/{PUBLISH}": publishing(("docs", "sv-SE")),
        f"help-main/{REDIRECTION}": b"{}",
        "help-main/docs/docfx.json": docfx(ALL),
        "help-main/docs/x/a.md": article(),
        "help-main/docs/drafts/b.md": article(),
    }
    result = import_paths(project, [archive(tmp_path / "a.zip", content)])
    assert set(files(project)) == {"sv-SE/x/a.md", f"sv-SE/{REDIRECTION}"}
    assert [skip.reason for skip in result.skipped] == ["left out by help-main/docs/docfx.json"]


@pytest.mark.corpus
@pytest.mark.parametrize("kind", ["sxs", "live"])
def test_the_sample_lands_where_its_trees_say(corpus: Path, project: Project, kind: str) -> None:
    folders = sorted(folder for folder in corpus.glob(f"*/{kind}"))
    result = import_paths(project, folders)
    expected = {
        f"{folder.parent.name}/{file.relative_to(folder).as_posix()}": file.read_bytes()
        for folder in folders
        for file in folder.rglob("*.md")
    }
    assert len(expected) == 900
    assert files(project) == expected
    assert (result.skipped, result.written) == ([], 900)


@pytest.mark.corpus
def test_other_products_and_their_english_agree_on_paths(corpus: Path, project: Project) -> None:
    for product in sorted((corpus / "other").iterdir()):
        locale = product.name.rpartition(".")[2]
        result = import_paths(project, [product / "sxs"])
        delivered = {file.relative_to(product / "sxs").as_posix() for file in (product / "sxs").rglob("*.md")}
        assert (result.skipped, set(result.articles)) == ([], {locale})
        assert delivered <= {name.partition("/")[2] for name in files(project) if name.startswith(locale)}
        if (product / "english").is_dir():
            english = import_paths(project, [product / "english"], locale="en-US")
            assert (english.skipped, set(english.articles)) == ([], {"en-US"})
            assert {name.partition("/")[2] for name in files(project) if name.startswith("en-US")} >= delivered
