"""Links between articles, resolved to pages of the same locale when a page is written."""

from __future__ import annotations

import html
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bitext.markup.link_index import LinkIndex
from sphinx_bitext.markup.rooted import path_on_site

from .elements import safe_html
from .records import records_of
from .site import app_of, site_of
from .surgery import Replacement, replace_all
from .uris import IN_SITE, UriKind, classify

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

_SENTENCE_RE = re.compile(r"sp?\d+")
_HREF_RE = re.compile(r'(<a\b[^>]*?) href="([^"]*)"')


_indexes: WeakKeyDictionary[BuildEnvironment, LinkIndex] = WeakKeyDictionary()


def renew_link_index(env: BuildEnvironment) -> LinkIndex:
    """Make the index over the documents of this build; to be called once they are known."""
    names = {*env.found_docs, *site_of(app_of(env)).moved()}
    index = _indexes[env] = LinkIndex(names, env.config.root_doc)
    return index


def link_index(env: BuildEnvironment) -> LinkIndex:
    """Return the index over the documents of this build."""
    return _indexes.get(env) or renew_link_index(env)


def linked_page(env: BuildEnvironment, docname: str, target: str) -> str | None:
    """Return the docname that a relative or root-relative target leads to, None when it is none of ours."""
    index = link_index(env)
    if classify(target).kind is UriKind.ROOT:
        path = path_on_site(target, env.config.bitext_base_url)
        found = index.find("", path) if path else None
        if (
            found is not None
            and posixpath.basename(found).casefold() != posixpath.basename(_bare(path or "")).casefold()
        ):
            found = None  # a folder: more likely the one of that name on the host that `link_base` names
    else:
        found = index.find(docname, target)
    return site_of(app_of(env)).moved().get(found, found) if found is not None else None


def linked_anchor(env: BuildEnvironment, docname: str, target: str) -> str | None:
    """Return the id on the page `docname` that the fragment of a target names; None where the page has none.

    Letter case and quoting may differ. The empty fragment, `top` and the sentences of a page are taken as they are.
    """
    name = unquote(target.partition("#")[2])
    if name in ("", "top") or _SENTENCE_RE.fullmatch(name):
        return name
    record = records_of(env).get(docname)
    anchors = record.anchors if record else ()
    return name if name in anchors else next((one for one in anchors if one.casefold() == name.casefold()), None)


def _bare(path: str) -> str:
    return re.sub(r"\.(?:md|html?)$", "", path, flags=re.IGNORECASE)


def page_uri(env: BuildEnvironment, docname: str, target: str) -> str | None:
    """Return the address to publish for a relative or root-relative target; None when it leads nowhere."""
    found = linked_page(env, docname, target)
    if found is None:
        if classify(target).kind is not UriKind.ROOT:
            return None
        base: str = env.config.bitext_link_base
        return base.replace("{locale}", site_of(app_of(env)).locale.lower()).rstrip("/") + target
    anchor = linked_anchor(env, found, target)
    if found == docname and "#" in target:
        return None if anchor is None else f"#{quote(anchor)}"
    uri: str = app_of(env).builder.get_relative_uri(docname, found)
    return (uri or "#") + (f"#{quote(anchor)}" if anchor else "")


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
                reference["internal"] = classify(target).kind is not UriKind.ROOT
        replace_all(broken)
        for fragment in self.document.findall(safe_html):
            if "href=" in fragment["html"]:
                fragment["html"] = _HREF_RE.sub(self._resolve_match, fragment["html"])

    def _resolve_match(self, match: re.Match[str]) -> str:
        target = html.unescape(match[2])
        if classify(target).kind not in IN_SITE:
            return match[0]
        uri = page_uri(self.env, self.env.docname, target)
        return match[1] if uri is None else f'{match[1]} href="{html.escape(uri)}"'
