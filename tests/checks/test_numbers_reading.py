"""Numbers as a reader of a locale takes them, and the pieces of text they are read from."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_bitext.checks._literals import literals, may_have_literals, without_literals
from sphinx_bitext.checks._numbers.reader import copied_digits, read_numbers
from sphinx_bitext.checks._numbers.word_lists import LETTERED, UNSPACED
from sphinx_bitext.checks._numbers.words import is_month_in_english, names_month, said_in_english, times_in_words
from sphinx_bitext.checks._punctuation import final_mark
from sphinx_bitext.checks._shown import OBJECT, shown
from sphinx_bitext.checks._tokens import _DIRECTIVE_RE, inline
from sphinx_bitext.locales import month_names, number_marks
from support import examples


@pytest.mark.parametrize(
    ("text", "locale", "values"),
    [
        ("1,500 and 2.5", "en-US", ["1500", "2.5"]),
        ("1 500 och 2,5", "sv-SE", ["1500", "2.5"]),
        ("1\u202f500,5", "fr-FR", ["1500.5"]),
        ("1.500", "de-DE", ["1500"]),
        ("1.500", "ja-JP", ["1.500"]),
        ("1’500.5", "de-CH", ["1500.5"]),
        ("1,50,000", "hi-IN", ["150000"]),
        ("١٬٥٠٠٫٥", "ar-SA", ["1500.5"]),
        ("２０", "ja-JP", ["20"]),
        ("m² と ③", "ja-JP", ["2", "3"]),
        ("3.2.1", "tr-TR", ["3.2.1"]),
        ("007", "sv-SE", ["7"]),
        ("0", "sv-SE", ["0"]),
        ("200万", "zh-CN", ["200", "2000000"]),
        ("1.5 million", "en-US", ["1.5", "1500000"]),
        ("3 PM", "en-US", ["3", "15"]),
        ("12 AM", "en-US", ["12", "0"]),
        ("2564", "th-TH", ["2564", "2021"]),
        ("½", "it-IT", ["0.5"]),
        ("1 2", "en-US", []),
        ("`5` https://contoso.com/6 a7.txt C:\\8", "sv-SE", []),
    ],
)
def test_values(text: str, locale: str, values: list[str]) -> None:
    assert [value for number in read_numbers(text, locale) for value in number.values] == values


def test_numbers_written_together_have_parts() -> None:
    (date,) = read_numbers("den 04.03.2021", "sv-SE")
    assert [part.values[0] for part in date.parts] == ["4", "3", "2021"]
    (pair,) = read_numbers("12 34", "en-US")
    assert [part.text for part in pair.parts] == ["12", "34"]


@pytest.mark.parametrize(
    ("text", "in_name"),
    [
        ("wait 7 days", False),
        ("7 days", False),
        ("the 1st day", False),
        ("open Fabrikam 7", True),
        ("plan E5", True),
        ("see (2)", True),
        ("a 3D view", True),
        ("on June 7", False),
    ],
)
def test_numbers_in_names(text: str, in_name: bool) -> None:
    (number,) = read_numbers(text, "en-US")
    assert number.in_name is in_name
    assert (number.small is None) is in_name


@settings(max_examples=examples(100))
@given(st.text(alphabet="0123456789.,' \u00a0aA٣४½²:%万()-*`[]", max_size=60))
def test_marks_of_numbers_point_at_them(text: str) -> None:
    for number in read_numbers(text, "sv-SE"):
        assert number.text[0] == text[number.span.start]
        assert number.text[-1] == text[number.span.end - 1]


def test_digits_of_code_and_files_are_told() -> None:
    assert copied_digits("`a 5` 6 b_7.txt `1.2`") == {"5", "7", "1", "2", "1.2"}


def test_every_language_has_thirteen_words() -> None:
    for words in (*LETTERED.values(), *UNSPACED.values()):
        assert len(words.split()) == 13


@pytest.mark.parametrize(
    ("value", "text", "locale", "times"),
    [
        (3, "de tre punkterna", "sv-SE", 1),
        (3, "trettio tredagarsperioder", "sv-SE", 0),
        (12, "on iki gün", "tr-TR", 1),
        (2, "два файла, двух файлов", "ru-RU", 2),
        (3, "三个步骤", "zh-TW", 1),
        (2, "ساعتين", "ar-EG", 1),
        (2, "Del II", "sv-SE", 1),
        (5, "dakika tano", "sw-KE", None),
        (4, "четири", "sr-RS", 1),
        (4, "četiri", "sr-Latn-RS", 1),
    ],
)
def test_numbers_in_words(value: int, text: str, locale: str, times: int | None) -> None:
    assert times_in_words(value, text, locale) == times


def test_numbers_in_english_words() -> None:
    assert said_in_english("25", "the twenty-fifth or twenty-five")
    assert is_month_in_english("5", "in May")
    assert not is_month_in_english("5", "you may go")
    assert not is_month_in_english("13", "in May")
    assert said_in_english("1", "an update")
    assert not said_in_english("7", "someone")


def test_locale_data() -> None:
    assert number_marks("sv-SE") == (",", " ")
    assert number_marks("de-DE") == (",", ".")
    assert number_marks("xx-XX") == (".", ",")
    assert "mars" in month_names("sv-SE")[2]
    assert names_month(3, "4 marca 2021", "pl-PL")
    assert not names_month(4, "4 marca 2021", "pl-PL")
    assert not any(char.isdigit() for names in month_names("ja-JP") for name in names for char in name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See (https://contoso.com/a_(b)).", [("address", "https://contoso.com/a_(b)")]),
        ("www.contoso.com, help@contoso.com.", [("address", "www.contoso.com"), ("mail", "help@contoso.com")]),
        ("HKLM\\Soft ware\\A or HKEY_USERS", [("registry", "HKLM\\Soft ware\\A"), ("registry", "HKEY_USERS")]),
        ("C:\\Program Files\\A b or \\\\host\\a", [("path", "C:\\Program Files\\A"), ("path", "\\\\host\\a")]),
        (
            "%AppData%\\a and ~/b/c and /etc/hosts",
            [("path", "%AppData%\\a"), ("path", "~/b/c"), ("path", "/etc/hosts")],
        ),
        ("and/or/not 24/7 1/2", []),
        ("a.json, b.tar.gz; Node.js", [("file", "a.json"), ("file", "b.tar.gz"), ("file", "Node.js")]),
        ("0x80070005 e.g. i.e. 3.5", [("code", "0x80070005")]),
        ("6f9619ff-8b86-d011-b42d-00c04fc964ff", [("guid", "6f9619ff-8b86-d011-b42d-00c04fc964ff")]),
    ],
)
def test_literals(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in literals(text)] == found
    assert all(text[slice(*one.span)] == one.text for one in literals(text))
    assert may_have_literals(text) or not found
    assert len(without_literals(text)) == len(text)


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ('**a** [b](c "(d)") `e` ![f](g)', f"a b {OBJECT} {OBJECT}"),
        ("a\\*b &amp; &copy;", "a*b & ©"),
        ("<https://a.example> <b>x</b><br>y", f"{OBJECT} x\ny"),
        ("one \n two", "one two"),
        ("[a][b] [c](<d e>)", "[a][b] c"),
        ("plain", "plain"),
    ],
)
def test_what_is_shown(markdown: str, text: str) -> None:
    assert shown(markdown).text == text


@settings(max_examples=examples(200))
@given(st.text(alphabet="ab1 *_`[]()<>!\\&;:\n#~é文.", max_size=40))
def test_what_is_shown_is_what_the_parser_shows(markdown: str) -> None:
    assume(not _DIRECTIVE_RE.search(markdown))
    seen = shown(markdown)
    assert len(seen.text) == len(seen.places)
    assert list(seen.places) == sorted(seen.places)
    assert all(0 <= place < len(markdown) for place in seen.places)
    letters = [char for char in seen.text if char.isalnum()]
    assert letters == [char for char in inline(markdown).plain if char.isalnum()]


@pytest.mark.parametrize(
    ("markdown", "kind"),
    [
        ("Wait.", "."),
        ("**Wait**:", ":"),
        ("[Wait?](a)", "?"),
        ("(Wait.)", "."),
        ("「待つ。」", "."),
        ("Wait...", "…"),
        ("Wait..", "."),
        ("Wait", ""),
        ("See a.txt", ""),
    ],
)
def test_final_marks(markdown: str, kind: str) -> None:
    found = final_mark(markdown)
    assert found is not None
    assert found.kind == kind


def test_nothing_ends_nothing() -> None:
    assert final_mark("**...**") is None
    assert final_mark("`code`") is None
