from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from packs import SENTENCES, delivery, english, front, hash_of, write, write_good_pack

from measures.command import alignment
from measures.registry import MEASURES
from support import unit

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
QUICK = [option for one in MEASURES if one.key != "speed" for option in ("--only", one.key)]


def _run(pack: Path, *options: str) -> Result:
    return CliRunner().invoke(alignment, ["--pack", str(pack), *options], catch_exceptions=False)


def _json(pack: Path, *options: str) -> dict[str, Any]:
    result = _run(pack, "--format", "json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["format_version"] == 1
    return found


def _rows(found: dict[str, Any], figure: str) -> dict[tuple[str, str | None], tuple[float, float]]:
    rows = [row for row in found["rows"] if row["figure"] == figure and row["value"] is not None]
    return {(row["product"], row["locale"]): (row["count"], row["total"]) for row in rows}


def _why(found: dict[str, Any], figure: str) -> dict[str, str]:
    return {miss["article"]: miss["why"] for miss in found["misses"] if miss["figure"] == figure}


def test_a_pack_with_nothing_wrong_meets_every_target(tmp_path: Path) -> None:
    write_good_pack(tmp_path)
    found = _json(tmp_path, *QUICK)
    # In an article of a few blocks one block that changed counts for much.
    others = [row for row in found["rows"] if row["figure"] != "versions-blocks"]
    assert [row for row in others if row["verdict"] in ("missed", "below")] == []
    assert [miss for miss in found["misses"] if miss["figure"] != "versions-blocks"] == []
    assert min(row["value"] for row in found["rows"] if row["figure"] == "versions-blocks") > 50
    four, two, one = (4, 4), (2, 2), (1, 1)
    files = {("main", "sv-SE"): two, ("main", "lv-LV"): two, ("main", None): four, ("shop", "de-DE"): one}
    files["all other products", None] = one
    for figure in ("rebuilt", "strip", "strip-unescape"):
        assert _rows(found, figure) == files
    assert _rows(found, "units")["main", None] == (12, 12)
    for figure in ("english-given", "english-body"):
        assert _rows(found, figure) == {("shop", "de-DE"): one, ("all other products", None): one}
    # A group is one English file: what two locales translated is searched once.
    assert _rows(found, "search") == files | {("main", None): two}
    assert _rows(found, "given-sentences")["main", "sv-SE"] == (12, 12)
    assert {row["figure"] for row in found["rows"]} >= {figure.key for one in MEASURES[:-1] for figure in one.figures}


def test_the_search_says_what_it_tried_of_what_it_may(tmp_path: Path) -> None:
    write_good_pack(tmp_path)
    found = _json(tmp_path, "--only", "search", "--prove-seconds", "3")
    note = next(row["note"] for row in found["rows"] if row["product"] == "main" and row["locale"] is None)
    tried, _, rest = note.partition(" of ")
    assert 2 <= int(tried) < 100
    assert rest.startswith("600,000 hashes spent, ")
    nothing = _json(tmp_path, "--only", "search", "--prove-seconds", "0")
    assert _rows(nothing, "search")["main", None] == (0, 2)
    assert hash_of(english(*(source for _, source in SENTENCES))) in _why(nothing, "search")["guide/copy.md"]


def test_what_goes_wrong_is_counted_and_explained(tmp_path: Path) -> None:
    sxs, live = delivery("sv-SE")
    write(tmp_path / "sv-SE", "good.md", sxs, live)
    write(
        tmp_path / "sv-SE",
        "escaped.md",
        sxs.replace(">Stoppa den.<", r">Stoppa \* den.<"),
        live.replace("den", "* den"),
    )
    write(tmp_path / "sv-SE", "other.md", sxs, live.replace("Stoppa", "Start\u202e"))
    write(tmp_path / "sv-SE", "broken.md", sxs.replace('</span><span class="sxs-lookup">', "", 1), live)
    write(tmp_path / "sv-SE", "alone.md", sxs)
    found = _json(tmp_path, *QUICK)
    assert _rows(found, "rebuilt")["main", "sv-SE"] == (5, 5)
    assert _rows(found, "units")["main", "sv-SE"] == (14, 15)
    assert _why(found, "units") == {"broken.md": "2 units, 3 markers; reported: unclosed-unit, stray-marker"}
    assert _rows(found, "strip")["main", "sv-SE"] == (1, 4)
    assert _why(found, "strip") == {"broken.md": "unexplained", "escaped.md": "escapes", "other.md": "unexplained"}
    assert _rows(found, "strip-unescape")["main", "sv-SE"] == (2, 4)
    assert _rows(found, "explained")["main", None] == (1, 5)
    assert _rows(found, "given-blocks")["main", "sv-SE"] == (6, 6), "only what strips to the clean file takes part"
    other = next(miss for miss in found["misses"] if miss["figure"] == "strip" and miss["article"] == "other.md")
    assert (other["line"], other["got"], other["want"]) == (11, "Stoppa den.\\n", "Start\\u202e den.\\n")


def test_english_is_compared_with_the_true_one_where_the_hash_proves_it(tmp_path: Path) -> None:
    sources = tuple(source for _, source in SENTENCES)
    shop = tmp_path / "other" / "shop.de-DE"
    wrapped = (*sources[:2], "Copy\nall.")
    lost = (*sources[:2], "Copy  all.")
    for name, true in (("same.md", sources), ("wrapped.md", wrapped), ("lost.md", lost), ("newer.md", sources)):
        head = front("de-DE", "0" * 40 if name == "newer.md" else hash_of(english(*true)))
        body = delivery("de-DE")[0].split("---\n\n", 1)[1]
        write(shop, name, head + body, None, english(*true))
    found = _json(tmp_path, "--only", "english")
    assert _rows(found, "english-given")["shop", "de-DE"] == (3, 4)
    assert _why(found, "english-given") == {"newer.md": f"no form of the file has the hash {'0' * 40}"}
    assert _rows(found, "english-body")["shop", "de-DE"] == (2, 3)
    assert _why(found, "english-body") == {"lost.md": "several blanks"}


def test_absent_parts_odd_folders_and_odd_bytes_end_nothing(tmp_path: Path) -> None:
    sxs, live = delivery("fr-FR")
    write(tmp_path / "delivered-in-may", "a.md", sxs, live)
    write(tmp_path / "clean-only", "a.md", None, live)
    write(tmp_path / "nb-NO", "b\u202e.md", sxs.replace("Kopiera", "\udce4\x1b[31m"), "")
    write(tmp_path / "other" / "nameless", "c.md", "")
    (tmp_path / "sv-SE" / "sxs" / "folder.md").mkdir(parents=True)
    (tmp_path / "manifest.json").write_text('{"articles": [{"product": "shop"}, 3]}')
    found = _json(tmp_path, *QUICK)
    assert set(_rows(found, "rebuilt")) == {
        ("main", "fr-FR"),
        ("main", "nb-NO"),
        ("main", None),
        ("nameless", "nameless"),
        ("all other products", None),
    }
    assert _rows(found, "rebuilt")["main", None] == (2, 2)
    text = _run(tmp_path, "--misses", *QUICK).stdout
    assert "b\\u202e.md: unexplained" in text
    assert not [char for char in text if char != "\n" and not char.isprintable()]


def test_a_manifest_names_the_product_at_the_top(tmp_path: Path) -> None:
    write_good_pack(tmp_path)
    entries = [{"product": "shop"}, {"product": "shop"}, {"product": "guides"}]
    (tmp_path / "manifest.json").write_text(json.dumps({"articles": entries}))
    assert ("guides", "sv-SE") in _rows(_json(tmp_path, "--only", "rebuilt"), "rebuilt")


def test_less_can_be_asked_for(tmp_path: Path) -> None:
    write_good_pack(tmp_path)
    found = _json(tmp_path, "--only", "units", "--locale", "LV-lv", "--sample", "2")
    assert _rows(found, "units") == {("main", "lv-LV"): (3, 3), ("main", None): (3, 3)}
    assert {row["figure"] for row in found["rows"]} == {"units"}


def test_time_is_measured_over_as_many_articles_as_a_locale_has(tmp_path: Path) -> None:
    write_good_pack(tmp_path)
    found = _json(tmp_path, "--only", "speed", "--articles", "7", "--locale", "sv-SE")
    rows = {(row["figure"], row["locale"]): row for row in found["rows"]}
    assert rows["cpu", "sv-SE"]["value"] > 0
    assert rows["cpu", "sv-SE"]["note"].startswith("7 articles, ")
    assert rows["scan", "sv-SE"]["value"] > 1, "an HTML parser does more than a scan"


def test_missed_targets_fail_only_when_asked_to(tmp_path: Path) -> None:
    sxs, live = delivery("sv-SE")
    write(tmp_path / "sv-SE", "a.md", sxs, live + "more\n")
    asked = ("--fail-under-targets", "--only")
    assert _run(tmp_path, "--only", "strip").exit_code == 0
    assert _run(tmp_path, *asked, "strip").exit_code == 1
    assert _run(tmp_path, *asked, "rebuilt").exit_code == 0


def test_the_text_form_marks_what_is_missed(tmp_path: Path) -> None:
    sxs, live = delivery("sv-SE")
    write(tmp_path / "sv-SE", "a.md", sxs, live + "more\n")
    lines = _run(tmp_path, "--only", "strip").stdout.splitlines()
    assert lines[0] == "strip equals live (strip)"
    assert lines[1].split() == ["main", "sv-SE", "0/1", "0.00", "%", ">=", "96.8", "%", "below"]
    assert lines[2].split() == ["main", "all", "0/1", "0.00", "%", ">=", "96.8", "%", "MISSED"]


@pytest.mark.parametrize(
    "options",
    [["--only", "nothing"], ["--sample", "0"], ["--pack", "absent"], ["--locale", "xx-XX"], ["--format", "xml"]],
)
def test_wrong_use_exits_with_2(tmp_path: Path, options: list[str]) -> None:
    write_good_pack(tmp_path)
    result = CliRunner().invoke(alignment, ["--pack", str(tmp_path), *options])
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_the_command_runs_from_anywhere(tmp_path: Path) -> None:
    write_good_pack(tmp_path)
    command = [sys.executable, str(BENCHMARKS / "alignment.py"), "--pack", ".", "--only", "lossless", "--only", "clean"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "12/12  100.00 %" in done.stdout


def test_every_figure_is_explained() -> None:
    readme = (BENCHMARKS / "README.md").read_text("utf-8")
    assert [figure.key for one in MEASURES for figure in one.figures if f"`{figure.key}`" not in readme] == []


def test_units_in_a_damaged_file_are_written_back(tmp_path: Path) -> None:
    damaged = unit("3a593-104", "En mening.", "A sentence.").replace('"', "&quot;")
    write(tmp_path / "sv-SE", "a.md", delivery("sv-SE")[0] + damaged + "\n<span data-ttu-id=")
    found = _json(tmp_path, "--only", "lossless")
    assert _rows(found, "rebuilt")["main", None] == (1, 1)
    assert _rows(found, "units")["main", None] == (4, 5)
