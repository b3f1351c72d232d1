"""`bitext align`: one command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..alignment.corpus import align_path
from ..alignment.english import SOURCE_LOCALE
from ..markup.article import build_side, file_offset, parse_article
from ..model import Article, BlockPair, Side, Span
from ..store import read_text
from ._context import echo_text

_NAME = "article.md"


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="TARGET.md")
@click.argument("english", type=click.Path(path_type=Path), metavar="ENGLISH.md")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def align(target: Path, english: Path, form: str) -> None:
    """Pair any clean article with its English, block by block and sentence by sentence.

    The offsets in JSON are characters into the two bodies (what follows the front matter) as the files have them.

    \b
    Examples:
      bitext align artikel.md article.md
      bitext align --format json artikel.md article.md
    """
    source = parse_article(read_text(english), path=_NAME, locale=SOURCE_LOCALE, file=str(english))
    delivery = parse_article(read_text(target), path=_NAME, locale="und", file=str(target))
    pairs = align_path(_NAME, [source, delivery]).bitexts[0].pairs
    rows = [_row(pair, source, delivery) for pair in pairs]
    if form == "json":
        echo_text(json.dumps({"format_version": 1, "blocks": rows}, ensure_ascii=False, indent=1) + "\n")
    else:
        echo_text("".join(_lines(pairs)))


def _row(pair: BlockPair, source: Article, delivery: Article) -> dict[str, Any]:
    english, target = build_side(source, "target"), build_side(delivery, "target")
    block = pair.source or pair.target
    return {
        "source": _place(source, english, pair.source.place) if pair.source else None,
        "target": _place(delivery, target, pair.target.place) if pair.target else None,
        "kind": block.kind if block else "",
        "certainty": pair.certainty.value,
        "segments": [
            {
                "source": _place(source, english, one.source_place) if one.source_place else None,
                "target": _from_file(delivery, one.target_place) if one.target_place else None,
                "certainty": one.certainty.value,
            }
            for one in pair.segments
        ],
    }


def _place(article: Article, side: Side, place: Span) -> list[int]:
    """Return offsets into the body of the file from offsets into its clean side."""
    last = max(place.start, place.end - 1)
    end = file_offset(side, last) + (place.end > place.start)
    return _from_file(article, Span(file_offset(side, place.start), end))


def _from_file(article: Article, place: Span) -> list[int]:
    return [place.start - article.body_start, place.end - article.body_start]


def _lines(pairs: tuple[BlockPair, ...]) -> list[str]:
    lines = []
    for pair in pairs:
        block = pair.source or pair.target
        lines.append(f"{block.kind if block else ''} ({pair.certainty})\n")
        for one in pair.segments:
            lines += [f"  < {' '.join(one.source.split())}\n", f"  > {' '.join(one.target.split())}\n"]
        if not pair.segments:
            for mark, side in (("<", pair.source), (">", pair.target)):
                lines.append(f"  {mark} {' '.join(side.content.split()) if side else ''}\n")
    return lines
