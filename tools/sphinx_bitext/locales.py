"""Names of languages: BCP 47 tags of deliveries, gettext's and Sphinx's names, tags for pages. Facts come from CLDR."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.messages.plurals import get_plural

from .errors import UsageError

_TAG_RE = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<territory>[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:[-_@](?P<variant>[A-Za-z0-9]{5,8}))?\Z"
)
_ALWAYS_WITH_TERRITORY = frozenset({"pt", "zh"})
_SCRIPT_MODIFIERS = {"Latn": "latin", "Cyrl": "cyrillic", "Arab": "arabic", "Deva": "devanagari"}
_CHINESE = {"Hans": "CN", "Hant": "TW"}
_FULL_NAMES = {"id": "Bahasa Indonesia", "ms": "Bahasa Melayu"}
"""Languages whose name in CLDR is, by itself, that of a country or a people."""


class NumberMarks(NamedTuple):
    """How a locale writes numbers with Western digits."""

    decimal: str
    group: str
    """Each white-space character of CLDR is a plain space here."""


class Tag(NamedTuple):
    """A BCP 47 tag in parts, in canonical case; missing parts are empty."""

    language: str
    script: str
    territory: str
    variant: str

    def __str__(self) -> str:
        return "-".join(part for part in self if part)


@lru_cache(maxsize=512)
def parse_tag(text: str) -> Tag | None:
    """Return the parts of a locale tag such as `sv-SE` or `sr-Latn-RS`, None when it is none."""
    match = _TAG_RE.match(text)
    if not match:
        return None
    script, territory, variant = (match.group(name) or "" for name in ("script", "territory", "variant"))
    return Tag(match.group("language").lower(), script.title(), territory.upper(), variant.lower())


def canonical_tag(text: str) -> str:
    """Return a locale tag in canonical case; UsageError when it is none."""
    tag = parse_tag(text)
    if tag is None:
        raise UsageError(f"`{text}` is not a locale such as sv-SE")
    return str(tag)


@lru_cache(maxsize=512)
def _likely(tag: Tag) -> tuple[str, str]:
    """Return (script, territory) that CLDR expects for a language, with its script when that is given."""
    likely = get_global("likely_subtags")
    keys = (f"{tag.language}_{tag.script}", tag.language) if tag.script else (tag.language,)
    for key in keys:
        parts = likely.get(key, "").split("_")
        if len(parts) == 3:
            return parts[1], parts[2]
    return "", ""


@lru_cache(maxsize=512)
def script_code(locale: str) -> str:
    """Return the ISO 15924 code of the script a locale is written in: `Latn`, `Cyrl`, `Jpan`, `Hant`; else empty."""
    tag, page = parse_tag(locale), parse_tag(page_language(locale))
    if tag is None or page is None:
        return ""
    return tag.script or page.script or _likely(tag)[0]


@lru_cache(maxsize=512)
def language_name(locale: str) -> str:
    """Return gettext's and Sphinx's name: `sv-SE` is `sv`, `pt-BR` is `pt_BR`, `sr-Latn-RS` is `sr@latin`."""
    tag = parse_tag(locale)
    if tag is None:
        raise UsageError(f"`{locale}` is not a locale such as sv-SE")
    script, _ = _likely(tag._replace(script=""))
    _, territory = _likely(tag)
    name = tag.language
    if tag.language in _ALWAYS_WITH_TERRITORY:
        name += "_" + (tag.territory or _CHINESE.get(tag.script, territory))
    elif tag.territory and tag.territory != territory:
        name += "_" + tag.territory
    modifier = tag.variant
    if tag.script and tag.script != script and tag.language != "zh":
        modifier = _SCRIPT_MODIFIERS.get(tag.script, tag.script.lower())
    return f"{name}@{modifier}" if modifier else name


@lru_cache(maxsize=512)
def page_language(locale: str) -> str:
    """Return the shortest true `lang` of a page: `sv`, `pt-BR`, `sr-Latn`, `zh-Hans`."""
    tag = parse_tag(locale)
    if tag is None:
        return locale
    script, _ = _likely(tag._replace(script=""))
    if tag.language == "zh":
        found, _ = _likely(Tag("zh", tag.script, "", ""))
        traditional = tag.script == "Hant" or (not tag.script and tag.territory in ("TW", "HK", "MO"))
        found = "Hant" if traditional else found or "Hans"
        return f"zh-{found}" + (f"-{tag.territory}" if tag.territory in ("HK", "MO", "SG") else "")
    shown = tag.script if tag.script and tag.script != script else ""
    _, likely_territory = _likely(tag)
    keep = tag.territory if tag.language == "pt" or tag.territory != likely_territory else ""
    return str(Tag(tag.language, shown, keep, tag.variant))


@lru_cache(maxsize=512)
def _known_locale(locale: str) -> Locale | None:
    tag = parse_tag(locale)
    candidates = [str(tag._replace(variant="")), tag.language] if tag else []
    for candidate in candidates:
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@lru_cache(maxsize=512)
def is_known_locale(text: str) -> bool:
    """Say whether a text is a tag that CLDR knows, with a script or territory: `sv-SE`, not `sv`, not `to-do`."""
    tag = parse_tag(text)
    if tag is None or not (tag.script or tag.territory):
        return False
    try:
        Locale.parse(str(tag._replace(variant="")), sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def babel_locale(locale: str) -> Locale:
    """Return CLDR's data for a locale; English where CLDR does not know it."""
    return _known_locale(locale) or Locale("en")


