"""The number check on real deliveries: beside the plain comparison of digits, and on numbers changed on purpose."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.checks import run_checks
from sphinx_bitext.checks._literals import without_literals
from sphinx_bitext.checks._numbers.compare import compare
from sphinx_bitext.checks._pairing import Passage, passages
from sphinx_bitext.checks._shown import shown
from sphinx_bitext.checks.content.number import NumberDiffers
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Bitext, Severity, TranslationType
from support import LONG

_DIGITS_RE = re.compile(r"\d+")
_WHOLE_RE = re.compile(r"(?<![A-Za-z\d])\d+")


@cache
def _bitexts(corpus: Path) -> tuple[Bitext, ...]:
    files = sorted(corpus.glob("??-??/sxs/**/*.md"))[:: 1 if LONG else 4]
    files += sorted(corpus.glob("other/*/sxs/**/*.md"))
    articles = []
    for file in files:
        parts = file.relative_to(corpus).parts
        folder = parts[1] if parts[0] == "other" else parts[0]
        with file.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        locale = folder.rpartition(".")[2]
        articles.append(parse_article(text, path=f"{folder.partition('.')[0]}/{file.name}", locale=locale))
    return align_articles(articles).bitexts


def _plain(text: str) -> Counter[str]:
    return Counter(_DIGITS_RE.findall(text))


def test_few_findings_beside_a_comparison_of_digits(corpus: Path) -> None:
    human = [one for one in _bitexts(corpus) if one.target.metadata.translation_type is TranslationType.HUMAN]
    plain = sum(_plain(unit.source) != _plain(unit.target) for one in human for unit in one.target.units)
    found = [finding for one in human for finding in run_checks(one, [NumberDiffers()])]
    assert plain > 15
    assert len(found) <= 0.15 * plain
    assert not [finding for finding in found if finding.severity is Severity.ERROR]


def test_changed_digits_are_found(corpus: Path) -> None:
    chance = random.Random(1)
    changed = [(locale, one) for locale, one in _with_a_changed_digit(corpus, chance)]
    missed = [one.target for locale, one in changed if compare(one, locale) is None]
    assert len(changed) > 300
    assert len(missed) <= 0.01 * len(changed), missed


def _with_a_changed_digit(corpus: Path, chance: random.Random) -> Iterator[tuple[str, Passage]]:
    for bitext in _bitexts(corpus):
        for passage in passages(bitext):
            if compare(passage, bitext.locale) is not None:
                continue
            for index, sentence in enumerate(passage.sentences):
                seen = shown(sentence.target)
                numbers = list(_WHOLE_RE.finditer(without_literals(seen.text)))
                if not numbers:
                    continue
                place = seen.places[chance.choice(numbers).start()]
                digit = chance.choice([one for one in "0123456789" if one != sentence.target[place]])
                text = sentence.target[:place] + digit + sentence.target[place + 1 :]
                sentences = list(passage.sentences)
                sentences[index] = sentence._replace(target=text)
                yield bitext.locale, passage._replace(sentences=tuple(sentences))
