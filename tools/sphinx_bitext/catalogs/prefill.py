"""A translation for English that has changed: sentence by sentence, what still holds stays."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import fuzz

from ..alignment.sentences import align_sentences, split_sentences

_FIXED_RE = re.compile(
    r"(?P<code>`++)(?:.*?[^`])??(?P=code)(?!`)|!\[|\]\([^()\s]*|</?\w[^<>]*>|https?://[^\s<>()]+|[*~]+"
    r"|[-−]?\d(?:[\d.,:]*\d)?%?",
    re.DOTALL,
)
"""What a change of is never a matter of looks: code, addresses, tags, bold, numbers."""
_WORD_RE = re.compile(r"[^\W_]+|[^\w\s.,;:!?'\"’‘“”()\[\]{}…–—-]")
"""Words, and signs that are no punctuation."""
_ALIKE = 50.0
"""Percent of equal text from which a changed sentence counts as the same sentence."""
_MOST_SENTENCES = 400
"""A longer message is kept whole: comparing all its sentences would take too long."""


class _Piece(NamedTuple):
    """What stands for one or more sentences of the new English."""

    text: str
    first: int | None
    """Index of its first sentence in the old translation, None for English."""
    last: int | None


def is_cosmetic(old: str, new: str) -> bool:
    """Say whether two messages differ in punctuation, case or white space alone, outside code, links and numbers."""
    if old == new or [match.group() for match in _FIXED_RE.finditer(old)] != [
        match.group() for match in _FIXED_RE.finditer(new)
    ]:
        return False
    one, two = (_WORD_RE.findall(_FIXED_RE.sub(" ", text).casefold()) for text in (old, new))
    return bool(one) and one == two


def prefill(old: str, new: str, translation: str) -> str:
    """Return what is known of the translation of `new`, from a translation of `old`.

    Sentences that did not change keep their translation, and so do those that changed: only the fuzzy mark says that
    they need work. A sentence that is new stands in English; one that went is left out. Where sentences cannot be told
    apart the translation is kept whole. Texts are msgids and msgstrs (raw Markdown of one block).
    """
    before, now, there = (_sentences(text) for text in (old, new, translation))
    if not (before and now and there) or max(len(before), len(now), len(there)) > _MOST_SENTENCES:
        return translation
    partners = match_versions(before, now)
    if partners == list(range(len(before))):
        return translation
    owners = _owners(before, there)
    pieces: list[_Piece] = []
    used: set[range] = set()
    for sentence, partner in zip(now, partners, strict=True):
        if partner is None:
            pieces.append(_Piece(sentence, None, None))
        elif owners[partner] and owners[partner] not in used:
            places = owners[partner]
            used.add(places)
            pieces.append(_Piece("", places.start, places.stop - 1))
    if not used:
        return translation
    return _joined(pieces, translation)


def match_versions(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """Return for each sentence of `new` the index of the one of `old` that it was, None for a new one."""
    partners: list[int | None] = [None] * len(new)
    for i, j, size in difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        partners[j : j + size] = range(i, i + size)
    known = set(partners)
    left = [i for i in range(len(old)) if i not in known]
    for j, sentence in enumerate(new):  # a sentence that moved
        place = next((i for i in left if old[i] == sentence), None) if partners[j] is None else None
        if place is not None:
            partners[j] = place
            left.remove(place)
    _match_alike(old, new, left, [j for j, partner in enumerate(partners) if partner is None], partners)
    return partners


def _match_alike(
    old: Sequence[str], new: Sequence[str], rows: Sequence[int], columns: Sequence[int], partners: list[int | None]
) -> None:
    """Pair changed sentences greedily and in order: each with the next one that holds at least half of its text."""
    start = 0
    for i in rows:
        scores = [(fuzz.ratio(old[i], new[columns[at]]), -at) for at in range(start, len(columns))]
        score, negative = max(scores, default=(0.0, 0))
        if score >= _ALIKE:
            partners[columns[-negative]] = i
            start = 1 - negative


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def _owners(old: Sequence[str], translation: Sequence[str]) -> list[range]:
    """Return for each sentence of the old English the sentences of the translation that say it."""
    if len(old) == len(translation):
        return [range(index, index + 1) for index in range(len(old))]
    owners = [range(0)] * len(old)
    for source, target, _ in align_sentences(old, translation):
        for index in range(source.start, source.end):
            owners[index] = range(target.start, target.end)
    return owners


def _joined(pieces: Sequence[_Piece], translation: str) -> str:
    """Put the pieces together with the white space that the translation has between its sentences."""
    spans = split_sentences(translation)
    gaps = [translation[one.end : two.start] for one, two in pairwise(spans)]
    usual = next((gap for gap in gaps if not gap.strip()), " ")  # an image may stand between two sentences
    result = [translation[: spans[0].start]]
    for before, piece in zip((None, *pieces), pieces, strict=False):
        if before is not None:
            result.append(_gap(before, piece, gaps, usual))
        if piece.first is None or piece.last is None:
            result.append(piece.text)
        else:
            result.append(translation[spans[piece.first].start : spans[piece.last].end])
    return "".join([*result, translation[spans[-1].end :]])


def _gap(before: _Piece, piece: _Piece, gaps: Sequence[str], usual: str) -> str:
    if before.last is None or piece.first is None:
        return usual if usual.strip(" ") else " "
    return gaps[before.last] if piece.first == before.last + 1 else usual
