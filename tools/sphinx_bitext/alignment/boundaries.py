"""Where a sentence may end: every place that looks like it, and how likely it does.

Links, code, tags and addresses are masked, so the marks inside them end nothing. Positions are offsets into the text
given; odds are natural logarithms, above 0 where an end is more likely than not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# A run of backticks or of word characters is tried once, from its start, so a long run costs linear time.
_MASK_RE = re.compile(
    r"(?<!`)(?P<code>`++)(?:.*?[^`])(?P=code)(?!`)"
    r"|(?P<image>!\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\([^()\s]*(?:\s+\"[^\"]*\")?\)|<img\b[^>\n]*>)"
    r"|(?:\[[^\[\]]*)?\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"
    r"|<(?!br[ /]*>)[^<>\n]+>"
    r"|https?://[^\s<>()]+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+",
    re.DOTALL | re.IGNORECASE,
)
_IMAGE = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: what stands for an image."""
_CLOSERS = "\"'”’»›）」』】〉》)\\]*_"
_SPACED = ".!?…؟۔։\u037e"
"""Marks that white space follows."""
_FREE = "。！？｡।॥။។៕።፧፨᠃"
"""Marks that need none."""
_UNMARKED = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Tibetan, Burmese, Khmer: scripts that put spaces between clauses and not between words."""
_CANDIDATE_RE = re.compile(
    rf"(?:(?P<mark>(?<![{_SPACED}])[{_SPACED}]++)[{_CLOSERS}“‘]*(?:[ ][\"”»](?=\s))?(?=\s)"
    rf"|(?P<free>[{_FREE}]+)[{_CLOSERS}]*"
    r"|(?P<greek>(?<=[\u0370-\u03ff\u1f00-\u1fff]);(?=\s))"
    rf"|(?P<shad>(?<!།)།++)(?=\s)"
    r"|(?P<break>(?<=\S)[ ]{2,}\n|\\\n|<br[ /]*>)"
    rf"|(?P<image>(?:(?<!\s)\s*+|(?<=\s)){_IMAGE}[\s{_IMAGE}]*)"
    r"|(?P<colon>[:;：；])(?=\s)"
    r"|(?P<bracket>(?<![\"”’»」』)）])[\"”’»」』)）]++)(?=\s)"
    rf"|(?P<space>(?:(?<=[{_UNMARKED}])[ ]+|(?<! )[ ]++(?=[{_UNMARKED}])))"
    r"|(?P<gap>(?<=\S)[ ]{2,})"
    r"|(?P<newline>(?<=\S)\n)"
    r")\s*",
    re.IGNORECASE,
)
_CAPITAL_RE = re.compile(r"(?<=[^\W\d_]{2}) (?=[*_]*[A-Z\u00c0-\u00de\u0410-\u042f])")
_INNER_END_RE = re.compile(rf"[{_SPACED}{_FREE}:;](?=.)", re.DOTALL)
_ABBREVIATION_RE = re.compile(
    r"(?:\b(?:e\.g|i\.e|mr|mrs|dr|prof|etc|vs|cf|no|nr|fig|approx|dvs|bl\.a|t\.ex|s\.k|m\.m|p\.g\.a|osv|fr\.o\.m|t\.o\.m|u\.c|utt|"
    r"dll|dsb|dst|mis|tbk|hlm|vd|örn|vb|vs|bkz|ör|z\.B|d\.h|usw|bzw|ggf|ca|p\.ej|т\.е|т\.д|т\.п|др|напр|"
    r"tj|např|tzn|atd|np|tzn|itd|itp|pt|pl|stb)|\b\w|\b\d+)\Z",
    re.IGNORECASE,
)
_LABEL_RE = re.compile(r"(?<!\S)(?:\w|[\d./]+)\Z")
_LAST_WORD_RE = re.compile(r"[\w.]+\Z")
_WORD_RE = re.compile(r"[^\W_]")
_LONGEST_ABBREVIATION = 16
"""Characters before a full stop that are looked at."""

_KINDS = {"free": "mark"}

USUAL_ODDS: Mapping[str, float] = {
    "stop": 4.0,
    "stop-small": -3.0,
    "stop-abbreviation": -2.5,
    "stop-label": 1.5,
    "ellipsis": 2.0,
    "ellipsis-small": -3.0,
    "mark": 4.0,
    "mark-abbreviation": -2.5,
    "greek": 3.0,
    "shad": 1.0,
    "break": 3.0,
    "image": 2.0,
    "image-inside": -3.0,
    "image-edge": -3.0,
    "colon": -3.0,
    "bracket": -3.0,
    "space": -1.0,
    "gap": -2.0,
    "newline": -2.0,
    "capital": -4.0,
}
"""Kind of a place to the odds that a sentence ends there, where nothing is known of the locale."""


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """What ends a sentence in one locale."""

    odds: Mapping[str, float] = field(default_factory=lambda: USUAL_ODDS)
    """Kind of a place, one of `USUAL_ODDS`, to the odds that a sentence ends there."""
    abbreviations: frozenset[str] = frozenset()
    """Words in small letters whose mark ends no sentence, besides those that are known anyway."""


USUAL = SentenceRules()
"""What holds where nothing was learnt."""


class Boundary(NamedTuple):
    """A place where one sentence may end and the next begin."""

    end: int
    """After the last character of the one."""
    start: int
    """The first character of the other; between the two stand white space and breaks, or an image."""
    kind: str
    word: str
    """The word before the mark, in small letters; else empty."""


def boundaries(text: str, rules: SentenceRules = USUAL) -> Iterator[Boundary]:
    """Yield all places inside a block where a sentence may end, in order."""
    masked = _MASK_RE.sub(_mask, text)
    last = len(masked) - 1
    while last >= 0 and not masked[last].isalnum():
        last -= 1
    start = position = 0
    words = False
    for match in _CANDIDATE_RE.finditer(masked):
        if match.end() >= len(masked):
            break
        words = words or _WORD_RE.search(masked, position, match.start()) is not None
        position = match.end()
        name = match.lastgroup or ""
        kind, word = _kind_of_stop(masked, start, match, rules) if name == "mark" else (_KINDS.get(name, name), "")
        end = match.start() if name == "image" else _without_space(masked, match.start(), match.end())
        if name == "image":
            if end <= start:
                continue
            kind = _kind_of_image(masked, match) if words and match.end() <= last else "image-edge"
        yield Boundary(end, match.end(), kind, word)
        if rules.odds.get(kind, 0.0) > 0:
            start, words = match.end(), False


def capitals(text: str) -> Iterator[Boundary]:
    """Yield the places where a word with a capital follows another word: a lost full stop may be there."""
    for match in _CAPITAL_RE.finditer(_MASK_RE.sub(_mask, text)):
        yield Boundary(match.start(), match.end(), "capital", "")


def _mask(match: re.Match[str]) -> str:
    """Return what stands for a code span, a tag or an address: letters, which end nothing.

    A link keeps its text without the marks inside it, and its tail becomes closing marks: a sentence may end at the
    end of a link, as in `[Read this.](url) Then`.
    """
    if match.group("image"):
        return _IMAGE * len(match.group())
    text, tail, url = match.group().partition("](")
    if match.group()[0] not in "[]":
        return "X" * len(match.group())
    return _INNER_END_RE.sub("x", text) + "]" * len(tail + url)


def _without_space(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _kind_of_stop(masked: str, start: int, match: re.Match[str], rules: SentenceRules) -> tuple[str, str]:
    """Return the kind of a mark that white space follows, and the word before it."""
    mark = match.group("mark")
    if mark[0] not in ".…":
        found = _LAST_WORD_RE.search(masked, max(start, match.start() - _LONGEST_ABBREVIATION), match.start())
        word = found.group().lower() if found else ""
        return ("mark-abbreviation" if word in rules.abbreviations else "mark"), word
    small = "-small" if masked[match.end()].islower() else ""
    if mark[0] == "…" or mark[1:2] == ".":
        return f"ellipsis{small}", ""
    before = masked[max(start, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    found = _LAST_WORD_RE.search(before)
    word = found.group().lower() if found else ""
    if small:
        return "stop-small", word
    if word in rules.abbreviations or (_ABBREVIATION_RE.search(before) and not _LABEL_RE.search(before)):
        return "stop-abbreviation", word
    if not _LABEL_RE.search(before):
        return "stop", word
    # Three words are enough to tell a sentence, as in `You can choose plan B. Then`, from the label of a list.
    long = len(masked[start : min(match.start(), start + 400)].split(None, 4)) > 3
    return "stop-label" if long else "stop-abbreviation", word


def _kind_of_image(masked: str, match: re.Match[str]) -> str:
    """Return whether an image stands between two sentences, or in brackets inside of one."""
    inside = masked[match.start() - 1] in "([（" or masked[match.end()] in ")]）"
    return "image-inside" if inside else "image"
