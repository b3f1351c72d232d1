"""The checks: `BUILTIN` over one bitext, `ACROSS` over a corpus, in the order in which they are documented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..alignment.addresses import SOURCE_LOCALE
from ..model import Bitext, Finding, Severity
from ..terms.glossary import Term
from ..text import LineIndex
from ._base import AnyCheck, Check, CheckDoc, CorpusCheck, Hit, check_doc
from .across.odd_code import OddCode
from .across.odd_emphasis import OddEmphasis
from .across.odd_link import OddLink
from .across.odd_number import OddNumber
from .across.odd_term import OddTerm
from .content.cjk_space import CjkSpace
from .content.do_not_translate import DoNotTranslate
from .content.double_space import DoubleSpace
from .content.edge_space import EdgeSpace
from .content.final_punctuation import FinalPunctuation
from .content.french_space import FrenchSpace
from .content.invisible_characters import InvisibleCharacters
from .content.link_host import LinkHost
from .content.literal_changed import LiteralChanged
from .content.number import NumberDiffers
from .content.number_format import NumberFormat
from .content.shortcut_changed import ShortcutChanged
from .content.space_before_mark import SpaceBeforeMark
from .content.space_missing import SpaceMissing
from .content.term_not_used import TermNotUsed
from .content.wrong_language import WrongLanguage
from .content.wrong_script import WrongScript
from .markup.emphasis_lost import EmphasisLost
from .markup.link_destination import LinkDestination
from .metadata.content_locale import ContentLocale
from .metadata.translation_type import TranslationTypeKnown
from .parity.duplicate_unit import DuplicateUnit
from .parity.empty_target import EmptyTarget
from .parity.english_mismatch import EnglishMismatch
from .parity.extra_segment import ExtraSegment
from .parity.malformed_unit import MalformedUnit
from .parity.missing_segment import MissingSegment
from .parity.stale_source import StaleSource
from .parity.unit_order import UnitOrder
from .parity.untranslated import Untranslated

__all__ = [
    "ACROSS",
    "ALL",
    "BUILTIN",
    "AnyCheck",
    "Check",
    "CheckDoc",
    "CorpusCheck",
    "Hit",
    "check_doc",
    "run_checks",
    "run_corpus_checks",
    "with_glossary",
    "without_covered",
]

BUILTIN: tuple[Check, ...] = (
    MissingSegment(),
    ExtraSegment(),
    DuplicateUnit(),
    UnitOrder(),
    MalformedUnit(),
    EmptyTarget(),
    Untranslated(),
    StaleSource(),
    EnglishMismatch(),
    LinkDestination(),
    EmphasisLost(),
    NumberDiffers(),
    NumberFormat(),
    LiteralChanged(),
    ShortcutChanged(),
    FinalPunctuation(),
    SpaceBeforeMark(),
    SpaceMissing(),
    DoubleSpace(),
    EdgeSpace(),
    FrenchSpace(),
    CjkSpace(),
    WrongScript(),
    WrongLanguage(),
    TermNotUsed(),
    DoNotTranslate(),
    InvisibleCharacters(),
    LinkHost(),
    ContentLocale(),
    TranslationTypeKnown(),
)
"""The checks of one bitext."""

ACROSS: tuple[CorpusCheck, ...] = (
    OddNumber(),
    OddLink(),
    OddCode(),
    OddEmphasis(),
    OddTerm(),
)
"""The checks of a corpus: one locale beside the others, one article beside the others."""

ALL: tuple[AnyCheck, ...] = BUILTIN + ACROSS
"""All checks that come with the product, in the order in which they are documented."""

_COVERS: Mapping[str, frozenset[str]] = {check.code: check.covers for check in ALL if check.covers}


def with_glossary(terms: Sequence[Term], checks: Sequence[Check] = BUILTIN) -> tuple[Check, ...]:
    """Return the checks with those of terms made to ask for these."""
    made: dict[type[Check], Check] = {TermNotUsed: TermNotUsed(terms), DoNotTranslate: DoNotTranslate(terms)}
    return tuple(made.get(type(check), check) for check in checks)


def run_checks(bitext: Bitext, checks: Sequence[Check] = BUILTIN) -> tuple[Finding, ...]:
    """Return what `checks` find in one bitext, worst and surest first, each finding once.

    An exception of a check is a bug and goes through to the caller.
    """
    found = [(check, hit) for check in checks for hit in check.run(bitext)]
    if not found:
        return ()
    index = LineIndex(bitext.target.text)
    findings = dict.fromkeys(_finding(bitext, index, check, hit) for check, hit in found)
    return tuple(without_covered(sorted(findings, key=lambda finding: finding.sort_key)))


def run_corpus_checks(bitexts: Sequence[Bitext], checks: Sequence[CorpusCheck] = ACROSS) -> tuple[Finding, ...]:
    """Return what `checks` find in a corpus, worst and surest first, each finding once."""
    indices: dict[tuple[str, str], LineIndex] = {}
    findings: dict[Finding, None] = {}
    for check in checks:
        for bitext, hit in check.run(bitexts):
            key = (bitext.locale, bitext.target.path)
            if key not in indices:
                indices[key] = LineIndex(bitext.target.text)
            findings[_finding(bitext, indices[key], check, hit)] = None
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def without_covered(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those that another one of the same sentence makes superfluous.

    A finding of the English makes those of all locales superfluous; a note makes only notes so.
    """
    covered: dict[tuple[str, str, str, str], bool] = {}
    for one in findings:
        if one.unit is not None and one.code in _COVERS:
            for code in _COVERS[one.code]:
                key = (one.locale, one.article, one.unit, code)
                covered[key] = covered.get(key, False) or one.severity is not Severity.INFO
    return [one for one in findings if not _is_covered(one, covered)] if covered else list(findings)


def _is_covered(one: Finding, covered: Mapping[tuple[str, str, str, str], bool]) -> bool:
    """`covered` says of each code of a sentence whether more than its notes are superfluous."""
    for locale in (one.locale, SOURCE_LOCALE):
        more_than_notes = covered.get((locale, one.article, one.unit or "", one.code))
        if more_than_notes or (more_than_notes is not None and one.severity is Severity.INFO):
            return True
    return False


def _finding(bitext: Bitext, index: LineIndex, check: AnyCheck, hit: Hit) -> Finding:
    article = bitext.target
    line, column = index.position(hit.place.start)
    end_line, end_column = index.position(hit.place.end)
    return Finding(
        code=check.code,
        severity=hit.severity or check.severity,
        certainty=hit.certainty or check.certainty,
        locale=article.locale,
        article=article.docname,
        unit=hit.unit,
        path=article.file or article.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        message=hit.message,
        source=hit.source,
        target=hit.target,
        source_marks=hit.source_marks,
        target_marks=hit.target_marks,
        surprise=hit.surprise,
    )
