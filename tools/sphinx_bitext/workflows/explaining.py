"""What each code means: checks from their docstrings, notices from their table."""

from __future__ import annotations

from ..checks import ALL
from ..checks._base import check_doc
from ..model import Certainty
from ..reports.checkdoc import CheckDoc
from .notices import NOTICES


def all_docs() -> tuple[CheckDoc, ...]:
    """Return the documentation of every code that a finding can have, in the order of the registry."""
    docs = []
    for check in ALL:
        doc = check_doc(check)
        docs.append(CheckDoc(doc.code, doc.severity, doc.certainty, doc.summary, doc.body))
    for code, notice in NOTICES.items():
        docs.append(CheckDoc(code, notice.severity, Certainty.CERTAIN, notice.summary, f"How to fix: {notice.fix}"))
    return tuple(docs)
