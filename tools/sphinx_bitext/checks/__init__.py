"""The checks: `BUILTIN` over one bitext, `ACROSS` over a corpus, in the order in which they are documented."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from ..alignment.addresses import SOURCE_LOCALE
from ..model import Bitext, Finding, Severity
from ..terms.glossary import Term
from ._article_run import ArticleRun
from ._articles import ArticleCheck
from ._base import AnyCheck, Check, CheckDoc, CorpusCheck, Hit, check_doc
from ._corpus import by_path
from ._evidence import Evidence, LocaleCheck
from ._finding import Lines, finding_at
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
from .markup.alt_text_lost import AltTextLost
from .markup.alt_text_untranslated import AltTextUntranslated
from .markup.block_marker import BlockMarker
from .markup.code_added import CodeAdded
from .markup.code_changed import CodeChanged
from .markup.emphasis_added import EmphasisAdded
from .markup.emphasis_elsewhere import EmphasisElsewhere
from .markup.emphasis_lost import EmphasisLost
from .markup.emphasis_moved import EmphasisMoved
from .markup.emphasis_not_rendered import EmphasisNotRendered
from .markup.engine_residue import EngineResidue
from .markup.html_parity import HtmlParity
from .markup.image_added import ImageAdded
from .markup.image_lost import ImageLost
from .markup.link_added import LinkAdded
from .markup.link_anchor import LinkAnchor
from .markup.link_dead import LinkDead
from .markup.link_destination import LinkDestination
from .markup.link_empty import LinkEmpty
from .markup.link_lost import LinkLost
from .markup.link_text import LinkText
from .markup.markup_glued import MarkupGlued
from .markup.placeholder_parity import PlaceholderParity
from .markup.too_many_brackets import TooManyBrackets
from .markup.unbalanced_brackets import UnbalancedBrackets
from .markup.unbalanced_quotes import UnbalancedQuotes
from .markup.xref_parity import XrefParity
from .metadata.content_locale import ContentLocale
from .metadata.handoff_date import HandoffDate
from .metadata.metadata_keys import MetadataKeys
from .metadata.source_hash import SourceHash
from .metadata.translation_type import TranslationTypeKnown
from .metadata.untranslated_metadata import UntranslatedMetadata
from .parity.block_structure import BlockStructure
from .parity.duplicate_unit import DuplicateUnit
from .parity.empty_target import EmptyTarget
from .parity.english_mismatch import EnglishMismatch
from .parity.extra_segment import ExtraSegment
from .parity.inconsistent_translation import InconsistentTranslation
from .parity.length_ratio import LengthRatio
from .parity.malformed_unit import MalformedUnit
from .parity.missing_segment import MissingSegment
from .parity.repeated_phrase import RepeatedPhrase
from .parity.repeated_word import RepeatedWord
from .parity.stale_source import StaleSource
from .parity.unit_order import UnitOrder
from .parity.untranslated import Untranslated

__all__ = [
    "ACROSS",
    "ALL",
    "BUILTIN",
    "AnyCheck",
    "ArticleCheck",
    "ArticleRun",
    "Check",
    "CheckDoc",
    "CorpusCheck",
    "CorpusRun",
    "Evidence",
    "Hit",
    "LocaleCheck",
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
    BlockStructure(),
    MalformedUnit(),
    EmptyTarget(),
    RepeatedPhrase(),
    StaleSource(),
    EnglishMismatch(),
    EmphasisNotRendered(),
    EmphasisLost(),
    EmphasisAdded(),
    EmphasisMoved(),
    MarkupGlued(),
    LinkDead(),
    LinkLost(),
    LinkDestination(),
    LinkAnchor(),
    LinkEmpty(),
    LinkAdded(),
    LinkText(),
    ImageLost(),
    ImageAdded(),
    AltTextUntranslated(),
    CodeChanged(),
    CodeAdded(),
    HtmlParity(),
    XrefParity(),
    PlaceholderParity(),
    BlockMarker(),
    TooManyBrackets(),
    UnbalancedBrackets(),
    UnbalancedQuotes(),
    EngineResidue(),
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
    UntranslatedMetadata(),
)
"""The checks of one bitext."""

ACROSS: tuple[CorpusCheck, ...] = (
    Untranslated(),
    LengthRatio(),
    RepeatedWord(),
    InconsistentTranslation(),
    SourceHash(),
    HandoffDate(),
    MetadataKeys(),
    AltTextLost(),
    EmphasisElsewhere(),
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
    lines = Lines()
    findings = dict.fromkeys(finding_at(lines.place(bitext, hit.place), check, hit) for check, hit in found)
    return tuple(without_covered(tuple(findings)))


class CorpusRun:
    """The checks of a corpus, while it is read: what they need of an article is taken while its texts are at hand."""

    def __init__(self, checks: Sequence[CorpusCheck] = ACROSS) -> None:
        self._of_articles = article_run(checks)
        self._of_locales = [check for check in checks if isinstance(check, LocaleCheck)]
        self._evidence: dict[str, list[tuple[LocaleCheck, Evidence]]] = {}

    def read(self, bitext: Bitext) -> None:
        """Read one article for the checks of its locale; those of a locale come in the order of their paths."""
        if bitext.locale not in self._evidence:
            asked = ((check, check.evidence(bitext.locale)) for check in self._of_locales)
            self._evidence[bitext.locale] = [(check, found) for check, found in asked if found is not None]
        for _, evidence in self._evidence[bitext.locale]:
            evidence.add(bitext)

    def read_article(self, bitexts: Sequence[Bitext]) -> None:
        """Read one article in all its locales, for the checks that compare these."""
        self._of_articles.read(bitexts)

    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong, worst and surest first, each finding once."""
        lines = Lines()
        findings: dict[Finding, None] = {}
        for _, found in sorted(self._evidence.items()):
            for check, evidence in found:
                for bitext, hit in evidence.hits():
                    findings[finding_at(lines.place(bitext, hit.place), check, hit)] = None
        findings |= dict.fromkeys(self._of_articles.findings())
        return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def article_run(checks: Sequence[CorpusCheck] = ACROSS) -> ArticleRun:
    """Return those of the checks that compare the locales of each article, asked nothing yet."""
    return ArticleRun([check for check in checks if isinstance(check, ArticleCheck)])


