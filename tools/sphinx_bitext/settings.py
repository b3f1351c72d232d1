"""All settings of the product: one dataclass for `[tool.bitext]` of pyproject.toml, conf.py and the documentation."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import UsageError
from .locales import canonical_tag


def _setting(default: Any, text: str) -> Any:  # noqa: ANN401 (the field's own annotation is its type)
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class Silence:
    """Findings that an organisation accepts: those that fit everything that is given here."""

    code: str
    """Of a check, or `*` for any."""
    locale: str = "*"
    """BCP 47 tag, or a pattern of `fnmatch`."""
    path: str = "*"
    """Article or file; a pattern of `fnmatch`, whose `*` also stands for slashes."""
    unit: str = ""
    """Unit number; empty for any."""
    reason: str = ""
    file: str = ""
    """The settings file that says so."""
    number: int = 0
    """Which one of the file it is, from 0."""


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
    silence: tuple[Silence, ...] = _setting(
        (),
        "Findings to accept: a list of tables with `code` (or `*` where `path` or `unit` narrows it) and, as needed, "
        "`locale`, `path`, `unit` and `reason`. Locales and paths may hold `*` and `?`; a path is that of the article, "
        "`billing/credits`, or of the file as reports print it.",
    )
    english_only: tuple[str, ...] = _setting(
        (),
        "Articles that stay English in every locale, as patterns: `reference/*`. Their pages are published with a "
        "notice, and no catalog is made for them unless a delivery comes.",
    )
    base_url: str = _setting(
        "",
        "Address at which the root of the pages is published, such as `https://help.example.org/`. Canonical and "
        "hreflang links, sitemaps and robots.txt need it and are left out without it.",
    )
    dirhtml: bool = _setting(False, "Publish `guide/files/` instead of `guide/files.html`.")
    search: bool = _setting(True, "Give the pages a search box, where Pagefind is installed.")
    feedback_url: str = _setting(
        "",
        "Where readers report a translation: `https://` or `mailto:`, with `{locale}`, `{lang}`, `{article}`, "
        "`{unit}`, `{source}`, `{target}` and `{url}` filled in. No such links when empty.",
    )
    edit_url: str = _setting(
        "",
        "Where the files of a page are edited, for links to the entry of each sentence and to the English file: "
        "`https://`, with `{path}` (from the project's folder) and, as needed, `{line}`. No such links when empty.",
    )
    video_hosts: tuple[str, ...] = _setting(
        (),
        "Hosts whose videos are shown in a frame, such as `www.youtube-nocookie.com`; others are links. The policy of "
        "the web server must allow them: `frame-src`.",
    )
    monikers: tuple[str, ...] = _setting(
        (),
        "Versions to publish, such as `product-2.0`: text for other versions is left out. All is published, with the "
        "range of versions said, when empty.",
    )
    zones: tuple[str, ...] = _setting(
        (), "Zones to publish, by target or pivot; all are, with their names said, when empty."
    )
    xref_map: str = _setting(
        "", "Map of names (xrefmap, JSON or YAML) that `xref:` links lead to, relative to the project."
    )


PYPROJECT_TABLE = ", [tool.bitext]"
"""What follows the file name where a setting of pyproject.toml is named."""
_SILENCE_KEYS = ("code", "locale", "path", "unit", "reason")
_BASE_URL_RE = re.compile(r"https?://[\w.:-]+(?:/[\w.~%-]+)*/?", re.ASCII)
_HOST = r"https?://[^/{}\s?#]+/"
_TEMPLATES = {
    "feedback_url": (
        _HOST + r"|mailto:[^{}\s?]+",
        ("locale", "lang", "article", "unit", "source", "target", "url"),
        "",
    ),
    "edit_url": (_HOST, ("path", "line"), "path"),
}
"""Setting -> (what it begins with, what may be filled in, what must be)."""
_EXAMPLES = {
    "feedback_url": "mailto:help@example.org?subject={locale}%20{article}&body={source}%0A{target}",
    "edit_url": "https://git.example.org/docs/edit/main/{path}#L{line}",
}
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
    if name == "silence":
        return _silences(value, where)
    if isinstance(default, tuple):
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise UsageError(f"{where}: `{name}` must be a list of texts")
        return tuple(_locale(item, where, name) for item in value) if name == "locales" else tuple(value)
    if type(value) is not type(default):
        wanted = {bool: "true or false", int: "a whole number", str: "a text"}[type(default)]
        raise UsageError(f"{where}: `{name}` must be {wanted}, not {value!r}")
    if name == "fail_on" and value not in _FAIL_ON:
        raise UsageError(f"{where}: `fail_on` must be one of {', '.join(_FAIL_ON)}, not {value!r}")
    if name == "base_url" and value and not _BASE_URL_RE.fullmatch(str(value)):
        raise UsageError(f"{where}: `base_url` must be an address such as https://help.example.org/, not {value!r}")
    if name in _TEMPLATES and isinstance(value, str) and value:
        _check_template(name, value, where)
    if name == "jobs" and isinstance(value, int) and value < 0:
        raise UsageError(f"{where}: `jobs` must not be negative")
    return value


def _check_template(name: str, value: str, where: str) -> None:
    """Refuse an address that leads elsewhere by what is filled in, or names something that is not filled in."""
    starts, known, needed = _TEMPLATES[name]
    if not re.match(rf"(?:{starts})[^\s\"<>\\]*\Z", value):
        raise UsageError(f"{where}: `{name}` must be an address such as {_EXAMPLES[name]}, not {value!r}")
    unknown = sorted(set(re.findall(r"\{(.*?)\}", value)) - set(known))
    if unknown:
        raise UsageError(f"{where}: `{name}`: unknown `{{{unknown[0]}}}`; known are {', '.join(known)}")
    if needed and f"{{{needed}}}" not in value:
        raise UsageError(f"{where}: `{name}` needs `{{{needed}}}`")


def _locale(text: str, where: str, name: str) -> str:
    try:
        return canonical_tag(text)
    except UsageError as error:
        raise UsageError(f"{where}: `{name}`: {error}") from error


def _silences(value: object, where: str) -> tuple[Silence, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, Mapping) for item in value):
        raise UsageError(f'{where}: `silence` must be a list of tables such as {{ code = "untranslated" }}')
    file = where.removesuffix(PYPROJECT_TABLE)
    return tuple(_silence(item, f"{where}: `silence` {number + 1}", file, number) for number, item in enumerate(value))


def _silence(table: Mapping[str, object], where: str, file: str, number: int) -> Silence:
    unknown = [str(key) for key in table if key not in _SILENCE_KEYS]
    if unknown:
        raise UsageError(f"{where}: unknown key `{unknown[0]}`; known are {', '.join(_SILENCE_KEYS)}")
    texts = {key: str(value) if key == "unit" and type(value) is int else value for key, value in table.items()}
    for key, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise UsageError(f"{where}: `{key}` must be a text, not {table[key]!r}")
    given: dict[str, Any] = {key: str(text).strip() for key, text in texts.items()}
    if "code" not in given:
        raise UsageError(f"{where}: `code` is missing")
    if given["code"] == "*" and not given.get("path", "").strip("*?/") and "unit" not in given:
        raise UsageError(f"{where}: `code` `*` would silence everything; give a `path` or a `unit` with it")
    if "locale" in given and not set("*?[") & set(given["locale"]):
        given["locale"] = _locale(given["locale"], where, "locale")
    if "unit" in given:
        given["unit"] = given["unit"].rpartition("-")[2]
    return Silence(**given, file=file, number=number)
