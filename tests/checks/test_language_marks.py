"""What the checks of language, terms and characters mark is what differs, no more and no less."""

from __future__ import annotations

import pytest
from check_specs import Case, findings

from sphinx_bitext.checks import ALL
from support import unit

CHECKS = {check.code: check for check in ALL}
HEAD = "term,locale,translation\n"


OLD, NEW = "https://a.example/x", "https://b.example/x"
SPANISH = "Elija la carpeta en la que desea guardarlo."


@pytest.mark.parametrize(
    ("code", "locale", "source", "target", "in_source", "in_target"),
    [
        ("wrong-script", "sv-SE", "Open `a`.", "Öppna `a` fоnstret.", [], ["о"]),
        ("wrong-script", "lv-LV", "Open it.", "Atveriet окно `окно`, окно.", [], ["окно", "окно"]),
        ("wrong-script", "zh-CN", "Choose it.", "选择会议的開始**時**间。", [], ["開", "時"]),
        ("wrong-script", "ru-RU", "Save it.", "Sohranite fayl do kontsa.", [], ["Sohranite", "fayl", "do", "kontsa"]),
        ("wrong-language", "sv-SE", "Choose a folder for it.", SPANISH, [], [SPANISH]),
        ("invisible-characters", "sv-SE", "Open it.", "Öpp\u200bna &shy;den.", [], ["\u200b", "&shy;"]),
        ("link-host", "sv-SE", f"[a]({OLD})", f"[b]({NEW})", [OLD], [NEW]),
        ("link-host", "sv-SE", f"[a]({OLD})", "[b](https://а.example/x)", [OLD], ["а.example"]),
        ("term-not-used", "sv-SE", "A view, `view`, views.", "En view.", ["view", "views"], ["view"]),
        ("do-not-translate", "sv-SE", "Use Contoso or Contoso.", "Kör contoso.", ["Contoso"] * 2, ["contoso"]),
    ],
)
def test_marks(code: str, locale: str, source: str, target: str, in_source: list[str], in_target: list[str]) -> None:
    glossary = HEAD + "view,sv-SE,utsikt\nContoso,*,\n"
    case = Case(code, "marks", (("glossary", glossary), (locale, unit("0abcd-101", target, source))), ())
    (found,) = findings(case, CHECKS[code])
    assert [found.source[slice(*mark)] for mark in found.source_marks] == in_source
    assert [found.target[slice(*mark)] for mark in found.target_marks] == in_target
    for marks in (found.source_marks, found.target_marks):
        assert list(marks) == sorted(set(marks))
