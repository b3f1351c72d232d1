"""The English of one article: given by a file, or rebuilt from what its deliveries carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from ..markup.article import build_side, parse_article
from ..model import Article, English
from .addresses import SOURCE_LOCALE
from .groups import Group
from .guesses import tell
from .numbering import number
from .proof import matches
from .search import Subject
from .sides import english_side

__all__ = ["SOURCE_LOCALE", "Group", "given_english", "rebuilt_english", "subject_of"]

Proof = Literal["proven", "unproven", "mismatch"]


def given_english(given: Article, groups: Sequence[Group]) -> English:
    """Return English that a file gives, proven or not by the hash of one of the groups."""
    hashes = [group for group in groups if group.hash]
    proven = next((group for group in hashes if group.hash and matches(given.text, group.hash)), None)
    master = proven or next((group for group in groups if group.side), None)
    side = number(build_side(given, "target"), master.side if master else None)
    units = {unit: side.text[start:end] for unit, start, end in side.units}
    votes: Mapping[str, int] = {}
    voters = 0
    if master is not None and master.side is not None:
        units, votes, voters = {**master.units, **units}, master.votes, master.voters
    proof: Proof = "proven" if proven else ("mismatch" if hashes else "unproven")
    found = proven.hash if proven else (hashes[0].hash if hashes else None)
    return English(given, "given", proof, found, units, votes, voters, side)


def rebuilt_english(path: str, group: Group, text: str, *, proven: bool) -> English:
    """Return English that was rebuilt from the spans of a group; `text` is the whole file."""
    article = parse_article(text, path=path, locale=SOURCE_LOCALE)
    side = number(build_side(article, "target"), group.side)
    # What was proven may differ from what the deliveries have, which lose white space and add escapes.
    units = {**group.units, **{unit: side.text[start:end] for unit, start, end in side.units}}
    proof: Proof = "proven" if proven else "unproven"
    return English(article, "rebuilt", proof, group.hash, units, group.votes, group.voters, side)


def subject_of(group: Group, *, searched: bool = True) -> Subject:
    """Return what the search for the English file of a group needs; the group must have a side.

    What single deliveries have for the English text is left out where nothing is to be `searched`.
    """
    carriers = [article for article in group.deliveries if article.has_spans]
    bodies = [group.side.text if group.side else ""]
    if searched:
        bodies += [english_side(article).text for article in carriers]
    return Subject(group.hash or "", carriers[0], tuple(dict.fromkeys(bodies)), tell(group.deliveries))
