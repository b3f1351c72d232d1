"""What a reader sees: of a delivered article, and of a published page."""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from sphinx_bitext.markup.article import build_side
from sphinx_bitext.markup.blocks import markdown_parser
from sphinx_bitext.model import Article

# What is no HTML element is text to a reader, such as a placeholder in angle brackets.
_PLACEHOLDER_RE = re.compile(r"</?(?:application|tenant|sitename)>", re.IGNORECASE)


def article_of(page: Path) -> str:
    """Return the text of a page's article, images as their alt text, videos as written, no titles of alerts."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    article = soup.find("article")
    assert article is not None, page
    for title in article.select(".admonition-title"):
        title.decompose()
    for video in article.select("a.video"):
        video.replace_with(f"[!VIDEO {video['href']}]")
    return _with_alts(article)


def delivered_text(article: Article) -> str:
    """Return the text that the clean delivery shows."""
    html = markdown_parser().render(build_side(article, "target").text)
    soup = BeautifulSoup(_PLACEHOLDER_RE.sub(lambda m: m.group().replace("<", "&lt;"), html), "lxml")
    for title in soup.select(".markdown-alert-title"):
        title.decompose()
    return _with_alts(soup)


def _with_alts(soup: Tag) -> str:
    for image in soup.find_all("img"):
        image.replace_with(str(image.get("alt") or ""))
    return str(soup.get_text())


def squeeze(text: str) -> str:
    """Return text without white space, so that layout plays no part."""
    return re.sub(r"\s+", "", text)
