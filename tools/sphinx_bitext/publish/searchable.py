"""A page as the search index takes it: the text of its article, block by block, and nothing else.

Pagefind finds words between spaces. Scripts that write none between words (Chinese, Japanese, Thai and their
neighbours) are cut into overlapping pieces here and in `bitext-search.js` alike, so that any part of a sentence finds
it: no two dictionaries must agree where a word ends. Each piece is spelled in hexadecimal, which no tool divides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import escape

from lxml import etree, html

from ..locales import page_language

TIGHT = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Han and kana: pieces of two characters."""
LOOSE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese, Khmer: pieces of three."""
_RUN = re.compile(f"[{TIGHT}]+|[{LOOSE}]+")
_GLUE = "\u2060"
"""Stands as a word of its own where the text has no space beside a run of pieces."""
_HEBREW = re.compile("[\u05d0-\u05ea]+")
_HEBREW_PREFIXES = frozenset("והבכלמש")
_SEGMENTED = frozenset(("ja", "th", "zh"))
"""Languages that Pagefind would cut by itself; it gets them without their name."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
))  # fmt: skip
"""Elements that text runs through; all others end a block."""
_LEFT_OUT = frozenset(("button", "iframe", "input", "nav", "script", "style", "svg", "template"))


def digest_page(page: bytes, locale: str, name: str, kind: str, section: str) -> str:
    """Return a small HTML page that holds what a search for this page may find; empty when it has no article.

    The title is that of the article, else `name`. `kind` is `HT`, `MT`, `EN` or nothing, `section` the names of its
    folders; both can be asked of a result.
    """
    article = _article(page)
    if article is None:
        return ""
    blocks = [(tag, " ".join(text.split())) for tag, text in _blocks(article)]
    title = next((text for tag, text in blocks if tag == "h1" and text), name)
    language = page_language(locale)
    lang = "und" if language.partition("-")[0] in _SEGMENTED else language
    cut = cut_words(title, hebrew=language == "he")
    lines = [
        f'<!DOCTYPE html><html lang="{escape(lang)}"><head><meta charset="utf-8"></head><body data-pagefind-body>',
        _data("meta", "title", title),
        _data("meta", "words", cut) if cut != title else "",
        # One filter with one value: Pagefind writes several in an order that differs from run to run.
        _data("filter", "mt", "1" if kind == "MT" else ""),
        _data("meta", "about", _about(kind, section)),
        *(_block(tag, cut_words(text, hebrew=language == "he")) for tag, text in blocks if text and text != title),
        "</body></html>\n",
    ]
    return "\n".join(line for line in lines if line)


def _about(kind: str, section: str) -> str:
    """Return what a result says of its page, spelled as no reader writes it: Pagefind finds words of `meta` too."""
    return "x" + f"{kind}\n{section}".encode("utf-8", "surrogatepass").hex() if kind or section else ""


def _article(page: bytes) -> etree._Element | None:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return next(html.document_fromstring(page, parser=parser).iter("article"), None)


def _data(sort: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{sort}="{name}[content]" content="{escape(value)}">' if value else ""


def _block(tag: str, text: str) -> str:
    name = tag if tag in _HEADINGS else "p"
    return f"<{name}>{escape(text)}</{name}>"


def _blocks(article: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield (tag, text) of each stretch of text that no block begins or ends in."""
    names, text = [str(article.tag)], [article.text or ""]
    hidden = 0
    for event, element in etree.iterwalk(article, events=("start", "end")):
        if element is article:
            continue
        tag = element.tag if isinstance(element.tag, str) else "script"
        hides = tag in _LEFT_OUT or "headerlink" in (element.get("class") or "").split()
        if tag not in _INLINE:
            if event == "start" or names[-1] == tag:
                yield names[-1], "".join(text)
                text.clear()
            if event == "start":
                names.append(tag)
            elif len(names) > 1:
                names.pop()
        hidden += hides if event == "start" else -hides
        if not hidden:
            text.append((element.text if event == "start" else element.tail) or "")
    yield names[-1], "".join(text)


def cut_words(text: str, *, hebrew: bool = False) -> str:
    """Return a text whose runs without spaces are cut into pieces; all other words stay as they are."""
    if hebrew:
        text = _HEBREW.sub(_bare, text)
    normal = unicodedata.normalize("NFKC", text)
    return _RUN.sub(_pieces, normal) if _RUN.search(normal) else text


def _pieces(run: re.Match[str]) -> str:
    text, (start, end), whole = run[0], run.span(), run.string
    size = 2 if re.match(f"[{TIGHT}]", text) else 3
    pieces = " ".join("x" + "".join(f"{ord(one):05x}" for one in text[at : at + size]) for at in range(len(text)))
    before = f" {_GLUE} " if start and not whole[start - 1].isspace() else ""
    after = f" {_GLUE} " if end < len(whole) and not whole[end].isspace() else ""
    return before + pieces + after


def _bare(word: re.Match[str]) -> str:
    """Return a Hebrew word, and behind a bar what is left of it without the small words written at its front."""
    text, forms = word[0], [word[0]]
    while len(forms) < 4 and len(text) > 3 and text[0] in _HEBREW_PREFIXES:
        text = text[1:]
        forms.append(text)
    return "|".join(forms)
