"""The check `repeated-phrase`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit, quote
from .._pairing import Sentence, passages
from .._tokens import name_codes, prose

_LEAST, _MOST = 8, 10_000
"""Characters of prose in which nothing can go round three times, and that are looked at."""
# The same words three times, with nothing but signs between them; in scripts without spaces, the same letters.
_WORDS_RE = re.compile(r"(?<!\w)(\w[^\r\n]{0,80}?)(?:\W{1,3}\1){2,}(?!\w)", re.IGNORECASE)
_UNSPACED_RE = re.compile(r"([^\W\d_][^\r\n]{1,40}?)\1{2,}")
_ROUND = 4
"""Twice the length of the shortest loop in letters."""
_LONGEST = 41
"""Letters, or words, of the longest loop."""
_UNSPACED_LETTER_RE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_SIGNS_RE = re.compile(r"([^\w\s\-=_*#~])(?:\s?\1){7,}")
_EDGE_RE = re.compile(r"[\W_]+\Z")
_WORD_RE = re.compile(r"\w+")
_LETTER_RE = re.compile(r"[^\W\d_]")


class RepeatedPhrase(Check):
    """The translation says the same words three times or more in a row.

    Why it matters: a translation engine got stuck; the rest of the sentence is often lost.

    Bad:

        Open the settings of the group.   ->   Öppna gruppens gruppens gruppens gruppens inställningar.

    Good:

        Open the settings of the group.   ->   Öppna gruppens inställningar.

    How to fix: have the sentence translated anew. What the English repeats as often is not reported.
    """

    code: ClassVar[str] = "repeated-phrase"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset(
        {
            "code-added",
            "emphasis-added",
            "length-ratio",
            "link-added",
            "literal-changed",
            "number",
            "odd-code",
            "odd-emphasis",
            "odd-link",
            "odd-number",
            "repeated-word",
        }
    )

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for the first loop of each sentence."""
        for passage in passages(bitext):
            for sentence in passage.sentences:
                target = prose(sentence.target)
                found = _loop(target) if len(target) >= _LEAST else None
                if found and "`" in sentence.target:
                    target = prose(name_codes(sentence.target))
                    found = _loop(target)
                if found and found[1] > _times(prose(sentence.source)):
                    yield _hit(sentence, target, *found)


def _loop(plain: str) -> tuple[re.Match[str], int] | None:
    """Return the first loop of a text and how often it goes round."""
    plain = plain[:_MOST]
    words = plain.casefold().split()
    again = len(words) - len(set(words)) >= 2 and _has_round_of_words(plain)
    if again and (match := _WORDS_RE.search(plain)) and _LETTER_RE.search(match[1]):
        return match, len(match[0]) // len(match[1])
    again = bool(_UNSPACED_LETTER_RE.search(plain)) and _has_round_of_letters(plain)
    if again and (match := _UNSPACED_RE.search(plain)):
        return match, len(match[0]) // len(match[1])
    match = _SIGNS_RE.search(plain)
    return (match, match[0].count(match[1])) if match else None


def _has_round_of_words(plain: str) -> bool:
    """Say whether words stand three times in a row, as in every loop: far cheaper than to find it."""
    words = _WORD_RE.findall(plain.casefold())
    return _has_round(words, words)


def _has_round_of_letters(plain: str) -> bool:
    """Say whether letters stand three times in a row: cheapest where no four of them stand in two places."""
    grams = [plain[start : start + _ROUND] for start in range(len(plain) - _ROUND + 1)]
    return len(set(grams)) < len(grams) and _has_round(plain, grams)


def _has_round(pieces: Sequence[str], starts: Sequence[str]) -> bool:
    """Say whether up to `_LONGEST` pieces stand three times in a row; of each place, `starts` has what begins there."""
    places: dict[str, list[int]] = {}
    for at, start in enumerate(starts):
        known = places.setdefault(start, [])
        for before in reversed(known):
            size = at - before
            if size > _LONGEST:
                break
            if pieces[before : at + size] == pieces[at : at + 2 * size]:
                return True
        known.append(at)
    return False


def _times(plain: str) -> int:
    found = _loop(plain)
    return found[1] if found else 0


def _hit(sentence: Sentence, plain: str, match: re.Match[str], times: int) -> Hit:
    text = plain[match.start() : match.end()]
    start = sentence.target.find(text)
    # Three times one word can be an emphasis of the translator's own.
    emphasis = times == 3 and " " not in match[1] and not _UNSPACED_LETTER_RE.search(match[1])
    return Hit(
        message=f"Says {quote(_EDGE_RE.sub('', match[1]) or match[1])} {times:,} times in a row.",
        place=sentence.place,
        unit=sentence.unit,
        source=sentence.source,
        target=sentence.target,
        severity=Severity.WARNING if emphasis else None,
        target_marks=(Span(start, start + len(text)),) if start >= 0 else (),
    )
