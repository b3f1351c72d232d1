from __future__ import annotations

import dataclasses
import re
import unicodedata

import pytest
from report_samples import HOSTILE, cell, finding, statuses

from sphinx_bitext.model import ArticleStatus, Certainty, Finding, Severity
from sphinx_bitext.reports.build import BuildResult, render_build_summary
from sphinx_bitext.reports.safe import visible, width
from sphinx_bitext.reports.summary import BaselineNumbers, build_summary
from sphinx_bitext.reports.text import render_status_text, render_text


def lines(findings: list[Finding], *, colour: bool = False) -> list[str]:
    return list(render_text(findings, build_summary(statuses(), findings, ["sv-SE", "ar-SA"]), colour=colour))


def test_a_finding_is_one_line_as_compilers_write_it() -> None:
    assert lines([finding()])[0] == (
        "source/sv-SE/billing/credits.md:2:1: warning: 3 became 13 [number-differs] (sv-SE 104, likely)"
    )
    assert lines([finding(unit=None)])[0].endswith(" [number-differs] (sv-SE, likely)")
    assert lines([finding(unit=None, locale="")])[0].endswith(" [number-differs] (likely)")


def test_worst_and_surest_come_first() -> None:
    found = [
        finding("d", Severity.INFO, Certainty.CERTAIN),
        finding("c", Severity.WARNING, Certainty.POSSIBLE),
        finding("b", Severity.WARNING, Certainty.CERTAIN),
        finding("a", Severity.ERROR, Certainty.POSSIBLE, line=9),
        finding("a", Severity.ERROR, Certainty.POSSIBLE, line=8),
    ]
    codes = [re.findall(r":(\d+):1: \w+: .* \[(\w)\]", line)[0] for line in lines(found)[:5]]
    assert codes == [("8", "a"), ("9", "a"), ("2", "b"), ("2", "c"), ("2", "d")]


def test_findings_of_a_file_stand_together_and_the_worst_file_comes_first() -> None:
    found = [
        finding("a", Severity.WARNING, path="x.md"),
        finding("b", Severity.ERROR, path="y.md"),
        finding("c", Severity.INFO, path="y.md"),
        finding("d", Severity.WARNING, path="x.md"),
    ]
    assert [line.split(":")[0] for line in lines(found)[:5]] == ["y.md", "y.md", "x.md", "x.md", ""]


def test_the_end_says_what_to_open_and_what_to_read() -> None:
    found = [
        finding("a", Severity.ERROR, path="x.md", line=7),
        finding("a", Severity.ERROR, path="y.md", line=9),
        finding("b", Severity.ERROR, path="y.md", line=8),
        finding("c", Severity.INFO, path="z\x1b.md"),
    ]
    opened, explained = lines(found)[-2:]
    assert opened == "open first: y.md:8 (2 findings: 2 errors, 0 warnings, 0 info)"
    assert explained.startswith("`bitext explain a` says what to do")
    assert [line for line in lines([finding(path="")]) if line.startswith("open first")] == []


def test_silenced_and_known_findings_are_counted_beside_the_others() -> None:
    summary = build_summary(statuses(), [finding()], ["sv-SE"])
    summary = dataclasses.replace(summary, silenced=1200, baseline=BaselineNumbers(1, 2, 3000))
    text = "\n".join(render_text([finding()], summary))
    assert "1 finding: 0 errors, 1 warning, 0 info; 1,200 silenced\n" in text
    assert "against the baseline: 1 new, 2 gone, 3,000 unchanged\n" in text
    assert not {"silenced", "baseline"} & set(" ".join(lines([finding()])).split())


def test_the_summary_stands_below() -> None:
    text = "\n".join(lines([finding()]))
    assert re.search(r"^sv-SE +2 +1 +1 +1 +1 +8 +0 +1 +0$", text, re.MULTILINE)
    assert "3 articles, English proven 1 of 3 (1 unproven, 1 with another hash)" in text
    assert "\n1 finding: 0 errors, 1 warning, 0 info\n" in text
    assert lines([])[-1] == "no findings"


@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_is_written_out_in_every_line(colour: bool) -> None:
    hostile = finding(
        HOSTILE, locale=HOSTILE, article=HOSTILE, unit=HOSTILE, path=HOSTILE, message=HOSTILE + "\r\n\x9b2J"
    )
    printed = lines([hostile], colour=colour)
    ours = re.compile("\x1b\\[[0-9;]+m")
    assert len(printed[0].splitlines()) == 1
    for line in printed:
        rest = ours.sub("", line) if colour else line
        assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in rest)
    assert "\\x1b[31mred\\x00" in printed[0]
    assert "\\u202eflip" in printed[0]


def test_colour_is_asked_for() -> None:
    assert "\x1b[33;1mwarning:\x1b[0m 3" in lines([finding()], colour=True)[0]
    assert "\x1b" not in "".join(lines([finding()]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain åäö ฿ 日本", "plain åäö ฿ 日本"),
        ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\u2066x\u2069\u200b\ufeff", "\\u2066x\\u2069\\u200b\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_visible(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_status_is_a_matrix() -> None:
    text = render_status_text(statuses(), ["sv-SE", "ar-SA", "ja-JP"])
    rows = text.splitlines()
    assert rows[0].split() == ["article", "English", "sv-SE", "ar-SA", "ja-JP"]
    assert re.split(r" {2,}", rows[1]) == ["billing/credits", "rebuilt, proven", "HT 2/3 ~1 *1", "MT 2/3 ~1", "-"]
    assert re.split(r" {2,}", rows[2]) == ["calls", "given, mismatch", "MT 2/3 ~1 !", "-", "-"]
    assert re.split(r" {2,}", rows[3]) == ["start", "none", "-", "?? 2/3 ~1", "-"]
    assert "3 articles, English proven 1 of 3" in rows
    assert text.endswith("\n")


def test_status_lines_up_whatever_the_names_are() -> None:
    wide = ArticleStatus("課金/クレジット", "rebuilt", "proven", None, (cell("sv-SE"),))
    rows = render_status_text([wide, ArticleStatus("\x1b[31m", "rebuilt", "proven", None, ())], ["sv-SE"]).splitlines()
    assert len({width(row[: row.index("rebuilt")]) for row in rows[1:3]}) == 1
    assert "\x1b" not in "".join(rows)


def build_text(*, nothing_changed: bool = False, withheld: tuple[str, ...] = ()) -> str:
    pages = {"en-US": 3, "sv-SE": 2}
    result = BuildResult(pages, "build/html/index.html", "build/report/index.html", nothing_changed, withheld)
    return render_build_summary(result, build_summary(statuses(), [finding()], ["sv-SE", "ar-SA"]))


def test_the_closing_summary() -> None:
    text = build_text()
    rows = [line.split() for line in text.splitlines()]
    assert ["sv-SE", "2", "1", "1", "1", "1"] in rows
    assert ["ar-SA", "0", "0", "1", "0", "1"] in rows
    assert ["en-US", "3"] in rows
    assert "proven 1 of 3 (1 unproven, 1 with another hash)" in text
    assert "1 finding: 0 errors, 1 warning, 0 info" in text
    assert text.index("build/html/index.html") < text.index("build/report/index.html")
    assert "withheld" not in text
    assert "Nothing has changed" not in text


def test_the_closing_summary_names_what_is_withheld() -> None:
    text = build_text(nothing_changed=True, withheld=tuple(f"sv-SE/a{number}\x1b" for number in range(7)))
    assert text.startswith("Nothing has changed")
    assert "7 pages: sv-SE/a0\\x1b, " in text
    assert "sv-SE/a4\\x1b and 2 more" in text
