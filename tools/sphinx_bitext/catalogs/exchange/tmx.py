"""TMX 1.4b: a translation memory of aligned sentences, made piece by piece.

A sentence is its Markdown as plain text, which is what catalogs hold: a memory made so matches `.po` files in every
tool, also in those that drop the content of inline codes on reading. With `codes` the markup stands in `<bpt>`,
`<ept>` and `<ph>` (level 2); the text of all elements together is the same Markdown.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from .inline import Code, Role, parse_inline
from .sentences import SentencePair
from .xml_text import legal

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ADMIN = "en-US"
_VERSION = "1"
"""Of the form that is written here, not of the program: a memory changes only when its content does."""
_TAGS = {Role.OPEN: "bpt", Role.CLOSE: "ept", Role.ALONE: "ph"}
_TYPES = {"bold": "bold", "italic": "italic", "link": "link", "image": "image"}
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


def english_units(
    article: str, pairs: Iterable[SentencePair], date: datetime.date | None
) -> Iterator[TranslationUnit]:
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


def _keyed(
    pairs: Iterable[SentencePair], *, shared_numbers: bool
) -> Iterator[tuple[SentencePair, tuple[_Key, ...]]]:
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


def render_tmx(
    units: Iterable[TranslationUnit], source_locale: str, target_locale: str, *, codes: bool = False
) -> Iterator[str]:
    """Yield the pieces of a TMX file; no more than one unit is held at a time."""
    header = etree.Element(
        "header",
        creationtool="sphinx-bitext",
        creationtoolversion=_VERSION,
        segtype="sentence",
        adminlang=_ADMIN,
        srclang=source_locale,
        datatype="plaintext",
    )
    header.set("o-tmf", "gettext")
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    yield f"{_text(header)}\n<body>\n"
    for unit in units:
        yield _text(_element(unit, source_locale, target_locale, codes=codes)) + "\n"
    yield "</body>\n</tmx>\n"


def _text(element: etree._Element) -> str:
    return str(etree.tostring(element, encoding="unicode"))


def _element(unit: TranslationUnit, source_locale: str, target_locale: str, *, codes: bool) -> etree._Element:
    element = etree.Element("tu", tuid=legal(f"{unit.article}#{unit.place}"))
    if unit.is_paragraph:
        element.set("segtype", "paragraph")
    for name, value in _properties(unit).items():
        etree.SubElement(element, "prop", type=f"x-{name}").text = legal(value)
    for locale, text in ((source_locale, unit.source), (target_locale, unit.target)):
        variant = etree.SubElement(element, "tuv", {_XML_LANG: locale})
        if locale == target_locale and unit.date is not None:
            variant.set("changedate", f"{unit.date:%Y%m%d}T000000Z")
        segment = etree.SubElement(variant, "seg")
        if codes:
            _fill(segment, text)
        else:
            segment.text = legal(text)
    return element


def _properties(unit: TranslationUnit) -> Mapping[str, str]:
    values = {"article": unit.article, "unit": unit.place, "translation-type": unit.translation_type}
    if unit.edited:
        values["edited"] = "yes"
    return {name: value for name, value in values.items() if value}


def _fill(segment: etree._Element, text: str) -> None:
    """Put a text with its codes into a segment; numbers count from 1."""
    last: etree._Element | None = None
    for piece in parse_inline(text):
        if isinstance(piece, Code):
            last = _code(segment, piece)
        elif last is None:
            segment.text = legal(piece)
        else:
            last.tail = legal(piece)


def _code(segment: etree._Element, code: Code) -> etree._Element:
    element = etree.SubElement(segment, _TAGS[code.role])
    if code.role is not Role.ALONE:
        element.set("i", str(code.number + 1))
    if code.role is not Role.CLOSE:
        element.set("x", str(code.number + 1))
        element.set("type", _TYPES.get(code.kind, f"x-{code.kind}"))
    element.text = legal(code.text)
    return element
