"""Names, directions and file names of locales, as the report needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

from sphinx_bitext.reports.safe import visible

_RTL_SCRIPTS = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"})
_RTL_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ku", "ps", "sd", "syr", "ug", "ur", "yi"})
_WIDE_LANGUAGES = frozenset({"ja", "ko", "zh", "yue"})
_TAG_RE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")


def direction(tag: str) -> str:
    """Return `rtl` or `ltr` for a BCP 47 tag; a script in the tag decides, then CLDR, then a short list."""
    parts = tag.split("-")
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    locale = _babel(tag)
    if locale is not None:
        return "rtl" if locale.character_order == "right-to-left" else "ltr"
    return "rtl" if parts[0].lower() in _RTL_LANGUAGES else "ltr"


def english_name(tag: str) -> str:
    """Return e.g. `Swedish (Sweden)`, or an empty string for a tag CLDR does not know."""
    locale = _babel(tag)
    return (locale.get_display_name("en") or "") if locale is not None else ""


def is_wide(tag: str) -> bool:
    """Return whether the locale writes with characters twice as wide as Latin ones (to guess row heights)."""
    return tag.split("-", maxsplit=1)[0].lower() in _WIDE_LANGUAGES


def language_attribute(tag: str) -> str:
    """Return `tag` when it can stand in a `lang` attribute, else `und`."""
    return tag if _TAG_RE.match(tag) else "und"


def label(tag: str) -> str:
    """Return what to print for a locale; findings of the whole corpus have an empty tag."""
    return visible(tag) or "corpus"


def shard_names(tags: Iterable[str]) -> dict[str, str]:
    """Return a file name for each tag: the tag itself where it is a plain one; no two differ by case only."""
    names: dict[str, str] = {}
    taken = {"index", "english"}
    for tag in tags:
        base = tag if _TAG_RE.match(tag) else "other"
        name, number = base, 2
        while name.lower() in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name.lower())
        names[tag] = f"{name}.js"
    return names


def _babel(tag: str) -> Locale | None:
    if not _TAG_RE.match(tag):
        return None
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
