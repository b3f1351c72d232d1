"""How a page becomes HTML: Sphinx's translator, with language on blocks and tables that can be scrolled."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator


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
