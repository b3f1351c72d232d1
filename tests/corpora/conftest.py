"""Whole corpora through the whole product, once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from corpus_runs import CorpusRun, run_corpus


@pytest.fixture(scope="session")
def run(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], CorpusRun]:
    """Return a function that imports, ingests, checks and publishes a part of the sample; each part once."""
    done: dict[str, CorpusRun] = {}

    def once(name: str) -> CorpusRun:
        if name not in done:
            done[name] = run_corpus(corpus, name, tmp_path_factory.mktemp(name.replace("/", "-")))
        return done[name]

    return once
