"""All settings of the product: one dataclass for `[tool.bitext]` of pyproject.toml, conf.py and the documentation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import UsageError
from .locales import canonical_tag


def _setting(default: Any, text: str) -> Any:  # noqa: ANN401 (the field's own annotation is its type)
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an organisation decides once. In conf.py each name has the prefix `bitext_`."""

    project: str = _setting("Documentation", "Name in catalog headers, and the brand of the pages.")
    site_title: str = _setting("", "Brand of the pages, where it is not the project's name.")
    link_base: str = _setting("", "What root-relative links are put behind; `{locale}` stands for the page's locale.")
    publish_fuzzy: bool = _setting(True, "Publish translations whose English has changed since, marked as such.")
    locales: tuple[str, ...] = _setting((), "Locales to work on; all folders below source/ when empty.")
    fail_on: str = _setting("error", "Severity from which `check` exits with 1: error, warning, info or never.")
    prove_seconds: int = _setting(5, "How long to look for the spelling that proves rebuilt English.")
    glossary: str = _setting("", "Table of terms (CSV), relative to the project; `bitext terms` proposes one.")
    jobs: int = _setting(0, "Processes for building; 0 for one per core.")


_FAIL_ON = ("error", "warning", "info", "never")


def parse_settings(table: Mapping[str, object], where: str) -> Settings:
    """Return settings from a table such as `[tool.bitext]`; UsageError names the key that is wrong and why."""
    known = {item.name: item for item in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            raise UsageError(f"{where}: unknown setting `{key}`; known are {', '.join(sorted(known))}")
        values[name] = _checked(name, value, where)
    return Settings(**values)


def _checked(name: str, value: object, where: str) -> object:
    default = getattr(Settings(), name)
    if isinstance(default, tuple):
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise UsageError(f"{where}: `{name}` must be a list of texts")
        return tuple(_locale(item, where) for item in value)
    if type(value) is not type(default):
        wanted = {bool: "true or false", int: "a whole number", str: "a text"}[type(default)]
        raise UsageError(f"{where}: `{name}` must be {wanted}, not {value!r}")
    if name == "fail_on" and value not in _FAIL_ON:
        raise UsageError(f"{where}: `fail_on` must be one of {', '.join(_FAIL_ON)}, not {value!r}")
    if name == "jobs" and isinstance(value, int) and value < 0:
        raise UsageError(f"{where}: `jobs` must not be negative")
    return value


def _locale(text: str, where: str) -> str:
    try:
        return canonical_tag(text)
    except UsageError as error:
        raise UsageError(f"{where}: `locales`: {error}") from error
