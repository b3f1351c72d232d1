"""Front matter changed line by line: what is not named stays byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from .front_matter import split_line

_PLAIN_RE = re.compile(r"[^\W\d_](?:[^:#\n\"'{}\[\],&*!|>%@`]|:(?=\S)|(?<! )#)*|[0-9a-f]{40,64}")
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def set_values(inside: str, values: Mapping[str, str]) -> str:
    """Return the lines between the two `---` with other values for some keys; keys that are not there come last."""
    lines: list[str] = []
    left = dict(values)
    skipping = False
    for line in inside.splitlines(keepends=True):
        key, _ = split_line(line.rstrip("\r\n"))
        if key is None and skipping:
            continue  # the old value went over several lines
        skipping = key in left
        end = line[len(line.rstrip("\r\n")) :]
        lines.append(f"{key}: {spell_scalar(left.pop(key))}{end}" if key in left else line)
    if lines and not lines[-1].endswith("\n") and left:
        lines[-1] += "\n"
    return "".join([*lines, *(f"{key}: {spell_scalar(value)}\n" for key, value in left.items())])


def spell_scalar(text: str) -> str:
    """Return a text as a YAML scalar on one line, with quotes where it needs some."""
    bare = text.strip()
    if bare and bare == text and bare.lower() not in _WORDS and _PLAIN_RE.fullmatch(bare):
        return bare
    return json.dumps(text, ensure_ascii=False)
