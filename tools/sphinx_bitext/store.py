"""The only reader and writer of `source/`, `locale/` and reports: atomic, newline-exact, never following links."""

from __future__ import annotations

import contextlib
import filecmp
import hashlib
import os
import re
import stat
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from filelock import FileLock, Timeout

from .atomic import LEFTOVER, Trade, replace, trade
from .errors import StorageError, UsageError
from .locales import parse_tag
from .markup.article import decode, encode
from .markup.toc import is_toc_name
from .threads import each

MAX_ARTICLE = 2 * 1024 * 1024
"""Bytes; a larger article is withheld with a finding."""
MAX_CATALOG = 50 * 1024 * 1024
ASSET_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".ico"})
RESERVED_FOLDERS = frozenset({"_contents", "_images", "_search", "_sources", "_static"})
ENGLISH_FILE = "english.toml"
_NOT_IN_NAMES = ("Cc", "Cs", "Zl", "Zp")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that show a name in another order than it has."""
_CONTROL_RE = re.compile("[\x00-\x1f\x7f]")
_LOCK_NAME = ".bitext.lock"
_LOCK_SECONDS = 600.0
"""Long enough for several runs over a large project, one behind the other."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    path: Path
    reason: str


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file; StorageError in one line when it cannot be read."""
    try:
        # O_NONBLOCK: opening a FIFO without a writer would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise StorageError(f"{path}: not a regular file")
            return file.read()
    except OSError as error:
        raise StorageError(f"{path}: cannot be read: {error.strerror or error}") from error


def read_text(path: Path) -> str:
    """Return the text of a file without loss: newlines as they are, bad bytes as surrogate escapes."""
    return decode(read_bytes(path))


def write_text(path: Path, text: str) -> bool:
    """Write a text atomically; return False, and touch nothing, when the file already holds it."""
    return write_bytes(path, encode(text))


def write_bytes(path: Path, data: bytes) -> bool:
    """Write bytes atomically: a temporary file beside it, flushed to disk, put in its place."""
    try:
        if path.is_file() and not path.is_symlink() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, data)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror or error}") from error
    return True


def write_texts(texts: Mapping[Path, str]) -> dict[Path, bool]:
    """Write many texts, as `write_text` each of them; they are flushed to the disk together."""
    return dict(zip(texts, each(lambda one: write_text(*one), list(texts.items())), strict=True))


class Replacement(NamedTuple):
    """A text that is to stand in a file in the place of another."""

    path: Path
    expected: str | None
    """What stands there; None: there is no file."""
    text: str


def replace_texts(replacements: Sequence[Replacement]) -> list[int | None]:
    """Put texts in the place of what is expected; None, and nothing changed, for each file where that is not there.

    Return the times of the others, in nanoseconds: what somebody saves later has another one. What somebody saves at
    the same time is never overwritten, as far as a system can tell (see `atomic.trade`). Each file is named once.
    """
    try:
        for folder in {one.path.parent for one in replacements}:
            folder.mkdir(parents=True, exist_ok=True)
        return trade(
            [
                Trade(path, None if expected is None else encode(expected), encode(text))
                for path, expected, text in replacements
            ]
        )
    except OSError as error:
        raise StorageError(f"{error.filename}: cannot be written: {error.strerror or error}") from error


def replace_text(path: Path, expected: str | None, text: str) -> int | None:
    """Put a text in the place of `expected`, as `replace_texts`."""
    return replace_texts([Replacement(path, expected, text)])[0]


def remove_leftovers(directory: Path) -> int:
    """Remove the temporary files of runs that were killed; return how many. Only for who holds the lock of the tree."""
    found = [Path(folder) / name for folder, _, names in os.walk(directory) for name in names if LEFTOVER(name)]
    for path in found:
        remove_file(path)
    return len(found)


def changed_at(path: Path) -> int:
    """Return when a file was written last, in nanoseconds; 0 where it cannot be told."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def remove_file(path: Path) -> None:
    """Remove a file if it is there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{path}: cannot be removed: {error.strerror or error}") from error


def write_pieces(path: Path, pieces: Iterable[str | bytes]) -> bool:
    """Write a file that comes piece by piece; return False when it already holds that.

    For what is made anew at any time: the file is the old one or the new one, but nothing is flushed to the disk.
    """
    part = path.with_name(f".{path.name[:40]}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("xb") as file:
            file.writelines(encode(piece) if isinstance(piece, str) else piece for piece in pieces)
        if path.is_file() and not path.is_symlink() and filecmp.cmp(part, path, shallow=False):
            return False
        part.replace(path)
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return True


@contextlib.contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the one lock of a tree; StorageError when another run does not let go of it."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with FileLock(directory / _LOCK_NAME, timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise StorageError(f"{directory}: another run of bitext is at work here; try again when it is done") from error
    except OSError as error:
        raise StorageError(f"{directory}: cannot be written: {error.strerror or error}") from error


def find_locales(source_dir: Path) -> tuple[str, ...]:
    """Return the names of the locale folders below `source/`, sorted; UsageError when the folder does not exist."""
    if not source_dir.is_dir():
        raise UsageError(f"{source_dir}: no such folder; deliveries are expected in {source_dir}/<locale>/")
    names = (entry.name for entry in _scan(source_dir) if entry.is_dir(follow_symlinks=False))
    return tuple(sorted(name for name in names if parse_tag(name) is not None))


def _scan(directory: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(directory) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise StorageError(f"{directory}: cannot be read: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of one folder of articles."""

    articles: Mapping[str, Path]
    """Path below the folder, with `/`, to file."""
    assets: Mapping[str, Path]
    skipped: tuple[Skipped, ...]
    tocs: Mapping[str, Path] = field(default_factory=dict)
    """Tables of contents, `TOC.yml` and `toc.md` in any letter case."""


