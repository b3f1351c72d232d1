"""What the translated front matter of an article may have said in English: its title above all.

The English of `title`, `description` and `keywords` is in no unit. But the title is often the first heading, the words
of the file name, or left untranslated in some locale; where a locale translates it like a sentence of the text, it most
likely is that sentence.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Article, Unit
from .habits import Habits, Option, price, ranked
from .proof import first_heading
from .spelling import TRANSLATED_KEYS

MAX_CUTS = 120
_MOST_JOINED = 4
"""Words of a file name that may be one word of the text."""
_SENTENCES = 12
_LONGEST = 300
_UNSURE = 0.3
"""How far what hit elsewhere is not trusted: easy titles are found first."""
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"]
)

_WORD_RE = re.compile(r"[A-Za-z0-9](?:[\w'’.+\-]*[\w+])?")
_INSIDE_RE = re.compile(rf"(?<=[\w,;)] ){_WORD_RE.pattern}")
_URL_RE = re.compile(r"https?://\S+|\]\([^()\s]*\)")
_MARKUP_RE = re.compile(r"\*\*|\\(?=[\\`*_{}\[\]()#+\-.!<>])|`")
_LINK_RE = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_NUMBER_RE = re.compile(r"\d[\d.\-]*\d|\d")
# What may stand before and behind a translated title: `411 - `, ` | Product`.
_KEPT_RE = re.compile(r"(?:[\x21-\x7e][\x20-\x7e]{0,40}[ \-:|])?\n(?: [\-|:(][\x20-\x7e]{0,60})?")
_NOT_SLUG_RE = re.compile("[^a-z0-9]+")
_LEAD_RE = re.compile(r"^(?:#+|>|[-*+]|\d+\.)[ \t]+")

# How often a title is what, where most locales translate it like the first heading, and where they do not.
_AS_HEADING = {
    "heading": 0.9, "echo": 0.02, "case": 0.03, "quotes": 0.01, "cut": 0.01, "slug": 0.01, "untranslated": 0.01,
    "numbered": 0.005, "sentence": 0.005,
}  # fmt: skip
_OTHERWISE = {
    "heading": 0.1, "echo": 0.4, "case": 0.05, "quotes": 0.05, "cut": 0.1, "slug": 0.25, "untranslated": 0.15,
    "numbered": 0.15, "sentence": 0.05,
}  # fmt: skip
_KINDS = ("heading", "echo", "untranslated", "slug", "numbered", "quotes", "case", "cut", "sentence")
"""In the order in which they are guessed."""
_DESCRIPTION = {"echo": 0.6, "title": 0.1, "sentence": 0.2, "untranslated": 0.1}
_KEYWORDS = {"untranslated": 0.7, "echo": 0.2, "title": 0.05, "sentence": 0.05}
_GUESSABLE = 0.1
"""How often a description is among the guesses at all, when no sentence of the text is translated like it."""


class Told(NamedTuple):
    """What deliveries tell about one translated key."""

    values: tuple[str, ...]
    """Its translations."""
    echoes: tuple[str, ...]
    """English sentences whose translation is that of the key, the most frequent first."""


Words = Mapping[str, str]
"""Words of a corpus without marks and in lower case, to the way they are mostly written."""


def collect_words(bodies: Iterable[str], wanted: Container[str] | None = None) -> Words:
    """Return how the words of English texts are mostly written inside a sentence, or at its start if only there.

    `wanted` are the words that are asked for, all where it is None.
    """
    text = "\n".join(_URL_RE.sub(" ", body) for body in bodies)
    found: dict[str, Counter[str]] = {}
    for pattern in (_INSIDE_RE, _WORD_RE):
        fresh: dict[str, Counter[str]] = {}
        for word, count in Counter(pattern.findall(text)).items():
            for key in _keys(word):
                if key not in found and (wanted is None or key in wanted):
                    fresh.setdefault(key, Counter())[word] += count
        found |= fresh
    return {key: min(words, key=lambda word: (-words[word], word)) for key, words in found.items()}


@lru_cache(maxsize=1 << 16)
def _keys(word: str) -> frozenset[str]:
    """Return what a file name may have of a word: `can-t` or `cant`, `5-7`."""
    lower = word.lower().replace("’", "'")
    return frozenset(_NOT_SLUG_RE.sub("-", one).strip("-") for one in (lower, lower.replace("'", "")))


def tell(deliveries: Sequence[Article]) -> dict[str, Told]:
    """Return what deliveries of one English tell about its translated keys."""
    told = {}
    for key in TRANSLATED_KEYS:
        values: dict[str, None] = {}
        echoes: Counter[str] = Counter()
        for article in deliveries:
            value = (article.metadata.text(key) or "").strip()
            if value:
                values.setdefault(value)
                echoes.update({echo for unit in article.units if (echo := _echo(unit, value))})
        if values:
            order = sorted(echoes, key=lambda text: (-echoes[text], text))
            told[key] = Told(tuple(values), tuple(order))
    return told


def _echo(unit: Unit, value: str) -> str | None:
    """Return the English of a value that is translated like a unit, but for what nobody translates around it."""
    target = unit.target.strip()
    if not target or target not in value:
        return None
    before, _, behind = value.partition(target)
    kept = _KEPT_RE.fullmatch(f"{before}\n{behind}")
    return f"{before}{unit.source.strip()}{behind}" if kept else None


class Guesses(NamedTuple):
    """What a translated key may say in English."""

    feature: str
    """Under which its kinds are learnt."""
    shares: Mapping[str, float]
    """How often it is of each kind."""
    kinds: Mapping[str, str]
    """Each text and what it was made from, the likeliest of each kind first."""


def doubt(told: Mapping[str, Told]) -> int:
    """Return how unlikely it is that the right texts are among the guesses at all."""
    return sum(price(1 if one.echoes else _GUESSABLE) for key, one in told.items() if key != "title")


def guess(told: Mapping[str, Told], path: str, body: str, words: Words) -> dict[str, Guesses]:
    """Return what the translated keys of an article may say."""
    heading = _heading(body)
    found = {}
    for key, one in told.items():
        if key == "title":
            made = _titles(one, heading, path, body, words)
            found[key] = Guesses(*_title_habit(one, heading), {text: kind for kind, text in _fresh(made)})
        else:
            shares = _KEYWORDS if key == "keywords" else _DESCRIPTION
            found[key] = Guesses(f"~{key}", shares, {text: kind for kind, text in _fresh(_others(one, heading, body))})
    return found


def likeliest_title(told: Told, path: str, body: str, habits: Habits) -> str | None:
    """Return the cheapest of the guesses at a title; None where there is none. No more of them are made than needed."""
    heading = _heading(body)
    costs = habits.costs(*_title_habit(told, heading), noise=_UNSURE)
    best: tuple[int, str] | None = None
    left = list(_KINDS)
    for kind, text in _fresh(_titles(told, heading, path, body, {})):
        left = left[left.index(kind) :]
        if best is None or costs[kind] < best[0]:
            best = (costs[kind], text)
        if best[0] <= min(costs[one] for one in left):
            break
    return best[1] if best else None


def _title_habit(told: Told, heading: str) -> tuple[str, Mapping[str, float]]:
    """Return the feature of a title and how often it is what."""
    return ("~title as heading", _AS_HEADING) if heading in told.echoes else ("~title", _OTHERWISE)


def _heading(body: str) -> str:
    heading = first_heading(body) or ""
    return heading if len(heading) <= _LONGEST else ""


def _fresh(made: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield each text that can be a value on one line once, with what it was made from first."""
    seen: set[str] = set()
    for kind, text in made:
        if text and len(text) <= _LONGEST and "\n" not in text and text not in seen:
            seen.add(text)
            yield kind, text


