"""White space that a translation has and its English has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Bitext, Certainty
from ._base import Hit, counted, quote
from ._pairing import Passage, Sentence, passages, translation
from ._shown import OBJECT, Shown, shown

_AROUND = 12
_SAME = 3


@dataclass(frozen=True, slots=True)
class Surplus:
    """Matches of a pattern in a translation, more than in its English."""

    passage: Passage
    sentence: Sentence
    target: Shown
    matches: tuple[re.Match[str], ...]

    def hit(self, what: str, certainty: Certainty) -> Hit:
        """Return a hit that says `what` is there, quotes the first place and marks all."""
        first, sentence = self.matches[0], self.sentence
        near = self.target.text[max(first.start() - _AROUND, 0) : first.end() + _AROUND].replace(OBJECT, "…")
        count = "" if len(self.matches) == 1 else f" ({counted(len(self.matches), 'place')})"
        return Hit(
            f"{what}: {quote(near)}{count}",
            sentence.place,
            sentence.unit,
            sentence.source,
            sentence.target,
            certainty=max(certainty, self.passage.certainty, key=lambda one: one.rank),
            target_marks=tuple(self.target.span(*match.span()) for match in self.matches),
        )


def surplus(
    bitext: Bitext, hint: re.Pattern[str], pattern: re.Pattern[str], *, around: int = 0, compared: bool = True
) -> Iterator[Surplus]:
    """Yield the sentences in which `pattern` matches more often in the translation than in the English.

    `hint` is looked for in the Markdown first: where it does not match, `pattern` cannot match what is shown. A match
    with markup inside, or within `around` characters of it, is left to the checks of markup; what stands in the English
    in the same letters is meant. What only the language of the translation asks for is not `compared`.
    """
    for passage in passages(bitext) if hint.search(translation(bitext)) else ():
        for sentence in passage.sentences:
            if not hint.search(sentence.target):
                continue
            target = shown(sentence.target)
            matches = tuple(match for match in pattern.finditer(target.text) if _is_plain(target, match, around))
            if matches and compared:
                matches = _more_than(shown(sentence.source).text, target.text, matches)
            if matches:
                yield Surplus(passage, sentence, target, matches)


def _more_than(source: str, target: str, matches: tuple[re.Match[str], ...]) -> tuple[re.Match[str], ...]:
    """Return the matches that are not copied from the English; none where English has as many."""
    own = tuple(match for match in matches if target[match.start() : match.end() + _SAME] not in source)
    return own if own and len(own) > len(own[0].re.findall(source)) else ()


def _is_plain(side: Shown, match: re.Match[str], around: int) -> bool:
    """Say whether there is no markup in a match."""
    start, end = max(match.start() - around, 0), min(match.end() + around, len(side.text))
    return side.places[end - 1] - side.places[start] == end - 1 - start


def is_language(bitext: Bitext, *languages: str) -> bool:
    """Say whether the locale of a bitext is of one of the languages."""
    return bitext.locale.lower().partition("-")[0] in languages
