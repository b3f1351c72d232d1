"""The proof of an English article: `ms.openlocfilehash` is the SHA of the bytes that were translated."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from ..markup.article import encode

_BOM = "\ufeff"
_HEADING_RE = re.compile(r"^#[ \t]+(\S.*)$", re.MULTILINE)


def file_hashes(text: str, length: int) -> Iterator[tuple[str, str]]:
    """Yield (text as it may have been hashed, its hash): with CRLF line ends first, then as it stands, then with LF.

    A byte order mark may have come or gone since: then each once more. `length` is that of the hash to match, in hex
    digits: 40 for SHA-1, 64 for SHA-256.
    """
    algorithm = hashlib.sha256 if length == 64 else hashlib.sha1
    for file in (text, text[1:] if text.startswith(_BOM) else _BOM + text):
        unix = file.replace("\r\n", "\n")
        for form in dict.fromkeys((unix.replace("\n", "\r\n"), file, unix)):
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
