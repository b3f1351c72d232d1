"""The glossary of a project: read for the checks, proposed from its deliveries."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import UsageError
from ..store import read_text
from ..terms.glossary import Term, parse_glossary
from ..terms.mining import mine_terms
from .ingest import Ingested
from .project import Project
from .reading import shown_path


def read_glossary(project: Project) -> tuple[Term, ...]:
    """Return the terms of the project; none without the setting. UsageError names file, line and column."""
    if not project.settings.glossary:
        return ()
    path = project.root / project.settings.glossary
    if not path.is_file():
        raise UsageError(f"`glossary`: {shown_path(path)}: no such file")
    text = read_text(path)
    return parse_glossary(text, shown_path(path))


def propose_terms(ingested: Ingested, locales: Sequence[str], minimum: int) -> tuple[Term, ...]:
    """Return what the deliveries of all locales teach, with rows for these locales; see `mine_terms`."""
    return mine_terms(ingested.corpus.bitexts, locales, minimum)
