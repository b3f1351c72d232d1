"""Gate for blocks of HTML between the paragraphs: sanitized one by one, so each is balanced in itself."""

from __future__ import annotations

import html
import re
from functools import partial

import nh3
from docutils import nodes

from sphinx_bitext.markup.html_tags import DANGEROUS_TAGS, HTML_TAGS, MEDIA_TAGS, TAG_RE, tag_of

from .conservation import without_hidden, words_of
from .elements import disclosure, safe_html
from .inline_html import MAX_OPEN, note_target
from .records import Draft
from .surgery import replace_all
from .uris import IN_SITE, UriKind, classify

_TAGS = {
    "a",
    "abbr",
    "b",
    "bdi",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
}
_ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_CLEANER_SCHEMES = {"http", "https", "mailto", "tel", "data"}
"""What nh3 lets pass; `_attribute` and the images' gate judge after it."""
_MAX_DEPTH = 256
"""Elements inside each other a block may have: the sanitizer takes the square of it."""
_NO_DEPTH = frozenset(
    [
        "br",
        "col",
        "dd",
        "dt",
        "hr",
        "img",
        "input",
        "li",
        "option",
        "p",
        "rp",
        "rt",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "wbr",
    ]
)
"""Tags that are empty or that the next one of their kind ends."""
_SURROGATE_RE = re.compile("[\ud800-\udfff]")
"""Bytes that are no UTF-8, as the text has them; the sanitizer takes none."""
_IMAGE_RE = re.compile(r"<img\b[^>]*>")
_CONTENT_RE = re.compile(r"<(?:img|hr|br|table|td)\b")
_OPENER_RE = re.compile(r"\s*<details(\s+open(?:=\S*)?)?\s*>\s*(?:<summary[^>]*>(.*?)</summary>)?\s*", re.I | re.S)
_CLOSER_RE = re.compile(r"\s*</details\s*>\s*", re.I)


def clean_html_blocks(document: nodes.document, draft: Draft) -> None:
    """Replace every block of HTML by sanitized HTML, targets and images."""
    blocks = [raw for raw in document.findall(nodes.raw) if not isinstance(raw.parent, nodes.TextElement)]
    for parent in {id(raw.parent): raw.parent for raw in blocks}.values():
        _join_details(parent)
    blocks = [raw for raw in document.findall(nodes.raw) if not isinstance(raw.parent, nodes.TextElement)]
    contents = ((raw, raw.astext() if raw.get("format") == "html" else "") for raw in blocks)
    replace_all([(raw, _clean_block(content, document, draft)) for raw, content in contents])


def sanitize(text: str, draft: Draft) -> str:
    """Return foreign HTML with only what is allowed; tags that are no HTML become text."""
    text = _SURROGATE_RE.sub("\ufffd", text)
    escaped = TAG_RE.sub(_escape_unknown, text)
    if _depth(escaped) > _MAX_DEPTH:
        first = text.strip().split("\n", maxsplit=1)[0][:80]
        draft.warn("unsafe-html", "HTML nested too deep is published as text", first)
        return f"<p>{html.escape(text)}</p>"
    _report(escaped, draft)
    clean = nh3.clean(
        escaped,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=_ATTRIBUTES,
        attribute_filter=partial(_attribute, draft),
        link_rel=None,
        url_schemes=_CLEANER_SCHEMES,
    )
    lost = words_of(without_hidden(escaped)) - words_of(clean)
    if not lost:
        return clean
    draft.warn("unsafe-html", f"HTML that does not end is published as text: {' '.join(lost)[:80]}", next(iter(lost)))
    return f"<p>{html.escape(text)}</p>"


def _clean_block(text: str, document: nodes.document, draft: Draft) -> list[nodes.Node]:
    result: list[nodes.Node] = []
    for match in TAG_RE.finditer(text):
        tag = tag_of(match)
        if tag.name == "a" and not tag.closing:
            names = (tag.attributes.get(name, "") for name in ("id", "name"))
            result += [target for name in names if (target := note_target(document, name))]
    clean = sanitize(text, draft)
    if not _CONTENT_RE.search(clean) and not re.sub(r"<[^>]*>", "", clean).strip():
        return result
    position = 0
    for match in _IMAGE_RE.finditer(clean):
        result.append(safe_html(html=clean[position : match.start()]))
        result.append(_image(match[0]))
        position = match.end()
    result.append(safe_html(html=clean[position:]))
    return [node for node in result if not isinstance(node, safe_html) or node["html"]]


def _image(text: str) -> nodes.image:
    match = TAG_RE.fullmatch(text)
    attributes = tag_of(match).attributes if match else {}
    image = nodes.image(uri=attributes.get("src", ""), alt=attributes.get("alt", ""))
    for name in ("title", "width", "height"):
        if name in attributes:
            image[name] = attributes[name]
    return image


def _escape_unknown(match: re.Match[str]) -> str:
    if match["name"].lower() in HTML_TAGS:
        return match[0]
    return html.escape(match[0], quote=False)


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in TAG_RE.finditer(text):
        if match["close"]:
            depth = max(0, depth - 1)
        elif match["name"].lower() not in _NO_DEPTH:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _report(text: str, draft: Draft) -> None:
    for match in TAG_RE.finditer(text):
        tag = tag_of(match)
        if tag.name in DANGEROUS_TAGS | MEDIA_TAGS and not tag.closing:
            draft.warn("unsafe-html", f"<{tag.name}> is not published", match[0])
        elif tag.active:
            draft.warn("unsafe-html", f"the attribute `{tag.active}` was taken off <{tag.name}>", match[0])
        kind, address = classify(tag.attributes.get("href", "#"))
        if kind in (UriKind.UNSAFE, UriKind.DATA):
            draft.warn("unsafe-link", f"the address of a link was taken off: {address[:80]}", match[0])


def _attribute(draft: Draft, tag: str, name: str, value: str) -> str | None:
    """Return the value to publish, None to take the attribute off."""
    if name == "href":
        kind, cleaned = classify(value)
        if kind in (UriKind.UNSAFE, UriKind.DATA):
            return None
        if kind in IN_SITE:
            draft.links.add(cleaned)
        return cleaned
    if name in ("width", "height", "colspan", "rowspan", "start"):
        return value if value.isascii() and value.isdigit() and len(value) < 5 else None
    if name == "dir":
        return value if value in ("ltr", "rtl", "auto") else None
    del tag
    return value


def _join_details(parent: nodes.Element) -> None:
    """Put what stands between `<details>` and `</details>` into one node: Markdown cuts them into blocks."""
    output: list[nodes.Node] = []
    openers: list[tuple[int, re.Match[str]]] = []
    for child in parent.children:
        text = child.astext() if isinstance(child, nodes.raw) else ""
        match = _OPENER_RE.fullmatch(text) if text else None
        if match and len(openers) < MAX_OPEN:
            openers.append((len(output), match))
        elif openers and text and _CLOSER_RE.fullmatch(text):
            position, match = openers.pop()
            node = disclosure(open=bool(match[1]), summary=nh3.clean(match[2] or "", tags={"b", "i", "code"}))
            node.extend(output[position + 1 :])
            output[position:] = [node]
            continue
        output.append(child)
    parent.clear()
    parent.extend(output)
