"""Reads `tests/spec/checks/<code>.md`: cases as text, each with what one check must find in it and nothing else.

A case is a heading `## what it shows`, then fenced blocks (`~~~`) whose info is a locale: deliveries of one article, as
they come; `en-US` is the English that writers gave. `{hash}` in a delivery stands for the SHA-1 of that English. The
block `glossary` is the project's table of terms. The block `expect` has one line a finding, or `nothing`:

    sv-SE 5:1 error certain missing-segment 105 -- part of the message

The unit is `-` where no unit is concerned; the part of the message may be left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.checks import AnyCheck, Check, CorpusCheck, run_checks, run_corpus_checks, with_glossary
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Bitext, Finding
from sphinx_bitext.terms.glossary import parse_glossary

GLOSSARY = "glossary"
FOLDER = Path(__file__).parent.parent / "spec" / "checks"
_PIECE_RE = re.compile(r"^## +(?P<title>[^\n]+)$|^~~~ (?P<info>\S+)\n(?P<text>.*?)^~~~$", re.MULTILINE | re.DOTALL)
_EXPECTED_RE = re.compile(
    r"(?P<place>\S+ \d+:\d+ (?:error|warning|info) (?:certain|likely|possible) \S+ \S+)(?: -- (?P<part>.+))?"
)


class SpecError(Exception):
    """A spec file that is not as this module's docstring says."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a spec file."""

    code: str
    title: str
    deliveries: tuple[tuple[str, str], ...]
    """(locale, text of the file)."""
    expected: tuple[tuple[str, str], ...]
    """(`locale line:column severity certainty code unit`, part of the message), sorted."""

    @property
    def fires(self) -> bool:
        return bool(self.expected)


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of one spec file."""
    text = path.read_text("utf-8")
    cases: dict[str, list[tuple[str, str]]] = {}
    for match in _PIECE_RE.finditer(text):
        if match["title"]:
            if match["title"] in cases:
                raise SpecError(f"{path.name}: two cases are named {match['title']!r}")
            cases[match["title"]] = []
        elif cases:
            cases[list(cases)[-1]].append((match["info"], match["text"]))
    if not cases or "~~~" in _PIECE_RE.sub("", text):
        raise SpecError(f"{path.name}: no cases, or a fence outside of a case or not closed")
    return tuple(_case(path.stem, title, blocks) for title, blocks in cases.items())


def all_cases() -> Iterator[Case]:
    """Yield the cases of all spec files."""
    for path in sorted(FOLDER.glob("*.md")):
        yield from read_cases(path)


def _case(code: str, title: str, blocks: list[tuple[str, str]]) -> Case:
    deliveries = [(info, text) for info, text in blocks if info != "expect"]
    expects = [text for info, text in blocks if info == "expect"]
    if len(expects) != 1 or not deliveries:
        raise SpecError(f"{code}: {title}: wants deliveries and one `expect`")
    english = next((text for info, text in deliveries if info == "en-US"), None)
    if english is not None:
        digest = hashlib.sha1(english.encode(), usedforsecurity=False).hexdigest()
        deliveries = [(locale, text.replace("{hash}", digest)) for locale, text in deliveries]
    return Case(code, title, tuple(deliveries), tuple(sorted(_expected(code, title, expects[0]))))


def _expected(code: str, title: str, text: str) -> Iterator[tuple[str, str]]:
    if text.strip() == "nothing":
        return
    for line in text.splitlines():
        match = _EXPECTED_RE.fullmatch(line.strip())
        if not match or match["place"].split()[4] != code:
            raise SpecError(f"{code}: {title}: not a finding: {line!r}")
        yield match["place"], match["part"] or ""


def align(case: Case) -> tuple[Bitext, ...]:
    """Return the bitexts of the deliveries of a case, as the product makes them."""
    articles = (
        parse_article(text, path="article.md", locale=locale, file=f"{locale}/article.md")
        for locale, text in case.deliveries
        if locale != GLOSSARY
    )
    return align_articles(articles).bitexts


def findings(case: Case, check: AnyCheck) -> tuple[Finding, ...]:
    """Return what one check finds in all deliveries of a case."""
    bitexts = align(case)
    terms = [term for info, text in case.deliveries if info == GLOSSARY for term in parse_glossary(text, GLOSSARY)]
    if isinstance(check, CorpusCheck):
        return run_corpus_checks(bitexts, [check])
    assert isinstance(check, Check)
    checks = with_glossary(terms, [check])
    return tuple(finding for bitext in bitexts for finding in run_checks(bitext, checks))


def place_of(finding: Finding) -> str:
    """Return a finding in the spelling of a spec file, without its message."""
    where = f"{finding.locale} {finding.line}:{finding.column}"
    return f"{where} {finding.severity} {finding.certainty} {finding.code} {finding.unit or '-'}"
