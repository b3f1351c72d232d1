"""Images, code, tags, references and placeholders."""

from __future__ import annotations

import re
from random import Random

from sphinx_bitext.model import Severity, Span

from ..base import Edit, Injection, Kind, Site, in_target, replaced
from ..markdown import rendered, word_places

_IMAGE_RE = re.compile(r"!\[(?P<alt>(?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\n]*\)")
_FENCE_RE = re.compile(r"```|~~~")
_CODE_RE = re.compile(r"(?<!`)`(?P<code>[^`\n]+)`(?!`)")
_TAG_RE = re.compile(r"</?(?:a|b|br|em|i|img|kbd|p|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
_XREF_RE = re.compile(r"<xref:[^<>\s]+>")
_PLACEHOLDER_RE = re.compile(
    r"\{\w+\}|%(?:\d\$)?[sd]\b|\$[A-Za-z_]\w*|\$\([^()]+\)|%[A-Za-z]\w*%|(?<!\w)<[a-z]+(?:[-_ ][a-z]+)+>"
)
_NO_PLACEHOLDER_RE = re.compile(r"`[^`]*`|\]\([^()]*\)|https?://\S+")


def _common(pattern: re.Pattern[str], site: Site) -> list[re.Match[str]]:
    """Return what the translation has of a pattern, as often as the English."""
    return [
        match
        for match in pattern.finditer(site.target)
        if site.source.count(match.group()) == site.target.count(match.group())
    ]


def _image(site: Site, chance: Random) -> re.Match[str] | None:
    """Return an image of the file between this sentence and the next, or inside of it."""
    units = site.article.units
    end = units[site.index + 1].place.start if site.index + 1 < len(units) else len(site.article.text)
    inside = list(_IMAGE_RE.finditer(site.article.text, *site.unit.target_place)) if "![" in site.source else []
    if inside:
        shown = rendered(site.target)["image"] == len(inside)  # else some are code
        return chance.choice(inside) if shown else None
    start = site.unit.place.end
    if not site.is_witnessed or _FENCE_RE.search(site.article.text, start, end):
        return None
    found = list(_IMAGE_RE.finditer(site.article.text, start, end))
    return chance.choice(found) if found else None


def _near(site: Site, edit: Edit) -> Injection:
    units = site.article.units[site.index : site.index + 2]
    return Injection((edit,), frozenset(unit.id.unit for unit in units))


def image_lost(site: Site, chance: Random) -> Injection | None:
    """Take an image away."""
    match = _image(site, chance)
    return None if match is None else _near(site, Edit(Span(*match.span()), ""))


def alt_lost(site: Site, chance: Random) -> Injection | None:
    """Take the description of an image away."""
    match = _image(site, chance)
    if match is None or not match["alt"].strip():
        return None
    return _near(site, Edit(Span(*match.span("alt")), ""))


def code_changed(site: Site, chance: Random) -> str | None:
    """Change a character of a code span, as a correction of case or spelling does."""
    found = [match for match in _common(_CODE_RE, site) if re.search(r"[A-Za-z]", match["code"])]
    if not found or rendered(site.target)["code"] != rendered(site.source)["code"]:
        return None
    match = chance.choice(found)
    letters = [match.start("code") + at for at, char in enumerate(match["code"]) if char.isascii() and char.isalpha()]
    at = chance.choice(letters)
    old = site.target[at]
    new = chance.choice((old.swapcase(), "", chance.choice([one for one in "aeiou" if one != old.lower()])))
    text = replaced(site.target, Span(at, at + 1), new)
    return text if new or len(match["code"].strip()) > 1 else None


def tag_lost(site: Site, chance: Random) -> str | None:
    """Take an HTML tag away."""
    found = [match for match in _common(_TAG_RE, site) if rendered(site.target)["html"]]
    if not found:
        return None
    text = replaced(site.target, Span(*chance.choice(found).span()), "")
    return text if rendered(text)["html"] < rendered(site.target)["html"] else None


def xref_lost(site: Site, chance: Random) -> str | None:
    """Take a reference away, or its angle brackets."""
    found = _common(_XREF_RE, site)
    if not found:
        return None
    match = chance.choice(found)
    return replaced(site.target, Span(*match.span()), chance.choice(("", match.group()[1:-1])))


def placeholder_changed(site: Site, chance: Random) -> str | None:
    """Change or lose a placeholder outside of code; one that a reader replaces may have another name, and is lost."""
    text = _NO_PLACEHOLDER_RE.sub(lambda match: " " * len(match.group()), site.target)
    found = [match for match in _common(_PLACEHOLDER_RE, site) if text[match.start()] != " "]
    if not found:
        return None
    match = chance.choice(found)
    letter = re.search(r"[A-Za-z0-9]", match.group())
    is_for_readers = match.group()[0] in "{<" and not match.group()[1].isdigit()
    if letter is None or is_for_readers or chance.random() < 0.5:
        return replaced(site.target, Span(*match.span()), "")
    at = match.start() + letter.start()
    return replaced(site.target, Span(at, at), "x")


def residue(site: Site, chance: Random) -> str | None:
    """Leave what a translation engine puts in the place of markup."""
    places = word_places(site.target)
    if not places:
        return None
    place = chance.choice(places)
    word, number = site.target[place.start : place.end], chance.randrange(4)
    left = chance.choice(
        (f"#A{number} {word}", f"<a{number}>{word}</a{number}>", f"<a{number}>{word}", f"{word} #A{number}")
    )
    return replaced(site.target, place, left)


_IMAGES = ("*image*", "*link*", "*destination*", "missing-*")
_TAGS = ("*html*", "*tag*", "*xref*", "*reference*", "*placeholder*", "*variable*", "*link*", "literal-*")
KINDS = (
    Kind("image-lost", "an image is missing", Severity.ERROR, (*_IMAGES, "*structure*"), image_lost, ("brackets",),
         structural=True),
    Kind("alt-lost", "an image without its description", Severity.WARNING, ("*alt*", "*image*"), alt_lost, (),
         structural=True),
    Kind("code-changed", "a code span is not that of the English", Severity.ERROR, ("*code*", "literal-*"),
         in_target(code_changed), ("functions", "variables", "options", "filepaths")),
    Kind("tag-lost", "an HTML tag is missing", Severity.ERROR, _TAGS, in_target(tag_lost), ("xmltags",)),
    Kind("xref-lost", "a reference is missing or text", Severity.ERROR, _TAGS, in_target(xref_lost), ("xmltags",)),
    Kind("placeholder-changed", "a placeholder is changed or missing", Severity.ERROR, _TAGS,
         in_target(placeholder_changed), ("variables", "printf", "pythonbraceformat", "xmltags")),
    Kind("residue", "what an engine puts in the place of markup", Severity.ERROR, ("*residue*",),
         in_target(residue), ("xmltags",)),
)  # fmt: skip
