"""Names of languages, and headers that GNU msgfmt accepts in each of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from sample_projects import new_project

from sphinx_bitext.catalogs.header import parse_header
from sphinx_bitext.catalogs.po import parse_catalog
from sphinx_bitext.errors import UsageError
from sphinx_bitext.locales import canonical_tag, language_name, own_name, page_language, parse_tag, text_direction
from sphinx_bitext.workflows.ingest import ingest
from support import unit

LANGUAGES = {
    "af-ZA": ("af", "af"),
    "ar-SA": ("ar_SA", "ar-SA"),
    "bg-BG": ("bg", "bg"),
    "ca-ES": ("ca", "ca"),
    "cs-CZ": ("cs", "cs"),
    "da-DK": ("da", "da"),
    "de-DE": ("de", "de"),
    "el-GR": ("el", "el"),
    "es-ES": ("es", "es"),
    "es-MX": ("es_MX", "es-MX"),
    "et-EE": ("et", "et"),
    "eu-ES": ("eu", "eu"),
    "fa-IR": ("fa", "fa"),
    "fi-FI": ("fi", "fi"),
    "fr-FR": ("fr", "fr"),
    "ga-IE": ("ga", "ga"),
    "he-IL": ("he", "he"),
    "hi-IN": ("hi", "hi"),
    "hr-HR": ("hr", "hr"),
    "hu-HU": ("hu", "hu"),
    "id-ID": ("id", "id"),
    "it-IT": ("it", "it"),
    "ja-JP": ("ja", "ja"),
    "ko-KR": ("ko", "ko"),
    "lt-LT": ("lt", "lt"),
    "lv-LV": ("lv", "lv"),
    "nb-NO": ("nb", "nb"),
    "nl-NL": ("nl", "nl"),
    "pl-PL": ("pl", "pl"),
    "pt-BR": ("pt_BR", "pt-BR"),
    "pt-PT": ("pt_PT", "pt-PT"),
    "ro-RO": ("ro", "ro"),
    "ru-RU": ("ru", "ru"),
    "sk-SK": ("sk", "sk"),
    "sl-SI": ("sl", "sl"),
    "sr-Cyrl-RS": ("sr", "sr"),
    "sr-Latn-RS": ("sr@latin", "sr-Latn"),
    "sv-SE": ("sv", "sv"),
    "th-TH": ("th", "th"),
    "tr-TR": ("tr", "tr"),
    "uk-UA": ("uk", "uk"),
    "vi-VN": ("vi", "vi"),
    "zh-CN": ("zh_CN", "zh-Hans"),
    "zh-HK": ("zh_HK", "zh-Hant-HK"),
    "zh-TW": ("zh_TW", "zh-Hant"),
}


@pytest.mark.parametrize(("locale", "names"), LANGUAGES.items(), ids=LANGUAGES)
def test_names_of_a_language(locale: str, names: tuple[str, str]) -> None:
    assert (language_name(locale), page_language(locale)) == names
    assert text_direction(locale) == ("rtl" if locale in ("ar-SA", "fa-IR", "he-IL") else "ltr")
    assert own_name(locale)[:1].isalpha()


def test_no_two_locales_share_a_catalog_folder_or_an_own_name() -> None:
    assert len({language_name(locale) for locale in LANGUAGES}) == len(LANGUAGES)
    assert len({own_name(locale, LANGUAGES) for locale in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("SV-se", "sv-SE"),
        ("sr-latn-rs", "sr-Latn-RS"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("sv", "sv"),
    ],
)
def test_tags_are_written_in_one_case(spelling: str, canonical: str) -> None:
    assert canonical_tag(spelling) == canonical


@pytest.mark.parametrize("text", ["", "s", "media", "_static", "sv-SE-", "../sv-SE", "sv SE", "sv-SE\n", "svensk-SE"])
def test_what_is_no_locale(text: str) -> None:
    assert parse_tag(text) is None
    with pytest.raises(UsageError):
        canonical_tag(text)


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One article delivered in every locale; return the folder of the catalogs."""
    root = tmp_path_factory.mktemp("everywhere")
    english = 'Say "yes" \\\\ and\ttab'
    for locale in LANGUAGES:
        (root / "source" / locale).mkdir(parents=True)
        text = f"# {unit('0abcd-101', f'Titel {locale}', 'Title')}\n\n{unit('0abcd-102', f'Säg {english}', english)}\n"
        (root / "source" / locale / "a.md").write_text(text, encoding="utf-8")
    ingest(new_project(root))
    return root / "locale"


@pytest.mark.gettext
@pytest.mark.parametrize("locale", LANGUAGES)
def test_msgfmt_has_nothing_to_say_about_a_new_catalog(everywhere: Path, msgfmt: str, locale: str) -> None:
    file = everywhere / language_name(locale) / "LC_MESSAGES" / "a.po"
    done = subprocess.run(
        [msgfmt, "-c", "-v", "-o", "/dev/null", str(file)],
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "2 translated messages.\n")


def test_a_header_names_the_language_as_gettext_does_and_no_date_of_today(everywhere: Path) -> None:
    assert len(LANGUAGES) == 45
    for locale in LANGUAGES:
        file = everywhere / language_name(locale) / "LC_MESSAGES" / "a.po"
        fields = parse_header(parse_catalog(file.read_text(encoding="utf-8")).header).fields
        assert fields["Language"] == LANGUAGES[locale][0]
        assert fields["Plural-Forms"].startswith("nplurals=")
        assert fields["PO-Revision-Date"] == "1970-01-01 00:00+0000"
        assert "POT-Creation-Date" not in fields
