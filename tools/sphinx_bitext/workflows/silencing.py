"""Findings that somebody has accepted: in the settings, or in a comment of the catalog."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from ..catalogs.po import Catalog, Entry
from ..errors import StorageError, UsageError
from ..model import Finding
from ..reports.outcome import Silenced
from ..settings import Silence
from ..store import read_text
from ..text import comparable
from .explaining import all_docs
from .ingest import Ingested
from .notices import NOTICES, notice
from .project import Project
from .reading import shown_path

UNUSED = "unused-silence"
_FROM_HERE = {"skipped-file", "catalog-syntax", "odd-entry", "newer-delivery", "toc-syntax", "toc-link"}
_FROM_ELSEWHERE = NOTICES.keys() - _FROM_HERE
"""Codes that no check of a project sees: they come up while pages are built or files are exchanged."""
_COMMENT_RE = re.compile(r"\s*bitext:\s*ignore\b(?P<rest>.*)\Z", re.DOTALL)
_CODE_RE = re.compile(r"[\s,]*(?P<code>[^\s,:;.]+)")
_EDGES = " \t\r\n-–—:;,()"
"""What may stand between the codes and the reason."""
_TOKEN_RE = re.compile(
    r'#[^\n]*|"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|(?P<bracket>[\[\]{}])', re.DOTALL
)
_HEADER_RE = re.compile(r"^[ \t]*\[\[[ \t]*tool[ \t]*\.[ \t]*bitext[ \t]*\.[ \t]*silence[ \t]*\]\]", re.MULTILINE)
_TABLE_RE = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*bitext[ \t]*\]", re.MULTILINE)
_LIST_RE = re.compile(r"^[ \t]*(?:bitext_|tool\.bitext\.|bitext\.)?silence[^=\n]*=[ \t]*(?=[\[(])", re.MULTILINE)


@dataclass(slots=True)
class Heard:
    """Findings, told apart."""

    findings: list[Finding]
    """What speaks, with a finding for each silence that nothing has used; worst and surest first."""
    silenced: list[Silenced] = field(default_factory=list)


@dataclass(slots=True)
class _Setting:
    """A silence in the settings."""

    silence: Silence
    path: str
    line: int
    used: bool = False

    def fits(self, finding: Finding) -> bool:
        one = self.silence
        names = (finding.article, f"{finding.article}.md", finding.path)
        return (
            one.code in ("*", finding.code)
            and one.unit in ("", finding.unit)
            and (one.locale == "*" or fnmatchcase(finding.locale.lower(), one.locale.lower()))
            and (one.path == "*" or any(fnmatchcase(name, one.path) for name in names))
        )

    def silenced(self, finding: Finding) -> Silenced:
        return Silenced(finding, self.silence.reason, in_catalog=False, path=self.path, line=self.line)


@dataclass(slots=True)
class _Comment:
    """A silence in a catalog."""

    entry: Entry
    code: str
    reason: str
    path: str
    line: int
    used: bool = False

    def fits(self, finding: Finding) -> bool:
        """Say whether a finding of the article is about the entry: about one of its units, else about its text."""
        if self.code not in ("*", finding.code):
            return False
        units = self.entry.origin.units if self.entry.origin else ()
        if finding.unit is not None and units:
            return finding.unit in {unit.rpartition("-")[2] for unit in units}
        text = comparable(finding.source)
        return bool(text) and text in comparable(self.entry.msgid)

    def silenced(self, finding: Finding) -> Silenced:
        return Silenced(finding, self.reason, in_catalog=True, path=self.path, line=self.line)


Comments = Mapping[tuple[str, str], Sequence[_Comment]]
"""By locale and article."""


def silence(project: Project, comments: Comments, findings: Iterable[Finding], locales: Sequence[str]) -> Heard:
    """Take the accepted findings out of `findings`, which are those of `locales`.

    Each silence that fits none becomes a finding, `unused-silence`.
    """
    settings = [_Setting(one, shown_path(Path(one.file)), _line_of(one)) for one in project.settings.silence]
    heard = Heard([])
    _hear(heard, findings, settings, comments)
    unused = [*_unused_settings(project, settings, locales), *_unused_comments(comments)]
    _hear(heard, unused, settings, {})
    heard.findings.sort(key=lambda finding: finding.sort_key)
    return heard


def _hear(heard: Heard, findings: Iterable[Finding], settings: Sequence[_Setting], comments: Comments) -> None:
    """Tell findings apart; every silence that fits has been of use, the first one gives the reason."""
    for finding in findings:
        found: list[_Comment | _Setting] = [*comments.get((finding.locale, finding.article), ()), *settings]
        fitting = [one for one in found if one.fits(finding)]
        for one in fitting:
            one.used = True
        if fitting:
            heard.silenced.append(fitting[0].silenced(finding))
        else:
            heard.findings.append(finding)


@cache
def known_codes() -> frozenset[str]:
    """Return every code that a finding can have."""
    return frozenset(doc.code for doc in all_docs())


def nearest_code(code: str) -> str:
    """Return ` did you mean ...?` for a code that nothing has, or nothing where none is near."""
    near = difflib.get_close_matches(code, sorted(known_codes()), n=1, cutoff=0.5)
    near = near or [name for name in sorted(known_codes()) if code and (code in name or name in code)][:1]
    return f"; did you mean `{near[0]}`?" if near else ""


def refuse_unknown_silences(project: Project) -> None:
    """Raise UsageError for a setting that silences a code that no finding has; to be asked before the work begins."""
    for one in project.settings.silence:
        if one.code != "*" and one.code not in known_codes():
            where = f"{one.file}: `silence` {one.number + 1}"
            raise UsageError(f"{where}: no check is called `{one.code}`{nearest_code(one.code)}")


def _line_of(one: Silence) -> int:
    """Return the line of a settings file in which a silence begins; 1 where that cannot be seen."""
    try:
        text = read_text(Path(one.file))
    except StorageError:
        return 1
    headers = [match.start() for match in _HEADER_RE.finditer(text)]
    starts = headers or list(_items(text))
    return text.count("\n", 0, starts[one.number]) + 1 if one.number < len(starts) else 1


def _items(text: str) -> Iterator[int]:
    """Yield where each table of an inline list begins."""
    table = _TABLE_RE.search(text)
    begin = _LIST_RE.search(text, table.end() if table else 0)
    depth = 0
    for match in _TOKEN_RE.finditer(text, begin.end()) if begin else ():
        bracket = match["bracket"]
        if bracket in ("[", "{"):
            if bracket == "{" and depth == 1:
                yield match.start()
            depth += 1
        elif bracket:
            depth -= 1
            if depth <= 0:
                return


def read_comments(project: Project, ingested: Ingested, locales: Collection[str]) -> Comments:
    """Return what the catalogs of these locales silence."""
    found = {}
    for (locale, path), catalog in ingested.catalogs.items():
        if locale in locales:
            docname = path.rpartition(".")[0]
            comments = list(_comments_of(catalog, project.catalog_path(locale, docname)))
            if comments:
                found[locale, docname] = comments
    return found


def silences(catalog: Catalog) -> bool:
    """Say whether a catalog holds comments that accept findings."""
    return next(_comments_of(catalog, Path()), None) is not None


def _comments_of(catalog: Catalog, file: Path) -> Iterator[_Comment]:
    for entry in catalog.entries:
        for number, note in enumerate(() if entry.obsolete else entry.translator_notes):
            match = _COMMENT_RE.match(note)
            if match:
                codes, reason = _codes(match["rest"])
                line = _note_line(entry, number)
                for code in codes:
                    yield _Comment(entry, code, reason, shown_path(file), line)


def _codes(text: str) -> tuple[list[str], str]:
    """Return the codes of a comment and the reason: behind the first code, only what is a code continues the list."""
    codes: list[str] = []
    at = 0
    while match := _CODE_RE.match(text, at):
        if codes and ("," not in match[0] or match["code"] not in known_codes()):
            break
        codes.append(match["code"])
        at = match.end()
    return codes or [""], text[at:].strip(_EDGES)


def _note_line(entry: Entry, number: int) -> int:
    """Return the line of an entry's translator comment of this number, from 0."""
    lines = (entry.raw or "").split("\n")
    comments = [index for index, line in enumerate(lines) if line.rstrip() == "#" or line.startswith("# ")]
    return max(entry.line, 1) + (comments[number] if number < len(comments) else 0)


