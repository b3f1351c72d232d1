"""The data of the HTML report as scripts, so that a page can fetch them from `file://` when it needs them.

`data/<locale>.js` is what a locale is listed and filtered by: its articles, and the rows that have findings.
`data/<n>/<locale>.js` holds all rows of some articles, the same articles in every locale; `data/<n>/english.js` the
English of all of them, each sentence once. Each script calls a function with JSON: arrays in a fixed order.

* article: `[docname, rows, HT|MT|"", stale, aligned_by, origin, proof, file, changed]`; an empty `file` is
  `base[0] + docname + base[1]`, `changed` are pairs `[English then, English now]`;
* flagged row: `[article, row, unit, source, target, certainty, line, findings, aside]`, the first two as indices;
  `aside` where the row is no segment;
* finding: `[code, severity, certainty, file, line, column, message, source, target, source_marks, target_marks,
  surprise, new]`; code, severity and certainty are indices, an empty `file` is the article's own, 0 in place of a
  text is that of the row, marks are `start, end, start, end, ...`;
* all rows: `units`, `certainties`, `lines`; `sources`, numbers of English sentences, and `lines` as differences from
  the row before; `lengths` of the targets that `text` holds, a line end between two.

Lengths and marks count UTF-16 units, as scripts do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isfinite

from sphinx_bitext.model import Bitext, Finding, Span
from sphinx_bitext.reports.rows import Row, attach, build_rows
from sphinx_bitext.reports.safe import script_call
from sphinx_bitext.text import LineIndex

PART_ROWS = 2000
"""About how many rows of a locale one script holds: read in some milliseconds, few files."""


@dataclass(slots=True)
class _Article:
    """One article of one locale, by columns."""

    head: list[object]
    """What `article` holds behind the number of rows, without `file`."""
    file: str
    changed: list[list[str]]
    units: list[int | str]
    sources: list[str]
    targets: list[str]
    certainties: list[int]
    lines: list[int]
    flagged: list[list[object]]
    """Flagged rows without the index of the article."""


@dataclass(slots=True)
class Shards:
    """All rows of a report, ready to be written."""

    tags: list[str]
    """Locales: the wanted ones first, then others that have rows, sorted."""
    articles: Mapping[str, Mapping[str, _Article]]
    """By locale and docname."""
    parts: list[list[str]] = field(default_factory=list)
    """The docnames of each part: all articles of all locales, sorted."""

    def rows(self, tag: str) -> int:
        """Return how many rows a locale has."""
        return sum(len(article.units) for article in self.articles.get(tag, {}).values())

    def files(self, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield (path, text) of all scripts; `names` are the file names of the locales."""
        for tag in self.tags:
            yield f"data/{names[tag]}", self._head(tag)
        for number, docnames in enumerate(self.parts):
            english: dict[str, int] = {}
            for tag in self.tags:
                own = self.articles.get(tag, {})
                articles = [own[name] for name in docnames if name in own]
                if any(article.units for article in articles):
                    yield f"data/{number + 1}/{names[tag]}", _part(tag, number, articles, english)
            yield f"data/{number + 1}/english.js", _english(number, list(english))

    def _head(self, tag: str) -> str:
        own = self.articles.get(tag, {})
        ordered = [(name, own[name]) for docnames in self.parts for name in docnames if name in own]
        base = _base(ordered)
        articles, flagged = [], []
        for at, (name, article) in enumerate(ordered):
            file = "" if article.file == base[0] + name + base[1] else article.file
            articles.append([name, len(article.units), *article.head, file, article.changed])
            flagged += [[at, *row] for row in article.flagged]
        parts = [sum(name in own for name in docnames) for docnames in self.parts]
        data = {"base": base, "parts": parts, "articles": articles, "flagged": flagged}
        return script_call("BT.put", tag, data=data)


def build_shards(
    bitexts: Iterable[Bitext],
    findings: Sequence[Finding],
    order: Sequence[str],
    codes: Sequence[str],
    new: Collection[Finding] = (),
) -> Shards:
    """Return the rows of all bitexts with their findings.

    `bitexts` are read once, in any order; `order` are the locales to name first, `codes` all codes that findings have,
    `new` the findings that an earlier run did not have.
    """
    numbers = {code: number for number, code in enumerate(codes)}
    waiting: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        waiting[finding.locale, finding.article].append(finding)
    articles: dict[str, dict[str, _Article]] = defaultdict(dict)
    packer = _Packer(numbers, new)
    for bitext in bitexts:
        key = (bitext.locale, bitext.target.docname)
        articles[key[0]][key[1]] = packer.delivered(bitext, waiting.pop(key, []))
    for (locale, article), alone in waiting.items():
        articles[locale][article] = packer.undelivered(alone)
    tags = [*dict.fromkeys(order), *sorted(articles.keys() - set(order))]
    return Shards(tags, articles, list(_parts(articles)))