def price_guesses(guesses: Guesses, habits: Habits, label: int) -> list[Option]:
    """Return the texts with their prices, the likeliest first; all but that one carry `label`."""
    costs = habits.costs(guesses.feature, guesses.shares, noise=_UNSURE)
    ranks: Counter[str] = Counter()
    options = []
    for text, kind in guesses.kinds.items():
        ranks[kind] += 1
        options.append(Option(costs[kind] + price(1 / ranks[kind]), text, label))
    found = ranked(options)
    return [found[0]._replace(label=0), *found[1:]] if found else []


def _titles(told: Told, heading: str, path: str, body: str, words: Words) -> Iterator[tuple[str, str]]:
    plain = _MARKUP_RE.sub("", _LINK_RE.sub(r"\1", heading))
    yield from (("heading", text) for text in (heading, plain))
    yield from (("echo", text) for text in told.echoes)
    untranslated = [value for value in told.values if _is_english(value, words)]
    yield from (("untranslated", value) for value in untranslated)
    slug = re.split(r"[-_ ]+", path.rpartition("/")[2].removesuffix(".md").lower())
    wanted = _joined(slug) if _names_any(slug, body) else set()
    own = collect_words([body], wanted) if wanted else {}
    local = {**{key: words[key] for key in _joined(slug) if key in words}, **own}
    named = [*_around(slug, plain), *_cases(_surfaces(slug, local), words), "-".join(slug)]
    yield from (("slug", text) for text in named)
    numbers = dict.fromkeys(number for value in told.values for number in _NUMBER_RE.findall(value))
    for number in numbers:
        if number not in plain:
            yield from (("numbered", f"{number} {text}") for text in (plain, *named))
            yield from (
                ("numbered", text) for text in (f"{number}: {plain}", f"{number} - {plain}", f"{plain} {number}")
            )
    yield from (("quotes", text) for text in _requoted(plain))
    yield from (("case", text) for text in _cases(plain.split(), words))
    yield from (("cut", text) for text in _cuts(plain.split()))
    yield from (("sentence", text) for text in _sentences(body))


