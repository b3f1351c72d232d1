"""TMX 1.4b: a translation memory of aligned sentences, made piece by piece.

A sentence is its Markdown as plain text, which is what catalogs hold: a memory made so matches `.po` files in every
tool, also in those that drop the content of inline codes on reading. With `codes` the markup stands in `<bpt>`,
`<ept>` and `<ph>` (level 2); the text of all elements together is the same Markdown.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .inline import Code, Role, parse_inline
from .sentences import SentencePair
from .xml_text import element, escaped

_ADMIN = "en-US"
_VERSION = "1"
"""Of the form that is written here, not of the program: a memory changes only when its content does."""
_TYPES = {kind: kind for kind in ("bold", "italic", "link", "image")}
"""Kinds of codes that TMX has a name for."""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """One sentence in two locales."""

    article: str
    """Docname."""
    place: str
    """Unit number of the English sentence, or where it stands."""
    source: str
    target: str
    translation_type: str = ""
    edited: bool = False
    date: datetime.date | None = None
    """When the translation was handed off; None where it is not known."""
    is_paragraph: bool = False


def english_units(article: str, pairs: Iterable[SentencePair], date: datetime.date | None) -> Iterator[TranslationUnit]:
    """Yield the units of an article from English to a locale."""
    for pair in pairs:
        yield _unit(article, pair.source, pair, date)


def pivot_units(
    article: str,
    sources: Iterable[SentencePair],
    targets: Iterable[SentencePair],
    date: datetime.date | None,
    *,
    shared_numbers: bool,
) -> Iterator[TranslationUnit]:
    """Yield the units of an article from one locale to another: of what translates the same English sentences.

    `shared_numbers` says that both were made from the same English, so that unit numbers tell which sentences those
    are. Sentences without numbers, or of another English, are known by their English text.
    """
    by_key = {key: pair for pair, keys in _keyed(sources, shared_numbers=shared_numbers) for key in keys}
    for pair, keys in _keyed(targets, shared_numbers=shared_numbers):
        found = next((by_key[key] for key in keys if key in by_key), None)
        if found is not None:
            yield _unit(article, found.target, pair, date)


_Key = tuple[tuple[str, ...], str, int]


def _keyed(pairs: Iterable[SentencePair], *, shared_numbers: bool) -> Iterator[tuple[SentencePair, tuple[_Key, ...]]]:
    """Yield each pair with what is the same in all locales: its numbers, and its English as the n-th of that text."""
    seen: dict[str, int] = {}
    for pair in pairs:
        english = " ".join(pair.source.split())
        seen[english] = seen.get(english, 0) + 1
        text: _Key = ((), english, seen[english])
        yield pair, ((pair.units, "", 0), text) if shared_numbers and pair.units else (text,)


def _unit(article: str, source: str, pair: SentencePair, date: datetime.date | None) -> TranslationUnit:
    return TranslationUnit(
        article,
        pair.place,
        source,
        pair.target,
        pair.translation_type,
        pair.edited,
        None if pair.edited else date,
        is_paragraph=any(unit.startswith("p") for unit in pair.units),
    )


def render_tmx(units: Iterable[str], source_locale: str) -> Iterator[str]:
    """Yield the pieces of a TMX file with these units, which `render_units` made."""
    header = {
        "creationtool": "sphinx-bitext",
        "creationtoolversion": _VERSION,
        "segtype": "sentence",
        "o-tmf": "gettext",
        "adminlang": _ADMIN,
        "srclang": source_locale,
        "datatype": "plaintext",
    }
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield f"{element('header', header)}\n<body>\n"
    yield from units
    yield "</body>\n</tmx>\n"


def render_units(
    units: Iterable[TranslationUnit], source_locale: str, target_locale: str, *, codes: bool = False
) -> Iterator[str]:
    """Yield the pieces of units; no more than one unit is held at a time."""
    content = _with_codes if codes else escaped
    for unit in units:
        date = f"{unit.date:%Y%m%d}T000000Z" if unit.date else None
        yield element(
            "tu",
            {"tuid": f"{unit.article}#{unit.place}", "segtype": "paragraph" if unit.is_paragraph else None},
            "".join(element("prop", {"type": f"x-{name}"}, escaped(value)) for name, value in _properties(unit))
            + element("tuv", {"xml:lang": source_locale}, element("seg", {}, content(unit.source)))
            + element("tuv", {"xml:lang": target_locale, "changedate": date}, element("seg", {}, content(unit.target))),
        )
        yield "\n"


def _properties(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    yield "article", unit.article
    yield "unit", unit.place
    if unit.translation_type:
        yield "translation-type", unit.translation_type
    if unit.edited:
        yield "edited", "yes"


def _with_codes(text: str) -> str:
    return "".join(_code(piece) if isinstance(piece, Code) else escaped(piece) for piece in parse_inline(text))


def _code(code: Code) -> str:
    """Return a code as an element; numbers count from 1."""
    number = str(code.number + 1)
    kind = _TYPES.get(code.kind, f"x-{code.kind}")
    if code.role is Role.CLOSE:
        return element("ept", {"i": number}, escaped(code.text))
    if code.role is Role.OPEN:
        return element("bpt", {"i": number, "x": number, "type": kind}, escaped(code.text))
    return element("ph", {"x": number, "type": kind}, escaped(code.text))
