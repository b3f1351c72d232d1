"""Sites to search in: our own short articles in six scripts, built by the product, and what is true of their words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from playwright.sync_api import Page

ARTICLES = Path(__file__).with_name("search_articles")
LOCALES = tuple(sorted(file.stem for file in ARTICLES.glob("*.md")))
UNSPACED = ("ja", "th", "zh")
ALL_HUMAN = "ja-JP"
"""The locale without machine translations."""
_TOOLS = Path(__file__).resolve().parents[2] / "tools"

_SEGMENT = """([lang, texts]) => {
  const words = new Intl.Segmenter(lang, { granularity: "word" });
  return texts.map((text) => [...words.segment(text)].filter((one) => one.isWordLike).map((one) => one.segment));
}"""
_SEARCH = """async ([terms, limit]) => {
  const { search } = await import(new URL(document.querySelector(".find").dataset.script, document.baseURI));
  const found = [];
  for (const term of terms) found.push((await search(term, "", limit)).items.map((item) => item.url));
  return found;
}"""


def write_articles(folder: Path) -> None:
    """Write the articles as deliveries without English, every third by people."""
    for file in ARTICLES.glob("*.md"):
        for number, part in enumerate(file.read_text(encoding="utf-8").split("# ")[1:]):
            title, _, text = part.partition("\n")
            kind = "MT" if number % 3 and file.stem != ALL_HUMAN else "HT"
            path = folder / "source" / file.stem / "help" / f"a{number:02}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            head = f"---\ntitle: {title}\nms.translationtype: {kind}\n---\n"
            path.write_text(f"{head}# {title}\n\n{text}", encoding="utf-8")


def run_bitext(folder: Path, *arguments: str, path: Sequence[Path] = ()) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder as a user does; `path` are folders that Python looks into first."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*path, _TOOLS))), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "sphinx_bitext", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=280,
    )  # fmt: skip


class Article(NamedTuple):
    """What a reader sees of a page."""

    title: str
    text: str


def read_articles(folder: Path) -> dict[str, Article]:
    """Return the articles of a locale, by their path below its folder."""
    found = {}
    for file in sorted(folder.rglob("*.html")):
        if file.name == "404.html":
            continue
        article = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml").select_one("main article")
        heading = article and article.find("h1")
        if article and heading and file != folder / "index.html":
            found[file.relative_to(folder).as_posix()] = Article(heading.get_text(), article.get_text())
    return found


class Truth:
    """Which articles hold a word: as a whole one, or anywhere in scripts that write no spaces."""

    def __init__(self, page: Page, lang: str, articles: Mapping[str, Article]) -> None:
        self.inside = lang.partition("-")[0] in UNSPACED
        texts = [text for article in articles.values() for text in article]
        words = [set(map(fold, found)) for found in page.evaluate(_SEGMENT, [lang, texts])]
        self.titles = dict(zip(articles, words[::2], strict=True))
        self.words = dict(zip(articles, words[1::2], strict=True))
        self.articles = {url: Article(*map(fold, article)) for url, article in articles.items()}

    def holding(self, term: str) -> set[str]:
        """Return the articles that contain a term."""
        return {url for url in self.articles if self._is_in(term, self.articles[url].text, self.words[url])}

    def titled(self, term: str) -> set[str]:
        """Return the articles whose title contains a term."""
        return {url for url in self.articles if self._is_in(term, self.articles[url].title, self.titles[url])}

    def _is_in(self, term: str, text: str, words: set[str]) -> bool:
        return term in text if self.inside else term in words

    def terms(self, count: int) -> list[str]:
        """Return words of titles and of texts, half each, evenly from all that a reader may look for."""
        titles = {word for words in self.titles.values() for word in words if self._is_term(word)}
        texts = {word for words in self.words.values() for word in words if self._is_term(word)} - titles
        return [*_spread(sorted(titles), count // 2), *_spread(sorted(texts), count - count // 2)]

    def _is_term(self, word: str) -> bool:
        long = len(word) >= (2 if self.inside else 4) and not re.search(r"[\d_.]", word)
        return long and (not self.inside or not word.isascii()) and len(self.holding(word)) <= 30


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _spread(words: Sequence[str], count: int) -> list[str]:
    return [words[at * len(words) // count] for at in range(min(count, len(words)))]


def search(page: Page, terms: Sequence[str], limit: int = 400) -> list[list[str]]:
    """Return what the page's own search finds for each term, best first, as paths below the locale's folder."""
    base = page.evaluate("new URL(document.querySelector('.find').dataset.index + '..', document.baseURI).pathname")
    found: list[list[str]] = page.evaluate(_SEARCH, [list(terms), limit])
    return [[url.removeprefix(base) for url in urls] for urls in found]
