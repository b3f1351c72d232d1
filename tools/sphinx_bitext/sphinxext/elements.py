"""The nodes of our own that stand in a doctree, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes

from .addresses import shared_address
from .shared import IMAGES
from .site import app_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


class segment(nodes.inline):  # noqa: N801 (docutils names nodes so)
    """A piece of a sentence; attribute `unit` is its unit number."""


class html_tag(nodes.inline):  # noqa: N801
    """A simple inline HTML element without attributes; attribute `tag` is its name."""


class disclosure(nodes.General, nodes.Element):  # noqa: N801
    """`<details>`; attribute `summary` is sanitized inline HTML, `open` says whether it begins open.

    `word`, where given, is the key of a summary that the interface words.
    """


class picture(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """An image of the site; `path` is its name in the images folder, or `uri`; `alt`, `title`, `width`, `height`.

    `lightbox`: name of a larger picture in the images folder.
    """


class safe_html(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """Sanitized HTML, made by the gate alone; attribute `html`."""


def _visit_segment(self: HTML5Translator, node: segment) -> None:
    self.body.append(self.starttag(node, "span", "", CLASS="bt", **{"data-ttu": node["unit"]}))


def _depart_segment(self: HTML5Translator, _node: segment) -> None:
    self.body.append("</span>")


def _visit_html_tag(self: HTML5Translator, node: html_tag) -> None:
    self.body.append(f"<{node['tag']}>")


def _depart_html_tag(self: HTML5Translator, node: html_tag) -> None:
    self.body.append(f"</{node['tag']}>")


def _visit_disclosure(self: HTML5Translator, node: disclosure) -> None:
    attributes: dict[str, Any] = {"open": "open"} if node["open"] else {}
    self.body.append(self.starttag(node, "details", "\n", **attributes))
    self.body.append(f"<summary>{node['summary']}</summary>\n")


def _depart_disclosure(self: HTML5Translator, _node: disclosure) -> None:
    self.body.append("</details>\n")


def _visit_picture(self: HTML5Translator, node: picture) -> None:
    uri = node["uri"] if "uri" in node else _image_uri(self, node["path"])
    attributes = {"src": uri, "alt": node["alt"], "loading": "lazy"}
    attributes |= {name: node[name] for name in ("title", "width", "height") if node.get(name)}
    tag = self.emptytag(node, "img", "", **attributes)
    if node.get("lightbox"):
        tag = f'<a href="{_image_uri(self, node["lightbox"])}">{tag.strip()}</a>'
    self.body.append(tag)


def _image_uri(translator: HTML5Translator, name: str) -> str:
    builder = translator.builder
    return shared_address(app_of(builder.env), builder.current_docname, f"{IMAGES}/{quote(name)}")


def _visit_safe_html(self: HTML5Translator, node: safe_html) -> None:
    self.body.append(node["html"])


def _pass(_self: object, _node: nodes.Node) -> None:
    """Write nothing."""


def add_elements(app: Sphinx) -> None:
    """Register the nodes for HTML; other builders see plain inline text."""
    app.add_node(segment, override=True, html=(_visit_segment, _depart_segment))
    app.add_node(html_tag, override=True, html=(_visit_html_tag, _depart_html_tag))
    for node, visit, depart in (
        (disclosure, _visit_disclosure, _depart_disclosure),
        (picture, _visit_picture, _pass),
        (safe_html, _visit_safe_html, _pass),
    ):
        others = dict.fromkeys(("text", "latex", "man", "texinfo"), (_pass, _pass))
        app.add_node(node, override=True, html=(visit, depart), **others)
