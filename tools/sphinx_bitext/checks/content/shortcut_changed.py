"""The check `shortcut-changed`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._base import Check, Hit, quote
from .._pairing import Passage, Sentence, passages
from .._shown import Shown, shown

_KEYS = {
    "Ctrl": "Ctrl|Control",
    "Alt": "Alt|Option",
    "Shift": "Shift",
    "Windows": "Win|Windows(?:[ ](?:logo[ ])?key)?",
    "Command": "Cmd|Command",
}
_MODIFIER = f"(?:{'|'.join(_KEYS.values())}|AltGr|Fn)"
_SHORTCUT_RE = re.compile(
    rf"(?<!\w){_MODIFIER}[ ]?[+-][ ]?(?:{_MODIFIER}[ ]?[+-][ ]?){{0,2}}"
    r"(?P<key>F[0-9]{1,2}|[A-Z0-9]|[a-z](?=\W|\Z))(?!\w)"
)
_JOINED_RE = re.compile(r"(?<!\w)[^\W\d_]{2,12}(?:\s?[+＋]\s?[^\W_]{1,12})+")


class ShortcutChanged(Check):
    """A keyboard shortcut has another key than in the English, or is lost.

    Why it matters: the reader presses what the text says, and something else happens.

    Bad:

        Press Ctrl+S.   ->   Drücken Sie Strg+D.

    Good:

        Press Ctrl+S.   ->   Drücken Sie Strg+S.

    How to fix: take the keys of the English. Names that keys have on the reader's keyboard (Strg, Maj, Umschalt) and
    other spacing are fine; where the program has another shortcut in the reader's language, silence the check at the
    sentence.
    """

    code: ClassVar[str] = "shortcut-changed"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"number"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each shortcut whose last key the translation does not have."""
        for passage in passages(bitext):
            for sentence in passage.sentences:
                if "+" in sentence.source or "-" in sentence.source:
                    yield from _hits(passage, sentence)


def _hits(passage: Passage, sentence: Sentence) -> Iterator[Hit]:
    source = shown(sentence.source)
    for match in _SHORTCUT_RE.finditer(source.text):
        target = shown(sentence.target)
        other = _other(target, match)
        if other is None and _has_key(match["key"], passage):
            continue
        if other:
            message = f"The shortcut {quote(match.group())} is {quote(other.group())} here"
        else:
            message = f"The shortcut {quote(match.group())} is not in the translation"
        yield Hit(
            message,
            sentence.place,
            sentence.unit,
            sentence.source,
            sentence.target,
            certainty=max(Certainty.LIKELY, passage.certainty, key=lambda one: one.rank),
            source_marks=(source.span(*match.span()),),
            target_marks=(target.span(*other.span()),) if other else (),
        )


def _has_key(key: str, passage: Passage) -> bool:
    """Say whether the translation has the last key by itself, whatever it calls the others."""
    pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(key)}(?![A-Za-z0-9])", re.IGNORECASE)
    return bool(pattern.search(passage.target))


def _other(target: Shown, shortcut: re.Match[str]) -> re.Match[str] | None:
    """Return the shortcut that stands in place of one, None where one may be the same under other names."""
    found = list(_JOINED_RE.finditer(target.text))
    ends = [match for match in found if match.group().casefold().endswith(shortcut["key"].casefold())]
    if not ends:
        return found[0] if found else None
    known = _modifiers(shortcut.group())
    return None if any(_modifiers(match.group()) <= known for match in ends) else ends[0]


def _modifiers(keys: str) -> frozenset[str]:
    """Return the keys to hold, those that have their English name; other names may be those of any."""
    return frozenset(
        name for name, words in _KEYS.items() if re.search(rf"(?<!\w)(?:{words})(?!\w)", keys, re.IGNORECASE)
    )
