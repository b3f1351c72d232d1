"""What a reader can do about a text: report it, or open the files it comes from. All of it only where settings say how.

Templates of addresses hold `{names}`; every value is percent-encoded, so no text can leave its place in an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_bitext.locales import page_language

from .interface import Translate

if TYPE_CHECKING:
    from .records import Record

_OF_A_SENTENCE = ("unit", "source", "target", "url")
"""What only a script can fill in: it knows the sentence that a reader means, and the address of the page."""


@dataclass(frozen=True, slots=True)
class Action:
    """A link below an article, and in the box of a sentence where it has a `template`."""

    kind: str
    """`report`, `edit` or `source`."""
    text: str
    url: str
    """For the page as a whole."""
    template: str = ""
    """For a sentence: `{unit}`, `{source}`, `{target}`, `{url}` and `{line}` are left to be filled in."""
    lines: str = ""
    """Where the entry of each sentence stands in the catalog: `12:103,104;20:105` is line 12 for units 103 and 104."""


def actions_of(
    record: Record, *, locale: str, article: str, page: str, feedback_url: str, edit_url: str, t: Translate
) -> list[Action]:
    """Return the links of a page; `page` is its address, as far as it is known before it is published."""
    found = []
    translated = record.status in ("translated", "stale", "unaligned")
    if feedback_url and translated:
        template = fill(feedback_url, {"locale": locale, "article": article, "lang": page_language(locale)})
        url = fill(template, dict.fromkeys(_OF_A_SENTENCE, "") | {"url": page})
        found.append(Action("report", t("Report this translation"), url, template))
    if edit_url and record.catalog_path and translated:
        template = fill(edit_url, {"path": record.catalog_path})
        lines = entry_lines(record.entry_lines)
        found.append(Action("edit", t("Edit this translation"), fill(template, {"line": "1"}), template, lines))
    if edit_url and record.source_path:
        url = fill(edit_url, {"path": record.source_path, "line": "1"})
        found.append(Action("source", t("Source file"), url))
    return found


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with these names filled in; others stay. A path keeps its slashes."""
    for name, value in values.items():
        safe = "/" if name in ("path", "article") else ""
        template = template.replace("{" + name + "}", quote(value, safe=safe, errors="replace"))
    return template


def entry_lines(lines: Mapping[str, int]) -> str:
    """Return the line of each unit as one short text, by line."""
    by_line: dict[int, list[str]] = {}
    for unit, line in lines.items():
        by_line.setdefault(line, []).append(unit)
    return ";".join(f"{line}:{','.join(units)}" for line, units in sorted(by_line.items()))
