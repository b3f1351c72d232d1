"""Numbers in words: those that English says, and how often a translation says one."""

from __future__ import annotations

import re
from functools import lru_cache

from ...locales import month_names, parse_tag
from .word_lists import LETTERED, UNSPACED

_ENGLISH = {
    "0": "zero|no|none|null",
    "1": "one|first|once|single|sole|only|alone|an?|any|each|every|per|another|same|monthly|yearly|daily",
    "2": "two|second|secondary|twice|both|pairs?|couple|dual|double|either|half|more than one|mondays?",
    "3": "three|third|triple|thrice|tuesdays?",
    "4": "four|fourth|quarters?|quarterly|wednesdays?",
    "5": "five|fifth|thursdays?",
    "6": "six|sixth|fridays?",
    "7": "seven|seventh|saturdays?|weeks?|weekly",
    "8": "eight|eighth",
    "9": "nine|ninth",
    "10": "ten|tenth|decades?",
    "11": "eleven|eleventh",
    "12": "twelve|twelfth|dozens?|noon|midday|midnight",
    "13": "thirteen", "14": "fourteen|fortnight", "15": "fifteen", "16": "sixteen", "17": "seventeen", "18": "eighteen",
    "19": "nineteen", "20": "twenty|twentieth", "24": "twenty-four|midnight|around the clock", "30": "thirty|thirtieth",
    "40": "forty", "50": "fifty|half", "60": "sixty", "70": "seventy", "80": "eighty", "90": "ninety",
    "100": "hundreds?", "1000": "thousands?", "1000000": "millions?",
}  # fmt: skip
_ENGLISH_RES = {value: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for value, words in _ENGLISH.items()}
_MONTHS = ("Jan(?:uary)?", "Feb(?:ruary)?", "Mar(?:ch)?", "Apr(?:il)?", "May", "June?", "July?", "Aug(?:ust)?",
           "Sept?(?:ember)?", "Oct(?:ober)?", "Nov(?:ember)?", "Dec(?:ember)?")  # fmt: skip
_MONTH_RES = tuple(re.compile(rf"(?<!\w)(?:{name})(?!\w)") for name in _MONTHS)
_TENS_RE = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -](one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ROMAN = {2: "II", 3: "III", 4: "IV", 6: "VI", 7: "VII", 8: "VIII", 9: "IX", 11: "XI", 12: "XII"}
_DATE_RE = re.compile(r"(?<!\d)(?:\d{1,2}([/.-])\d{1,2}\1\d{2,4}|\d{4}([/.-])\d{1,2}\2\d{1,2})(?!\d)")


def said_in_english(value: str, text: str) -> bool:
    """Say whether English says a number without digits: by a numeral, an article, the name of a day."""
    pattern = _ENGLISH_RES.get(value)
    if pattern:
        return bool(pattern.search(text))
    return any(
        value == str((_TENS.index(match[1].lower()) + 2) * 10 + _UNITS.index(match[2].lower()) + 1)
        for match in _TENS_RE.finditer(text)
    )


def times_in_words(value: int, text: str, locale: str) -> int | None:
    """Return how often a translation says a whole number from 0 to 12 in words, None where they are not known."""
    roman = len(re.findall(rf"\b{_ROMAN[value]}\b", text)) if value in _ROMAN else 0
    patterns = _patterns(_language(locale))
    return roman + len(patterns[value].findall(text)) if patterns else roman or None


def is_month_in_english(value: str, text: str) -> bool:
    """Say whether English names the month of a number."""
    return (
        value.isdigit() and len(value) <= 2 and 1 <= int(value) <= 12 and bool(_MONTH_RES[int(value) - 1].search(text))
    )


def names_month(number: int, text: str, locale: str) -> bool:
    """Say whether a translation names the month of a number."""
    folded = text.casefold()
    return 1 <= number <= 12 and any(name in folded for name in month_names(locale)[number - 1])


def has_date(text: str) -> bool:
    """Say whether a text has a date in digits: `3/4/2021`."""
    return bool(_DATE_RE.search(text))


def _language(locale: str) -> str:
    tag = parse_tag(locale)
    if tag is None:
        return ""
    return "sr-Latn" if tag.language == "sr" and tag.script == "Latn" else tag.language


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return what finds 0 to 12 in a language; nothing where its words are not listed."""
    if language in UNSPACED:
        return tuple(re.compile(_alternatives(one), re.IGNORECASE) for one in UNSPACED[language].split())
    return tuple(
        re.compile(rf"(?<!\w)(?:{_alternatives(one)})(?!\w)", re.IGNORECASE)
        for one in LETTERED.get(language, "").split()
    )


def _alternatives(words: str) -> str:
    return re.escape(words).replace(r"\|", "|").replace(r"\*", r"\w*").replace("_", r"\s")
