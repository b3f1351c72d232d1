"""Bare addresses, paths and keys that are not those of the English."""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Kind, Site, in_target, replaced
from ..markdown import matches_in_prose

_URL_RE = re.compile(r"(?<![\w(\[<\"'=/])(?:https?://|www\.)[^\s<>()\[\]`*\"'、。「」]+[\w/]", re.ASCII)
_EMAIL_RE = re.compile(r"(?<![\w:/.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PATH_RE = re.compile(
    r"(?<![\w/\\:.])(?:(?:[A-Za-z]:|%\w+%|HKEY_\w+|HKLM|HKCU|~|\.{1,2})?(?:[\\/][\w.%-]+){2,}|[A-Za-z]:\\[\w.%-]+)",
    re.ASCII,
)
_DESTINATION = r"\]\((?:[^()]|\([^()]*\))*\)"
_HIDDEN_RE = re.compile(rf"`[^`]*`|\[[^\[\]]*{_DESTINATION}|{_DESTINATION}|<[^<>]*>")
_KEYS_RE = re.compile(
    r"(?:Ctrl|Alt|Shift|Cmd|Command|Option|Win(?:dows)?)\s?\+\s?(?P<key>[A-Z0-9]|F\d+|Del\w*|Tab|Esc)\b"
)


def _bare(pattern: re.Pattern[str], site: Site) -> list[re.Match[str]]:
    """Return what stands as text on both sides, once on each: neither code nor the address of a link."""
    shown = _HIDDEN_RE.sub(lambda match: " " * len(match.group()), site.target)
    return [
        match
        for match in pattern.finditer(shown)
        if site.source.count(match.group()) == site.target.count(match.group()) == 1
    ]


def _other_letter(text: str, place: Span, chance: Random) -> str:
    """Change a letter of a place, make it a capital, or glue one to it."""
    letters = [at for at in range(*place) if text[at].isascii() and text[at].isalpha()]
    at = chance.choice(letters)
    others = [one for one in "abcdefghijklmnopqrstuvwxyz" if one != text[at].lower()]
    return replaced(text, Span(at, at + 1), chance.choice(others))


def url(site: Site, chance: Random) -> str | None:
    """Change a letter behind the host, or glue one to the end."""
    found = _bare(_URL_RE, site)
    if not found:
        return None
    match = chance.choice(found)
    start = match.start() + match.group().find("/", 8)
    if (
        start < match.start() + 8
        or not re.search("[A-Za-z]", site.target[start : match.end()])
        or chance.random() < 0.3
    ):
        return replaced(site.target, Span(match.end(), match.end()), chance.choice("aeisn"))
    return _other_letter(site.target, Span(start, match.end()), chance)


def email(site: Site, chance: Random) -> str | None:
    """Change a letter of an e-mail address."""
    found = _bare(_EMAIL_RE, site)
    return _other_letter(site.target, Span(*chance.choice(found).span()), chance) if found else None


def path(site: Site, chance: Random) -> str | None:
    """Change a letter of a path of files or of the registry."""
    found = [match for match in _bare(_PATH_RE, site) if re.search("[A-Za-z]{2}", match.group())]
    return _other_letter(site.target, Span(*chance.choice(found).span()), chance) if found else None


def shortcut(site: Site, chance: Random) -> str | None:
    """Name another key."""
    found = [match for match in matches_in_prose(_KEYS_RE, site.target) if match.group() in site.source]
    if not found:
        return None
    match = chance.choice(found)
    keys = [key for key in "ABCDEFGHKLMNPQRSTVXYZ" if key != match["key"]]
    return replaced(site.target, Span(*match.span("key")), chance.choice(keys))


_CODES = ("*url*", "*address*", "*link*", "*destination*", "*host*", "literal-*")
KINDS = (
    Kind("url-changed", "a bare address is another", Severity.ERROR, _CODES, in_target(url), ("urls", "filepaths")),
    Kind("email-changed", "an e-mail address is another", Severity.ERROR, (*_CODES, "*mail*"), in_target(email),
         ("emails",)),
    Kind("path-changed", "a path is another", Severity.WARNING, ("*path*", "*file*", "literal-*"), in_target(path),
         ("filepaths",)),
    Kind("shortcut-changed", "another key is to be pressed", Severity.WARNING, ("*shortcut*", "literal-*"),
         in_target(shortcut), ("accelerators",)),
)  # fmt: skip
