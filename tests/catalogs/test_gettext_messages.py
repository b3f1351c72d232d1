"""Our msgids are those of Sphinx's own gettext builder, measured by running it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from sample_projects import new_project, own_project, run_sphinx, sample_project, seeds_project, stock_conf

from sphinx_bitext.workflows.ingest import Ingested, ingest
from sphinx_bitext.workflows.project import Project
from support import LONG


def our_conf(project: Project) -> str:
    return 'extensions = ["sphinx_bitext"]\n'


CONFS = pytest.mark.parametrize("conf_of", [stock_conf, our_conf], ids=["stock", "ours"])

Conf = Callable[[Project], str]
Built = tuple[Project, Ingested]


def difference(
    project: Project, ingested: Ingested, out: Path, conf_of: Conf
) -> tuple[int, dict[str, tuple[set[str], set[str]]]]:
    """Return how many messages the gettext builder has, and by article what only we and what only it has."""
    run_sphinx(project, out, "gettext", conf_of(project))
    count = 0
    found: dict[str, tuple[set[str], set[str]]] = {}
    for path, source in ingested.sources.items():
        ours = {message.msgid for message in source.messages if message.kind in ("body", "alt")}
        template = (out / path).with_suffix(".pot")
        theirs = {entry.msgid for entry in polib.pofile(str(template))} if template.is_file() else set()
        count += len(theirs)
        if ours != theirs:
            found[path] = (ours - theirs, theirs - ours)
    return count, found


OTHERS = ("powershell.sv-SE", "nuget.ja-JP", "officejs.ja-JP", "msteams.ja-JP", "entityframework.ja-JP")


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return seeds_project(tmp_path_factory.mktemp("seeds"), shared)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return own_project(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def sample(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return sample_project(tmp_path_factory.mktemp("sample"), corpus)


@CONFS
def test_messages_of_the_seeds(seeds: Built, tmp_path: Path, conf_of: Conf) -> None:
    assert difference(*seeds, tmp_path / "pot", conf_of) == (9, {})


@CONFS
def test_messages_of_our_own_articles(own: Built, tmp_path: Path, conf_of: Conf) -> None:
    count, found = difference(*own, tmp_path / "pot", conf_of)
    assert count > 200
    assert found == {}


@pytest.mark.corpus
@pytest.mark.long
@CONFS
def test_messages_of_the_sample(sample: Built, tmp_path: Path, conf_of: Conf) -> None:
    count, found = difference(*sample, tmp_path / "pot", conf_of)
    assert count > 300
    assert found == {}


@pytest.mark.corpus
@pytest.mark.long
@pytest.mark.parametrize("product", OTHERS if LONG else OTHERS[:1])
def test_messages_of_other_products(corpus: Path, tmp_path: Path, product: str) -> None:
    shutil.copytree(corpus / "other" / product / "sxs", tmp_path / "source" / product.partition(".")[2])
    project = new_project(tmp_path)
    count, found = difference(project, ingest(project), tmp_path / "pot", stock_conf)
    assert count > 200
    assert found == {}
