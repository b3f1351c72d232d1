"""The project a command works on: its three folders and its settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..alignment.addresses import SOURCE_LOCALE
from ..errors import UsageError
from ..locales import canonical_tag, language_name
from ..settings import Settings
from ..store import find_locales
from .configuration import read_settings

REDIRECTIONS = ".openpublishing.redirection*.json"


@dataclass(frozen=True, slots=True)
class Project:
    """Where a project keeps its things."""

    source_dir: Path
    locale_dir: Path
    output_dir: Path
    settings: Settings

    @property
    def root(self) -> Path:
        """The folder that `source/` lies in: where conf.py and pyproject.toml are looked for."""
        return self.source_dir.resolve().parent

    @property
    def english_dir(self) -> Path:
        """The writers' tree, and Sphinx's source folder."""
        return self.source_dir / SOURCE_LOCALE

    @property
    def html_dir(self) -> Path:
        """Where the pages go, one folder a locale."""
        return self.output_dir / "html"

    @property
    def report_dir(self) -> Path:
        """Where the alignment report goes."""
        return self.output_dir / "report"

    def catalog_path(self, locale: str, docname: str) -> Path:
        """Return the catalog of one article in one locale."""
        return self.locale_dir / language_name(locale) / "LC_MESSAGES" / f"{docname}.po"

    def html_folder(self, locale: str) -> Path:
        """Return the folder of a locale's pages."""
        return self.html_dir / locale.lower()

    def target_locales(self, chosen: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the locales that have deliveries, or those of them that were chosen; UsageError for others."""
        found = tuple(name for name in find_locales(self.source_dir) if name != SOURCE_LOCALE)
        self._check_languages((SOURCE_LOCALE, *found))
        by_tag = {canonical_tag(name): name for name in found}
        wanted = [canonical_tag(name) for name in (chosen or self.settings.locales)]
        unknown = [name for name in wanted if name not in by_tag and name != SOURCE_LOCALE]
        if unknown:
            known = ", ".join(found) or "none"
            raise UsageError(f"no deliveries for {', '.join(unknown)} in {self.source_dir} (there are: {known})")
        return tuple(by_tag[name] for name in sorted(set(wanted)) if name in by_tag) if wanted else found

    def _check_languages(self, locales: Sequence[str]) -> None:
        """Refuse two folders whose catalogs would be the same files."""
        by_language: dict[str, str] = {}
        for locale in locales:
            other = by_language.setdefault(language_name(locale), locale)
            if other != locale:
                raise UsageError(f"{self.source_dir}: {other} and {locale} are one language; keep one of the folders")


def load_project(source_dir: Path, locale_dir: Path, output_dir: Path) -> Project:
    """Return the project of these folders, with the settings of the folder that `source/` lies in."""
    settings = read_settings(source_dir.resolve().parent)
    return Project(source_dir, locale_dir, output_dir, settings)


def redirection_lists(project: Project) -> list[Path]:
    """Return the lists of the project and of its source tree, sorted."""
    source = project.source_dir.resolve()
    folders = [project.root, source, *(source / locale for locale in find_locales(source))]
    files = (file for folder in folders for file in folder.glob(REDIRECTIONS))
    return sorted(file for file in files if file.is_file() and not file.is_symlink())
