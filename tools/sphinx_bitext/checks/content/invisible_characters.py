"""The check `invisible-characters`."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from ...locales import text_direction
from ...model import Bitext, Certainty, Severity, Span
from .._base import Check, Hit
from .._pairing import Sentence, passages, translation
from .._scripts import locale_scripts
from .._tokens import inline

_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,12});"
_SEEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffd\ufffe\uffff"
    "\U000e0000-\U000e007f\U000f0000-\U0010ffff"
)
_RE = re.compile(f"[{_SEEN}]|{_ENTITY}")
_CHAR_RE = re.compile(f"[{_SEEN}]")
_OPENING, _ISOLATES, _CLOSING = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068", {"\u202c": "e", "\u2069": "i"}
_OVERRIDES = "\u202d\u202e"
_MARKS = "\u200e\u200f\u061c"
_JOINERS = "\u200c\u200d"
_NO_JOINING = frozenset(
    {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW", "CJK", "BOPOMOFO", "HIRAGANA", "KATAKANA",
     "HANGUL", "THAI", "LAO"}
)  # fmt: skip
_NO_SPACES = frozenset({"THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"})


class InvisibleCharacters(Check):
    """The translation holds characters that nobody sees, or that stand for none, and the English does not.

    Why it matters: a word with one inside is not found by search, a command with one fails when it is copied, and
    controls of direction can show another text than the one that is there.

    Bad:

        Run setup.exe.   ->   Kör setup<U+202E>exe.

    Good:

        Run setup.exe.   ->   Kör setup.exe.

    How to fix: delete the character, or type anew what U+FFFD stands for. Marks of direction are fine in locales that
    are written from right to left, joiners and breaks where the script needs them, no-break spaces everywhere.
    """

    code: ClassVar[str] = "invisible-characters"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield one hit for each sentence, graded by the worst of its characters."""
        locale = bitext.locale
        seen = translation(bitext)
        for passage in passages(bitext) if _CHAR_RE.search(seen) or "&" in seen else ():
            for one in passage.sentences:
                if not _CHAR_RE.search(one.target) and "&" not in one.target:
                    continue
                found = sorted(_illegal(one, locale), key=lambda seen: (seen.grade[0].rank, seen.place))
                if found:
                    message = _message(found)
                    marks = tuple(sorted(seen.place for seen in found))
                    grade = found[0].grade
                    yield Hit(message, one.place, one.unit, one.source, one.target, *grade, target_marks=marks)


class _Seen(NamedTuple):
    char: str
    place: Span
    grade: tuple[Severity, Certainty]


def _message(found: list[_Seen]) -> str:
    names = list(dict.fromkeys(_name(seen.char) for seen in found))
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return f"The text holds {', '.join(names[:2])}{more}"


def _name(char: str) -> str:
    kind = {"Cc": "CONTROL CHARACTER", "Co": "PRIVATE USE CHARACTER"}.get(unicodedata.category(char), "NO CHARACTER")
    return f"U+{ord(char):04X} {unicodedata.name(char, kind)}"


def _illegal(one: Sentence, locale: str) -> Iterator[_Seen]:
    found, english = list(_characters(one.target)), list(_characters(one.source))
    unbalanced = set() if _unbalanced(english) else _unbalanced(found)
    known = {char for char, _ in english}
    for char, place in found:
        if place in unbalanced:
            yield _Seen(char, place, (Severity.ERROR, Certainty.CERTAIN))
        elif char not in known:
            grade = _grade(char, place, one.target, locale)
            if grade:
                yield _Seen(char, place, grade)


def _characters(markdown: str) -> Iterator[tuple[str, Span]]:
    """Yield what this check is about, typed or written as an entity that is shown."""
    for match in _RE.finditer(markdown):
        char = html.unescape(match[0]) if match[0][0] == "&" else match[0]
        if len(char) == 1 and _CHAR_RE.match(char) and (char == match[0] or char in inline(markdown).plain):
            yield char, Span(*match.span())


def _unbalanced(found: list[tuple[str, Span]]) -> set[Span]:
    """Return the places of embeddings, overrides and isolates that are not closed, or closed without being open."""
    opened: list[tuple[str, Span]] = []
    bad: set[Span] = set()
    for char, place in found:
        if char in _OPENING or char in _ISOLATES:
            opened.append(("e" if char in _OPENING else "i", place))
        elif char in _CLOSING:
            if opened and opened[-1][0] == _CLOSING[char]:
                opened.pop()
            else:
                bad.add(place)
    return bad | {place for _, place in opened}


def _grade(char: str, place: Span, text: str, locale: str) -> tuple[Severity, Certainty] | None:
    """Return how bad a character is that the English has not; None where it is legal."""
    scripts = locale_scripts(locale)
    is_rtl = text_direction(locale) == "rtl"
    if char in _OVERRIDES or unicodedata.category(char) in ("Cc", "Cn") or char == "\ufffd":
        return Severity.ERROR, Certainty.CERTAIN
    if char in _OPENING or char in _ISOLATES or char in _CLOSING:
        return None if is_rtl else (Severity.WARNING, Certainty.LIKELY)
    if char in _MARKS:
        return None if is_rtl else (Severity.INFO, Certainty.POSSIBLE)
    if char in _JOINERS and (not scripts <= _NO_JOINING or _among_pictures(text, place)):
        return None
    if char == "\u200b" and scripts & _NO_SPACES:
        return None
    if "\U000e0000" <= char <= "\U000e007f":
        return None if "\U0001f3f4" in text[: place.start] else (Severity.ERROR, Certainty.CERTAIN)  # a flag
    return Severity.WARNING, Certainty.LIKELY


def _among_pictures(text: str, place: Span) -> bool:
    """Say whether a joiner makes one picture of two."""
    around = text[place.start - 1 : place.start] + text[place.end : place.end + 1]
    return len(around) == 2 and not any(char.isalnum() or char.isspace() for char in around)
