"""Words, most of which nobody speaks, in the script of a language: each word of English always has the same one."""

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
_COMMON = {
    "ar": "في من على إلى أن هذا التي لا مع أو عن ما",
    "bg": "и в не на че с по за как това от при",
    "ca": "el de i que en és per amb als les no aquest",
    "cs": "se na a že v je pro s po jako ne tento",
    "da": "den af og at i er for med på som ikke dette",
    "de": "die von und zu in ist für mit auf dass nicht dies",
    "el": "και το να του η της με για από στο είναι δεν",
    "en": "the of and to in is for with on that not this",
    "es": "el de y que en es para con por los no este",
    "et": "see on ja et ka kui või siis ei ole nagu kõik",
    "fi": "se on ja että myös kun tai jos ei ole kuin tämä",
    "fr": "le de et que dans est pour avec sur les pas cette",
    "he": "את של על עם לא הוא זה כי או גם אם כל",
    "hi": "के में है की और को से का यह पर नहीं एक",
    "hr": "se na i da u je za s po kao nije ovaj",
    "hu": "a az és hogy is van nem egy ez meg csak már",
    "id": "dan di yang untuk dari dengan pada ini itu adalah tidak dalam",
    "it": "il di e che nel è per con su gli non questo",
    "lt": "ir į iš kad yra su ant kaip ne tai bet šis",
    "lv": "un uz no ka ir ar par kā nav tas bet šis",
    "ms": "dan di yang untuk dari dengan pada ini itu ialah tidak dalam",
    "nb": "den av og å i er for med på som ikke dette",
    "nl": "de van en te in is voor met op dat niet dit",
    "pl": "się na i że w jest dla z po jak nie ten",
    "pt": "o de e que em é para com por os não este",
    "ro": "un de și să în este pentru cu pe care nu acest",
    "ru": "и в не на что с по для как это из при",
    "sk": "sa na a že v je pre s po ako nie tento",
    "sl": "se na in da v je za s po kot ni ta",
    "sr": "se na i da u je za sa po kao nije ovaj",
    "sv": "den av och att i är för med på som inte detta",
    "tr": "ve bir bu için ile de olarak daha ne gibi çok var",
    "uk": "і в не на що з по для як це із при",
    "vi": "và của các là trong được cho với trên này không một",
}
"""Twelve words of the language itself, where others are written in its script: by them it can be told from these."""
_OFTEN = 400
"""Places of the vocabulary that common words take: nearly half of the words of a text."""
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
    words = _invented(language)
    common = _COMMON.get(language, "").split()
    return tuple(common[number % len(common)] for number in range(_OFTEN)) + words[_OFTEN:] if common else words


def _invented(language: str) -> tuple[str, ...]:
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
