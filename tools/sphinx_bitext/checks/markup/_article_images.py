"""Images of whole articles.

What stands between the sentences of a delivery with spans stands on both its sides: that an image there is lost shows
beside the English of the article alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ...model import Bitext, Block, Segment, Span
from .._base import body_place
from .._inline import Node
from .._memo import Same
from .._pairing import passages
from ._images import compare_images, image_key, images, may_have_images

_READ_KINDS = frozenset({"heading", "paragraph", "cell", "html"})
_FEWEST = 3
"""Deliveries that must carry an English of which no hash says that it is the true one."""


class Placed(NamedTuple):
    """An image in its article."""

    key: str
    """What it is compared by."""
    node: Node
    block: Block
    pair: int
    """Index of the pair of blocks it stands in."""


class Spot(NamedTuple):
    """Where a finding about an image stands."""

    place: Span
    unit: str | None
    """Of the sentence before it."""


def is_written(bitext: Bitext) -> bool:
    """Say whether a writer's English is at hand, byte for byte: one that is put together has no alternative texts."""
    english = bitext.english
    return _is_current(bitext) and english is not None and (english.origin == "given" or english.proof == "proven")


def _is_known(bitext: Bitext) -> bool:
    """Say whether the English at hand is surely what a delivery was made from, images included."""
    many = bitext.english is not None and bitext.english.voters >= _FEWEST
    return is_written(bitext) or (_is_current(bitext) and many)


def _is_current(bitext: Bitext) -> bool:
    return bitext.english is not None and not bitext.stale and bitext.english.proof != "mismatch"


def source_images(bitext: Bitext) -> tuple[Placed, ...]:
    """Return the images of the English in reading order."""
    english = bitext.english
    return _images(Same(bitext))[0] if english is not None and may_have_images(english.side.text) else ()


def target_images(bitext: Bitext) -> tuple[Placed, ...]:
    """Return the images of the delivery in reading order."""
    return _images(Same(bitext))[1] if may_have_images(bitext.target.text) else ()


@lru_cache(maxsize=16)
def _images(same: Same[Bitext]) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
    pairs, locale = same.value.pairs, same.value.locale
    sources = _of_blocks([pair.source for pair in pairs], locale)
    return tuple(sources), tuple(_of_blocks([pair.target for pair in pairs], locale))


def _of_blocks(blocks: Sequence[Block | None], locale: str) -> Iterator[Placed]:
    for index, block in enumerate(blocks):
        if block is not None and block.kind in _READ_KINDS and may_have_images(block.content):
            for node in images(block.content):
                yield Placed(image_key(node, locale), node, block, index)


def lost_images(bitext: Bitext) -> Iterator[Placed]:
    """Yield what images a delivery lacks and its passages do not show; of a clean one not those of missing blocks."""
    sources = source_images(bitext) if _is_known(bitext) else ()
    if not sources:
        return
    targets = target_images(bitext)
    lost = Counter(one.key for one in sources)
    lost.subtract(one.key for one in targets)
    if not +lost:
        return
    lost.subtract(_lost_in_passages(bitext))
    own = Counter((one.pair, one.key) for one in targets)
    for one in sources:
        here = (one.pair, one.key)
        if lost[one.key] <= 0 or own[here] > 0:
            own[here] -= 1
            continue
        lost[one.key] -= 1
        if bitext.target.has_spans or bitext.pairs[one.pair].target:
            yield one


def _lost_in_passages(bitext: Bitext) -> Iterator[str]:
    for passage in passages(bitext):
        for node in compare_images(passage.source, passage.target, bitext.locale).lost:
            yield image_key(node, bitext.locale)


def spot_of_lost(bitext: Bitext, one: Placed) -> Spot:
    """Return where an image of the English belongs in the delivery: behind the sentence that stands before it."""
    before = one.block.content[: one.node.place.start]
    here = (each for each in bitext.pairs[one.pair].segments if each.source.strip() and each.source.strip() in before)
    return _behind(bitext, _last(here) or _before(bitext, one.pair))


def spot_of_present(bitext: Bitext, one: Placed) -> Spot:
    """Return where an image of the delivery stands."""
    before = one.block.content[: one.node.place.start]
    here = (each for each in bitext.pairs[one.pair].segments if each.target.strip() and each.target.strip() in before)
    place, unit = _behind(bitext, _last(here) or _before(bitext, one.pair))
    start = bitext.target.text.find(one.node.url, place.end)
    return Spot(Span(start, start + len(one.node.url)) if start >= 0 else place, unit)


def _last(segments: Iterator[Segment]) -> Segment | None:
    found = None
    for segment in segments:
        found = segment if segment.target_place is not None else found
    return found


def _before(bitext: Bitext, index: int) -> Segment | None:
    for earlier in range(index - 1, -1, -1):
        found = _last(iter(bitext.pairs[earlier].segments))
        if found is not None:
            return found
    return None


def _behind(bitext: Bitext, segment: Segment | None) -> Spot:
    if segment is None or segment.target_place is None:
        return Spot(body_place(bitext.target), None)
    return Spot(Span(segment.target_place.end, segment.target_place.end), segment.unit)
