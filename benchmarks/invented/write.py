"""Invented articles as files: English, deliveries with spans, clean deliveries, and what stock Sphinx is given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .articles import Block, Invented, Sentence, invent, render_sentence

FRONT = "---\ntitle: {title}\nms.author: invented\nms.topic: article\n{more}---\n"
DELIVERED = """\
ms.openlocfilehash: {hash}
ms.sourcegitcommit: 0000000000000000000000000000000000000000
ms.translationtype: {kind}
ms.contentlocale: {locale}
ms.lasthandoff: {month:02}/{day:02}/2021
ms.locfileid: "{fileid}"
"""
UNIT = (
    '<span data-ttu-id="{id}">{target}</span><span class="sxs-lookup"><span data-stu-id="{id}">{source}</span></span>'
)
Text = Callable[[Sentence, bool], str]
"""(sentence, whether it ends with a full stop) to Markdown."""


@dataclass(slots=True)
class _Numbered:
    """Writes each sentence with its English beside it."""

    prefix: str
    language: str
    number: int = 101

    def __call__(self, sentence: Sentence, stop: bool) -> str:
        self.number += 1
        target = render_sentence(sentence, self.language, stop=stop)
        source = render_sentence(sentence, "en", stop=stop)
        return UNIT.format(id=f"{self.prefix}-{self.number}", target=target, source=source)


def render_english(article: Invented) -> str:
    """Return the English file."""
    return FRONT.format(title=f'"{_title(article, "en")}"', more="") + _body(article, _plain("en"))


def render_delivery(article: Invented, locale: str, *, spans: bool = True, human: bool = True) -> str:
    """Return a delivery of an article, with alignment spans or clean."""
    language = locale.partition("-")[0]
    english = render_english(article)
    digest = hashlib.sha1(english.replace("\n", "\r\n").encode()).hexdigest()
    more = DELIVERED.format(
        hash=digest,
        kind="HT" if human else "MT",
        locale=locale,
        month=article.number % 12 + 1,
        day=article.number % 28 + 1,
        fileid=50_000_000 + article.number,
    )
    prefix = hashlib.sha1(f"{locale}/{article.name}".encode()).hexdigest()[:5]
    text: Text = _Numbered(prefix, language) if spans else _plain(language)
    return FRONT.format(title=_title(article, language), more=more) + _body(article, text)


def _title(article: Invented, language: str) -> str:
    return render_sentence(article.title, language, stop=False)


def _plain(language: str) -> Text:
    return lambda sentence, stop: render_sentence(sentence, language, stop=stop)


def _body(article: Invented, text: Text) -> str:
    return "\n" + "\n\n".join(_blocks(article.blocks, text)) + "\n"


def _blocks(blocks: Sequence[Block], text: Text) -> Iterator[str]:
    level, step = "#", 0
    rows: list[str] = []
    for block in blocks:
        step = step + 1 if block.kind == "step" else 0
        if rows and block.kind != "cell":
            yield "\n".join(rows)
            rows = []
        if block.kind == "heading":
            yield f"{level} {text(block.sentences[0], False)}"
            level = "##"
        elif block.kind == "cell":
            rows.append("| " + " | ".join(text(cell, False) for cell in block.row) + " |")
            if len(rows) == 1:
                rows.append("|" + "---|" * len(block.row))
        elif block.kind == "code":
            yield "```console\ntool --option value\n```"
        elif block.kind == "image":
            yield "![](../media/picture.png)"
        else:
            mark = {"step": f"{step}. ", "bullet": "- ", "note": "> [!NOTE]\n> "}.get(block.kind, "")
            yield mark + " ".join(text(sentence, True) for sentence in block.sentences)
    if rows:
        yield "\n".join(rows)


def write_corpus(
    source: Path, articles: int, locales: Sequence[str], *, spans: bool = True, english: bool = False, seed: int = 0
) -> None:
    """Write `articles` articles in these locales below a folder `source`; with their English where asked for.

    In each locale a tenth of the articles is human work, as in a large product.
    """
    for number in range(articles):
        article = invent(number, articles, seed=seed)
        if english:
            _write(source / "en-US" / f"{article.name}.md", render_english(article))
        for place, locale in enumerate(locales):
            text = render_delivery(article, locale, spans=spans, human=(number + place) % 10 == 0)
            _write(source / locale / f"{article.name}.md", text)
    for locale in ("en-US", *locales):
        picture = source / locale / "media" / "picture.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(PICTURE)


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)
"""One white pixel."""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
