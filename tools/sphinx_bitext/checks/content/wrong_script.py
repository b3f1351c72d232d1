"""The check `wrong-script`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import ClassVar, NamedTuple

from ...locales import english_name, script_code
from ...model import Bitext, Certainty, Severity, Span
from ...terms.matching import without_hidden
from .._base import Check, Hit, quote
from .._han import other_han
from .._pairing import Sentence, passages, translation
from .._scripts import alphabet, letter_script, locale_scripts, odd_letters, own_words, shown_places
from .._tokens import prose, words

_WORD_RE = re.compile(r"[^\W\d_]+")
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK"})
_FEW = 4
"""Letters or words from which a sentence counts as written so."""


class WrongScript(Check):
    """Letters stand in the translation that its language is not written with.

    Why it matters: the reader cannot read them, or cannot find by search a word that looks right. Latin names, single
    Greek letters as symbols, and letters that the English has as well are fine.

    Bad:

        Restart the device.   ->   Starta оm enheten.     (the о is Cyrillic)
        Restart the device.   ->   重新啟動裝置。            (in a page for zh-CN)

    Good:

        Restart the device.   ->   Starta om enheten.
        Restart the device.   ->   重新启动设备。

    How to fix: type the marked letters anew, or deliver the sentence in the right language.
    """

    code: ClassVar[str] = "wrong-script"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield at most one hit for each sentence."""
        scripts = locale_scripts(bitext.locale)
        if not scripts:
            return
        known = alphabet(bitext.locale)
        plain = known.has_all(translation(bitext)) and len(_ALIKE & {"LATIN", *scripts}) < 2
        if plain and "LATIN" in scripts:
            return
        for passage in passages(bitext):
            for one in passage.sentences:
                if plain and not known.letters.isdisjoint(one.target):
                    continue
                if one.target.isascii() and ("LATIN" in scripts or not one.target.strip()):
                    continue
                seen = _seen(one, bitext.locale, scripts)
                if seen:
                    place, unit = one.place, one.unit
                    grades = (seen.severity, seen.certainty)
                    yield Hit(seen.message, place, unit, one.source, one.target, *grades, target_marks=seen.marks)


class _Seen(NamedTuple):
    message: str
    marks: tuple[Span, ...]
    severity: Severity
    certainty: Certainty


def _seen(one: Sentence, locale: str, scripts: frozenset[str]) -> _Seen | None:
    used = {letter_script(char) for char in set(one.target)}
    found = _mixed(one, scripts) if len(used & _ALIKE) > 1 else None
    if not found and used - scripts - {"", "LATIN"}:
        found = _foreign(one, locale, scripts)
    if not found and "CJK" in scripts & used:
        found = _han(one, locale)
    if not found and not used & scripts:
        found = _latin(one, locale)
    return found


def _mixed(one: Sentence, scripts: Collection[str]) -> _Seen | None:
    """Return what looks like one word and is of two scripts."""
    odd = {word: odd_letters(word, scripts) for word in _WORD_RE.findall(one.target) if word not in one.source}
    wanted = {word for word in _WORD_RE.findall(prose(one.target)) if odd.get(word)}
    starts = [(one.target[slice(*place)], place.start) for place in shown_places(one.target, wanted)]
    if not starts:
        return None
    marks = tuple(Span(start + at, start + at + 1) for word, start in starts for at in odd[word])
    char = one.target[marks[0].start]
    name = f"U+{ord(char):04X} {unicodedata.name(char)}"
    message = f"{quote(starts[0][0])} is written with a letter of another script: {name}"
    return _Seen(message, marks, Severity.WARNING, Certainty.CERTAIN)


def _foreign(one: Sentence, locale: str, scripts: Collection[str]) -> _Seen | None:
    """Return runs of letters of a script that neither the locale nor the English has."""
    fine = {"", "LATIN", *scripts}
    foreign = {char for char in set(one.target) - set(one.source) if letter_script(char) not in fine}
    if not foreign:
        return None
    run_re = re.compile(f"[{re.escape(''.join(sorted(foreign)))}]+")
    shown = prose(one.target)
    # A link or bold text within a run cuts it in two in the raw text.
    runs = " ".join(run for run in run_re.findall(shown) if len(run) > 1 or letter_script(run) != "GREEK")
    marks = tuple(Span(*match.span()) for match in run_re.finditer(without_hidden(one.target)) if match[0] in runs)
    if not marks:
        return None
    script = letter_script(one.target[marks[0].start]).title()
    count = sum(len(run) for run in run_re.findall(shown))
    own = sum(map(len, own_words(one.source, one.target)))
    if count >= _FEW and count * 3 >= own * 2:
        message = f"Written in {script} letters; {english_name(locale)} is not"
        return _Seen(message, marks, Severity.ERROR, Certainty.CERTAIN)
    message = f"{quote(one.target[slice(*marks[0])])} is in {script} letters; {english_name(locale)} has none"
    return _Seen(message, marks, Severity.WARNING, Certainty.LIKELY)


def _han(one: Sentence, locale: str) -> _Seen | None:
    """Return Han characters of the other Chinese, or those that Japanese has not."""
    chars = {char for char in set(prose(one.target)) - set(one.source) if letter_script(char) == "CJK"}
    found = other_han(chars, script_code(locale))
    if not found:
        return None
    marks = tuple(Span(at, at + 1) for at, char in enumerate(without_hidden(one.target)) if char in found.chars)
    if not marks:
        return None
    if found.is_all:
        return _Seen(f"Written in {found.name} characters", marks, Severity.ERROR, Certainty.CERTAIN)
    message = f"{quote(one.target[slice(*marks[0])])} is a {found.name} character"
    return _Seen(message, marks, Severity.WARNING, Certainty.LIKELY)


def _latin(one: Sentence, locale: str) -> _Seen | None:
    """Return a sentence in Latin letters alone of which the English has hardly a word."""
    own = own_words(one.source, one.target)
    if len(own) < _FEW or sum(word.islower() for word in own) < 2 or len(own) * 2 < len(words(prose(one.target))):
        return None
    marks = tuple(shown_places(one.target, {part for word in own for part in _WORD_RE.findall(word)}))
    return _Seen(f"Written in Latin letters; {english_name(locale)} is not", marks, Severity.ERROR, Certainty.LIKELY)
