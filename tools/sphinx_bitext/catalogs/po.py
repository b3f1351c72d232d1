"""Catalogs as text: an entry that nobody changed keeps its bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .po_lines import CatalogError, Chunk, Problem, escape, split_entries

__all__ = [
    "Catalog",
    "CatalogError",
    "Entry",
    "Origin",
    "Problem",
    "parse_catalog",
    "parse_utf8_catalog",
    "render_catalog",
    "render_entry",
    "render_header",
    "text_hash",
]

_BOM = "\ufeff"
_UTF8 = ("utf-8", "utf8", "charset", "")
"""What a catalog may say of its encoding; `CHARSET` stands in templates."""
_DELIVERED_RE = re.compile(
    r"(?:(?P<type>HT|MT) )?(?P<units>(?:[0-9a-f]{5}-p?\d+ )*)delivered:(?P<hash>[0-9a-f]{8})"
    r"(?: prefilled:(?P<prefilled>[0-9a-f]{8}))?\Z"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """What the comment of an entry says of its delivery, `HT 3a593-103 delivered:9f1c2ab4`."""

    translation_type: str
    """`HT`, `MT`, or empty."""
    units: tuple[str, ...]
    """Unit ids, e.g. `3a593-103`."""
    hash: str
    """Short hash of the text that was delivered."""
    prefilled: str = ""
    """Short hash of the text that was put together from it for changed English; empty where it stands as delivered."""

    def __str__(self) -> str:
        prefilled = f"prefilled:{self.prefilled}" if self.prefilled else ""
        parts = (self.translation_type, *self.units, f"delivered:{self.hash}", prefilled)
        return " ".join(part for part in parts if part)

    def wrote(self, text: str) -> bool:
        """Say whether a text is as a delivery, or what was made of it for changed English, has it."""
        return text_hash(text) in (self.hash, self.prefilled)

    def with_text(self, text: str) -> Origin:
        """Return the origin of a text that was made of this delivery."""
        found = text_hash(text)
        return replace(self, prefilled="" if found == self.hash else found)


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
    """Places in the source, as they stand behind `#:`, one item a line."""
    flags: tuple[str, ...] = ()
    other_lines: tuple[str, ...] = ()
    """Comment lines of no kind that we know, as they stand."""
    previous_msgid: str | None = None
    previous_msgctxt: str | None = None
    obsolete: bool = False
    foreign: bool = False
    """A plural entry or other thing that is not ours: kept as it is."""
    raw: str | None = field(default=None, compare=False)
    """The lines of the entry as they stand in the file; None for an entry that is new or was changed."""
    gap: str | None = field(default=None, compare=False)
    """Blank lines before the entry in the file; None for an entry that is new."""
    line: int = field(default=0, compare=False)
    """Line in the file, 0 for a new entry."""
    has_forms: bool = False
    """Whether it has texts for singular and plural, which no article has; it is `foreign` then."""

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
        return self.origin is None or not self.origin.wrote(self.msgstr)

    @property
    def post_edited(self) -> bool:
        """Whether the text is a machine's and a person changed it."""
        return self.edited and self.origin is not None and self.origin.translation_type == "MT"


@dataclass(frozen=True, slots=True)
class Catalog:
    """A catalog file: what stands before the first entry, and the entries."""

    header: str
    """The header entry and its comments, as text."""
    entries: tuple[Entry, ...]
    trailer: str = ""
    """What stands behind the last entry: blank lines, comments of nothing."""
    newline: str = "\n"
    problems: tuple[Problem, ...] = ()
    """What GNU msgfmt would refuse, by line: such a file is used as it is, but not written."""

    @property
    def charset(self) -> str:
        """The encoding that the header names, in small letters; empty when it names none."""
        match = re.search(r"charset=([\w.:-]+)", self.header)
        return match.group(1).lower() if match else ""


