"""The pseudo-locale: English that looks foreign, to see layout and strings that nobody can translate.

Letters get accents, texts grow by a third and stand in brackets. So an untranslatable string is one without accents, a
text that was cut or put together of pieces is one without its bracket, and a layout that is too tight breaks.
"""

from __future__ import annotations

import re

PSEUDO_LOCALE = "qps-ploc"
"""The tag that is in use for such text; `qps` is set aside for private use."""

_ACCENTS = str.maketrans("AaBCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz", "ÅåßÇçĐđÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž")
_KEPT_RE = re.compile(
    r"&#?\w{1,32};|(?:https?|ftp|mailto):\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|\{[^{}\n]{0,60}\}|(?<!\w)%\w|\\."
    r"|\[![^\[\]\n]*\]|^[ \t]*:::.*$",
    re.MULTILINE,
)
"""What stays as it is: entities, addresses, placeholders, escapes, directives of the platform's Markdown."""
_GROWTH = 0.35
_FILLER = "·····"


def is_pseudo(tag: str) -> bool:
    """Say whether a BCP 47 tag is that of the pseudo-locale."""
    return tag.lower() == PSEUDO_LOCALE


def accented(text: str) -> str:
    """Return text with accents on its letters."""
    pieces: list[str] = []
    position = 0
    for match in _KEPT_RE.finditer(text):
        pieces += [text[position : match.start()].translate(_ACCENTS), match.group()]
        position = match.end()
    return "".join([*pieces, text[position:].translate(_ACCENTS)])


def framed(text: str, letters: int) -> str:
    """Return a text of so many `letters` in brackets, with fillers that make it a third longer."""
    more = round(letters * _GROWTH)
    fillers = [_FILLER[: more - start] for start in range(0, more, len(_FILLER))]
    return f"⟦{' '.join([text, *fillers])}⟧"
