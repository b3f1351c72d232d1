"""Settings of the extension, and the settings of Sphinx it takes over."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_bitext.theme.assets import theme_assets

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_THEME = Path(__file__).resolve().parent.parent / "theme"
_THEME_SUFFIXES = frozenset((".html", ".css", ".js", ".po", ".svg", ".toml"))

_FORCED: dict[str, object] = {
    # Pages come localized: Sphinx's gettext machinery has nothing to do and would parse everything twice.
    "locale_dirs": [],
    "gettext_auto_build": False,
    "gettext_compact": False,
    # The text is published as it was delivered.
    "smartquotes": False,
    "html_copy_source": False,
    "html_show_sourcelink": False,
    "html_use_index": False,
    "html_domain_indices": False,
    "html_use_opensearch": "",
    "html_permalinks": False,
    "html_scaled_image_link": False,
    "html_last_updated_fmt": None,
    # Our project lists the documents; Sphinx's own finds none (project.py).
    "include_patterns": [],
}
_QUIET = ("misc.highlighting_failure", "toc.not_included", "image.not_readable")
"""Warnings about foreign text that say nothing a finding does not say."""


def add_settings(app: Sphinx) -> None:
    """Register the config values of the extension."""
    app.add_config_value("bitext_link_base", "", "html", [str])
    app.add_config_value("bitext_site_title", "", "html", [str])
    app.add_config_value("bitext_base_url", "", "html", [str])
    app.add_config_value("bitext_dirhtml", False, "html", [bool])
    app.add_config_value("bitext_feedback_url", "", "html", [str])
    app.add_config_value("bitext_edit_url", "", "env", [str])  # prepared pages name places only where it is set
    # These change what stands on a page, so all pages are read again.
    app.add_config_value("bitext_video_hosts", [], "env", [list, tuple])
    app.add_config_value("bitext_monikers", [], "env", [list, tuple])
    app.add_config_value("bitext_zones", [], "env", [list, tuple])
    app.add_config_value("bitext_xref_map", "", "env", [str])
    app.add_config_value("bitext_theme_digest", "", "html", [str])


def take_over(_app: Sphinx, config: Config) -> None:
    """Handle `config-inited`: set what this extension relies on."""
    for name, value in _FORCED.items():
        setattr(config, name, value)
    config.source_suffix = {".md": "markdown"}
    config.bitext_theme_digest = theme_digest()
    config.suppress_warnings = [*config.suppress_warnings, *(w for w in _QUIET if w not in config.suppress_warnings)]
    if config.html_theme == "alabaster":  # Sphinx's default: nobody chose it
        config.html_theme = "bitext"
    if config.highlight_language == "default":
        config.highlight_language = "none"


@lru_cache(maxsize=1)
def theme_digest() -> str:
    """Return a digest of our theme: pages name its files by checksum, so a new theme makes them anew."""
    state = hashlib.sha256()
    for path in sorted(_THEME.rglob("*.*")):
        if path.suffix in _THEME_SUFFIXES:
            state.update(path.relative_to(_THEME).as_posix().encode() + path.read_bytes())
    state.update(repr(list(theme_assets().items())).encode())
    return state.hexdigest()[:16]


def switch_off_search(app: Sphinx) -> None:
    """Handle `builder-inited`: Sphinx's own search index is not made."""
    app.builder.search = False  # type: ignore[attr-defined]
