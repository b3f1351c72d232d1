"""The one place that decides what foreign text may put on a page (gate 2 of the threat model).

It runs on the doctree right after parsing, before Sphinx collects images, downloads or titles. After it there are
no `raw` nodes; HTML is sanitized; every address is of a known kind; images are files of the source tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .block_html import clean_html_blocks
from .elements import safe_html
from .images import clean_images
from .inline_html import clean_inline_html
from .records import Draft
from .surgery import Replacement, replace_all
from .uris import IN_SITE, UriKind, classify

if TYPE_CHECKING:
    from .site import Site


def pass_gate(document: nodes.document, draft: Draft, site: Site) -> None:
    """Clean `document` in place; findings go to `draft`."""
    _keep_messages(document)
    clean_inline_html(document, draft)
    clean_html_blocks(document, draft)
    clean_images(document, draft, site)
    references = document.findall(nodes.reference)
    replace_all([(reference, None) for reference in references if not _clean_reference(reference, draft)])
    rules = document.findall(nodes.transition)
    replace_all([(rule, [safe_html(html="<hr />\n")]) for rule in rules])
    for block in document.findall(nodes.literal_block):
        block["force"] = True
    _forbid_rest(document)


def _clean_reference(reference: nodes.reference, draft: Draft) -> bool:
    """Clean the address of a link; return False when the link must become its text."""
    kind, value = classify(reference.get("refuri", ""))
    if kind in (UriKind.UNSAFE, UriKind.DATA):
        draft.warn("unsafe-link", f"a link was published as text: {value[:80]}", reference.get("bitext_uid") or value)
        return False
    reference["refuri"] = value
    if kind in IN_SITE:
        reference["bitext_target"] = value
        draft.links.add(value)
    return True


def _keep_messages(document: nodes.document) -> None:
    """Sphinx drops system messages with the text in them, so the text is taken out first."""
    replacements: list[Replacement] = []
    for message in document.findall(nodes.system_message):
        text = nodes.Text(message.astext())
        inline = isinstance(message.parent, nodes.TextElement)
        replacements.append((message, [text if inline else nodes.paragraph("", "", text)]))
    replace_all(replacements)
    problems = document.findall(nodes.problematic)
    replace_all([(problem, [nodes.Text(problem.astext())]) for problem in problems])


def _forbid_rest(document: nodes.document) -> None:
    """Take out what this gate has no rule for; the parser makes none of it."""
    replace_all([(node, []) for node in document.findall(nodes.raw)])
    replace_all([(node, None) for node in document.findall(addnodes.download_reference)])
