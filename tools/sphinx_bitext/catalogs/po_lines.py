r"""The syntax of catalogs: text to the lines of each entry, so that every byte of a file has its place.

Lines end at `\n` alone (U+2028 and its like are text), strings must be closed and an entry must be whole: half a
sentence of a truncated file is never taken for a translation. What can be read but is refused by GNU msgfmt is noted
as a problem: such a file is used, but not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import BitextError

_STRING = r'"(?P<text>[^"\\]*(?:\\.[^"\\]*)*)"'
_WORD = r"msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,3}\])?"
_FIELD_RE = re.compile(rf"(?P<old>#~\s*)?(?P<word>{_WORD})?\s*{_STRING}\Z", re.ASCII)
_PREVIOUS_RE = re.compile(rf"#~?\|\s*(?P<word>msgctxt|msgid_plural|msgid)?\s*{_STRING}\Z", re.ASCII)
_BLANK = " \t\r\n\f\v"
"""White space between words; other blank characters are text."""
_COMMENT_RE = re.compile(r"#(?P<kind>[.:,]|(?= |\Z))(?P<text>.*)\Z")
_FOLLOWS = {
    "msgctxt": ("",),
    "msgid": ("", "msgctxt"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[": ("msgid_plural", "msgstr["),
}
"""What may stand before each word of an entry."""
_NEXT_PREVIOUS = {"msgctxt": ("",), "msgid": ("", "msgctxt"), "msgid_plural": ("msgid",)}
"""The same for the message that an entry had before."""
_BAD_ESCAPE_RE = re.compile(r"(?<!\\)(?:\\\\)*\\(?:[^ntbrfva\\\"0-7x]|x(?![0-9A-Fa-f]))")
_UNESCAPE_RE = re.compile(r"((?:\\(?:[0-7]{1,3}|x[0-9A-Fa-f]{1,2}))+)|\\(.)")
_BYTE_RE = re.compile(r"\\(?:x(?P<hex>[0-9A-Fa-f]+)|(?P<octal>[0-7]+))")
_UNESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", '"': '"', "\\": "\\"}
_ESCAPED_RE = re.compile(f"[{re.escape(''.join(_UNESCAPED.values()))}]")
_ESCAPE = str.maketrans({char: f"\\{letter}" for letter, char in _UNESCAPED.items()})


class Problem(NamedTuple):
    """What GNU msgfmt would refuse in a catalog that can be read all the same."""

    line: int
    message: str


class CatalogError(BitextError):
    """A catalog that cannot be parsed: it stays as it is, and its locale falls back on the deliveries."""

    exit_code = 3

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class Chunk:
    """The lines of one entry and what they say."""

    gap: str = ""
    """Blank lines before it."""
    raw: str = ""
    """Its lines, from the first comment to the last string."""
    line: int = 1
    """Its first line."""
    fields: dict[str, str] = field(default_factory=dict)
    """`msgctxt`, `msgid`, `msgid_plural`, `msgstr`, `msgstr[0]` to text, in the order of the file."""
    previous: dict[str, str] = field(default_factory=dict)
    """The same of `#|` lines."""
    comments: dict[str, list[str]] = field(default_factory=dict)
    """Kind (`.`, `:`, `,`, empty for translators', `?` for lines of no known kind) to texts."""
    obsolete: bool = False
    previous_obsolete: bool = False
    """Whether those lines begin with `#~|`."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def last(self) -> str:
        """The word that was read last, `msgstr[` for any plural form."""
        word = next(reversed(self.fields), "")
        return word[:7] if word.endswith("]") else word

    @property
    def complete(self) -> bool:
        """Whether the entry has its translation, be it empty."""
        return self.last.startswith("msgstr")

    def problem(self, line: int, message: str) -> None:
        """Note what msgfmt would refuse."""
        self.problems.append(Problem(line, message))

    def comment(self, kind: str, text: str) -> None:
        """Add a comment of a kind."""
        self.comments.setdefault(kind, []).append(text)


def escape(text: str) -> str:
    """Return a text as it stands between the quotes of a catalog."""
    return text.translate(_ESCAPE) if _ESCAPED_RE.search(text) else text


def unescape(text: str) -> str:
    """Return the text that stands between quotes; a backslash before another character is taken for itself."""
    return _UNESCAPE_RE.sub(_character, text) if "\\" in text else text


def _character(match: re.Match[str]) -> str:
    numbers, letter = match.groups()
    if numbers is None:
        return _UNESCAPED.get(letter, match.group())
    # Numbers name bytes, and several bytes may make one character.
    found = _BYTE_RE.finditer(numbers)
    return bytes(int(one["hex"] or one["octal"], 16 if one["hex"] else 8) & 0xFF for one in found).decode(
        errors="replace"
    )


class Lines(NamedTuple):
    """A catalog, taken apart."""

    chunks: list[Chunk]
    trailer: str
    """What stands behind the last entry."""
    problems: tuple[Problem, ...]


def split_entries(text: str) -> Lines:
    """Return the entries of a catalog and what stands behind the last one; CatalogError where it has no sense."""
    reader = _Reader(text)
    chunks = list(reader.chunks())
    problems = (problem for chunk in (*chunks, reader.rest) for problem in chunk.problems)
    return Lines(chunks, reader.trailer, tuple(problems))


class _Reader:
    """Reads line by line; an entry ends where the next one's first comment or word stands."""

    def __init__(self, text: str) -> None:
        self._lines = re.findall(r"[^\n]*\n|[^\n]+", text)
        self._behind = 0
        self.trailer = ""
        self.rest = Chunk()
        """Comments behind the last entry."""

    def chunks(self) -> Iterator[Chunk]:
        chunk, start, end = Chunk(), 0, 0
        for number, line in enumerate(self._lines):
            bare = line.strip(_BLANK)
            if not bare:
                continue
            match = _FIELD_RE.match(bare)
            begins = match["word"] in ("msgctxt", "msgid") if match else bare[0] == "#"
            if begins and chunk.complete:
                yield self._closed(chunk, start, end)
                chunk = Chunk()
            if not chunk.fields and not chunk.comments and not chunk.previous:
                start = number
            _take(chunk, match, bare, number + 1)
            end = number + 1
        if chunk.complete:
            yield self._closed(chunk, start, end)
        elif chunk.fields:
            raise CatalogError(end, "the catalog ends here, in the middle of an entry")
        else:
            self.rest = chunk
            if chunk.previous:
                chunk.problem(end, "a former message (#|) of no entry")
        self.trailer = "".join(self._lines[self._behind :])

    def _closed(self, chunk: Chunk, start: int, end: int) -> Chunk:
        chunk.gap = "".join(self._lines[self._behind : start])
        chunk.raw = "".join(self._lines[start:end])
        chunk.line = start + 1
        self._behind = end
        if chunk.previous and ("msgid" not in chunk.previous or chunk.previous_obsolete != chunk.obsolete):
            chunk.problem(start + 1, "the former message (#|) does not fit the entry")
        return chunk


def _take(chunk: Chunk, match: re.Match[str] | None, bare: str, line: int) -> None:
    if match:
        _take_field(chunk, match, line)
    elif bare.startswith(("#|", "#~|")):
        _take_previous(chunk, bare, line)
    elif bare[0] == "#" and not re.match(r'#~\s*(?:msg|")', bare):
        comment = _COMMENT_RE.match(bare)
        chunk.comment(*(comment.group("kind", "text") if comment else ("?", bare)))
        if chunk.fields or chunk.previous:
            chunk.problem(line, "a comment in the middle of an entry")
        elif bare.startswith("#~") and bare[2:].strip()[:1] not in ("", "#"):
            chunk.problem(line, "an obsolete line (#~) that is no part of an entry")
    elif bare.count('"') - bare.count('\\"') == 1 or bare.endswith('\\"'):
        raise CatalogError(line, "the catalog cannot be read here: a text without its closing quote")
    else:
        raise CatalogError(line, "the catalog cannot be read here: neither a comment nor a line of an entry")


def _take_field(chunk: Chunk, match: re.Match[str], line: int) -> None:
    word, text, old = match["word"], _text(chunk, match["text"], line), match["old"] is not None
    if chunk.fields and old != chunk.obsolete:
        raise CatalogError(line, "the catalog cannot be read here: an entry is obsolete (#~) in part")
    if word is None:
        if not chunk.fields:
            raise CatalogError(line, "the catalog cannot be read here: a text that belongs to nothing")
        chunk.fields[next(reversed(chunk.fields))] += text
        return
    kind = word[:7] if word.endswith("]") else word
    if chunk.last not in _FOLLOWS[kind] or word in chunk.fields:
        raise CatalogError(line, f"the catalog cannot be read here: `{word}` behind `{chunk.last or 'nothing'}`")
    if kind == "msgstr[" and int(word[7:-1]) != len(chunk.fields.keys() - {"msgctxt", "msgid", "msgid_plural"}):
        chunk.problem(line, f"`{word}` is not the next plural form")
    chunk.fields[word] = text
    chunk.obsolete = old


def _text(chunk: Chunk, quoted: str, line: int) -> str:
    if "\\" not in quoted:
        return quoted
    if _BAD_ESCAPE_RE.search(quoted):
        chunk.problem(line, "a backslash before a character that it does not go with")
    return unescape(quoted)


def _take_previous(chunk: Chunk, bare: str, line: int) -> None:
    match = _PREVIOUS_RE.match(bare)
    if match is None or (match["word"] is None and not chunk.previous):
        chunk.comment("?", bare)
        chunk.problem(line, "a line of a former message (#|) that cannot be read")
        return
    word, last = match["word"], next(reversed(chunk.previous), "")
    mixed = bool(chunk.previous) and chunk.previous_obsolete != (bare[1] == "~")
    if chunk.fields or mixed or (word is not None and last not in _NEXT_PREVIOUS[word]):
        chunk.problem(line, "a former message (#|) that does not stand before its entry")
    chunk.previous_obsolete = bare[1] == "~"
    chunk.previous[word or last] = chunk.previous.get(word or last, "") + _text(chunk, match["text"], line)
