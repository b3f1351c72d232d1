"""`make reference`: the reference articles of our own help center, written anew from the program itself."""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..checks import ALL
from ..reports.checkdoc import CheckDoc
from ..reports.reference import (
    code,
    fenced,
    render_article,
    render_checks,
    render_settings,
    render_silencing,
    render_table,
    render_words,
)
from ..settings import Settings
from ..store import write_text
from ..workflows.explaining import all_docs
from .root import root

_FAMILIES = {
    "parity": ("Checks of parity", "Does each English sentence have its translation, in its place?"),
    "markup": ("Checks of markup", "Do links, bold text, code, images and tags survive the translation?"),
    "content": ("Checks of content", "Numbers, addresses, spacing, language and terms."),
    "metadata": ("Checks of metadata", "Front matter: dates, hashes, title and description."),
    "across": ("Checks across locales", "Which locale alone says something else than all others?"),
    "notices": ("Notices of reading and publishing", "What reading, merging and publishing have to report."),
}
"""Title and description of the article of each family; the folders below `checks/`, and what is not a check."""


def reference_articles() -> Iterator[tuple[str, str]]:
    """Yield (path below the folder of articles, Markdown) of each generated article."""
    yield "reference/commands.md", _commands()
    yield "reference/settings.md", render_settings(Settings)
    families = {check.code: type(check).__module__.split(".")[-2] for check in ALL}
    docs: dict[str, list[CheckDoc]] = {family: [] for family in _FAMILIES}
    for doc in all_docs():
        docs[families.get(doc.code, "notices")].append(doc)
    for family, (title, description) in _FAMILIES.items():
        yield f"reference/checks-{family}.md", render_checks(title, description, description, docs[family])
    yield "reference/checks.md", _overview(docs)


def _overview(docs: dict[str, list[CheckDoc]]) -> str:
    rows = [
        (f"[{title}](checks-{family}.md)", str(len(docs[family])), description)
        for family, (title, description) in _FAMILIES.items()
    ]
    return render_article(
        "Checks",
        "All checks of sphinx-bitext by family, and how to accept a finding.",
        [
            "A check compares a translation with its English. What it sees is a *finding*, with a code, a severity "
            "(how bad it is for readers) and a certainty (how sure the check is).",
            render_table(("Family", "Codes", "Question"), rows),
            "## Accept a finding",
            render_silencing(),
        ],
    )


def _commands() -> str:
    assert isinstance(root, click.Group)
    context = click.Context(root, info_name="bitext")
    blocks = [
        "All commands take these options, before the name of the command:",
        *_options(root, context),
        "Exit codes: 0 all in order, 1 findings at or over `--fail-on`, 2 wrong use or settings, 3 something could not "
        "be published, 4 input or output failed.",
    ]
    for name in root.list_commands(context):
        command = root.load(name)
        inner = click.Context(command, info_name=name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        blocks += [f"## bitext {name}", fenced(f"bitext {name} {usage}", "console")]
        blocks += [*_help(command.help or ""), *_options(command, inner)]
    return render_article("Commands", "Every command of sphinx-bitext with its options and examples.", blocks)


def _help(text: str) -> Iterator[str]:
    """Yield the blocks of a help text; what click keeps as it stands (after its mark) is code."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        marked = paragraph.removeprefix("\b\n")
        if marked == paragraph:
            yield render_words(paragraph)
            continue
        if marked.startswith("Examples:\n"):
            yield "Examples:"
            marked = marked.removeprefix("Examples:\n")
        yield fenced(textwrap.dedent(marked), "console")


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the table of options, where there are any."""
    options = [one for one in command.params if "--version" not in one.opts]
    records = [one.get_help_record(context) for one in options if isinstance(one, click.Option)]
    rows = [(code(record[0]), render_words(record[1])) for record in records if record]
    if rows:
        yield render_table(("Option", "Meaning"), rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the articles below the folder that is named: `python -m sphinx_bitext.cli.reference source/en-US`."""
    (folder,) = sys.argv[1:] if arguments is None else arguments
    for path, text in reference_articles():
        write_text(Path(folder) / path, text)


if __name__ == "__main__":
    main()
