"""Scripts of letters and locales, letters that only look right, and the two Chinese writings."""

from __future__ import annotations

import pytest

from sphinx_bitext.checks._han import other_han
from sphinx_bitext.checks._scripts import letter_script, locale_scripts, odd_letters, own_words
from sphinx_bitext.locales import english_name, script_code


@pytest.mark.parametrize(
    ("char", "script"),
    [
        ("a", "LATIN"), ("Ａ", "LATIN"), ("é", "LATIN"), ("ж", "CYRILLIC"), ("Ω", "GREEK"), ("µ", ""), ("ª", ""),
        ("ｶ", "KATAKANA"), ("ー", "KATAKANA"), ("々", ""), ("語", "CJK"), ("한", "HANGUL"), ("ก", "THAI"),
        ("1", ""), ("!", ""), ("\u200b", ""), ("\udc80", ""), ("𐀀", ""),
    ],
)  # fmt: skip
def test_script_of_a_letter(char: str, script: str) -> None:
    assert letter_script(char) == script


@pytest.mark.parametrize(
    ("locale", "code", "scripts"),
    [
        ("sv-SE", "Latn", {"LATIN"}),
        ("ru-RU", "Cyrl", {"CYRILLIC"}),
        ("sr-Latn-RS", "Latn", {"LATIN"}),
        ("sr-Cyrl-RS", "Cyrl", {"CYRILLIC"}),
        ("sr-RS", "Cyrl", {"CYRILLIC", "LATIN"}),
        ("ja-JP", "Jpan", {"CJK", "HIRAGANA", "KATAKANA"}),
        ("zh-TW", "Hant", {"CJK", "BOPOMOFO"}),
        ("zh-Hans", "Hans", {"CJK", "BOPOMOFO"}),
        ("zh-HK", "Hant", {"CJK", "BOPOMOFO"}),
        ("ar-SA", "Arab", {"ARABIC"}),
        ("xx-YY", "", set()),
        ("nonsense!", "", set()),
    ],
)
def test_scripts_of_a_locale(locale: str, code: str, scripts: set[str]) -> None:
    assert script_code(locale) == code
    assert locale_scripts(locale) == scripts


@pytest.mark.parametrize(
    ("word", "scripts", "places"),
    [
        ("fоnster", {"LATIN"}, (1,)),  # the o is Cyrillic
        ("оm", {"LATIN"}, (0,)),
        ("файл", {"CYRILLIC"}, ()),
        ("фaйлa", {"CYRILLIC"}, (1, 4)),  # both a are Latin
        ("kΩ", {"LATIN"}, ()),
        ("μm", {"LATIN"}, ()),
        ("Δtemp", {"LATIN"}, ()),  # looks like no Latin letter
        ("Outlookа", {"CYRILLIC"}, ()),  # an ending
        ("Outlооk", {"CYRILLIC"}, (4, 5)),
        ("Οutlook", {"GREEK"}, (0,)),
        ("日本ab", {"CJK"}, ()),
    ],
)
def test_letters_that_only_look_right(word: str, scripts: set[str], places: tuple[int, ...]) -> None:
    assert odd_letters(word, scripts) == places


@pytest.mark.parametrize(
    ("chars", "code", "odd", "is_all"),
    [
        ("开始设置", "Hans", "", False),
        ("開始設定", "Hans", "開設", False),
        ("開設動檔", "Hans", "開設動檔", True),
        ("開設动", "Hans", "開設", False),
        ("开设动", "Hant", "开设动", True),
        ("着裏啟", "Hant", "", False),
        ("設定剝塡頰", "Jpan", "", False),
        ("设开", "Jpan", "设开", False),
        ("漢字", "Kore", "", False),
    ],
)
def test_characters_of_the_other_chinese(chars: str, code: str, odd: str, is_all: bool) -> None:
    found = other_han(set(chars), code)
    assert (set(found.chars), found.is_all) == (set(odd), is_all) if found else not odd


def test_words_of_the_english_are_names() -> None:
    assert list(own_words("Open Contoso `now`.", "Öppna **Contoso** `nu` open.")) == ["Öppna"]


def test_names_of_languages_in_messages() -> None:
    assert [english_name(tag) for tag in ("sv-SE", "zh", "xx", "nonsense!")] == [
        "Swedish",
        "Chinese",
        "xx",
        "nonsense!",
    ]
