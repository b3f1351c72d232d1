"""Single HTML tags: reading one, and which names mean what. No HTML parser: a linear expression reads foreign text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

TAG_RE = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<attributes>(?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*/?>"
)
_ATTRIBUTE_RE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_ACTIVE_RE = re.compile(r"script\s*:|url\s*\(|expression\s*\(|@import", re.IGNORECASE)
"""What makes a style or a foreign attribute more than looks."""

SIMPLE_TAGS = frozenset(
    [
        "abbr",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
    ]
)
"""Inline tags that are kept, without attributes."""
_RENAMED = {"font": "span", "big": "span", "nobr": "span", "strike": "s", "tt": "code"}
"""Obsolete tags and what stands for them."""
VOID_TAGS = frozenset(("br", "wbr"))
DANGEROUS_TAGS = frozenset(
    [
        "applet",
        "base",
        "button",
        "embed",
        "form",
        "frame",
        "frameset",
        "iframe",
        "input",
        "link",
        "math",
        "meta",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "xmp",
        "plaintext",
        "noembed",
        "noframes",
    ]
)
"""Known HTML that is never published; its text is, unless it is script or style."""
MEDIA_TAGS = frozenset(("audio", "map", "video"))
"""Known HTML of which the text alone is published."""
HTML_TAGS = (
    SIMPLE_TAGS
    | VOID_TAGS
    | DANGEROUS_TAGS
    | MEDIA_TAGS
    | frozenset(
        [
            "a",
            "address",
            "area",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "col",
            "colgroup",
            "data",
            "datalist",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hgroup",
            "hr",
            "html",
            "image",
            "img",
            "label",
            "legend",
            "li",
            "main",
            "menu",
            "meter",
            "nav",
            "ol",
            "optgroup",
            "output",
            "p",
            "param",
            "picture",
            "pre",
            "progress",
            "rp",
            "rt",
            "ruby",
            "search",
            "section",
            "slot",
            "source",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "time",
            "tr",
            "track",
            "ul",
        ]
    )
)
"""Names that are HTML; any other `<name>` is text, such as a placeholder."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it stands in the text."""

    name: str
    """In lower case."""
    closing: bool
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case, values with character references resolved; the first of a name counts, as in browsers."""

    @property
    def active(self) -> str:
        """The first attribute that runs something or loads it, other than the address of a link or an image; or ""."""
        values = self.attributes.items()
        return next((name for name, value in values if name.startswith("on") or _runs(name, value)), "")


def _runs(name: str, value: str) -> bool:
    return name not in ("href", "src", "alt", "title") and bool(_ACTIVE_RE.search(value))


@lru_cache(maxsize=1 << 12)
def parse_tag(text: str) -> Tag | None:
    """Return the tag that `text` is as a whole, None when it is something else (comment, declaration, text)."""
    match = TAG_RE.fullmatch(text.strip())
    return tag_of(match) if match else None


def tag_of(match: re.Match[str]) -> Tag:
    """Return the tag of a match of `TAG_RE`."""
    attributes: dict[str, str] = {}
    for found in _ATTRIBUTE_RE.finditer(match["attributes"]):
        value = next((group for group in found.groups()[1:] if group is not None), "")
        attributes.setdefault(found[1].lower(), html.unescape(value))
    return Tag(match["name"].lower(), bool(match["close"]), attributes)


def published_name(name: str) -> str:
    """Return the tag that is published for a simple tag."""
    return _RENAMED.get(name, name)
