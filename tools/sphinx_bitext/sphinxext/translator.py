"""How a page becomes HTML: Sphinx's translator, with language on blocks and tables that can be scrolled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

Method = Callable[[Any, Any], None]
Handlers = Mapping[str, tuple[Method, Method | None]]
"""Name of an element to what visits it and what leaves it, as extensions give them to Sphinx."""


class QuickDispatch(nodes.NodeVisitor):
    """Looks for the method of an element once a build; for classes that have the handlers of all elements."""

    _visits: ClassVar[dict[type, Method | None]]
    _departures: ClassVar[dict[type, Method | None]]

    def __init_subclass__(cls) -> None:
        """Give each class methods of its own."""
        super().__init_subclass__()
        cls._visits, cls._departures = {}, {}

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit a node."""
        kind = node.__class__
        try:
            method = self._visits[kind]
        except KeyError:
            method = self._visits[kind] = self._method("visit", kind)
        if method is None:
            super().dispatch_visit(node)
        else:
            method(self, node)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Leave a node, likewise."""
        kind = node.__class__
        try:
            method = self._departures[kind]
        except KeyError:
            method = self._departures[kind] = self._method("depart", kind)
        if method is None:
            super().dispatch_departure(node)
        else:
            method(self, node)

    @classmethod
    def _method(cls, does: str, kind: type) -> Method | None:
        """Return what Sphinx would choose: the method named after the class, else after the nearest of its bases."""
        names = (f"{does}_{base.__name__}" for base in kind.__mro__)
        return next((method for name in names if (method := getattr(cls, name, None))), None)


def with_handlers(kind: type[nodes.NodeVisitor], handlers: Handlers) -> type[nodes.NodeVisitor]:
    """Return a translator class with the handlers of extensions, which Sphinx would tie to each translator anew."""
    members = {
        f"{does}_{name}": method
        for name, pair in handlers.items()
        for does, method in zip(("visit", "depart"), pair, strict=True)
        if method
    }
    return type(kind.__name__, (QuickDispatch, kind), members)


class ArticleTranslator(HTML5Translator):
    """Sphinx's HTML translator for localized pages under a strict content security policy."""

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
