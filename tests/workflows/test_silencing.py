"""Which findings a silence takes out, and which silences are findings themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from whole_project import find_all

from sphinx_bitext.errors import UsageError
from sphinx_bitext.model import Certainty, Finding, Severity
from sphinx_bitext.settings import Silence, parse_settings
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import load_project
from sphinx_bitext.workflows.silencing import (
    Heard,
    known_codes,
    nearest_code,
    read_comments,
    refuse_unknown_silences,
    silence,
)
from support import unit

ENGLISH = ("Calls cost **3** credits.", "Credits expire.", "Buy more.")
SWEDISH = ("Samtal kostar 3 krediter.", "", "Köp fler.")
"""Bold is lost in the first sentence, the second is not translated."""


def delivery(locale: str, *texts: str) -> str:
    units = (unit(f"0abcd-{102 + n}", text, ENGLISH[n]) for n, text in enumerate(texts))
    head = f"---\nms.translationtype: HT\nms.contentlocale: {locale}\nms.lasthandoff: 01/02/2021\n---\n"
    return f'{head}# <a name="a"></a>{unit("0abcd-101", "Rubrik", "Heading")}\n\n' + "\n\n".join(units) + "\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for locale in ("sv-SE", "da-DK"):
        for name in ("billing/credits", "start"):
            file = tmp_path / "source" / locale / f"{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(delivery(locale, *SWEDISH), encoding="utf-8")
    return tmp_path


def heard(root: Path, *locales: str) -> Heard:
    project = load_project(root / "source", root / "locale", root / "build")
    refuse_unknown_silences(project)
    chosen = project.target_locales(locales)
    ingested = ingest(project, chosen, write=False)
    return silence(project, read_comments(project, ingested, chosen), find_all(ingested, chosen), chosen)


def configure(root: Path, *tables: str) -> None:
    (root / "pyproject.toml").write_text(
        "[tool.bitext]\nsilence = [\n" + ",\n".join(tables) + "\n]\n", encoding="utf-8"
    )


def comment(root: Path, *notes: str, unit: str = "102", locale: str = "sv") -> Path:
    """Write catalogs, and comments above the entry of a unit of the first article."""
    project = load_project(root / "source", root / "locale", root / "build")
    ingest(project)
    file = root / "locale" / locale / "LC_MESSAGES" / "billing" / "credits.po"
    lines = file.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if f"0abcd-{unit}" in line)
    lines[at:at] = [f"# {note}" for note in notes]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def told(findings: list[Finding]) -> list[tuple[str, str, str, str | None]]:
    return sorted(((one.code, one.locale, one.article, one.unit) for one in findings), key=str)


def silenced(found: Heard) -> list[tuple[str, str, str, str | None]]:
    return told([one.finding for one in found.silenced])


def unused(found: Heard) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.message) for one in found.findings if one.code == "unused-silence"]


EVERYTHING = [
    (code, locale, article, number)
    for code, number in (("emphasis-lost", "102"), ("empty-target", "103"))
    for locale in ("da-DK", "sv-SE")
    for article in ("billing/credits", "start")
]


def test_nothing_is_silent_by_itself(root: Path) -> None:
    found = heard(root)
    assert told(found.findings) == EVERYTHING
    assert found.silenced == []


@pytest.mark.parametrize(
    ("table", "fits"),
    [
        ('{ code = "emphasis-lost" }', lambda code, locale, article, unit: code == "emphasis-lost"),
        ('{ code = "empty-target", locale = "sv-se" }', lambda code, locale, *_: code[:5] + locale == "emptysv-SE"),
        ('{ code = "*", path = "billing/*" }', lambda code, locale, article, unit: article == "billing/credits"),
        ('{ code = "*", path = "start" }', lambda code, locale, article, unit: article == "start"),
        ('{ code = "*", path = "source/da-DK/*" }', lambda code, locale, *_: locale == "da-DK"),
        ('{ code = "*", unit = "0abcd-103" }', lambda code, locale, article, unit: unit == "103"),
        ('{ code = "*", unit = 103, locale = "sv-*" }', lambda c, locale, a, unit: (locale, unit) == ("sv-SE", "103")),
        ('{ code = "*", path = "*.md", locale = "d?-DK" }', lambda code, locale, *_: locale == "da-DK"),
    ],
)
def test_a_setting_silences_what_fits_all_of_it(root: Path, table: str, fits: Callable[..., bool]) -> None:
    configure(root, table)
    found = heard(root)
    expected = [row for row in EVERYTHING if fits(*row)]
    assert silenced(found) == expected
    assert told(found.findings) == [row for row in EVERYTHING if row not in expected]


def test_the_reason_and_the_place_of_a_setting_are_kept(root: Path) -> None:
    configure(root, '{ code = "empty-target", reason = "Later." }', '{ code = "*", unit = "103", reason = "Second." }')
    found = heard(root)
    assert {(one.reason, one.in_catalog, one.path, one.line) for one in found.silenced} == {
        ("Later.", False, "pyproject.toml", 3)
    }
    assert unused(found) == []  # the second one fits, although the first one speaks


def test_an_unused_setting_is_a_finding_at_its_line(root: Path) -> None:
    lines = (
        "[tool.bitext]  # and not the list of another tool above",
        "silence = [",
        '  # a } comment, [ and { code = "x" }',
        '  { code = "empty-target", reason = "{ not \\" ] one" },',
        "  { code = 'stale-source', locale = 'sv-SE', path = 'billing/*', reason = '''two { [",
        "lines''' }, # }",
        '  { code = "unit-order", locale = "ja-JP" },',
        "]",
        'project = "{ x }"',
    )
    (root / "pyproject.toml").write_text("\n".join(lines), encoding="utf-8")
    found = heard(root)
    assert unused(found) == [
        ("pyproject.toml", 5, "The silence of `stale-source sv-SE billing/*` fits no finding."),
        ("pyproject.toml", 7, "The silence of `unit-order ja-JP` fits no finding."),
    ]
    (one,) = {(one.severity, one.certainty, one.locale) for one in found.findings if one.code == "unused-silence"}
    assert one == (Severity.INFO, Certainty.CERTAIN, "")


def test_headers_of_tables_have_lines_too(root: Path) -> None:
    (root / "pyproject.toml").write_text(
        '[[tool.bitext.silence]]\ncode = "empty-target"\n\n[[ tool.bitext . silence ]]\ncode = "unit-order"\n',
        encoding="utf-8",
    )
    assert [(path, line) for path, line, _ in unused(heard(root))] == [("pyproject.toml", 4)]


def test_a_list_of_another_tool_is_not_ours(root: Path) -> None:
    text = '[tool.other]\nsilence = [{ a = 1 }]\n[ tool.bitext ]\nsilence = [\n\n  { code = "unit-order" }]\n'
    (root / "pyproject.toml").write_text(text, encoding="utf-8")
    assert [line for _, line, _ in unused(heard(root))] == [6]


def test_conf_py_silences_as_well(root: Path) -> None:
    lines = ("bitext_silence = [", '    {"code": "empty-target"},', '    {"code": "unit-order"},', "]", "")
    (root / "conf.py").write_text("\n".join(lines), encoding="utf-8")
    found = heard(root)
    assert len(found.silenced) == 4
    assert [(path, line) for path, line, _ in unused(found)] == [("conf.py", 3)]


def test_a_setting_is_judged_only_by_who_has_looked_everywhere(root: Path) -> None:
    configure(root, '{ code = "unit-order" }', '{ code = "unit-order", locale = "sv-SE" }')
    assert len(unused(heard(root))) == 2
    assert [line for _, line, _ in unused(heard(root, "sv-SE"))] == [4]
    assert unused(heard(root, "da-DK")) == []


def test_what_only_a_build_can_find_is_not_judged_by_a_check(root: Path) -> None:
    configure(root, '{ code = "broken-link" }', '{ code = "skipped-file" }')
    assert [line for _, line, _ in unused(heard(root))] == [4]


def test_an_unused_silence_can_be_silenced(root: Path) -> None:
    configure(root, '{ code = "unit-order" }', '{ code = "unused-silence" }')
    found = heard(root)
    assert unused(found) == []
    assert silenced(found) == [("unused-silence", "", "", None)]


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("bitext: ignore emphasis-lost", ""),
        ("bitext: ignore emphasis-lost - the digit is bold enough", "the digit is bold enough"),
        ("bitext:ignore emphasis-lost, empty-target: both", "both"),
        ("  bitext:  ignore  emphasis-lost, as empty-target is", "as empty-target is"),
        ("bitext: ignore *", ""),
    ],
)
def test_a_comment_silences_the_units_of_its_entry(root: Path, note: str, reason: str) -> None:
    comment(root, "A translator was here.", note)
    found = heard(root)
    assert silenced(found) == [("emphasis-lost", "sv-SE", "billing/credits", "102")]
    (one,) = found.silenced
    assert (one.reason, one.in_catalog, one.path) == (reason, True, "locale/sv/LC_MESSAGES/billing/credits.po")
    lines = Path(one.path).read_text(encoding="utf-8").splitlines()
    assert "ignore" in lines[one.line - 1]


def test_a_comment_stays_when_a_newer_delivery_is_merged(root: Path) -> None:
    file = comment(root, "bitext: ignore emphasis-lost")
    newer = ("Samtal kostar bara 3 krediter.", *SWEDISH[1:])
    (root / "source" / "sv-SE" / "billing" / "credits.md").write_text(delivery("sv-SE", *newer), encoding="utf-8")
    ingest(load_project(root / "source", root / "locale", root / "build"))
    assert "bara 3" in file.read_text(encoding="utf-8")
    assert silenced(heard(root)) == [("emphasis-lost", "sv-SE", "billing/credits", "102")]


def test_an_unused_comment_is_a_finding_at_its_line(root: Path) -> None:
    file = comment(root, "bitext: ignore empty-target because", "x", "bitext: ignore nubmer-differs", "bitext: ignore")
    found = heard(root)
    lines = file.read_text(encoding="utf-8").splitlines()
    at = [number for number, line in enumerate(lines, 1) if "ignore" in line]
    assert [line for _, line, _ in unused(found)] == at
    messages = [message for _, _, message in unused(found)]
    assert messages[0] == "The silence of `empty-target` fits no finding of this entry."
    assert messages[1].startswith("The silence fits no finding. No check is called `nubmer-differs`")
    assert messages[2] == "The silence fits no finding. It names no check."
    assert {one.locale for one in found.findings if one.code == "unused-silence"} == {"sv-SE"}


@pytest.mark.parametrize("note", ["please ignore emphasis-lost", "bitext: ignored emphasis-lost", "bitext ignore *"])
def test_another_comment_is_a_comment(root: Path, note: str) -> None:
    comment(root, note)
    assert told(heard(root).findings) == EVERYTHING


def test_a_comment_in_an_obsolete_entry_says_nothing(root: Path) -> None:
    file = comment(root)
    text = file.read_text(encoding="utf-8")
    file.write_text(f'{text}\n# bitext: ignore unit-order\n#~ msgid "Old."\n#~ msgstr "Gammal."\n', encoding="utf-8")
    assert unused(heard(root)) == []


def test_a_comment_of_another_locale_counts_only_where_it_is_checked(root: Path) -> None:
    comment(root, "bitext: ignore unit-order", locale="da")
    assert len(unused(heard(root))) == 1
    assert unused(heard(root, "sv-SE")) == []


def test_a_finding_without_a_unit_is_known_by_its_text(root: Path) -> None:
    file = comment(root, "bitext: ignore newer-delivery")
    text = file.read_text(encoding="utf-8").replace("Samtal kostar 3 krediter.", "Ett samtal kostar 3 krediter.")
    file.write_text(text, encoding="utf-8")
    newer = (*("Samtal kostar nu **3** krediter.",), *SWEDISH[1:])
    (root / "source" / "sv-SE" / "billing" / "credits.md").write_text(delivery("sv-SE", *newer), encoding="utf-8")
    assert [one.finding.code for one in heard(root).silenced] == ["newer-delivery"]


def test_the_setting_and_the_comment_are_both_of_use(root: Path) -> None:
    comment(root, "bitext: ignore emphasis-lost")
    configure(root, '{ code = "emphasis-lost" }')
    found = heard(root)
    assert unused(found) == []
    assert sum(one.in_catalog for one in found.silenced) == 1


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("number", "must be a list of tables"),
        (["number"], "must be a list of tables"),
        ([{}], "`silence` 1: `code` is missing"),
        ([{"code": "a"}, {"code": ""}], "`silence` 2: `code` must be a text"),
        ([{"code": "a", "units": "1"}], "unknown key `units`; known are code, locale, path, unit, reason"),
        ([{"code": "*"}], "would silence everything"),
        ([{"code": "*", "path": "**/*", "locale": "sv-SE"}], "would silence everything"),
        ([{"code": "a", "locale": "not a tag"}], "`silence` 1: `locale`:"),
        ([{"code": "a", "unit": True}], "`unit` must be a text"),
        ([{"code": "a", "reason": ["x"]}], "`reason` must be a text"),
    ],
)
def test_a_wrong_setting_is_refused(value: object, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_settings({"silence": value}, "pyproject.toml, [tool.bitext]")
    assert str(caught.value).startswith("pyproject.toml, [tool.bitext]: `silence`")
    assert said in str(caught.value)


def test_a_setting_is_read_as_it_is_meant() -> None:
    table: dict[str, Any] = {"code": " a ", "locale": "SV-se", "path": "x/*", "unit": 7, "reason": "r"}
    (one,) = parse_settings({"silence": [table]}, "p.toml, [tool.bitext]").silence
    assert one == Silence("a", "sv-SE", "x/*", "7", "r", "p.toml", 0)


def test_a_code_that_no_check_has_is_refused_with_the_nearest(root: Path) -> None:
    configure(root, '{ code = "unit-order" }', '{ code = "emphasys-lost" }')
    with pytest.raises(
        UsageError, match=r"silence` 2: no check is called `emphasys-lost`; did you mean `emphasis-lost`"
    ):
        heard(root)


def test_the_nearest_code() -> None:
    assert nearest_code("missing-segmnt") == "; did you mean `missing-segment`?"
    assert nearest_code("qqqqqqqq") == ""
    assert nearest_code("") == ""
    assert all(nearest_code(code) == f"; did you mean `{code}`?" for code in known_codes())
