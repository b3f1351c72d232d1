"""Gate for the HTML tags inside a paragraph: each comes from the parser as a fragment of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from docutils import nodes

from sphinx_bitext.markup.html_tags import (
    DANGEROUS_TAGS,
    HTML_TAGS,
    MEDIA_TAGS,
    SIMPLE_TAGS,
    VOID_TAGS,
    Tag,
    parse_tag,
    published_name,
)

from .elements import html_tag, safe_html
from .records import Draft

_ID_RE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:-]{0,199}")
MAX_OPEN = 16
"""HTML tags that may be open at one place; deeper ones are dropped, their text is not: the writer is recursive."""
_SEGMENT_ID_RE = re.compile(r"sp?\d+")
_NOT_TEXT_RE = re.compile(r"<!--.*-->|<\?.*\?>|<![A-Za-z].*>", re.DOTALL)
"""Comments, instructions and declarations: never text."""


@dataclass(slots=True)
class _Open:
    """An opening tag that waits for its end."""

    tag: Tag
    position: int
    """Index in the output of the first node inside."""
    text: str
    """As it stands in the article."""


def clean_inline_html(document: nodes.document, draft: Draft) -> None:
    """Replace every fragment of HTML inside text elements by nodes of ours, text, or nothing."""
    parents = {id(raw.parent): raw.parent for raw in document.findall(nodes.raw)}
    for parent in parents.values():
        if isinstance(parent, nodes.TextElement):
            _Cleaner(document, draft).clean(parent)


def note_target(document: nodes.document, name: str) -> nodes.target | None:
    """Return a target of this id, None when the id is taken, odd, or could be a sentence's."""
    name = name.strip()
    if not _ID_RE.fullmatch(name) or _SEGMENT_ID_RE.fullmatch(name) or name in document.ids:
        return None
    target = nodes.target("", "", ids=[name])
    document.ids[name] = target
    return target


class _Cleaner:
    """Cleans the children of one element."""

    def __init__(self, document: nodes.document, draft: Draft) -> None:
        self.document = document
        self.draft = draft
        self.output: list[nodes.Node] = []
        self.stack: list[_Open] = []

    def clean(self, parent: nodes.TextElement) -> None:
        """Rebuild the children of `parent`."""
        children = list(parent.children)
        parent.clear()
        for child in children:
            if not isinstance(child, nodes.raw):
                self.output.append(child)
            elif child.get("format") == "html":
                self._fragment(child.astext())
        for opened in self.stack:
            self._unended(opened)
        parent.extend(self.output)

    def _fragment(self, text: str) -> None:
        tag = parse_tag(text)
        if tag is None:
            if not _NOT_TEXT_RE.fullmatch(text.strip()):
                self._as_text(text)
            return
        if tag.active:
            self.draft.warn("unsafe-html", f"the attribute `{tag.active}` was taken off <{tag.name}>", text)
        if tag.closing:
            self._close(tag, text)
        elif tag.name in VOID_TAGS:
            self.output.append(safe_html(html=f"<{tag.name} />" + ("\n" if tag.name == "br" else "")))
        elif tag.name == "img":
            self._image(tag)
        elif tag.name == "a":
            self._anchor(tag, text)
        elif tag.name in SIMPLE_TAGS:
            self._open(tag, text)
        elif tag.name not in HTML_TAGS or tag.name in DANGEROUS_TAGS:
            self._as_text(text)
        elif tag.name in MEDIA_TAGS:
            self.draft.warn("unsafe-html", f"<{tag.name}> is not published", text)

    def _as_text(self, text: str) -> None:
        tag = parse_tag(text)
        code = "unsafe-html" if tag is not None and tag.name in DANGEROUS_TAGS else "unknown-html"
        self.draft.warn(code, f"published as text: {text.strip()[:80]}", text.strip())
        self.output.append(nodes.Text(text))

    def _image(self, tag: Tag) -> None:
        image = nodes.image(uri=tag.attributes.get("src", ""), alt=tag.attributes.get("alt", ""))
        for name in ("title", "width", "height"):
            if name in tag.attributes:
                image[name] = tag.attributes[name]
        self.output.append(image)

    def _anchor(self, tag: Tag, text: str) -> None:
        for name in ("id", "name"):
            if target := note_target(self.document, tag.attributes.get(name, "")):
                self.output.append(target)
        self._open(tag, text)

    def _open(self, tag: Tag, text: str) -> None:
        if len(self.stack) < MAX_OPEN:
            self.stack.append(_Open(tag, len(self.output), text))

    def _unended(self, opened: _Open) -> None:
        if opened.tag.name == "a" and "href" in opened.tag.attributes:
            address = opened.tag.attributes["href"][:80]
            self.draft.warn(
                "unsafe-html", f"a link without an end in its paragraph was taken off: {address}", opened.text
            )

    def _close(self, tag: Tag, text: str) -> None:
        if tag.name not in HTML_TAGS or tag.name in DANGEROUS_TAGS:
            self._as_text(text)
            return
        if not any(opened.tag.name == tag.name for opened in self.stack):
            return
        while True:
            opened = self.stack.pop()
            if opened.tag.name == tag.name:
                break
            self._unended(opened)
        inside = self.output[opened.position :]
        if not inside:
            return
        if tag.name == "a":
            if "href" not in opened.tag.attributes:
                return
            wrapper: nodes.Element = nodes.reference(refuri=opened.tag.attributes["href"])
            if title := opened.tag.attributes.get("title"):
                wrapper["reftitle"] = title
        else:
            wrapper = html_tag(tag=published_name(tag.name))
        wrapper.extend(inside)
        self.output[opened.position :] = [wrapper]
