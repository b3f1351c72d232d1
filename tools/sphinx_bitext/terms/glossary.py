"""The glossary: a CSV table of terms, how locales translate them, and which ones nobody translates.

    term,locale,translation,note,case_sensitive
    Contoso Cloud,*,,product,
    mailbox,sv-SE,brevlåda,,no

`term`, `locale` and `translation` are wanted, in any order of columns; `;` separates as well where the first line does
so. The locale is a tag, a language for all its locales, or `*` for all. No translation, or the term itself, means that
the term stays as it is. Several rows of one term are translations to choose from. `case_sensitive` is `yes` or `no`;
where it is empty, names that stay are compared with their capitals, and translated terms are not.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..errors import UsageError
from ..locales import parse_tag

COLUMNS = ("term", "locale", "translation", "note", "case_sensitive")
"""In the order in which they are written."""
_WANTED = COLUMNS[:3]
EVERYWHERE = "*"
_CASES = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Term:
    """One row of a glossary."""

    term: str
    """English."""
    locale: str
    """`sv-SE`, `sv`, or `*`."""
    translation: str = ""
    """Empty: the term stays as it is."""
    note: str = ""
    case_sensitive: bool = False

    def applies_to(self, locale: str) -> bool:
        """Say whether the row speaks of a locale."""
        wanted, tag = self.locale.lower(), locale.lower()
        return wanted in (EVERYWHERE, tag, tag.partition("-")[0])


class _Row:
    """A record of the table, which knows where its cells stand."""

    def __init__(self, where: str, line: int, text: str, cells: Sequence[str], delimiter: str) -> None:
        self.cells = [cell.strip() for cell in cells]
        self._where, self._line, self._text, self._delimiter = where, line, text, delimiter

    def error(self, index: int, message: str) -> UsageError:
        """Return an error about a cell, with its line and column."""
        cell_re = re.compile(rf'[ ]*"(?:[^"]|"")*"[^{self._delimiter}]*|[^{self._delimiter}]*')
        start = 0
        for _ in range(index):
            match = cell_re.match(self._text, start)
            start = match.end() + 1 if match else start
        start += len(self._text[start:]) - len(self._text[start:].lstrip(" "))
        before = self._text[:start].split("\n")
        return UsageError(f"{self._where}:{self._line + len(before) - 1}:{len(before[-1]) + 1}: {message}")


def parse_glossary(text: str, where: str) -> tuple[Term, ...]:
    """Return the terms of a glossary in the order of the file; UsageError says file, line and column of a mistake."""
    rows = _rows(text.removeprefix("\ufeff"), where)
    head = next(rows, None)
    if head is None:
        raise UsageError(f"{where}:1:1: empty; the first line names the columns: {','.join(COLUMNS)}")
    columns = [cell.lower().replace(" ", "_") for cell in head.cells]
    for index, name in enumerate(columns):
        if name not in COLUMNS:
            raise head.error(index, f"unknown column `{name}`; known are {', '.join(COLUMNS)}")
        if name in columns[:index]:
            raise head.error(index, f"the column `{name}` stands twice")
    missing = [name for name in _WANTED if name not in columns]
    if missing:
        raise head.error(0, f"no column `{missing[0]}`; wanted are {', '.join(_WANTED)}")
    return tuple(dict.fromkeys(_term(row, columns) for row in rows))


def _rows(text: str, where: str) -> Iterator[_Row]:
    bad = re.search("[\ud800-\udfff]", text)
    if bad:
        before = text[: bad.start()].split("\n")
        raise UsageError(f"{where}:{len(before)}:{len(before[-1]) + 1}: not UTF-8; save the table in that encoding")
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True)
    start = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UsageError(f"{where}:{start + 1}:1: not a row of CSV: {error}") from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _Row(where, start + 1, "".join(lines[start : reader.line_num]), cells, delimiter)
        start = reader.line_num


def _term(row: _Row, columns: Sequence[str]) -> Term:
    if len(row.cells) > len(columns):
        raise row.error(len(columns), f"{len(row.cells)} cells where the first line names {len(columns)} columns")
    cells = dict(zip(columns, row.cells, strict=False))
    term, locale = cells.get("term", ""), cells.get("locale", "")
    if not re.search(r"\w", term):
        raise row.error(columns.index("term"), f"`{term}` is no term" if term else "no term")
    tag = parse_tag(locale)
    if locale != EVERYWHERE and tag is None:
        raise row.error(columns.index("locale"), f"`{locale}` is not a locale such as sv-SE, nor `*`")
    case = cells.get("case_sensitive", "").lower()
    if case not in _CASES:
        raise row.error(columns.index("case_sensitive"), f"`{case}` is neither yes nor no")
    translation = cells.get("translation", "")
    if locale == EVERYWHERE and translation not in ("", term):
        raise row.error(columns.index("locale"), "one translation for all locales; name the locale, or leave it empty")
    chosen = _CASES[case]
    is_sensitive = translation in ("", term) if chosen is None else chosen
    return Term(term, str(tag) if tag else EVERYWHERE, translation, cells.get("note", ""), is_sensitive)


def render_glossary(terms: Iterable[Term]) -> str:
    """Return the table of these terms, in their order, as `parse_glossary` reads it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in terms:
        writer.writerow((one.term, one.locale, one.translation, one.note, "yes" if one.case_sensitive else "no"))
    return out.getvalue()
