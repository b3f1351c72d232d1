"""Pages of other themes: language, direction, robots and notices all the same. Our own theme has its own."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from .lean import THEME
from .pages import PageContext
from .templates import PageTemplates

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

_HTML_RE = re.compile(r"<html\b([^>]*)>", re.IGNORECASE)
_CODE_RE = re.compile(r"<(code|pre|kbd|samp)\b")
"""Code reads from left to right inside any text; other themes do not say so."""
_OWN_RE = re.compile(r"""\s(?:xml:)?(?:lang|dir)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


class DirectedTemplates(PageTemplates):
    """Sphinx's templates; the `<html>` of a page gets the true language and direction, which no theme gives it."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return the page."""
        html = super().render(template, context)
        page = context.get("bitext")
        if not isinstance(page, PageContext):
            return html
        own = f' lang="{escape(page.lang)}" dir="{escape(page.dir)}"'
        return _HTML_RE.sub(lambda match: f"<html{own}{_OWN_RE.sub('', match[1])}>", html, count=1)


def set_templates(_app: Sphinx, config: Config) -> None:
    """Handle `config-inited`: let our templates render the pages, unless the project has its own."""
    if not config.template_bridge:
        kind = PageTemplates if config.html_theme == THEME else DirectedTemplates
        config.template_bridge = f"{kind.__module__}.{kind.__qualname__}"


def complete_page(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _document: nodes.document | None
) -> None:
    """Handle `html-page-context` after `fill_context`: put what our theme would say into what every theme shows."""
    page = context.get("bitext")
    if app.config.html_theme == THEME or not isinstance(page, PageContext):
        return
    for name, content in (("robots", page.head.robots), ("description", page.description)):
        if content:
            context["metatags"] = f'{context.get("metatags") or ""}<meta name="{name}" content="{escape(content)}">\n'
    context["language"] = page.lang
    text = str(context.get("body", ""))
    if page.content_dir == "rtl":
        text = _CODE_RE.sub(r'<\1 dir="ltr"', text)
    body = f'<div lang="{escape(page.content_lang)}" dir="{escape(page.content_dir)}">\n{text}</div>'
    context["body"] = _notice(page) + body


def _notice(page: PageContext) -> str:
    if page.notice is None:
        return ""
    link = ""
    if page.english_url and page.notice.kind != "english-only":
        link = f' <a href="{escape(page.english_url)}" hreflang="en">{escape(page.t("Read in English"))}</a>'
    return f'<div class="admonition note"><p>{escape(page.notice.text)}{link}</p></div>\n'
