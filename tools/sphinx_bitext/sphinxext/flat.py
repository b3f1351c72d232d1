"""The last resort: a page whose text the parser cannot take is published as plain paragraphs, with a finding."""

from __future__ import annotations

import re

from docutils import nodes

from sphinx_bitext.markup.marks import neutralise, remove_marks

from .records import Draft

_BLANK_RE = re.compile(r"\n[ \t]*\n")


def publish_flat(document: nodes.document, draft: Draft, reason: Exception) -> None:
    """Make `document` the article's title and its Markdown as it stands, paragraph by paragraph."""
    name = type(reason).__name__
    said = f"the text could not be parsed ({name}) and is published without its markup"
    draft.warn("published-flat", said, getattr(reason, "where", ""))
    draft.links.clear()
    draft.images.clear()
    document.clear()
    document.ids.clear()
    title = neutralise(draft.page.title.strip() or draft.page.docname)
    section = nodes.section("", nodes.title("", "", nodes.Text(title)), ids=["article"])
    text = neutralise(remove_marks(draft.page.markdown))
    for block in _BLANK_RE.split(text):
        if block.strip():
            section.append(nodes.paragraph("", "", nodes.Text(block.strip("\n"))))
    document.append(section)
