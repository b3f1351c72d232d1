"""The `bitext` Sphinx theme: templates, one style sheet, two small scripts, and the interface catalogs in `ui/`.

The package holds data only; the Sphinx extension registers its folder as an HTML theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import polib  # type: ignore[import-untyped, unused-ignore]

from sphinx_bitext.pseudo import accented, framed, is_pseudo

_NEAREST = {
    "in": "id",
    "iw": "he",
    "nn": "nb",
    "no": "nb",
    "pt": "pt-br",
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
    "zh-sg": "zh-hans",
    "zh-tw": "zh-hant",
}
"""Tags (lower case) without a catalog of their own, and the catalog their readers understand best."""


def interface_strings(lang: str) -> Mapping[str, str]:
    """Return the interface strings of a language, English message to text, complete for every language.

    `lang` is a BCP 47 tag in any letter case (`sv`, `pt-BR`, `sr-Latn-RS`; underscores are read as hyphens). The tag is
    shortened from its end until a catalog fits (`pt-BR`, then `pt`); messages that the catalog lacks, and languages
    without one, fall back to English. Placeholders such as `{date}` are for `str.format`. Never raises on unknown tags.
    """
    if is_pseudo(lang.replace("_", "-")):
        return _pseudo_strings()
    parts = lang.replace("_", "-").lower().split("-")
    for end in range(len(parts), 0, -1):
        tag = "-".join(parts[:end])
        name = _catalog_names().get(_NEAREST.get(tag, tag))
        if name is not None:
            return _strings(name)
    return _strings("en")


def interface_languages() -> tuple[str, ...]:
    """Return the BCP 47 tags that have an interface catalog, sorted, English (`en`) among them."""
    return tuple(sorted(_catalog_names().values()))


@cache
def _catalog_names() -> Mapping[str, str]:
    """Lower-case tag to the tag as the catalog's file spells it; a lookup here never becomes a path by itself."""
    names = (entry.name for entry in files(__name__).joinpath("ui").iterdir())
    return {name.removesuffix(".po").lower(): name.removesuffix(".po") for name in names if name.endswith(".po")}


@cache
def _strings(name: str) -> Mapping[str, str]:
    """English first, the language over it: what is not translated stays readable."""
    strings = dict(_read("en"))
    if name != "en":
        strings.update(_read(name))
    return MappingProxyType(strings)


@cache
def _pseudo_strings() -> Mapping[str, str]:
    strings = _strings("en")
    return MappingProxyType({message: framed(accented(text), len(text)) for message, text in strings.items()})


def _read(name: str) -> Mapping[str, str]:
    text = files(__name__).joinpath("ui", f"{name}.po").read_text(encoding="utf-8")
    return {entry.msgid: entry.msgstr for entry in polib.pofile(text) if entry.msgstr and not entry.obsolete}
