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
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from sphinx_bitext.model import Bitext, Finding
from sphinx_bitext.reports.columns import Columns, Packer, utf16_length
from sphinx_bitext.reports.places import shard_names
from sphinx_bitext.reports.safe import compact, script_call

PART_ROWS = 2000
"""About how many rows of a locale one script holds: read in some milliseconds, few files."""

_Article = tuple[str, dict[str, Columns]]
"""A docname and its rows by locale."""


@dataclass(slots=True)
class _Head:
    """What a locale is listed and filtered by, article by article."""

    articles: list[list[object]] = field(default_factory=list)
    """With the file of each in full."""
    flagged: list[bytes] = field(default_factory=list)
    """Of each part that has any, in JSON: of all that is kept to the end, this is by far the most."""
    parts: list[int] = field(default_factory=list)
    """How many of the articles stand in each part."""
    rows: int = 0

    def add(self, part: Sequence[tuple[str, Columns]]) -> None:
        """Take down the articles of a part, without their rows."""
        flagged = [[at, *row] for at, (_, one) in enumerate(part, len(self.articles)) for row in one.flagged]
        if flagged:
            self.flagged.append(compact(flagged)[1:-1].encode("utf-8", "surrogatepass"))
        self.articles += ([name, len(one.units), *one.head, one.file, one.changed] for name, one in part)
        self.parts.append(len(part))
        self.rows += sum(len(one.units) for _, one in part)


class Shards:
    """Makes the scripts while bitexts are read.

    A part is ready when all bitexts of its articles have come, and nothing but what is listed and filtered by is kept
    of it. So bitexts may come in any order, and those in the order of their docnames take the least memory: the rows of
    one part. Of the others, those that come before their turn wait for it.
    """

    def __init__(
        self,
        deliveries: Iterable[tuple[str, str]],
        findings: Sequence[Finding],
        order: Sequence[str],
        codes: Sequence[str],
        new: Collection[Finding] = (),
    ) -> None:
        """`deliveries` are (locale, docname) of each bitext that will come, in any order.

        `order` are the locales to name first, `codes` all codes that findings have, `new` the findings that an earlier
        run did not have.
        """
        self._packer = Packer({code: number for number, code in enumerate(codes)}, new)
        self._found: dict[str, dict[str, list[Finding]]] = defaultdict(dict)
        for finding in sorted(findings, key=lambda finding: finding.sort_key):
            self._found[finding.article].setdefault(finding.locale, []).append(finding)
        self._awaited = Counter(dict.fromkeys(self._found, 0))
        others = {finding.locale for finding in findings}
        for locale, docname in deliveries:
            self._awaited[docname] += 1
            others.add(locale)
        self.tags = [*dict.fromkeys(order), *sorted(others.difference(order))]
        """Locales: the wanted ones first, then others that have rows, sorted."""
        self.names = shard_names(self.tags)
        """The file name of each locale."""
        self.parts = 0
        """How many there are, when all scripts have been taken."""
        self._heads = {tag: _Head() for tag in self.tags}

    def rows(self, tag: str) -> int:
        """Return how many rows a locale has, when all scripts have been taken."""
        return self._heads[tag].rows

    def scripts(self, bitexts: Iterable[Bitext]) -> Iterator[tuple[str, str]]:
        """Yield (path, text) of each script; bitexts are read once, as they are needed.

        Raises ValueError for a bitext that is none of the deliveries.
        """
        for part in _parts(self._articles(bitexts)):
            yield from self._part(part)
        for tag, head in self._heads.items():
            yield f"data/{self.names[tag]}", _head(tag, head)

    def _articles(self, bitexts: Iterable[Bitext]) -> Iterator[_Article]:
        """Yield all articles, sorted by their docnames, each as soon as all of its bitexts have come."""
        coming = iter(bitexts)
        waiting: dict[str, dict[str, Columns]] = defaultdict(dict)
        for name in sorted(self._awaited):
            while self._awaited[name] and (bitext := next(coming, None)):
                self._take(bitext, waiting)
            own = waiting.pop(name, {})
            for locale, findings in self._found.pop(name, {}).items():
                own[locale] = self._packer.undelivered(findings)
            if own:
                yield name, own
        for bitext in coming:
            self._take(bitext, waiting)

    def _take(self, bitext: Bitext, waiting: dict[str, dict[str, Columns]]) -> None:
        locale, name = bitext.locale, bitext.target.docname
        if not self._awaited[name] or locale not in self._heads:
            raise ValueError(f"{name} in {locale} is none of the deliveries that were to come")
        self._awaited[name] -= 1
        findings = self._found[name].pop(locale, []) if name in self._found else []
        waiting[name][locale] = self._packer.delivered(bitext, findings)

    def _part(self, part: Sequence[_Article]) -> Iterator[tuple[str, str]]:
        """Yield the scripts of a part, and take down what the heads say of it."""
        number, self.parts = self.parts, self.parts + 1
        english: dict[str, int] = {}
        for tag, head in self._heads.items():
            articles = [(name, own[tag]) for name, own in part if tag in own]
            head.add(articles)
            if any(article.units for _, article in articles):
                text = _rows(tag, number, [article for _, article in articles], english)
                yield f"data/{number + 1}/{self.names[tag]}", text
        yield f"data/{number + 1}/english.js", _english(number, list(english))