def _unused_settings(project: Project, settings: Sequence[_Setting], locales: Collection[str]) -> Iterator[Finding]:
    """Yield the settings that fit nothing, as far as everything was looked at that they could fit."""
    unseen = [tag for tag in project.target_locales() if tag not in locales]
    for one in settings:
        told = one.silence
        seen = not any(fnmatchcase(tag.lower(), told.locale.lower()) for tag in unseen)
        if not one.used and seen and told.code not in _FROM_ELSEWHERE:
            parts = (told.code, *(part for part in (told.locale, told.path) if part != "*"), told.unit)
            message = f"The silence of `{' '.join(part for part in parts if part)}` fits no finding."
            yield notice(UNUSED, locale="", article="", path=one.path, line=one.line, message=message)


def _unused_comments(comments: Comments) -> Iterator[Finding]:
    codes = {"*", *known_codes()}
    for (locale, article), some in comments.items():
        for one in some:
            if one.code not in codes:
                named = f"No check is called `{one.code}`{nearest_code(one.code)}" if one.code else "It names no check."
                message = f"The silence fits no finding. {named}"
            elif one.used or one.code in _FROM_ELSEWHERE:
                continue
            else:
                message = f"The silence of `{one.code}` fits no finding of this entry."
            yield notice(UNUSED, locale=locale, article=article, path=one.path, line=one.line, message=message)
