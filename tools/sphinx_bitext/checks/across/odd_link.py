"""The check `odd-link`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from ...markup.html_tags import parse_tag
from ...model import Certainty, Severity
from .._base import Hit, quote
from .._odd import Odd, Question
from .._odd_check import OddCheck
from .._odd_hits import Shown, others
from .._surprise import Deviation
from .._tokens import inline, neutral_locale

_HINTS = ("](", "<", "][", "//", "www.", "@")
# An address as text; it ends where the script of the sentence begins.
_ADDRESS_RE = re.compile(
    r"(?:https?|ftp)://[!-;=?-~]+|\bwww\.[!-;=?-~]+|"
    r"(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+"
)
_SKETCH_RE = re.compile(r"\]\([^\s()]*\)?|\]\[[^\[\]]*\]|<[^<>]*>|(?://|www\.)[!-;=?-~]*")
_LIKELY_FROM = 4
_LINK = "link"


class _Addresses(Question):
    def read(self, markdown: str, locale: str) -> Iterator[tuple[str, str]]:
        """Yield destinations of links as they are, addresses that stand as text in angle brackets.

        Images are compared with the English by checks of their own.
        """
        if not any(hint in markdown for hint in _HINTS):
            return
        parsed = inline(markdown)
        for node in parsed.of("link", "autolink", "html"):
            tag = parse_tag(node.content) if node.kind == "html" else None
            url = tag.attributes.get("href", "") if tag else node.url
            if url:
                yield neutral_locale(url, locale), url
        for match in _ADDRESS_RE.finditer(parsed.plain):
            url = match[0].rstrip(".,;:!?)]'\"*")
            if url in markdown:
                yield f"<{neutral_locale(url, locale).casefold()}>", url

    def sketch(self, markdown: str) -> tuple[str, ...] | None:
        if "@" in markdown:
            return None
        return tuple(sorted(_SKETCH_RE.findall(markdown)))

    def kind(self, value: str) -> str:
        return "text" if value.startswith("<") else _LINK

    def speaks_of_english(self, kind: str) -> bool:
        return kind == _LINK


class OddLink(OddCheck):
    """One locale alone has or lacks an address, or the English has one that the locales agree in having otherwise.

    Why it matters: readers of one language are sent elsewhere, or nowhere. Where all locales agree against the English,
    the English or its import has lost the link.

    Bad:

        en-US  [Pay](/pay)    lv-LV  [Maksāt](/pay)    sv-SE  [Betala](/pa)     tr-TR  [Öde](/pay)

    Good:

        en-US  [Pay](/pay)    lv-LV  [Maksāt](/pay)    sv-SE  [Betala](/pay)    tr-TR  [Öde](/pay)

    How to fix: copy the address from the English. The locale inside an address is no difference.
    """

    code: ClassVar[str] = "odd-link"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"link-destination", "link-lost", "link-dead", "link-added"})

    def question(self) -> Question:
        """Return what reads addresses."""
        return _Addresses()

    def hit(self, odd: Odd, one: Shown) -> Hit | None:
        """Return a hit for a sentence that alone has or lacks an address."""
        if one.partial:
            return None
        if odd.cell is None:
            return one.hit(_english_message(one), Severity.WARNING, Certainty.POSSIBLE)
        return one.hit(_message(one), *_grade(one))


def _grade(one: Shown) -> tuple[Severity, Certainty]:
    severity = Severity.ERROR if one.lost else Severity.WARNING
    if any(deviation.kind == _LINK for deviation in (*one.lost, *one.added)):
        return severity, Certainty.CERTAIN
    return severity, Certainty.LIKELY if one.others >= _LIKELY_FROM else Certainty.POSSIBLE


def _message(one: Shown) -> str:
    if one.lost and one.added:
        return f"Leads to {_quoted(one.added)} where {others(one.others)} lead to {_quoted(one.lost)}"
    if one.added:
        return f"Leads to {_quoted(one.added)}, which {others(one.others)} do not"
    as_text = all(deviation.value in one.target for deviation in one.lost)
    dead = ": the address stands there as text" if as_text else ""
    return f"Does not lead to {_quoted(one.lost)} as {others(one.others)} do{dead}"


def _english_message(one: Shown) -> str:
    verdict = "the English, or its import, is to blame"
    locales = f"{one.others:,} locales"
    if not one.added:
        return f"{locales} lead to {_quoted(one.lost)}, the English does not: {verdict}"
    instead = f"{locales} to {_quoted(one.lost)}" if one.lost else f"{locales} do not"
    return f"The English leads to {_quoted(one.added)}, {instead}: {verdict}"


def _quoted(deviations: Sequence[Deviation]) -> str:
    return ", ".join(quote(one.value.strip("<>")) for one in deviations)
