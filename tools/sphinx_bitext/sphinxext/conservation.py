"""What a reader of HTML must be able to read: no word of an article may vanish in the sanitizer unsaid."""

from __future__ import annotations

import html
import re
from collections import Counter

from sphinx_bitext.markup.html_tags import TAG_RE

_WORD_RE = re.compile(r"\w+")
_HIDDEN_RE = re.compile(r"<!--|<\?|<![A-Za-z]|<(?:script|style)\b", re.IGNORECASE)
_ENDS = {"<!--": "-->", "<?": "?>", "<script": "</script", "<style": "</style"}


def words_of(text: str) -> Counter[str]:
    """Return the words of HTML that stand between its tags, and how often each does."""
    return Counter(_WORD_RE.findall(html.unescape(TAG_RE.sub(" ", text))))


def without_hidden(text: str) -> str:
    """Return HTML without what no browser shows: comments, instructions, declarations, scripts, styles.

    What is begun and never ended stays: a browser would hide all that follows. Linear in the length of the text.
    """
    shown: list[str] = []
    position = 0
    endless: set[str] = set()
    lower = text.lower()
    for match in _HIDDEN_RE.finditer(text):
        end = _ENDS.get(match[0].lower(), ">")
        if match.start() < position or end in endless:
            continue
        found = lower.find(end, match.end())
        if found < 0:
            endless.add(end)
            continue
        shown.append(text[position : match.start()])
        position = found + len(end)
    shown.append(text[position:])
    return " ".join(shown)
