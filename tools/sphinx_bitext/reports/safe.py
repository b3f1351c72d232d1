"""Text from outside, made safe for a terminal line, a JSON file and a script file."""

from __future__ import annotations

import json
import re
import unicodedata

_HIDDEN_RE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_SURROGATE_RE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return `text` with every control, bidi, zero-width and stray surrogate character written out, e.g. `\x1b`.

    The result is one line, moves no cursor, changes no colour and turns no text around. Joiners that
    Persian and Indic words need (U+200C, U+200D) stay as they are.
    """
    return _HIDDEN_RE.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    point = ord(match[0])
    named = {9: "\\t", 10: "\\n", 13: "\\r"}.get(point)
    if named:
        return named
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def whole(text: str) -> str:
    """Return `text` with each lone surrogate as U+FFFD, so that it can be encoded as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE_RE.sub("\ufffd", text)
    return text


def script_literal(value: object) -> str:
    """Return `value` as compact JSON that is also safe inside a script, wherever that script ends up.

    `</` and `<!` cannot end or comment out a script element; U+2028 and U+2029 are written as escapes.
    """
    text = whole(compact(value))
    text = text.replace("</", "<\\/").replace("<!", "\\u003c!")
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script_call(name: str, *keys: str | int, data: str) -> str:
    """Return a script that calls a function with `keys` and `data`, a text in JSON.

    Browsers read JSON in a text ten times faster than the same thing written as a literal.
    """
    return f"{name}({','.join(map(script_literal, (*keys, data)))});\n"


def compact(value: object) -> str:
    """Return `value` in JSON, on one line without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def width(text: str) -> int:
    """Return how many columns `text` takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)


def table(rows: list[list[str]], left: int = 1, gap: str = "  ") -> list[str]:
    """Return `rows` as aligned lines: the first `left` columns flush left, the others flush right."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    lines = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            pad = " " * (widths[column] - width(cell))
            cells.append(cell + pad if column < left else pad + cell)
        lines.append(gap.join(cells).rstrip())
    return lines


def counted(number: int, one: str, many: str = "") -> str:
    """Return e.g. `1 page`, `2,908 pages`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
