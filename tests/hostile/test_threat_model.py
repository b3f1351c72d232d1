"""Each promise of the threat model names the tests that hold it; a promise without one, or a test that left, fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_bitext.markup.front_matter import MAX_FRONT_MATTER
from sphinx_bitext.sphinxext.limits import MAX_MEMORY, MAX_SECONDS
from sphinx_bitext.store import MAX_ARTICLE, MAX_CATALOG

TESTS = Path(__file__).resolve().parents[1]
PAGE = TESTS.parent / "source" / "en-US" / "reference" / "threat-model.md"
HELD_BY = {
    "No work is lost.": ["durability/test_interrupted_ingests.py::test_an_ingest_that_is_killed_leaves_old_or_new"],
    "No article stops the site.": [
        "hostile/test_hostile_files.py::test_the_good_pages_are_those_of_a_build_without_the_others",
        "hostile/test_hostile_files.py::test_what_is_said_and_what_is_shown",
    ],
    "Nothing leaks.": [
        "hostile/test_hostile_files.py::test_no_secret_of_the_machine_is_written_or_said",
        "workflows/test_store_files.py::test_special_files_are_skipped_with_a_reason",
    ],
    "Nothing is loaded.": [
        "product/test_offline.py::test_no_command_asks_for_a_connection",
        "browser/test_hostile_pages.py::test_nothing_in_an_article_or_a_catalog_comes_to_life",
    ],
    "Everything is bounded.": [
        "sphinxext/test_sphinx_limits.py::test_an_article_that_takes_too_much_is_published_flat"
    ],
    "A command can be stopped at any moment.": [
        "durability/test_stopped_commands.py::test_a_command_that_is_stopped_leaves_all_as_it_was"
    ],
    "The same input gives the same bytes": [
        "publish/test_published_site.py::test_the_same_site_comes_out_of_one_run_or_of_several",
        "hostile/test_hostile_files.py::test_the_same_comes_out_again",
        "product/test_same_bytes.py::test_place_day_order_locale_and_processes_change_nothing",
    ],
}


def test_every_promise_has_tests() -> None:
    promises = re.search(r"^## Promises\n(.*?)^## ", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert promises is not None
    assert set(re.findall(r"^- \*\*(.+?)\*\*", promises[1], re.MULTILINE)) == set(HELD_BY)


@pytest.mark.parametrize("promise", HELD_BY)
def test_the_tests_of_a_promise_are_there(promise: str) -> None:
    for name in HELD_BY[promise]:
        file, _, test = name.partition("::")
        assert re.search(rf"^def {test}", (TESTS / file).read_text(encoding="utf-8"), re.MULTILINE), name


def test_the_limits_are_those_of_the_program() -> None:
    page = PAGE.read_text(encoding="utf-8")
    mega = 1 << 20
    for row in (
        f"| Article | {MAX_ARTICLE // mega} MB |",
        f"| Front matter | {MAX_FRONT_MATTER // 1024} kB |",
        f"| Catalog | {MAX_CATALOG // mega} MB |",
        f"| Time for one page | {MAX_SECONDS:g} seconds",
        f"| Memory for one page | {MAX_MEMORY // mega} MB |",
    ):
        assert row in page
