"""Sphinx's HTML builders without what no page of ours shows: it would be made for each page and thrown away."""

from __future__ import annotations

from collections import UserString
from collections.abc import Callable, Set
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment.adapters.toctree import document_toc

from .addresses import NOT_FOUND
from .lean import is_ours
from .site import app_of
from .translator import ArticleTranslator, with_handlers

if TYPE_CHECKING:
    from docutils import nodes


class LateText(UserString):
    """A text that is made when somebody first asks for it."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make = make

    @cached_property
    def data(self) -> str:  # type: ignore[override]
        """The text."""
        return self._make()


class Told(dict[str, Any]):
    """What templates are told of a page. Sphinx words all of it, page by page, for a log that nobody reads."""

    def copy(self) -> Told:
        """Return the same again."""
        return Told(self)

    def __repr__(self) -> str:
        """Return a name alone."""
        return f"<{type(self).__name__}>"


class PageBuilder(StandaloneHTMLBuilder):
    """Sphinx's `html`; with our theme, a page's title and contents as HTML are made where a template asks for them."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare, and leave out the style sheets of docutils: it reads them for each page, and Sphinx drops them."""
        super().prepare_writing(docnames)
        self.docsettings.stylesheet_path = None
        self.globalcontext = Told(self.globalcontext)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return what Sphinx tells templates of a page; `pages.fill_context` takes its relations out anyway."""
        if not is_ours(app_of(self.env)):
            return super().get_doc_context(docname, body, metatags)
        title: nodes.Node | None = self.env.longtitles.get(docname)
        return {
            "parents": [],
            "prev": None,
            "next": None,
            "title": LateText(lambda: self.render_partial(title)["title"] if title else ""),
            "meta": self.env.metadata.get(docname),
            "body": body,
            "metatags": metatags,
            "rellinks": [],
            "sourcename": "",
            "toc": LateText(lambda: self.render_partial(document_toc(self.env, docname, self.tags))["fragment"]),
            "display_toc": self.env.toc_num_entries[docname] > 1,
            "page_source_suffix": ".md",
        }

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:  # noqa: ANN401 (as the base)
        """Return a translator; those of our own kind are of a class that is made once."""
        return self._page_translator(*args) if self._page_translator else super().create_translator(*args)

    @cached_property
    def _page_translator(self) -> type[nodes.NodeVisitor] | None:
        registry = app_of(self.env).registry
        kind = registry.get_translator_class(self)
        handlers = registry.translation_handlers.get(self.name) or registry.translation_handlers.get(self.format, {})
        return with_handlers(kind, handlers) if issubclass(kind, ArticleTranslator) else None

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page, and take its tree apart: so it is gone at once, and nobody has to look for it."""
        super().write_doc(docname, doctree)
        for node in list(doctree.findall()):
            vars(node).clear()


class DirectoryBuilder(PageBuilder, DirectoryHTMLBuilder):
    """Sphinx's `dirhtml`, with quoted addresses as `html` has them, and a 404 page where servers look for it."""

    name = "dirhtml"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page below the folder of its locale: `guide/files/`."""
        return "404.html" if docname == NOT_FOUND else quote(super().get_target_uri(docname, typ))

    def get_output_path(self, page_name: str, /) -> Any:  # noqa: ANN401 (Sphinx 9 names a private type)
        """Return the file of a page."""
        return Path(self.outdir, "404.html") if page_name == NOT_FOUND else super().get_output_path(page_name)

    def get_outfilename(self, pagename: str) -> Any:  # noqa: ANN401 (the same)
        """Return the file of a page."""
        return Path(self.outdir, "404.html") if pagename == NOT_FOUND else super().get_outfilename(pagename)
