"""Trees of pages that are compressed on the disk: there are as many as pages, and few are ever read again."""

from __future__ import annotations

import copyreg
import io
import pickle
import zlib

from docutils import nodes


def pack_trees() -> None:
    """Let whoever pickles a tree compress it: Sphinx, which keeps one of each page. Reading needs nothing but this."""
    copyreg.pickle(nodes.document, _pack)  # type: ignore[arg-type]  # of any function that takes one


def _pack(tree: nodes.document) -> tuple[object, tuple[bytes]]:
    data = io.BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {}  # the tree itself, and not this again
    pickler.dump(tree)
    return unpack, (zlib.compress(data.getbuffer(), 1),)


def unpack(data: bytes) -> nodes.document:
    """Return the tree; pickles name this function."""
    tree: nodes.document = pickle.loads(zlib.decompress(data))
    return tree
