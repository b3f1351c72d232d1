"""Which language a text is in: never a false alarm among near languages, no miss among others."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_specs import FOLDER, findings, read_cases
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sphinx_bitext import language_id
from sphinx_bitext.checks import run_checks
from sphinx_bitext.checks._scripts import own_words
from sphinx_bitext.checks.content.wrong_language import WrongLanguage
from sphinx_bitext.checks.content.wrong_script import WrongScript
from sphinx_bitext.language_id import foreign_language
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Bitext
from support import LONG, examples, unit

SENTENCES = {
    "cs-CZ": "Vyberte složku, ve které chcete uchovávat své dokumenty",
    "sk-SK": "Vyberte priečinok, v ktorom chcete uchovávať svoje dokumenty",
    "da-DK": "Vælg den mappe, hvor du vil gemme dine dokumenter",
    "nb-NO": "Velg mappen der du vil oppbevare dokumentene dine",
    "sv-SE": "Välj mappen där du vill förvara dina dokument",
    "es-ES": "Elija la carpeta en la que desea guardar sus documentos",
    "pt-PT": "Escolha a pasta onde pretende guardar os seus documentos",
    "gl-ES": "Escolla o cartafol no que quere gardar os seus documentos",
    "hr-HR": "Odaberite mapu u kojoj želite čuvati svoje dokumente",
    "bs-BA": "Odaberite folder u kojem želite čuvati svoje dokumente",
    "sr-Latn-RS": "Izaberite fasciklu u kojoj želite da čuvate svoja dokumenta",
    "id-ID": "Pilih folder tempat Anda ingin menyimpan dokumen Anda",
    "ms-MY": "Pilih folder tempat anda mahu menyimpan dokumen anda",
    "ru-RU": "Выберите папку, в которой хотите хранить документы",
    "uk-UA": "Виберіть папку, у якій ви хочете зберігати документи",
    "ar-SA": "اختر المجلد الذي تريد حفظ مستنداتك فيه على هذا الجهاز",
    "zh-CN": "选择要用来保存文档的文件夹，然后选择确定",
    "zh-TW": "選擇要用來儲存文件的資料夾，然後選擇確定",
}


@pytest.mark.parametrize("locale", SENTENCES)
def test_a_sentence_fits_its_own_language(locale: str) -> None:
    found = foreign_language(SENTENCES[locale], locale)
    assert found is None or found.strength < 3


@pytest.mark.parametrize(
    ("locale", "other", "language"),
    [("sv-SE", "es-ES", "es"), ("es-ES", "cs-CZ", "cs"), ("id-ID", "sv-SE", "sv"), ("hr-HR", "da-DK", "da"),
     ("cs-CZ", "ru-RU", "ru"), ("uk-UA", "ru-RU", "ru"), ("nb-NO", "pt-PT", "pt")],
)  # fmt: skip
def test_another_language_is_named(locale: str, other: str, language: str) -> None:
    found = foreign_language(SENTENCES[other], locale)
    assert found is not None
    assert (found.language, found.strength > 3) == (language, True)


@given(st.lists(st.sampled_from([*" ".join(SENTENCES.values()).split(), "\ud800", "e\u0301", "1", "X"])).map(" ".join))
@settings(max_examples=examples(100), deadline=None)
@example("")
@example("ÖPPNA MAPPEN")
def test_a_text_is_read_as_the_library_reads_it(text: str) -> None:
    label = language_id._model().classify(text)[0]
    assert language_id._scorer().best(text) in (language_id._label(label), "")


@pytest.mark.parametrize("locale", ["nds-DE", "be-Latn-BY", "xx-YY", "nonsense!"])
def test_no_verdict_where_the_language_is_not_known(locale: str) -> None:
    assert foreign_language(SENTENCES["es-ES"], locale) is None


def test_english_and_nothing_are_no_foreign_languages() -> None:
    assert foreign_language("Choose the folder in which you want to keep your documents", "sv-SE") is None
    for text in ("", " ", "12345 67890", "\x00" * 40):
        found = foreign_language(text, "sv-SE")
        assert found is None or found.strength < 3


def test_what_stands_far_behind_changes_nothing() -> None:
    text = SENTENCES["es-ES"] + " " + SENTENCES["cs-CZ"]
    assert foreign_language(text * 3, "sv-SE") == foreign_language((text * 3)[:120], "sv-SE")


def test_surprise_grows_with_the_strength() -> None:
    case = next(case for case in read_cases(FOLDER / "wrong-language.md") if case.fires)
    (found,) = findings(case, WrongLanguage())
    assert found.surprise > 3


def _article(locale: str, pairs: list[tuple[str, str]]) -> Bitext:
    text = "\n\n".join(unit(f"0abcd-{101 + at}", target, source) for at, (source, target) in enumerate(pairs))
    return Bitext(parse_article(text, path="a.md", locale=locale, file="a.md"), None, "id")


@pytest.mark.corpus
def test_sentences_of_other_locales_are_found_and_own_ones_are_not(corpus: Path) -> None:
    locales = ("id-ID", "lv-LV", "sv-SE", "tr-TR", "vi-VN")
    count = 400 if LONG else 60
    own = {locale: _sentences(corpus, locale) for locale in locales}
    checks = (WrongScript(), WrongLanguage())
    for locale in locales:
        assert run_checks(_article(locale, own[locale][: 3 * count]), checks) == ()
        for other in set(locales) - {locale}:
            long = [pair for pair in own[other] if sum(map(len, own_words(*pair))) >= 40][:count]
            found = {finding.unit for finding in run_checks(_article(locale, long), checks)}
            assert len(found) >= 0.98 * len(long) > 20, (locale, other)


def _sentences(corpus: Path, locale: str) -> list[tuple[str, str]]:
    pairs: dict[str, str] = {}
    for path in sorted((corpus / locale / "sxs").rglob("*.md")):
        article = parse_article(path.read_text("utf-8"), path=path.name, locale=locale, file=path.name)
        pairs |= {unit.source: unit.target for unit in article.units if "\n" not in unit.source + unit.target}
    return list(pairs.items())
