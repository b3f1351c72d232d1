"""The reference articles of our own help center are what the program says of itself today."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from sphinx_bitext.cli import COMMANDS
from sphinx_bitext.cli.reference import main, reference_articles
from sphinx_bitext.reports.reference import code, render_table, render_words
from sphinx_bitext.settings import Settings
from sphinx_bitext.workflows.explaining import all_docs

ARTICLES = Path(__file__).resolve().parents[2] / "source" / "en-US"


def test_what_is_committed_is_what_make_reference_writes(tmp_path: Path) -> None:
    main([str(tmp_path)])
    written = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")
    }
    for path, text in written.items():
        assert (ARTICLES / path).read_text(encoding="utf-8") == text, f"{path}: run `make reference`"
    assert written == dict(reference_articles())


def test_every_command_setting_and_code_has_its_place() -> None:
    texts = dict(reference_articles())
    for command in COMMANDS:
        assert f"\n## bitext {command.name}\n" in texts["reference/commands.md"]
    for field in dataclasses.fields(Settings):
        assert f"| `{field.name}` |" in texts["reference/settings.md"]
    sections = [line for text in texts.values() for line in text.splitlines()]
    for doc in all_docs():
        assert sections.count(f"## {doc.code}") == 1


@pytest.mark.parametrize("text", ["a", "`", "``", "a`b", "`a", "a``b`", "[text|json]", "<name>", r"back\slash"])
def test_code_is_shown_as_it_stands(text: str) -> None:
    assert _shown(code(text)) == text


@pytest.mark.parametrize("text", ["x", "`", "[text|json]", "<name>", "*", "x_y_z", "*x*", "[a](b)", r"back\slash"])
def test_words_of_the_program_are_shown_as_they_stand(text: str) -> None:
    assert _shown(render_words(f"An {text} more")) == f"An {text} more"


def _shown(cell: str) -> str:
    """Return what a cell of a table shows."""
    tokens = MarkdownIt("commonmark").enable("table").parse(render_table(("A", "B"), [(cell, "end")]))
    texts = [token for token in tokens if token.type == "inline"]
    assert texts[3].content == "end"
    return "".join(child.content for child in texts[2].children or ())
