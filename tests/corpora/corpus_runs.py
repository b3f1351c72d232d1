"""Runs the product over a part of the sample and counts what came out."""

from __future__ import annotations

import collections
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx_bitext.publish.build import Built, build
from sphinx_bitext.settings import Settings
from sphinx_bitext.workflows.importing import import_paths
from sphinx_bitext.workflows.ingest import Ingested, ingest
from sphinx_bitext.workflows.project import Project

LOCALES = ("id-ID", "ja-JP", "lv-LV", "sv-SE", "tr-TR", "vi-VN")
PRODUCTS = (
    "aspnetcore.ja-JP",
    "azure-sdk-python.ja-JP",
    "dotnet-desktop.ja-JP",
    "entityframework.ja-JP",
    "msteams.ja-JP",
    "nuget.ja-JP",
    "officejs.ja-JP",
    "powershell.sv-SE",
)
SETTINGS = Settings(base_url="https://help.example.org/", link_base="https://learn.example.com/{locale}")
RUNS = ("sxs", "live", *PRODUCTS)


@dataclass
class CorpusRun:
    """One part of the sample, published."""

    project: Project
    ingested: Ingested
    built: Built


def run_corpus(corpus: Path, name: str, folder: Path) -> CorpusRun:
    """Import, ingest, check and publish `sxs`, `live` (six locales) or one other product."""
    project = Project(folder / "source", folder / "locale", folder / "build", SETTINGS)
    import_paths(project, _paths(corpus, name))
    english = corpus / "other" / name / "english"
    if english.is_dir():
        for file in english.rglob("*.md"):
            target = project.english_dir / file.relative_to(english)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    ingested = ingest(project)
    return CorpusRun(project, ingested, build(project, ()))


def _paths(corpus: Path, name: str) -> list[Path]:
    if name in ("sxs", "live"):
        return [corpus / locale / name for locale in LOCALES]
    return [corpus / "other" / name / "sxs"]


def count(run: CorpusRun) -> dict[str, Any]:
    """Return the numbers that are kept in git."""
    rows: dict[str, Any] = {}
    for locale in run.built.locales:
        bitexts = [bitext for bitext in run.built.bitexts() if bitext.locale == locale]
        cells = [cell for row in run.built.statuses for cell in row.locales if cell.locale == locale]
        codes = collections.Counter(finding.code for finding in run.built.findings if finding.locale == locale)
        rows[locale] = {
            "articles": len(bitexts),
            "pages": run.built.pages[locale],
            "units": sum(len(bitext.target.units) for bitext in bitexts),
            "segments": sum(len(bitext.segments) for bitext in bitexts),
            "messages": sum(cell.messages for cell in cells),
            "translated": sum(cell.translated for cell in cells),
            "fuzzy": sum(cell.fuzzy for cell in cells),
            "stale": sum(cell.stale for cell in cells),
            "findings": dict(sorted(codes.items())),
        }
    proofs = collections.Counter(row.proof for row in run.built.statuses if row.origin != "none")
    return {"english": dict(sorted(proofs.items())), "locales": rows}
