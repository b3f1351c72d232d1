"""What a translation tool returned, back into the catalogs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..catalogs.exchange.returning import MergedReturns, Outcome, Return, merge_returned
from ..catalogs.exchange.xliff_reading import ExchangeError, ReturnedUnit, parse_xliff
from ..catalogs.po import Catalog, CatalogError, parse_catalog, render_catalog
from ..errors import StorageError
from ..locales import canonical_tag, language_name, parse_tag
from ..model import Finding
from ..store import MAX_CATALOG, locked, read_bytes, read_text, replace_text
from .notices import notice
from .project import Project
from .reading import shown_path

MAX_XLIFF = 64 * 1024 * 1024
"""Bytes; a larger file is refused."""
_UTF8 = ("utf-8", "utf8", "charset", "")
"""What a catalog may say of its encoding; `CHARSET` stands in templates."""
_MESSAGES = {
    Outcome.CONFLICT: (
        "returned-conflict",
        "The catalog has changed since this was exported; its text stays, the returned one stands in a comment.",
    ),
    Outcome.UNKNOWN: ("returned-unknown", "The catalog has no entry for this English."),
    Outcome.INCOMPLETE: (
        "returned-incomplete",
        "Some sentences are not translated, or codes have lost their text; the entry stays as it is.",
    ),
}


@dataclass(slots=True)
class Returned:
    """What an import of XLIFF did."""

    merged: int = 0
    """Entries that took over a returned text or its approval."""
    unchanged: int = 0
    conflicts: int = 0
    written_catalogs: int = 0
    findings: list[Finding] = field(default_factory=list)
    unreadable: int = 0
    """Files that are not XLIFF 2."""
    unparsable: int = 0
    """Catalogs that cannot be parsed."""


def import_xliff(project: Project, files: Sequence[Path]) -> Returned:
    """Merge XLIFF files into the catalogs they were exported from; StorageError for a file that cannot be opened.

    A person's text in a catalog is never replaced when it was written after the export. Nothing that a file says is
    used as a path: it has to name an article whose catalog is there.
    """
    result = Returned()
    names = {locale: language_name(locale) for locale in project.target_locales()}
    with locked(project.locale_dir):
        for file in files:
            groups: dict[tuple[str, str], list[ReturnedUnit]] = {}
            try:
                for unit in parse_xliff(_read(file)):
                    groups.setdefault((unit.locale, unit.path), []).append(unit)
            except ExchangeError as error:
                result.findings.append(_syntax(file, error))
                result.unreadable += 1
                continue
            for (tag, path), units in groups.items():
                locale = _locale(tag, names)
                catalog = _catalog(project, locale, path) if locale else None
                if locale is None or catalog is None:
                    result.findings.append(_nowhere(file, tag, path, units))
                else:
                    _merge(result, file, locale, path, catalog, units)
    return result


def _read(file: Path) -> bytes:
    data = read_bytes(file)
    if len(data) > MAX_XLIFF:
        raise ExchangeError(1, 1, f"larger than {MAX_XLIFF} bytes")
    return data


def _locale(tag: str, names: dict[str, str]) -> str | None:
    """Return the locale that a file is for: `sv-SE`, also where a tool made `sv` or `sv_se` of it."""
    if parse_tag(tag) is None:
        return None
    canonical, language = canonical_tag(tag), language_name(tag)
    exact = next((locale for locale in names if canonical_tag(locale) == canonical), None)
    return exact or next((locale for locale, name in names.items() if name == language), None)


def _catalog(project: Project, locale: str, path: str) -> Path | None:
    """Return the catalog of an article that a file names, None where there is none or the name leads elsewhere."""
    parts = PurePosixPath(path).parts
    if not path.endswith(".md") or "\\" in path or "\x00" in path or path.startswith("/") or ".." in parts:
        return None
    file = project.catalog_path(locale, path.removesuffix(".md"))
    return file if file.is_file() and not file.is_symlink() else None


def _merge(result: Returned, file: Path, locale: str, path: str, catalog: Path, units: Sequence[ReturnedUnit]) -> None:
    article = path.removesuffix(".md")
    try:
        merged = _merge_file(result, catalog, units)
    except CatalogError as error:
        said = f"{str(error)[:1].upper()}{str(error)[1:]}; nothing was merged into it."
        result.findings.append(
            notice(
                "catalog-syntax",
                locale=locale,
                article=article,
                path=shown_path(catalog),
                line=error.line,
                message=said,
            )
        )
        result.unparsable += 1
        return
    for one in merged.returns:
        result.merged += one.outcome is Outcome.MERGED
        result.unchanged += one.outcome is Outcome.UNCHANGED
        result.conflicts += one.outcome is Outcome.CONFLICT
        if one.outcome in _MESSAGES:
            result.findings.append(_finding(file, locale, article, one))


def _merge_file(result: Returned, catalog: Path, units: Sequence[ReturnedUnit]) -> MergedReturns:
    while True:
        text = _read_catalog(catalog)
        merged = merge_returned(_parse(text), units)
        new = render_catalog(merged.catalog)
        if new == text:
            return merged
        if replace_text(catalog, text, new) is not None:
            result.written_catalogs += 1
            return merged
        # Somebody saved the catalog in the meantime: their text is merged, not overwritten.


def _read_catalog(catalog: Path) -> str:
    if catalog.stat().st_size > MAX_CATALOG:
        raise StorageError(f"{catalog}: larger than {MAX_CATALOG} bytes")
    return read_text(catalog)


def _parse(text: str) -> Catalog:
    """Read a catalog that is UTF-8, as all of ours are: what comes back could not be written into another."""
    bad = re.search("[\udc80-\udcff]", text)
    if bad:
        raise CatalogError(text.count("\n", 0, bad.start()) + 1, "the catalog is not UTF-8 here")
    catalog = parse_catalog(text)
    if catalog.charset not in _UTF8:
        raise CatalogError(1, f"the catalog says that it is {catalog.charset}; it must be UTF-8")
    return catalog


def _finding(file: Path, locale: str, article: str, one: Return) -> Finding:
    code, message = _MESSAGES[one.outcome]
    return notice(
        code,
        locale=locale,
        article=article,
        unit=one.unit.id or None,
        path=shown_path(file),
        line=one.unit.line,
        message=message,
        source=one.entry.msgid if one.entry else one.unit.source,
        target=one.unit.target or "",
    )


def _syntax(file: Path, error: ExchangeError) -> Finding:
    message = f"{str(error)[:1].upper()}{str(error)[1:]}; nothing of it was merged."
    return notice(
        "returned-syntax",
        locale="",
        article=file.stem,
        path=shown_path(file),
        line=error.line,
        column=error.column,
        message=message,
    )


def _nowhere(file: Path, locale: str, path: str, units: Sequence[ReturnedUnit]) -> Finding:
    what = f"No catalog for `{path}` in {locale or 'no language'}; {len(units)} units were not merged."
    return notice(
        "returned-unknown",
        locale=locale,
        article=path.removesuffix(".md"),
        path=shown_path(file),
        line=units[0].line,
        message=what,
    )
