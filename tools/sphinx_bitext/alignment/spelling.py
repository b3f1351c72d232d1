"""How a corpus spells its front matter, learnt from the articles whose English is proven.

A delivery re-serialises the YAML: needless quotes go, list items that look like numbers get some, trailing blanks
vanish. The English file had them, and its hash is over every byte. So each line is tried in all the spellings that
YAML reads alike, one line at a time, on short articles first; what hits is proof, and what hit once is what the next
article is tried with. Nothing of any product is written here.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..markup.front_matter import DELIVERY_KEYS, split_line
from ..model import Article

TRANSLATED_KEYS = ("title", "description", "keywords")
_USUAL_TITLE = "double"
_USUAL = "plain"
_MAX_MIXTURES = 64
_FEW_MIXTURES = 9
BASICS = 3
"""The last stage of a search."""
_BLANKS = ("", " ", "  ")


class Line(NamedTuple):
    """One line of front matter and how it may have been written."""

    key: str
    """The key, or `key[]` for an item of its list."""
    spellings: Mapping[str, str]
    """Name of a spelling to the line, without its line end."""


@dataclass(slots=True)
class Habits:
    """Which spelling of each key was proven, and how often."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    gaps: Counter[str] = field(default_factory=Counter)
    """What stands between the front matter and the text."""

    @property
    def token(self) -> str:
        """What decides which spellings are tried: the same token, the same tries in the same order."""
        usual = {key: sorted(found, key=lambda name: (-found[name], name)) for key, found in self.counts.items()}
        return repr((sorted(usual.items()), sorted(self.gaps, key=lambda gap: (-self.gaps[gap], gap))))

    def learn(self, choice: Mapping[str, str], gap: str) -> None:
        """Take one proven article into account."""
        for key, name in choice.items():
            self.counts.setdefault(key, Counter())[name] += 1
        self.gaps[gap] += 1

    def usual(self, line: Line) -> str:
        """Return the name of the spelling to try first."""
        found = self.counts.get(line.key)
        names = sorted(found, key=lambda name: (-found[name], name)) if found else []
        fallback = _USUAL_TITLE if line.key == "title" else _USUAL
        return next((name for name in (*names, fallback, _USUAL) if name in line.spellings), next(iter(line.spellings)))

    def known(self, line: Line) -> list[str]:
        """Return the proven spellings of a line, the usual one first."""
        return list(dict.fromkeys([self.usual(line), *sorted(self.counts.get(line.key, ()))]))


def english_lines(delivery: Article, titles: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of the English front matter of a delivery; `titles` are what its title may have been.

    Keys of the delivery and translated keys that cannot be known are left out.
    """
    lines: list[Line] = []
    parent = ""
    for raw in delivery.metadata.raw.splitlines():
        key, value = split_line(raw)
        if key is not None:
            parent = key
            if key in DELIVERY_KEYS or (key in TRANSLATED_KEYS and key != "title"):
                continue
            texts = titles if key == "title" else (value,)
            if texts:
                lines.append(Line(key, _spell_scalar(key, texts)))
        elif parent in DELIVERY_KEYS or parent in TRANSLATED_KEYS:
            continue
        elif raw.lstrip().startswith("- "):
            lines.append(Line(f"{parent}[]", _spell_item(raw.lstrip()[2:])))
        else:
            lines.append(Line(f"{parent}|", {"plain": raw.rstrip(), "plain ": raw.rstrip() + " "}))
    return tuple(lines)


def _spell_scalar(key: str, texts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, text in enumerate(texts):
        name = f"{number}" if number else ""
        for quotes, value in _quoted(text):
            spelled = f"{key}: {value}" if value else f"{key}:"
            found |= {f"{quotes}{name}{blank}": spelled + blank for blank in _BLANKS}
    return found


def _spell_item(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for quotes, value in _quoted(text):
        for indent, mark in (("", ""), ("  ", "in")):
            found |= {f"{quotes}{mark}{blank}": f"{indent}- {value}{blank}" for blank in _BLANKS}
    return found


def _quoted(text: str) -> list[tuple[str, str]]:
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        inside = bare[1:-1]
        bare = inside.replace("''", "'") if bare[0] == "'" else inside.replace('\\"', '"').replace("\\\\", "\\")
    if not bare:
        return [("plain", "")]
    double = bare.replace("\\", "\\\\").replace('"', '\\"')
    single = bare.replace("'", "''")
    return [("plain", bare), ("double", f'"{double}"'), ("single", f"'{single}'")]


def choices(lines: Sequence[Line], habits: Habits, stage: int) -> Iterator[dict[int, str]]:
    """Yield which spelling each line gets.

    Stage 0: as usual, then mixtures of what was proven elsewhere. Stage 1: as usual but for one key. Stage 2: a mixture
    but for one key. Stage 3: the ways in which templates differ most, all of them together.
    """
    if stage == BASICS:
        yield from _basics(lines)
        return
    mixtures = list(itertools.islice(_mixtures(lines, habits), _MAX_MIXTURES if stage == 0 else _FEW_MIXTURES))
    if stage == 0:
        yield from mixtures
    elif stage == 1:
        yield from _flips(lines, mixtures[0])
    else:
        for mixture in mixtures[1:]:
            yield from _flips(lines, mixture)


def _mixtures(lines: Sequence[Line], habits: Habits) -> Iterator[dict[int, str]]:
    by_key = {line.key: habits.known(line) for line in lines}
    varied = [key for key, names in by_key.items() if len(names) > 1]
    for mixture in itertools.product(*(by_key[key] for key in varied)):
        named = dict(zip(varied, mixture, strict=True))
        yield {index: _fit(line, named.get(line.key, by_key[line.key][0])) for index, line in enumerate(lines)}


def _flips(lines: Sequence[Line], choice: Mapping[int, str]) -> Iterator[dict[int, str]]:
    """Yield `choice` with one key spelled otherwise; all items of a list alike, as a template writes them."""
    for key in dict.fromkeys(line.key for line in lines):
        indices = [index for index, line in enumerate(lines) if line.key == key]
        for name in lines[indices[0]].spellings:
            if name != choice[indices[0]]:
                yield {**choice, **{index: _fit(lines[index], name) for index in indices}}


def _basics(lines: Sequence[Line]) -> Iterator[dict[int, str]]:
    """Yield quotes of the title x quotes of list items x a blank behind a key that opens a list."""
    quotes = ("double", "plain", "single")
    for title, item, blank in itertools.product(quotes, ("plain", "double"), ("", " ")):
        choice = {}
        for index, line in enumerate(lines):
            opens = index + 1 < len(lines) and lines[index + 1].key == f"{line.key}[]"
            wanted = title if line.key == "title" else item if line.key.endswith("[]") else "plain"
            choice[index] = _fit(line, wanted + (blank if opens else ""))
        yield choice


def _fit(line: Line, name: str) -> str:
    return name if name in line.spellings else next(iter(line.spellings))


def render_lines(lines: Sequence[Line], choice: Mapping[int, str]) -> str:
    """Return the front matter between its `---` lines."""
    return "".join(f"{line.spellings[choice[index]]}\n" for index, line in enumerate(lines))


def observe(lines: Sequence[Line], written: Iterable[str]) -> dict[str, str]:
    """Return how a proven English file spells the keys it shares with `lines`."""
    present = set(written)
    found: dict[str, str] = {}
    for line in lines:
        for name, text in line.spellings.items():
            if text in present:
                found.setdefault(line.key, name)
                break
    return found
