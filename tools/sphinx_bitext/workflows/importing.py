"""Deliveries from wherever they lie into `source/<locale>/`: files, folders, archives."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..alignment.english import SOURCE_LOCALE
from ..alignment.proof import first_heading
from ..catalogs.pages import slug
from ..errors import StorageError, UsageError
from ..locales import canonical_tag, parse_tag
from ..markup.article import build_side, decode, parse_article
from ..model import Article
from ..store import ASSET_SUFFIXES, MAX_ARTICLE, find_articles, read_bytes, write_bytes
from .project import Project
from .reading import shown_path

_ANCHOR_RE = re.compile(r"^#[ \t]+<a name=\"([\w\-.]+)\"></a>", re.MULTILINE)
_MAX_ARCHIVE = 512 * 1024 * 1024
"""Bytes that an archive may unpack to."""
_MAX_NAME = 60
"""Characters; file systems take 255 bytes, and a character is up to 4 of them."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file that may be a delivery."""

    shown: str
    name: str
    """Path below the folder or archive it came from; for a lone file empty."""
    data: bytes
    group: str
    """What it came from: files of one group may tell each other's locale."""


@dataclass(slots=True)
class Imported:
    """What an import did."""

    articles: Counter[str] = field(default_factory=Counter)
    """Articles by locale, unchanged ones included."""
    written: int = 0
    assets: int = 0
    files: list[str] = field(default_factory=list)
    """Where the articles are now."""
    skipped: list[tuple[str, str]] = field(default_factory=list)
    """(file, reason)"""


def import_paths(project: Project, paths: Sequence[Path]) -> Imported:
    """Copy deliveries into the source tree, byte for byte."""
    result = Imported()
    candidates = [candidate for path in paths for candidate in _candidates(path, result)]
    articles = [_parsed(candidate) for candidate in candidates if _is_article(candidate)]
    usual = _usual_locales(articles)
    taken: dict[Path, str] = {}
    for candidate, article in articles:
        place = _place(candidate, article, usual.get(candidate.group))
        if isinstance(place, str):
            result.skipped.append((candidate.shown, place))
            continue
        _write(project, result, taken, candidate, article, place)
    _import_assets(project, result, candidates, usual)
    return result


def _candidates(path: Path, result: Imported) -> Iterator[_Candidate]:
    if path.is_dir():
        tree = find_articles(path)
        result.skipped += ((shown_path(skipped.path), skipped.reason) for skipped in tree.skipped)
        for name, file in [*tree.articles.items(), *tree.assets.items()]:
            yield _Candidate(shown_path(file), name, read_bytes(file), str(path))
    elif path.suffix.lower() == ".zip" and path.is_file():
        yield from _from_archive(path, result)
    elif path.exists():
        yield _Candidate(shown_path(path), "", read_bytes(path), "")
    else:
        raise UsageError(f"{path}: no such file or folder")


