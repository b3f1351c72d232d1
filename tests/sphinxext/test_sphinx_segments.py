"""From marks to spans, states and ids."""

from __future__ import annotations

import re

import pytest
from sphinx_fake_site import FakeSite, sentence

from sphinx_bitext.markup.marks import CLOSE, END, START, MarkKind, opening

NONCHARACTER = re.compile("[\ufdd0-\ufdef]|%EF%B7%9|%ef%b7%9")


def heading(index: int) -> str:
    return opening(MarkKind.HEADING, str(index))


def everything_written(site: FakeSite) -> str:
    files = [path for path in site.outdir.rglob("*") if path.suffix in (".html", ".js", ".inv", ".json")]
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in files)


def test_sentences_become_spans_with_one_id(site: FakeSite) -> None:
    site.put("a", f"{sentence('101', 'Ett.')} {sentence('102', 'Två.')}\n\n{sentence('101', 'Ett.')}")
    site.build()
    spans = site.article("a").select("span.bt")
    assert [(span["data-ttu"], span.get("id"), span.text) for span in spans] == [
        ("101", "s101", "Ett."),
        ("102", "s102", "Två."),
        ("101", None, "Ett."),
    ]


def test_a_sentence_cut_by_markup_gives_pieces_and_balanced_html(site: FakeSite) -> None:
    site.put("a", f"{sentence('101', 'Skriv **kod')}{sentence('102', 'en** här.')}")
    site.build()
    article = site.article("a")
    assert [(span["data-ttu"], span.get("id")) for span in article.select("span.bt")] == [
        ("101", "s101"),
        ("101", None),
        ("102", "s102"),
        ("102", None),
    ]
    assert article.select_one("strong").text == "koden"
    assert article.p.text == "Skriv koden här."


def test_markup_inside_one_sentence_stays_in_one_span(site: FakeSite) -> None:
    site.put("a", sentence("101", "Klicka på **Nästa** eller `x`, [här](https://a.se)."))
    site.build()
    (span,) = site.article("a").select("span.bt")
    assert span.text == "Klicka på Nästa eller x, här."
    assert span.strong
    assert span.code
    assert span.a


def test_a_sentence_without_a_number_gets_no_span(site: FakeSite) -> None:
    site.put("a", sentence("", "Inget nummer."))
    site.build()
    assert not site.article("a").select("span.bt")
    assert site.article("a").p.text == "Inget nummer."


def test_paragraph_units_keep_their_letter(site: FakeSite) -> None:
    site.put("a", sentence("p101", "Stycke."))
    site.build()
    assert site.article("a").select_one("#sp101")["data-ttu"] == "p101"


def test_states_stand_on_paragraph_heading_and_cell(site: FakeSite) -> None:
    english, stale = opening(MarkKind.ENGLISH), opening(MarkKind.STALE)
    site.put(
        "a",
        f"# {stale}Rubrik\n\n{english}Still *English*.\n\n- {english}item\n\n| {stale}H |\n|---|\n| {english}cell |\n",
    )
    site.build()
    article = site.article("a")
    assert article.h1["class"] == ["stale"]
    english_blocks = article.select("p.untranslated")
    assert [block.text for block in english_blocks] == ["Still English.", "item", "cell"]
    assert {(block["lang"], block["dir"]) for block in english_blocks} == {("en", "ltr")}
    assert article.select_one("th p.stale").text == "H"


def test_an_article_in_english_says_so_once(site: FakeSite) -> None:
    site.put("a", f"# {opening(MarkKind.ENGLISH)}Title\n\n{opening(MarkKind.ENGLISH)}Text.\n", status="english-only")
    site.build()
    article = site.article("a")
    assert (article["lang"], article["dir"]) == ("en", "ltr")
    assert not article.select("[lang], [dir], .untranslated")


def test_headings_get_exactly_their_ids(site: FakeSite) -> None:
    text = f"# {heading(0)}Ett\n\n## {heading(1)}Två\n\n> ## {heading(2)}Tre\n\n## Fyra, utan\n\n## Två\n"
    site.put("a", text, heading_ids=(("one", "ett"), ("two",), ("three",)))
    site.build()
    article = site.article("a")
    assert article.h1.find_parent("section")["id"] == "one"
    assert article.select_one("section#one > span#ett")
    assert [section["id"] for section in article.select("section section")] == ["two", "fyra-utan", "två"]
    assert article.select_one("h2#three.rubric").text == "Tre"


def test_ids_are_unique_on_a_page(site: FakeSite) -> None:
    site.put(
        "a",
        f'# {heading(0)}{sentence("101", "Ett")}\n\n<a name="s103"></a> <a name="one"></a> <a id="x"></a>\n\n'
        f'{sentence("103", "a")} <a name="x"></a>\n\n## x\n',
        heading_ids=(("one",),),
    )
    site.build()
    ids = [tag["id"] for tag in site.soup("a").find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {"one", "s101", "s103", "x"} <= set(ids)


@pytest.mark.parametrize("theme", ["bitext", "basic"])
def test_no_mark_reaches_the_output(site: FakeSite, theme: str) -> None:
    mark = opening(MarkKind.SEGMENT, "103")
    site.put(
        "a",
        f"# {heading(0)}{sentence('101', 'Rubrik')}\n\n{mark}öppen `kod{CLOSE}` ![alt {mark}x](https://a.se/{mark}b.png)"
        f" [l{CLOSE}änk](b.md 'ti{mark}tel') <b>{mark}fet</b> <i title='{mark}'>k{CLOSE}</i>\n\n"
        f"```{mark}\nkod {mark}\n```\n\n<div title='{mark}'>{mark}html{CLOSE}</div>\n\n"
        f"lös {START} och {END} och {START}{CLOSE}{END}\n\n> [!NOTE]\n> {mark}obs\n\n<https://a.se/{mark}>\n",
        title="Rubrik",
        heading_ids=(("rubrik",),),
    )
    site.put("b", f"# {sentence('101', 'B')}\n")
    site.build(theme=theme)
    assert not NONCHARACTER.search(everything_written(site))
    article = site.soup("a")
    assert "kod" in article.text
    assert article.select_one("a[title=titel]")


def test_titles_and_contents_hold_no_spans(site: FakeSite) -> None:
    site.put(
        "a", f"# {sentence('101', 'Rubrik **ett**')}\n\n## {sentence('102', 'Två')}\n\n## {sentence('103', 'Tre')}\n"
    )
    site.build(theme="basic", html_sidebars={"**": ["localtoc.html"]})
    assert site.html("a").count('id="s102"') == 1
    assert site.soup("a").title.text.startswith("Rubrik ett")
