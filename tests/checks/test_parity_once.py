"""One defect is told once, by the check that says most about it: all checks over deliveries with a single defect."""

from __future__ import annotations

import pytest

from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.checks import run_checks, run_corpus_checks, without_covered
from sphinx_bitext.markup.article import parse_article
from support import unit

ENGLISH = (
    "Stop the server.",
    "Open [the settings](/settings) and click **Save** before you go on with the next step.",
    "Start the server again.",
)
SWEDISH = (
    "Stoppa servern.",
    "Öppna [inställningarna](/settings) och klicka på **Spara** innan du går vidare till nästa steg.",
    "Starta servern igen.",
)
LATVIAN = (
    "Apturiet serveri.",
    "Atveriet [iestatījumus](/settings) un noklikšķiniet uz **Saglabāt**, pirms turpināt ar nākamo darbību.",
    "Pēc tam palaidiet serveri.",
)


def delivery(prefix: str, targets: tuple[str, ...]) -> str:
    return "\n\n".join(
        unit(f"{prefix}-{number}", target, source)
        for number, (target, source) in enumerate(zip(targets, ENGLISH, strict=True), 101)
    )


GOOD = delivery("3a593", SWEDISH)


def codes(swedish: str) -> list[tuple[str, str | None]]:
    """Return (code, unit) of all findings of the Swedish article beside two Latvian-like ones that are right."""
    texts = {"sv-SE": swedish, "lv-LV": delivery("a4d76", LATVIAN), "lv-XX": delivery("a4d77", LATVIAN)}
    articles = [parse_article(text, path="a.md", locale=locale) for locale, text in texts.items()]
    bitexts = align_articles(articles).bitexts
    found = [finding for bitext in bitexts for finding in run_checks(bitext)] + list(run_corpus_checks(bitexts))
    return [(one.code, one.unit) for one in without_covered(found) if one.locale == "sv-SE"]


def second(target: str) -> str:
    return delivery("3a593", (SWEDISH[0], target, SWEDISH[2]))


def test_without_a_defect_nothing_is_told() -> None:
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("swedish", "code", "number"),
    [
        (GOOD.replace(unit("3a593-102", SWEDISH[1], ENGLISH[1]), ""), "missing-segment", "102"),
        (GOOD + "\n\n" + unit("3a593-101", SWEDISH[0], ENGLISH[0]), "duplicate-unit", "101"),
        (GOOD.replace("</span><span", "<span", 1), "malformed-unit", "101"),
        (second(""), "empty-target", "102"),
        (second(ENGLISH[1]), "untranslated", "102"),
        (second(SWEDISH[1].replace("innan", "innan innan innan innan")), "repeated-phrase", "102"),
        (GOOD.replace(ENGLISH[1], ENGLISH[1].replace("next", "last")), "english-mismatch", "102"),
    ],
)
def test_one_defect_is_told_once(swedish: str, code: str, number: str) -> None:
    assert codes(swedish) == [(code, number)]