def _parts(articles: Iterable[_Article]) -> Iterator[list[_Article]]:
    """Yield articles, so many that no locale has many more rows of them than `PART_ROWS`.

    They are gone when the next ones are asked for.
    """
    part: list[_Article] = []
    rows = 0
    for name, own in articles:
        longest = max(len(article.units) for article in own.values())
        if part and rows + longest > PART_ROWS:
            yield part
            part.clear()
            rows = 0
        part.append((name, own))
        rows += longest
    if part:
        yield part


def _head(tag: str, head: _Head) -> str:
    files = [(str(article[0]), str(article[-2])) for article in head.articles]
    base = _base(files)
    for article, (name, file) in zip(head.articles, files, strict=True):
        article[-2] = "" if file == base[0] + name + base[1] else file
    data = compact({"base": base, "parts": head.parts, "articles": head.articles})
    flagged = b",".join(head.flagged).decode("utf-8", "surrogatepass")
    return script_call("BT.put", tag, data=f'{data[:-1]},"flagged":[{flagged}]}}')


def _base(files: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return what most files of a locale have before and behind the docname."""
    found = Counter(
        (before, behind) for name, file in files for before, name_there, behind in [file.rpartition(name)] if name_there
    )
    return found.most_common(1)[0][0] if found else ("", "")


def _rows(tag: str, number: int, articles: Sequence[Columns], english: dict[str, int]) -> str:
    """Return the script of some articles; `english` numbers the sentences and learns new ones."""
    sources = [english.setdefault(source, len(english)) for article in articles for source in article.sources]
    certainties = list(chain.from_iterable(article.certainties for article in articles))
    lengths, text = _texts(list(chain.from_iterable(article.targets for article in articles)))
    columns = {
        "units": list(chain.from_iterable(article.units for article in articles)),
        "certainties": certainties if any(certainties) else [],
        "lines": _steps(list(chain.from_iterable(article.lines for article in articles))),
        "sources": _steps(sources),
        "lengths": lengths,
        "text": text,
    }
    return script_call("BT.putPart", tag, number, data=compact(columns))


def _english(number: int, sentences: Sequence[str]) -> str:
    lengths, text = _texts(sentences)
    return script_call("BT.putEnglish", number, data=compact({"lengths": lengths, "text": text}))


def _texts(texts: Sequence[str]) -> tuple[list[int], str]:
    text = "\n".join(texts)
    length = len if utf16_length(text) == len(text) else utf16_length
    return list(map(length, texts)), text


def _steps(numbers: Sequence[int]) -> list[int]:
    return [after - before for before, after in pairwise([0, *numbers])]
