"""Archives: `.zip` and `.tar.gz`. Members are read into memory one by one and never unpacked by their own names."""

from __future__ import annotations

import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath

from ...errors import StorageError, UsageError
from ..reading import shown_path
from .candidates import FILLED_BY_TOOLS, NOT_A_FILE, NOT_TAKEN, REPOSITORY_MARKS, TOOL_FOLDERS, Candidates, File
from .names import leads_out
from .result import Skip

MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes that an archive may unpack to."""
MAX_MEMBERS = 200_000
MAX_RATIO = 250
"""How many times its packed size a member of a megabyte or more may have; text packs 3 to 20 times."""
_RATIO_FROM = 1024 * 1024
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_REPOSITORY_FILES = frozenset({".gitignore", ".gitattributes", "license", "license.md", "readme.md"})
"""What tells that the one top folder of an archive is the top of a repository."""
_UNKNOWN = (".tar", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar")

LEADS_OUT = "its name leads out of the archive"
_DAMAGE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    RuntimeError,
    OSError,
    ValueError,
)


def archive_opener(path: Path) -> Callable[[Path, ExitStack], Candidates] | None:
    """Return what reads an archive of this name, None for other files; UsageError for archives that nothing reads."""
    name = path.name.lower()
    if name.endswith(".zip"):
        return _from_zip
    if name.endswith((".tar.gz", ".tgz")):
        return _from_tar
    if name.endswith(_UNKNOWN):
        raise UsageError(f"{path}: archives are read as .zip, .tar.gz and .tgz; unpack this one and give its folder")
    return None


class ArchiveError(StorageError):
    """An archive that is damaged: none of it can be trusted."""


@contextmanager
def _one_clear_error(path: Path, kind: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise ArchiveError(f"{path}: not a readable {kind} archive: {said}") from error


def _from_zip(path: Path, stack: ExitStack) -> Candidates:
    with _one_clear_error(path, "zip"):
        archive = stack.enter_context(zipfile.ZipFile(path))
        members = [info for info in archive.infolist() if not info.is_dir()]
    _refuse_bomb(path, len(members), sum(info.file_size for info in members))
    found = _Found(path)
    for info in members:
        read = partial(_read_member, path, archive, info)
        found.add(_zip_name(info), info.file_size, read, _zip_trouble(info))
    return found.candidates()


def _read_member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    # zipfile stops at the declared size and compares the checksum, so no member gives more than was summed up.
    with _one_clear_error(path, "zip"):
        return archive.read(info)


def _zip_name(info: zipfile.ZipInfo) -> str:
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        # Many programs write UTF-8 and do not say so.
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    # Some write the separators of Windows.
    return name if "/" in name else name.replace("\\", "/")


def _zip_trouble(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return NOT_A_FILE
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    if info.file_size >= _RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size):
        return f"unpacks to more than {MAX_RATIO} times its size"
    return ""


def _from_tar(path: Path, stack: ExitStack) -> Candidates:
    del stack
    found = _Found(path)
    count = total = 0
    with _one_clear_error(path, "tar.gz"), tarfile.open(path, "r:gz") as archive:
        for info in archive:
            count, total = count + 1, total + max(info.size, 0)
            # Before anything of the member is unpacked.
            _refuse_bomb(path, count, total)
            if info.isdir():
                continue
            # A tar cannot be read twice without unpacking all of it twice, so what is wanted is kept.
            regular = info.isreg() and not info.issparse()
            if found.add(info.name, info.size, bytes, "" if regular else NOT_A_FILE):
                stream = archive.extractfile(info)
                found.keep(stream.read() if stream else b"")
    return found.candidates()


def _refuse_bomb(path: Path, count: int, size: int) -> None:
    if size > MAX_UNPACKED:
        raise UsageError(f"{path}: unpacks to more than {MAX_UNPACKED:,} bytes")
    if count > MAX_MEMBERS:
        raise UsageError(f"{path}: holds more than {MAX_MEMBERS:,} files")


class _Found:
    """Collects members."""

    def __init__(self, path: Path) -> None:
        self._shown = shown_path(path)
        self._found = Candidates(title="")
        self._names: set[str] = set()
        self._tools: set[str] = set()
        self._tops: set[str] = set()
        self._seconds: set[str] = set()

    def add(self, name: str, size: int, read: Callable[[], bytes], trouble: str) -> bool:
        """Take a member, or list it with the reason why not."""
        parts = PurePosixPath(name).parts
        self._mark(parts)
        if any(part.startswith(".") and part != ".." for part in parts[:-1]):
            return False
        tool = next((index for index, part in enumerate(parts[:-1]) if part in TOOL_FOLDERS), None)
        if tool is not None:
            self._tools.add("/".join(parts[: tool + 1]))
            return False
        file = File(f"{self._shown}!{name}", "/".join(part for part in parts if part != "."), read, size)
        if leads_out(name) or not file.name or "\x00" in name:
            self._skip(file, LEADS_OUT, withheld=True)
        elif not file.kind:
            self._skip(file, NOT_TAKEN)
        elif trouble:
            self._skip(file, trouble, withheld=True)
        elif file.name in self._names:
            self._skip(file, "stands in the archive twice", withheld=True)
        else:
            self._names.add(file.name)
            self._found.files.append(file)
            return True
        return False

    def keep(self, data: bytes) -> None:
        """Give the file that was added last what it holds."""
        last = self._found.files[-1]
        self._found.files[-1] = File(last.shown, last.name, lambda: data, len(data))

    def candidates(self) -> Candidates:
        """Return all of it; where everything lies in the one folder of a repository, that is its top."""
        self._found.files.sort(key=lambda file: file.name)
        shown = (f"{self._shown}!{folder}/" for folder in sorted(self._tools))
        self._found.skipped += (Skip(folder, FILLED_BY_TOOLS) for folder in shown)
        if len(self._tops) == 1 and not self._seconds.isdisjoint(_REPOSITORY_FILES):
            self._found.repositories |= self._tops - {""}
        return self._found

    def _skip(self, file: File, reason: str, *, withheld: bool = False) -> None:
        if not PurePosixPath(file.name).name.startswith(".") or withheld:
            self._found.skipped.append(Skip(file.shown, reason, withheld=withheld))

    def _mark(self, parts: tuple[str, ...]) -> None:
        """Remember the first two names of each path, and where a repository begins."""
        self._tops.add(parts[0] if len(parts) > 1 else "")
        self._seconds |= {part.lower() for part in parts[1:2]}
        mark = next((index for index, part in enumerate(parts) if part in REPOSITORY_MARKS), None)
        if mark is not None:
            self._found.repositories.add("/".join(parts[:mark]))
