"""Trees on the disk: compressed, and the same when they come back."""

from __future__ import annotations

import copy
import copyreg
import pickle
from collections.abc import Iterator

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from sphinx_bitext.sphinxext.packed import pack_trees


@pytest.fixture
def plainly() -> Iterator[None]:
    """Pickle trees as docutils does, until a test has them packed; afterwards as before."""
    before = dict(copyreg.dispatch_table)
    copyreg.dispatch_table.pop(nodes.document, None)
    yield
    copyreg.dispatch_table.clear()
    copyreg.dispatch_table.update(before)


@pytest.mark.usefixtures("plainly")
def test_a_tree_comes_back_as_it_was_and_takes_less_room() -> None:
    tree = publish_doctree("Title\n=====\n\n" + "One *two* three.\n\n" * 50)
    tree.reporter = tree.settings.warning_stream = tree.transformer = None  # type: ignore[assignment]
    plain = pickle.dumps(tree)
    pack_trees()
    packed = pickle.dumps(tree)
    assert len(packed) < len(plain) / 3
    for again in (pickle.loads(packed), copy.deepcopy(tree)):
        assert type(again) is nodes.document
        assert again.pformat() == tree.pformat()
        assert all(node.document is again for node in again.findall(nodes.Element))
        assert again.settings.language_code == tree.settings.language_code
