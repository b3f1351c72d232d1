from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from measures.differences import escaped, first_difference, why
from measures.figures import EXPLAINED, UNEXPLAINED, Figure, Miss, Outcome, Results, Target, guarded
from measures.lossless import rebuild
from measures.pack import Product, Section
from measures.speed import LOCALE_BYTES, load_of
from sphinx_bitext.markup.alignment_spans import Scan, scan_units
from support import unit

SHARE = Figure("share", "A share", Target(90, 50))
MEAN = Figure("mean", "A mean", Target(90, 90, each=80), mean=True)
SECONDS = Figure("seconds", "Seconds", Target(5, None, each=5), "s", mean=True)


def _product(name: str, *locales: str, main: bool = False) -> Product:
    return Product(name, main, tuple(Section(locale, Path(locale), ("a.md",)) for locale in locales))


MAIN = _product("main", "sv-SE", "lv-LV", main=True)


def _table(
    figure: Figure, *counts: tuple[Product, str, float, float]
) -> list[tuple[str, str, float | None, str | None]]:
    results = Results()
    for product, locale, right, total in counts:
        results.add(product.name, Outcome(figure, locale, "a.md", right, total))
    rows = results.rows([figure], dict.fromkeys(product for product, *_ in counts))
    return [(row.product, row.locale, row.value, row.verdict) for row in rows]


def test_a_sum_is_judged_and_its_parts_are_marked() -> None:
    assert _table(SHARE, (MAIN, "sv-SE", 19, 20), (MAIN, "lv-LV", 1, 2)) == [
        ("main", "sv-SE", 95.0, "met"),
        ("main", "lv-LV", 50.0, "below"),
        ("main", "", pytest.approx(100 * 20 / 22), "met"),
    ]


def test_other_products_are_judged_together() -> None:
    shop, news = _product("shop", "de-DE"), _product("news", "de-DE", "fr-FR")
    table = _table(SHARE, (shop, "de-DE", 0, 1), (news, "de-DE", 1, 1), (news, "fr-FR", 0, 0))
    assert table == [
        ("shop", "de-DE", 0.0, "below"),
        ("news", "de-DE", 100.0, "met"),
        ("news", "fr-FR", None, None),
        ("news", "", 100.0, "met"),
        ("all other products", "", 50.0, "met"),
    ]


def test_a_mean_is_that_of_the_locales_and_each_has_its_target() -> None:
    assert _table(MEAN, (MAIN, "sv-SE", 99, 100), (MAIN, "lv-LV", 7, 10)) == [
        ("main", "sv-SE", 99.0, "met"),
        ("main", "lv-LV", 70.0, "missed"),
        ("main", "", pytest.approx(84.5), "missed"),
    ]


def test_seconds_must_be_few_and_nothing_is_asked_without_a_target() -> None:
    shop = _product("shop", "de-DE")
    table = _table(SECONDS, (MAIN, "sv-SE", 4, 1), (MAIN, "lv-LV", 8, 1), (shop, "de-DE", 50, 1))
    assert [verdict for *_, verdict in table] == ["met", "missed", "missed", "missed", None]


def test_an_exception_is_what_went_wrong_with_one_article() -> None:
    def work() -> Iterator[Outcome]:
        yield Outcome(SHARE, "sv-SE", "a.md", 1, 1)
        raise ValueError("a \x1b sign")

    found = list(guarded(work(), [SHARE, MEAN], ["sv-SE"], "a.md"))
    assert [(one.figure.key, one.right, one.total) for one in found] == [("share", 1, 1), ("mean", 0, 1)]
    assert found[1].miss == Miss(f"{UNEXPLAINED}: raised ValueError: a \x1b sign")


def test_a_file_that_cannot_be_read_is_no_figure() -> None:
    def work() -> Iterator[Outcome]:
        raise OSError("gone")
        yield

    with pytest.raises(OSError, match="gone"):
        list(guarded(work(), [SHARE], ["sv-SE"], "a.md"))


