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
