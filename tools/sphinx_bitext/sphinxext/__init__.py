"""The Sphinx side: one build a locale, each page parsed once, already localized.

`setup` makes this package a Sphinx extension; the rest of the program connects the `Site` with `connect_site`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .english import english_json
from .site import Site, connect_site, site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Site", "connect_site", "english_json", "setup", "site_of"]

ENV_VERSION = 7
"""To be raised when what is kept between builds changes its form."""
_THEME = Path(__file__).resolve().parent.parent / "theme"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx; modules that need Sphinx are imported here, not before."""
    from . import (  # noqa: PLC0415 (Sphinx is slow to import)
        builders,
        elements,
        interface,
        lean,
        links,
        needless,
        other_themes,
        packed,
        pages,
        project,
        reading,
        settings,
        speed,
        writing,
    )
    from .dialect.elements import add_dialect_elements  # noqa: PLC0415
    from .parser import ArticleParser  # noqa: PLC0415
    from .translator import ArticleTranslator  # noqa: PLC0415

    settings.add_settings(app)
    packed.pack_trees()
    elements.add_elements(app)
    add_dialect_elements(app)
    app.add_source_suffix(".md", "markdown", override=True)
    app.add_source_parser(ArticleParser, override=True)
    for name in ("html", "dirhtml", "singlehtml"):
        app.set_translator(name, ArticleTranslator, override=True)
    app.add_builder(builders.PageBuilder, override=True)
    app.add_builder(builders.DirectoryBuilder, override=True)
    app.add_transform(reading.LocalizedPage)
    app.add_post_transform(links.LinkResolver)
    app.add_post_transform(interface.InterfaceWords)
    if (_THEME / "theme.toml").is_file() or (_THEME / "theme.conf").is_file():
        app.add_html_theme("bitext", str(_THEME))
    app.connect("config-inited", settings.take_over, priority=100)
    app.connect("builder-inited", settings.switch_off_search)
    app.connect("builder-inited", project.install_project)
    app.connect("builder-inited", needless.leave_out)
    app.connect("builder-inited", speed.keep_settings)
    app.connect("build-finished", speed.forget_settings)
    app.connect("build-finished", lean.remove_unused)
    app.connect("env-get-outdated", reading.outdated)
    app.connect("env-before-read-docs", project.stand_in_for_root, priority=900)
    app.connect("env-purge-doc", reading.purge)
    app.connect("source-read", reading.read_source, priority=100)
    app.connect("doctree-read", reading.finish_reading, priority=900)
    app.connect("env-merge-info", reading.merge)
    app.connect("env-updated", project.remove_stand_in, priority=100)
    app.connect("env-get-updated", writing.pages_to_rewrite)
    app.connect("build-finished", writing.hand_over_findings, priority=100)
    app.connect("html-collect-pages", pages.generated_pages)
    app.connect("html-page-context", pages.fill_context)
    app.connect("config-inited", other_themes.set_templates, priority=200)
    app.connect("html-page-context", other_themes.complete_page, priority=600)
    return {"version": "1", "env_version": ENV_VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
