"""Packs of deliveries that tests write themselves."""

from __future__ import annotations

import hashlib
from pathlib import Path

from support import unit

SENTENCES = (("Servern", "The server"), ("Stoppa den.", "Stop it."), ("Kopiera allt.", "Copy all."))
"""(target, source): a heading and two paragraphs."""


def english(*sources: str) -> str:
    """Return an English file as writers keep it; its first text is the heading."""
    heading, *rest = sources
    return "\n\n".join((f'---\ntitle: "{heading}"\nauthor: ann\n---\n\n# {heading}', *rest)) + "\n"


def hash_of(text: str) -> str:
    """Return what deliveries name: the hash of the file with CRLF."""
    return hashlib.sha1(text.replace("\n", "\r\n").encode(), usedforsecurity=False).hexdigest()


def front(locale: str, source_hash: str) -> str:
    """Return the front matter of a delivery."""
    own = f"ms.openlocfilehash: {source_hash}\nms.translationtype: HT\nms.contentlocale: {locale}\n"
    return f"---\ntitle: x\nauthor: ann\n{own}---\n\n"


def delivery(locale: str, sentences: tuple[tuple[str, str], ...] = SENTENCES) -> tuple[str, str]:
    """Return a delivery with its spans, and clean."""
    head = front(locale, hash_of(english(*(source for _, source in sentences))))
    units = [unit(f"3a593-{101 + number}", *pair) for number, pair in enumerate(sentences)]
    anchor = '# <a name="the-server"></a>'
    clean = [target for target, _ in sentences]
    return head + anchor + "\n\n".join(units) + "\n", head + anchor + "\n\n".join(clean) + "\n"


def write(root: Path, path: str, sxs: str | None, live: str | None = None, true: str | None = None) -> None:
    """Write one article into a section of a pack, in the forms that are given."""
    for form, text in (("sxs", sxs), ("live", live), ("english", true)):
        if text is not None:
            file = root / form / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "surrogateescape"))


def write_good_pack(root: Path) -> None:
    """Write two locales of one product and one of another, with nothing wrong."""
    for locale in ("sv-SE", "lv-LV"):
        for name in ("guide/server.md", "guide/copy.md"):
            write(root / locale, name, *delivery(locale))
    write(root / "other" / "shop.de-DE", "server.md", *delivery("de-DE"), english(*(source for _, source in SENTENCES)))