def _from_archive(path: Path, result: Imported) -> Iterator[_Candidate]:
    """Yield the members of an archive; none of them is ever unpacked to a path of its own choosing."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
            if sum(info.file_size for info in members) > _MAX_ARCHIVE:
                raise UsageError(f"{path}: unpacks to more than {_MAX_ARCHIVE} bytes")
            for info in members:
                shown = f"{shown_path(path)}!{info.filename}"
                name = PurePosixPath(info.filename)
                if name.is_absolute() or ".." in name.parts or "\\" in info.filename:
                    result.skipped.append((shown, "its name leads out of the archive"))
                elif name.suffix.lower() == ".md" and info.file_size > MAX_ARTICLE:
                    result.skipped.append((shown, f"larger than {MAX_ARTICLE} bytes"))
                elif name.suffix.lower() in (".md", *ASSET_SUFFIXES):
                    yield _Candidate(shown, name.as_posix(), archive.read(info), str(path))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError) as error:
        raise StorageError(f"{path}: not a readable zip archive: {error}") from error


def _is_article(candidate: _Candidate) -> bool:
    return not candidate.name or PurePosixPath(candidate.name).suffix.lower() == ".md"


def _parsed(candidate: _Candidate) -> tuple[_Candidate, Article]:
    return candidate, parse_article(decode(candidate.data), path="", locale="", file=candidate.shown)


def _usual_locales(articles: Iterable[tuple[_Candidate, Article]]) -> dict[str, str]:
    """Return the locale of each folder whose articles all name the same one."""
    found: dict[str, set[str]] = {}
    for candidate, article in articles:
        if candidate.name and article.metadata.content_locale:
            found.setdefault(candidate.group, set()).add(article.metadata.content_locale)
    return {group: next(iter(locales)) for group, locales in found.items() if len(locales) == 1}


def _place(candidate: _Candidate, article: Article, usual: str | None) -> tuple[str, str] | str:
    """Return (locale, path below its folder), or why there is none."""
    parts = PurePosixPath(candidate.name).parts
    in_path = next((part for part in parts[:-1] if _is_locale(part)), None)
    named = article.metadata.content_locale or in_path or usual
    if named is None or parse_tag(named) is None:
        return "its locale is not known: no ms.contentlocale, no locale in its path"
    locale = canonical_tag(named)
    if not candidate.name:
        return locale, f"{_lone_name(candidate, article)}.md"
    rest = parts
    for index, part in enumerate(parts[:-1]):
        if _is_locale(part) and canonical_tag(part) == locale:
            rest = parts[index + 1 :]
            break
    return locale, "/".join(rest)


def _is_locale(name: str) -> bool:
    tag = parse_tag(name)
    return tag is not None and bool(tag.territory) and "-" in name


def _lone_name(candidate: _Candidate, article: Article) -> str:
    """Return the name of a file without a tree: the anchor of its first heading, which is the English slug."""
    anchor = _ANCHOR_RE.search(article.text, article.body_start)
    if anchor:
        return anchor.group(1)[:_MAX_NAME]
    heading = first_heading(build_side(article, "source").text)
    return (slug(heading) if heading else "")[:_MAX_NAME] or Path(candidate.shown).stem


def _write(
    project: Project,
    result: Imported,
    taken: dict[Path, str],
    candidate: _Candidate,
    article: Article,
    place: tuple[str, str],
) -> None:
    locale, name = place
    target = project.source_dir / locale / name
    if target in taken:
        result.skipped.append((candidate.shown, f"{taken[target]} goes to the same place"))
        return
    newer = _newer_at(target, article)
    if newer:
        result.skipped.append((candidate.shown, f"{shown_path(target)} was handed off later ({newer})"))
        return
    taken[target] = candidate.shown
    result.written += write_bytes(target, candidate.data)
    result.articles[locale] += 1
    result.files.append(shown_path(target))


def _newer_at(target: Path, article: Article) -> str | None:
    """Return the date of the delivery that already stands there, when it is the newer one."""
    if not target.is_file() or article.metadata.last_handoff is None:
        return None
    there = parse_article(decode(read_bytes(target)), path="", locale="").metadata.last_handoff
    return there.isoformat() if there and there > article.metadata.last_handoff else None


def _import_assets(project: Project, result: Imported, candidates: Iterable[_Candidate], usual: dict[str, str]) -> None:
    """Put images beside the articles they came with."""
    for candidate in candidates:
        if _is_article(candidate):
            continue
        parts = PurePosixPath(candidate.name).parts
        index = next((index for index, part in enumerate(parts[:-1]) if _is_locale(part)), None)
        locale = canonical_tag(parts[index]) if index is not None else usual.get(candidate.group, SOURCE_LOCALE)
        name = "/".join(parts[index + 1 :] if index is not None else parts)
        result.assets += write_bytes(project.source_dir / locale / name, candidate.data)
