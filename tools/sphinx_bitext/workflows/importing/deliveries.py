"""What a file says of itself: its locale, its date, what it includes."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ...alignment.proof import first_heading
from ...catalogs.pages import slug
from ...locales import canonical_tag, parse_tag
from ...markup.article import build_side, decode, parse_article
from ...markup.front_matter import DELIVERY_KEYS
from ...model import Article
from .candidates import File
from .names import ARTICLE

_ANCHOR_RE = re.compile(r"^#[ \t]+<a name=\"([\w\-.]+)\"></a>", re.MULTILINE)
_INCLUDE_RE = re.compile(r"\[!include\s{0,9}\[[^\]\n]{0,300}\]\s{0,9}\(([^()\s\"]{1,300})", re.IGNORECASE)
_MAX_NAME = 60
"""Characters; file systems take 255 bytes, and a character is up to 4 of them."""


class Delivery(NamedTuple):
    """What an import needs to know of an article."""

    file: File
    named: str | None
    """`ms.contentlocale` as it is written."""
    handoff: datetime.date | None
    lone_name: str
    """File name for an article without a place; empty for one that has it."""
    includes: tuple[str, ...]
    """Targets of `[!INCLUDE]` as they are written."""
    undelivered: bool
    """Whether it has front matter to which no delivery added a key: it is English, most likely."""

    @property
    def locale(self) -> str | None:
        """The locale that the article names, None when it names none or something else."""
        return canonical_tag(self.named) if self.named and parse_tag(self.named) else None


def read_delivery(file: File) -> Delivery:
    """Read an article; StorageError when its bytes cannot be read."""
    article = parse_article(decode(file.read()), path="", locale="", file=file.shown)
    lone = not file.name or file.kind == "text"
    return Delivery(
        file,
        article.metadata.content_locale,
        article.metadata.last_handoff,
        f"{_lone_name(file, article)}{ARTICLE}" if lone else "",
        tuple(match[1] for match in _INCLUDE_RE.finditer(article.text)),
        bool(article.metadata.values)
        and article.metadata.values.keys().isdisjoint(DELIVERY_KEYS)
        and not article.units,
    )


def handoff_of(data: bytes) -> datetime.date | None:
    """Return the date on which an article was handed off."""
    return parse_article(decode(data), path="", locale="").metadata.last_handoff


def included_by(delivery: Delivery, docset: str) -> Iterator[str]:
    """Yield the paths of what an article includes; `~/` is the top of its docset."""
    folder = posixpath.dirname(delivery.file.name)
    for target in delivery.includes:
        path = target.split("?", maxsplit=1)[0].replace("\\", "/")
        start = docset if path.startswith("~/") else folder
        yield posixpath.normpath(posixpath.join(start, path.removeprefix("~/")))


def _lone_name(file: File, article: Article) -> str:
    """Return the name of a file without a place: the anchor of its first heading, which is the English slug."""
    anchor = _ANCHOR_RE.search(article.text, article.body_start)
    if anchor:
        return anchor.group(1)[:_MAX_NAME]
    heading = first_heading(build_side(article, "source").text)
    return (slug(heading) if heading else "")[:_MAX_NAME] or Path(file.shown).stem
