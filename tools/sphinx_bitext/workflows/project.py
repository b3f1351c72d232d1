"""The project a command works on: its three folders and its settings."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..alignment.english import SOURCE_LOCALE
from ..errors import UsageError
from ..locales import canonical_tag, language_name
from ..settings import Settings, parse_settings
from ..store import find_locales, read_text


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

    @property
    def pages_dir(self) -> Path:
        """Where prepared pages wait for Sphinx."""
        return self.output_dir / "pages"

    def catalog_path(self, locale: str, docname: str) -> Path:
        """Return the catalog of one article in one locale."""
        return self.locale_dir / language_name(locale) / "LC_MESSAGES" / f"{docname}.po"

    def html_folder(self, locale: str) -> Path:
        """Return the folder of a locale's pages."""
        return self.html_dir / locale.lower()

    def target_locales(self, chosen: Sequence[str] = ()) -> tuple[str, ...]:
        """Return the locales that have deliveries, or those of them that were chosen; UsageError for others."""
        found = tuple(name for name in find_locales(self.source_dir) if name != SOURCE_LOCALE)
        by_tag = {canonical_tag(name): name for name in found}
        wanted = [canonical_tag(name) for name in (chosen or self.settings.locales)]
        unknown = [name for name in wanted if name not in by_tag and name != SOURCE_LOCALE]
        if unknown:
            known = ", ".join(found) or "none"
            raise UsageError(f"no deliveries for {', '.join(unknown)} in {self.source_dir} (there are: {known})")
        return tuple(by_tag[name] for name in sorted(set(wanted)) if name in by_tag) if wanted else found


def load_project(source_dir: Path, locale_dir: Path, output_dir: Path) -> Project:
    """Return the project of these folders, with the settings of the pyproject.toml beside `source/`."""
    root = source_dir.resolve().parent
    return Project(source_dir, locale_dir, output_dir, read_settings(root / "pyproject.toml"))


def read_settings(path: Path) -> Settings:
    """Return the settings of `[tool.bitext]`, the defaults where there is no such file or table."""
    if not path.is_file():
        return Settings()
    try:
        table = tomllib.loads(read_text(path)).get("tool", {}).get("bitext", {})
    except (tomllib.TOMLDecodeError, UnicodeError) as error:
        raise UsageError(f"{path}: not valid TOML: {error}") from error
    if not isinstance(table, dict):
        raise UsageError(f"{path}: [tool.bitext] must be a table")
    return parse_settings(table, f"{path}, [tool.bitext]")
