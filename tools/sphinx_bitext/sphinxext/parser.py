"""The parser of the articles: MyST's way from tokens to nodes, without its syntax, and without top matter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from markdown_it.tree import SyntaxTreeNode
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.sphinx_ import MystParser

from .dialect.context import Dialect
from .dialect.render import DialectRenderer
from .dialect.rules import KEY
from .flat import publish_flat
from .limits import bounded
from .markdown import ArticleMarkdown
from .records import draft_of
from .site import app_of, site_of
from .token_tree import nest

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from docutils.transforms import Transform
    from markdown_it.token import Token

_CONFIG = MdParserConfig(commonmark_only=True)
_CODE_LIMIT = 200_000
"""Characters of a code block that are highlighted; longer ones are published plain."""


class ArticleRenderer(DialectRenderer):
    """MyST's renderer for CommonMark, tables, alerts and constructs, without what articles must not do."""

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Set the renderer up as MyST does, without the throw-away document it makes each time."""
        self.md_env = env
        self.md_options = options
        self.md_config = options["myst_config"]
        self.document = options["document"]
        self.current_node = self.document
        self.reporter = self.document.reporter
        self.language_module_rst = get_language("en")  # type: ignore[assignment]
        self._heading_offset = 0
        self._level_to_section = {0: self.document}
        self._heading_slugs: dict[str, tuple[int | None, str, str]] = {}

    def _render_tokens(self, tokens: list[Token]) -> None:
        """Render as MyST does: lines are counted from one, and inline tokens have that of their block."""
        for token in tokens:
            if token.map:
                token.map = [token.map[0] + 1, token.map[1] + 1]
                for child in token.children or ():
                    child.map = token.map
        root = SyntaxTreeNode()
        root.children = nest(tokens)
        self.render_children(root)

    def create_warning(self, *_args: object, **_kwargs: object) -> None:
        """Say nothing: the checks judge the text, with the places in the delivered file."""

    def generate_heading_target(self, token: SyntaxTreeNode, level: int, node: nodes.Element, _title: object) -> None:
        """Leave ids to `segments`; keep the level of headings inside quotes and lists."""
        del token
        if isinstance(node, nodes.rubric):
            node["heading-level"] = level

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Keep HTML, of a block or inline, as it stands: the gate comes next."""
        self.current_node.append(nodes.raw("", self.html_here(token.content), format="html"))

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Keep one HTML tag as it stands."""
        self.current_node.append(nodes.raw("", self.html_here(token.content), format="html"))

    def render_hardbreak(self, _token: SyntaxTreeNode) -> None:
        """Write a line break for HTML alone."""
        self.current_node.append(nodes.raw("", "<br />\n", format="html"))

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render a fenced block; very long ones without highlighting."""
        super().render_fence(token)
        block = self.current_node[-1] if len(self.current_node) else None
        if isinstance(block, nodes.literal_block) and len(token.content) > _CODE_LIMIT:
            block["language"] = "none"


@cache
def _shared_parser() -> ArticleMarkdown:
    """Return the parser of this process: making one costs as much as a small page."""
    parser = ArticleMarkdown(ArticleRenderer)
    parser.options["myst_config"] = _CONFIG
    return parser


class ArticleParser(MystParser):
    """Parses the text of one page. Never raises on text: what cannot be parsed is published flat."""

    supported: ClassVar[tuple[str, ...]] = ("md", "markdown")  # type: ignore[misc]

    def get_transforms(self) -> list[type[Transform]]:
        """Add no transforms: those of MyST are for its own syntax."""
        return []

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Fill `document` from the text of a page."""
        try:
            with bounded():
                self._parse(inputstring, document)
        except Exception as error:  # whatever the text did to the parser, the site is built
            draft = draft_of(document.settings.env)
            if draft is None:
                raise
            publish_flat(document, draft, error)

    def _parse(self, text: str, document: nodes.document) -> None:
        parser = _shared_parser()
        sphinx = document.settings.env
        draft = draft_of(sphinx)
        app = app_of(sphinx)
        env: dict[str, Any] = {}
        if draft is not None and app.builder.name != "gettext":
            env[KEY] = Dialect(sphinx, site_of(app), draft)
        parser.options["document"] = document
        try:
            parser.renderer.render(parser.parse(text, env), parser.options, env)
        finally:
            parser.options["document"] = None
            for name in ("document", "current_node", "reporter", "_level_to_section", "md_env"):
                vars(parser.renderer).pop(name, None)
