"""How a page becomes HTML: Sphinx's translator, with language on blocks and tables that can be scrolled."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

if TYPE_CHECKING:
    from sphinx.builders import Builder

Method = Callable[[Any], None]


class ArticleTranslator(HTML5Translator):
    """Sphinx's HTML translator for localized pages under a strict content security policy."""

    def __init__(self, document: nodes.document, builder: Builder) -> None:
        super().__init__(document, builder)
        self._visits: dict[type, Method] = {}
        self._departures: dict[type, Method] = {}

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit a node; the method of its class is looked for once a page."""
        kind = node.__class__
        method = self._visits.get(kind)
        if method is None:
            method = self._visits[kind] = self._method("visit", kind) or super().dispatch_visit
        method(node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Leave a node, likewise."""
        kind = node.__class__
        method = self._departures.get(kind)
        if method is None:
            method = self._departures[kind] = self._method("depart", kind) or super().dispatch_departure
        method(node)

    def _method(self, does: str, kind: type) -> Method | None:
        """Return what Sphinx would choose: the method named after the class, else after the nearest of its bases."""
        names = (f"{does}_{base.__name__}" for base in kind.__mro__)
        return next((method for name in names if (method := getattr(self, name, None))), None)

    def starttag(self, node: Any, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:  # noqa: ANN401 (as the base)
        """Return a start tag; a block in another language says so."""
        if "bitext_lang" in node:
            attributes |= {"lang": node["bitext_lang"], "dir": node["bitext_dir"]}
        tag: str = super().starttag(node, tagname, suffix, empty, **attributes)
        return tag

    def visit_table(self, node: nodes.table) -> None:
        """Open a table inside a region that can be scrolled and reached by keyboard."""
        attributes: dict[str, Any] = {"role": "region", "tabindex": "0", "aria-label": node.get("bitext_label", "")}
        self.body.append(self.starttag({}, "div", CLASS="table-wrap", **attributes))
        super().visit_table(node)

    def depart_table(self, node: nodes.table) -> None:
        """Close the table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")

    def visit_raw(self, node: nodes.raw) -> None:
        """Show what must not be here as text: the gate leaves no raw nodes, others may."""
        self.body.append(self.encode(node.astext()))
        raise nodes.SkipNode
