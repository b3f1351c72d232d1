"""What deliveries teach of terms: names that all locales keep, and labels that a locale translates one way."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ..markup.blocks import markdown_parser
from ..model import Bitext
from ..text import fold_space
from .glossary import EVERYWHERE, Term

_WORDS = 5
_LENGTH = 40
_KEPT_SHARE, _KEPT_LOCALES = 0.9, 0.75
"""Of the places a locale has, and of the locales: from here on a name counts as one that nobody translates."""
_ONE_WAY = 0.6
"""Of the places a locale has: from here on a label counts as translated one way."""
_EDGES = " \t\u00a0.:;,!?。：、…*_[]［］【】「」『』“”„\"'()（）>"
_NAME_WORD = r"[A-Z0-9][\w+]*(?:[&-][A-Z0-9][\w+]*)*"
_NAME_RE = re.compile(rf"(?<![\w.@/\\-])(?=[A-Z]){_NAME_WORD}(?: (?:& )?{_NAME_WORD})*")
_POINTING = frozenset({"and", "article", "document", "for", "here", "it", "link", "page", "see", "the", "that", "this"})
"""Words at the end of labels that name nothing."""
_SPOKEN_RE = re.compile(r"[^\W\d_]{2}")
_CODE_RE = re.compile(r"[\\/<>{}`=$%@|]|\w\.\w|::|^-")
_LOCALE_RE = re.compile(r"(?<=/)[a-z]{2,3}(?:-[a-z0-9]{2,4})?(?=/)", re.IGNORECASE)


class _Labels(NamedTuple):
    bold: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    """(destination, label)."""
    plain: str


@dataclass(slots=True)
class _Places:
    """What became of one English string."""

    spellings: Counter[str] = field(default_factory=Counter)
    kinds: set[str] = field(default_factory=set)
    translations: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """By locale."""

    def add(self, other: _Places) -> None:
        self.spellings.update(other.spellings)
        self.kinds |= other.kinds
        for locale, counts in other.translations.items():
            self.translations[locale].update(counts)


@dataclass(slots=True)
class Evidence:
    """What some bitexts say of terms. Added up in any order, that of parts is that of the whole."""

    names: dict[str, defaultdict[str, Counter[bool]]] = field(default_factory=dict)
    """What looks like a name; by locale, how often it stands in the translation too."""
    labels: dict[str, _Places] = field(default_factory=dict)
    """By label without case."""

    def add(self, other: Evidence) -> None:
        """Take in what other bitexts say."""
        for name, by_locale in other.names.items():
            own = self.names.setdefault(name, defaultdict(Counter))
            for locale, counts in by_locale.items():
                own[locale].update(counts)
        for label, places in other.labels.items():
            self.labels.setdefault(label, _Places()).add(places)


def count_terms(bitexts: Iterable[Bitext]) -> Evidence:
    """Return what bitexts say of terms.

    Evidence are bold texts, link labels and short texts without code, in which the two languages can be told to say
    the same; for names also any text.
    """
    found = Evidence()
    for bitext in bitexts:
        for segment in bitext.segments:
            if segment.source and segment.target:
                _count_names(found.names, segment.source, segment.target, bitext.locale)
                _count_labels(found.labels, segment.source, segment.target, bitext.locale)
    return found


def mine_terms(evidence: Evidence, locales: Collection[str] = (), minimum: int = 3) -> tuple[Term, ...]:
    """Return the names that most locales keep in English, then the labels that a locale translates one way.

    Rows are made for `locales` (all when empty). A row wants `minimum` places in a locale, and a name two locales. The
    note of a row says what it rests on.
    """
    kept = tuple(_kept(evidence.names, minimum))
    known = {one.term for one in kept}
    return (*kept, *_translated(evidence.labels, known, set(locales), minimum))


def _count_names(names: dict[str, defaultdict[str, Counter[bool]]], source: str, target: str, locale: str) -> None:
    shown = fold_space(_labels(target).plain)
    for name in _names(fold_space(_labels(source).plain)):
        names.setdefault(name, defaultdict(Counter))[locale][name in shown] += 1


@lru_cache(maxsize=1 << 14)
def _names(plain: str) -> frozenset[str]:
    """Return what looks like a name: words with capitals; at the begin of a sentence also without the first."""
    found = set()
    for match in _NAME_RE.finditer(plain):
        before = plain[: match.start()].rstrip()
        is_first = not before or before[-1] in ".:?!>"
        first, _, rest = match[0].partition(" ")
        if not is_first or rest or not first[1:].islower():
            found.add(match[0])
        if is_first and rest:
            found.add(rest.removeprefix("& "))
    return frozenset(name for name in found if _is_term(name))


def _kept(names: dict[str, defaultdict[str, Counter[bool]]], minimum: int) -> Iterator[Term]:
    for name, by_locale in sorted(names.items()):
        places = sum(counts.total() for counts in by_locale.values())
        kept = sum(counts[True] for counts in by_locale.values())
        keeping = sum(counts[True] >= _KEPT_SHARE * counts.total() for counts in by_locale.values())
        most = max(counts.total() for counts in by_locale.values())
        if len(by_locale) < 2 or most < minimum or kept < _KEPT_SHARE * places:
            continue
        if keeping >= _KEPT_LOCALES * len(by_locale):
            note = f"kept in {kept} of {places} places, {keeping} of {len(by_locale)} locales"
            yield Term(name, EVERYWHERE, "", note, case_sensitive=True)


def _count_labels(labels: dict[str, _Places], source: str, target: str, locale: str) -> None:
    for kind, english, translation in _pairs(source, target):
        one, other = english.strip(_EDGES), translation.strip(_EDGES)
        if _is_label(one) and other and len(other) <= 2 * _LENGTH:
            places = labels.setdefault(one.casefold(), _Places())
            places.spellings[one] += 1
            places.kinds.add(kind)
            places.translations[locale][other] += 1


def _pairs(source: str, target: str) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, English, translation) of what is one label in both."""
    english, translation = _labels(source), _labels(target)
    if english.bold and len(english.bold) == len(translation.bold):
        yield from (("bold", one, other) for one, other in zip(english.bold, translation.bold, strict=True))
    others = {_LOCALE_RE.sub("*", url): label for url, label in translation.links}
    for url, label in english.links:
        if _LOCALE_RE.sub("*", url) in others:
            yield "link", label, others[_LOCALE_RE.sub("*", url)]
    if not (english.bold or english.links or "`" in source or source.rstrip()[-1:] in ".?!"):
        yield "short", english.plain, translation.plain


