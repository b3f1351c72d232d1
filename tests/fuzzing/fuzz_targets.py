"""What foreign text is given to, and what must hold of the outcome whatever the text is. Nothing here may raise."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from hypothesis import strategies as st

from sphinx_bitext.catalogs.localize import localize, one_block
from sphinx_bitext.catalogs.po import CatalogError, parse_catalog, render_catalog
from sphinx_bitext.checks._tokens import inline
from sphinx_bitext.markup.article import build_side, decode, encode, parse_article
from sphinx_bitext.markup.blocks import parse_blocks
from sphinx_bitext.markup.dialect import is_unknown, read_inline, read_line
from sphinx_bitext.markup.dialect.xref import read_address, read_map
from sphinx_bitext.markup.front_matter import parse_front_matter
from sphinx_bitext.markup.redirections import parse_redirections
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.markup.toc import parse_toc
from sphinx_bitext.model import Page
from sphinx_bitext.sphinxext.block_html import sanitize
from sphinx_bitext.sphinxext.conservation import without_hidden, words_of
from sphinx_bitext.sphinxext.markdown import ArticleMarkdown, NestingError
from sphinx_bitext.sphinxext.records import Draft
from written import page_faults

_PIECES = [
    "<span data-ttu-id=\"0abcd-101\">", "<span class=\"sxs-lookup\">", "<span data-stu-id=\"0abcd-101\">", "</span>",
    "---\n", "title: ", "- ", "> ", "# ", "| ", "|-|-|\n", "\n\n", "\r", "\r\n", "\t", "    ", "```", "`", "**", "*",
    "_", "[", "](", ")", "![", "<", ">", "<!--", "-->", "<?", "<![CDATA[", "]]>", "<div>", "</div>", "<script>",
    "</script>", "<a href=\"", "<details>", "</details>", "<table><tr><td>", "onclick=", "javascript:", "data:",
    "&lt;", "&#0;", "\\", "\x00", "\u2028", "\u202e", "\ufeff", "\ue000", "\ue001", "\udcff", "\U0001f642", "e\u0301",
    "{{", "}}", "{", "}", ":::row:::", ":::column:::", ":::row-end:::", "::: moniker range=\"", "[!INCLUDE [",
    "[!NOTE]", "[!VIDEO ", "# [a](#tab/b)", "<xref:", "msgid \"", "msgstr \"", "msgctxt \"", "msgid_plural \"",
    "msgstr[0] \"", "\"\n", "#~ ", "#| ", "#, fuzzy\n", "name: ", "href: ", "items:\n  ", "&x ", "*x",
    "!!python/name:x ", "{\"redirections\": [", "\"source_path\": ", "\"redirect_url\": ", "\\u",
]  # fmt: skip
_TESTS = Path(__file__).resolve().parents[1]


_SIDES: tuple[Literal["target"], Literal["source"]] = ("target", "source")


def seeds() -> list[str]:
    """Return texts of our own fixtures, cut to a size at which much can be tried."""
    files = [*sorted((_TESTS / "spec").rglob("*.md")), *sorted((_TESTS / "hostile" / "cases").glob("*.toml"))]
    found = []
    for file in files:
        found += re.split(r"\n(?=## |\")", decode(file.read_bytes()))
    return [text[:600] for text in found]


def texts() -> st.SearchStrategy[str]:
    """Return pieces of our fixtures between marks that mean something, and any other characters."""
    piece = st.one_of(
        st.sampled_from(_PIECES),
        st.text(max_size=8),
        st.sampled_from(seeds()).flatmap(
            lambda seed: st.tuples(st.integers(0, len(seed)), st.integers(0, 120)).map(
                lambda cut: seed[cut[0] : cut[0] + cut[1]]
            )
        ),
        st.tuples(st.sampled_from(_PIECES), st.integers(2, 40)).map(lambda much: much[0] * much[1]),
    )
    return st.lists(piece, max_size=12).map("".join)


def _scanner(text: str) -> None:
    article = parse_article(text, path="a.md", locale="sv-SE")
    for side in _SIDES:
        build_side(article, side)
        strip_alignment(text, side, unescape=True)
    assert all(0 <= one.place.start <= one.place.end <= len(text) for one in article.defects)
    assert decode(encode(text)) == text


def _front_matter(text: str) -> None:
    found = parse_front_matter(f"---\n{text}\n---\n")
    assert 0 <= found.body_start <= len(text) + 9


def _catalog(text: str) -> None:
    try:
        catalog = parse_catalog(text)
    except CatalogError:
        return
    assert render_catalog(catalog) == text


def _msgstr(text: str) -> None:
    block = one_block(text)
    assert "\n\n" not in block
    assert re.findall(r"\w+", block) == re.findall(r"\w+", text)


def _localize(text: str) -> None:
    text = text.replace("\0", "")
    blocks = parse_blocks(text)
    same = localize(text, blocks, {})
    assert same.text == text
    localize(text, blocks, {index: one_block(text[:40]) for index, block in enumerate(blocks) if block.is_message})


def _toc(text: str) -> None:
    for markdown in (False, True):
        parse_toc(text, markdown=markdown)


def _redirections(text: str) -> None:
    list(parse_redirections(text))
    list(parse_redirections(json.dumps({"redirections": [{"source_path": text, "redirect_url": text}]})))


def _names(text: str) -> None:
    uid = read_address(f"xref:{text}")
    assert uid is None or uid.uid
    row = {"uid": text, "href": text, "name": text, "fullName": [text]}
    for table in (text, [row], {"references": text}, {"baseUrl": text, "references": [text, row, {"uid": 1}]}):
        read_map(table)


def _dialect(text: str) -> None:
    for line in text.splitlines()[:20]:
        read_line(line)
        is_unknown(line)
        for position in range(min(len(line), 20)):
            read_inline(line, position)
    try:
        ArticleMarkdown().parse(text)
    except NestingError:
        return


def _html(text: str) -> None:
    draft = Draft(Page(docname="a", locale="sv-SE", markdown="", title="", status="translated"))
    clean = sanitize(text, draft)
    if clean.strip():
        page = f"<html><body>{clean}</body></html>".encode("utf-8", "replace")
        assert list(page_faults(page, set())) == []
    lost = words_of(without_hidden(text)) - words_of(clean)
    assert draft.warnings or not lost


def _checks(text: str) -> None:
    inline(text)


TARGETS: dict[str, Callable[[str], None]] = {
    "scanner": _scanner,
    "front matter": _front_matter,
    "catalog": _catalog,
    "msgstr": _msgstr,
    "localize": _localize,
    "toc": _toc,
    "redirections": _redirections,
    "names": _names,
    "dialect": _dialect,
    "html": _html,
    "checks": _checks,
}
