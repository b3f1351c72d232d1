"""Gate for images: only files of the source tree, of known types, and small pictures inside the text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes

from .elements import picture
from .records import Draft
from .shared import image_name
from .surgery import Replacement, replace_all
from .uris import UriKind, classify

if TYPE_CHECKING:
    from .site import Site

IMAGE_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico"))
_SIZE_RE = re.compile(r"(\d{1,4})(?:px)?")


def clean_images(document: nodes.document, draft: Draft, site: Site) -> None:
    """Replace every image by a picture of ours, a link, or its alt text."""
    replacements: list[Replacement] = []
    for image in document.findall(nodes.image):
        new = _published(image, draft, site)
        if not isinstance(image.parent, nodes.TextElement) and not isinstance(new, picture):
            new = nodes.paragraph("", "", new)
        replacements.append((image, [new]))
    replace_all(replacements)


def published_path(file: Path, site: Site) -> str | None:
    """Return the name under which `file` is published; None when it may not be."""
    root = site.source_dir.parent.resolve()
    try:
        real = file.resolve(strict=True)
        if file.is_symlink() or not real.is_file():
            return None
        inside = real.relative_to(root)
    except (OSError, ValueError, RuntimeError):
        return None
    path = inside.as_posix()
    if real.suffix.lower() not in IMAGE_SUFFIXES or re.search(r"[\x00-\x1f\x7f\\]|(?:^|/)\.", path):
        return None
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return None
    try:
        return image_name(real)
    except OSError:
        return None


def image_path(docname: str, target: str, site: Site) -> str:
    """Return the name under which the image `target` of an article is published, empty when there is none."""
    file = image_file(docname, target, site)
    return published_path(file, site) or "" if file is not None else ""


def image_file(docname: str, target: str, site: Site) -> Path | None:
    """Return the file that the image `target` of an article names."""
    name = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    return site.asset(docname, name) if name and "\0" not in name else None


def _published(image: nodes.image, draft: Draft, site: Site) -> nodes.Node:
    kind, value = classify(image["uri"])
    alt = image.get("alt", "")
    if kind is UriKind.DATA:
        return _picture(image, uri=value)
    if kind is UriKind.EXTERNAL:
        return _link(image, value, draft)
    if kind not in (UriKind.RELATIVE, UriKind.ROOT):
        draft.warn("unsafe-image", f"the address of an image is not allowed: {value[:80]}", image["uri"])
        return nodes.Text(alt)
    path = image_path(draft.page.docname, value, site)
    draft.images[value] = path
    if not path:
        draft.warn("missing-image", f"there is no such image: {value[:200]}", value)
        return nodes.Text(alt)
    node = _picture(image, path=path)
    if larger := image.get("lightbox"):
        draft.images[larger] = image_path(draft.page.docname, larger, site)
        node["lightbox"] = draft.images[larger]
        if not node["lightbox"]:
            draft.warn("missing-image", f"there is no such image: {larger[:200]}", larger)
    return node


def _picture(image: nodes.image, **attributes: str) -> picture:
    node = picture(alt=image.get("alt", ""), **attributes)
    node["classes"] = list(image["classes"])
    if title := image.get("title"):
        node["title"] = title
    for name in ("width", "height"):
        if match := _SIZE_RE.fullmatch(str(image.get(name, ""))):
            node[name] = match[1]
    return node


def _link(image: nodes.image, uri: str, draft: Draft) -> nodes.Node:
    """Return a link to a remote image: a page loads nothing from elsewhere."""
    draft.warn("remote-image", f"an image from elsewhere is published as a link: {uri[:200]}", uri)
    text = nodes.Text(image.get("alt", "") or uri)
    parent: nodes.Node | None = image.parent
    while parent is not None:
        if isinstance(parent, nodes.reference):
            return text
        parent = parent.parent
    return nodes.reference("", "", text, refuri=uri)
