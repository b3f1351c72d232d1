"""What a check says about itself, and the little Markdown its text is written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from sphinx_bitext.model import Certainty, Severity

_INLINE_RE = re.compile(r"(?P<ticks>`{1,2})(?P<code>.+?)(?P=ticks)|\*\*(?P<strong>[^*]+)\*\*")
_BULLET_RE = re.compile(r"[-*] +")
_LABEL_RE = re.compile(r"(?P<label>[A-Z][A-Za-z ]{1,24}?)::?(?:\s+(?P<rest>.*))?$")


HOW_TO_SILENCE = """\
A finding that is right but accepted can be silenced, in one of three ways:

- For one entry of a catalog, by a comment above it: `# bitext: ignore {code}`, with the reason behind it.
- For a locale, a folder, an article or a unit, in pyproject.toml below `[tool.bitext]`:
  `silence = [{{ code = "{code}", locale = "sv-SE", path = "legal/*", reason = "…" }}]`
- For everything that is known today: `bitext check --format json --output known.json`, and from then on
  `bitext check --baseline known.json`.

A silence that fits nothing any more is a finding itself, `unused-silence`.
"""
"""How to silence a check: Markdown with the placeholder `code`."""


class CheckText(Protocol):
    """What the report reads of a check's documentation: `CheckDoc`, or any object with the same attributes."""

    @property
    def code(self) -> str:
        """The check's name, e.g. `missing-segment`."""

    @property
    def severity(self) -> Severity:
        """As the check gives it by default."""

    @property
    def certainty(self) -> Certainty:
        """As the check gives it by default."""

    @property
    def summary(self) -> str:
        """One sentence."""

    @property
    def body(self) -> str:
        """The rest, in the Markdown that `parse_doc` reads."""


@dataclass(frozen=True, slots=True)
class CheckDoc:
    """The documentation of one check."""

    code: str
    severity: Severity
    """As the check gives it by default."""
    certainty: Certainty
    summary: str
    """One sentence."""
    body: str = ""
    """Why it matters, bad, good, how to fix. Paragraphs; `Label:` before a paragraph or an indented example;
    `-` lists; code indented by four or fenced; `code` and **strong**."""


class Run(NamedTuple):
    """A piece of a line of text."""

    kind: Literal["text", "code", "strong"]
    text: str


class Part(NamedTuple):
    """A block of documentation."""

    kind: Literal["heading", "paragraph", "list", "code"]
    lines: tuple[tuple[Run, ...], ...]
    """A list has one line an item; the others have one line in all."""


def parse_doc(text: str) -> tuple[Part, ...]:
    """Return `text` as blocks. Never raises: what is not understood is a paragraph."""
    return tuple(_parts(text.expandtabs(4).splitlines()))


def _parts(lines: list[str]) -> Iterator[Part]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.lstrip().startswith("```"):
            end = next((i for i in range(at + 1, len(lines)) if lines[i].strip() == "```"), len(lines))
            yield _code(lines[at + 1 : end])
            at = end + 1
        elif line.startswith("    "):
            end = _while(lines, at, lambda text: text.startswith("    ") or not text.strip())
            yield _code(lines[at:end])
            at = end
        else:
            end = _while(lines, at, lambda text: bool(text.strip()) and not text.startswith("    "))
            end = max(end, at + 1)
            if _BULLET_RE.match(line):
                end = _while(lines, at, lambda text: bool(text.strip()))
            yield from _text(lines[at:end])
            at = end


def _while(lines: list[str], at: int, holds: Callable[[str], bool]) -> int:
    while at < len(lines) and holds(lines[at]):
        at += 1
    return at


def _code(lines: list[str]) -> Part:
    """Take the common indent off, and blank lines at both ends."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return Part("code", ((Run("code", "\n".join(line[indent:] for line in lines)),),))


def _text(lines: list[str]) -> Iterator[Part]:
    if _BULLET_RE.match(lines[0]):
        items: list[str] = []
        for line in lines:
            if _BULLET_RE.match(line):
                items.append(_BULLET_RE.sub("", line, count=1))
            else:
                items[-1] += " " + line.strip()
        yield Part("list", tuple(_runs(item) for item in items))
        return
    if lines[0].startswith("#"):
        yield Part("heading", (_runs(lines[0].strip("# ")),))
        lines = lines[1:]
    elif label := _LABEL_RE.match(lines[0]):
        yield Part("heading", (_runs(label["label"]),))
        rest = label["rest"] or ""
        lines = [rest[:1].upper() + rest[1:], *lines[1:]]
    lines = [line for line in lines if line.strip()]
    if lines and _BULLET_RE.match(lines[0]):
        yield from _text(lines)
    elif lines:
        yield Part("paragraph", (_runs(" ".join(line.strip() for line in lines)),))


def _runs(text: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    at = 0
    for match in _INLINE_RE.finditer(text):
        if match.start() > at:
            runs.append(Run("text", text[at : match.start()]))
        strong = match["strong"]
        runs.append(Run("strong", strong) if strong else Run("code", match["code"].strip()))
        at = match.end()
    if at < len(text):
        runs.append(Run("text", text[at:]))
    return tuple(runs)
