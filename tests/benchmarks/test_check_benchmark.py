from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from check_packs import LOCALES, SENTENCES, article, write_check_pack
from click.testing import CliRunner, Result
from packs import write

from defects import sample as sample_module
from defects.base import Edit, Injection, Site, apply
from defects.command import PARTS, checks
from defects.cost import forget
from defects.digits import differs
from defects.markdown import BOLD_RE, LINK_RE, prose_places, rendered, word_places
from defects.outside import find_pofilter, run_pofilter
from defects.plan import Shot, choose, passes
from defects.recall import Order, measure_kind, quotes, units_of
from defects.recall_table import recall_of
from defects.registry import KINDS
from defects.report import percent
from defects.sample import Sample, read_sample
from measures.pack import read_pack
from sphinx_bitext.alignment.corpus import align_articles
from sphinx_bitext.checks import run_checks
from sphinx_bitext.checks._tokens import inline
from sphinx_bitext.checks.metadata.content_locale import ContentLocale
from sphinx_bitext.checks.parity.duplicate_unit import DuplicateUnit
from sphinx_bitext.checks.parity.empty_target import EmptyTarget
from sphinx_bitext.markup.article import parse_article
from sphinx_bitext.markup.strip import strip_alignment
from sphinx_bitext.model import Article, Bitext, Finding, Severity, Span
from support import unit

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
BY_KEY = {kind.key: kind for kind in KINDS}


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    write_check_pack(folder)
    return folder


@pytest.fixture(scope="module")
def sample(pack: Path) -> Sample:
    return read_sample(read_pack(pack))


def _findings(bitext: Bitext) -> tuple[Finding, ...]:
    return run_checks(bitext, (DuplicateUnit(), EmptyTarget(), ContentLocale()))


