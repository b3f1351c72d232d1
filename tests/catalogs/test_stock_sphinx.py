"""Our catalogs are ordinary ones: Sphinx with myst_parser alone shows the same translated text."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sample_projects import run_sphinx, sample_project, stock_conf

from sphinx_bitext.locales import language_name
from sphinx_bitext.markup.plain_text import plain_text
from sphinx_bitext.workflows.ingest import Ingested
from sphinx_bitext.workflows.project import Project
from support import LONG

LOCALES = ("ja-JP", "sv-SE") if LONG else ("sv-SE",)
# What Sphinx's smart quotes and dashes make of the text is no difference.
SMART = str.maketrans("“”„‘’‚«»–—…", '"""\'\'\'""--.')


def squash(text: str) -> str:
    return re.sub(r"[\s\u200b\"'\-.¶]+", "", text.translate(SMART))


def page_text(page: Path) -> str:
    body = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select_one(".body")
    assert body is not None
    return squash(body.get_text()) + squash(" ".join(str(image.get("alt", "")) for image in body.select("img")))


@pytest.mark.corpus
@pytest.mark.long
@pytest.mark.parametrize("locale", LOCALES)
def test_stock_sphinx_shows_the_translations(corpus: Path, tmp_path: Path, locale: str) -> None:
    project, ingested = sample_project(tmp_path, corpus, (locale,), every=3)
    # Stock Sphinx compiles catalogs where they lie.
    shutil.copytree(project.locale_dir, tmp_path / "stock-locale")
    conf = stock_conf(project) + f"locale_dirs = [{str(tmp_path / 'stock-locale')!r}]\n"
    run_sphinx(project, tmp_path / "html", "html", conf, "-D", f"language={language_name(locale)}")
    shown, lost = compare(project, ingested, tmp_path / "html", locale)
    assert shown + len(lost) > 250
    assert len(lost) <= 0.005 * (shown + len(lost)), lost


def compare(project: Project, ingested: Ingested, html: Path, locale: str) -> tuple[int, list[str]]:
    shown, lost = 0, []
    for (_, path), catalog in ingested.catalogs.items():
        text = page_text((html / path).with_suffix(".html"))
        body = {message.msgid for message in ingested.sources[path].messages if message.kind in ("body", "alt")}
        for entry in catalog.entries:
            if entry.obsolete or entry.fuzzy or entry.msgctxt or not entry.msgstr or entry.msgid not in body:
                continue
            # Stock Sphinx hands placeholders such as <tenant> to the browser as tags, which shows nothing of them.
            plain = plain_text(entry.msgstr)
            if any(squash(form) in text for form in (plain, re.sub(r"<[^<>]*>", "", plain))):
                shown += 1
            else:
                lost.append(f"{path}: {entry.msgstr}")
    return shown, lost
