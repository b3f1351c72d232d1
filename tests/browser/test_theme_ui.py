"""The interface catalogs of the theme are complete, and templates, style and scripts keep what the pages promise."""

from __future__ import annotations

import os
import re
import shutil
import string
import subprocess
import unicodedata
from importlib.resources import files
from pathlib import Path

import polib  # type: ignore[import-untyped, unused-ignore]
import pytest

from sphinx_bitext.theme import interface_languages, interface_strings
from sphinx_bitext.theme.assets import theme_assets

THEME = Path(str(files("sphinx_bitext.theme")))
LANGUAGES = [
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr", "hu",
    "id", "is", "it", "ja", "kk", "ko", "lt", "lv", "ms", "nb", "nl", "pl", "pt-BR", "pt-PT", "ro", "ru", "sk", "sl",
    "sr", "sr-Latn", "sv", "th", "tr", "uk", "vi", "zh-Hans", "zh-Hant",
]  # fmt: skip
SCRIPTS = {
    "ar": "ARABIC", "bg": "CYRILLIC", "el": "GREEK", "fa": "ARABIC", "he": "HEBREW", "hi": "DEVANAGARI",
    "kk": "CYRILLIC", "ko": "HANGUL", "ru": "CYRILLIC", "sr": "CYRILLIC", "th": "THAI",
    "uk": "CYRILLIC", "zh-Hans": "CJK", "zh-Hant": "CJK",
}  # fmt: skip
"""Languages whose every string must hold a letter of this script; Japanese mixes three and is tested apart."""
SAME_WORD = {
    "ca": ["Important"], "cs": ["Tip"], "da": ["Tip"], "fr": ["Important"], "nl": ["Tip"], "ro": ["Important"],
    "sk": ["Tip"],
}  # fmt: skip
"""Words that a language shares with English."""


def catalog(tag: str) -> polib.POFile:
    return polib.pofile(os.fspath(THEME / "ui" / f"{tag}.po"), encoding="utf-8")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_all_supported_languages_have_a_catalog() -> None:
    assert sorted(interface_languages()) == sorted(LANGUAGES)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_catalog_is_complete(tag: str) -> None:
    english, own = catalog("en"), catalog(tag)
    assert [entry.msgid for entry in own] == [entry.msgid for entry in english]
    for entry in own:
        assert entry.msgstr.strip(), entry.msgid
        assert entry.msgstr == entry.msgstr.strip()
        assert not entry.fuzzy
        assert not entry.obsolete
        assert placeholders(entry.msgstr) == placeholders(entry.msgid), entry.msgid
    assert own.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert own.metadata["Language"]


@pytest.mark.parametrize("tag", sorted(set(LANGUAGES) - {"en"}))
def test_nothing_is_left_in_english(tag: str) -> None:
    left = [entry.msgid for entry in catalog(tag) if entry.msgstr == entry.msgid]
    assert left == SAME_WORD.get(tag, [])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_kinds_of_alerts_are_told_apart(tag: str) -> None:
    strings = interface_strings(tag)
    assert len({strings[kind] for kind in ("Note", "Tip", "Important", "Warning", "Caution")}) == 5


@pytest.mark.parametrize("tag", [*SCRIPTS, "ja"])
def test_strings_are_written_in_the_script_of_their_language(tag: str) -> None:
    wanted = ("CJK", "HIRAGANA", "KATAKANA") if tag == "ja" else (SCRIPTS[tag],)
    for entry in catalog(tag):
        names = [unicodedata.name(character, "") for character in entry.msgstr]
        assert any(name.startswith(wanted) for name in names), entry.msgid


def test_english_says_what_its_messages_say() -> None:
    assert all(entry.msgid == entry.msgstr for entry in catalog("en"))


@pytest.mark.gettext
@pytest.mark.parametrize("tag", LANGUAGES)
def test_msgfmt_has_nothing_to_say(tag: str) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        if os.environ.get("CI") == "true":
            pytest.fail("GNU gettext is missing, and CI=true promises it")
        pytest.skip("GNU gettext is missing")
    command = [msgfmt, "--check", "--output-file", os.devnull, os.fspath(THEME / "ui" / f"{tag}.po")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("sv", "sv"), ("sv-SE", "sv"), ("SV-se", "sv"), ("ar-SA", "ar"), ("pt", "pt-BR"), ("pt-BR", "pt-BR"),
        ("pt_PT", "pt-PT"), ("pt-AO", "pt-BR"), ("sr-Latn-RS", "sr-Latn"), ("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"), ("sr-RS", "sr"), ("sr-Cyrl-RS", "sr"),
        ("no", "nb"), ("mt", "en"), ("", "en"), ("../../../etc/passwd", "en"),
    ],
)  # fmt: skip
def test_a_tag_finds_the_nearest_catalog(asked: str, found: str) -> None:
    assert interface_strings(asked) == {entry.msgid: entry.msgstr for entry in catalog(found)}


def test_every_language_has_every_string() -> None:
    keys = set(interface_strings("en"))
    assert all(set(interface_strings(tag)) == keys for tag in (*LANGUAGES, "xx"))


def test_templates_ask_only_for_strings_that_exist() -> None:
    asked = {
        match for path in THEME.rglob("*.html") for match in re.findall(r'\bt\("([^"]+)"', path.read_text("utf-8"))
    }
    assert len(asked) > 10
    assert asked <= set(interface_strings("en"))


def test_templates_hold_no_inline_code() -> None:
    for path in THEME.rglob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path.name
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path.name


def test_style_names_no_side() -> None:
    text = re.sub(r"/\*.*?\*/|@media[^{]*", "", (THEME / "static" / "bitext.css").read_text("utf-8"), flags=re.DOTALL)
    declarations = re.findall(r"(?:^|[{;])\s*([a-z-]+)\s*:\s*([^;{}]+?)\s*(?=[;}])", text, flags=re.MULTILINE)
    assert len(declarations) > 300
    sides = {"left", "right", "top", "bottom", "width", "height"}
    sided = [
        (name, value)
        for name, value in declarations
        if (sides & set(name.split("-")) and name != "line-height") or value in ("left", "right")
    ]
    assert sided == []
    assert "url(" not in text
    assert "@import" not in text


def test_every_colour_and_length_has_a_name_that_exists() -> None:
    text = (THEME / "static" / "bitext.css").read_text("utf-8")
    assert set(re.findall(r"var\((--[a-z-]+)\)", text)) <= set(re.findall(r"(--[a-z-]+):", text))


def test_style_and_scripts_stay_small() -> None:
    sizes = {name: len(asset.data) for name, asset in theme_assets().items()}
    loaded = ("bitext.css", "bitext.js", "bitext-early.js", "bitext-search.js")
    assert sum(sizes[name] for name in loaded) <= 20_000, "what every page loads"
    assert sizes["bitext-english.js"] <= 6144, "what English on demand loads beside its sentences"
    assert sizes["bitext-results.js"] <= 6144, "what a search loads beside the index"
    assert sizes["bitext-root.js"] <= 2048
