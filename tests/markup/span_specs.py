"""Reads `tests/spec/spans/*.md`: deliveries as text, each with the units, the defects and the sides read from it.

A case is a heading `## what it shows`, then fenced blocks (`~~~`):

`delivery`  the file; with `crlf` behind the word its lines end with CR LF. `[[U+FEFF]]` stands for that character,
            `[[byte E4]]` for a byte that is not UTF-8.
`expect`    one line a unit or a defect, in the order of the text; JSON strings for the two texts of a unit:
            `unit 3a593-102 3:1 "Kopiera filen." "Copy the file."`, `repaired` behind it where its quotes were damaged
            `defect 3:1-3:20 unclosed-unit -- a part of the message`
            or the one word `nothing`
`target`, `source`   the text of that side, in full; may be left out
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx_bitext.markup.article import decode
from sphinx_bitext.model import Article, Span
from sphinx_bitext.text import LineIndex

FOLDER = Path(__file__).parent.parent / "spec" / "spans"
_PIECE_RE = re.compile(r"^## +(?P<title>[^\n]+)$|^~~~ (?P<info>[^\n]+)\n(?P<text>.*?)^~~~$", re.MULTILINE | re.DOTALL)
_UNSEEN_RE = re.compile("[\u200b-\u200f\ufeff\ufffd\udc80-\udcff]")
_ODD_RE = re.compile(r"\[\[(?:U\+(?P<char>[0-9A-F]{4,6})|byte (?P<byte>[0-9A-F]{2}))\]\]")


class SpanSpecError(Exception):
    """A spec file that is not as this module's docstring says."""


@dataclass(frozen=True, slots=True)
class SpanCase:
    """One case of a spec file."""

    file: str
    title: str
    delivery: str
    expected: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    """(`target` or `source`, its text)."""


def all_span_cases() -> Iterator[SpanCase]:
    """Yield the cases of all spec files."""
    for path in sorted(FOLDER.glob("*.md")):
        yield from read_span_cases(path)


def read_span_cases(path: Path) -> tuple[SpanCase, ...]:
    """Return the cases of one spec file."""
    pieces = read_pieces(path, ("delivery", "expect", "target", "source"))
    return tuple(_case(path.stem, title, texts) for title, texts in pieces.items())


def read_pieces(path: Path, names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return the fenced texts of each case of a spec file by their names, which are some of `names`."""
    text = path.read_bytes().decode("utf-8")
    cases: dict[str, dict[str, str]] = {}
    for match in _PIECE_RE.finditer(text):
        if match["title"]:
            if match["title"] in cases:
                raise SpanSpecError(f"{path.name}: two cases are named {match['title']!r}")
            cases[match["title"]] = {}
        else:
            name, _, flag = match["info"].partition(" ")
            pieces = cases[list(cases)[-1]]
            if name not in names or flag not in ("", "crlf") or name in pieces:
                raise SpanSpecError(f"{path.name}: a fence named {match['info']!r}")
            pieces[name] = match["text"].replace("\n", "\r\n") if flag else match["text"]
    if not cases or re.search("^~~~", _PIECE_RE.sub("", text), re.MULTILINE):
        raise SpanSpecError(f"{path.name}: no cases, or a fence that is not closed")
    return cases


def _case(file: str, title: str, pieces: dict[str, str]) -> SpanCase:
    if not {"delivery", "expect"} <= set(pieces):
        raise SpanSpecError(f"{file}: {title}: wants a delivery and an `expect`")
    sides = tuple((name, odd(pieces[name])) for name in ("target", "source") if name in pieces)
    lines = pieces["expect"].splitlines()
    expected = () if lines == ["nothing"] else tuple(lines)
    return SpanCase(file, title, odd(pieces["delivery"]), expected, sides)


def odd(text: str) -> str:
    """Return `text` with the characters and bytes that cannot be written in a spec file."""
    data = _ODD_RE.sub(lambda m: chr(int(m["char"], 16) if m["char"] else 0xDC00 + int(m["byte"], 16)), text)
    return decode(data.encode("utf-8", "surrogateescape"))


def _written(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"[[byte {code - 0xDC00:02X}]]" if 0xDC80 <= code <= 0xDCFF else f"[[U+{code:04X}]]"


def found_in(article: Article) -> list[tuple[str, str]]:
    """Return (line as a spec file writes it, full message) of all units and defects of an article."""
    index = LineIndex(article.text)

    def at(offset: int) -> str:
        line, column = index.position(offset)
        return f"{line}:{column}"

    def texts(target: str, source: str) -> str:
        written = (json.dumps(text, ensure_ascii=False) for text in (target, source))
        return " ".join(_UNSEEN_RE.sub(_written, text) for text in written)

    lines: list[tuple[Span, str, str]] = []
    for unit in article.units:
        mark = " repaired" if unit.repaired else ""
        line = f"unit {unit.id} {at(unit.place.start)} {texts(unit.target, unit.source)}{mark}"
        lines.append((unit.place, line, ""))
    for defect in article.defects:
        line = f"defect {at(defect.place.start)}-{at(defect.place.end)} {defect.kind}"
        lines.append((defect.place, line, defect.message))
    return [(line, message) for _, line, message in sorted(lines, key=lambda item: (item[0].start, item[1]))]
