"""What is read by a short cut is read as the long way reads it."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_bitext.alignment import guesses, spelling
from sphinx_bitext.alignment.habits import Habits
from sphinx_bitext.checks import _inline, _placing
from sphinx_bitext.checks._numbers import compare
from sphinx_bitext.checks._numbers.reader import whole_numbers
from sphinx_bitext.checks._pairing import Passage, Sentence
from sphinx_bitext.checks._placing import placed_tokens
from sphinx_bitext.checks._quick import quick_nodes
from sphinx_bitext.checks.parity import repeated_phrase
from sphinx_bitext.markup import blocks, front_matter, usual_blocks
from sphinx_bitext.markup.alignment_spans import has_units, scan_units
from sphinx_bitext.model import Block, Certainty, Span
from sphinx_bitext.text import comparable, is_alike
from support import examples

PIECES = (
    "word", "key", ": ", ":", " ", "- ", "-", "\n", "\r\n", "\n\n", '"', "'", "''", "\\", "#", " #", "{", "[", "]", ",",
    "&a", "*", "!t", "|", ">", "%", "~", "?", "2020-01-01", "1:30", "\t", "\x85", "\xa0", "\u2028", "\ufeff", "é", "字",
)  # fmt: skip
ENTRIES = st.builds(
    lambda start, value, end: start + value + end,
    st.sampled_from(["a: ", "b: ", "c.d: ", "e-f:", "g:\n", "- ", "  - ", 'h: "', "i: '"]),
    st.lists(st.sampled_from(PIECES), max_size=3).map("".join),
    st.sampled_from(["\n", "\r\n", '"\n', "'\n", " \n\n", ""]),
)


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(ENTRIES, max_size=4).map("".join))
@example('a: one two\nb: \'it is\'\nc:\n- 1\n- "2"\nd: C#: the "x" (y) \ne:\n\nf:\n  - g\r\n')
def test_plain_front_matter_is_what_yaml_reads(raw: str) -> None:
    found = front_matter._read_plain(raw)
    if found is not None:
        assert found == front_matter._compose(raw)
        assert list(found[0]) == list(front_matter._compose(raw)[0])


@pytest.mark.parametrize(
    "raw", ["a: b: c\n", "a: b #c\n", "a:\n - b\n  - c\n", "a: &b c\n", "a: b\n  c\n", "a: 1\na: 2\n", "a: b\x85c\n"]
)
def test_what_is_not_plain_is_left_to_yaml(raw: str) -> None:
    assert front_matter._read_plain(raw) is None


def long_way() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"alerts": True, "maxNesting": blocks.MAX_NESTING})
    return parser.enable("table").disable("inline")


def assert_same_tokens(markdown: str) -> None:
    fast, slow = blocks._block_parser().parse(markdown), long_way().parse(markdown)
    assert [token.as_dict() for token in fast] == [token.as_dict() for token in slow]


LINES = st.lists(
    st.sampled_from(
        [*"a#>-+*|=1`<[:", "\n", "\n\n", "\n  ", "\n    ", "word", "# ", "- ", "1. ", "> ", "\n- ", "\n  ", "\n---\n",
         "|-|\n", "\n===", "\na|b", "\t", "```\n", "[x]: y\n", "<p>", "字", " "]
    ),
    max_size=16,
)  # fmt: skip


@settings(max_examples=examples(150), deadline=None)
@given(LINES.map("".join))
@example("- a\nlazy\n  ===\n")
@example("- a\n- b\n  c\n  ===\n1. d\n")
@example("a | b\n-|-\nc | d\n\n# e | f\n-|-\n")
@example("> a\nb\n- c\n\n  # d\ne\n")
def test_blocks_are_those_of_the_parser_without_short_cut(markdown: str) -> None:
    assert_same_tokens(markdown)


def test_blocks_of_all_commonmark_examples(shared: Path) -> None:
    found = json.loads((shared / "hostile" / "commonmark-examples.json").read_text(encoding="utf-8"))
    for one in found:
        assert_same_tokens(one["markdown"])


def assert_same_blocks(markdown: str) -> None:
    found, definitions = blocks._read(markdown, *blocks._tokens(markdown), blocks._line_spans(markdown))
    assert blocks.parse_blocks(markdown) == tuple(sorted([*found, *definitions], key=lambda block: block.place))


BODIES = st.lists(
    st.builds(
        lambda lead, text, end: lead + text + end,
        st.sampled_from(["", "", "- ", "1. ", "-    ", "> ", " ", "   ", "    ", "\t", "# ", "#", "*", "1.", "\xa0"]),
        st.sampled_from(
            ["a", "字 b ", "- |", "-|-", "**a** b", "*", "`a`", "[a]", "[a]: b", "[a", "]: b", "1", "12) a", "-a",
             "_a_", "---", "===", "|-|", "a|b", "# a #", "#", "```", "``` a", "````", "~~~", "<!--", "-->", "<p>",
             "<pre>", "</pre>", "<a>", "[!NOTE]", "&", "\u2028", "a\x1c", "\ufeff", "", ""]
        ),
        st.sampled_from(["\n", "\n\n", "\n\n", " \n \t\n", "\n\n\n", ""]),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=examples(300), deadline=None)
@given(BODIES.map("".join))
@example("# a\n\nb **c**\n\n- d\n- e\n\n1. f\n\n   g\n\nh\n")
@example("a\n```\nb\n\nc\n```\nd\n\n```\ne\n\nf")
@example("- a\n- |\n---\n")
@example("<!--\na\n\nb\n-->\n\nc\n")
@example("- a\n\n  ```\n  b\n\nc\n\n[d]: e\n\n[d]: f\n")
def test_blocks_told_by_their_lines_are_those_of_the_whole_text(markdown: str) -> None:
    assert_same_blocks(markdown)


def test_commonmark_examples_have_the_same_blocks_by_their_lines(shared: Path) -> None:
    found = json.loads((shared / "hostile" / "commonmark-examples.json").read_text(encoding="utf-8"))
    for one in found:
        assert_same_blocks(one["markdown"])
        assert_same_blocks(f"a\n\n{one['markdown']}\n\n- b\n\n{one['markdown']}\nc\n")


@pytest.mark.parametrize("line", ["a", "字", "**a** b", "`a`", "(a)", "[a](b)", "- a", "1. **a**", "## 2 a", "2 a  "])
def test_usual_lines_take_no_parser(line: str) -> None:
    assert usual_blocks.usual_block([line], 0, 0) == parse_blocks_slowly(line)
    assert usual_blocks.usual_block([line, "a"], 0, 0) is None


def parse_blocks_slowly(line: str) -> Block:
    (block,), _ = blocks._read(line, *blocks._tokens(line), blocks._line_spans(line))
    return block


def assert_same_inline(markdown: str) -> None:
    parser = MarkdownIt("commonmark", {"maxNesting": blocks.MAX_NESTING})
    parser.inline.ruler2.disable("fragments_join")
    slow = [token for one in parser.parseInline(markdown) for token in one.children or ()]
    assert _without_places(placed_tokens(markdown.replace("\r\n", "\n"))) == _without_places(slow)


def _without_places(tokens: Sequence[Token]) -> list[dict[str, object]]:
    """Return tokens as what they hold; neighbouring texts, which the core of the parser joins, as one."""
    found: list[dict[str, object]] = []
    for token in tokens:
        one = {**token.as_dict(), "meta": {}, "children": None}
        if token.type in ("text", "text_special"):
            one |= {"type": "text", "markup": "", "info": ""}
        if found and one["type"] == found[-1]["type"] == "text":
            found[-1]["content"] = f"{found[-1]['content']}{one['content']}"
        elif one["type"] != "text" or one["content"]:
            found.append(one)
    return found


INLINE = st.lists(
    st.sampled_from([*"a*_`[]()!<>&\\:-~ ", "**", "](b)", "![", "<c@d.e>", "<f>", "&amp;", "\n", "  \n", "word", "字"]),
    max_size=14,
)


@settings(max_examples=examples(150), deadline=None)
@given(INLINE.map("".join))
@example('**a** [b](c "d") `e` \\* &lt; <https://f.g> ![h](i) *j_k_*')
def test_inline_markdown_is_what_all_rules_make_of_it(markdown: str) -> None:
    assert_same_inline(markdown)


def test_inline_markdown_of_all_commonmark_examples(shared: Path) -> None:
    for one in json.loads((shared / "hostile" / "commonmark-examples.json").read_text(encoding="utf-8")):
        assert_same_inline(one["markdown"])


MARKS = st.lists(
    st.sampled_from([*"*_ a字é1.(、\u0301\xa0$\n\t", "**", "__", "**b**", "c "]),
    max_size=12,
)
SIMPLE = st.lists(
    st.sampled_from(
        [*"a*_`[]()!<>&\\ ", "**", "](b)", '](<b> "c")', '](b_(c)&amp;d "e" )', "![", "<c@d.e>", "<f>", "</f>",
         "&amp;", "&a;", "\\*", "\\g", "\n", " \n  ", "word", "字", "`h`", "<i:j>", "[k](l)", "[**m** `n]`](o)",
         "![p*q](r)", "**s**", "_t_"]
    ),
    max_size=10,
)  # fmt: skip


def assert_same_nodes(markdown: str) -> None:
    found = quick_nodes(markdown)
    if found is not None:
        assert found == tuple(_inline._nodes(markdown, placed_tokens(markdown)))


@settings(max_examples=examples(300), deadline=None)
@given(MARKS.map("".join))
@example("x**a** b**c**d **e f**, **字**が *g* _h_ i_j")
@example("**a *b** c*")
def test_marks_are_found_without_the_parser_where_the_parser_finds_them(markdown: str) -> None:
    assert_same_nodes(markdown)


@settings(max_examples=examples(300), deadline=None)
@given(SIMPLE.map("".join))
@example("a `b** c` **d** [e](f")
def test_inline_markdown_is_read_without_the_parser_as_the_parser_reads_it(markdown: str) -> None:
    assert_same_nodes(markdown)


def test_commonmark_examples_are_read_without_the_parser_as_the_parser_reads_them(shared: Path) -> None:
    for one in json.loads((shared / "hostile" / "commonmark-examples.json").read_text(encoding="utf-8")):
        assert_same_nodes(one["markdown"].replace("\t", " ").strip())


@pytest.mark.parametrize(
    "markdown",
    [
        "Open **Settings** > **Users**, then [the `page` of **all**](/a/b.md#c).",
        'See ![a "b" picture](x_(1).png "c") <https://a.example/b?c=d&e=f> &lt;here&gt; <br/> \\*x\\* & y!',
        "[**設定**] を選択し、*次へ* a_b_c [x]\n  2 * 3",
    ],
)
def test_usual_markdown_takes_no_parser(markdown: str) -> None:
    assert quick_nodes(markdown) is not None
    assert_same_nodes(markdown)


@pytest.mark.parametrize(
    "markdown",
    ["**a *b** c*", "**a", "a **字**「b** c", "`a", "[a [b](c)", "[a](javascript:b)", "![a", "***a***", "&copyx;"],
)
def test_what_has_two_readings_is_left_to_the_parser(markdown: str) -> None:
    assert quick_nodes(markdown) is None


URLS = st.lists(
    st.sampled_from([*"aB/.-~_=?#:% ", "//", "http://", "https://", "x.example", "xn--", "%41", "1.2.3.4"]), max_size=9
)


@settings(max_examples=examples(300), deadline=None)
@given(URLS.map("".join))
@example("https://a-b.example/c_D/e.md?f=g#h")
@example("//a.example")
def test_plain_addresses_stay_as_the_parser_leaves_them(url: str) -> None:
    if _placing._PLAIN_URL_RE.fullmatch(url):
        assert _placing._parser().normalizeLink(url) == url
        assert _placing._parser().validateLink(url)


SPELLINGS = st.lists(
    st.sampled_from(["a", "A", "e", "\u0301", "é", "ß", "ss", " ", "\xa0", "\u2000", "\n", "\u212a", "k"])
)


@settings(max_examples=examples(300), deadline=None)
@given(SPELLINGS.map("".join), SPELLINGS.map("".join))
@example("A e\u0301", "a\xa0\xe9")
def test_spellings_are_told_apart_by_their_first_word_where_all_of_them_differ(one: str, other: str) -> None:
    assert is_alike(one, other) == (comparable(one) == comparable(other))


NUMBERS = st.lists(
    st.sampled_from([*"15.,:;!()-%`²一", "10", "2010", " ", " ", "PM", "million", "the", "字", "[a](", "5 PM"]),
    max_size=9,
)


LOOPS = st.lists(st.sampled_from(["a", "A", "b", "ab", " ", ", ", "-", "\n", "字", "の", "のは", "!"]), max_size=8)


@settings(max_examples=examples(300), deadline=None)
@given(LOOPS.map("".join), LOOPS.map("".join), st.integers(1, 4))
@example("See ", "one two ", 3)
@example("字の", "のは字", 3)
@example("", "a" * 40 + "字", 3)
def test_loops_are_ruled_out_only_where_there_are_none(before: str, text: str, times: int) -> None:
    plain = before + text * times
    found = repeated_phrase._loop(plain)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeated_phrase, "_has_round", lambda _pieces, _starts: True)
        slow = repeated_phrase._loop(plain)
    assert (found and (found[0][0], found[1])) == (slow and (slow[0][0], slow[1]))


def _differing_numbers(source: str, target: str, locale: str) -> compare.Difference | None:
    sentence = Sentence("101", source, target, Span(0, len(target)))
    return compare.compare(Passage(source, target, (sentence,), Certainty.CERTAIN, is_heading=False), locale)


@settings(max_examples=examples(300), deadline=None)
@given(NUMBERS.map("".join), NUMBERS.map("".join), st.sampled_from(["sv-SE", "th-TH", "ja-JP", "de-CH"]))
@example("At 3 PM (15 in all).", "15 3", "sv-SE")
@example("2010 1 2", "2 1 2010", "th-TH")
def test_equal_whole_numbers_are_equal_to_the_reader(source: str, target: str, locale: str) -> None:
    for one, other in ((source, target), (source, f"x {source}")):
        found = _differing_numbers(one, other, locale)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compare, "whole_numbers", lambda _markdown: None)
            assert _differing_numbers(one, other, locale) == found


def test_numbers_that_are_not_whole_take_the_reader() -> None:
    assert whole_numbers("of 2010 (5), E1, **-3** and [two](a/7.md) `9`.") == ["1", "2010", "3", "5"]
    for text in ("1 500", "1.5", "1:1", "5 million", "5万", "3 PM", "5 ²", "5 ①", "5 ½", "٥"):
        assert whole_numbers(text) is None


def test_no_digit_of_any_script_is_overlooked() -> None:
    for char in map(chr, range(0x80, sys.maxunicode + 1)):
        if char.isdigit() or "\u2044" in unicodedata.normalize("NFKC", char)[1:]:
            assert whole_numbers(f"5 {char}") is None, hex(ord(char))


UNIT = '<span data-ttu-id="0abcd-101">a</span><span class="sxs-lookup"><span data-stu-id="0abcd-101">b</span></span>'
SPANS = st.lists(
    st.sampled_from(
        [UNIT, UNIT[:31], UNIT[31:-14], UNIT[-14:], "</span>", "<span class=", "tu-id", "sxs-lookup", "a", "\n\n",
         UNIT.replace(">b<", ">b\n\nc<"), UNIT.replace(">a<", ">tu-id<"), UNIT.replace('"', "&quot;")]
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=examples(300), deadline=None)
@given(SPANS.map("".join))
@example(UNIT.replace(">b<", ">b\n\nc<"))
@example(UNIT)
def test_the_first_unit_tells_that_there_are_some(text: str) -> None:
    assert has_units(text) == bool(scan_units(text).units)


NAMES = st.lists(st.sampled_from(["can", "can't", "cant", "can’t", "5", "-", "set", "Set-up", "setup", "up", "É"]))


@settings(max_examples=examples(300), deadline=None)
@given(NAMES.map("-".join), NAMES.map(" ".join))
@example("cant-5-setup", "You can't 5 Set-up.")
def test_words_of_a_file_name_are_found_without_the_others(name: str, body: str) -> None:
    slug = name.lower().split("-")
    wanted = guesses._joined(slug)
    everything = guesses.collect_words([body])
    found = guesses.collect_words([body], wanted)
    assert found == {key: everything[key] for key in everything.keys() & wanted}
    assert guesses._surfaces(slug, found) == guesses._surfaces(slug, everything)
    assert guesses._names_any(slug, body) or not found


@settings(max_examples=examples(100), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["[] form", "[] quotes", "opening"]), st.sampled_from(["- ", "  - ", "single", " ", ""])
        )
    )
)
@example([("opening", " "), ("[] quotes", "single"), ("[] quotes", "single"), ("[] quotes", "single")])
def test_the_usual_style_of_lists_is_the_cheapest_of_all(seen: list[tuple[str, str]]) -> None:
    habits = Habits()
    habits.learn(seen)
    everything = spelling._list_styles([spelling.Field("new", "", items=("a",))], habits)
    assert len(everything) > 1
    assert spelling._list_styles([spelling.Field("new", "a")], habits) == everything[:1]
