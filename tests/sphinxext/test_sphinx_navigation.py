"""Pages in their table of contents: sections of bounded size, neighbours, home pages, incremental builds."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx_fake_site import FakeSite

from sphinx_bitext.model import NavigationItem as Item
from sphinx_bitext.model import NavigationTree as Tree
from sphinx_bitext.sphinxext.navigation import CONTENTS, Navigation
from sphinx_bitext.sphinxext.records import Record
from sphinx_bitext.sphinxext.toc_navigation import SECTION_SIZE, Entry


def record(title: str, day: int = 0, *, status: str = "translated") -> Record:
    updated = datetime.date(2024, 1, 1) + datetime.timedelta(days=day) if day else None
    return Record(title, status, False, None, None, None, updated, 0, 0, 0, False)


def walk(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        yield from walk(entry.children)


def shown(entries: tuple[Entry, ...], depth: int = 0) -> list[str]:
    """Return the lines of a section, indented, the current one with a star, those that lead nowhere in brackets."""
    lines = []
    for entry in entries:
        title = entry.title if entry.docname or entry.target else f"[{entry.title}]"
        lines.append("  " * depth + title + ("*" if entry.current else ""))
        lines += shown(entry.children, depth + 1)
    return lines


RECORDS = {name: record(name.upper()) for name in ("index", "start", "t/a", "t/b", "t/b1", "r/a", "lone/x", "lone/y")}
TREE = Tree(
    "",
    (
        Item("", "index"),
        Item("", "start"),
        Item("Översätta", children=(Item("", "t/a"), Item("Kort", "t/b", children=(Item("", "t/b1"),)))),
        Item("Review", english=True, children=(Item("", "r/a"), Item("Elsewhere", target="https://x.example"))),
        Item("Links", children=(Item("One", target="/one"), Item("Two", target="https://two.example"))),
        Item("Gone", "not/there"),
    ),
)


def test_the_branch_of_a_page_is_open_and_the_others_are_closed() -> None:
    place = Navigation(RECORDS, [TREE]).place("t/b")
    assert [entry.title for entry in place.ancestors] == ["Översätta"]
    assert place.heading is None
    closed = ["INDEX", "START", "[Översätta]", "  T/A", "  Kort*", "    T/B1", "Review", "[Links]", "  One", "  Two"]
    assert shown(place.entries) == closed
    assert place.before is not None
    assert place.after is not None
    assert (place.before.docname, place.after.docname) == ("t/a", "t/b1")


def test_a_closed_heading_leads_to_its_first_page_and_keeps_its_language() -> None:
    place = Navigation(RECORDS, [TREE]).place("start")
    review = next(entry for entry in place.entries if entry.title == "Review")
    assert (review.docname, review.english) == ("r/a", True)
    assert Navigation(RECORDS, [TREE]).place("r/a").ancestors == (Entry("Review", english=True),)


def test_pages_that_no_table_names_stand_in_their_folder() -> None:
    place = Navigation(RECORDS, [TREE]).place("lone/x")
    assert shown(place.entries) == ["LONE/X*", "LONE/Y"]
    assert place.heading == Entry("Lone", english=True)


def test_a_folder_is_called_what_the_table_calls_its_pages() -> None:
    records = {**RECORDS, "t/extra": record("Extra")}
    assert Navigation(records, [TREE]).place("t/extra").heading == Entry("Översätta")


def test_the_nearest_table_places_a_page() -> None:
    inner = Tree("t", (Item("Egen", "t/a"), Item("Annan", "r/a")))
    both = Navigation(RECORDS, [TREE, inner])
    assert shown(both.place("t/a").entries) == ["Egen*", "Annan"]
    assert "Egen" not in shown(both.place("r/a").entries)


def test_a_part_of_a_page_is_a_link_and_not_its_place() -> None:
    tree = Tree("", (Item("Del", "t/a", "#del"), Item("Grupp", children=(Item("", "t/a"), Item("", "t/b")))))
    place = Navigation(RECORDS, [tree]).place("t/a")
    assert shown(place.entries) == ["Del", "[Grupp]", "  T/A*", "  T/B"]


def wide(count: int, levels: int) -> tuple[dict[str, Record], Tree]:
    """Return a table of `count` entries on each of several levels, each with `count` pages below."""
    records: dict[str, Record] = {}

    def items(prefix: str, level: int) -> tuple[Item, ...]:
        found = []
        for number in range(count):
            name = f"{prefix}{number}"
            records[name] = record(name)
            found.append(Item("", name, children=items(f"{name}/", level - 1) if level > 1 else ()))
        return tuple(found)

    return records, Tree("", items("p", levels))


def test_links_of_a_page_do_not_grow_with_the_site() -> None:
    for count, levels in ((15, 3), (60, 2), (3000, 1)):
        records, tree = wide(count, levels)
        for site in (Navigation(records, [tree]), Navigation(records)):
            for name in list(records)[:: max(1, len(records) // 40)]:
                found = list(walk(site.place(name).entries))
                assert len(found) <= SECTION_SIZE
                assert not found or [entry.docname for entry in found if entry.current] == [name]


class Counting(dict[str, Record]):
    """Records that count how often they are asked for."""

    asked = 0

    def __getitem__(self, name: str) -> Record:
        self.asked += 1
        return super().__getitem__(name)


def test_the_work_for_a_page_does_not_grow_with_the_site() -> None:
    work = []
    for count in (200, 4000):
        records = Counting(wide(count, 1)[0])
        large = Navigation(records, [Tree("", tuple(Item("", name) for name in records))])
        records.asked = 0
        large.place("p100")
        work.append(records.asked)
    assert work[0] == work[1] <= 3 * SECTION_SIZE


def test_every_page_of_a_table_is_reached_by_turning_pages() -> None:
    records, tree = wide(6, 3)
    whole = Navigation(records, [tree])
    read, name = [], "p0"
    while True:
        read.append(name)
        after = whole.place(name).after
        if after is None or after.docname is None:
            break
        name = after.docname
    assert read == [item.docname for item in _items(tree.items)]


def _items(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _items(item.children)


def test_the_newest_articles_come_first_and_english_ones_not_at_all() -> None:
    records = {f"a{day}": record(f"A{day}", day) for day in range(1, 20)}
    records["new"] = record("New", 99, status="english-only")
    records["index"] = record("Home", 98)
    found = [(entry.docname, date.day) for entry, date in Navigation(records).recent]
    assert found == [(f"a{day}", day + 1) for day in range(19, 11, -1)]
    assert Navigation({"a": record("A", 3), "b": record("B")}).recent == ()


def test_a_home_page_in_groups_of_the_table(site: FakeSite) -> None:
    for name in ("start", "t/a", "t/b", "r/a", "other/x"):
        site.put(name, "# X", title=name.upper(), updated=datetime.date(2024, 5, len(name)))
    site.trees = [TREE]
    assert site.build() == ""
    soup = site.soup("index")
    groups = {
        (section.h2.text, section.h2.get("lang")) if section.h2 else None: [a.text for a in section.select("li a")]
        for section in soup.select(".groups section")
    }
    assert groups == {
        None: ["START"],
        ("Översätta", None): ["T/A", "Kort"],
        ("Review", "en"): ["R/A", "Elsewhere"],
        ("Links", None): ["One", "Two"],
        ("Other", "en"): ["OTHER/X"],
    }
    assert soup.select_one(".groups a[href='https://x.example']")
    recent = [(item.a.text, item.time["datetime"], item.time.text) for item in soup.select(".recent li")]
    assert recent[0] == ("OTHER/X", "2024-05-07", "7 maj 2024")
    assert len(recent) == 5
    assert not site.soup("start").select(".recent")


def test_a_home_page_of_a_large_site_lists_stretches(site: FakeSite) -> None:
    for number in range(120):
        site.put(f"big/n{number:03}", "x", title=f"Sida {number:03}")
    site.put("small/a", "x", title="Liten")
    assert site.build() == ""
    soup = site.soup("index")
    links = [(a.text, a["href"]) for a in soup.select(".groups a")]
    assert links[0] == ("Sida 000 – Sida 049", f"{CONTENTS}/big/1.html")
    assert len(links) == 4
    assert links[-1] == ("Liten", "small/a.html")
    reached = {a["href"] for n in range(1, 4) for a in site.soup(f"{CONTENTS}/big/{n}").select(".groups a")}
    assert reached == {f"../../big/n{number:03}.html" for number in range(120)}
    listed = site.soup(f"{CONTENTS}/big/2")
    assert listed.h1.text == "Big (51–100)"
    assert listed.select_one("meta[name=robots]")["content"] == "noindex"
    for number in range(40, 120):
        del site.pages[f"big/n{number:03}"]
    site.build()
    assert not (site.outdir / CONTENTS).exists()
    assert len(site.soup("index").select(".groups a")) == 41


def test_a_home_page_stays_small(site: FakeSite) -> None:
    for number in range(100):
        site.put(f"administration/{number:03}-{'a-name-of-some-length-' * 3}", "x", title=f"Sida {number:03}")
    assert site.build() == ""
    soup = site.soup("index")
    assert len(soup.select(".groups a")) == 100
    assert len(str(soup).encode()) - len(soup.get_text().encode()) < 15_000


def test_the_section_of_a_page_is_nested_and_marked(site: FakeSite) -> None:
    for name in ("start", "t/a", "t/b", "t/b1", "r/a"):
        site.put(name, "# X", title=name.upper())
    site.trees = [TREE]
    assert site.build() == ""
    section = site.soup("t/b").select_one("nav.section")
    assert [a.text for a in section.select("[aria-current]")] == ["Kort"]
    assert [a.text for a in section.select("ul ul ul a")] == ["T/B1"]
    assert section.find("a", string="Startsida")["href"] == "../index.html"
    assert section.find("a", string="Review")["lang"] == "en"
    assert [item.text for item in site.soup("t/b").select(".crumbs li")] == ["Startsida", "Översätta"]
    turns = {a["rel"][0]: (a["href"], a.span.text) for a in site.soup("t/b").select(".turns a")}
    assert turns == {"prev": ("a.html", "T/A"), "next": ("b1.html", "T/B1")}


@pytest.mark.parametrize("theme", ["bitext", "basic"])
def test_names_are_text_and_addresses_are_checked(site: FakeSite, theme: str) -> None:
    site.put("a", "# A", title="A")
    bad = Item("<script>x</script>", target="javascript:alert(1)")
    site.trees = [Tree("", (Item("", "a"), Item("<b>", children=(bad, Item("Rot", target="/r?a&b")))))]
    assert site.build(theme=theme, bitext_link_base="https://learn.example.com/{locale}") == ""
    for name in ("a", "index") if theme == "bitext" else ("index",):
        assert "javascript:" not in site.html(name)
        assert "<script>x" not in site.html(name)
        assert "&lt;script&gt;x" in site.html(name)
        assert site.soup(name).find("a", string="Rot")["href"] == "https://learn.example.com/sv-se/r?a&b"


def _fill(site: FakeSite) -> None:
    for number in range(12):
        site.put(f"f{number % 3}/n{number}", f"# N {number}", title=f"N {number}")
    site.trees = [
        Tree(
            "", tuple(Item(f"F{f}", children=tuple(Item("", f"f{f}/n{n}") for n in range(f, 12, 3))) for f in range(3))
        )
    ]


def _pages(site: FakeSite) -> dict[str, bytes]:
    return {path.relative_to(site.outdir).as_posix(): path.read_bytes() for path in site.outdir.rglob("*.html")}


def test_only_pages_whose_navigation_changed_are_made_again(site: FakeSite, tmp_path: Path) -> None:
    _fill(site)
    site.build()
    before = {path: path.stat().st_mtime_ns for path in site.outdir.rglob("f*/*.html")}
    site.build()
    assert {path: path.stat().st_mtime_ns for path in before} == before, "nothing changed"
    first, second, third = site.trees[0].items
    # Another title inside the second branch: only who shows it is concerned, so neither other branches nor their pages.
    inside = (second.children[0], Item("Nytt namn", second.children[1].docname), *second.children[2:])
    site.trees = [Tree("", (first, Item(second.title, children=inside), third))]
    site.build()
    changed = {path.parent.name for path in before if path.stat().st_mtime_ns != before[path]}
    assert changed == {"f1"}
    clean = FakeSite(tmp_path / "clean")
    _fill(clean)
    clean.trees = site.trees
    clean.build()
    assert _pages(clean) == _pages(site)
