"""Links between articles, resolved to pages of the same locale when a page is written."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bitext.markup.link_index import LinkIndex

from .elements import safe_html
from .site import app_of, site_of
from .surgery import Replacement, replace_all
from .uris import UriKind, classify

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_HREF_RE = re.compile(r'(<a\b[^>]*?) href="([^"]*)"')


_indexes: WeakKeyDictionary[BuildEnvironment, LinkIndex] = WeakKeyDictionary()


def renew_link_index(env: BuildEnvironment) -> LinkIndex:
    """Make the index over the documents of this build; to be called once they are known."""
    index = _indexes[env] = LinkIndex(env.found_docs, env.config.root_doc)
    return index


def link_index(env: BuildEnvironment) -> LinkIndex:
    """Return the index over the documents of this build."""
    return _indexes.get(env) or renew_link_index(env)


def page_uri(env: BuildEnvironment, docname: str, target: str) -> str | None:
    """Return the address to publish for a relative or root-relative target; None when it leads nowhere."""
    if classify(target).kind is UriKind.ROOT:
        app = app_of(env)
        base: str = env.config.bitext_link_base
        return base.replace("{locale}", site_of(app).locale.lower()).rstrip("/") + target
    found = link_index(env).find(docname, target)
    if found is None:
        return None
    _, mark, fragment = target.partition("#")
    if found == docname and mark:
        return "#" + fragment
    uri: str = app_of(env).builder.get_relative_uri(docname, found)
    return (uri or "#") + mark + fragment


class LinkResolver(SphinxPostTransform):
    """Writes the addresses of links to other pages; a link that leads nowhere becomes its text."""

    default_priority = 5
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Resolve all links of the page."""
        docname = self.env.docname
        broken: list[Replacement] = []
        for reference in self.document.findall(nodes.reference):
            target = reference.get("bitext_target")
            if target is None:
                continue
            uri = page_uri(self.env, docname, target)
            if uri is None:
                broken.append((reference, None))
            else:
                reference["refuri"] = uri
                reference["internal"] = classify(target).kind is UriKind.RELATIVE
        replace_all(broken)
        for fragment in self.document.findall(safe_html):
            if "href=" in fragment["html"]:
                fragment["html"] = _HREF_RE.sub(self._resolve_match, fragment["html"])

    def _resolve_match(self, match: re.Match[str]) -> str:
        target = html.unescape(match[2])
        if classify(target).kind not in (UriKind.RELATIVE, UriKind.ROOT):
            return match[0]
        uri = page_uri(self.env, self.env.docname, target)
        return match[1] if uri is None else f'{match[1]} href="{html.escape(uri)}"'
