"""The reference part of the documentation, from what the program says of itself: settings and checks as articles."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence

from .checkdoc import HOW_TO_SILENCE, CheckText, Part, Run, parse_doc

AUTHOR = "bitext-docs"
_TICKS_RE = re.compile("`+")


def render_article(title: str, description: str, body: Iterable[str]) -> str:
    """Return an English article: front matter, the title as its heading, then the blocks of `body`."""
    head = ["---", f'title: "{title}"', f'description: "{description}"', f"author: {AUTHOR}", f"ms.author: {AUTHOR}"]
    head += ["ms.topic: reference", "---"]
    return "\n\n".join(["\n".join(head), f"# {title}", *body]) + "\n"


def render_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are Markdown of one line."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def code(text: str) -> str:
    """Return `text` as a code span that holds any text of one line."""
    fence = "`" * (1 + max(map(len, _TICKS_RE.findall(text)), default=0))
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def fenced(text: str, language: str = "text") -> str:
    """Return a block of code."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"


def render_settings(settings: type) -> str:
    """Return the article about a dataclass of settings whose fields say `help` in their metadata."""
    fields = [field for field in dataclasses.fields(settings) if "help" in field.metadata]
    rows = [(code(field.name), code(_value(field.default)), render_words(field.metadata["help"])) for field in fields]
    return render_article(
        "Settings",
        "Every setting of sphinx-bitext, its default and what it does.",
        [
            "Settings stand in `pyproject.toml`, in the table `[tool.bitext]`, beside `conf.py`. A setting that nobody "
            "knows is an error, so a slip of the pen does not go unseen.",
            fenced('[tool.bitext]\nlocales = ["sv-SE", "ja-JP"]\nfail_on = "warning"', "toml"),
            render_table(("Setting", "Default", "Meaning"), rows),
            "Options of a command win over settings.",
        ],
    )


def _value(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return "[]"
    return f'"{default}"' if isinstance(default, str) else str(default)


def render_checks(title: str, description: str, lead: str, checks: Sequence[CheckText]) -> str:
    """Return the article about a family of checks: a list of them, then a section each."""
    rows = [(code(check.code), check.severity, check.certainty, render_words(check.summary)) for check in checks]
    blocks = [lead, render_table(("Code", "Severity", "Certainty", "What it says"), rows)]
    for check in checks:
        blocks += [f"## {check.code}", render_words(check.summary), render_words(check.body)]
    return render_article(title, description, blocks)


def render_silencing() -> str:
    """Return the part of an article that says how to accept a finding."""
    return HOW_TO_SILENCE.format(code="CODE").strip()


def render_words(text: str) -> str:
    """Return text of the program as Markdown: `code` and **strong** stay, all else is meant as it stands."""
    return "\n\n".join(map(_block, parse_doc(text)))


def _block(part: Part) -> str:
    if part.kind == "heading":
        return f"**{_text(part.lines[0])}**"
    if part.kind == "code":
        return fenced(part.lines[0][0].text)
    if part.kind == "list":
        return "\n".join(f"- {_text(line)}" for line in part.lines)
    return _text(part.lines[0])


def _text(runs: Sequence[Run]) -> str:
    return "".join(_pieces(runs))


def _pieces(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        if run.kind == "code":
            yield code(run.text)
        else:
            plain = "".join(f"\\{char}" if char in "\\*_[]<>`" else char for char in run.text)
            yield f"**{plain}**" if run.kind == "strong" else plain