def run_corpus_checks(bitexts: Sequence[Bitext], checks: Sequence[CorpusCheck] = ACROSS) -> tuple[Finding, ...]:
    """Return what `checks` find in a corpus, worst and surest first, each finding once."""
    run = CorpusRun(checks)
    for _, locales in by_path(bitexts):
        run.read_article(locales)
        for bitext in locales:
            run.read(bitext)
    return run.findings()


def without_covered(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those that another one of the same sentence makes superfluous, worst first.

    What stays is as severe as the worst of what it stands for. A finding of the English stands for those of all
    locales; a note stands for notes alone.
    """
    by_sentence: dict[tuple[str, str, str], list[int]] = {}
    for index, one in enumerate(findings):
        if one.unit is not None:
            by_sentence.setdefault((one.article, one.unit, one.code), []).append(index)
    gone: set[int] = set()
    severities: dict[int, Severity] = {}
    for index, one in enumerate(findings):
        for code in _COVERS.get(one.code, ()) if one.unit is not None else ():
            for other in by_sentence.get((one.article, one.unit or "", code), ()):
                if _stands_for(one, findings[other]):
                    gone.add(other)
                    severities[index] = min(severities.get(index, one.severity), findings[other].severity, key=_rank)
    kept = (
        dataclasses.replace(one, severity=severities[index]) if index in severities else one
        for index, one in enumerate(findings)
        if index not in gone
    )
    return sorted(kept, key=lambda finding: finding.sort_key)


def _stands_for(one: Finding, other: Finding) -> bool:
    if one.severity is Severity.INFO and other.severity is not Severity.INFO:
        return False
    return one.locale in (other.locale, SOURCE_LOCALE)


def _rank(severity: Severity) -> int:
    return severity.rank
