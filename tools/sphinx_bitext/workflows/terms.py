"""The glossary of a project: read for the checks, proposed from its deliveries."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..errors import UsageError
from ..store import read_text
from ..terms.glossary import Term, parse_glossary
from ..terms.mining import Evidence, count_terms, mine_terms
from .gathering import Means, gather
from .ingest import Ingested
from .portions import Then
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


@dataclass(frozen=True, slots=True)
class Mining(Then):
    """Counts what the deliveries of a portion say of terms."""

    kind: ClassVar[str] = "terms"
    token: ClassVar[object] = ""

    def __call__(self, project: Project, ingested: Ingested, name: str) -> bytes:
        """Return the evidence, packed: that of all portions is in memory at a time."""
        del project, name
        return zlib.compress(pickle.dumps(count_terms(ingested.corpus.bitexts), pickle.HIGHEST_PROTOCOL))


def propose_terms(
    project: Project, locales: Sequence[str], minimum: int, means: Means | None = None
) -> tuple[Term, ...]:
    """Return what the deliveries of all locales teach, with rows for these locales; see `mine_terms`."""
    gathered = gather(project, locales, then=Mining(), write=False, means=means)
    evidence = Evidence()
    for answer in gathered.answers:
        evidence.add(pickle.loads(zlib.decompress(answer)))
    return mine_terms(evidence, locales, minimum)
