"""From the tokens of the constructs to nodes; the gate looks at all of them afterwards."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

from sphinx_bitext.markup.dialect import Construct, Kind
from sphinx_bitext.markup.dialect.code import select
from sphinx_bitext.markup.dialect.div import CLASSES
from sphinx_bitext.markup.html_tags import TAG_RE

from ..elements import disclosure
from ..uris import UriKind, classify
from .context import rebased
from .elements import box, frame, tab, tab_group, tab_label, worded
from .rules import dialect_of

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

    from .context import Dialect

_ADDRESS_RE = re.compile(r"(\s(?:src|href)\s*=\s*[\"']?)([^\s\"'<>]+)", re.IGNORECASE)


class DialectRenderer(SphinxRenderer):
    """Renders what `rules` and `arrange` make. Addresses in an article that is taken in are told as the page's own."""

    def render_construct(self, token: SyntaxTreeNode) -> None:
        """Render a construct that stands alone, as a block or between words."""
        construct: Construct = token.meta["construct"]
        inline = isinstance(self.current_node, nodes.TextElement)
        if construct.kind is Kind.IMAGE:
            made: nodes.Node = self._image(construct)
        elif construct.kind is Kind.VIDEO:
            made = self._video(construct)
        elif construct.kind is Kind.CODE and not inline:
            self.current_node.append(self._code(construct, token.content))
            return
        elif construct.kind is Kind.TEXT:
            made = nodes.Text(construct.text)
        else:
            if construct.kind is Kind.CODE:
                self._dialect.warn(
                    "missing-code", f"code stands between words: {construct.target[:200]}", token.content
                )
            made = nodes.Text(construct.text or construct.target)
        if inline:
            self.current_node.append(made)
            return
        hosts = {name.lower() for name in self.config_list("video_hosts")} if construct.kind is Kind.VIDEO else ()
        uri = made["refuri"] if isinstance(made, nodes.reference) else ""
        if uri.startswith("https://") and _host(uri) in hosts:
            self.current_node.append(frame(uri=uri, classes=["video"]))
        self.current_node.append(nodes.paragraph("", "", made))

    def render_group(self, token: SyntaxTreeNode) -> None:
        """Render a construct with what it encloses."""
        construct: Construct = token.meta["construct"]
        if construct.kind is Kind.IMAGE:
            self._described_image(construct, token)
            return
        made = box(classes=self._classes(construct))
        if token.meta["said"]:
            label = worded(key="Applies to: {name}", values={"name": construct.text})
            made.append(nodes.paragraph("", "", label, classes=["range"]))
        with self.current_node_context(made, append=True):
            self.render_children(token)

    def render_tabs(self, token: SyntaxTreeNode) -> None:
        """Render a group of tabs."""
        self.md_env["bitext_tabs"] = number = self.md_env.get("bitext_tabs", 0) + 1
        group = tab_group(number=number)
        with self.current_node_context(group, append=True):
            self.render_children(token)

    def render_tab(self, token: SyntaxTreeNode) -> None:
        """Render one tab."""
        group = self.current_node
        made = tab(group=group["number"], number=len(group) + 1, condition=token.meta["condition"])
        with self.current_node_context(made, append=True):
            self.render_children(token)

    def render_tab_label(self, token: SyntaxTreeNode) -> None:
        """Render the label of a tab; one that belongs to a tab of another group names it."""
        label = tab_label()
        condition = self.current_node["condition"]
        with self.current_node_context(label, append=True):
            self.render_children(token)
        if condition:
            label.append(nodes.Text(f" ({condition})"))

    def render_included(self, token: SyntaxTreeNode) -> None:
        """Render another article, or its words, in this place."""
        dialect = self._dialect
        dialect.trail.append(token.meta["docname"])
        try:
            self.render_children(token)
        finally:
            dialect.trail.pop()

    def render_link_url(self, token: SyntaxTreeNode, conversion: Any = None) -> None:  # noqa: ANN401 (as the base)
        """Render a link; an address in an article that is taken in is told from the page."""
        token.attrs["href"] = self._here(str(token.attrGet("href") or ""))
        super().render_link_url(token, conversion)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render an image; as with links."""
        token.attrs["src"] = self._here(str(token.attrGet("src") or ""))
        super().render_image(token)

    def html_here(self, text: str) -> str:
        """Return foreign HTML with its addresses told from the page."""
        if self.md_env is None or (dialect := dialect_of(self.md_env)) is None or len(dialect.trail) < 2:
            return text
        return TAG_RE.sub(lambda tag: _ADDRESS_RE.sub(self._address_here, tag.group()), text)

    def config_list(self, name: str) -> list[str]:
        """Return a setting that is a list."""
        found: list[str] = list(getattr(self._dialect.env.config, f"bitext_{name}"))
        return found

    @property
    def _dialect(self) -> Dialect:
        found = dialect_of(self.md_env)
        assert found is not None  # without one, no rule makes the tokens of this class
        return found

    def _address_here(self, match: re.Match[str]) -> str:
        return match[1] + html.escape(self._here(html.unescape(match[2])))

    def _here(self, target: str) -> str:
        dialect = dialect_of(self.md_env)
        return rebased(target, dialect.docname, dialect.draft.page.docname) if dialect is not None else target

    def _image(self, construct: Construct) -> nodes.image:
        image = nodes.image(uri=self._here(construct.target), alt=construct.text)
        kind = construct.options.get("type", "content").lower()
        if kind != "icon" and construct.options.get("border", "true").lower() != "false":
            image["classes"].append("border")
        if construct.options.get("lightbox") and kind != "icon":
            image["lightbox"] = self._here(construct.options["lightbox"])
        return image

    def _described_image(self, construct: Construct, token: SyntaxTreeNode) -> None:
        figure = box(classes=["described"])
        figure.append(nodes.paragraph("", "", self._image(construct)))
        description = disclosure(open=False, summary="", word="Image description")
        with self.current_node_context(description):
            self.render_children(token)
        if len(description):
            figure.append(description)
        self.current_node.append(figure)

    def _video(self, construct: Construct) -> nodes.Node:
        kind, uri = classify(construct.target)
        if kind is not UriKind.EXTERNAL:
            self._dialect.warn(
                "unsafe-link", f"a video was published as text: {construct.target[:80]}", construct.target
            )
            return nodes.Text(construct.target)
        link = nodes.reference(refuri=uri, classes=["video"])
        link += worded(key="Watch the video ({host})", values={"host": _host(uri) or uri})
        return link

    def _code(self, construct: Construct, where: str) -> nodes.Element:
        text = self._dialect.code(construct.target, where)
        snippet = select(text, construct.options) if text is not None else None
        if snippet is None:
            if text is not None:
                wanted = construct.options.get("id") or construct.options.get("range") or "all"
                self._dialect.warn("missing-code", f"{construct.target[:200]} has no lines `{wanted[:80]}`", where)
            return nodes.paragraph("", "", nodes.literal("", construct.text or construct.target))
        language = re.sub(r"[^\w+#-]", "", construct.options.get("language", "")).lower()
        block = nodes.literal_block(snippet.text, snippet.text, language=language or "none")
        if snippet.highlighted:
            block["highlight_args"] = {"hl_lines": list(snippet.highlighted)}
        return block

    def _classes(self, construct: Construct) -> list[str]:
        if construct.kind is Kind.DIV:
            given = construct.options["class"].split()
            for name in given:
                if name not in CLASSES:
                    self._dialect.warn(
                        "unknown-markup", f"a box of an unknown class is published plain: {name[:80]}", name
                    )
            return ["div", *(name for name in given if name in CLASSES)]
        if construct.kind is Kind.COLUMN:
            span = construct.options.get("span", "1")
            return ["cell", *([f"span-{span}"] if span in ("2", "3", "4") else [])]
        return [str(construct.kind)]


def _host(uri: str) -> str:
    try:
        return urlsplit(uri).hostname or ""
    except ValueError:
        return ""
