"""Words in blocks of HTML on their way through the catalog: extracted, translated, published, exported."""

from __future__ import annotations

from dataclasses import replace

from sphinx_bitext.alignment.corpus import align_path
from sphinx_bitext.catalogs.build import Source, build_entries, build_source, island_words
from sphinx_bitext.catalogs.export import export_article
from sphinx_bitext.catalogs.pages import localized_page
from sphinx_bitext.catalogs.po import Catalog, Entry
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Bitext
from support import unit

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
FRONT = "---\ntitle: Namn\nms.openlocfilehash: " + "d" * 40 + "\nms.translationtype: HT\nms.contentlocale: sv-SE\n---\n"


def u(number: int, target: str, source: str) -> str:
    return unit(f"0abcd-{number}", target, source)


PRESS = u(103, "Tryck <b>Kör</b>.", "Press <b>Go</b>.")
TABLE = (
    f'<table>\n<tr><td title="Ledtråd">{u(102, "Namn", "Name")}</td>\n<td>{PRESS}</td>'
    "<td><code>run()</code></td></tr>\n</table>\n"
)
DELIVERY = f"{FRONT}\n# {u(101, 'Rubrik', 'Heading')}\n\n{TABLE}\n{u(104, 'Klart.', 'Done.')}\n"


def aligned(delivery: str = DELIVERY) -> tuple[Source, Bitext, dict[str, Entry]]:
    found = align_path("a.md", [parse_article(delivery, path="a.md", locale="sv-SE")])
    assert found.english is not None
    source = build_source(found.english)
    bitext = found.bitexts[0]
    return source, bitext, {entry.msgid: entry for entry in build_entries(source, bitext)}


def catalog_of(entries: dict[str, Entry], **changed: str) -> Catalog:
    rows = [replace(entry, msgstr=changed.get(entry.msgstr, entry.msgstr)) for entry in entries.values()]
    return Catalog(HEADER, tuple(rows))


def test_the_words_of_a_table_are_entries_and_its_code_is_none() -> None:
    _, _, entries = aligned()
    words = {msgid: entry.msgstr for msgid, entry in entries.items()}
    assert words["Name"] == "Namn"
    assert words["Press <b>Go</b>."] == "Tryck <b>Kör</b>."
    assert not any("run()" in msgid or "<td" in msgid for msgid in words)


def test_an_edit_is_published_and_exported_and_nothing_else_changes() -> None:
    source, bitext, entries = aligned()
    catalog = catalog_of(entries, Namn="Benämning")
    page = localized_page(source, "sv-SE", bitext, catalog, fuzzy=True)
    assert '<td title="Ledtråd">Benämning</td>\n<td>Tryck <b>Kör</b>.</td><td><code>' in page.markdown
    clean = export_article(source, "sv-SE", bitext, catalog, spans=False).text
    assert '<tr><td title="Ledtråd">Benämning</td>\n' in clean


def test_without_an_edit_the_delivery_comes_back_byte_for_byte() -> None:
    source, bitext, entries = aligned()
    assert export_article(source, "sv-SE", bitext, catalog_of(entries), spans=True).text == DELIVERY


def test_a_block_that_is_built_otherwise_is_kept_as_it_was_delivered() -> None:
    assert island_words("<td>One</td>", "<td>Ett</td><td>Till</td>", {0: "En"}) == "<td>Ett</td><td>Till</td>"
    assert island_words("<td>One</td>", "<td>Ett</td>", {0: "En"}) == "<td>En</td>"
    assert island_words("<td>One</td>", None, {}) is None


def test_a_translator_can_do_what_nobody_delivered() -> None:
    text = "# Heading\n\n<p>One.</p>\n"
    found = align_path("a.md", [parse_article(text, path="a.md", locale="en-US")])
    assert found.english is not None
    source = build_source(found.english)
    catalog = Catalog(HEADER, (Entry("Heading", "Rubrik"), Entry("One.", 'Ett "citat".')))
    assert '<p>Ett "citat".</p>' in localized_page(source, "sv-SE", None, catalog, fuzzy=True).markdown
    assert '<p>Ett "citat".</p>' in export_article(source, "sv-SE", None, catalog, spans=False).text
