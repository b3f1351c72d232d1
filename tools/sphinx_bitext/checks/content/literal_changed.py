"""The check `literal-changed`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._literals import Literal, literals, may_have_literals
from .._pairing import Passage, passages
from .._shown import shown
from .._tokens import neutral_locale

_NAMES = {
    "address": "address", "mail": "e-mail address", "registry": "registry key", "path": "path", "guid": "identifier",
    "code": "code", "file": "file name",
}  # fmt: skip
_EXACT = frozenset({"address", "guid", "code", "registry", "mail"})
"""Kinds of which a wrong one is certainly wrong; folders and files may have names in the reader's language."""
_GROWN_RE = re.compile(r"[A-Za-z0-9_/\u00c0-\u024f]")


class LiteralChanged(Check):
    """An address, e-mail address, path, registry key, file name or code is not as in the English.

    Why it matters: the reader copies it, and it does not work: the page is not found, the mail comes back, the command
    has no such file.

    Bad:

        Write to help@contoso.com.   ->   Skriv till hjalp@contoso.com.

    Good:

        Write to help@contoso.com.   ->   Skriv till help@contoso.com.

    How to fix: copy it from the English. The reader's locale in an address, and letters in capitals where they do not
    matter, are fine. An address that is really another one in the reader's country is best silenced at its sentence.
    """

    code: ClassVar[str] = "literal-changed"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each literal that only one side of a passage has."""
        for passage in passages(bitext):
            source = list(_found(one.source for one in passage.sentences))
            target = list(_found(one.target for one in passage.sentences))
            if source or target:
                yield from _compared(passage, bitext.locale, source, target)


class _Found(NamedTuple):
    sentence: int
    literal: Literal
    span: Span
    """In the Markdown of the sentence."""


def _found(sides: Iterator[str]) -> Iterator[_Found]:
    for index, markdown in enumerate(sides):
        if not may_have_literals(markdown):
            continue
        seen = shown(markdown)
        for one in literals(seen.text):
            yield _Found(index, one, seen.span(*one.span))


def _compared(passage: Passage, locale: str, source: list[_Found], target: list[_Found]) -> Iterator[Hit]:
    source_keys, target_keys = ({_key(one, locale) for one in side} for side in (source, target))
    lost = [one for one in source if _key(one, locale) not in target_keys and not _stands_in(one, passage.target)]
    added = [one for one in target if _key(one, locale) not in source_keys and not _stands_in(one, passage.source)]
    for one in lost:
        other = next((two for two in added if two.literal.kind == one.literal.kind), None)
        if other:
            added.remove(other)
        yield _hit(passage, one, other)
    for one in added:
        yield _hit(passage, None, one)


def _key(one: _Found, locale: str) -> str:
    return neutral_locale(one.literal.text, locale).rstrip("/").casefold()


def _stands_in(one: _Found, markdown: str) -> bool:
    """Say whether a literal stands somewhere in Markdown, as code or as a destination too, with nothing grown on."""
    text = one.literal.text.casefold()
    for side in (markdown, shown(markdown).text):
        at = side.casefold().find(text)
        if at >= 0 and (one.literal.kind not in _EXACT or not _GROWN_RE.match(side, at + len(text))):
            return True
    return False


def _hit(passage: Passage, lost: _Found | None, added: _Found | None) -> Hit:
    one = lost or added
    assert one is not None
    name = _NAMES[one.literal.kind]
    if lost and added:
        message = f"The {name} {quote(lost.literal.text)} is {quote(added.literal.text)} here"
    elif lost:
        message = f"The {name} {quote(lost.literal.text)} is not in the translation"
    else:
        message = f"The English has no {name} {quote(one.literal.text)}"
    both = bool(lost and added)
    certainty = Certainty.CERTAIN if both else Certainty.LIKELY
    sentence = passage.sentences[one.sentence]
    marked = added if added and added.sentence == one.sentence else None
    return Hit(
        message,
        sentence.place,
        sentence.unit,
        sentence.source,
        sentence.target,
        Severity.ERROR if both and one.literal.kind in _EXACT else Severity.WARNING,
        max(certainty, passage.certainty, key=lambda grade: grade.rank),
        source_marks=(lost.span,) if lost else (),
        target_marks=(marked.span,) if marked else (),
    )
