"""Catalogs as text: read by polib, written by us so that an entry nobody changed keeps its bytes."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polib

from ..errors import BitextError

_BOM = "\ufeff"
_DELIVERED_RE = re.compile(r"(?:(?P<type>HT|MT) )?(?P<units>(?:[0-9a-f]{5}-p?\d+ )*)delivered:(?P<hash>[0-9a-f]{8})\Z")
_SYNTAX_RE = re.compile(r"\(line (\d+)\)(?::\s*(.*))?", re.DOTALL)


class CatalogError(BitextError):
    """A catalog that cannot be parsed: it stays as it is, and its locale falls back on the deliveries."""

    exit_code = 3

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Origin:
    """What the comment of an entry says of its delivery, `HT 3a593-103 delivered:9f1c2ab4`."""

    translation_type: str
    """`HT`, `MT`, or empty."""
    units: tuple[str, ...]
    """Unit ids, e.g. `3a593-103`."""
    hash: str
    """Short hash of the text that was delivered."""

    def __str__(self) -> str:
        return " ".join(part for part in (self.translation_type, *self.units, f"delivered:{self.hash}") if part)


@dataclass(frozen=True, slots=True)
class Entry:
    """One message of a catalog."""

    msgid: str
    msgstr: str = ""
    msgctxt: str | None = None
    origin: Origin | None = None
    notes: tuple[str, ...] = ()
    """Other extracted comments (`#.`)."""
    translator_notes: tuple[str, ...] = ()
    """Comments of translators (`#`)."""
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous_msgid: str | None = None
    previous_msgctxt: str | None = None
    obsolete: bool = False
    foreign: bool = False
    """A plural entry or other thing that is not ours: kept as it is."""
    raw: str | None = field(default=None, compare=False)
    """The lines of the entry as they stand in the file; None for an entry that is new or was changed."""
    line: int = field(default=0, compare=False)
    """Line in the file, 0 for a new entry."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What gettext identifies an entry by."""
        return (self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether the entry is marked for review."""
        return "fuzzy" in self.flags

    @property
    def edited(self) -> bool:
        """Whether a person changed the text after it was delivered, or wrote one where none was delivered."""
        if not self.msgstr:
            return False
        return self.origin is None or text_hash(self.msgstr) != self.origin.hash


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog file: what stands before the first entry, and the entries."""

    header: str
    """The header entry and its comments, as text."""
    entries: tuple[Entry, ...]


def text_hash(text: str) -> str:
    """Return the short hash of a translation that comments carry: 8 hex digits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def parse_catalog(text: str) -> Catalog:
    """Read a catalog; CatalogError with the line where it cannot be parsed."""
    body = text.removeprefix(_BOM)
    if not body.strip():
        return Catalog(text, ())
    try:
        parsed = polib.pofile(body + "\n")
    except (OSError, ValueError, UnicodeError, IndexError) as error:
        raise _syntax_error(error) from error
    lines = body.splitlines(keepends=True) if "\r\n" not in body else re.findall(r"[^\n]*\n|[^\n]+", body)
    found = sorted(parsed, key=lambda entry: entry.linenum)
    starts = [max(1, entry.linenum) for entry in found] + [len(lines) + 1]
    header = text[: len(text) - len(body)] + "".join(lines[: starts[0] - 1])
    chunks = ["".join(lines[one - 1 : two - 1]) for one, two in itertools.pairwise(starts)]
    return Catalog(header, tuple(_entry(entry, raw) for entry, raw in zip(found, chunks, strict=True)))


def _syntax_error(error: Exception) -> CatalogError:
    said = str(error)
    match = _SYNTAX_RE.search(said)
    if match is None:
        return CatalogError(1, f"the catalog cannot be read: {said.splitlines()[0][:200] if said else error!r}")
    what = (match.group(2) or "syntax error").strip()
    return CatalogError(int(match.group(1)), f"the catalog cannot be read here: {what}")


def _entry(entry: polib.POEntry, raw: str) -> Entry:
    notes = entry.comment.split("\n") if entry.comment else []
    origins = [_origin(note) for note in notes]
    return Entry(
        msgid=entry.msgid,
        msgstr=entry.msgstr,
        msgctxt=entry.msgctxt,
        origin=next((origin for origin in origins if origin), None),
        notes=tuple(note for note, origin in zip(notes, origins, strict=True) if origin is None),
        translator_notes=tuple(entry.tcomment.split("\n")) if entry.tcomment else (),
        references=tuple(f"{path}:{line}" if line else path for path, line in entry.occurrences),
        flags=tuple(entry.flags),
        previous_msgid=entry.previous_msgid,
        previous_msgctxt=entry.previous_msgctxt,
        obsolete=bool(entry.obsolete),
        foreign=bool(entry.msgid_plural),
        raw=raw,
        line=entry.linenum,
    )


def _origin(note: str) -> Origin | None:
    match = _DELIVERED_RE.match(note.strip())
    if not match:
        return None
    return Origin(match.group("type") or "", tuple(match.group("units").split()), match.group("hash"))


def render_catalog(catalog: Catalog) -> str:
    """Return the text of a catalog: unchanged entries as they were, the others unwrapped."""
    pieces = [catalog.header]
    for entry in catalog.entries:
        if pieces[-1] and not pieces[-1].endswith("\n\n"):
            pieces.append("\n" if pieces[-1].endswith("\n") else "\n\n")
        pieces.append(entry.raw if entry.raw is not None else render_entry(entry))
    return "".join(pieces).rstrip("\n") + "\n" if catalog.entries else catalog.header


def render_entry(entry: Entry) -> str:
    """Return the lines of one entry, unwrapped."""
    lines = [f"# {note}".rstrip() for note in entry.translator_notes]
    if entry.origin is not None:
        lines.append(f"#. {entry.origin}")
    lines += [f"#. {note}".rstrip() for note in entry.notes]
    lines += [f"#: {reference}" for reference in entry.references]
    if entry.flags:
        lines.append("#, " + ", ".join(entry.flags))
    mark = "#~| " if entry.obsolete else "#| "
    if entry.previous_msgctxt is not None:
        lines += (mark + line for line in _field("msgctxt", entry.previous_msgctxt))
    if entry.previous_msgid is not None:
        lines += (mark + line for line in _field("msgid", entry.previous_msgid))
    fields = _field("msgctxt", entry.msgctxt) if entry.msgctxt is not None else []
    fields += [*_field("msgid", entry.msgid), *_field("msgstr", entry.msgstr)]
    lines += (f"#~ {line}" if entry.obsolete else line for line in fields)
    return "\n".join(lines) + "\n"


def _field(name: str, text: str) -> list[str]:
    """Return the lines of one field; a text of several lines gets one string a line, as gettext writes it."""
    parts = text.split("\n")
    strings = [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    if len(strings) <= 1:
        return [f'{name} "{polib.escape(text)}"']
    return [f'{name} ""', *(f'"{polib.escape(string)}"' for string in strings)]


def render_header(fields: Iterable[tuple[str, str]], comments: Sequence[str] = ()) -> str:
    """Return a header entry with its comments."""
    lines = [f"# {comment}".rstrip() for comment in comments]
    lines += ['msgid ""', 'msgstr ""', *(f'"{polib.escape(f"{key}: {value}")}\\n"' for key, value in fields)]
    return "\n".join(lines) + "\n"
