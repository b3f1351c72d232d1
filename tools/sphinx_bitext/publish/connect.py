"""The Sphinx extension and the project's articles, brought together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from ..errors import BitextError
from ..sphinxext import Site, connect_site, setup
from ..workflows.pages import read_prepared
from ..workflows.project import load_project
from ..workflows.site import LocaleSite, site_for_language

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def connect(app: Sphinx) -> dict[str, Any]:
    """Set the extension up; its site comes from prepared pages, or from an ingest of what has changed."""
    metadata = setup(app)
    app.add_config_value("bitext_prepared", "", "", [str])
    app.add_config_value("bitext_locale_dir", "locale", "", [str])
    connect_site(app, _site)
    return metadata


def _site(app: Sphinx) -> Site:
    source_dir = Path(app.srcdir).parent
    try:
        if app.config.bitext_prepared:
            return LocaleSite(source_dir, read_prepared(Path(app.config.bitext_prepared)))
        base = Path(app.confdir)
        project = load_project(source_dir, base / app.config.bitext_locale_dir, base / "build")
        return site_for_language(project, app.config.language or "en")
    except BitextError as error:
        raise ConfigError(str(error)) from error
