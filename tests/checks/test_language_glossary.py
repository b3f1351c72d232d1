"""The glossary: what its table may say, where its terms are found, and which forms of a word are the word."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.checks import BUILTIN, with_glossary
from sphinx_bitext.checks.content.term_not_used import TermNotUsed
from sphinx_bitext.errors import UsageError
from sphinx_bitext.terms.glossary import Term, parse_glossary, render_glossary
from sphinx_bitext.terms.matching import Standing, TermIndex, standing_of
from support import examples

HEAD = "term,locale,translation,note,case_sensitive\n"


def test_a_table_is_read() -> None:
    text = HEAD + 'Contoso,*,,a name,\n"mailbox, shared",sv-SE,"en ""delad"" låda",,\nview,de,Sicht,,yes\n\n'
    assert parse_glossary(text, "g.csv") == (
        Term("Contoso", "*", "", "a name", case_sensitive=True),
        Term("mailbox, shared", "sv-SE", 'en "delad" låda'),
        Term("view", "de", "Sicht", case_sensitive=True),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffterm,locale,translation\r\nview,de,Sicht\r\n",
        "term;locale;translation\nview;de;Sicht\n",
        "locale,term,note,translation\nde,view,,Sicht\n",
        "Term, Locale, Translation\nview, DE , Sicht\n",
    ],
)
def test_other_spellings_of_the_table(text: str) -> None:
    assert parse_glossary(text, "g.csv") == (Term("view", "de", "Sicht"),)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", "1:1", "empty"),
        ("term,locale,translatoin\n", "1:13", "unknown column `translatoin`"),
        ("term,locale,term\n", "1:13", "the column `term` stands twice"),
        ("term,locale\n", "1:1", "no column `translation`"),
        (HEAD + ",*,,,\n", "2:1", "no term"),
        (HEAD + "***,*,,,\n", "2:1", "`***` is no term"),
        (HEAD + "view,german!,Sicht,,\n", "2:6", "`german!` is not a locale"),
        (HEAD + "view,,Sicht,,\n", "2:6", "`` is not a locale"),
        (HEAD + "view,*,Sicht,,\n", "2:6", "one translation for all locales"),
        (HEAD + "view,de,Sicht,,maybe\n", "2:16", "`maybe` is neither yes nor no"),
        (HEAD + '"a, b", de,Sicht,,maybe\n', "2:19", "`maybe`"),
        (HEAD + '"a\nb",german!,Sicht,,\n', "3:4", "`german!`"),
        (HEAD + "\nview,de,Sicht,,,more\n", "3:17", "6 cells"),
        (HEAD + 'view,de,"Sicht\n', "2:1", "not a row of CSV"),
    ],
)
def test_a_mistake_has_its_place(text: str, place: str, words: str) -> None:
    with pytest.raises(UsageError) as stop:
        parse_glossary(text, "g.csv")
    assert str(stop.value).startswith(f"g.csv:{place}: ")
    assert words in str(stop.value)


_CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(_CELLS, st.sampled_from(["sv-SE", "de", "*"]), _CELLS, _CELLS, st.booleans()), max_size=5))
def test_what_is_written_is_read(rows: list[tuple[str, str, str, str, bool]]) -> None:
    terms = tuple(
        Term(f"x{term}", locale, "" if locale == "*" else text, note, case_sensitive=case)
        for term, locale, text, note, case in rows
    )
    assert parse_glossary(render_glossary(terms), "g.csv") == tuple(dict.fromkeys(terms))


@settings(max_examples=examples(60))
@given(st.text(max_size=60))
def test_no_text_raises_anything_else(text: str) -> None:
    with contextlib.suppress(UsageError):
        parse_glossary(HEAD + text, "g.csv")


def places(markdown: str, *terms: Term, locale: str = "sv-SE") -> list[str]:
    return [markdown[slice(*place.span)] for place in TermIndex(terms, locale).find(markdown)]


def _term(text: str, *, case: bool = False) -> Term:
    return Term(text, "*", "", case_sensitive=case)


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("A mailbox, and Mailboxes.", ["mailbox", "Mailboxes"]),
        ("A shared mailbox and a mailbox", ["shared mailbox", "mailbox"]),
        ("A **shared\nmailbox**", ["shared\nmailbox"]),
        ("`mailbox` [x](/mailbox) <mailbox> https://e.example/mailbox mailbox@e.example", []),
        ("a-mailbox mailbox-x mailboxing $mailbox mailbox.com", []),
        ("[mailbox](x) (mailbox).", ["mailbox", "mailbox"]),
        ("C++ and .NET, C and NET", ["C++", ".NET"]),
        ("Wi-Fi, non Wi-Fi", ["Wi-Fi", "Wi-Fi"]),
    ],
)
def test_terms_are_found_as_words(markdown: str, found: list[str]) -> None:
    terms = [_term(text) for text in ("mailbox", "shared mailbox", "C++", ".NET", "Wi-Fi")]
    assert places(markdown, *terms) == found


def test_capitals_count_where_the_table_says_so() -> None:
    assert places("Word, a word, WORD, Words", _term("Word", case=True)) == ["Word"]
    assert places("Word, a word, WORD, Words", _term("Word")) == ["Word", "word", "WORD", "Words"]


def test_rows_of_other_locales_are_not_asked_for() -> None:
    rows = [Term("view", "de", "Sicht"), Term("file", "sv-FI", "fil"), Term("page", "sv", "sida")]
    assert places("view file page", *rows) == ["page"]
    assert places("view file page", *rows, locale="sv-FI") == ["file", "page"]


def test_many_terms_and_a_long_text_take_little_work() -> None:
    terms = [_term(f"mail {number}") for number in range(2000)]
    assert len(places("mail 7 " * 2000, *terms)) == 2000


@pytest.mark.parametrize(
    ("translation", "text", "locale", "standing"),
    [
        ("brevlåda", "Öppna brevlåda nu", "sv-SE", Standing.WHOLE),
        ("brevlåda", "Öppna brevlådorna", "sv-SE", Standing.FORM),
        ("delad brevlåda", "flera delade brevlådor", "sv-SE", Standing.FORM),
        ("brevlåda", "Öppna brevet", "sv-SE", Standing.STEM),
        ("brevlåda", "Öppna postboxen", "sv-SE", Standing.NONE),
        ("hesap", "hesabınızdan", "tr-TR", Standing.FORM),
        ("ayar", "Ayarlarınızdan", "tr-TR", Standing.FORM),
        ("kansio", "kansioihin", "fi-FI", Standing.FORM),
        ("Postfach", "die Postfächer", "de-DE", Standing.FORM),
        ("lietotājs", "lietotājiem", "lv-LV", Standing.FORM),
        ("папка", "в папке", "ru-RU", Standing.FORM),
        ("مجلد", "المجلدات", "ar-SA", Standing.FORM),
        ("tài khoản", "Mở tài khoản", "vi-VN", Standing.WHOLE),
        ("tài khoản", "Mở thư mục", "vi-VN", Standing.NONE),
        ("フォルダー", "このフォルダーを開く", "ja-JP", Standing.WHOLE),
        ("フォルダー", "このフォルダを開く", "ja-JP", Standing.STEM),
        ("文件夹", "打开目录", "zh-CN", Standing.NONE),
        ("โฟลเดอร์", "เปิดโฟลเดอร์นี้", "th-TH", Standing.WHOLE),
    ],
)
def test_forms_of_a_word(translation: str, text: str, locale: str, standing: Standing) -> None:
    assert standing_of(translation, text, locale) is standing


def test_only_the_checks_of_terms_get_the_glossary() -> None:
    made = with_glossary([Term("view", "de", "Sicht")])
    assert [type(one) for one in made] == [type(one) for one in BUILTIN]
    assert {one.code for one, other in zip(made, BUILTIN, strict=True) if one is not other} == {
        "term-not-used",
        "do-not-translate",
    }
    assert with_glossary([], [TermNotUsed()])[0].code == "term-not-used"
