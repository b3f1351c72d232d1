"""The checks: `BUILTIN` in order, and `run_checks` over one bitext."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Bitext, Finding
from ..text import LineIndex
from ._base import Check, CheckDoc, Hit, check_doc
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

__all__ = ["BUILTIN", "Check", "CheckDoc", "Hit", "check_doc", "run_checks"]

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
    ContentLocale(),
    TranslationTypeKnown(),
)
"""All checks that come with the product, in the order in which they are documented."""


def run_checks(bitext: Bitext, checks: Sequence[Check] = BUILTIN) -> tuple[Finding, ...]:
    """Return what `checks` find in one bitext, worst and surest first, each finding once.

    An exception of a check is a bug and goes through to the caller.
    """
    found = [(check, hit) for check in checks for hit in check.run(bitext)]
    if not found:
        return ()
    index = LineIndex(bitext.target.text)
    findings = dict.fromkeys(_finding(bitext, index, check, hit) for check, hit in found)
    return tuple(sorted(findings, key=lambda finding: finding.sort_key))


def _finding(bitext: Bitext, index: LineIndex, check: Check, hit: Hit) -> Finding:
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
    )