def _parts(articles: Mapping[str, Mapping[str, _Article]]) -> Iterator[list[str]]:
    """Yield docnames, so many that no locale has many more rows of them than `PART_ROWS`."""
    longest: dict[str, int] = {}
    for own in articles.values():
        for name, article in own.items():
            longest[name] = max(longest.get(name, 0), len(article.units))
    names: list[str] = []
    rows = 0
    for name in sorted(longest):
        if names and rows + longest[name] > PART_ROWS:
            yield names
            names, rows = [], 0
        names.append(name)
        rows += longest[name]
    if names:
        yield names


@dataclass(frozen=True, slots=True)
class _Packer:
    """Makes columns of articles."""

    codes: Mapping[str, int]
    new: Collection[Finding]

    def delivered(self, bitext: Bitext, findings: Sequence[Finding]) -> _Article:
        english, target = bitext.english, bitext.target
        head: list[object] = [
            str(target.metadata.translation_type or ""),
            int(bitext.stale),
            bitext.aligned_by,
            english.origin if english else "none",
            english.proof if english else "unproven",
        ]
        return self._article(head, target.file, list(map(list, bitext.changed)), build_rows(bitext, findings))

    def undelivered(self, findings: Sequence[Finding]) -> _Article:
        """Pack an article of which there are findings only: the English itself, or a file that cannot be read."""
        file = findings[0].path
        return self._article(["", 0, "none", "none", ""], file, [], attach([], findings, LineIndex(""), file))

    def _article(self, head: list[object], file: str, changed: list[list[str]], rows: Sequence[Row]) -> _Article:
        return _Article(
            head,
            file,
            changed,
            [_number(row.unit) for row in rows],
            [row.source for row in rows],
            [row.target for row in rows],
            [row.certainty.rank for row in rows],
            [row.line for row in rows],
            [self._flagged(at, row, file) for at, row in enumerate(rows) if row.findings],
        )

    def _flagged(self, at: int, row: Row, file: str) -> list[object]:
        found = [self._finding(finding, row, file) for finding in row.findings]
        return [at, _number(row.unit), row.source, row.target, row.certainty.rank, row.line, found, int(row.aside)]

    def _finding(self, finding: Finding, row: Row, file: str) -> list[object]:
        return [
            self.codes[finding.code],
            finding.severity.rank,
            finding.certainty.rank,
            "" if finding.path == file else finding.path,
            finding.line,
            finding.column,
            finding.message,
            0 if finding.source == row.source else finding.source,
            0 if finding.target == row.target else finding.target,
            _marks(finding.source, finding.source_marks),
            _marks(finding.target, finding.target_marks),
            round(finding.surprise, 2) if isfinite(finding.surprise) else 0,
            int(finding in self.new),
        ]


def _number(unit: str | None) -> int | str:
    """Return a unit number as a number where that says it all, 0 for none."""
    if unit is None:
        return 0
    plain = unit.isascii() and unit.isdigit() and unit[0] != "0" and len(unit) < 10
    return int(unit) if plain else unit


def _marks(text: str, marks: Sequence[Span]) -> list[int]:
    """Return the ends of `marks` in UTF-16 units, kept within `text`."""
    ends = [min(max(end, 0), len(text)) for mark in marks for end in mark]
    return ends if text.isascii() else [_length(text[:end]) for end in ends]


def _length(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _texts(texts: Sequence[str]) -> tuple[list[int], str]:
    return [_length(text) for text in texts], "\n".join(texts)


def _steps(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]


def _base(articles: Sequence[tuple[str, _Article]]) -> tuple[str, str]:
    """Return what most files of a locale have before and behind the docname."""
    found = Counter(
        (before, behind)
        for name, article in articles
        for before, name_there, behind in [article.file.rpartition(name)]
        if name_there
    )
    return found.most_common(1)[0][0] if found else ("", "")


def _part(tag: str, number: int, articles: Sequence[_Article], english: dict[str, int]) -> str:
    """Return the script of some articles; `english` numbers the sentences and learns new ones."""
    sources = [english.setdefault(source, len(english)) for article in articles for source in article.sources]
    certainties = [rank for article in articles for rank in article.certainties]
    lengths, text = _texts([target for article in articles for target in article.targets])
    columns = {
        "units": [unit for article in articles for unit in article.units],
        "certainties": certainties if any(certainties) else [],
        "lines": _steps([line for article in articles for line in article.lines]),
        "sources": _steps(sources),
        "lengths": lengths,
        "text": text,
    }
    return script_call("BT.putPart", tag, number, data=columns)


def _english(number: int, sentences: Sequence[str]) -> str:
    lengths, text = _texts(sentences)
    return script_call("BT.putEnglish", number, data={"lengths": lengths, "text": text})
