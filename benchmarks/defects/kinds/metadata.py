"""Front matter that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Edit, Injection, Injector, Kind, Site

_LOCALES = ("da-DK", "fi-FI", "ko-KR", "nl-NL", "pl-PL", "pt-BR")
_OWN_KEY_RE = re.compile(r"^(?!ms\.(?:openlocfilehash|sourcegitcommit|translationtype|contentlocale|lasthandoff|"
                         r"locfileid)\b|title\b|description\b|keywords\b)(?P<key>[\w.-]+):[ \t]*\S[^\r\n]*\r?\n"
                         r"(?![ \t-])", re.MULTILINE)  # fmt: skip
_COMPARED = frozenset({"hash-broken", "key-dropped"})
"""Kinds that only other locales tell of."""


def _value(site: Site, key: str) -> re.Match[str] | None:
    """Return the value of a key of one line."""
    pattern = re.compile(rf"^{re.escape(key)}:[ \t]*(?P<value>[^\r\n]*?)[ \t]*(?P<end>\r?\n)", re.MULTILINE)
    match = pattern.search(site.article.text, 0, site.article.body_start)
    return match if match is not None and match["value"] else None


def _changed(key: str, change: Callable[[str, Site, Random], str | None]) -> Injector:
    """Return what changes the value of a key; None takes the whole line away."""

    def inject(site: Site, chance: Random) -> Injection | None:
        match = _value(site, key)
        if match is None:
            return None
        new = change(match["value"], site, chance)
        place = Span(*match.span()) if new is None else Span(*match.span("value"))
        return None if new == match["value"] else Injection((Edit(place, new or ""),), frozenset())

    return inject


def _locale(value: str, site: Site, chance: Random) -> str:
    others = [bitext.locale for bitext in site.others]
    return chance.choice([one for one in (*_LOCALES, *others) if one.lower() != value.lower()])


def _type(value: str, site: Site, chance: Random) -> str | None:
    del value, site
    return chance.choice(("human", "Machine", "XT", None))


def _hash(value: str, site: Site, chance: Random) -> str | None:
    """Cut a hash short, put a letter into it that no hash has, or take it away."""
    del site
    return chance.choice((value[: chance.randint(7, 39)], f"z{value[1:]}", None))


def _date(value: str, site: Site, chance: Random) -> str | None:
    del value, site
    return chance.choice(("13/45/2020", "2020-31-12", "yesterday"))


def key_dropped(site: Site, chance: Random) -> Injection | None:
    """Take a key of the writers away; the other locales still have it."""
    if len(site.others) < 2:
        return None
    common = {
        key for key in site.article.metadata.values if all(key in one.target.metadata.values for one in site.others)
    }
    found = [
        match for match in _OWN_KEY_RE.finditer(site.article.text, 0, site.article.body_start) if match["key"] in common
    ]
    return Injection((Edit(Span(*chance.choice(found).span()), ""),), frozenset()) if found else None


def title_untranslated(site: Site, chance: Random) -> Injection | None:
    """Leave the title in English, where it is that of the heading and the heading is not in English."""
    del chance
    match = _value(site, "title")
    title = site.article.metadata.text("title") or ""
    unit = next((unit for unit in site.article.units if unit.target.strip() == title.strip()), None)
    if match is None or unit is None or unit.source.strip() == title.strip() or len(unit.source.split()) < 3:
        return None
    text = '"' + unit.source.strip().replace("\\", "\\\\").replace('"', '\\"') + '"'
    return Injection((Edit(Span(*match.span("value")), text),), frozenset())


def _kind(key: str, title: str, severity: Severity, codes: tuple[str, ...], inject: Injector) -> Kind:
    tests = ("unchanged",) if key == "title-untranslated" else ()
    return Kind(key, title, severity, codes, inject, tests, structural=key in _COMPARED, level="article")


KINDS = (
    _kind("locale-wrong", "ms.contentlocale names another locale", Severity.ERROR, ("content-locale",),
          _changed("ms.contentlocale", _locale)),
    _kind("type-wrong", "ms.translationtype is missing or unknown", Severity.WARNING, ("translation-type", "*key*"),
          _changed("ms.translationtype", _type)),
    _kind("hash-broken", "ms.openlocfilehash is missing or no hash", Severity.WARNING, ("*hash*", "stale-*", "*key*"),
          _changed("ms.openlocfilehash", _hash)),
    _kind("date-broken", "ms.lasthandoff is no date", Severity.WARNING, ("*date*", "*handoff*", "*key*"),
          _changed("ms.lasthandoff", _date)),
    _kind("key-dropped", "a key of the writers is missing", Severity.WARNING, ("*key*", "*metadata*", "*front*"),
          key_dropped),
    _kind("title-untranslated", "the title is in English", Severity.WARNING, ("*title*", "*untranslated*"),
          title_untranslated),
)  # fmt: skip
