"""Maps of names from elsewhere: used as far as they are such, or refused in one line; no address goes unjudged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile_cases import CANARY, write_good

from sphinx_bitext.errors import UsageError
from sphinx_bitext.publish.build import build
from sphinx_bitext.workflows import names
from sphinx_bitext.workflows.names import read_names
from sphinx_bitext.workflows.project import load_project
from written import faults

HREFS = {
    "script": "javascript:MARKER()",
    "script-in-capitals": "JaVaScRiPt:MARKER()",
    "script-with-a-tab": "java\tscript:MARKER()",
    "script-behind-blanks": "\u0001 javascript:MARKER()",
    "data": "data:text/html,<script>MARKER()</script>",
    "file": "file:///etc/hostname",
    "above": "../../../canary.md",
    "absolute": "/etc/hostname",
    "another-host": "//host.example/x",
    "backslashes": "\\\\host.example\\x",
    "attribute": 'https://host.example/" onclick="MARKER()',
    "element": "https://host.example/<script>MARKER()</script>",
    "line-end": "https://host.example/\r\nX: y",
    "no-address": "https://[host.example/",
    "itself": "xref:itself",
    "nothing": "#",
    "long": "https://host.example/" + "x" * 100_000,
}
USELESS = {
    "a text": '"a"',
    "a list": "[1, 2]",
    "nothing": "null",
    "a number": "1e400",
    "references that are a text": '{"references": "a"}',
    "references that are a map": '{"references": {"uid": "a", "href": "b"}}',
    "rows of other kinds": '{"references": [1, null, [], "a", {"uid": 1, "href": "b"}, {"uid": "a", "href": null}]}',
    "a base that is none": '{"baseUrl": [], "references": [{"uid": "a"}]}',
    "a base and an address that are none": '{"baseUrl": "https://[", "references": [{"uid": "a", "href": "//[x"}]}',
    "an empty uid": '{"references": [{"uid": "", "href": "b"}]}',
}
REFUSED = {
    "cut.json": b'{"references": [',
    "bytes.json": b'\xff\xfe{"references": []}',
    "deep.json": b"[" * 200_000,
    "deep.yml": b"[" * 5_000,
    "tag.yml": b"references: !!python/object/apply:os.getcwd []\n",
    "two.yml": b"a: b\n---\nc: d\n",
    "nul.yml": b"a: \x00\n",
}


def _map(root: Path) -> None:
    rows = [{"uid": uid, "href": href, "name": f"<b onclick=MARKER()>{uid}</b>"} for uid, href in HREFS.items()]
    (root / "names.json").write_text(json.dumps({"references": rows}), encoding="utf-8")
    links = "\n\n".join(f"<xref:{uid}> [q1 {uid}](xref:{uid})" for uid in HREFS)
    (root / "source" / "sv-SE" / "x.md").write_text(f"# Rubrik\n\n{links}\n", encoding="utf-8")
    (root / "pyproject.toml").write_text('[tool.bitext]\nxref_map = "names.json"\n', encoding="utf-8")


def test_no_address_of_a_map_reaches_a_page_unjudged(tmp_path: Path) -> None:
    write_good(tmp_path)
    _map(tmp_path)
    built = build(load_project(tmp_path / "source", tmp_path / "locale", tmp_path / "build"), [], jobs=1)
    assert built.withheld == []
    assert faults(tmp_path / "build" / "html") == []
    page = (tmp_path / "build" / "html" / "sv-se" / "x.html").read_text(encoding="utf-8")
    assert [uid for uid in HREFS if f"q1 {uid}" not in page] == []
    assert "<b onclick" not in page
    assert CANARY not in page
    unsafe = [one for one in built.findings if one.code == "unsafe-link"]
    assert len(unsafe) >= 5
    assert all(one.path.endswith("x.md") and one.line > 1 for one in unsafe)


@pytest.mark.parametrize("text", USELESS.values(), ids=USELESS.keys())
@pytest.mark.parametrize("suffix", [".json", ".yml"])
def test_what_is_no_map_has_no_names(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"names{suffix}"
    path.write_text(text, encoding="utf-8")
    assert read_names(path) == {}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(REFUSED[name])
    with pytest.raises(UsageError) as caught:
        read_names(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_aliases_of_aliases_cost_nothing(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 40)]
    (tmp_path / "names.yml").write_text("\n".join([*lines, "references: *a39"]), encoding="utf-8")
    assert read_names(tmp_path / "names.yml") == {}


def test_a_map_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "MAX_CATALOG", 10)
    (tmp_path / "names.json").write_text('{"references": []}', encoding="utf-8")
    with pytest.raises(UsageError, match="larger than 10 bytes"):
        read_names(tmp_path / "names.json")