@pytest.fixture(autouse=True)
def _few_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks that are written later must not bear on these tests."""
    monkeypatch.setattr(sample_module, "run_checks", _findings)
    monkeypatch.setattr(sample_module, "run_corpus_checks", lambda bitexts: ())


def _sites(sample: Sample) -> Iterator[Site]:
    """Yield every sentence of the article, with a sentence of the other article."""
    (project,) = sample.projects
    for key, bitext in project.bitexts.items():
        donor = next(unit for unit in project.bitexts["guide/short.md", key[1]].target.units[1:])
        others = sample_module.others_of(project, key)
        if key[0] == "guide/photos.md":
            for index in range(len(bitext.target.units)):
                yield Site(bitext, index, others, donor)


def _injected(sample: Sample, key: str) -> list[tuple[Site, Injection, Article]]:
    found = []
    for number in range(6):
        for site in _sites(sample):
            injection = BY_KEY[key].inject(site, Random(number))
            if injection is not None:
                text = apply(site.article.text, injection.edits)
                found.append((site, injection, parse_article(text, path="guide/photos.md", locale=site.article.locale)))
    return found


Proof = Callable[[str, str, str], bool]
"""Takes English, translation before, translation after."""


def _count(pattern: str) -> Callable[[str], int]:
    return lambda text: len(re.findall(pattern, text))


def _fewer(pattern: str) -> Proof:
    count = _count(pattern)
    return lambda _, was, now: count(now) == count(was) - 1


def _bare(text: str) -> str:
    return text.replace("**", "")


def _same_but(pattern: str) -> Proof:
    """The text is the same without what the pattern matches, and what it matches is not."""
    return lambda _, was, now: re.sub(pattern, "", was) == re.sub(pattern, "", now) and was != now


def _strong(text: str) -> int:
    return rendered(text)["strong"]


def _one_character(_: str, was: str, now: str) -> bool:
    return len(now) == len(was) + 1 and any(was == now[:at] + now[at + 1 :] for at in range(len(now)))


def _url(text: str) -> str:
    match = LINK_RE.search(text)
    return match["url"] if match else ""


PROOFS: dict[str, Proof] = {
    "block-marker": lambda _, was, now: bool(re.fullmatch(r"(?:4\.|1\)|#|>|-|\+) " + re.escape(was), now)),
    "block-split": lambda _, was, now: now.count("\n\n") == 1 and re.sub(r"\s", "", now) == re.sub(r"\s", "", was),
    "empty": lambda _, was, now: bool(was) and not now,
    "untranslated": lambda source, was, now: now == source != was,
    "looped": lambda _, was, now: bool(re.search(r"(.{3,}?)\1{3}", now)) and not re.search(r"(.{3,}?)\1{3}", was),
    "truncated": lambda _, was, now: was.startswith(now) and 0 < len(now) <= len(was) * 0.25,
    "wrong-language": lambda source, was, now: now != was and now in {text for row in SENTENCES for text in row[1:]},
    "bold-lost": lambda _, was, now: _strong(now) == _strong(was) - 1 and _bare(now) == _bare(was),
    "bold-dead": lambda _, was, now: _strong(now) < _strong(was) and "**" in inline(now).plain,
    "bold-added": lambda _, was, now: _strong(now) == _strong(was) + 1 and _bare(now) == _bare(was),
    "bold-moved": lambda _, was, now: BOLD_RE.findall(now) != BOLD_RE.findall(was)
    and _strong(now) == _strong(was)
    and not any(lost in new for lost in BOLD_RE.findall(was) for new in {*BOLD_RE.findall(now)} - {lost}),
    "bold-glued": lambda _, was, now: now.replace(" ", "") == was.replace(" ", "") and bool(re.search(r"\*\*\w", now)),
    "link-lost": lambda _, was, now: inline(now).plain == inline(was).plain and not inline(now).destinations,
    "link-dead": lambda _, was, now: "] (" in now and now.replace("] (", "](") == was,
    "link-emptied": lambda _, was, now: "[](" in now and inline(now).destinations == inline(was).destinations,
    "link-destination": lambda _, was, now: _url(now).partition("#")[2] == _url(was).partition("#")[2]
    and _url(now).split("/")[2] == _url(was).split("/")[2]
    and _url(now) != _url(was),
    "link-anchor": lambda _, was, now: _url(now).split("#")[0] == _url(was).split("#")[0] and _url(now) != _url(was),
    "link-host": lambda _, was, now: _url(now).split("/")[2].endswith(".example")
    and _url(now).split("/")[3:] == _url(was).split("/")[3:],
    "link-added": lambda _, was, now: len(inline(now).destinations) == len(inline(was).destinations) + 1
    and inline(now).plain == inline(was).plain,
    "code-changed": lambda _, was, now: inline(now).code != inline(was).code and inline(now).plain == inline(was).plain,
    "tag-lost": _fewer(r"</?kbd>"),
    "xref-lost": _fewer(r"<xref:[^>]*>"),
    "placeholder-changed": _fewer(r"\{album\}"),
    "residue": lambda _, was, now: bool(re.search(r"#A\d|<a\d>", now)) and not re.search(r"#A\d|<a\d>", was),
    "number-changed": lambda _, was, now: len(now) == len(was) and _same_but(r"\d")("", was, now),
    "number-dropped": _fewer(r"\d+"),
    "number-added": lambda _, was, now: len(re.findall(r"\d+", now)) == len(re.findall(r"\d+", was)) + 1,
    "version-changed": lambda _, was, now: _same_but(r"\d+\.\d+")("", was, now),
    "url-changed": lambda _, was, now: _same_but(r"https?://[\w./-]+")("", was, now),
    "email-changed": lambda _, was, now: _same_but(r"[\w.]+@[\w.]+")("", was, now),
    "path-changed": lambda _, was, now: _same_but(r"[A-Za-z]:\\[\w\\]+")("", was, now),
    "shortcut-changed": lambda _, was, now: _same_but(r"Ctrl\+.")("", was, now),
    "punctuation-lost": lambda _, was, now: was[:-1] == now and was[-1] in ".。",
    "double-space": lambda _, was, now: now.count("  ") == was.count("  ") + 1 and now.replace("  ", " ") == was,
    "bracket-lost": lambda _, was, now: abs(now.count("(") - now.count(")")) == 1,
    "wrong-script": lambda _, was, now: bool(re.search("[а-я가-힣]{3}", now)) and inline(now).code == inline(was).code,
    "homoglyph": lambda _, was, now: sum(a != b for a, b in zip(was, now, strict=True)) == 1
    and len(re.findall("[а-яі]", now)) == 1,
    "invisible": _one_character,
    "bidi": _one_character,
    "control": _one_character,
}  # fmt: skip


@pytest.mark.parametrize("key", PROOFS)
def test_a_damaged_sentence_has_the_defect_and_nothing_else_has_changed(sample: Sample, key: str) -> None:
    injected = _injected(sample, key)
    assert injected, "no sentence can have it"
    for site, injection, now in injected:
        (edit,) = injection.edits
        assert edit.place == site.unit.target_place
        assert injection.units == {site.unit.id.unit}
        assert PROOFS[key](site.source, site.target, edit.text), (site.source, site.target, edit.text)
        assert [one.source for one in now.units] == [one.source for one in site.article.units]
        changed = [
            one.id.unit for one, old in zip(now.units, site.article.units, strict=True) if one.target != old.target
        ]
        assert changed == [site.unit.id.unit]


def _units(found: Article) -> list[tuple[str, str, str]]:
    return [(one.id.unit, one.source, one.target) for one in found.units]


STRUCTURE: dict[str, Callable[[Site, Article], bool]] = {
    "unit-missing": lambda site, now: (
        _units(now) == [one for one in _units(site.article) if one[0] != site.unit.id.unit]
    ),
    "unit-extra": lambda site, now: (
        len(now.units) == len(site.article.units) + 1 and set(_units(site.article)) < set(_units(now))
    ),
    "unit-duplicate": lambda site, now: [one[0] for one in _units(now)].count(site.unit.id.unit) == 2,
    "unit-reordered": lambda site, now: sorted(_units(now)) == sorted(_units(site.article)) != _units(now),
    "unit-malformed": lambda site, now: bool(now.defects),
    "block-unmarked": lambda site, now: _units(now) == _units(site.article) and len(now.text) < len(site.article.text),
    "english-altered": lambda site, now: (
        [one[2] for one in _units(now)] == [one[2] for one in _units(site.article)]
        and sum(one != two for one, two in zip(_units(now), _units(site.article), strict=True)) == 1
    ),
    "image-lost": lambda site, now: "![" not in now.text and _units(now) == _units(site.article),
    "alt-lost": lambda site, now: "![](media/box.png)" in now.text and _units(now) == _units(site.article),
    "locale-wrong": lambda site, now: now.metadata.content_locale not in (None, site.article.locale),
    "type-wrong": lambda site, now: now.metadata.translation_type is None,
    "hash-broken": lambda site, now: now.metadata.source_hash != site.article.metadata.source_hash,
    "date-broken": lambda site, now: now.metadata.last_handoff is None,
    "key-dropped": lambda site, now: len(now.metadata.values) == len(site.article.metadata.values) - 1,
    "title-untranslated": lambda site, now: now.metadata.text("title") == site.article.units[0].source,
}


@pytest.mark.parametrize("key", STRUCTURE)
def test_a_damaged_article_has_the_defect_and_nothing_else_has_changed(sample: Sample, key: str) -> None:
    injected = _injected(sample, key)
    assert injected, "no article can have it"
    for site, injection, now in injected:
        assert STRUCTURE[key](site, now), injection
        if BY_KEY[key].level == "article":
            assert now.text[now.body_start :] == site.article.text[site.article.body_start :]
            assert injection.units == frozenset()
        else:
            assert now.text[: now.body_start] == site.article.text[: site.article.body_start]
            assert injection.units


def test_every_kind_is_tried_here() -> None:
    assert set(PROOFS) | set(STRUCTURE) == set(BY_KEY)
    assert not set(PROOFS) & set(STRUCTURE)
    assert len(BY_KEY) == len(KINDS)


def test_a_sentence_that_cannot_have_a_defect_says_so(sample: Sample) -> None:
    plain = next(_sites(sample))
    refused = {kind.key for kind in KINDS if kind.inject(plain, Random(0)) is None}
    assert plain.source == "Store your photos safely"
    markup = {
        key for key in PROOFS if key.startswith(("bold", "link", "code", "tag", "xref", "place")) and "added" not in key
    }
    others = ("number-changed number-dropped version-changed punctuation-lost url-changed email-changed path-changed "
              "shortcut-changed bracket-lost truncated block-marker")  # fmt: skip
    assert refused >= markup | set(others.split())


def test_a_japanese_question_is_whole_without_its_mark() -> None:
    for target, refused in (("開きますか?", True), ("開きますよ!", False)):
        article = parse_article(unit("3a593-101", target, "Will it open?"), path="a.md", locale="ja-JP")
        (bitext,) = align_articles([article]).bitexts
        assert (BY_KEY["punctuation-lost"].inject(Site(bitext, 0), Random(0)) is None) is refused


def test_an_article_without_witnesses_takes_no_defect_that_nobody_could_see(tmp_path: Path) -> None:
    write(tmp_path / "sv-SE", "guide/photos.md", article("sv-SE"))
    write(tmp_path / "sv-SE", "guide/short.md", article("sv-SE"))
    alone = read_sample(read_pack(tmp_path))
    for key in ("unit-missing", "unit-extra", "english-altered", "image-lost", "block-unmarked", "key-dropped"):
        assert _injected(alone, key) == []


def test_a_sentence_of_a_lone_clean_delivery_is_known_by_its_english() -> None:
    body = f"{unit('3a593-105', 'Kopiera filen.', 'Copy the file.')} {unit('3a593-106', 'Vänta.', 'Wait.')}"
    delivery = parse_article(body, path="a.md", locale="sv-SE")
    english = parse_article("Copy\nthe file. Wait.", path="a.md", locale="en-US")
    alone = [english, parse_article(strip_alignment(body), path="a.md", locale="sv-SE")]
    (before,) = align_articles(alone).bitexts
    (numbered,) = align_articles([english, delivery]).bitexts
    shot = Shot(cast("Any", None), Site(numbered, 0), Injection((), frozenset({"105"})))
    assert units_of(shot, "live", before) == {"101"}
    assert units_of(shot, "sxs", numbered) == units_of(shot, "live", numbered) == {"105"}


def test_a_finding_about_sentences_aligned_as_one_is_about_each_of_them() -> None:
    (bitext,) = align_articles([parse_article(unit("3a593-101", "", "Wait."), path="a.md", locale="sv-SE")]).bitexts
    (one,) = _findings(bitext)
    both = replace(one, source="Copy\nthe file. Wait.")
    assert [quotes(both, text) for text in ("Copy the file.", "Wait.", "Wait", "the fil", "Stop.")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_edits_of_one_file_are_applied_together() -> None:
    assert apply("abcd", [Edit(Span(3, 4), "!"), Edit(Span(0, 1), "xy")]) == "xybc!"
    with pytest.raises(ValueError, match="overlap"):
        apply("abcd", [Edit(Span(0, 3), ""), Edit(Span(2, 4), "")])


def test_prose_leaves_out_what_is_not_read() -> None:
    text = "Kör `a b` på <b>https://x.se</b> och [läs](u/v)."
    assert "".join(text[place.start : place.end] for place in prose_places(text)) == "Kör  på  och läs."
    assert [text[place.start : place.end] for place in word_places(text)] == ["Kör", "på", "och", "läs"]


def test_as_many_sentences_are_chosen_in_each_locale_and_the_same_ones_again(sample: Sample) -> None:
    kind = BY_KEY["number-added"]
    shots = choose(sample, kind, 9, seed=1)
    assert {locale: sum(shot.key[1] == locale for shot in shots) for locale in LOCALES} == dict.fromkeys(LOCALES, 3)
    assert [shot.injection for shot in choose(sample, kind, 9, seed=1)] == [shot.injection for shot in shots]
    assert [shot.injection for shot in choose(sample, kind, 9, seed=2)] != [shot.injection for shot in shots]
    everything = choose(sample, kind, 1_000, seed=1)
    assert len({(shot.key, shot.injection) for shot in everything}) == len(everything) < 1_000


def test_defects_that_are_measured_together_do_not_bear_on_each_other(sample: Sample) -> None:
    for key, locales in (("unit-missing", 1), ("number-added", 3)):
        shots = choose(sample, BY_KEY[key], 60, seed=0)
        groups = list(passes(shots, few=BY_KEY[key].structural))
        assert sum(map(len, groups)) == len(shots)
        for group in groups:
            for path in {shot.key[0] for shot in group}:
                some = [shot for shot in group if shot.key[0] == path]
                numbers = [number for shot in some for number in shot.injection.units]
                assert len(numbers) == len(set(numbers))
                assert len({shot.key[1] for shot in some}) <= locales


def test_what_a_check_reports_at_the_place_counts(sample: Sample) -> None:
    found = measure_kind(sample, BY_KEY["unit-duplicate"], Order(12, 0))
    assert [one.is_found for one in found] == [True] * 12
    assert {one.codes for one in found} == {("duplicate-unit",)}
    assert {one.form for one in measure_kind(sample, BY_KEY["empty"], Order(12, 0))} == {"sxs", "live"}


def test_a_finding_of_another_family_or_place_does_not_count(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    for change in ({"unit": "999"}, {"code": "other-code"}):
        monkeypatch.setattr(
            sample_module,
            "run_checks",
            lambda bitext, to=change: tuple(replace(one, **to) for one in _findings(bitext)),
        )
        found = measure_kind(sample, BY_KEY["unit-duplicate"], Order(6, 0, 0))
        assert {one.is_found for one in found} == {False}
        assert {one.other_codes for one in found} == {("other-code",) if "code" in change else ()}
        assert (recall_of(found).mean, recall_of(found).worst) == (0, (0, "de-DE"))


def _run(pack: Path, *options: str) -> Result:
    return CliRunner().invoke(checks, ["--pack", str(pack), *options], catch_exceptions=False)


def _json(pack: Path, *options: str) -> dict[str, Any]:
    result = _run(pack, "--format", "json", *options)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    assert found.pop("format_version") == 1
    return found


def test_the_command_prints_recall_by_kind(pack: Path) -> None:
    found = _json(pack, "--only", "empty", "--only", "locale-wrong", "--per-kind", "6", "--jobs", "2")
    assert list(found) == ["recall"]
    rows = {row["kind"]: row for row in found["recall"]}
    assert rows["empty"]["tried"] == rows["empty"]["found"] == dict.fromkeys(LOCALES, 2)
    assert (rows["locale-wrong"]["mean"], rows["locale-wrong"]["codes"]) == (100, {"content-locale": 8})
    text = _run(pack, "--only", "empty", "--per-kind", "6").stdout
    assert text.splitlines()[0] == "injected defects found (recall)"
    assert text.splitlines()[2].split()[:6] == ["empty", "error", "6", "100.00", "100.00", "de-DE"]


def test_a_missed_target_is_marked_and_shown(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_module, "run_checks", lambda bitext: ())
    result = _run(pack, "--only", "empty", "--per-kind", "3", "--misses", "1", "--fail-under-targets")
    assert result.exit_code == 1
    assert "MISSED" in result.stdout
    assert re.search(r"empty: main/[\w-]+/sxs/guide/\w+\.md: unit \d+", result.stdout)


def test_flagged_segments_are_counted_by_type_and_locale(tmp_path: Path) -> None:
    write_check_pack(tmp_path)
    twice = unit("3a591-113", SENTENCES[11][1], SENTENCES[11][0])
    write(tmp_path / "sv-SE", "guide/photos.md", article("sv-SE") + f"\n{twice}\n")
    write(tmp_path / "ja-JP", "guide/photos.md", article("ja-JP", "MT"))
    found = _json(tmp_path, "--only", "flagged")["flagged"]
    assert ["duplicate-unit", "error", "1", "4.00", "0", "0.00"] in found["by_check"]
    locales = {(row[0], row[1]): row[2:4] for row in found["by_locale"]}
    assert locales["sv-SE", "HT"] == ["13", "7.69"]
    assert locales["ja-JP", "MT"] == ["12", "0.00"]
    assert found["ht_error_share"] == 4
    listed = _run(tmp_path, "--sample-findings", "5", "--code", "duplicate").stdout
    assert listed.startswith("1 of 1 findings of HT deliveries at level error, seed 0")
    assert f"sv {SENTENCES[11][1]}" in listed


def test_numbers_are_compared_with_the_plain_comparison(pack: Path) -> None:
    assert not differs("Wait 10 seconds, 2 times.", "2 gånger i 10 sekunder.")
    assert differs("Wait 10 seconds.", "Vänta 1 0 sekunder.")
    found = _json(pack, "--only", "numbers", "--per-kind", "3")["numbers"]
    assert found["plain"] == 0
    assert [row[:3] for row in found["recall"]] == [
        [key, "3", "100.00"] for key in ("number-changed", "number-dropped", "number-added")
    ]


def _program() -> str:
    program = find_pofilter()
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Translate Toolkit is not installed")
        pytest.skip("Translate Toolkit is not installed")
    return program


def test_an_outside_program_says_which_messages_it_flags() -> None:
    good, bad = ("Wait 10 minutes.", "Vänta 10 minuter."), ("Wait 10 minutes.", "Vänta 11 minuter.")
    found = run_pofilter(_program(), {"sv-SE": [good, bad, good], "ja-JP": []}, jobs=2)
    assert found["sv-SE", good] == frozenset()
    assert "numbers" in found["sv-SE", bad]


def test_the_outside_program_stands_beside_us(pack: Path) -> None:
    _program()
    found = _json(pack, "--only", "pofilter", "--only", "number-changed", "--only", "empty", "--per-kind", "3")
    assert list(found) == ["pofilter"]
    rows = {row["kind"]: row for row in found["pofilter"]["kinds"]}
    assert (rows["number-changed"]["defects>"], rows["number-changed"]["pofilter %>"]) == ("3", "100.00")
    assert rows["empty"]["ours %>"] == "100.00"


def test_cost_is_measured_without_what_caches_remember(pack: Path) -> None:
    inline("En **text**.")
    forget()
    assert inline.cache_info().currsize == 0
    found = _json(pack, "--only", "cost", "--articles", "8")["cost"]
    assert {row[0]: row[1] for row in found["locales"]} == dict.fromkeys(LOCALES, "2")
    assert found["growth"][0::2][:2] == ["4", "8"]


def test_percentages_are_rounded_down() -> None:
    assert (percent(99_999, 100_000), percent(1, 1), percent(0, 0)) == ("99.99", "100.00", "-")


@pytest.mark.parametrize("options", [["--only", "nothing"], ["--pack", "absent"], ["--locale", "xx-XX"]])
def test_wrong_use_exits_with_2(pack: Path, options: list[str]) -> None:
    result = CliRunner().invoke(checks, ["--pack", str(pack), *options])
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_the_command_runs_from_anywhere(pack: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "checks.py"), "--list"]
    done = subprocess.run(command, cwd=pack, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines()] == [kind.key for kind in KINDS]


def test_every_part_is_explained() -> None:
    readme = (BENCHMARKS / "README.md").read_text("utf-8")
    assert [part for part in PARTS if f"`{part}`" not in readme] == []
    assert {kind.severity for kind in KINDS} == {Severity.ERROR, Severity.WARNING}
