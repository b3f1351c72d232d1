"""Links for readers who find a fault: every value is encoded, and only what a page has is offered."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from sphinx_fake_site import FakeSite, sentence

from sphinx_bitext.errors import UsageError
from sphinx_bitext.settings import parse_settings
from sphinx_bitext.sphinxext.feedback import entry_lines, fill

REPORT = "mailto:a@example.org?subject={article}&body={source}%0A{target}%0A{url}"
EDIT = "https://git.example.org/edit/{path}#L{line}"


def test_values_cannot_leave_their_place() -> None:
    odd = 'a&b=c#d?e "f" {source}\n%0A 100% \ud800ö'
    filled = fill("https://example.org/r?t={target}&u={url}", {"target": odd, "url": ""})
    assert parse_qs(urlsplit(filled).query) == {"t": [odd.replace("\ud800", "?")]}
    assert urlsplit(filled).fragment == ""
    assert fill("https://example.org/{path}", {"path": "a b/../é#1?.md"}).endswith("/a%20b/../%C3%A9%231%3F.md")


def test_lines_are_told_once_each() -> None:
    assert entry_lines({"103": 12, "104": 12, "x-9": 7, "105": 20}) == "7:x-9;12:103,104;20:105"
    assert entry_lines({}) == ""


def test_pages_offer_what_they_have(site: FakeSite) -> None:
    english = {"101": "Hello."}
    places = {"source_path": "source/en-US/a b.md", "catalog_path": "locale/sv/a.po", "entry_lines": {"101": 4}}
    site.put("a", sentence("101", "Hej."), english=english, **places)
    site.put("old", sentence("101", "Hej."), english=english, status="stale")
    site.put("own", "Egen.", status="unaligned", source_path="source/sv-SE/own.md")
    site.put("foreign", "Hello.", status="english-only", **places)
    assert (
        site.build(bitext_feedback_url=REPORT, bitext_edit_url=EDIT, bitext_base_url="https://help.example.org/x") == ""
    )
    found = {name: [link["href"] for link in site.soup(name).select(".feedback a")] for name in site.pages}
    assert [unquote(address).partition(":")[0] for address in found["a"]] == ["mailto", "https", "https"]
    assert found["a"][1:] == [
        "https://git.example.org/edit/locale/sv/a.po#L1",
        "https://git.example.org/edit/source/en-US/a%20b.md#L1",
    ]
    assert parse_qs(urlsplit(found["a"][0]).query)["body"] == ["\n\nhttps://help.example.org/x/sv-se/a.html"]
    assert len(found["old"]) == 1
    assert [address.partition("?")[0] for address in found["own"]] == [
        "mailto:a@example.org",
        "https://git.example.org/edit/source/sv-SE/own.md#L1",
    ]
    assert found["foreign"] == ["https://git.example.org/edit/source/en-US/a%20b.md#L1"]
    assert site.soup("a").select_one("[data-lines]")["data-lines"] == "4:101"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("feedback_url", "javascript:alert({source})"),
        ("feedback_url", "https://{locale}.example.org/"),
        ("feedback_url", "https://example.org"),
        ("feedback_url", "mailto:{source}?x"),
        ("feedback_url", "https://example.org/?a={reader}"),
        ("feedback_url", 'https://example.org/"onclick'),
        ("edit_url", "mailto:a@example.org?{path}"),
        ("edit_url", "https://example.org/{line}"),
        ("edit_url", "https://example.org/{path}?{unit}"),
        ("edit_url", "https://example.org/ {path}"),
    ],
)
def test_addresses_that_would_lead_elsewhere_are_refused(name: str, value: str) -> None:
    with pytest.raises(UsageError, match=name):
        parse_settings({name: value}, "here")


@pytest.mark.parametrize("name", ["feedback_url", "edit_url"])
def test_no_address_is_no_fault(name: str) -> None:
    assert getattr(parse_settings({name: ""}, "here"), name) == ""
