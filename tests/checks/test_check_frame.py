"""The frame of the checks: registry, documentation, and how hits become findings."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

import sphinx_bitext.checks as package
from sphinx_bitext.checks import (
    ALL,
    BUILTIN,
    AnyCheck,
    Check,
    Hit,
    check_doc,
    run_checks,
    without_covered,
)
from sphinx_bitext.checks._base import body_place, line_place, quote
from sphinx_bitext.checks._tokens import inline, letters, neutral_locale, prose
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.model import Bitext, Certainty, Severity, Span

ROOT = Path(package.__file__).parent
TEXT = "---\nms.translationtype: HT\n---\n\n# Rubrik\r\n\nEn mening.\n"


def _bitext(text: str = TEXT) -> Bitext:
    return Bitext(
        parse_article(text, path="pay/cards.md", locale="sv-SE", file="source/sv-SE/pay/cards.md"), None, "none"
    )


class _Example(Check):
    """Hits what the test asks for."""

    code: ClassVar[str] = "example"
    severity: ClassVar[Severity] = Severity.WARNING
    certainty: ClassVar[Certainty] = Certainty.LIKELY

    def __init__(self, *hits: Hit) -> None:
        self.hits = hits

    def run(self, bitext: Bitext) -> Iterator[Hit]:
        yield from self.hits


def test_codes_are_unique_kebab_case_and_the_modules_name() -> None:
    codes = [check.code for check in ALL]
    assert len(set(codes)) == len(codes)
    for check in ALL:
        assert check.covers < set(codes) - {check.code} or not check.covers
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.code)
        assert type(check).__module__.rpartition(".")[2] == check.code.replace("-", "_")


def test_no_two_checks_silence_each_other() -> None:
    covers = {check.code: check.covers for check in ALL}
    for code in covers:
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            for other in covers[waiting.pop()] - seen:
                assert other != code
                seen.add(other)
                waiting.append(other)


def test_every_check_that_is_written_is_registered() -> None:
    for info in pkgutil.walk_packages([str(ROOT)], package.__name__ + "."):
        importlib.import_module(info.name)
    written = {one for one in _subclasses(AnyCheck) if one.__module__.startswith(package.__name__ + ".")}
    assert {one for one in written if not inspect.isabstract(one)} == {type(check) for check in ALL}


def _subclasses(base: type) -> set[type]:
    direct: list[type] = base.__subclasses__()
    return {*direct, *(one for sub in direct for one in _subclasses(sub))}


def test_registry_is_the_only_place_that_lists_checks() -> None:
    """Checks do not know each other, so one can go without touching the others."""
    modules = {type(check).__module__.rpartition(".")[2] for check in ALL}
    for path in ROOT.rglob("*.py"):
        if path == ROOT / "__init__.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").rpartition(".")[2] not in modules, path


@pytest.mark.parametrize("check", ALL, ids=lambda check: check.code)
def test_documentation_is_whole(check: AnyCheck) -> None:
    doc = check_doc(check)
    assert doc.summary.endswith(".")
    assert doc.bad != doc.good
    for label in ("Why it matters:", "Bad:", "Good:", "How to fix:"):
        assert label in doc.body
    assert doc.bad.startswith("    ")
    assert doc.good.startswith("    ")
    assert (doc.code, doc.severity, doc.certainty) == (check.code, check.severity, check.certainty)


@pytest.mark.parametrize("missing", ["Why it matters:", "Bad:", "Good:", "How to fix:"])
def test_incomplete_documentation_is_refused(missing: str) -> None:
    whole = inspect.getdoc(type(BUILTIN[0])) or ""
    broken = type("Broken", (_Example,), {"__doc__": whole.replace(missing, "Else:")})
    with pytest.raises(ValueError, match="example: the docstring wants"):
        check_doc(broken())


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: path.name)
def test_checks_stay_short_and_pure(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= (350 if path.name == "__init__.py" else 150)  # the registry grows with the checks
    imported = {
        (node.module or "").partition(".")[0]
        for node in ast.walk(ast.parse("\n".join(lines)))
        if isinstance(node, ast.ImportFrom) and not node.level
    }
    assert imported <= {
        "__future__",
        "abc",
        "collections",
        "dataclasses",
        "functools",
        "itertools",
        "markdown_it",
        "typing",
    }


def test_hits_become_findings_with_lines_and_columns() -> None:
    start = TEXT.index("En mening")
    hit = Hit("Look.", Span(start, start + 3), "104", "A sentence.", "En mening.", Severity.INFO, Certainty.POSSIBLE)
    (finding,) = run_checks(_bitext(), [_Example(hit)])
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (7, 1, 7, 4)
    assert (finding.code, finding.severity, finding.certainty) == ("example", Severity.INFO, Certainty.POSSIBLE)
    assert (finding.locale, finding.article, finding.path) == ("sv-SE", "pay/cards", "source/sv-SE/pay/cards.md")
    assert (finding.unit, finding.source, finding.target) == ("104", "A sentence.", "En mening.")


def test_findings_are_sorted_once_each_and_take_the_checks_grades() -> None:
    late, early, bad = Hit("b", Span(40, 41)), Hit("a", Span(35, 36)), Hit("z", Span(50, 51), severity=Severity.ERROR)
    found = run_checks(_bitext(), [_Example(late, early, late, bad)])
    assert [finding.message for finding in found] == ["z", "a", "b"]
    assert [finding.severity for finding in found] == [Severity.ERROR, Severity.WARNING, Severity.WARNING]
    assert {finding.certainty for finding in found} == {Certainty.LIKELY}


def test_of_two_findings_of_one_sentence_the_one_that_says_more_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_COVERS", {"more": frozenset({"example"})})
    one, other = Hit("a", Span(35, 36), "104"), Hit("a", Span(40, 41), "105")
    found = run_checks(_bitext(), [_Example(one, other, Hit("b", Span(1, 2)))])
    more = dataclasses.replace(found[0], code="more", unit="104")
    assert {finding.unit for finding in without_covered([*found, more]) if finding.code == "example"} == {"105", None}


def test_an_exception_of_a_check_is_not_swallowed() -> None:
    class Broken(_Example):
        def run(self, bitext: Bitext) -> Iterator[Hit]:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_checks(_bitext(), [Broken()])


@pytest.mark.parametrize("text", ["", "\n", "---\n---\n", "\ufeff", "---\nms.translationtype: HT\n---", "***", "\x00"])
def test_articles_without_anything_are_checked(text: str) -> None:
    codes = {finding.code for finding in run_checks(_bitext(text))}
    assert codes <= {"content-locale", "malformed-unit"}


def test_places_of_lines_and_bodies() -> None:
    article = _bitext().target
    assert TEXT[slice(*line_place(article, 2))] == "ms.translationtype: HT"
    assert TEXT[slice(*line_place(article, 5))] == "# Rubrik"
    assert body_place(article) == Span(TEXT.index("#"), TEXT.index("#"))
    assert line_place(article, 99).end == len(TEXT)


def test_quotes_are_short_and_on_one_line() -> None:
    assert quote("one\n two") == '"one two"'
    assert len(quote("x" * 500)) <= 82


@pytest.mark.parametrize(
    ("markdown", "destinations", "strong", "emphasis", "literal"),
    [
        ("[a](b) ![c](d.png) <https://e.example> <xref:f>", ("b", "d.png", "https://e.example", "xref:f"), 0, 0, 0),
        ('<a href="x">y</a><img src=z>', ("x", "z"), 0, 0, 0),
        ("`[a](b)` \\[a](b) [a] (b)", (), 0, 0, 0),
        ("**a** __b__ ***c*** *d* snake_case_name", (), 3, 2, 0),
        ("** a** and `**b**`", (), 0, 0, 2),
        ("\\*\\*a\\*\\*", (), 0, 0, 2),
    ],
)
def test_inline_counts(markdown: str, destinations: tuple[str, ...], strong: int, emphasis: int, literal: int) -> None:
    found = inline(markdown)
    assert found.destinations == destinations
    assert (found.strong, found.emphasis, found.literal_strong) == (strong, emphasis, literal)


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("See [the page](/a/b) and `code`.", "See the page and ."),
        ("Open https://a.example/b now", "Open   now"),
        ("<https://a.example> x", " x"),
        ("[!INCLUDE [a note](../a.md)]", " "),
        ("![alternative text](a.png) x", " x"),
    ],
)
def test_prose_is_what_a_reader_reads(markdown: str, shown: str) -> None:
    assert prose(markdown) == shown


def test_letters_see_through_markup() -> None:
    assert letters("Click **Save** ([here](/a)).") == letters("Click Save (here) .") == "clicksavehere"


@pytest.mark.parametrize(
    ("one", "two", "equal"),
    [
        ("https://a.example/en-us/pay", "https://a.example/sv-se/pay", True),
        ("https://a.example/en-US/pay", "https://a.example/sv-SE", False),
        ("https://a.example/en/pay", "https://a.example/sv/pay", True),
        ("https://a.example/en-us/pay", "https://a.example/nb-no/pay", False),
        ("/en-us?x=1", "/sv-se?x=1", True),
        ("/sentences/en-usage", "/sentences/sv-seage", False),
    ],
)
def test_locale_in_an_address_is_no_difference(one: str, two: str, equal: bool) -> None:
    assert (neutral_locale(one, "sv-SE") == neutral_locale(two, "sv-SE")) is equal
