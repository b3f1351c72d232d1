"""The data scripts of the HTML report, made the plain way: everything is in memory, and sorted, before one is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sphinx_bitext.model import Bitext, Finding
from sphinx_bitext.reports.places import shard_names
from sphinx_bitext.reports.rows import Row, attach, build_rows
from sphinx_bitext.reports.safe import compact, script_literal
from sphinx_bitext.text import LineIndex


class Listed(NamedTuple):
    """An article of one locale."""

    facts: list[object]
    file: str
    changed: list[list[str]]
    rows: list[Row]


def scripts(
    bitexts: Sequence[Bitext],
    findings: Sequence[Finding],
    order: Sequence[str],
    codes: Sequence[str],
    new: Sequence[Finding],
    most: int,
) -> dict[str, str]:
    """Return text by path; `most` are the rows of a part."""
    articles = listed(bitexts, findings)
    seen = {locale for own in articles.values() for locale in own}
    tags = [*dict.fromkeys(order), *sorted(seen - set(order))]
    names = shard_names(tags)
    parts = cut(articles, most)
    found = {f"data/{names[tag]}": head(tag, articles, parts, codes, new) for tag in tags}
    for number, part in enumerate(parts):
        english: list[str] = []
        for tag in tags:
            rows = [row for name in part if tag in articles[name] for row in articles[name][tag].rows]
            english += dict.fromkeys(row.source for row in rows if row.source not in english)
            if rows:
                data = columns(rows, english)
                found[f"data/{number + 1}/{names[tag]}"] = script("BT.putPart", [tag, number], data)
        found[f"data/{number + 1}/english.js"] = script("BT.putEnglish", [number], texts(english))
    return found


def listed(bitexts: Sequence[Bitext], findings: Sequence[Finding]) -> dict[str, dict[str, Listed]]:
    """Return all articles by docname and locale, sorted by docname."""
    waiting: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda one: one.sort_key):
        waiting.setdefault((finding.article, finding.locale), []).append(finding)
    found: dict[str, dict[str, Listed]] = {}
    for one in bitexts:
        assert one.english is not None
        name, kind = one.target.docname, one.target.metadata.translation_type
        facts = [str(kind or ""), int(one.stale), one.aligned_by, one.english.origin, one.english.proof]
        rows = build_rows(one, waiting.pop((name, one.locale), []))
        changed = [list(pair) for pair in one.changed]
        found.setdefault(name, {})[one.locale] = Listed(facts, one.target.file, changed, rows)
    for (name, locale), alone in waiting.items():
        file = alone[0].path
        rows = attach([], alone, LineIndex(""), file)
        found.setdefault(name, {})[locale] = Listed(["", 0, "none", "none", ""], file, [], rows)
    return dict(sorted(found.items()))


def cut(articles: dict[str, dict[str, Listed]], most: int) -> list[list[str]]:
    """Return the docnames of each part."""
    parts: list[list[str]] = []
    rows = 0
    for name, own in articles.items():
        longest = max(len(one.rows) for one in own.values())
        if not parts or rows + longest > most:
            parts.append([])
            rows = 0
        parts[-1].append(name)
        rows += longest
    return parts


def head(
    tag: str,
    articles: dict[str, dict[str, Listed]],
    parts: list[list[str]],
    codes: Sequence[str],
    new: Sequence[Finding],
) -> str:
    """Return what a locale is listed and filtered by."""
    own = [(name, some[tag]) for name, some in articles.items() if tag in some]
    bases: Counter[tuple[str, str]] = Counter()
    for name, one in own:
        before, behind, after = one.file.rpartition(name)
        bases.update([(before, after)] if behind else [])
    base = bases.most_common(1)[0][0] if bases else ("", "")
    data = {
        "base": base,
        "parts": [sum(tag in articles[name] for name in part) for part in parts],
        "articles": [
            [name, len(one.rows), *one.facts, "" if one.file == base[0] + name + base[1] else one.file, one.changed]
            for name, one in own
        ],
        "flagged": [
            [at, place, *fields(row), [finding(one, row, file, codes, new) for one in row.findings], int(row.aside)]
            for at, (_, (_, file, _, rows)) in enumerate(own)
            for place, row in enumerate(rows)
            if row.findings
        ],
    }
    return script("BT.put", [tag], data)


def fields(row: Row) -> list[object]:
    """Return the fields that every row has."""
    return [int(row.unit or 0), row.source, row.target, row.certainty.rank, row.line]


def finding(one: Finding, row: Row, file: str, codes: Sequence[str], new: Sequence[Finding]) -> list[object]:
    """Return the fields of a finding."""
    texts_ = [0 if one.source == row.source else one.source, 0 if one.target == row.target else one.target]
    marks = [
        [length(text[:end]) for mark in found for end in mark]
        for text, found in ((one.source, one.source_marks), (one.target, one.target_marks))
    ]
    path = "" if one.path == file else one.path
    ranks = [codes.index(one.code), one.severity.rank, one.certainty.rank]
    return [*ranks, path, one.line, one.column, one.message, *texts_, *marks, round(one.surprise, 2), int(one in new)]


def columns(rows: Sequence[Row], english: Sequence[str]) -> dict[str, object]:
    """Return all rows of some articles."""
    units, _, _, certainties, lines = (list(column) for column in zip(*map(fields, rows), strict=True))
    steps: dict[str, Any] = {"lines": lines, "sources": [english.index(row.source) for row in rows]}
    steps = {key: [two - one for one, two in pairwise([0, *numbers])] for key, numbers in steps.items()}
    certainties = certainties if any(certainties) else []
    return {"units": units, "certainties": certainties, **steps, **texts([row.target for row in rows])}


def texts(found: Sequence[str]) -> dict[str, object]:
    """Return texts in one."""
    return {"lengths": [length(text) for text in found], "text": "\n".join(found)}


def length(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return sum(2 if char > "\uffff" else 1 for char in text)


def script(name: str, keys: Sequence[object], data: object) -> str:
    """Return a script that calls a function."""
    return f"{name}({','.join(map(script_literal, [*keys, compact(data)]))});\n"
