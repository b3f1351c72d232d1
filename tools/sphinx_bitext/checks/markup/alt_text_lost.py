"""The check `alt-text-lost`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from ...model import Bitext, Certainty, Severity
from .._articles import ArticleCheck, LocalesOfArticle, Suspicion, Tally
from .._base import Hit, counted, quote
from .._pairing import passages
from ._article_images import Placed, is_written, source_images, spot_of_present, target_images
from ._hits import hit_in
from ._images import compare_images, image_key, may_have_images

Nth = tuple[str, int]
_FEWEST = 3
_AGREE = 2 / 3
"""How many other locales, and which share of all, must have a text where no English of a writer is at hand."""


class AltTextLost(ArticleCheck):
    """An image has an alternative text in English, or in most other locales, and none in the translation.

    Why it matters: a reader who does not see the image learns nothing of it.

    Bad:

        ![The settings page](page.png)   ->   ![](page.png)

    Good:

        ![The settings page](page.png)   ->   ![Sidan Inställningar](page.png)

    How to fix: translate the text between the brackets.
    """

    code: ClassVar[str] = "alt-text-lost"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.CERTAIN

    def tally(self) -> Tally:
        """Return what compares the images of each article."""
        return _Texts()


class _Texts(Tally):
    def read(self, article: LocalesOfArticle) -> Iterator[Suspicion]:
        """Yield a hit for each image that lost its text: beside the English, else beside the other locales."""
        for bitext in article.bitexts:
            hits = list(_in_passages(bitext))
            yield from (Suspicion(bitext, hit) for _, hit in hits)
            bare = _bare(bitext, Counter(key for key, _ in hits))
            outside = _outside(bitext, article.bitexts, bare) if bare else ()
            yield from (Suspicion(bitext, hit) for hit in outside)


def _in_passages(bitext: Bitext) -> Iterator[tuple[str, Hit]]:
    """Yield what the two sides of the delivery show, by image."""
    grades = AltTextLost.severity, AltTextLost.certainty
    for passage in passages(bitext) if may_have_images(bitext.target.text) else ():
        for one, two in compare_images(passage.source, passage.target, bitext.locale).kept:
            if one.content.strip() and not two.content.strip():
                message = f"The image has no alternative text; in English it has {quote(one.content)}"
                yield image_key(one, bitext.locale), hit_in(passage, message, [one.place], [two.place], *grades)


def _bare(bitext: Bitext, known: Counter[str]) -> dict[Nth, Placed]:
    """Return the images of a delivery that have no text, without those that are known."""
    found = {}
    for which, image in _numbered(target_images(bitext)).items():
        if not image.node.content.strip():
            if known[image.key] > 0:
                known[image.key] -= 1
            else:
                found[which] = image
    return found


def _numbered(found: Sequence[Placed]) -> dict[Nth, Placed]:
    """Return images by address, and by which of those with this address each is."""
    counts: Counter[str] = Counter()
    numbered = {}
    for one in found:
        numbered[one.key, counts[one.key]] = one
        counts[one.key] += 1
    return numbered


def _outside(bitext: Bitext, locales: Sequence[Bitext], bare: Mapping[Nth, Placed]) -> Iterator[Hit]:
    if is_written(bitext):
        english = _numbered(source_images(bitext))
        for which, image in bare.items():
            text = english[which].node.content if which in english else ""
            if text.strip():
                yield _hit(bitext, image, f"in English it has {quote(text)}", AltTextLost.certainty)
        return
    wanted = bitext.target.metadata.source_hash
    others = [one for one in locales if one is not bitext and wanted and one.target.metadata.source_hash == wanted]
    theirs = [_numbered(target_images(one)) for one in others]
    for which, image in bare.items():
        texts = [one[which].node.content for one in theirs if which in one]
        having = sum(bool(text.strip()) for text in texts)
        if having >= _FEWEST and having >= _AGREE * (len(texts) + 1):
            yield _hit(bitext, image, f"in {counted(having, 'other locale')} it has one", Certainty.LIKELY)


def _hit(bitext: Bitext, image: Placed, who: str, certainty: Certainty) -> Hit:
    place, unit = spot_of_present(bitext, image)
    message = f"The image {quote(image.node.url)} has no alternative text; {who}"
    marks = (image.node.place,)
    return Hit(message, place, unit, target=image.block.content, certainty=certainty, target_marks=marks)
