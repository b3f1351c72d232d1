"""What each format looks like as a whole, on one small run; `BITEXT_ACCEPT=1` takes new files over."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from outcome_samples import outcome, silenced
from report_samples import finding

from sphinx_bitext.model import Certainty, Severity
from sphinx_bitext.reports.annotations import render_annotations
from sphinx_bitext.reports.fingerprints import Comparison
from sphinx_bitext.reports.json import render_findings_json
from sphinx_bitext.reports.junit import render_junit
from sphinx_bitext.reports.markdown import render_markdown
from sphinx_bitext.reports.sarif import render_sarif
from sphinx_bitext.reports.text import render_text

GOLD = Path(__file__).with_name("gold")
_NUMBER = dataclasses.replace(
    finding("number-differs", Severity.ERROR, source="It costs **3** credits.", target="Det kostar 13 krediter."),
    surprise=12.5,
)
_LINK = finding(
    "link-lost", Severity.WARNING, Certainty.CERTAIN, locale="ar-SA", unit=None, message='No link to "الأسعار".', line=7
)
_RUN = outcome(
    _NUMBER,
    _LINK,
    silenced=[silenced(dataclasses.replace(_LINK, locale="sv-SE"))],
    compared=Comparison((_NUMBER, _LINK), (), (dataclasses.replace(_NUMBER, unit="105"),)),
)
FORMATS: dict[str, Callable[[], str]] = {
    "check.txt": lambda: "\n".join(render_text(_RUN.findings, _RUN.summary)) + "\n",
    "check.json": lambda: render_findings_json(_RUN.findings, _RUN.summary),
    "check.sarif": lambda: render_sarif(_RUN, version="1.2.3"),
    "junit.xml": lambda: render_junit(_RUN, fail_on="error", moment="2026-01-31T12:00:00"),
    "github.txt": lambda: render_annotations(_RUN),
    "summary.md": lambda: render_markdown(_RUN),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_as_it_was(name: str) -> None:
    text = FORMATS[name]()
    if os.environ.get("BITEXT_ACCEPT"):
        GOLD.mkdir(exist_ok=True)
        (GOLD / name).write_text(text, encoding="utf-8", newline="")
    assert text == (GOLD / name).read_text(encoding="utf-8")
