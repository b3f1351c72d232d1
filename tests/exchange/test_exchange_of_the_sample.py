"""Real deliveries out and back: every segment is there, and no catalog changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from exchange_samples import broken_rules
from lxml import etree

from sphinx_bitext.catalogs.exchange.xliff import is_exchanged
from sphinx_bitext.catalogs.exchange.xliff_reading import parse_xliff
from sphinx_bitext.workflows.exchanging import export_tmx, export_xliff
from sphinx_bitext.workflows.ingest import Ingested, ingest
from sphinx_bitext.workflows.project import Project, load_project
from sphinx_bitext.workflows.returning import import_xliff
from support import LONG

pytestmark = [pytest.mark.corpus, pytest.mark.long]

LOCALES = ("id-ID", "ja-JP", "lv-LV", "sv-SE", "tr-TR", "vi-VN")
EVERY = 1 if LONG else 6
"""Each how manyth article is taken."""


@pytest.fixture(scope="module")
def sample(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Ingested]:
    root = tmp_path_factory.mktemp("sample")
    names = {file.relative_to(corpus / tag / "sxs") for tag in LOCALES for file in (corpus / tag / "sxs").rglob("*.md")}
    for name in sorted(names)[::EVERY]:
        for tag in LOCALES:
            if (corpus / tag / "sxs" / name).is_file():
                (root / "source" / tag / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(corpus / tag / "sxs" / name, root / "source" / tag / name)
    project = load_project(root / "source", root / "locale", root / "build")
    return project, ingest(project)


def memory(file: Path) -> set[tuple[str, ...]]:
    root = etree.fromstring(file.read_bytes())
    return {
        (str(one.findtext("prop[@type='x-article']")), *("".join(map(str, seg.itertext())) for seg in one.iter("seg")))
        for one in root.iter("tu")
    }


@pytest.mark.parametrize("codes", [False, True])
def test_every_segment_is_in_the_memory(sample: tuple[Project, Ingested], tmp_path: Path, codes: bool) -> None:
    project, ingested = sample
    found = export_tmx(project, LOCALES, tmp_path, codes=codes)
    segments = missing = 0
    for locale in LOCALES:
        held = memory(tmp_path / f"en-US_{locale}.tmx")
        for bitext in ingested.corpus.bitexts:
            for segment in bitext.segments if bitext.locale == locale else ():
                if segment.source.strip() and segment.target.strip():
                    segments += 1
                    missing += (bitext.target.docname, segment.source.strip(), segment.target.strip()) not in held
    assert segments > 1000
    assert (missing, found.findings) == (0, [])


def test_one_locale_to_another_by_shared_numbers(sample: tuple[Project, Ingested], tmp_path: Path) -> None:
    project, ingested = sample
    export_tmx(project, ["lv-LV"], tmp_path, source_locale="sv-SE")
    held = memory(tmp_path / "sv-SE_lv-LV.tmx")
    wanted = missing = 0
    for article in ingested.corpus.articles.values():
        texts = {bitext.locale: {one.unit: one for one in bitext.segments} for bitext in article.bitexts}
        hashes = {bitext.locale: bitext.target.metadata.source_hash for bitext in article.bitexts}
        if hashes.get("sv-SE", 1) == hashes.get("lv-LV", 2):
            for unit in texts["sv-SE"].keys() & texts["lv-LV"].keys():
                one, two = texts["sv-SE"][unit], texts["lv-LV"][unit]
                if all(text.strip() for text in (one.source, one.target, two.source, two.target)):
                    wanted += 1
                    key = (article.path.removesuffix(".md"), one.target.strip(), two.target.strip())
                    missing += key not in held
    assert wanted > 100
    assert missing == 0


@pytest.mark.parametrize("codes", [True, False])
def test_xliff_out_and_back_changes_no_catalog(sample: tuple[Project, Ingested], tmp_path: Path, codes: bool) -> None:
    project, ingested = sample
    before = {file: file.read_bytes() for file in project.locale_dir.rglob("*.po")}
    found = export_xliff(project, LOCALES, tmp_path, codes=codes)
    files = sorted(tmp_path.rglob("*.xlf"))
    assert len(files) == found.files > 100
    wrong: list[object] = []
    for file in files:
        locale, _, name = file.relative_to(tmp_path).as_posix().partition("/")
        data = file.read_bytes()
        wrong += broken_rules(data)
        entries = filter(is_exchanged, ingested.catalogs[locale, f"{name.removesuffix('.xlf')}.md"].entries)
        for unit, entry in zip(parse_xliff(data), entries, strict=True):
            if (unit.source, unit.target or "", unit.complete) != (entry.msgid, entry.msgstr, bool(entry.msgstr)):
                wrong.append(unit)
    assert wrong == []
    result = import_xliff(project, files)
    assert (result.merged, result.unchanged, result.findings) == (0, found.units, [])
    assert {file: file.read_bytes() for file in project.locale_dir.rglob("*.po")} == before
