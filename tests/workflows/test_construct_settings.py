"""Settings about constructs, and the map of names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_bitext.errors import UsageError
from sphinx_bitext.settings import parse_settings
from sphinx_bitext.workflows.names import read_names

JSON = '{"references": [{"uid": "A.B", "href": "https://a.example/b", "name": "B"}]}'
YAML = "### YamlMime:XRefMap\nsorted: true\nreferences:\n- uid: A.B\n  name: B\n  href: https://a.example/b\n"


def test_lists_of_versions_and_hosts_are_no_locales() -> None:
    settings = parse_settings(
        {"monikers": ["app-2.0"], "zones": ["blue"], "video-hosts": ["v.example"]}, "pyproject.toml"
    )
    assert (settings.monikers, settings.zones, settings.video_hosts) == (("app-2.0",), ("blue",), ("v.example",))
    with pytest.raises(UsageError, match="`monikers` must be a list of texts"):
        parse_settings({"monikers": "app-2.0"}, "pyproject.toml")


@pytest.mark.parametrize(("name", "text"), [("map.json", JSON), ("xrefmap.yml", YAML)])
def test_a_map_of_names_is_read(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    names = read_names(tmp_path / name)
    assert {uid: (target.href, target.name("fullName")) for uid, target in names.items()} == {
        "A.B": ("https://a.example/b", "B")
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [("map.json", "{"), ("map.yml", "a: [1"), ("map.yml", "!!python/object:os.system {}"), ("none", None)],
)
def test_a_map_that_cannot_be_read_is_wrong_use(tmp_path: Path, name: str, text: str | None) -> None:
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=name):
        read_names(tmp_path / name)
