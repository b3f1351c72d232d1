"""What each code means: checks from their docstrings, notices from their table."""

from __future__ import annotations

from ..checks import ALL
from ..checks._base import check_doc
from ..model import Certainty
from ..reports.checkdoc import CheckDoc
from .notices import NOTICES

HOW_TO_SILENCE = """\
A finding that is right but accepted can be silenced, in one of three ways:

- For one entry of a catalog, by a comment above it: `# bitext: ignore {code}`, with the reason behind it.
- For a locale, a folder, an article or a unit, in pyproject.toml below `[tool.bitext]`:
  `silence = [{{ code = "{code}", locale = "sv-SE", path = "legal/*", reason = "…" }}]`
- For everything that is known today: `bitext check --format json --output known.json`, and from then on
  `bitext check --baseline known.json`.

A silence that fits nothing any more is a finding itself, `unused-silence`.
"""
"""Markdown with the placeholder `code`."""


def all_docs() -> tuple[CheckDoc, ...]:
    """Return the documentation of every code that a finding can have, in the order of the registry."""
    docs = []
    for check in ALL:
        doc = check_doc(check)
        docs.append(CheckDoc(doc.code, doc.severity, doc.certainty, doc.summary, doc.body))
    for code, notice in NOTICES.items():
        docs.append(CheckDoc(code, notice.severity, Certainty.CERTAIN, notice.summary, f"How to fix: {notice.fix}"))
    return tuple(docs)
