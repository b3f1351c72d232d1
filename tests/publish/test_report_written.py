"""The alignment report is written while bitexts are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from sphinx_bitext.model import (
    Article,
    ArticleStatus,
    Bitext,
    BlockPair,
    LocaleStatus,
    Segment,
    TranslationType,
)
from sphinx_bitext.publish.report import write_report
from sphinx_bitext.reports import shards

LOCALES = ("ar-SA", "sv-SE")
NAMES = [f"topic-{number:02}" for number in range(20)]
HUMAN = TranslationType.HUMAN


def bitext(name: str, locale: str) -> Bitext:
    article = Article(f"{name}.md", locale, "Ett.\n", f"source/{locale}/{name}.md")
    return Bitext(article, None, "id", (BlockPair(None, None, (Segment("103", "One.", "Ett."),)),))


def test_parts_are_on_the_disk_before_the_last_bitext_is_read(tmp_path: Path) -> None:
    counts: list[int] = []

    def bitexts() -> Iterator[Bitext]:
        for name in NAMES:
            counts.append(len(list(tmp_path.glob("data/*/english.js"))))
            yield from (bitext(name, locale) for locale in LOCALES)

    cells = tuple(LocaleStatus(locale, HUMAN, "id", 1, 1, 1, 0, 0, stale=False) for locale in LOCALES)
    statuses = [ArticleStatus(name, "none", "unproven", None, cells) for name in NAMES]
    with mock.patch.object(shards, "PART_ROWS", 4):
        page = write_report(tmp_path, bitexts(), [], statuses, LOCALES)
    assert counts == [0] * 5 + [1] * 4 + [2] * 4 + [3] * 4 + [4] * 3
    assert page.is_file()
    assert len(list(tmp_path.glob("data/*/*.js"))) == 5 * (len(LOCALES) + 1)


def test_what_an_earlier_report_had_and_this_one_has_not_is_removed(tmp_path: Path) -> None:
    (tmp_path / "mine.js").write_text("of somebody else", encoding="utf-8")
    for names, locales in ((NAMES, LOCALES), (NAMES[:3], LOCALES[:1])):
        cells = tuple(LocaleStatus(locale, HUMAN, "id", 1, 1, 1, 0, 0, stale=False) for locale in locales)
        statuses = [ArticleStatus(name, "none", "unproven", None, cells) for name in names]
        with mock.patch.object(shards, "PART_ROWS", 4):
            write_report(tmp_path, (bitext(name, tag) for name in names for tag in locales), [], statuses, locales)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.js")}
    assert found == {"mine.js", "report.js", "data/index.js", "data/ar-SA.js", "data/1/ar-SA.js", "data/1/english.js"}
