"""Code from a file: `:::code language="c" source="path" range="1-9":::` and `[!code-c[title](path?range=1-9)]`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote

from ._base import Colons, Construct, Kind

_CODE_RE = re.compile(
    r"\[!code(?:-([\w+#-]*))?\s*\[([^\]]*)\]\(\s*([^()\s]+)(?:\s+\"[^\"]*\")?\s*\)\s*\]", re.IGNORECASE
)
_QUERY = {"range": "range", "highlight": "highlight", "name": "id", "id": "id", "region": "id"}
_LINES_RE = re.compile(r"L(\d+)(?:-L?(\d+))?$", re.IGNORECASE)
_RANGE_RE = re.compile(r"(\d{1,7})(?:\s*(-)\s*(\d{1,7})?)?$")
_TAG_RE = re.compile(r"^\W*</?([\w.-]+)>\W*$")


class Snippet(NamedTuple):
    """The lines to show."""

    text: str
    highlighted: tuple[int, ...]
    """Numbers of lines of `text`, from 1."""


def read_colons(colons: Colons) -> Construct | None:
    """Return the code that a line with colons names."""
    source = colons.attributes.get("source", "")
    if colons.name != "code" or not source:
        return None
    options = {name: colons.attributes[name] for name in ("language", "range", "id", "highlight") if name in colons[1]}
    return _construct(source, "", options)


def read_brackets(line: str) -> Construct | None:
    """Return the code that a line with brackets names."""
    match = _CODE_RE.fullmatch(line)
    if match is None:
        return None
    return _construct(match[3], match[2].strip(), {"language": match[1]} if match[1] else {})


def _construct(target: str, text: str, given: Mapping[str, str]) -> Construct:
    """Read what stands behind the path: `?range=1-3&highlight=2&name=id`, `#L1-L3` or `#id`."""
    rest, _, fragment = target.partition("#")
    path, _, query = rest.partition("?")
    options: dict[str, str] = {}
    for key, value in parse_qsl(query):
        if name := _QUERY.get(key.lower()):
            options[name] = value
    if lines := _LINES_RE.match(fragment):
        options["range"] = f"{lines[1]}-{lines[2] or lines[1]}"
    elif fragment:
        options["id"] = unquote(fragment)
    return Construct(Kind.CODE, text=text or path.rpartition("/")[2], target=path, options={**options, **given})


def select(text: str, options: Mapping[str, str]) -> Snippet | None:
    """Return the lines of a file that `range` or `id` names, all without either; None when it has no such lines."""
    lines = text.splitlines()
    if options.get("id"):
        found = _named(lines, options["id"])
    elif options.get("range"):
        numbers = line_numbers(options["range"], len(lines))
        found = [lines[number - 1] for number in numbers] if numbers else None
    else:
        found = lines
    if not found:
        return None
    shown = textwrap.dedent("\n".join(found)).rstrip("\n")
    marked = line_numbers(options.get("highlight", ""), shown.count("\n") + 1)
    return Snippet(shown, tuple(marked or ()))


def line_numbers(text: str, count: int) -> list[int] | None:
    """Return the line numbers that text such as `1-3,7,9-` names, at most once each; None when it names none."""
    numbers: dict[int, None] = {}
    for part in text.split(",")[:100]:
        match = _RANGE_RE.match(part.strip())
        if match is None:
            continue
        first = int(match[1])
        last = int(match[3]) if match[3] else count if match[2] else first
        numbers.update(dict.fromkeys(range(max(1, first), min(last, count) + 1)))
    return list(numbers) or None


def _named(lines: Sequence[str], name: str) -> list[str] | None:
    """Return the lines between `<name>` and `</name>`, or of the region of that name, without other such marks."""
    wanted = name.lower()
    found: list[str] = []
    inside, depth = False, 0
    for line in lines:
        bare = line.strip().lower()
        tag = _TAG_RE.match(bare)
        region = bare.lstrip("#/-'<! ").split(maxsplit=1)
        word = region[0] if region and "#" in bare[:8] else ""
        opens_region = word == "region" and len(region) > 1
        if not inside:
            inside = bool(tag and tag[1] == wanted and "</" not in bare)
            if not inside and opens_region and region[1].strip(' "->').lower() == wanted:
                inside, depth = True, 1
        elif tag and tag[1] == wanted and "</" in bare and not depth:
            return found
        elif depth and word in ("region", "endregion", "end"):
            depth += 1 if word == "region" else -1
            if not depth:
                return found
        elif not tag:
            found.append(line)
    return None
