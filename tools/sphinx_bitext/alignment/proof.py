"""The proof of an English article: `ms.openlocfilehash` is the SHA of the bytes that were translated."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator

from ..markup.article import encode
from ..markup.front_matter import DELIVERY_KEYS
from ..model import Article

_KEY_RE = re.compile(r"^([A-Za-z_][\w.\-]*):(.*)$")
_LIST_ITEM_RE = re.compile(r"^(\s*- )(['\"])(.*)\2\s*$")
_TRANSLATED_KEYS = ("title", "description", "keywords")
_HEADING_RE = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)


def file_hashes(text: str, length: int) -> Iterator[tuple[str, str]]:
    """Yield (text as it may have been hashed, its hash): with CRLF line ends first, then as it stands, then with LF.

    `length` is that of the hash to match, in hex digits: 40 for SHA-1, 64 for SHA-256.
    """
    unix = text.replace("\r\n", "\n")
    algorithm = hashlib.sha256 if length == 64 else hashlib.sha1
    for form in dict.fromkeys((unix.replace("\n", "\r\n"), text, unix)):
        yield form, algorithm(encode(form)).hexdigest()


def matches(text: str, wanted: str) -> bool:
    """Say whether `text` is the file that `wanted` is the hash of, whatever its line ends."""
    return any(found == wanted for _, found in file_hashes(text, len(wanted)))


def first_heading(body: str) -> str | None:
    """Return the text of the first level-1 ATX heading of an English body."""
    match = _HEADING_RE.search(body)
    if not match:
        return None
    text = match.group(1).rstrip()
    bare = text.rstrip("#")
    # Hashes at the end close a heading when a space stands before them; `C#` keeps its own.
    return (bare.rstrip() or text) if bare.endswith((" ", "\t")) else text


def spell_english(delivery: Article, body: str) -> Iterator[str]:
    """Yield whole English files that may have been the source of `delivery`, the likeliest first.

    The delivery re-serialised the YAML and translated the title, so what is not known is tried: the title's quotes, the
    quotes of list items, a space behind a key that opens a list, blank lines after the front matter and newlines at
    the end. Keys that were translated and cannot be known otherwise are left out.
    """
    trimmed = body.rstrip("\r\n")
    tails = dict.fromkeys((trimmed + "\n", body, trimmed, trimmed + "\n\n"))
    lines = [line for line in delivery.metadata.raw.splitlines() if not line.startswith(DELIVERY_KEYS)]
    if not delivery.metadata.raw:
        yield from tails
        return
    heads = dict.fromkeys(
        _front_matter(lines, title, unquote, space)
        for title, unquote, space in itertools.product(_titles(lines, body), (True, False), ("", " "))
    )
    for gap, head, tail in itertools.product(("\n", "", "\n\n"), heads, tails):
        yield f"---\n{head}---\n{gap}{tail}"


def _titles(lines: list[str], body: str) -> tuple[str | None, ...]:
    if not any(line.startswith("title:") for line in lines):
        return (None,)
    heading = first_heading(body)
    if heading is None:
        return (None,)
    escaped = heading.replace("\\", "\\\\").replace('"', '\\"')
    single = heading.replace("'", "''")
    return (f'"{escaped}"', heading, f"'{single}'")


def _front_matter(lines: list[str], title: str | None, unquote: bool, space: str) -> str:
    """Return the English lines of a front matter in one spelling."""
    spelled: list[str] = []
    skipping = False
    for index, line in enumerate(lines):
        key = _KEY_RE.match(line)
        if key:
            skipping = key.group(1) in _TRANSLATED_KEYS
            if key.group(1) == "title" and title is not None:
                spelled.append(f"title: {title}")
        if skipping:
            continue
        item = _LIST_ITEM_RE.match(line)
        if item and unquote:
            line = item.group(1) + item.group(3)  # noqa: PLW2901 (the spelled form of the same line)
        elif key and not key.group(2).strip() and _opens_list(lines, index):
            line = f"{key.group(1)}:{space}"  # noqa: PLW2901
        spelled.append(line)
    return "".join(f"{line}\n" for line in spelled)


def _opens_list(lines: list[str], index: int) -> bool:
    return index + 1 < len(lines) and lines[index + 1].lstrip().startswith("- ")
