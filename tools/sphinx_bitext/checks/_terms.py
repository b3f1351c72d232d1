"""What the checks of the glossary share: its terms in a sentence, and where an English term stands in a translation."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import Span
from ..terms.matching import Entry, TermIndex, without_hidden
from ._tokens import inline


def terms_of(index: TermIndex, source: str, *, kept: bool) -> Mapping[Entry, tuple[Span, ...]]:
    """Return the terms of an English sentence with their places in it: those that are kept, or the others."""
    found: dict[Entry, list[Span]] = {}
    for entry, span in index.find(source):
        if kept is not bool(entry.translations):
            found.setdefault(entry, []).append(span)
    return {entry: tuple(spans) for entry, spans in found.items()}


def shown(markdown: str) -> str:
    """Return what a reader sees, code as well."""
    parsed = inline(markdown)
    return " ".join((parsed.plain, *parsed.code)).replace("\u00ad", "")


def english_in(term: str, target: str) -> tuple[Span, ...]:
    """Return where the English term stands in a translation, in whatever capitals; at most one place."""
    lower = without_hidden(target).lower()
    at = lower.find(term.lower()) if len(lower) == len(target) else -1
    return (Span(at, at + len(term)),) if at >= 0 else ()
