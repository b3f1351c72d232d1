"""Front matter: read without constructing anything, so no YAML can do more than hold text.

Only the parser's events are read. Scalars are taken as the text they are written as, so `2020-09-14`, `yes` and
`9002395` stay what the writer typed. Aliases, tags and duplicate keys are defects.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from ..model import Defect, Metadata, Span, TranslationType
from ..text import LineIndex

DELIVERY_KEYS = (
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
)
"""What a delivery appends to the English keys, in this order."""

MAX_DEPTH = 8
"""Lists and mappings inside each other; deeper YAML is read by its plain lines alone."""

MAX_FRONT_MATTER = 64 * 1024
"""Characters; a longer one is text, with a defect."""

_OPEN_RE = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_CLOSE_RE = re.compile(r"^---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_SIMPLE_RE = re.compile(r"^([A-Za-z_][\w.\-]*):(.*)$", re.MULTILINE)
# What YAML can read in one way only, on a line of its own: a word and what follows it, or quotes without escapes.
_NEVER = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_PLAIN = rf"(?:[^\W_]|[(/])[^:#{_NEVER}]*+(?>(?:(?::(?=\S)|(?<! )#)[^:#{_NEVER}]*+)*)"
_VALUE = rf""" +(?:"([^"\\{_NEVER}]*+)"|'([^'{_NEVER}]*+)'|({_PLAIN}))"""
_END = r" *+(?:(?>(?:\r?\n)+)|\Z)"
_ENTRY_RE = re.compile(rf"([A-Za-z_][A-Za-z0-9_.\-]{{0,99}}):(?:{_VALUE})?{_END}")
_ITEM_RE = re.compile(rf"( *)-{_VALUE}{_END}")
PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map"))
"""Tags that construct nothing."""
Loader: type[yaml.CSafeLoader] | type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its events are read; the one in C where PyYAML has it."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a file and where its body begins."""

    metadata: Metadata
    body_start: int
    defects: tuple[Defect, ...]


def front_matter_place(text: str) -> Span | None:
    """Return the range of the lines between the two `---`, or None when the text has no front matter."""
    opening = _OPEN_RE.match(text)
    if not opening:
        return None
    closing = _CLOSE_RE.search(text, opening.end(), opening.end() + MAX_FRONT_MATTER)
    return Span(opening.end(), closing.start()) if closing else None


def split_line(line: str) -> tuple[str | None, str]:
    """Return (key, what follows it) of a top-level line of front matter; (None, the line) for any other line."""
    match = _SIMPLE_RE.fullmatch(line)
    return (match.group(1), match.group(2).strip()) if match else (None, line)


def parse_front_matter(text: str, clean: str | None = None) -> FrontMatter:
    """Read the front matter of `text`; `clean` is its inside when alignment spans had to be taken out of it."""
    place = front_matter_place(text)
    if place is None:
        return FrontMatter(Metadata(), 0, _unclosed(text))
    closing = _CLOSE_RE.match(text, place.end)
    body_start = closing.end() if closing else place.end
    raw = text[place.start : place.end] if clean is None else clean
    try:
        values, lines, problem = _read_plain(raw) or _compose(raw)
    except yaml.YAMLError as error:
        values, lines = _read_simple(raw)
        problem = _problem_of(error, raw)
    defects: tuple[Defect, ...] = ()
    if problem:
        line, message = problem
        defects = (Defect("bad-front-matter", _line_span(text, place, line), message),)
    return FrontMatter(_metadata(values, lines, raw), body_start, defects)


def _unclosed(text: str) -> tuple[Defect, ...]:
    opening = _OPEN_RE.match(text)
    if opening and _SIMPLE_RE.match(text, opening.end()):
        message = "The front matter is not closed by a line `---`, or is too long; it is read as text."
        return (Defect("unclosed-front-matter", Span(opening.start(), opening.end()), message),)
    return ()


def _read_plain(raw: str) -> tuple[dict[str, object], dict[str, int], None] | None:
    """Return what `_compose` does, in a third of the time, for the usual front matter; None for any other.

    Usual are keys with a value on their line or a flat list on the next ones.
    """
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    position = line = 0
    while position < len(raw):
        entry = _ENTRY_RE.match(raw, position)
        if entry is None or entry[1] in values:
            return None
        key = entry[1]
        values[key], lines[key] = _scalar(entry), line
        position = entry.end()
        if entry.lastindex == 1:
            items = list(_plain_items(raw, position))
            values[key] = [_scalar(item) for item in items] or ""
            position = items[-1].end() if items else position
        line += raw.count("\n", entry.start(), position)
    return values, lines, None


def _plain_items(raw: str, position: int) -> Iterator[re.Match[str]]:
    """Yield the items of a list, all indented alike."""
    first = item = _ITEM_RE.match(raw, position)
    while first and item and item[1] == first[1]:
        yield item
        item = _ITEM_RE.match(raw, item.end())


def _scalar(match: re.Match[str]) -> str:
    """Return the value that `_VALUE` has matched."""
    _, double, single, plain = match.groups()
    return plain.rstrip(" ") if plain else double or single or ""


def _compose(raw: str) -> tuple[dict[str, object], dict[str, int], tuple[int, str] | None]:
    """Return (values, line from 0 of each key, (line, problem) or None)."""
    # PyYAML refuses control characters and surrogate escapes; they are not what front matter is about.
    reader = _YamlReader(printable(raw))
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    problem: tuple[int, str] | None = None
    for key, value, line, complaint in reader.pairs():
        if key in values:
            complaint = f"The key `{key}` stands twice; the first one counts."  # noqa: PLW2901 (the one that matters)
        if complaint:
            problem = problem or (line, complaint)
        else:
            values[key], lines[key] = value, line
    return values, lines, problem


