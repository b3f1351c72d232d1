"""Which English an exported article is a translation of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..alignment.corpus import align_draft
from ..alignment.english import rebuilt_english
from ..alignment.groups import Group, group_deliveries
from ..alignment.masters import Draft
from ..model import Article, Bitext
from .build import Source, build_source
from .lookup import Lookup
from .po import Catalog


class ExportBase(NamedTuple):
    """What an export starts from."""

    source: Source
    bitext: Bitext | None
    """The delivery, aligned with that English."""
    renewed: bool
    """Whether the catalog has left the English of the delivery behind."""


def export_base(
    source: Source, bitext: Bitext | None, deliveries: Sequence[Article], catalog: Catalog | None
) -> ExportBase:
    """Return the English that the delivery was made from, or the one at hand where people brought the catalog up to it.

    So an export is always a translation of the English whose hash it names. `source` is the English at hand,
    `deliveries` are those of the article in all locales: one of them may carry the older English.
    """
    if bitext is None or not bitext.stale:
        return ExportBase(source, bitext, renewed=False)
    if _is_up_to_date(source, catalog):
        return ExportBase(source, bitext, renewed=True)
    group = next(one for one in group_deliveries(deliveries) if bitext.target in one.deliveries)
    if group.side is None:
        return ExportBase(source, bitext, renewed=False)
    return _former(source, group, bitext)


def _is_up_to_date(source: Source, catalog: Catalog | None) -> bool:
    lookup = Lookup(catalog)
    entries = [lookup.entry_of(source, message) for message in source.messages]
    whole = all(entry is not None and not entry.fuzzy for entry in entries)
    return whole and any(entry is not None and entry.edited for entry in entries)


def _former(source: Source, group: Group, bitext: Bitext) -> ExportBase:
    """Return the English of an older group, as its deliveries carry it, and a delivery aligned with it."""
    assert group.side is not None
    article = source.english.article
    english = rebuilt_english(article.path, group, article.text[: article.body_start] + group.side.text, proven=False)
    aligned = align_draft(Draft(article.path, (group,)), english)
    found = next(one for one in aligned.bitexts if one.locale == bitext.locale)
    return ExportBase(build_source(english), found, renewed=False)
