"""Nodes of the constructs, and how they are written: plain boxes, and tabs that work without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class box(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes so)
    """`<div>` with the classes of the node."""


class tab_group(nodes.General, nodes.Element):  # noqa: N801
    """Tabs one behind the other; attribute `number` counts the groups of the page."""


class tab(nodes.General, nodes.Element):  # noqa: N801
    """A label and what it shows; attributes `group` and `number` are numbers from 1."""


class tab_label(nodes.rubric):  # noqa: N801
    """The label of a tab: in the article it is a heading."""


class frame(nodes.General, nodes.Element):  # noqa: N801
    """A video of an allowed host; attribute `uri`."""


class worded(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """Words of the interface; attributes `key` and `values`. They are put in when a page is written."""


def _visit_box(self: HTML5Translator, node: box) -> None:
    self.body.append(self.starttag(node, "div", "\n"))


def _depart_div(self: HTML5Translator, _node: nodes.Element) -> None:
    self.body.append("</div>\n")


def _visit_tab_group(self: HTML5Translator, node: tab_group) -> None:
    self.body.append(self.starttag(node, "div", "\n", CLASS="tabs"))


def _visit_tab(_self: HTML5Translator, _node: tab) -> None:
    """Write nothing: the label opens the tab."""


def _visit_tab_label(self: HTML5Translator, node: tab_label) -> None:
    group, number = node.parent["group"], node.parent["number"]
    checked = ' checked="checked"' if number == 1 else ""
    option = f'<input type="radio" name="tabs.{group}" id="tabs.{group}.{number}"{checked} />'
    self.body.append(f'{option}<label for="tabs.{group}.{number}">')


def _depart_tab_label(self: HTML5Translator, node: tab_label) -> None:
    opened = nodes.Element(ids=node["ids"])
    self.body.append("</label>\n" + self.starttag(opened, "div", "\n", CLASS="tab"))


def _visit_frame(self: HTML5Translator, node: frame) -> None:
    attributes = {
        "src": node["uri"],
        "title": urlsplit(node["uri"]).netloc,
        "loading": "lazy",
        "allowfullscreen": "allowfullscreen",
        "sandbox": "allow-scripts allow-same-origin allow-presentation allow-popups",
        "referrerpolicy": "strict-origin-when-cross-origin",
    }
    self.body.append(self.starttag(node, "iframe", "", **attributes) + "</iframe>\n")


def _pass(_self: object, _node: nodes.Node) -> None:
    """Write nothing."""


def add_dialect_elements(app: Sphinx) -> None:
    """Register the nodes for HTML; other builders see what is inside them."""
    for node, visit, depart in (
        (box, _visit_box, _depart_div),
        (tab_group, _visit_tab_group, _depart_div),
        (tab, _visit_tab, _depart_div),
        (tab_label, _visit_tab_label, _depart_tab_label),
        (frame, _visit_frame, _pass),
        (worded, _pass, _pass),
    ):
        others = dict.fromkeys(("text", "latex", "man", "texinfo"), (_pass, _pass))
        app.add_node(node, override=True, html=(visit, depart), **others)
