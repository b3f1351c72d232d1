"""Which language a sentence is in, as far as its letters tell. The library brings its model; nothing is fetched."""

from __future__ import annotations

import math
import unicodedata
from array import array
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

from .locales import parse_tag, script_code

# Names of the model for one language: the written one, whatever the spoken ones are.
_LABELS = {"nb": "no", "fil": "tl", "iw": "he", "in": "id", "yue": "zh", "wuu": "zh", "ary": "ar", "arz": "ar"}
_NEVER_FOREIGN = frozenset({"en", "zxx"})
_GLANCE, _ENOUGH = 60, 120
"""Characters: as many tell a sentence that is right, and as many a verdict against it."""


class Foreign(NamedTuple):
    """A language that fits a text better than the one it should be in."""

    language: str
    """ISO 639 code."""
    strength: float
    """Natural logarithm of how much better, over the root of the length in bytes. Texts of 8,000 programs in 80
    languages stay below 3 against their own language; sentences of other languages, near ones too, mostly reach it."""


def foreign_language(text: str, locale: str) -> Foreign | None:
    """Return the language that fits `text` better than that of `locale`, if any; English never counts.

    None as well where the model does not know the locale's language in its script. The shorter the text, the weaker
    the answer: give it 30 letters and more, without names.
    """
    own = _own_label(locale)
    if not own or not text.strip() or _scorer().best(text[:_GLANCE]) == own:
        return None
    shown = text[:_ENOUGH]
    scores: dict[str, float] = {}
    for label, score in _model().rank(shown):
        scores.setdefault(_label(label), score)
    best = next(iter(scores))
    if best == own or best in _NEVER_FOREIGN:
        return None
    return Foreign(best, (scores[best] - scores[own]) / math.sqrt(len(shown.encode("utf-8", "replace"))))


@lru_cache(maxsize=512)
def _own_label(locale: str) -> str:
    """Return the model's name of a locale's language, empty where it cannot judge its texts."""
    tag = parse_tag(locale)
    if tag is None:
        return ""
    usual = tag.language in ("sr", "zh") or script_code(locale) == script_code(tag.language)
    label = _label(tag.language)
    return label if usual and label in _model().labels else ""


def _label(language: str) -> str:
    return _LABELS.get(language, language)


class _Scorer:
    """How well a text fits the languages of the model: what the library computes, in a form that is read faster."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 (as the model)

        model = _model()
        self._np = np
        self._moves, self._rows, self._features = model.tk_nextmove, model.tk_row, array("i", model.tk_output)
        self._labels = [_label(label) for label in model.nb_classes]
        self._table, self._prior = model.nb_ptc, model.nb_pc

    def best(self, text: str) -> str:
        """Return the language that fits a text best; empty where it has nothing that tells."""
        text = unicodedata.normalize("NFC", text.lower() if text.isupper() else text)
        found = self._read(text.encode("utf-8", "surrogatepass"))
        if not found:
            return ""
        np, counts = self._np, Counter(found)
        weights = np.log1p(np.fromiter(counts.values(), np.float32, len(counts)))
        scores = weights @ self._table.take(np.fromiter(counts, np.intp, len(counts)), axis=0) + self._prior
        return self._labels[int(scores.argmax())]

    def _read(self, data: bytes) -> list[int]:
        """Return the features of a text, in the order in which they end."""
        moves, rows, features = self._moves, self._rows, self._features
        found: list[int] = []
        add, state = found.append, 0
        for byte in data:
            state = moves[(rows[state] << 8) + byte]
            feature = features[state]
            if feature >= 0:
                add(feature)
        return found


@lru_cache(maxsize=1)
def _scorer() -> _Scorer:
    return _Scorer()


@lru_cache(maxsize=1)
def _model() -> Any:  # noqa: ANN401 (the library has no types)
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 (0.3 s, which few commands need)

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.nb_ptc = model.nb_ptc.astype("float32")  # numbers of half the size are widened one by one, for each text
    return model
