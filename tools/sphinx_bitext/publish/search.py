"""The search index of a locale, made by Pagefind beside its pages; a build without Pagefind leaves the box out."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..sphinxext import site_of
from ..sphinxext.addresses import address_from
from ..sphinxext.pages import navigation_of
from ..sphinxext.records import records_of
from ..store import read_text, remove_file, write_text
from . import searchable
from .pagefind import pagefind, write_index

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FOLDER = "_search"
"""Folder of the index, in the folder of its locale."""
_KEPT = "_search"
"""Folder beside the doctrees: what each page gives to the index, so that only changed pages are read again."""
_STAMP = "stamp.txt"


class Entry(NamedTuple):
    """What the index shall say of a page besides its text."""

    name: str
    """The title, where the article shows none."""
    kind: str
    """`HT`, `MT`, `EN` or nothing."""
    section: str


def settle(_app: Sphinx, config: Config) -> None:
    """Handle `config-inited`: no search without Pagefind; a setting, since every page differs when it comes."""
    config.bitext_search = bool(config.bitext_search and pagefind()[0])


def is_wanted(app: Sphinx) -> bool:
    """Say whether the pages of a build get a search box."""
    return bool(app.config.bitext_search and app.builder.format == "html")


def add_box(app: Sphinx, page: str, _template: str, context: dict[str, Any], _document: object) -> None:
    """Handle `html-page-context`: tell the template where the index of the locale lies."""
    folder = f"{site_of(app).locale.lower()}/{FOLDER}/"
    context["search_index"] = address_from(app, page, folder) if is_wanted(app) else ""


def make_index(app: Sphinx) -> str:
    """Make the index of a locale where its pages have changed; return what went wrong, in one line, or nothing.

    An index that cannot be made anew stays as it was.
    """
    folder = Path(app.outdir) / FOLDER
    if not is_wanted(app):
        shutil.rmtree(folder, ignore_errors=True)
        return ""
    program, version = pagefind()
    kept = Path(app.doctreedir) / _KEPT
    outfile: Callable[[str], str] = app.builder.get_outfilename  # type: ignore[attr-defined]
    files = ((Path(outfile(docname)), entry) for docname, entry in _entries(app))
    wanted = {file.relative_to(app.outdir): entry for file, entry in files if file.is_file()}
    stamp, state = kept / _STAMP, _state(version, wanted)
    known = stamp.is_file() and read_text(stamp) == state
    if not known:
        shutil.rmtree(kept, ignore_errors=True)
    changed = _keep(Path(app.outdir), kept, site_of(app).locale, wanted)
    if known and not changed and (folder / "pagefind.js").is_file():
        return ""
    remove_file(stamp)
    problem = write_index(program, kept, folder) if wanted else ""
    if not problem:
        write_text(stamp, state)
    return problem


def _entries(app: Sphinx) -> Iterator[tuple[str, Entry]]:
    """Yield the pages to find, in order of docnames."""
    navigation = navigation_of(app.env)
    for docname, record in sorted(records_of(app.env).items()):
        if docname in app.env.found_docs:
            kind = "EN" if record.in_english else record.translation_type or ""
            section = " / ".join(folder.title for folder in navigation.place(docname).ancestors)
            yield docname, Entry(record.title, kind, section)


def _state(version: str, wanted: dict[Path, Entry]) -> str:
    """Return a digest of what an index depends on besides the pages themselves."""
    pages = repr(sorted((path.as_posix(), entry) for path, entry in wanted.items()))
    known = version.encode() + Path(searchable.__file__).read_bytes() + pages.encode("utf-8", "surrogateescape")
    return hashlib.sha256(known).hexdigest()


def _keep(pages: Path, kept: Path, locale: str, wanted: dict[Path, Entry]) -> bool:
    """Read the pages that were written since the last time; return whether one of them says something else now."""
    changed = False
    for path, entry in wanted.items():
        page, file = pages / path, kept / path
        if file.is_file() and file.stat().st_mtime_ns >= page.stat().st_mtime_ns:
            continue
        text = searchable.digest_page(page.read_bytes(), locale, *entry)
        changed |= not file.is_file() or read_text(file) != text
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return changed