def find_articles(folder: Path) -> Tree:
    """Return the articles and assets below a folder, sorted; links and special files are skipped with a reason."""
    articles: dict[str, Path] = {}
    assets: dict[str, Path] = {}
    tocs: dict[str, Path] = {}
    skipped: list[Skipped] = []
    for path, entry in _walk(folder, skipped):
        name = PurePosixPath(path.relative_to(folder)).as_posix()
        suffix = path.suffix.lower()
        is_toc = is_toc_name(path.name)
        if suffix not in ASSET_SUFFIXES and suffix != ".md" and not is_toc:
            continue
        if name.split("/", maxsplit=1)[0] in RESERVED_FOLDERS:
            skipped.append(Skipped(path, "published pages keep files of their own in a folder of this name"))
            continue
        if entry.is_symlink() or not entry.is_file(follow_symlinks=False):
            skipped.append(Skipped(path, "a link or special file; only regular files are read"))
        elif suffix in ASSET_SUFFIXES:
            assets[name] = path
        elif entry.stat(follow_symlinks=False).st_size > MAX_ARTICLE:
            skipped.append(Skipped(path, f"larger than {MAX_ARTICLE} bytes"))
        elif not is_printable(name):
            skipped.append(Skipped(path, "its name is not valid UTF-8 or holds control characters"))
        elif is_toc:
            tocs[name] = path
        else:
            articles[name] = path
    return Tree(articles, assets, tuple(skipped), tocs)


def _walk(folder: Path, skipped: list[Skipped]) -> Iterator[tuple[Path, os.DirEntry[str]]]:
    pending = [folder]
    while pending:
        directory = pending.pop()
        try:
            entries = _scan(directory)
        except StorageError as error:
            skipped.append(Skipped(directory, str(error)))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
            elif entry.is_symlink() and Path(entry.path).is_dir():
                skipped.append(Skipped(Path(entry.path), "a link to a folder; only the files of real folders are read"))
            else:
                yield Path(entry.path), entry


def is_printable(name: str) -> bool:
    """Say whether a name is text that shows what it is: valid UTF-8, no control and no turning characters."""
    return not any(unicodedata.category(char) in _NOT_IN_NAMES or char in _TURNING for char in name)


@dataclass(frozen=True, slots=True)
class EnglishRecord:
    """What `locale/english.toml` keeps of one article."""

    origin: str
    proof: str
    hash: str
    written: str
    """SHA-256 of the file as ingest wrote it, empty for English that was given."""
    searched: str = ""
    """Token of a search for proof that found nothing; empty otherwise."""
    before: str = ""
    """SHA-256 of the file that is about to be replaced; stays only where a run is stopped."""


_RECORD_FIELDS = ("origin", "proof", "hash", "written", "searched", "before")
_OPTIONAL = ("searched", "before")


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes in hex."""
    return hashlib.sha256(data).hexdigest()


def read_english_records(locale_dir: Path) -> dict[str, EnglishRecord]:
    """Return the records by article path; empty when there are none."""
    path = locale_dir / ENGLISH_FILE
    if not path.is_file():
        return {}
    records = {}
    try:
        for name, values in tomllib.loads(read_text(path)).get("article", {}).items():
            fields = {key: str(values.get(key, "")) for key in _RECORD_FIELDS}
            records[name] = EnglishRecord(**fields)
    except (ValueError, AttributeError) as error:
        said = " ".join(str(error).split())
        raise StorageError(f"{path}: not valid: {said}; restore it from version control") from error
    return records


def write_english_records(locale_dir: Path, records: Mapping[str, EnglishRecord]) -> bool:
    """Write the records, sorted by path; True when the file changed."""
    lines = ["# The origin of the English of each article. Written by `bitext ingest`; keep it in version control.", ""]
    for name in sorted(records):
        record = records[name]
        lines.append(f"[article.{_toml_string(name)}]")
        values = ((key, getattr(record, key)) for key in _RECORD_FIELDS)
        lines += [f"{key} = {_toml_string(value)}" for key, value in values if value or key not in _OPTIONAL]
        lines.append("")
    return write_text(locale_dir / ENGLISH_FILE, "\n".join(lines))


def _toml_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_CONTROL_RE.sub(_code, escaped)}"'


def _code(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
