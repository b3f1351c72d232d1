"""The Sphinx extension and the project's articles, brought together."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError
from sphinx.util import logging

from ..errors import BitextError
from ..sphinxext import Site, connect_site, setup, site_of
from ..workflows.names import read_names
from ..workflows.prepared import read_prepared
from ..workflows.project import Project, load_project
from ..workflows.site import LocaleSite, site_for_language
from . import search
from .locale import sphinx_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def connect(app: Sphinx) -> dict[str, Any]:
    """Set the extension up; its site comes from prepared pages, or from an ingest of what has changed."""
    metadata = setup(app)
    app.add_config_value("bitext_prepared", "", "", [str])
    app.add_config_value("bitext_locale_dir", "locale", "", [str])
    connect_site(app, _site)
    app.connect("config-inited", _take_settings, priority=50)
    app.add_config_value("bitext_search", True, "html", [bool])
    app.connect("config-inited", search.settle, priority=60)
    app.connect("html-page-context", search.add_box)
    app.connect("build-finished", _make_index)
    return metadata


def _project(app: Sphinx) -> Project:
    base = Path(app.confdir)
    return load_project(Path(app.srcdir).parent, base / app.config.bitext_locale_dir, base / "build")


def _take_settings(app: Sphinx, config: Config) -> None:
    """Handle `config-inited`: what pyproject.toml says holds for `sphinx-build` as it does for `bitext build`."""
    if config.bitext_prepared:
        return
    with _as_config_error():
        for name, value in sphinx_settings(_project(app)).items():
            if name not in config.overrides:
                setattr(config, name, value)


def _make_index(app: Sphinx, error: Exception | None) -> None:
    """Handle `build-finished`: make the search index, once all pages are written."""
    if error is None and app.builder.format == "html":
        problem = search.make_index(app)
        if problem:
            site_of(app).warn("index", "search-failed", problem)
            logging.getLogger(__name__).warning("search-failed: %s", problem)


def _site(app: Sphinx) -> Site:
    with _as_config_error():
        xref_map: str = app.config.bitext_xref_map
        names = read_names(Path(app.confdir) / xref_map) if xref_map else {}
        if app.config.bitext_prepared:
            return LocaleSite(Path(app.srcdir).parent, read_prepared(Path(app.config.bitext_prepared)), names)
        return site_for_language(_project(app), app.config.language or "en", names)


@contextlib.contextmanager
def _as_config_error() -> Iterator[None]:
    try:
        yield
    except BitextError as error:
        raise ConfigError(str(error)) from error
