"""Findings of a whole project: those across locales stand beside the others, and for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_project import find_all

from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import load_project
from support import unit

LOCALES = ("de-DE", "lv-LV", "sv-SE", "tr-TR")
ENGLISH = "See [prices](/pricy), page 40."


def _findings(root: Path, targets: dict[str, str], wanted: tuple[str, ...] = LOCALES) -> list[tuple[str, str]]:
    for locale, target in {"en-US": ENGLISH, **targets}.items():
        file = root / "source" / locale / "a.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = target if locale == "en-US" else unit("0abcd-101", target, ENGLISH)
        file.write_text(f"---\nms.contentlocale: {locale}\n---\n{text}\n", encoding="utf-8")
    project = load_project(root / "source", root / "locale", root / "build")
    found = find_all(ingest(project, LOCALES, write=False), wanted)
    return [(one.locale, one.code) for one in found if "odd" in one.code or "link" in one.code]


@pytest.mark.parametrize("wanted", [LOCALES, ("sv-SE",)])
def test_the_english_is_blamed_once_whoever_asks(tmp_path: Path, wanted: tuple[str, ...]) -> None:
    targets = dict.fromkeys(LOCALES, "[x](/price), 40")
    assert _findings(tmp_path, targets, wanted) == [("en-US", "odd-link")]


@pytest.mark.parametrize(("wanted", "codes"), [(LOCALES, [("sv-SE", "odd-number")]), (("tr-TR",), [])])
def test_a_locale_is_compared_with_those_that_nobody_asked_for(
    tmp_path: Path, wanted: tuple[str, ...], codes: list[tuple[str, str]]
) -> None:
    targets = {locale: f"[x](/pricy), {41 if locale == 'sv-SE' else 40}" for locale in LOCALES}
    assert _findings(tmp_path, targets, wanted) == codes
