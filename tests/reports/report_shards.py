"""Reads the data scripts of the HTML report as a browser does, for its tests."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any, NamedTuple


class ShardRow(NamedTuple):
    """A row of the report."""

    unit: int | str
    source: str
    target: str
    certainty: int
    line: int


class ShardArticle(NamedTuple):
    """An article of the report, with all its rows."""

    fields: list[Any]
    rows: list[ShardRow]
    findings: dict[int, list[list[Any]]]
    """Place of a row in the article to what was found there."""


def call(script: str) -> tuple[str, list[Any]]:
    """Return the function that a script calls and its arguments, the last one read as JSON."""
    match = re.fullmatch(r"BT\.(\w+)\((.*)\);\n", script, re.DOTALL)
    assert match is not None
    *keys, data = json.loads(f"[{match[2]}]")
    return match[1], [*keys, json.loads(data)]


def articles_of(files: Mapping[str, str], tag: str) -> list[ShardArticle]:
    """Return the articles of a locale, its head and its parts put together."""
    name, (own, head) = call(files[f"data/{tag}.js"])
    assert (name, own) == ("put", tag)
    articles = [ShardArticle(fields, [], {}) for fields in head["articles"]]
    waiting = iter(articles)
    for number, count in enumerate(head["parts"]):
        taken = [next(waiting) for _ in range(count)]
        rows = iter(_rows(files, tag, number) if any(article.fields[1] for article in taken) else [])
        for article in taken:
            article.rows.extend(next(rows) for _ in range(article.fields[1]))
        assert next(rows, None) is None
    assert next(waiting, None) is None
    for article_at, at, unit, source, target, certainty, line, findings, aside in head["flagged"]:
        assert articles[article_at].rows[at] == (unit, source, target, certainty, line)
        assert aside in (0, 1)
        articles[article_at].findings[at] = findings
    return articles


def _rows(files: Mapping[str, str], tag: str, number: int) -> list[ShardRow]:
    _, (_, english) = call(files[f"data/{number + 1}/english.js"])
    name, (own, own_number, part) = call(files[f"data/{number + 1}/{tag}.js"])
    assert (name, own, own_number) == ("putPart", tag, number)
    sentences = _texts(english["lengths"], english["text"])
    sources = [sentences[at] for at in accumulate(part["sources"])]
    certainties = part["certainties"] or [0] * len(sources)
    columns = (part["units"], sources, _texts(part["lengths"], part["text"]), certainties, accumulate(part["lines"]))
    return [ShardRow(*fields) for fields in zip(*columns, strict=True)]


def _texts(lengths: list[int], text: str) -> list[str]:
    """Cut as scripts do: they count UTF-16 units."""
    units = text.encode("utf-16-le")
    starts = [0, *accumulate(length + 1 for length in lengths)]
    return [
        units[2 * start : 2 * (start + length)].decode("utf-16-le")
        for start, length in zip(starts, lengths, strict=False)
    ]
