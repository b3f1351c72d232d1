from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.alignment import sentences
from sphinx_bitext.alignment.evidence import anchors
from sphinx_bitext.alignment.sentences import align_sentences, split_sentences
from sphinx_bitext.model import Certainty
from support import examples


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "wanted",
    [
        ["Stop the server.", "Copy the file!", "Why?", "Done"],
        ["サーバーを停止します。", "ファイルをコピーします！", "完了"],
        ["彼は「停止します。」", "次へ進みます。"],
        ["أوقف الخادم.", "هل نسخت الملف؟", "انتهى."],
        ["سرور را متوقف کنید.", "تمام شد؟", "بله."],
        ["सर्वर रोकें।", "फ़ाइल कॉपी करें।"],
        ["Dừng máy chủ.", "Đã sao chép tệp chưa?", "Xong."],
        ["หยุดเซิร์ฟเวอร์ แล้วคัดลอกไฟล์ จากนั้นเริ่มใหม่"],
        ["Остановите сервер.", "Т.е. нажмите кнопку."],
        ["Use a tool, e.g. Excel or the like.", "Then stop."],
        ["Välj t.ex. Excel, bl.a. Word m.m. Spara sedan."],
        ["See Dr. No and No. 5 in the list."],
        ["Version 1.2.3 is out.", "Get it."],
        ["It needs TLS 1.1.", "Then restart."],
        ["1. Introduction"],
        ["You can choose plan B.", "Then pay."],
        ["Go to [the docs. Really](https://a.example/x.html).", "Then stop."],
        ["[Read this.](https://a.example/b_(c).d)", "Then stop."],
        ["Run `a.b. C` now.", "Then ``x ` y. Z`` it."],
        ["Mail to a.b@c.example or see https://a.example/x.y?z. Q."],
        ["**Stop.**", "*Copy.*", "(Really.)", '"Yes."', "End"],
        ["Wait...", "Then go.", "And so on… and on."],
        ["Line one  ", "line two\\", "line three<br>", "line four<BR />", "end"],
        ["Write `<br>` in code."],
        ["Is it 5.0? Yes"],
        ["What? no capital"],
    ],
    ids=range(26),
)
def test_where_sentences_end(wanted: list[str]) -> None:
    """The cases that end in one string are one sentence; joined as the script joins them, the others come apart."""
    if wanted[0].startswith("Line one"):
        text = "Line one  \nline two\\\nline three<br>line four<BR /> end"
        assert _split(text) == [piece.strip() for piece in wanted]
    elif wanted[0].startswith(("Is it", "What?")):
        assert len(_split(wanted[0])) == 2, "a question mark ends a sentence whatever comes after it"
    else:
        joint = "" if any("\u3040" <= char <= "\u9fff" for char in wanted[0]) else " "
        assert _split(joint.join(wanted)) == wanted


@settings(deadline=None, max_examples=examples(200))
@given(st.lists(st.sampled_from([*"aB1.!?。`[]()<>*\\ \n", "e.g.", "<br>", "](x)", "  \n", "http://a.b"]), max_size=30))
def test_sentences_cover_all_that_is_not_space(pieces: list[str]) -> None:
    text = "".join(pieces)
    covered, last = set(), 0
    for start, end in split_sentences(text):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        covered |= set(range(start, end))
        last = end
    assert {offset for offset, char in enumerate(text) if not char.isspace()} <= covered


@pytest.mark.parametrize(
    "text",
    ["`" * 50_000, "." * 50_000 + "x", "a" * 50_000, "e.g. " * 10_000, "a. " * 10_000, "日本" * 25_000, "<br>" * 10_000,
     "](a(b)" * 10_000, "a@" * 20_000, "1" * 50_000 + "a", " " * 50_000 + "x", "\\" * 50_000],
    ids=range(12),
)  # fmt: skip
def test_hostile_text_is_split_and_searched_in_one_go(text: str) -> None:
    """Each of these took time quadratic in its length or worse; the test's own time limit is what would fail."""
    assert "".join(_split(text)).replace(" ", "") == text.replace(" ", "")
    assert isinstance(anchors(text), frozenset)


def _beads(source: list[str], target: list[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(bead.source, bead.target) for bead in align_sentences(source, target)]


LONG_ONE, LONG_TWO = "A rather long sentence about the server. ", "Another sentence, of about the same length. "
SHORT = "Stop it."


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ([SHORT], ["Stoppa."], [((0, 1), (0, 1))]),
        ([SHORT, LONG_ONE], ["Stoppa.", LONG_ONE], [((0, 1), (0, 1)), ((1, 2), (1, 2))]),
        ([LONG_ONE, SHORT, LONG_TWO], [LONG_ONE + SHORT, LONG_TWO], [((0, 2), (0, 1)), ((2, 3), (1, 2))]),
        ([LONG_ONE + LONG_TWO, SHORT], [LONG_ONE, LONG_TWO, SHORT], [((0, 1), (0, 2)), ((1, 2), (2, 3))]),
        ([LONG_ONE, LONG_TWO], [LONG_ONE + LONG_TWO], [((0, 2), (0, 1))]),
        ([SHORT, LONG_ONE], [], [((0, 2), (0, 0))]),
        ([], [SHORT], [((0, 0), (0, 1))]),
        ([], [], []),
    ],
)
def test_sentences_that_were_merged_or_split_stay_together(
    source: list[str], target: list[str], wanted: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    assert _beads(source, target) == wanted


def test_code_and_links_decide_where_lengths_do_not() -> None:
    source = ["Press `a`.", "Press `b`.", "Press `c`."]
    assert _beads(source, ["Tryck `b`.", "Tryck `c`."]) == [((0, 2), (0, 1)), ((2, 3), (1, 2))]
    assert _beads(source, ["Tryck `a`.", "Tryck `b`."]) == [((0, 1), (0, 1)), ((1, 3), (1, 2))]


def test_only_one_to_one_is_certain() -> None:
    assert {bead.certainty for bead in align_sentences([SHORT, LONG_ONE], [SHORT, LONG_ONE])} == {Certainty.CERTAIN}
    assert {bead.certainty for bead in align_sentences([SHORT, LONG_ONE], [SHORT])} == {Certainty.LIKELY}


@settings(deadline=None, max_examples=examples(100))
@given(
    st.lists(st.sampled_from([SHORT, LONG_ONE, "x", ""]), max_size=9),
    st.lists(st.sampled_from([SHORT, LONG_ONE, "y"]), max_size=9),
)
def test_beads_cover_both_sides_in_order(source: list[str], target: list[str]) -> None:
    beads = align_sentences(source, target)
    assert [index for bead in beads for index in range(*bead.source)] == list(range(len(source)))
    assert [index for bead in beads for index in range(*bead.target)] == list(range(len(target)))


@pytest.mark.parametrize(("rows", "columns"), [(300, 300), (300, 700), (900, 60)])
def test_long_blocks_are_weighed_in_a_band(rows: int, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = 0
    cost = sentences._length_cost

    def counted(source: str, target: str, ratio: float) -> float:
        nonlocal weighed
        weighed += 1
        return cost(source, target, ratio)

    monkeypatch.setattr(sentences, "_length_cost", counted)
    beads = align_sentences([SHORT] * rows, [SHORT] * columns)
    assert beads[0].source.start == beads[0].target.start == 0
    assert (beads[-1].source.end, beads[-1].target.end) == (rows, columns)
    assert weighed <= 6 * 3 * 100_000
