"""The check `link-host`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import ClassVar, NamedTuple

from ...model import Bitext, Certainty, Severity, Span
from .._addresses import domain_of, neutral_host, parse_address, raw_hosts
from .._base import Check, Hit, quote
from .._pairing import Passage, passages
from .._scripts import letter_script
from .._tokens import inline

_JAPANESE = frozenset({"CJK", "HIRAGANA", "KATAKANA"})


class LinkHost(Check):
    """A link of the translation leads to a host that the English does not name, or hides where it leads.

    Why it matters: nobody chose that place. It may be a slip, or somebody else's page that looks like yours.

    Bad:

        [Sign in](https://portal.contoso.com).   ->   [Logga in](https://portal.contoso.com@fabrikam.example).

    Good:

        [Sign in](https://portal.contoso.com).   ->   [Logga in](https://portal.contoso.com).

    How to fix: copy the address from the English. A host that differs by the language alone, as en.contoso.com and
    sv.contoso.com do, is fine, and so is any host that the English of the article links to.
    """

    code: ClassVar[str] = "link-host"
    severity: ClassVar[Severity] = Severity.ERROR
    certainty: ClassVar[Certainty] = Certainty.LIKELY
    covers: ClassVar[frozenset[str]] = frozenset({"link-destination"})

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        """Yield a hit for each address of each passage."""
        read = [one for one in passages(bitext) if _may_lead_elsewhere(one)]
        if not read:
            return
        known = _known(bitext)
        for passage in read:
            english = set(inline(passage.source).destinations)
            for url in dict.fromkeys(inline(passage.target).destinations):
                if url in english:
                    continue
                verdict = _verdict(url, known, bitext.locale)
                if verdict:
                    yield _hit(passage, url, verdict)


class _Verdict(NamedTuple):
    message: str
    host: str
    severity: Severity
    certainty: Certainty


def _may_lead_elsewhere(passage: Passage) -> bool:
    if "](" not in passage.target and "<" not in passage.target:
        return False
    new = set(inline(passage.target).destinations).difference(inline(passage.source).destinations)
    return bool(new) and bool(raw_hosts(passage.target) - raw_hosts(passage.source))


def _known(bitext: Bitext) -> frozenset[str]:
    """Return the hosts that the English of the article links to."""
    found = (url for one in passages(bitext) if raw_hosts(one.source) for url in inline(one.source).destinations)
    return frozenset(address.host for url in found if (address := parse_address(url)))


def _verdict(url: str, known: Collection[str], locale: str) -> _Verdict | None:
    address = parse_address(url)
    if not address:
        return None
    host = address.host
    if address.user:
        message = f"The address hides its host: it leads to {quote(host)}, not to {quote(address.user)}"
        return _Verdict(message, host, Severity.ERROR, Certainty.CERTAIN)
    if host in known:
        return None
    for label in host.split("."):
        scripts = {letter_script(char) for char in label} - {""}
        if len(scripts) > 1 and not scripts <= _JAPANESE:
            names = " and ".join(sorted(script.title() for script in scripts))
            message = f"The host {quote(host)} mixes {names} letters"
            return _Verdict(message, host, Severity.ERROR, Certainty.CERTAIN)
    if neutral_host(host, locale) in {neutral_host(one, locale) for one in known}:
        return None
    is_near = domain_of(host) in {domain_of(one) for one in known}
    message = f"The English of the article links nowhere to {quote(host)}"
    return _Verdict(message, host, Severity.WARNING if is_near else Severity.ERROR, Certainty.LIKELY)


def _hit(passage: Passage, url: str, verdict: _Verdict) -> Hit:
    one = next((one for one in passage.sentences if _place(one.target, url, verdict.host)), passage.sentences[0])
    place = _place(one.target, url, verdict.host)
    lost = set(inline(one.source).destinations) - set(inline(one.target).destinations)
    source_marks = tuple(
        sorted(
            Span(one.source.index(gone), one.source.index(gone) + len(gone))
            for gone in lost
            if gone and gone in one.source
        )
    )
    return Hit(
        verdict.message,
        one.place,
        one.unit,
        one.source,
        one.target,
        verdict.severity,
        max(verdict.certainty, passage.certainty, key=lambda grade: grade.rank),
        source_marks if len(source_marks) == 1 else (),
        (place,) if place else (),
    )


def _place(markdown: str, url: str, host: str) -> Span | None:
    """Return where an address stands, else its host: the parser may have spelt the rest anew."""
    for wanted, text in ((url, markdown), (host, markdown.lower())):
        at = text.find(wanted) if len(text) == len(markdown) else -1
        if at >= 0:
            return Span(at, at + len(wanted))
    return None
