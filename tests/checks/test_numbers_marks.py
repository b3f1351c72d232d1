"""What hits of the checks of content mark, in the English and in the translation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.checks import BUILTIN, run_checks
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Bitext, Finding, Span
from support import examples, unit

CONTENT = [check for check in BUILTIN if ".content." in type(check).__module__]


def _findings(locale: str, target: str, source: str) -> tuple[Finding, ...]:
    text = unit("3a593-101", target, source) + "\n"
    return run_checks(Bitext(parse_article(text, path="a.md", locale=locale), None, "none"), CONTENT)


def _marked(text: str, marks: tuple[Span, ...]) -> list[str]:
    return [text[slice(*mark)] for mark in marks]


@pytest.mark.parametrize(
    ("locale", "target", "source", "code", "lost", "added"),
    [
        (
            "sv-SE",
            "Från **12** till 1\u00a0400.",
            "From **10** to 1,500.",
            "number",
            ["10", "1,500"],
            ["12", "1\u00a0400"],
        ),
        ("ar-SA", "حتى ١٥ ملف.", "Up to 16 files.", "number", ["16"], ["١٥"]),
        ("de-DE", "Am 5.3.2020.", "On March 4, 2021.", "number", ["4", "2021"], ["5.3.2020"]),
        ("sv-SE", "Se [a\\_b@c.se](/x).", "See [a\\_b@c.com](/x).", "literal-changed", ["a\\_b@c.com"], ["a\\_b@c.se"]),
        (
            "de-DE",
            "**Strg** + **D** jetzt.",
            "**Ctrl** + **S** now.",
            "shortcut-changed",
            ["Ctrl** + **S"],
            ["Strg** + **D"],
        ),
        ("sv-SE", "Vänta (nu)", "Wait (now?)", "final-punctuation", ["?"], []),
        ("tr-TR", "[Sayfa](/a) , sonra.", "[Page](/a), then.", "space-before-mark", [], [" ,"]),
        ("lv-LV", "Viens.Divi.", "One. Two.", "space-missing", [], ["."]),
        ("vi-VN", "Bấm  Lưu.", "Click Save.", "double-space", [], ["  "]),
        ("fr-FR", "Prêt?", "Ready?", "french-space", [], ["?"]),
        ("zh-CN", "保存 文件。", "Save it.", "cjk-space", [], [" "]),
    ],
)
def test_marks_are_what_differs(
    locale: str, target: str, source: str, code: str, lost: list[str], added: list[str]
) -> None:
    (found,) = _findings(locale, target, source)
    assert found.code == code
    assert _marked(found.source, found.source_marks) == lost
    assert _marked(found.target, found.target_marks) == added


def test_a_wrong_key_is_no_wrong_number_as_well() -> None:
    assert [one.code for one in _findings("de-DE", "Alt+F5 jetzt.", "Alt+F4 now.")] == ["shortcut-changed"]


@settings(max_examples=examples(100))
@given(
    st.sampled_from(["sv-SE", "ja-JP", "fr-FR", "ar-SA", "th-TH", "sw-KE"]),
    st.text(alphabet="aB12.,:?!  \u00a0+*_[]()`\\/@½٣文。<>&;", max_size=40),
    st.text(alphabet="aB12.,:?!  +*_[]()`\\/@", max_size=40),
)
def test_marks_lie_in_the_texts_in_order(locale: str, target: str, source: str) -> None:
    for found in _findings(locale, target, source):
        for text, marks in ((found.source, found.source_marks), (found.target, found.target_marks)):
            places = [place for mark in marks for place in mark]
            assert all(mark.start < mark.end for mark in marks)
            assert places == sorted(places)
            assert not places or places[-1] <= len(text)
