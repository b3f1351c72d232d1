"""Translated blocks in the English skeleton: what stands in a msgstr stays one block, and no text is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_projects import new_project, sample_project

from sphinx_bitext.alignment.corpus import align_path
from sphinx_bitext.catalogs.build import build_entries, build_source
from sphinx_bitext.catalogs.localize import localize, one_block, spell, unspell
from sphinx_bitext.catalogs.merge import merge_catalog
from sphinx_bitext.catalogs.pages import english_page, localized_page, unaligned_page
from sphinx_bitext.catalogs.po import Catalog, Entry, parse_catalog, render_catalog
from sphinx_bitext.markup.article import build_side, parse_article
from sphinx_bitext.markup.blocks import markdown_parser, parse_blocks
from sphinx_bitext.markup.marks import CLOSE, MARK_RE, MarkKind, opening, read_mark, remove_marks
from sphinx_bitext.model import Bitext, Page
from sphinx_bitext.workflows.ingest import Ingested
from support import examples, unit

HEADER = 'msgid ""\nmsgstr ""\n'


def put(english: str, *texts: str) -> str:
    """Return English Markdown with its messages replaced one after the other."""
    blocks = parse_blocks(english)
    messages = [index for index, block in enumerate(blocks) if block.is_message]
    return localize(english, blocks, dict(zip(messages, texts, strict=True))).text


@pytest.mark.parametrize(
    ("english", "texts", "localized"),
    [
        ("# One\n\nTwo\n", ["Ett", "Två"], "# Ett\n\nTvå\n"),
        ("# One #\n", ["Ett"], "# Ett #\n"),
        ("One\n===\n", ["Ett"], "Ett\n===\n"),
        ("> One\n> two\n", ["Ett\ntvå\ntre"], "> Ett\n> två\n> tre\n"),
        ("> One\n", ["Ett\ntvå"], "> Ett\n> två\n"),
        ("> One\nlazy\n", ["Ett\ntvå"], "> Ett\ntvå\n"),
        ("- One\n  - Two\n", ["Ett\nrad", "Två\nrad"], "- Ett\n  rad\n  - Två\n    rad\n"),
        ("10. One\n", ["Ett\nrad"], "10. Ett\n    rad\n"),
        ("> - One\n", ["Ett\nrad"], "> - Ett\n>   rad\n"),
        ("|a|b|\n|-|-|\n|c|d|\n", ["1|1", "2\\|2", "3\n3", "`4|4`"], "|1\\|1|2\\|2|\n|-|-|\n|3 3|`4\\|4`|\n"),
        ("|a|a|\n|-|-|\n|a|a|\n", ["1", "2", "3", "4"], "|1|2|\n|-|-|\n|3|4|\n"),
        ("One\r\ntwo\r\n\r\nThree\r\n", ["Ett\ntvå", "Tre"], "Ett\r\ntvå\r\n\r\nTre\r\n"),
        ("> [!NOTE]\n> One\n", ["Ett"], "> [!NOTE]\n> Ett\n"),
        (
            "# Title\n\n![alt](a.png) One\n",
            ["Titel", "![alternativ](a.png) Ett"],
            "# Titel\n\n![alternativ](a.png) Ett\n",
        ),
    ],
)
def test_content_is_put_into_the_place_of_the_english(english: str, texts: list[str], localized: str) -> None:
    assert put(english, *texts) == localized


@pytest.mark.parametrize(
    "msgstr",
    [
        "a\n\nb",
        "a\n- b",
        "a\n1. b",
        "a\n1) b",
        "a\n# b",
        "a\n> b",
        "a\n===",
        "a\n---",
        "a\n***",
        "a\n- - -",
        "a\n___",
        "a\n```\nb",
        "a\n~~~",
        "a\n<div>\nb",
        "a\n</table>",
        "a\n<!-- b",
        "a\n<script>",
        "a\n<?php",
        "a\n:::{note}",
        "a | b\n- | -\nc | d",
        "a\n|b|\n|-|\n|c|",
        "- a",
        "+ a",
        "* a",
        "4. a",
        "1) a",
        "# a",
        "> a",
        "---",
        "***",
        "===",
        "```\na",
        "~~~ a",
        "<div>a",
        "<!-- a",
        "    a",
        "\ta",
        "[a]: b",
        "| a |\n|-|\n| b |",
        "| a |",
        "a\r\rb",
        "a\u2028\u2028b",
        "a\x0b\x0cb",
    ],
)
@pytest.mark.parametrize("english", ["One\n", "> One\n", "- One\n\n- Two\n", "1. One\n   two\n"])
def test_a_msgstr_stays_one_block(msgstr: str, english: str) -> None:
    """Whatever a person writes into a paragraph, the blocks around it and their number stay as they are."""
    page = page_of(english, {parse_blocks(english)[0].message: msgstr})
    # With the marks, as Sphinx gets it: they keep the first line from being anything but text.
    assert structure(page.markdown) == structure(english)
    shown = re.sub(r"<[^>]*>|\s|\\", "", markdown_parser().render(page.markdown))
    for word in re.findall(r"\w+", re.sub(r"<[^>]*>", "", msgstr)):
        assert word in shown


def structure(markdown: str) -> list[str]:
    return [token.type for token in markdown_parser().parse(markdown)]


def page_of(english: str, texts: dict[str, str], *, fuzzy: tuple[str, ...] = ()) -> Page:
    """Return the page of a locale whose catalog a person wrote from nothing."""
    aligned = align_path("a.md", [parse_article(english, path="a.md", locale="en-US")])
    assert aligned.english is not None
    source = build_source(aligned.english)
    assert set(texts) <= {message.msgid for message in source.messages}
    entries = tuple(Entry(key, text, flags=("fuzzy",) * (key in fuzzy)) for key, text in texts.items())
    catalog = parse_catalog(render_catalog(Catalog(HEADER, entries)))
    return localized_page(source, "sv-SE", None, catalog, fuzzy=True)


@given(
    st.text(st.sampled_from("ab \n\t>-+*#`~|=.)(1:<![]\\_"), min_size=1, max_size=14).filter(lambda text: "a" in text)
)
@settings(max_examples=examples(400), deadline=None)
def test_any_msgstr_stays_one_block(msgstr: str) -> None:
    for english in ("x\n\ny\n", "> x\n\ny\n", "- x\n\ny\n"):
        page = page_of(english, {"x": msgstr})
        assert structure(page.markdown) == structure(english)


@pytest.mark.parametrize(
    ("english", "msgstr", "content"),
    [
        ("One  \ntwo  \nthree\n", "Ett   två   tre", "Ett  \ntvå  \ntre"),
        ("One two\n", "Ett   två", "Ett   två"),
        ("One  \ntwo\n", "Ett\ntvå", "Ett\ntvå"),
        ("One  \ntwo three\n", "Ett   två   tre", "Ett  \ntvå   tre"),
        ("One\n", " \nEtt", "\nEtt"),
        ("One  \n", "Ett", "Ett  "),
        ("One  \n", "Ett ", "Ett "),
    ],
)
def test_a_msgstr_stands_for_a_content(english: str, msgstr: str, content: str) -> None:
    assert unspell(english, parse_blocks(english)[0], msgstr) == content


@pytest.mark.parametrize(
    ("english", "content", "msgstr"),
    [
        ("One two\n", "Ett två", "Ett två"),
        ("One  \ntwo\n", "Ett  \ntvå", "Ett   två"),
        ("One\ntwo\n", "Ett\ntvå", "Ett\ntvå"),
        ("One\\\ntwo\n", "Ett\\\ntvå", "Ett\\\ntvå"),
        ("One \n", "Ett ", "Ett"),
        ("One\n", "Ett  ", "Ett  "),
        ("One\n", "\n    Ett", " \n    Ett"),
        ("One\n", "  ", ""),
    ],
)
def test_a_msgstr_is_spelled_as_plainly_as_nothing_is_lost(english: str, content: str, msgstr: str) -> None:
    block = parse_blocks(english)[0]
    assert spell(english, block, content) == msgstr
    if msgstr:
        assert unspell(english, block, msgstr) == content


@given(st.text(st.sampled_from("ab \n\t>\\"), max_size=12))
@settings(max_examples=examples(400), deadline=None)
def test_no_blank_or_line_break_is_lost_on_the_way_through_a_msgstr(content: str) -> None:
    """But one: blanks in a row are taken for a line break where the English has one and the text has none."""
    for english in ("x\n", "x  \ny\n", "> x\n> y\n"):
        block = parse_blocks(english)[0]
        back = unspell(english, block, spell(english, block, content))
        assert back == content or not content.strip(" \n\t\\") or ("  \n" in english and "   " in content)


def test_one_block_takes_blank_lines_out() -> None:
    assert one_block("a\n\n \nb\n") == "a\nb"


def marks(page: Page) -> list[tuple[str, str]]:
    """Return (kind, payload) of each opening mark."""
    found = (read_mark(match) for match in MARK_RE.finditer(page.markdown))
    return [(mark.kind.name.lower(), mark.payload) for mark in found if mark.kind]


def sentences(page: Page) -> list[tuple[str, str]]:
    pattern = re.compile(re.escape(opening(MarkKind.SEGMENT)[:2]) + "([\ufdd3-\ufddd]+)\ufdd1(.*?)" + CLOSE, re.DOTALL)
    return [
        (read_mark(next(iter(MARK_RE.finditer(found.group())))).payload, found.group(2))
        for found in pattern.finditer(page.markdown)
    ]


ENGLISH_HASH = "c" * 40
DELIVERY = (
    "---\nms.translationtype: HT\nms.contentlocale: sv-SE\n---\n"
    f'# <a name="first-steps"></a>{unit("0abcd-101", "Första steg", "First steps")}\n\n'
    f"{unit('0abcd-102', 'En mening.', 'One sentence.')} {unit('0abcd-103', 'Två till.', 'Two more.')}\n\n"
    f"- {unit('0abcd-104', 'Öppna', 'Open')}\n- {unit('0abcd-105', 'Öppen', 'Open')}\n"
)


def bitext_of(*deliveries: str) -> tuple[Bitext, Catalog]:
    articles = [parse_article(text, path="a.md", locale="sv-SE") for text in deliveries]
    aligned = align_path("a.md", articles)
    assert aligned.english is not None
    source = build_source(aligned.english)
    return aligned.bitexts[0], merge_catalog(Catalog(HEADER, ()), build_entries(source, aligned.bitexts[0])).catalog


def delivered_page(edit: tuple[str, str] | None = None, delivery: str = DELIVERY) -> Page:
    bitext, catalog = bitext_of(delivery)
    text = render_catalog(catalog)
    if edit:
        assert edit[0] in text
        text = text.replace(*edit)
    assert bitext.english is not None
    return localized_page(build_source(bitext.english), "sv-SE", bitext, parse_catalog(text), fuzzy=True)


def test_delivered_sentences_are_marked_with_their_numbers() -> None:
    page = delivered_page()
    assert sentences(page) == [
        ("101", "Första steg"),
        ("102", "En mening."),
        ("103", "Två till."),
        ("104", "Öppna"),
        ("105", "Öppen"),
    ]
    assert page.status == "translated"
    assert page.heading_ids == (("first-steps",),)


def test_edited_sentences_are_aligned_with_the_english_again() -> None:
    page = delivered_page(("En mening. Två till.", "En bra mening. Två andra till."))
    assert sentences(page)[1:3] == [("102", "En bra mening."), ("103", "Två andra till.")]


def test_paragraphs_of_a_machine_that_people_edited_are_counted() -> None:
    edit = ("En mening. Två till.", "En bra mening. Två andra till.")
    machine = DELIVERY.replace("ms.translationtype: HT", "ms.translationtype: MT")
    assert delivered_page(edit, machine).post_edited == 1
    assert (delivered_page(None, machine).post_edited, delivered_page(edit).post_edited) == (0, 0)


def test_sentences_that_were_joined_carry_the_first_number_and_lose_no_word() -> None:
    page = delivered_page(("En mening. Två till.", "En mening och två till."))
    assert "En mening och två till." in remove_marks(page.markdown)
    assert [number for number, _ in sentences(page)][:2] == ["101", "102"]


def test_a_message_that_is_said_in_two_ways_has_an_entry_with_a_context() -> None:
    _, catalog = bitext_of(DELIVERY)
    assert [(e.msgctxt, e.msgstr) for e in catalog.entries if e.msgid == "Open"] == [(None, "Öppna"), ("105", "Öppen")]
    assert remove_marks(delivered_page().markdown).endswith("- Öppna\n- Öppen\n")


def test_an_edit_of_the_plain_entry_leaves_the_one_with_a_context() -> None:
    page = delivered_page(('msgstr "Öppna"', 'msgstr "Slå upp"'))
    assert remove_marks(page.markdown).endswith("- Slå upp\n- Öppen\n")


def test_a_block_without_a_translation_is_english_and_marked() -> None:
    page = page_of("# One\n\nTwo\n", {"One": "Ett"})
    assert marks(page) == [("heading", "0"), ("segment", "101"), ("english", "")]
    assert (page.status, page.english_messages) == ("translated", 1)
    assert remove_marks(page.markdown) == "# Ett\n\nTwo\n"


def test_a_fuzzy_translation_is_published_and_marked_stale() -> None:
    page = page_of("# One\n\nTwo\n", {"One": "Ett", "Two": "Två"}, fuzzy=("Two",))
    assert ("stale", "") in marks(page)
    assert (page.status, page.stale_messages) == ("stale", 1)
    assert remove_marks(page.markdown) == "# Ett\n\nTvå\n"


def test_a_catalog_without_translations_gives_an_english_only_page() -> None:
    page = page_of("# One\n\nTwo\n", {})
    assert (page.status, page.translation_type, page.title) == ("english-only", None, "One")


def test_a_page_without_known_english_is_published_as_delivered() -> None:
    article = parse_article("---\nms.translationtype: MT\n---\n# Ett\n\n- två\n", path="a.md", locale="sv-SE")
    page = unaligned_page(align_path("a.md", [article]).bitexts[0])
    assert (page.status, page.title, remove_marks(page.markdown)) == ("unaligned", "Ett", "# Ett\n\n- två\n")


@pytest.mark.parametrize("foreign", ["\ufdd0", "\ufde0", "\ufdd0\ufde1\ufdd1", "\ufdd2", "\x00", "\udc80"])
def test_marks_in_foreign_text_are_not_ours(foreign: str) -> None:
    page = page_of("One\n\nTwo\n", {"One": f"E{foreign.replace(chr(0xDC80), '')}tt"})
    assert marks(page) == [("segment", "101"), ("english", "")]
    body = f"Fo{foreign}o\n"
    english = align_path("a.md", [parse_article(body, path="a.md", locale="en-US")]).english
    assert english is not None
    assert len(marks(english_page(build_source(english)))) <= 1


def test_ids_of_headings_are_slugs_and_unique() -> None:
    page = page_of("# A b\n\n## Same\n\n## Same\n\n## !\n\n### Ünïcode `code`\n", {})
    assert page.heading_ids == (("a-b",), ("same",), ("same-1",), ("section",), ("ünïcode-code",))


def shown(markdown: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", markdown_parser().render(markdown)))


def pages(ingested: Ingested) -> Iterator[tuple[Bitext, Page]]:
    for path, aligned in ingested.corpus.articles.items():
        for bitext in aligned.bitexts:
            catalog = ingested.catalogs[bitext.locale, path]
            yield bitext, localized_page(ingested.sources[path], bitext.locale, bitext, catalog, fuzzy=True)


@pytest.mark.corpus
@pytest.mark.long
def test_pages_show_all_delivered_text_and_nothing_else(corpus: Path, tmp_path: Path) -> None:
    project, ingested = sample_project(tmp_path / "spans", corpus, every=5)
    count = same_html = 0
    for bitext, page in pages(ingested):
        delivered, localized = build_side(bitext.target, "target").text, remove_marks(page.markdown)
        assert shown(localized) == shown(delivered), f"{bitext.locale} {bitext.target.path}"
        count += 1
        same_html += markdown_parser().render(localized) == markdown_parser().render(delivered)
    assert count >= 150
    assert same_html >= 0.97 * count
    clean = tmp_path / "clean"
    shutil.copytree(project.english_dir, clean / "source" / "en-US")
    assert new_project(clean).english_dir.is_dir()
    _, ingested = sample_project(clean, corpus, form="live", every=5)
    found = [
        shown(remove_marks(page.markdown)) == shown(build_side(bitext.target, "target").text)
        for bitext, page in pages(ingested)
    ]
    assert len(found) == count
    assert sum(found) >= 0.995 * count