def text_direction(locale: str) -> str:
    """Return `ltr` or `rtl`."""
    return "rtl" if babel_locale(locale).character_order == "right-to-left" else "ltr"


def own_name(locale: str, among: Collection[str] = ()) -> str:
    """Return the name of a locale in its own language, written as at the start of a line: `Svenska`.

    `among` are the locales it stands beside: where one of them has the same language, script or territory tell them
    apart. Portuguese, Chinese and scripts that are not the usual one are always told. The tag itself where CLDR knows
    no such language.
    """
    tag = _told_apart(locale, among)
    data = _known_locale(str(tag)) if tag else None
    if tag is None or data is None:
        return locale
    if tag.script or tag.territory:
        name = data.get_display_name(data)
    else:
        name = _FULL_NAMES.get(data.language) or data.languages.get(data.language)
    return name[:1].upper() + name[1:] if name else locale


def english_name(locale: str) -> str:
    """Return the English name of a locale's language, for messages: `Swedish`; the tag where CLDR has none."""
    tag = parse_tag(locale)
    return str(babel_locale("en").languages.get(tag.language if tag else "", locale))


def name_order(name: str) -> tuple[str, str]:
    """Return the sort key of a name in a list of languages: `Čeština` stands with C, Latin before other scripts."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return plain.casefold(), name


def _told_apart(locale: str, among: Collection[str]) -> Tag | None:
    """Return the tag with no more than a reader of a list of these locales needs."""
    tag, shown = parse_tag(locale), parse_tag(page_language(locale))
    if tag is None or shown is None or tag.language in _ALWAYS_WITH_TERRITORY:
        return shown
    beside = [other for other in map(parse_tag, among) if other and other.language == tag.language]
    script, territory = tag.script or _likely(tag)[0], tag.territory or _likely(tag)[1]
    scripts = {other.script or _likely(other)[0] for other in beside} - {script}
    alike = (other for other in beside if (other.script or _likely(other)[0]) == script)
    territories = {other.territory or _likely(other)[1] for other in alike} - {territory}
    return Tag(tag.language, script if scripts else shown.script, territory if territories else "", "")


def plural_forms(locale: str) -> str:
    """Return the value of `Plural-Forms` for a locale, in gettext's notation."""
    return str(get_plural(babel_locale(locale)).plural_forms)


def long_date(date: datetime.date, locale: str) -> str:
    """Return a date in the long form of the locale: `14 september 2020`."""
    return format_date(date, format="long", locale=babel_locale(locale))


@lru_cache(maxsize=512)
def number_marks(locale: str) -> NumberMarks:
    """Return the decimal and the group mark of a locale: `,` and a space for sv-SE."""
    symbols = babel_locale(locale).number_symbols.get("latn", {})
    group = str(symbols.get("group", ","))
    return NumberMarks(str(symbols.get("decimal", ".")), " " if group.isspace() else group)


@lru_cache(maxsize=512)
def month_names(locale: str) -> tuple[frozenset[str], ...]:
    """Return the names of the twelve months in a locale, case folded: wide and abbreviated, in and out of a date.

    Names that hold a digit are left out: they are read as numbers.
    """
    months = babel_locale(locale).months
    names: list[set[str]] = [set() for _ in range(12)]
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months.get(context, {}).get(width, {}).items():
                if not any(char.isdigit() for char in name):
                    names[number - 1].add(name.casefold())
    return tuple(map(frozenset, names))
