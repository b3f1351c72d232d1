"""Words in blocks of HTML: what is found, checked against an HTML parser, and what is put in their place."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Comment
from hypothesis import given
from hypothesis import strategies as st

from sphinx_bitext.markup.islands import island_texts, put_texts

CASES = [
    ("<table><tr><td>One</td><td>\n  Two\n  lines</td></tr></table>", ["One", "Two lines"]),
    ("<p>Press <b>Go</b> or <a href='x.md'>wait</a>.<br>Then rest.</p>",
     ["Press <b>Go</b> or <a href='x.md'>wait</a>.<br>Then rest."]),
    ('<td title="A hint">Text</td>', ["A hint", "Text"]),
    ('<div><img src="a.png" alt="A plan"></div>', ["A plan"]),
    ("<div><img src='a.png' alt='A plan'> of a house</div>", ["<img src='a.png' alt='A plan'> of a house"]),
    ("<details>\n<summary>More</summary>", ["More"]),
    ("<td>12 &nbsp; &amp; 30</td><td> </td><td><code>run()</code></td><td>&eacute;</td>", ["&eacute;"]),
    ("<pre>no text\n<b>none</b></pre><p>Text</p>", ["Text"]),
    ('<p translate="no">Keep</p><div class="notranslate"><div>Keep</div></div><p>Text</p>', ["Text"]),
    ('<p>Press <span translate="no">Go</span> now</p><td><span class="notranslate">Go</span></td>',
     ['Press <span translate="no">Go</span> now']),
    ("<!-- <p>None</p> --><p>Text<!-- none --></p>", ["Text"]),
    ("<script>var text;</script><style>p { }</style><p>Text</p>", ["Text"]),
    ("<p>1 < 2 is true</p>", ["1 < 2 is true"]),
    ("<!-- never closed <p>None</p>", []),
]  # fmt: skip


@pytest.mark.parametrize(("block", "messages"), CASES, ids=lambda value: str(value)[:40])
def test_words_are_found(block: str, messages: list[str]) -> None:
    assert [text.message for text in island_texts(block)] == messages


def test_other_words_are_put_in_their_place_and_nothing_else_changes() -> None:
    block = "<table>\n <tr><td title='A hint'>One</td>\n <td>  Two\n lines </td></tr></table>\n"
    assert put_texts(block, {}) == block
    assert put_texts(block, {0: "A hint", 1: "One", 2: "Two lines"}) == block
    changed = put_texts(block, {0: "L'idée <b>", 2: "Deux"})
    assert changed == "<table>\n <tr><td title='L&#39;idée &lt;b>'>One</td>\n <td>  Deux </td></tr></table>\n"


PIECES = [
    "<p>", "</p>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<b>", "</b>", "<br>", "word", " ", "\n",
    "<code>", "</code>", "&amp;", "<!--", "-->", "<pre>", "</pre>", "<", ">", '<img alt="x">', '<p title="y">',
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_texts_never_overlap_and_come_in_order(block: str) -> None:
    position = 0
    for text in island_texts(block):
        assert position <= text.start < text.end <= len(block)
        assert text.message == " ".join(block[text.start : text.end].split())
        position = text.end


@given(st.lists(st.sampled_from(["One two", "<b>three</b>", "&eacute;t&eacute;", "1 + 1"]), min_size=1, max_size=8))
def test_an_html_parser_sees_the_same_words(cells: list[str]) -> None:
    block = "<table><tbody><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></tbody></table>"
    seen = [cell.get_text() for cell in BeautifulSoup(block, "lxml").find_all("td")]
    ours = [BeautifulSoup(text.message, "lxml").get_text() for text in island_texts(block)]
    assert ours == [text for text in seen if any(char.isalpha() for char in text)]


def test_comments_are_not_read_as_the_parser_does_not() -> None:
    soup = BeautifulSoup("<div><!-- a --><p>Text</p></div>", "lxml")
    assert [text for text in soup.find_all(string=True) if not isinstance(text, Comment)] == ["Text"]
    assert [text.message for text in island_texts("<div><!-- a --><p>Text</p></div>")] == ["Text"]