def _others(told: Told, heading: str, body: str) -> Iterator[tuple[str, str]]:
    yield from (("echo", text) for text in told.echoes)
    yield from (("untranslated", text) for text in told.values if len(told.values) == 1 and text.isascii())
    yield "title", heading
    yield from (("sentence", text) for text in _sentences(body))


def _is_english(value: str, words: Words) -> bool:
    """Say whether a translation is none: all its words stand in the English of the corpus."""
    parts = [part for part in re.split(r"[^\w'’]+", value) if not part.isdigit()]
    return value.isascii() and all(words.keys() & _keys(part) for part in parts if part)


def _surfaces(slug: Sequence[str], words: Words) -> list[str]:
    """Return the words of a file name as the corpus writes them; `5-7` may be one word of the text."""
    found, first = [], 0
    while first < len(slug):
        for last in range(min(len(slug), first + _MOST_JOINED), first, -1):
            joined = "-".join(slug[first:last])
            if joined in words or last == first + 1:
                found.append(words.get(joined, joined))
                first = last
                break
    return found


def _names_any(slug: Sequence[str], body: str) -> bool:
    """Say whether a word of a text may begin with one of the file name."""
    plain = body.lower().replace("’", "'")
    return any(part in text for part in slug for text in (plain, plain.replace("'", "")))


def _joined(slug: Sequence[str]) -> set[str]:
    """Return what `_surfaces` looks for."""
    sizes = range(1, _MOST_JOINED + 1)
    return {"-".join(slug[first : first + size]) for first in range(len(slug)) for size in sizes}


def _around(slug: Sequence[str], heading: str) -> Iterator[str]:
    """Yield the heading with the words that the file name has before and behind it."""
    name = "-".join(slug)
    for inside in filter(None, _keys(heading)):
        before, found, behind = name.partition(inside)
        if found and inside != name:
            parts = [*before.strip("-").split("-"), heading, *behind.strip("-").split("-")]
            yield _capital(" ".join(part for part in parts if part))


def _cases(parts: Sequence[str], words: Words) -> list[str]:
    """Return a sentence in sentence case, in title case and as it stands."""
    if not parts:
        return []
    usual = [min(words.get(key, part) for key in _keys(part)) if _keys(part) else part for part in parts]
    found = []
    for line in (usual, parts, [part.lower() for part in parts]):
        found += [
            " ".join([_capital(line[0]), *line[1:]]),
            " ".join(map(_capital, line)),
            " ".join(part if number and part in _SMALL else _capital(part) for number, part in enumerate(line)),
            " ".join(line),
        ]
    return list(dict.fromkeys(found))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _requoted(text: str) -> list[str]:
    """Return a title whose own quotes gave way to those around it, or that ends otherwise."""
    inner = [re.sub(r'["“”]', mark, text) for mark in ("'", "")]
    inner += [text.replace("’", "'"), text.replace("'", "’"), re.sub(r'"([^"]*)"', r"“\1”", text)]
    return [*inner, text.rstrip(".:?!"), f"{text}.", f"{text}?", f"{text} "]


def _cuts(parts: Sequence[str]) -> Iterator[str]:
    """Yield a heading with some words left out, the shortest cuts first."""
    spans = ((first, first + size) for size in range(1, len(parts)) for first in range(len(parts) - size + 1))
    for first, last in itertools.islice(spans, MAX_CUTS):
        yield _capital(" ".join([*parts[:first], *parts[last:]]))


def _sentences(body: str) -> list[str]:
    lines = [_LEAD_RE.sub("", line).strip() for line in body.splitlines()]
    found = []
    for line in [line for line in lines if line][:_SENTENCES]:
        plain = _MARKUP_RE.sub("", _LINK_RE.sub(r"\1", line))
        found += [plain, *re.split(r"(?<=[.!?]) +", plain)]
    return list(dict.fromkeys(found))[:_SENTENCES]
