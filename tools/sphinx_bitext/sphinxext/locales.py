"""What Babel knows about a locale: its tag on a page, its direction, its own name, its dates."""

from __future__ import annotations

import datetime
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date

_ALWAYS_TERRITORY = frozenset(("pt",))
_ALWAYS_SCRIPT = frozenset(("zh",))
_ONE_WRITTEN_FORM = frozenset(("ar",))
"""Languages written alike everywhere, whatever territory a tag names."""


@lru_cache(maxsize=256)
def _babel(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=256)
def html_lang(tag: str) -> str:
    """Return the shortest right value of `lang`: `sv-SE` -> `sv`, `zh-CN` -> `zh-Hans`, `pt-BR` stays."""
    locale = _babel(tag)
    if locale is None:
        return tag
    likely: dict[str, str] = dict(get_global("likely_subtags"))
    language, script, territory = locale.language, locale.script, locale.territory
    if not script and language in _ALWAYS_SCRIPT:
        script = likely.get(f"{language}_{territory}", likely.get(language, "__")).split("_")[1] or None
    base = f"{language}_{script}" if script else language
    usual = (likely.get(base) or likely.get(language, "")).rpartition("_")[2]
    if language in _ONE_WRITTEN_FORM or (territory == usual and language not in _ALWAYS_TERRITORY):
        territory = None
    return "-".join(part for part in (language, script, territory) if part)


def direction(tag: str) -> str:
    """Return `ltr` or `rtl`."""
    locale = _babel(tag)
    return "rtl" if locale is not None and locale.text_direction == "rtl" else "ltr"


@lru_cache(maxsize=256)
def own_name(tag: str) -> str:
    """Return the language's name in itself, capitalised as at the start of a line: `Svenska`."""
    locale = _babel(html_lang(tag))
    name = locale.get_display_name(locale) if locale is not None else None
    return name[:1].title() + name[1:] if name else tag


def long_date(date: datetime.date, tag: str) -> str:
    """Return a date in the long form of the locale: `14 september 2020`."""
    locale = _babel(tag)
    return format_date(date, format="long", locale=locale) if locale is not None else date.isoformat()
