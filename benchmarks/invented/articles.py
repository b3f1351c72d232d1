"""Articles with the structure of real ones: counts of blocks and sentences as FORMAT.md's corpus has them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .words import WORDS, vocabulary, writing_of

Kind = Literal["heading", "paragraph", "step", "bullet", "note", "cell", "code", "image"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Numbers of words, and what stands among them."""

    words: tuple[int, ...]
    bold: int = -1
    """Place of the word that is bold, -1 for none."""
    link: str = ""
    """Destination of a link on the last word, empty for none."""
    digits: str = ""
    """A number behind the first word, empty for none."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article."""

    kind: Kind
    sentences: tuple[Sentence, ...] = ()
    row: tuple[Sentence, ...] = ()
    """The cells of a row of a table."""


@dataclass(frozen=True, slots=True)
class Invented:
    """One article, without a language."""

    name: str
    """`folder-03/article-0042`"""
    number: int
    title: Sentence
    blocks: tuple[Block, ...] = field(default=())


def invent(number: int, count: int, *, seed: int = 0) -> Invented:
    """Return article `number` of `count`; the same arguments give the same article."""
    chance = random.Random(f"{seed}/{number}")
    blocks = [Block("heading", (_sentence(chance, 3, 6),))]
    blocks += (Block("paragraph", _sentences(chance, count)) for _ in range(chance.choice((1, 1, 2, 2, 3))))
    blocks += _steps(chance, count)
    if chance.random() < 0.30:
        blocks.append(Block("note", _sentences(chance, count)))
    if chance.random() < 0.35:
        blocks.append(Block("heading", (_sentence(chance, 2, 5),)))
        blocks.append(Block("paragraph", _sentences(chance, count)))
    if chance.random() < 0.06:
        cells = chance.choice((2, 3))
        rows = chance.randrange(3, 7)
        blocks += (Block("cell", row=tuple(_sentence(chance, 1, 4) for _ in range(cells))) for _ in range(rows))
    if chance.random() < 0.08:
        blocks.append(Block("code"))
    if chance.random() < 0.10:
        blocks.append(Block("image"))
    # The title of most articles is their first heading, so that their English can be proven.
    title = blocks[0].sentences[0] if chance.random() < 0.65 else _sentence(chance, 3, 7)
    return Invented(_name(number, count), number, title, tuple(blocks))


def _name(number: int, count: int) -> str:
    """Put about fifty articles into a folder."""
    return f"folder-{number % max(1, count // 50):02}/article-{number:04}"


def _steps(chance: random.Random, count: int) -> Iterator[Block]:
    kind: Kind = "step" if chance.random() < 0.6 else "bullet"
    for _ in range(chance.choice((0, 2, 3, 3, 4, 5))):
        yield Block(kind, (_sentence(chance, 5, 14, count),))


def _sentences(chance: random.Random, count: int) -> tuple[Sentence, ...]:
    return tuple(_sentence(chance, 6, 20, count) for _ in range(chance.choice((1, 1, 2, 2, 3))))


def _sentence(chance: random.Random, least: int, most: int, count: int = 0) -> Sentence:
    # Squaring makes some words frequent and most rare.
    words = tuple(int(WORDS * chance.random() ** 2) for _ in range(chance.randint(least, most)))
    if not count:
        return Sentence(words)
    link = ""
    if chance.random() < 0.12:
        other = chance.randrange(count)
        link = f"../{_name(other, count)}.md" if chance.random() < 0.4 else f"https://help.example/{other}"
    bold = chance.randrange(len(words) - 1) if chance.random() < 0.22 else -1
    return Sentence(words, bold, link, str(chance.randrange(2, 400)) if chance.random() < 0.08 else "")


def render_sentence(sentence: Sentence, language: str, *, stop: bool = True) -> str:
    """Return a sentence as Markdown."""
    writing, words = writing_of(language), vocabulary(language)
    shown = [words[number] for number in sentence.words]
    shown[0] = shown[0][:1].upper() + shown[0][1:]
    if sentence.bold >= 0:
        # With spaces around it bold renders in any script.
        shown[sentence.bold] = f" **{shown[sentence.bold]}** " if not writing.space else f"**{shown[sentence.bold]}**"
    if sentence.link:
        shown[-1] = f"[{shown[-1]}]({sentence.link})"
    if sentence.digits:
        shown.insert(1, f" {sentence.digits} " if not writing.space else sentence.digits)
    text = " ".join(writing.space.join(shown).split())
    return (text + writing.full_stop).rstrip() if stop else text