def test_misses_with_a_known_class_count_as_explained() -> None:
    figure = Figure("strip", "", Target(1, 1), explained=True)
    results = Results()
    for reason in ("escapes + alt text", UNEXPLAINED):
        results.add("main", Outcome(figure, "sv-SE", "a.md", 0, 1, Miss(reason)))
    (row,) = [row for row in results.rows([EXPLAINED], [MAIN]) if not row.locale]
    assert (row.right, row.total, row.verdict) == (1, 2, "missed")


@pytest.mark.parametrize(
    ("got", "want", "classes"),
    [
        ("a", "a", ()),
        ("a\r\nb\n", "a\nb\n", ("line ends",)),
        ("a\n\n", "a\n", ("end newlines",)),
        (r"5 \* 3", "5 * 3", ("escapes",)),
        ("![One.](a.png)", "![One. [Two].](a.png)", ("alt text",)),
        ("> one\n> two", "> one two", ("joined lines",)),
        ("[a]: https://x.y/\n\n[a]: https://x.y/\n", "[a]: https://x.y/\n", ("link definitions",)),
        ("see\u00a0it", "see it", ("no-break spaces",)),
        ("看 https://x.y/", "看https://x.y/", ("blanks before a bare URL",)),
        ("**X** ,", "**X**,", ("blanks beside bold",)),
        ("one  two", "one two", ("several blanks",)),
        ("one \ntwo", "one\ntwo", ("blanks at line ends",)),
        ("**X** _ y", "**X*** y", ("marks of emphasis",)),
        ('<a name="x&quot;>', '<a name="x">', ("quote damage",)),
        ("---\na: 'b'\n---\nx", "---\na: b\n---\nx", ("front matter",)),
        ("\\*a\n![One](b)", "*a\n![Two](b)", ("escapes", "alt text")),
        ("\\*a one", "*a two", (UNEXPLAINED,)),
    ],
)
def test_differences_fall_into_classes(got: str, want: str, classes: tuple[str, ...]) -> None:
    assert why(got, want) == classes
    assert why(want, got) == classes


@pytest.mark.parametrize(
    ("got", "want", "place"),
    [
        ("a\nb", "a\nc", (2, "b\\n", "c\\n")),
        ("a\n", "a", (2, "\\n", "")),
        ("", "x", (1, "\\n", "x\\n")),
        (
            "x" * 60 + "a" + "y" * 200,
            "x" * 60 + "b",
            (1, "…" + "x" * 20 + "a" + "y" * 69 + "…", "…" + "x" * 20 + "b\\n"),
        ),
    ],
)
def test_the_first_difference_is_shown(got: str, want: str, place: tuple[int, str, str]) -> None:
    assert first_difference(got, want) == place


def test_nothing_shown_can_steer_a_terminal() -> None:
    assert escaped("a\x1b[2J\u202e\udce4\n字") == "a\\x1b[2J\\u202e\\udce4\\n字"


def test_a_scan_that_lost_something_does_not_give_the_file_back() -> None:
    text = "# " + unit("3a593-101", "Ett", "One") + " " + unit("3a593-102", "Två", "Two") + "\n"
    scan = scan_units(text)
    assert rebuild(text, scan) == text
    first, second = scan.units
    assert rebuild(text, Scan((first, first, second), (), ())) != text, "overlapping units"
    assert rebuild(text, Scan((replace(first, target="Et"), second), (), ())) != text, "a text that was cut"


def test_a_locale_weighs_as_much_where_articles_are_long(tmp_path: Path) -> None:
    (tmp_path / "sxs").mkdir()
    for name, size in (("a.md", LOCALE_BYTES // 4), ("b.md", 10)):
        (tmp_path / "sxs" / name).write_bytes(b"x" * size)
    section = Section("sv-SE", tmp_path, ("a.md", "b.md"))
    load = load_of(section, 2_900)
    assert [path for path, _ in load.files] == [f"{n}/{name}" for n in range(3) for name in ("a.md", "b.md")]
    assert load.size <= LOCALE_BYTES
    assert len(load_of(section, 3).files) == 3
