"""The files beside the pages of our theme: nothing that no page asks for."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bitext.theme.assets import theme_assets

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THEME = "bitext"
UNUSED = (
    "_sphinx_javascript_frameworks_compat.js",
    "_stemmer.js",
    "basic.css",
    "doctools.js",
    "documentation_options.js",
    "file.png",
    "jquery.js",
    "language_data.js",
    "minus.png",
    "plus.png",
    "pygments.css",
    "searchtools.js",
    "sphinx_highlight.js",
    "translations.js",
    "underscore.js",
)
"""Files of Sphinx and its theme `basic`, in the versions we support. Sphinx writes them before it writes any page."""


def is_ours(app: Sphinx) -> bool:
    """Return whether pages are made by our theme."""
    return app.builder.format == "html" and app.config.html_theme == THEME


def remove_unused(app: Sphinx, _error: Exception | None) -> None:
    """Handle `build-finished`: remove what nothing links to, but nothing that the project itself brought.

    Of the theme, pages link the files that all locales share (see `shared`), not the copies that Sphinx makes.
    """
    if not is_ours(app):
        return
    outdir, brought = Path(app.outdir), [Path(app.confdir) / folder for folder in app.config.html_static_path]
    for name in (*UNUSED, *theme_assets()):
        if not any((folder / name).is_file() for folder in brought):
            (outdir / "_static" / name).unlink(missing_ok=True)
    (outdir / ".buildinfo.bak").unlink(missing_ok=True)  # after a change of settings
    for folder in ("_sources", "_static"):
        with suppress(OSError):  # only an empty folder goes
            (outdir / folder).rmdir()
