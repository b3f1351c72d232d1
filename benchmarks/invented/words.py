"""Words that nobody speaks, in the script of a language: the same word of English has always the same translation."""

from __future__ import annotations

import random
import zlib
from dataclasses import dataclass
from functools import lru_cache

LOCALES = (
    "sv-SE", "ja-JP", "ar-SA", "th-TH", "de-DE", "ru-RU", "zh-CN", "he-IL", "bg-BG", "cs-CZ", "da-DK", "el-GR",
    "es-ES", "et-EE", "fi-FI", "fr-FR", "hi-IN", "hr-HR", "hu-HU", "id-ID", "it-IT", "ko-KR", "lt-LT", "lv-LV",
    "ms-MY", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "pt-PT", "ro-RO", "sk-SK", "sl-SI", "sr-Latn-RS", "tr-TR", "uk-UA",
    "vi-VN", "zh-TW", "ca-ES",
)  # fmt: skip
"""The 39 locales of a large product; the first ones cover the scripts that differ most."""

_LETTERS = {
    "ar": "ابتثجحخدرسعفقكلمنهوي",
    "bg": "абвгдежзиклмнопрстуфхч",
    "el": "αβγδεζηικλμνοπρστυω",
    "he": "אבגדהוזחטיכלמנסעפצקרשת",
    "hi": "कखगघचछजतदनपबमयरलवसह",
    "ja": "あかさたなはまやらわをにのがでと",
    "ko": "가나다라마바사아자차카하",
    "ru": "абвгдежзиклмнопрстуфхчш",
    "th": "กขคงจชซญดตถทนบปผพมยรลวส",
    "uk": "абвгдежзиїклмнопрстуфхч",
    "zh": "上下中大小新旧开关设置文件用户管理打印",
}
_ACCENTS = {
    "cs": "áčěířšů", "da": "æøå", "de": "äöüß", "es": "áéíñó", "et": "äõöü", "fi": "äö", "fr": "àçéèô", "hr": "čćđšž",
    "hu": "áéőű", "lt": "ąčęėįš", "lv": "āčēģīķļņš", "nb": "æøå", "pl": "ąćęłńóśź", "pt": "ãáçéõ", "ro": "ăâîșț",
    "sk": "áčďľšž", "sl": "čšž", "sr": "čćđšž", "sv": "åäö", "tr": "çğıöşü", "vi": "ăâđêôơư",
}  # fmt: skip
_SYLLABLES = [first + vowel for first in "bdfgklmnprstv" for vowel in "aeiou"]
_UNSPACED = frozenset({"ja", "th", "zh"})
_FULL_STOPS = {"hi": "।", "ja": "。", "th": " ", "zh": "。"}
WORDS = 1_800
"""Words of the vocabulary: frequent ones stand often, as in a language."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language is written."""

    space: str
    full_stop: str


@lru_cache(maxsize=64)
def writing_of(language: str) -> Writing:
    """Return how a language (`sv`) is written; English is `en`."""
    return Writing("" if language in _UNSPACED else " ", _FULL_STOPS.get(language, "."))


@lru_cache(maxsize=64)
def vocabulary(language: str) -> tuple[str, ...]:
    """Return the `WORDS` words of a language; the same place is the same word in all."""
    chance = random.Random(zlib.crc32(language.encode()))
    if language == "en":
        return tuple("".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3)))) for _ in range(WORDS))
    letters = _LETTERS.get(language)
    if letters:
        lengths = (1, 2, 2, 3) if language in _UNSPACED else (2, 3, 4, 5, 6, 7)
        return tuple("".join(chance.choices(letters, k=chance.choice(lengths))) for _ in range(WORDS))
    tail = _ACCENTS.get(language, "")
    return tuple(_latin(chance, tail) for _ in range(WORDS))


def _latin(chance: random.Random, accents: str) -> str:
    word = "".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))
    return word + chance.choice(accents) if accents and chance.random() < 0.35 else word
