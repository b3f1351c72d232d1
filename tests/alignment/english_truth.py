"""Measures how much of the true English a rebuilt body is: block by block, and what stands between the blocks.

Disregarded is only what a delivery takes away for good: line ends at the edges of the file, image descriptions, escapes
of asterisks and backticks, soft line breaks, and the locale in addresses. Code and HTML are compared as they are.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from sphinx_bitext.alignment.corpus import draft
from sphinx_bitext.alignment.masters import choose_masters
from sphinx_bitext.markup.article import build_side, decode, parse_article
from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.model import Article, Block

_TEXT = r"(?:\\.|[^\[\]\\\n]|\[(?:\\.|[^\[\]\\\n])*+\])*+"
_DISREGARDED: dict[str, tuple[re.Pattern[str], str]] = {
    # A hard line break, two blanks or a backslash, is text and stays.
    "joined lines": (re.compile(r"(?<! {2})(?<!\\)\n[ \t]*"), " "),
    "image description": (re.compile(rf"!\[{_TEXT}\](?=[(\[])|(?<=\salt-text=\")[^\"\n]*"), "![]"),
    "escape": (re.compile(r"\\([*`])"), r"\1"),
}
_IMAGE = "image description"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two bodies differ in."""

    differences: Counter[str] = field(default_factory=Counter)
    """Class of difference to how often; empty when the bodies are equal."""
    disregarded: Counter[str] = field(default_factory=Counter)
    """Class of what was disregarded to the number of blocks."""

    @property
    def equal(self) -> bool:
        """Whether nothing differs but what a delivery takes away."""
        return not self.differences

    @property
    def exact(self) -> bool:
        """Whether nothing at all differs but line ends at the edges."""
        return self.equal and not self.disregarded


class _Item(NamedTuple):
    """One block, or what stands in front of it."""

    form: tuple[object, ...]
    content: str
    raw: str


def compare(rebuilt: str, true: str, locale: str) -> Comparison:
    """Compare a rebuilt body with the true one; `locale` is that of the deliveries it was rebuilt from, or empty."""
    one, two = _items(rebuilt, locale), _items(true, locale)
    differences: Counter[str] = Counter()
    disregarded: Counter[str] = Counter()
    before, now = ([(item.form, item.content) for item in items] for items in (one, two))
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            for left, right in zip(one[i1:i2], two[j1:j2], strict=True):
                disregarded.update(_disregarded(left, right))
        else:
            differences.update(_classes(one[i1:i2], two[j1:j2]))
    return Comparison(differences, disregarded)


def _items(body: str, locale: str) -> list[_Item]:
    text = body.replace("\r\n", "\n").strip("\n")
    items: list[_Item] = []
    end = 0
    for block in parse_blocks(text):
        start, stop = block.place
        between = text[end : max(end, start)]
        items.append(_Item(("between",), _between(between), between))
        items.append(_Item(_form(block), _neutral(block, locale), block.content))
        end = max(end, stop)
    items.append(_Item(("between",), _between(text[end:]), text[end:]))
    return items


def _between(text: str) -> str:
    """Return the marks and blank lines between two blocks; blanks at the end of a line show nothing there."""
    return re.sub(r"[ \t]+(?=\n|\Z)", "", text) if text.strip() == "" else text


def _form(block: Block) -> tuple[object, ...]:
    return (block.kind, block.level, block.containers)


def _neutral(block: Block, locale: str) -> str:
    content = _with_english_addresses(block.content, locale)
    if not block.is_message:
        return content
    for pattern, kept in _DISREGARDED.values():
        content = pattern.sub(kept, content)
    return content


def _with_english_addresses(content: str, locale: str) -> str:
    """Return Markdown with `en-us` where an address names the locale of the delivery or any English."""
    tags = "|".join(map(re.escape, dict.fromkeys(("en-us", locale) if locale else ("en-us",))))
    return re.sub(rf"(https?://[^\s/()<>]+/)(?:{tags})(?=[/?#)\s]|$)", r"\1en-us", content, flags=re.IGNORECASE)


def _disregarded(left: _Item, right: _Item) -> Iterator[str]:
    if left.raw == right.raw:
        return
    if left.form == ("between",):
        yield "blanks at a line end"
        return
    for name, (pattern, _) in _DISREGARDED.items():
        if pattern.findall(left.raw) != pattern.findall(right.raw):
            yield name
    if re.findall(r"https?://\S+", left.raw) != re.findall(r"https?://\S+", right.raw):
        yield "locale in an address"


def _classes(one: Sequence[_Item], two: Sequence[_Item]) -> Iterator[str]:
    """Yield the class of each difference: what is another block, or what in a block is another."""
    if [item.form for item in one] != [item.form for item in two]:
        yield from _other_blocks(one, two)
        return
    for left, right in zip(one, two, strict=True):
        if left.content != right.content:
            yield f"text of a {left.form[0]}" if left.form != ("between",) else "between blocks"


def _other_blocks(one: Sequence[_Item], two: Sequence[_Item]) -> Iterator[str]:
    forms = [Counter(item.form[0] for item in items if item.form != ("between",)) for items in (one, two)]
    yield from (f"{kind} too many" for kind in (forms[0] - forms[1]).elements())
    yield from (f"{kind} missing" for kind in (forms[1] - forms[0]).elements())
    if forms[0] == forms[1]:
        yield "structure"


class Rebuilt(NamedTuple):
    """One English body rebuilt from deliveries, beside the true one."""

    path: str
    locale: str
    """BCP 47 tag of the delivery; empty when several took part."""
    body: str
    true: str


def read_articles(root: Path, locale: str) -> list[Article]:
    """Return all articles below `root`."""
    files = sorted(root.rglob("*.md"))
    return [
        parse_article(decode(file.read_bytes()), path=file.relative_to(root).as_posix(), locale=locale)
        for file in files
    ]


def body_of(article: Article) -> str:
    """Return the text of an English article behind its front matter."""
    return build_side(article, "target").text


def against_files(product: Path) -> Iterator[Rebuilt]:
    """Yield what is rebuilt from the deliveries of a product that has its true English beside them in `english/`."""
    locale = product.name.rpartition(".")[2]
    true = {article.path: article for article in read_articles(product / "english", "en-US")}
    for delivery in read_articles(product / "sxs", locale):
        (group,) = draft(delivery.path, [delivery]).groups
        if delivery.path in true and group.side is not None:
            yield Rebuilt(delivery.path, locale, group.side.text, body_of(true[delivery.path]))


def against_proven(deliveries: Sequence[Article]) -> Iterator[Rebuilt]:
    """Yield what is rebuilt of each article whose English the search proves: from all its locales, and from each alone.

    What is rebuilt is the majority's text, before any search.
    """
    by_path: dict[str, list[Article]] = {}
    for article in deliveries:
        by_path.setdefault(article.path, []).append(article)
    drafts = [draft(path, articles) for path, articles in by_path.items()]
    masters = choose_masters(drafts)
    for one in drafts:
        english = masters[one.path].english
        if english is None or english.proof != "proven":
            continue
        group = next(group for group in one.groups if group.hash == english.hash)
        if group.side is None:
            continue
        true = body_of(english.article)
        yield Rebuilt(one.path, "", group.side.text, true)
        for article in group.deliveries:
            (alone,) = draft(one.path, [article]).groups
            if alone.side is not None:
                yield Rebuilt(one.path, article.locale, alone.side.text, true)
