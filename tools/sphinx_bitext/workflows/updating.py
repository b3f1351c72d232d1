"""One catalog file: read, merged with what a delivery proposes, written when that changes it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from ..catalogs.build import Source, build_entries
from ..catalogs.merge import Conflict, Merged, merge_catalog
from ..catalogs.po import (
    Catalog,
    CatalogError,
    Entry,
    Problem,
    parse_catalog,
    parse_utf8_catalog,
    render_catalog,
    render_header,
)
from ..errors import StorageError
from ..locales import language_name, plural_forms
from ..model import Bitext, Finding
from ..reports.safe import counted, visible
from ..store import MAX_CATALOG, Replacement, read_text, replace_text, replace_texts
from .notices import notice
from .project import Project
from .reading import shown_path

_SHOWN = 10
_LONGEST = 60
"""Changed messages that are named, and how many characters of each."""
_SPANS_RE = re.compile("data-[ts]tu-id=")
_TRIES = 50
"""How often a catalog is merged again because somebody saved it in the meantime."""


class Place(NamedTuple):
    """Which catalog it is."""

    locale: str
    docname: str
    file: Path


@dataclass(slots=True)
class EnglishChange:
    """A message that the writers changed since the catalogs were last merged."""

    article: str
    before: str
    msgid: str
    cosmetic: bool
    """Only punctuation, case or white space has changed."""
    fuzzy: list[str] = field(default_factory=list)
    """Locales whose translation needs work now."""


def change_lines(changes: Collection[EnglishChange]) -> Iterator[str]:
    """Yield what the writers changed, message by message, and how many entries of each locale became fuzzy."""
    if not changes:
        return
    articles = len({change.article for change in changes})
    yield f"English changed: {counted(len(changes), 'message')} in {counted(articles, 'article')}"
    for change in list(changes)[:_SHOWN]:
        looks = " (only its looks: translations stay)" if change.cosmetic else ""
        yield f"  {visible(change.article)}: {_short(change.before)} -> {_short(change.msgid)}{looks}"
    if len(changes) > _SHOWN:
        yield f"  and {len(changes) - _SHOWN:,} more"
    fuzzy = Counter(locale for change in changes for locale in change.fuzzy)
    if fuzzy:
        yield "Translations to look at (fuzzy): " + ", ".join(f"{visible(tag)} {fuzzy[tag]:,}" for tag in sorted(fuzzy))


def _short(text: str) -> str:
    shown = visible(" ".join(text.split()))
    return f'"{shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"}"'


@dataclass(slots=True)
class Updated:
    """What came of one catalog."""

    catalog: Catalog
    written: int = 0
    """Time of the file right after it was written, in nanoseconds; 0 where nothing was."""
    readable: bool = True
    findings: list[Finding] = field(default_factory=list)
    merged: Merged | None = None


def update_catalog(project: Project, place: Place, source: Source, bitext: Bitext | None, *, write: bool) -> Updated:
    """Merge a delivery into a catalog; a file that msgfmt would refuse stays as it is, with a finding at its line."""
    return finish_updates([begin_update(project, place, source, bitext, write=write)])[0]


def begin_update(project: Project, place: Place, source: Source, bitext: Bitext | None, *, write: bool) -> Begun:
    """Merge as `update_catalog` and leave the file to `finish_updates`, which writes many together."""
    entries = build_entries(source, bitext)
    date = bitext.target.metadata.last_handoff if bitext else None
    dated = bitext is not None and bitext.target.metadata.source_hash is not None
    header = _header(project.settings.project, place.locale, date)
    return _begin(place, entries, header, dated=dated, write=write)


def merge_entries(
    project: Project,
    place: Place,
    entries: Sequence[Entry],
    *,
    date: datetime.date | None = None,
    dated: bool = False,
    write: bool,
) -> Updated:
    """Merge what a delivery proposes into a catalog, as `update_catalog`; `date` is that of a new catalog."""
    header = _header(project.settings.project, place.locale, date)
    return finish_updates([_begin(place, entries, header, dated=dated, write=write)])[0]


@dataclass(frozen=True, slots=True)
class Begun:
    """A catalog that is merged; its file waits to be written."""

    place: Place
    again: Callable[[], _Attempt | Updated]
    """Merges with what stands in the file by then."""
    first: _Attempt | Updated
    write: bool


def _begin(place: Place, entries: Sequence[Entry], header: str, *, dated: bool, write: bool) -> Begun:
    again = partial(_attempt, place, entries, header, dated=dated)
    return Begun(place, again, again(), write)


def finish_updates(begun: Sequence[Begun]) -> list[Updated]:
    """Write catalogs that are merged; return what came of each."""
    texts = [
        Replacement(one.place.file, found.before, found.after)
        for one in begun
        if one.write and isinstance(found := one.first, _Attempt) and found.due
    ]
    times = dict(zip((text.path for text in texts), replace_texts(texts), strict=True))
    return [_finish(one, times.get(one.place.file)) for one in begun]


def _finish(begun: Begun, time: int | None) -> Updated:
    """Return what came of a catalog; `time` is that of its file, None where it was not written."""
    place, found = begun.place, begun.first
    for _ in range(_TRIES):
        if isinstance(found, Updated):
            return found
        if not (begun.write and found.due):
            return _updated(place, found.merged, found.before or "", 0)
        if time is not None:
            return _updated(place, found.merged, found.after, time)
        # Somebody saved the catalog in the meantime: their text is merged, not overwritten.
        found = begun.again()
        if isinstance(found, _Attempt) and found.due:
            time = replace_text(place.file, found.before, found.after)
    raise StorageError(f"{place.file}: somebody saves it again and again")


class _Attempt(NamedTuple):
    """A catalog that is merged and not yet written."""

    before: str | None
    """None: there is no file."""
    after: str
    merged: Merged
    due: bool
    """Whether it is to be written."""


def _attempt(place: Place, entries: Sequence[Entry], header: str, *, dated: bool) -> _Attempt | Updated:
    try:
        text = _read_catalog(place.file)
        old = parse_utf8_catalog(text or "")
    except (CatalogError, StorageError) as error:
        problem = Problem(getattr(error, "line", 1), str(error).removeprefix(f"{place.file}: "))
        return Updated(Catalog("", tuple(entries)), readable=False, findings=[_refused(place, problem)])
    if not old.entries and not old.header.strip("\ufeff"):
        old = replace(old, header=old.header + header)
    merged = merge_catalog(old, entries, dated=dated)
    new = render_catalog(merged.catalog)
    return _Attempt(text, new, merged, bool(merged.catalog.entries) and not old.problems and new != text)


def _updated(place: Place, merged: Merged, text: str, written: int) -> Updated:
    problems = merged.catalog.problems
    findings = [_refused(place, problem) for problem in problems]
    findings += (_conflict(place, conflict) for conflict in merged.conflicts)
    findings += _odd(place, text)
    return Updated(merged.catalog, written, not problems, findings, merged)


def _read_catalog(file: Path) -> str | None:
    if not file.exists():
        return None
    if file.stat().st_size > MAX_CATALOG:
        raise StorageError(f"{file}: larger than {MAX_CATALOG} bytes")
    return read_text(file)


@lru_cache(maxsize=256)
def _header(project: str, locale: str, date: datetime.date | None) -> str:
    """Return the header of a new catalog: what msgfmt asks for, and no date that moves by itself."""
    fields = (
        ("Project-Id-Version", project),
        ("Report-Msgid-Bugs-To", ""),
        ("PO-Revision-Date", f"{date or '1970-01-01'} 00:00+0000"),
        ("Last-Translator", ""),
        ("Language-Team", ""),
        ("Language", language_name(locale)),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", plural_forms(locale)),
    )
    return render_header(fields)


def _refused(place: Place, problem: Problem) -> Finding:
    said = f"{problem.message[:1].upper()}{problem.message[1:]}; it was left as it is."
    return _finding("catalog-syntax", place, problem.line, said)


def _odd(place: Place, text: str) -> Iterator[Finding]:
    """Name the entries of a catalog, as it lies there now, that are whole but not what an article has."""
    may_be_odd = "msgid_plural" in text or _SPANS_RE.search(text)
    for entry in parse_catalog(text).entries if may_be_odd else ():
        if entry.has_forms and not entry.obsolete:
            yield _finding("odd-entry", place, entry.line, "Forms for singular and plural are not used.", entry.msgid)
        elif _SPANS_RE.search(entry.msgstr):
            said = "The text holds alignment spans: both languages are shown."
            yield _finding("odd-entry", place, entry.line, said, entry.msgid, entry.msgstr)


def _conflict(place: Place, conflict: Conflict) -> Finding:
    said = "A newer delivery differs from the edited text; the edited text stays."
    return _finding("newer-delivery", place, conflict.entry.line, said, conflict.entry.msgid, conflict.delivered)


def _finding(code: str, place: Place, line: int, message: str, source: str = "", target: str = "") -> Finding:
    return notice(
        code,
        locale=place.locale,
        article=place.docname,
        path=shown_path(place.file),
        line=max(1, line),
        message=message,
        source=source,
        target=target,
    )
