"""What a check is, what it hands back, and how its docstring becomes its page."""

from __future__ import annotations

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..model import Article, Bitext, Certainty, Severity, Span

_SECTION_RE = re.compile(r"^(Why it matters|Bad|Good|How to fix):(?:[ \t]+|[ \t]*$)", re.MULTILINE)
_SECTIONS = ("Why it matters", "Bad", "Good", "How to fix")
_LINE_END_RE = re.compile(r"\r\n|\n|\r")
_VISIBLE_RE = re.compile(r"\S")
_QUOTE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a check has seen, before it is placed in lines and columns."""

    message: str
    """One English sentence for a reviewer; foreign text in it goes through `quote`."""
    place: Span
    """In the text of the delivered file."""
    unit: str | None = None
    """Unit number, None where no unit is concerned or its number is not known."""
    source: str = ""
    """The English concerned, raw Markdown."""
    target: str = ""
    """The translation concerned, raw Markdown."""
    severity: Severity | None = None
    """None: the check's own."""
    certainty: Certainty | None = None
    """None: the check's own."""
    source_marks: tuple[Span, ...] = ()
    """What differs, in `source`: ascending, not overlapping."""
    target_marks: tuple[Span, ...] = ()
    """What differs, in `target`."""
    surprise: float = 0.0
    """How unlikely it is that this is meant, in bits; of equals the more surprising comes first."""


class AnyCheck(ABC):
    """One question asked of translations.

    A subclass is documented by its docstring: a summary line, then `Why it matters:`, `Bad:`, `Good:` and
    `How to fix:`, each with text behind the colon or an indented example below it.
    """

    code: ClassVar[str]
    """The check's name, in kebab case: what reports print and people silence."""
    severity: ClassVar[Severity]
    certainty: ClassVar[Certainty]
    covers: ClassVar[frozenset[str]] = frozenset()
    """Codes that say the same defect with less: they stay silent where this one speaks of the same sentence."""


class Check(AnyCheck):
    """A question asked of every bitext by itself."""

    @abstractmethod
    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield what is wrong. Bad articles never raise; an exception is a bug of the check."""


class CorpusCheck(AnyCheck):
    """A question that takes more than one bitext: other locales, or other articles of the locale."""

    @abstractmethod
    def run(self, bitexts: Sequence[Bitext]) -> Iterator[tuple[Bitext, Hit]]:
        """Yield what is wrong, each with the bitext it is wrong in; `bitexts` are all, by path, then by locale."""


@dataclass(frozen=True, slots=True)
class CheckDoc:
    """What the docstring of a check says. Texts are Markdown; examples are indented by four."""

    code: str
    severity: Severity
    """As the check gives it by default."""
    certainty: Certainty
    summary: str
    """One sentence."""
    why: str
    bad: str
    good: str
    fix: str

    @property
    def body(self) -> str:
        """All but the summary, each part under its label."""
        texts = zip(_SECTIONS, (self.why, self.bad, self.good, self.fix), strict=True)
        return "\n\n".join(f"{label}:\n\n{text}" if text[:1] == " " else f"{label}: {text}" for label, text in texts)


def check_doc(check: AnyCheck) -> CheckDoc:
    """Return the documentation of `check`; ValueError when its docstring is not whole."""
    text = inspect.cleandoc(type(check).__dict__.get("__doc__") or "")
    pieces = _SECTION_RE.split(text)
    summary, labels, texts = pieces[0].strip(), pieces[1::2], [_unframed(piece) for piece in pieces[2::2]]
    if not summary or "\n\n" in summary or tuple(labels) != _SECTIONS or not all(texts):
        wanted = ", ".join(_SECTIONS)
        raise ValueError(f"{check.code}: the docstring wants a summary and, in this order, {wanted}")
    return CheckDoc(check.code, check.severity, check.certainty, " ".join(summary.split()), *texts)


def _unframed(text: str) -> str:
    """Return `text` without the blank lines around it; the indent of an example stays."""
    return re.sub(r"\A(?:[ \t]*\n)+", "", text).rstrip()


def quote(text: str, limit: int = _QUOTE_LENGTH) -> str:
    """Return foreign text for use in a message: on one line, in quotation marks, at most about `limit` characters."""
    line = " ".join(text.split())
    return f'"{line[: limit - 1].rstrip()}…"' if len(line) > limit else f'"{line}"'


def counted(count: int, noun: str) -> str:
    """Return `1 sentence`, `3 sentences`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def body_place(article: Article) -> Span:
    """Return where a finding about the whole article stands: at the first character that is not white space."""
    found = _VISIBLE_RE.search(article.text, article.body_start)
    start = found.start() if found else article.body_start
    return Span(start, start)


def line_place(article: Article, line: int) -> Span:
    """Return the range of a line of the file (from 1), without its line end."""
    start = 0
    for number, match in enumerate(_LINE_END_RE.finditer(article.text), 1):
        if number == line:
            return Span(start, match.start())
        start = match.end()
    return Span(start, len(article.text))


def key_place(article: Article, key: str) -> Span:
    """Return the line of a front-matter key, else where the body begins."""
    line = article.metadata.lines.get(key)
    return body_place(article) if line is None else line_place(article, line)
