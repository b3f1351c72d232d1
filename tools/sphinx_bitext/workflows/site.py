"""One locale as the Sphinx extension sees it, from prepared pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

from ..alignment.english import SOURCE_LOCALE
from ..errors import UsageError
from ..locales import language_name
from ..markup.dialect.xref import Target
from ..model import Alternate, Finding, NavigationTree, Page
from ..store import ASSET_SUFFIXES, find_locales
from .ingest import ingest
from .locating import Located, locate
from .notices import notice
from .prepared import PreparedLocale, page_digest
from .preparing import prepare_ingested
from .project import Project
from .reading import shown_path


class LocaleSite:
    """Implements `sphinxext.site.Site` on the pages of one locale; what it is told becomes findings."""

    def __init__(
        self, source_dir: Path, prepared: PreparedLocale, names: Mapping[str, Target] = MappingProxyType({})
    ) -> None:
        self._tree = source_dir.resolve()
        self._prepared = prepared
        self._documents = {docname: Path(file) for docname, file in prepared.files.items()}
        self._names = dict(names)
        for uid, (docname, title) in prepared.names.items():
            self._names[uid] = Target(docname, {"name": title}, is_article=True)
        self.findings: list[Finding] = []

    @property
    def locale(self) -> str:
        """BCP 47 tag of this build."""
        return self._prepared.locale

    @property
    def source_dir(self) -> Path:
        """Sphinx's source folder: the writers' tree."""
        return self._tree / SOURCE_LOCALE

    def documents(self) -> Mapping[str, Path]:
        """Return docname to main source file."""
        return self._documents

    def digest(self, docname: str) -> str:
        """Return a digest of what is published under `docname`."""
        return page_digest(self._prepared.pages, docname)

    def page(self, docname: str) -> Page:
        """Return what is published under `docname`."""
        return self._prepared.pages[docname]

    def alternates(self, docname: str) -> Sequence[Alternate]:
        """Return the locales that have a page of this name."""
        return self._prepared.alternates.get(docname, ())

    def navigation(self) -> Sequence[NavigationTree]:
        """Return what the tables of contents say; empty where there are none."""
        return self._prepared.navigation

    def moved(self) -> Mapping[str, str]:
        """Return docnames that are gone with those that links to them lead to."""
        return self._prepared.moved

    def asset(self, docname: str, target: str) -> Path | None:
        """Return the file that a relative target names: the locale's own, else the English one, else any locale's.

        It must be a regular file of a known type whose real path lies inside the source tree.
        """
        name = unquote(target.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).replace("\\", "/")
        if not name or name.startswith("/") or Path(name).suffix.lower() not in ASSET_SUFFIXES:
            return None
        try:
            return self._find_asset(Path(docname).parent / name)
        except (OSError, ValueError):
            return None

    def snippet(self, docname: str, target: str) -> Path | None:
        """Return the file of code that a relative target names: the locale's own, else the English one.

        It must be a regular file whose real path lies inside the source tree; none whose name begins with a dot.
        """
        name = unquote(target).replace("\\", "/")
        if not name or name.startswith("/") or "\0" in name:
            return None
        relative = Path(docname).parent / name
        if any(part.startswith(".") and part != ".." for part in relative.parts):
            return None
        try:
            return self._find(relative, (self.locale, SOURCE_LOCALE))
        except (OSError, ValueError):
            return None

    def name(self, uid: str) -> Target | None:
        """Return where a name leads: an article's own, else that of the map."""
        return self._names.get(uid)

    def _find_asset(self, relative: Path) -> Path | None:
        return self._find(relative, (self.locale, SOURCE_LOCALE, *find_locales(self._tree)))

    def _find(self, relative: Path, locales: Sequence[str]) -> Path | None:
        for locale in dict.fromkeys(locales):
            path = self._tree / locale / relative
            if not path.is_file():
                continue
            real = path.resolve()
            if real.is_relative_to(self._tree) and real == Path(*path.parts[:1]).joinpath(*_normal(path)):
                return real
        return None

    def warn(self, docname: str, code: str, message: str, where: str = "") -> None:
        """Take a finding about a page; it names the place of `where` in the file that the page has it from."""
        files = self._origins(docname)
        said = f"{message[:1].upper()}{message[1:]}."
        file, line, column, length = locate(where, files) or Located(files[0], 1, 1, 0)
        path = shown_path(file)
        found = notice(code, locale=self.locale, article=docname, path=path, message=said, line=line, column=column)
        self.findings.append(dataclasses.replace(found, end_column=column + length))

    def _origins(self, docname: str) -> list[Path]:
        """Return the files of a page: the delivery, the catalog, the English; of an English page the English first."""
        files = [Path(file) for file in self._prepared.dependencies.get(docname) or ("",)]
        page = self._prepared.pages.get(docname)
        in_english = page is not None and page.status in ("source", "english-only")
        english = self.source_dir.resolve()
        return sorted(files, key=lambda file: (file.is_relative_to(english) is not in_english, file.suffix == ".po"))


def _normal(path: Path) -> list[str]:
    """Return the parts of a path behind its root with `..` resolved by name, not through links."""
    parts: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            parts = parts[:-1]
        else:
            parts.append(part)
    return parts


def site_for_language(
    project: Project, language: str, names: Mapping[str, Target] = MappingProxyType({})
) -> LocaleSite:
    """Ingest what has changed and return the site of a Sphinx language; UsageError when no locale has it."""
    locales = project.target_locales()
    languages = {language_name(locale): locale for locale in (*locales, SOURCE_LOCALE)}
    locale = languages.get(language) or languages.get(language.replace("-", "_"))
    if locale is None:
        locale = next((tag for tag in (*locales, SOURCE_LOCALE) if tag.lower() == language.lower()), None)
    if locale is None:
        known = ", ".join(sorted(languages))
        raise UsageError(f"no locale of {project.source_dir} has the language `{language}` (there are: {known})")
    prepared = prepare_ingested(project, ingest(project), locales)
    return LocaleSite(project.source_dir, prepared.make(locale), names)
