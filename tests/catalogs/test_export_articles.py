"""English + catalog -> the article again: byte for byte, but for the sentences that somebody edited."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.alignment.corpus import align_path
from sphinx_bitext.catalogs.build import Source, build_entries, build_source
from sphinx_bitext.catalogs.export import export_article
from sphinx_bitext.catalogs.po import Catalog, parse_catalog, render_catalog
from sphinx_bitext.catalogs.proven_export import first_difference, prove_export
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Bitext
from support import examples, unit

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
FRONT = (
    "---\ntitle: Säkerhetskopior\nms.topic: article\nms.openlocfilehash: {hash}\nms.translationtype: HT\n"
    "ms.contentlocale: sv-SE\nms.lasthandoff: 04/06/2020\n---\n"
)


def u(number: int, target: str, source: str) -> str:
    return unit(f"0abcd-{number}", target, source)


PIPES = u(102, "a \\| b", "x \\| y")
BODIES = {
    "headings": f'# <a name="backups"></a>{u(102, "Säkerhetskopior", "Backups")}\n\n{u(103, "En.", "One.")}\n',
    "sentences": f"{u(101, 'Ta en kopia.', 'Make a copy.')} {u(102, 'Lagra den.', 'Store it.')}\n",
    "quote": f"> [!NOTE]\n> {u(101, 'En rad', 'One line')}\n> {u(102, 'och en till.', 'and another.')}\n",
    "list": f"1. {u(101, 'Öppna', 'Open')}\n   {u(102, 'mappen.', 'the folder.')}\n2. {u(103, 'Stäng.', 'Close.')}\n",
    "hard breaks": f"{u(101, 'Namn:', 'Name:')}  \n{u(102, 'Plats:', 'Place:')}\\\n{u(103, 'Tid:', 'Time:')}\n",
    "blanks behind": f"{u(101, 'Kopiera.  ', 'Copy. ')}\n\n{u(102, 'Klart.', 'Done.')}   \n",
    "table": f"| {u(101, 'Namn', 'Name')} | {PIPES} |\n|---|---|\n| 1 | {u(103, 'ett', 'one')} |\n",
    "marker first": f"1. {u(101, '+ ikonen öppnar listan.', 'The + icon opens the list.')}\n",
    "indented translation": f"1. {u(101, chr(10) + ' ' * 12 + 'Kopiera mappen.', 'Copy the folder.')}\n",
    "repeated": f"- {u(101, 'Öppna', 'Open')}\n- {u(102, 'Öppen', 'Open')}\n- {u(103, 'Öppna', 'Open')}\n",
    "code": f"{u(101, 'Kör:', 'Run:')}\n\n```sh\nbitext ingest\n```\n\n    indented\n\n{u(102, 'Klart.', 'Done.')}\n",
    "html": f"<p>{u(101, 'Ett stycke.', 'A paragraph.')}</p>\n\n{u(102, 'Klart.', 'Done.')}\n",
    "definitions": f"{u(101, '[Handboken][]', '[The manual][]')}\n\n[Handboken]: https://example.org/m\n[The manual]: https://example.org/m\n",
    "link text": f"[{u(101, 'Läs mer', 'Read more')}](https://example.org/a) {u(102, 'om kopior.', 'about copies.')}\n",
    "image": f"![Skärmbild av mappen](media/a.png)\n\n{u(101, 'Klart.', 'Done.')}\n",
    "CRLF": f"{u(101, 'Ett', 'One')}\r\n{u(102, 'två.', 'two.')}\r\n\r\n{u(103, 'Tre.', 'Three.')}\r\n",
    "no newline at the end": u(101, "Slut.", "The end."),
    "blank lines around": f"\n\n{u(101, 'Mitt.', 'Middle.')}\n\n\n",
    "quote damage": u(101, "Ett.", "One.").replace('"', "&quot;") + "\n",
    "paragraph unit": f"{unit('0abcd-p101', 'Ett. Två.', 'One. Two.')}\n\n{u(103, 'Tre.', 'Three.')}\n",
    "bytes that are not UTF-8": f"{u(101, 'Ett ' + chr(0xDCFF) + '.', 'One.')}\n",
    "empty": f"{u(101, '', 'One.')}\n\n{u(102, 'Två.', 'Two.')}\n",
}


def front(**changes: str) -> str:
    return FRONT.format(hash="d" * 40, **changes)


def article_of(name: str) -> str:
    text = front() + BODIES[name]
    return re.sub("\r?\n", "\r\n", text) if name == "CRLF" else text


def pair(text: str, *others: str) -> tuple[Source, Bitext, Catalog]:
    """Return a delivery beside its English with the catalog that is made of it, as a file would hold it."""
    articles = [parse_article(text, path="a.md", locale="sv-SE")]
    articles += [parse_article(other, path="a.md", locale="en-US") for other in others]
    aligned = align_path("a.md", articles)
    assert aligned.english is not None
    source = build_source(aligned.english)
    entries = build_entries(source, aligned.bitexts[0])
    return source, aligned.bitexts[0], parse_catalog(render_catalog(Catalog(HEADER, entries)))


def edited(catalog: Catalog, old: str, new: str) -> Catalog:
    text = render_catalog(catalog)
    assert old in text
    return parse_catalog(text.replace(old, new))


@pytest.mark.parametrize("name", BODIES)
def test_what_nobody_edited_comes_back_byte_for_byte(name: str) -> None:
    text = article_of(name)
    source, bitext, catalog = pair(text)
    for spans, wanted in ((True, text), (False, strip_alignment(text))):
        proven = prove_export(source, "sv-SE", bitext, catalog, spans=spans)
        assert proven.export.text == wanted
        if name not in ("empty",):
            assert proven.difference is None, proven.difference


@pytest.mark.parametrize("name", sorted({*BODIES} - {"html", "definitions", "empty", "bytes that are not UTF-8"}))
def test_english_and_catalog_alone_hold_every_word_break_and_blank(name: str) -> None:
    text = article_of(name)
    source, bitext, catalog = pair(text)
    made = export_article(source, "sv-SE", bitext, catalog, spans=False, layout=False)
    assert made.text == strip_alignment(text)


def test_an_edited_sentence_keeps_its_number_and_leaves_all_others() -> None:
    text = front() + BODIES["headings"] + "\n" + BODIES["sentences"].replace("-10", "-11")
    source, bitext, catalog = pair(text)
    catalog = edited(catalog, "Ta en kopia. Lagra den.", "Gör en kopia. Förvara den väl.")
    made = prove_export(source, "sv-SE", bitext, catalog, spans=True)
    wanted = text.replace(">Ta en kopia.<", ">Gör en kopia.<").replace(">Lagra den.<", ">Förvara den väl.<")
    assert (made.export.text, made.export.edited, made.difference) == (wanted, 1, None)


def test_an_edited_title_changes_its_line_of_the_front_matter_alone() -> None:
    english = "---\ntitle: Backups\n---\n" + "One.\n"
    text = front() + u(101, "En.", "One.") + "\n"
    source, bitext, catalog = pair(text, english)
    catalog = edited(catalog, "Säkerhetskopior", r"Kopior: \"alla\"")
    made = prove_export(source, "sv-SE", bitext, catalog, spans=True).export.text
    assert made == text.replace("title: Säkerhetskopior", r'title: "Kopior: \"alla\""')
    assert parse_article(made, path="a.md", locale="sv-SE").metadata.text("title") == 'Kopior: "alla"'


def test_an_edit_that_looks_like_a_list_stays_a_paragraph() -> None:
    source, bitext, catalog = pair(front() + BODIES["sentences"])
    catalog = edited(catalog, "Ta en kopia. Lagra den.", "- Ta en kopia.\\n\\n1. Lagra den.")
    made = prove_export(source, "sv-SE", bitext, catalog, spans=False).export.text
    assert made == front() + "\\- Ta en kopia.\n1\\. Lagra den.\n"


def test_a_clean_delivery_gets_spans_and_gives_itself_back_without_them() -> None:
    text = front() + "# Säkerhetskopior\n\nTa en kopia. Lagra den.\n"
    source, bitext, catalog = pair(text, "# Backups\n\nMake a copy. Store it.\n")
    made = prove_export(source, "sv-SE", bitext, catalog, spans=True)
    assert strip_alignment(made.export.text) == text
    article = parse_article(made.export.text, path="a.md", locale="sv-SE")
    assert [(one.id.unit, one.target, one.source) for one in article.units] == [
        ("101", "Säkerhetskopior", "Backups"),
        ("102", "Ta en kopia.", "Make a copy."),
        ("103", "Lagra den.", "Store it."),
    ]
    assert made.difference is None
    assert not article.defects


def test_a_clean_delivery_that_is_built_otherwise_keeps_its_own_form() -> None:
    text = front() + "# Säkerhetskopior\n\n* Ett eget stycke\n\nTa en kopia.\n"
    source, bitext, catalog = pair(text, "# Backups\n\nMake a copy.\n")
    clean = prove_export(source, "sv-SE", bitext, catalog, spans=False)
    assert clean.export.text == text
    assert clean.difference is not None
    assert clean.difference.wanted == "* Ett eget stycke\n"
    with_spans = prove_export(source, "sv-SE", bitext, catalog, spans=True)
    assert strip_alignment(with_spans.export.text) == text
    assert "data-ttu-id" in with_spans.export.text


def test_a_catalog_without_a_delivery_makes_an_article_with_front_matter_of_its_own() -> None:
    english = "---\ntitle: Backups\nms.topic: article\n---\n# Backups\n\nMake a copy.\n\nStore it.\n"
    aligned = align_path("a.md", [parse_article(english, path="a.md", locale="en-US")])
    assert aligned.english is not None
    source = build_source(aligned.english)
    catalog = parse_catalog(HEADER + '\nmsgid "Backups"\nmsgstr "Kopior"\n\nmsgid "Make a copy."\nmsgstr "Kopiera."\n')
    made = export_article(source, "sv-SE", None, catalog, spans=True)
    article = parse_article(made.text, path="a.md", locale="sv-SE")
    crlf = english.replace("\n", "\r\n").encode()
    assert article.metadata.source_hash == hashlib.sha1(crlf, usedforsecurity=False).hexdigest()
    assert (article.metadata.content_locale, article.metadata.text("title")) == ("sv-SE", "Kopior")
    assert [(one.target, one.source) for one in article.units] == [
        ("Kopior", "Backups"),
        ("Kopiera.", "Make a copy."),
        ("Store it.", "Store it."),
    ]
    assert made.untranslated == 1
    assert len({one.id.prefix for one in article.units}) == 1
    assert re.fullmatch("[0-9a-f]{5}", article.units[0].id.prefix)
    assert export_article(source, "sv-SE", None, catalog, spans=True) == made


def test_a_difference_names_the_first_line() -> None:
    assert first_difference("a\nb\nc\n", "a\nx\nc\n") == (2, "b\n", "x\n")
    assert first_difference("a\nb\n", "a\n") == (2, "b\n", "")
    assert first_difference("a\n", "a\nb\n") == (2, "", "b\n")
    assert first_difference("a", "a") is None


WORDS = st.sampled_from(["kopia", "**mapp**", "`kod`", "[länk](https://example.org/x)", "å.", "Ö!", "3,5", "*", "\\*"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
GAPS = st.sampled_from([" ", "\n", "  \n", "\\\n", "", "\n  "])
PREFIXES = st.sampled_from(["", "# ", "- ", "1. ", "> ", "> - ", "   "])


@given(
    st.lists(st.tuples(PREFIXES, st.lists(st.tuples(SENTENCES, SENTENCES, GAPS), min_size=1, max_size=3)), max_size=5)
)
@settings(max_examples=examples(200), deadline=None)
def test_any_delivery_comes_back_whatever_its_sentences_begin_with(
    blocks: list[tuple[str, list[tuple[str, str, str]]]],
) -> None:
    number, body = 100, ""
    for prefix, sentences in blocks:
        body += prefix
        for target, english, gap in sentences:
            number += 1
            body += u(number, target, english) + gap
        body += "\n\n"
    text = front() + body
    if number == 100:
        return  # no unit, no English
    source, bitext, catalog = pair(text)
    for spans, wanted in ((True, text), (False, strip_alignment(text))):
        assert prove_export(source, "sv-SE", bitext, catalog, spans=spans).export.text == wanted