class _TooDeepError(yaml.YAMLError):
    """Lists in lists beyond `MAX_DEPTH`; has the attributes that PyYAML's errors have."""

    def __init__(self, event: yaml.Event) -> None:
        super().__init__()
        self.problem = "lists nested too deep"
        self.problem_mark = event.start_mark


def _line_of(lines: LineIndex, mark: object) -> int:
    """Return the line from 0 of a mark; YAML's own count takes NEL and other characters for line ends."""
    return lines.position(getattr(mark, "index", 0))[0] - 1


class _YamlReader:
    """Reads the events of YAML, so nothing is constructed and nothing recurses deeper than `MAX_DEPTH`.

    PyYAML's own composer recurses in C: 30,000 brackets end the process there.
    """

    def __init__(self, raw: str) -> None:
        self._events = yaml.parse(raw, Loader=Loader)
        self._complaint = ""
        self._lines = LineIndex(raw)

    def pairs(self) -> Iterator[tuple[str, object, int, str]]:
        """Yield (key, value, line from 0, what is wrong with it or an empty text) of the top level."""
        documents = 0
        for event in self._events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                yield (
                    "",
                    None,
                    _line_of(self._lines, event.start_mark),
                    "Front matter of more than one YAML document; the first one counts.",
                )
                return
            if isinstance(event, yaml.MappingStartEvent):
                yield from self._top()
            elif isinstance(event, yaml.NodeEvent):
                self._value(event, 0)
                yield (
                    "",
                    None,
                    _line_of(self._lines, event.start_mark),
                    "The front matter is not a list of `key: value` lines.",
                )

    def _top(self) -> Iterator[tuple[str, object, int, str]]:
        for event in self._items(yaml.MappingEndEvent):
            is_text = isinstance(event, yaml.ScalarEvent)
            self._complaint = "" if is_text else "A key is not plain text."
            key, line = self._value(event, 0), _line_of(self._lines, event.start_mark)
            value = self._value(next(self._events), 0)
            name = str(key) if is_text else ""
            yield name, value, line, f"`{name}`: {self._complaint}" if self._complaint else ""

    def _items(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _value(self, event: yaml.Event, depth: int) -> object:
        """Return the text, list or dict that begins with `event`; what must not stand there is complained of."""
        if isinstance(event, yaml.AliasEvent):
            self._complaint = self._complaint or "YAML aliases are not read."
            return ""
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in PLAIN_TAGS:
            self._complaint = self._complaint or f"YAML tag {tag} is not read."
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if depth >= MAX_DEPTH:
            # Reading on would be slow: libyaml takes quadratic time for depth.
            raise _TooDeepError(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, depth + 1) for item in self._items(yaml.SequenceEndEvent)]
        items = self._items(yaml.MappingEndEvent)
        return {str(self._value(key, depth + 1)): self._value(next(self._events), depth + 1) for key in items}


def printable(raw: str) -> str:
    """Return a text of the same length with U+FFFD where PyYAML would refuse a character."""
    return re.sub("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", raw)


def _problem_of(error: yaml.YAMLError, raw: str) -> tuple[int, str]:
    problem = getattr(error, "problem", None) or "not readable as YAML"
    return _line_of(
        LineIndex(raw), getattr(error, "problem_mark", None)
    ), f"The front matter is not valid YAML: {problem}."


def _read_simple(raw: str) -> tuple[dict[str, object], dict[str, int]]:
    """Read the plain `key: value` lines of front matter that is not valid YAML."""
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    for match in _SIMPLE_RE.finditer(raw):
        if match.group(1) not in values:
            values[match.group(1)] = match.group(2).strip().strip("\"'")
            lines[match.group(1)] = raw.count("\n", 0, match.start())
    return values, lines


def _line_span(text: str, place: Span, line: int) -> Span:
    start = place.start
    for _ in range(line):
        following = text.find("\n", start, place.end)
        if following < 0:
            break
        start = following + 1
    end = text.find("\n", start, place.end)
    return Span(start, place.end if end < 0 else end)


def _metadata(values: Mapping[str, object], lines: Mapping[str, int], raw: str) -> Metadata:
    def text(key: str) -> str | None:
        value = values.get(key)
        return value if isinstance(value, str) and value else None

    kind = text("ms.translationtype")
    return Metadata(
        values=dict(values),
        raw=raw,
        lines={key: line + 2 for key, line in lines.items()},
        translation_type=TranslationType(kind) if kind in tuple(TranslationType) else None,
        content_locale=text("ms.contentlocale"),
        source_hash=(text("ms.openlocfilehash") or "").lower() or None,
        last_handoff=parse_date(text("ms.lasthandoff")),
        file_id=text("ms.locfileid"),
    )


def parse_date(value: str | None) -> datetime.date | None:
    """Return the date of `MM/DD/YYYY` or `YYYY-MM-DD`, None for anything else."""
    if not value:
        return None
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value.strip(), re.ASCII)
    parts = (match.group(3), match.group(1), match.group(2)) if match else tuple(value.strip().split("-"))
    try:
        year, month, day = (int(part) for part in parts)
        return datetime.date(year, month, day)
    except ValueError:
        return None
