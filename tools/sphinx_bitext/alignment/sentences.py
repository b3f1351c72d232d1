"""Sentences: where they end, and which of two texts belong together.

Lengths are counted in characters; positions are offsets into the text given. Links and code are masked, so the marks
inside them end nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from ..model import Certainty, Span
from .by_structure import anchors, band

# A run of backticks or of word characters is tried once, from its start, so a long run costs linear time.
_MASK_RE = re.compile(
    r"(?<!`)(?P<code>`++)(?:.*?[^`])(?P=code)(?!`)"
    r"|(?:\[[^\[\]]*)?\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"
    r"|<(?!br[ /]*>)[^<>\n]+>"
    r"|https?://[^\s<>()]+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+",
    re.DOTALL | re.IGNORECASE,
)
_CLOSERS = "\"'”’»›）」』】〉》)\\]*_"
_END_RE = re.compile(
    rf"(?:(?<![.!?…؟۔।॥])[.!?…؟۔।॥]++[{_CLOSERS}]*(?=\s)|[。！？｡]+[{_CLOSERS}]*|(?<=\S)[ ]{{2,}}\n|\\\n|<br[ /]*>)\s*",
    re.IGNORECASE,
)
_INNER_END_RE = re.compile(r"[.!?…؟۔।॥。！？｡](?=.)", re.DOTALL)
_ABBREVIATION_RE = re.compile(
    r"(?:\b(?:e\.g|i\.e|mr|mrs|dr|prof|etc|vs|cf|no|nr|fig|approx|dvs|bl\.a|t\.ex|s\.k|m\.m|p\.g\.a|osv|fr\.o\.m|t\.o\.m|u\.c|utt|"
    r"dll|dsb|dst|mis|tbk|hlm|vd|örn|vb|vs|bkz|ör|z\.B|d\.h|usw|bzw|ggf|ca|p\.ej|т\.е|т\.д|т\.п|др|напр|"
    r"tj|např|tzn|atd|np|tzn|itd|itp|pt|pl|stb)|\b\w|\b\d+)\Z",
    re.IGNORECASE,
)
_LABEL_RE = re.compile(r"(?<!\S)(?:\w|[\d./]+)\Z")
_LONGEST_ABBREVIATION = 16
"""Characters before a full stop that are looked at."""


def split_sentences(text: str) -> tuple[Span, ...]:
    """Return the ranges of the sentences of one block, edges trimmed; at least one for text that is not blank."""
    masked = _MASK_RE.sub(_mask, text)
    spans, start = [], 0
    for match in _END_RE.finditer(masked):
        if match.end() >= len(masked) or not _is_end(masked, start, match):
            continue
        spans.append(_trim(text, start, match.end()))
        start = match.end()
    spans.append(_trim(text, start, len(text)))
    return tuple(span for span in spans if span.end > span.start)


def _mask(match: re.Match[str]) -> str:
    """Return what stands for a code span, a tag or an address: letters, which end nothing.

    A link keeps its text without the marks inside it, and its tail becomes closing marks: a sentence may end at the
    end of a link, as in `[Read this.](url) Then`.
    """
    text, tail, url = match.group().partition("](")
    if match.group()[0] not in "[]":
        return "x" * len(match.group())
    return _INNER_END_RE.sub("x", text) + "]" * len(tail + url)


def _is_end(masked: str, start: int, match: re.Match[str]) -> bool:
    """Say whether a mark ends a sentence: not behind an abbreviation, not before a small letter."""
    mark = match.group()[0]
    if mark not in ".…":
        return True
    if masked[match.end()].islower():
        return False
    if mark == "…" or match.group()[1:2] == ".":
        return True
    before = masked[max(start, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    return not _ABBREVIATION_RE.search(before) or _is_long(masked, start, match.start())


def _is_long(masked: str, start: int, end: int) -> bool:
    """Say whether a number or a letter ends a sentence of several words, as in `You can choose plan B. Then`."""
    before = masked[max(start, end - _LONGEST_ABBREVIATION) : end]
    # Three words are enough to tell a sentence from the label of a list.
    return bool(_LABEL_RE.search(before)) and len(masked[start : min(end, start + 400)].split(None, 4)) > 3


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


class Bead(NamedTuple):
    """Sentences that belong together, as index ranges of both sides; one range may be empty."""

    source: Span
    target: Span
    certainty: Certainty


_SHAPES = ((1, 1, 0.0), (1, 0, 4.5), (0, 1, 4.5), (2, 1, 2.3), (1, 2, 2.3), (2, 2, 4.4))
"""Sentences taken on both sides, and the cost in nats that makes the unusual shapes rare."""

_VARIANCE = 6.8
"""Variance of the length of a translation per character of its source (Gale and Church, 1993)."""

_BAND = 20
_MOST_CELLS = 100_000
"""Pairs of sentences that are weighed at most."""


def align_sentences(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    """Return the beads of two blocks that translate each other, in reading order."""
    if not source or not target:
        whole = Bead(Span(0, len(source)), Span(0, len(target)), Certainty.CERTAIN)
        return (whole,) if source or target else ()
    if len(source) == 1 or len(target) == 1:
        certainty = Certainty.CERTAIN if len(source) == len(target) else Certainty.LIKELY
        return (Bead(Span(0, len(source)), Span(0, len(target)), certainty),)
    return _programme(source, target)


def _programme(source: Sequence[str], target: Sequence[str]) -> tuple[Bead, ...]:
    ratio = (sum(map(len, target)) + 1) / (sum(map(len, source)) + 1)
    rows, columns = len(source), len(target)
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    shape: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(rows + 1):
        for j in band(i, rows, columns, _BAND, _MOST_CELLS):
            for di, dj, price in _SHAPES:
                before = best.get((i - di, j - dj))
                if before is None:
                    continue
                one, two = "".join(source[i - di : i]), "".join(target[j - dj : j])
                cost = before + price + (_length_cost(one, two, ratio) + _anchor_cost(one, two))
                if cost < best.get((i, j), math.inf):
                    best[i, j], shape[i, j] = cost, (di, dj)
    beads = []
    i, j = rows, columns
    certainty = Certainty.CERTAIN if rows == columns else Certainty.LIKELY
    while i or j:
        di, dj = shape[i, j]
        sure = certainty if (di, dj) == (1, 1) else Certainty.LIKELY
        beads.append(Bead(Span(i - di, i), Span(j - dj, j), sure))
        i, j = i - di, j - dj
    return tuple(reversed(beads))


def _length_cost(source: str, target: str, ratio: float) -> float:
    if not source or not target:
        return 0.0
    deviation = abs(len(target) - len(source) * ratio) / math.sqrt(_VARIANCE * max(len(source), 1) * max(ratio, 0.2))
    # erfc is the share of pairs that deviate more; below 1e-8 a pair is as unlikely as can be.
    return -math.log(max(math.erfc(deviation / math.sqrt(2)), 1e-8))


def _anchor_cost(source: str, target: str) -> float:
    if not source or not target:
        return 0.0
    one, two = anchors(source), anchors(target)
    if not one and not two:
        return 0.0
    return 3.0 * (1 - 2 * len(one & two) / (len(one) + len(two)))
