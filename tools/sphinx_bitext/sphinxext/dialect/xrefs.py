"""Links by name, `xref:uid`: to an article of the site, to an address, or left as text with a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_bitext.markup.dialect.xref import Target, Uid, plain_name, read_address

from ..surgery import Replacement, replace_all
from .context import rebased

if TYPE_CHECKING:
    from ..records import Draft
    from ..site import Site


def resolve_names(document: nodes.document, draft: Draft, site: Site) -> None:
    """Replace the addresses of links by name; it runs before the gate, which judges what comes out."""
    replacements: list[Replacement] = []
    for reference in document.findall(nodes.reference):
        uid = read_address(reference.get("refuri", ""))
        if uid is None:
            continue
        target = site.name(uid.uid)
        draft.names[uid.uid] = known_name(site, uid.uid)
        bare = not reference.astext() or reference.astext().startswith("xref:")
        text = uid.text or (target.name(uid.display) if target else "") or plain_name(uid.uid)
        if target is None:
            draft.warn("unknown-name", f"no article and no map has the name: {uid.uid[:200]}", uid.uid)
            replacements.append((reference, [nodes.Text(text)] if bare else None))
            continue
        reference["refuri"] = _address(target, uid, draft)
        reference["bitext_uid"] = uid.uid
        if bare:
            reference.clear()
            reference.append(nodes.Text(text))
    replace_all(replacements)


def known_name(site: Site, uid: str) -> str:
    """Return what is known of a name, in one text that changes with it."""
    target = site.name(uid)
    return repr((target.href, sorted(target.names.items()), target.is_article)) if target else ""


def _address(target: Target, uid: Uid, draft: Draft) -> str:
    fragment = f"#{uid.fragment}" if uid.fragment else ""
    if not target.is_article:
        return target.href.partition("#")[0] + fragment if fragment else target.href
    return rebased(f"~/{target.href}.md", draft.page.docname, draft.page.docname) + fragment
