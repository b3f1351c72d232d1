"""Lists of redirections, `.openpublishing.redirection.json`: what they say, and where in the file each entry stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_NOT_JSON_RE = re.compile(r'("(?>(?:[^"\\]|\\.)*)"?)|(//[^\n]*+|/\*.*?(?:\*/|\Z))', re.DOTALL)
_LIST_RE = re.compile(r'"redirections"\s*:\s*\[')
_URL_RE = re.compile(r'"redirect_url"\s*:\s*"')
_BETWEEN_RE = re.compile(r"[\s,]*")
_SOURCES = ("source_path_from_root", "source_path")


class Redirection(NamedTuple):
    """One entry of a list."""

    source: str
    """Path of the file that is gone, from the top of the repository; empty where the entry is damaged."""
    url: str
    """Where its readers go, as it is written."""
    offset: int
    """Where the address stands in the file; the entry where it has none."""
    problem: str = ""
    """Why the entry cannot be used."""


def parse_redirections(text: str) -> Iterator[Redirection]:
    """Yield the entries of a list; what cannot be read is an entry with a problem. Comments are allowed."""
    text = _NOT_JSON_RE.sub(_blank, text)
    opening = _LIST_RE.search(text)
    if opening is None:
        yield Redirection("", "", 0, "there is no list `redirections`")
        return
    position = _after_space(text, opening.end())
    while position < len(text) and text[position] != "]":
        try:
            entry, end = json.JSONDecoder().raw_decode(text, position)
        except (ValueError, RecursionError):
            yield Redirection("", "", position, "this is no JSON; nothing from here on is read")
            return
        yield _redirection(entry, text, position, end)
        position = _after_space(text, end)


def _redirection(entry: Any, text: str, start: int, end: int) -> Redirection:  # noqa: ANN401 (any JSON)
    found = _URL_RE.search(text, start, end)
    offset = found.end() if found else start
    values = entry if isinstance(entry, dict) else {}
    source = next((values[key] for key in _SOURCES if isinstance(values.get(key), str)), "")
    url = values.get("redirect_url")
    if not source or not isinstance(url, str) or not url.strip():
        return Redirection("", "", offset, "an entry needs `source_path` and `redirect_url`")
    return Redirection(source.replace("\\", "/").lstrip("/"), url.strip(), offset)


def _blank(match: re.Match[str]) -> str:
    """Put spaces in the place of a comment, so that all else stays where it is."""
    return match[1] or re.sub(r"[^\n]", " ", match[2])


def _after_space(text: str, position: int) -> int:
    match = _BETWEEN_RE.match(text, position)
    return match.end() if match else position