def text_hash(text: str) -> str:
    """Return the short hash of a translation that comments carry: 8 hex digits of SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def parse_catalog(text: str) -> Catalog:
    """Read a catalog; CatalogError with the line where it cannot be parsed."""
    body = text.removeprefix(_BOM)
    chunks, trailer, problems = split_entries(body)
    problems = tuple(sorted((*problems, *_refused(chunks))))
    header = text[: len(text) - len(body)]
    if chunks and _is_header(chunks[0]):
        first = chunks.pop(0)
        header += first.gap + first.raw
    newline = "\r\n" if "\r\n" in body else "\n"
    return Catalog(header, tuple(_entry(chunk) for chunk in chunks), trailer, newline, problems)


def parse_utf8_catalog(text: str) -> Catalog:
    """Read a catalog that must be UTF-8, as all of ours are; CatalogError with the line where it is not.

    `text` has surrogate escapes for bytes that are no UTF-8.
    """
    bad = re.search("[\udc80-\udcff]", text)
    if bad:
        raise CatalogError(text.count("\n", 0, bad.start()) + 1, "the catalog is not UTF-8 here")
    catalog = parse_catalog(text)
    if catalog.charset not in _UTF8:
        raise CatalogError(1, f"the catalog says that it is {catalog.charset}; it must be UTF-8")
    return catalog


def _refused(chunks: Sequence[Chunk]) -> Iterator[Problem]:
    """Yield what each entry may be but a catalog may not hold: a message twice, line ends at one edge alone."""
    first: dict[tuple[str | None, str], int] = {}
    for chunk in chunks:
        if "\x00" in chunk.raw or any(char in text for text in chunk.fields.values() for char in "\x00\x04"):
            yield Problem(chunk.line, "a character that no catalog can hold (NUL or EOT)")
        line = first.setdefault((chunk.fields.get("msgctxt"), chunk.fields["msgid"]), chunk.line)
        if line != chunk.line:
            yield Problem(chunk.line, f"the message stands in the catalog twice, first in line {line}")
        fuzzy = any("fuzzy" in flags for flags in chunk.comments.get(",", ()))
        if chunk.fields["msgid"] and not fuzzy and not chunk.obsolete:
            yield from _uneven(chunk)


def _uneven(chunk: Chunk) -> Iterator[Problem]:
    texts = [text for word, text in chunk.fields.items() if word != "msgctxt"]
    if not chunk.fields.get("msgstr", chunk.fields.get("msgstr[0]")):
        return
    for edge, where in ((str.startswith, "begin"), (str.endswith, "end")):
        if len({edge(text, "\n") for text in texts}) > 1:
            yield Problem(chunk.line, f"msgid and msgstr do not both {where} with a line end")


def _is_header(chunk: Chunk) -> bool:
    return not chunk.fields["msgid"] and "msgctxt" not in chunk.fields and not chunk.obsolete


def _entry(chunk: Chunk) -> Entry:
    fields, comments = chunk.fields, chunk.comments
    notes = [note.strip() for note in comments.get(".", ())]
    origins = [_origin(note) for note in notes]
    return Entry(
        msgid=fields["msgid"],
        msgstr=fields.get("msgstr", ""),
        msgctxt=fields.get("msgctxt"),
        origin=next((origin for origin in origins if origin), None),
        notes=tuple(note for note, origin in zip(notes, origins, strict=True) if origin is None),
        translator_notes=tuple(note.removeprefix(" ") for note in comments.get("", ())),
        references=tuple(line.strip() for line in comments.get(":", ())),
        flags=tuple(flag.strip() for line in comments.get(",", ()) for flag in line.split(",") if flag.strip()),
        other_lines=tuple(comments.get("?", ())),
        previous_msgid=chunk.previous.get("msgid"),
        previous_msgctxt=chunk.previous.get("msgctxt"),
        obsolete=chunk.obsolete,
        foreign="msgid_plural" in fields or _is_header(chunk),
        raw=chunk.raw,
        gap=chunk.gap,
        line=chunk.line,
        has_forms="msgid_plural" in fields,
    )


def _origin(note: str) -> Origin | None:
    match = _DELIVERED_RE.match(note.strip())
    if not match:
        return None
    return Origin(match.group("type") or "", tuple(match["units"].split()), match["hash"], match["prefilled"] or "")


def render_catalog(catalog: Catalog) -> str:
    """Return the text of a catalog: unchanged entries as they were, the others unwrapped."""
    pieces = [catalog.header]
    after_new = False
    for entry in catalog.entries:
        gap = entry.gap
        if pieces[-1].strip(_BOM):
            if not pieces[-1].endswith("\n"):
                pieces.append(catalog.newline)
            # A file without blank lines between its entries keeps them out, but for what is new.
            gap = catalog.newline if gap is None or (after_new and not gap) else gap
        pieces.append(gap or "")
        after_new = entry.gap is None
        pieces.append(render_entry(entry).replace("\n", catalog.newline) if entry.raw is None else entry.raw)
    return "".join(pieces) + catalog.trailer


def render_entry(entry: Entry) -> str:
    """Return the lines of one entry, unwrapped."""
    lines = [*(f"# {note}".rstrip() for note in entry.translator_notes), *entry.other_lines]
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
        return [f'{name} "{escape(text)}"']
    return [f'{name} ""', *(f'"{escape(string)}"' for string in strings)]


def render_header(fields: Iterable[tuple[str, str]], comments: Sequence[str] = ()) -> str:
    """Return a header entry with its comments."""
    lines = [f"# {comment}".rstrip() for comment in comments]
    lines += ['msgid ""', 'msgstr ""', *(f'"{escape(f"{key}: {value}")}\\n"' for key, value in fields)]
    return "\n".join(lines) + "\n"
