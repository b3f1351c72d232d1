"""The checks: `BUILTIN` over one bitext, `ACROSS` over a corpus, in the order in which they are documented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model import Bitext, Finding
from ..text import LineIndex
from ._base import AnyCheck, Check, CheckDoc, CorpusCheck, Hit, check_doc
from .markup.emphasis_lost import EmphasisLost
from .markup.link_destination import LinkDestination
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
    "Check",
    "CheckDoc",
    "CorpusCheck",
    "Hit",
    "check_doc",
    "run_checks",
    "run_corpus_checks",
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
    LinkDestination(),
    EmphasisLost(),
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
)
"""The checks of a corpus: one locale beside the others, one article beside the others."""

ALL: tuple[AnyCheck, ...] = BUILTIN + ACROSS
"""All checks that come with the product, in the order in which they are documented."""

_COVERS: Mapping[str, frozenset[str]] = {check.code: check.covers for check in ALL if check.covers}


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
    indices: dict[int, LineIndex] = {}
    findings: dict[Finding, None] = {}
    for check in checks:
        for bitext, hit in check.run(bitexts):
            index = indices.get(id(bitext)) or indices.setdefault(id(bitext), LineIndex(bitext.target.text))
            findings[_finding(bitext, index, check, hit)] = None
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def without_covered(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those that another one of the same sentence makes superfluous."""
    covered: set[tuple[str, str, str, str]] = set()
    for one in findings:
        if one.unit is not None and one.code in _COVERS:
            covered |= {(one.locale, one.article, one.unit, code) for code in _COVERS[one.code]}
    return [one for one in findings if (one.locale, one.article, one.unit, one.code) not in covered]


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
