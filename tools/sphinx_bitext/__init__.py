"""sphinx-bitext: translated Markdown deliveries to gettext catalogs, alignment reports and localized help sites.

`setup` makes the package a Sphinx extension; the other names are the library's public face. All of them are loaded on
first use, so that `bitext --help` and a build that has nothing to do stay fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .checks import run_checks as check
    from .markup.article import parse_article
    from .markup.strip import strip_alignment
    from .model import Article, Bitext, Finding

__version__ = "0.1.0"
__all__ = ["Article", "Bitext", "Finding", "__version__", "check", "parse_article", "setup", "strip_alignment"]

_FACE = {
    "Article": ("model", "Article"),
    "Bitext": ("model", "Bitext"),
    "Finding": ("model", "Finding"),
    "check": ("checks", "run_checks"),
    "parse_article": ("markup.article", "parse_article"),
    "strip_alignment": ("markup.strip", "strip_alignment"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 (whatever the public face names)
    if name not in _FACE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _FACE[name]
    return getattr(import_module(f".{module}", __name__), attribute)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, and connect it with the articles of the project that conf.py lies in."""
    from .publish.connect import connect  # noqa: PLC0415 (Sphinx is only loaded when it builds)

    return connect(app)
