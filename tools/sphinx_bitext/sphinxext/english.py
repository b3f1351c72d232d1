"""The English sentences of an article as one small file that all locales share."""

from __future__ import annotations

import json

from sphinx_bitext.markup.plain_text import plain_text
from sphinx_bitext.model import Page

FORMAT_VERSION = 1


def english_json(page: Page) -> str:
    """Return the JSON of `_english/<docname>.json`: unit number -> English sentence as plain text, reading order."""
    segments = {unit: plain_text(sentence) for unit, sentence in page.english.items()}
    content = {"format_version": FORMAT_VERSION, "segments": segments}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