def _is_term(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= _WORDS
        and 2 <= len(text) <= _LENGTH
        and bool(_SPOKEN_RE.search(text))
        and not _CODE_RE.search(text)
    )


def _is_label(text: str) -> bool:
    """Say whether a text names something: it begins like a title and points nowhere."""
    words = text.lower().split()
    return _is_term(text) and not text[0].islower() and "," not in text and not _POINTING.issuperset(words[-1:])


def _translated(
    labels: dict[str, _Places], known: Collection[str], locales: Collection[str], minimum: int
) -> Iterator[Term]:
    for _, places in sorted(labels.items()):
        term = _commonest(places.spellings)
        for locale, translations in sorted(places.translations.items()):
            if term in known or (locales and locale not in locales):
                continue
            forms: dict[str, Counter[str]] = {}
            for text, count in translations.items():
                forms.setdefault(text.casefold(), Counter())[text] += count
            _, spellings = min(forms.items(), key=lambda one: (-one[1].total(), one[0]))
            count, all_ = spellings.total(), translations.total()
            translation = _commonest(spellings)
            if count < minimum or count < _ONE_WAY * all_ or translation.casefold() == term.casefold():
                continue
            note = f"{' and '.join(sorted(places.kinds))}: {count} of {all_} places, {100 * count // all_} %"
            yield Term(term, locale, translation, note, case_sensitive=not term.islower())


def _commonest(counts: Counter[str]) -> str:
    return min(counts, key=lambda text: (-counts[text], text))


@lru_cache(maxsize=1 << 14)
def _labels(markdown: str) -> _Labels:
    """Return what the parser makes of a sentence: bold texts and link labels as they are shown, and the text itself."""
    bold: list[str] = []
    links: list[tuple[str, str]] = []
    plain: list[str] = []
    opened: list[tuple[int, str]] = []
    for token in markdown_parser().parseInline(markdown)[0].children or ():
        if token.type in ("strong_open", "link_open"):
            opened.append((len(plain), str(token.attrGet("href") or "")))
        elif token.type in ("strong_close", "link_close") and opened:
            start, url = opened.pop()
            text = "".join(plain[start:])
            if token.type == "strong_close":
                bold.append(text)
            else:
                links.append((url, text))
        elif token.type in ("softbreak", "hardbreak"):
            plain.append(" ")
        elif token.type in ("text", "text_special"):
            plain.append(token.content)
        elif token.type == "code_inline":
            plain.append("`")
    return _Labels(tuple(bold), tuple(links), "".join(plain))
