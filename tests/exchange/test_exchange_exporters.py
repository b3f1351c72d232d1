from __future__ import annotations

from pathlib import Path

import pytest
from exchange_samples import small_project

from sphinx_bitext.cli.export_exchange import tmx_exporter, xliff_exporter
from sphinx_bitext.errors import UsageError
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import load_project


def test_they_say_what_they_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = small_project(tmp_path)
    ingested, out = ingest(project), tmp_path / "out"
    tmx_exporter()(project, ingested, ("ja-JP", "sv-SE"), out)
    assert capsys.readouterr().out == f"10 sentences in 2 files; 2 written to {out}.\n"
    tmx_exporter("sv-SE", codes=True)(project, ingested, ("ja-JP", "sv-SE"), out)
    assert capsys.readouterr().out == f"5 sentences in 1 file; 1 written to {out}.\n"
    xliff_exporter()(project, ingested, ("sv-SE",), out)
    assert capsys.readouterr().out == f"3 messages in 1 file; 1 written to {out}.\n"
    xliff_exporter()(project, ingested, ("sv-SE",), out)
    assert capsys.readouterr().out == f"3 messages in 1 file; 0 written to {out}.\n"
    names = sorted(file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file())
    assert names == ["en-US_ja-JP.tmx", "en-US_sv-SE.tmx", "sv-SE/guide/save.xlf", "sv-SE_ja-JP.tmx"]


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    (tmp_path / "source" / "sv-SE").mkdir(parents=True)
    project = load_project(tmp_path / "source", tmp_path / "locale", tmp_path / "build")
    for exporter in (tmx_exporter(), xliff_exporter()):
        with pytest.raises(UsageError):
            exporter(project, ingest(project), ("sv-SE",), tmp_path / "out")
