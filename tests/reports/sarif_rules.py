"""The rules of SARIF 2.1.0 that our files touch, read from the standard and written down in our own form.

A shape names what an object may have; a trailing `!` says that it must. Values: a type, a set of words, a shape's name,
`[shape]` for an array and `{}` for a property bag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Shape = dict[str, object]

LEVELS = {"none", "note", "warning", "error"}
SHAPES: dict[str, Shape] = {
    "log": {"$schema": str, "version!": {"2.1.0"}, "runs!": ["run"]},
    "run": {
        "tool!": "tool", "automationDetails": "automation", "originalUriBaseIds": {}, "results": ["result"],
        "columnKind": {"utf16CodeUnits", "unicodeCodePoints"},
    },
    "tool": {"driver!": "driver"},
    "driver": {"name!": str, "version": str, "informationUri": str, "rules": ["rule"]},
    "automation": {"id": str},
    "rule": {
        "id!": str, "name": str, "shortDescription": "text", "fullDescription": "text", "help": "text",
        "defaultConfiguration": "configuration", "properties": {},
    },
    "text": {"text!": str, "markdown": str},
    "configuration": {"level": LEVELS, "rank": float},
    "result": {
        "ruleId": str, "ruleIndex": int, "level": LEVELS, "rank": float, "message!": "text", "locations": ["location"],
        "partialFingerprints": {}, "baselineState": {"new", "unchanged", "updated", "absent"},
        "suppressions": ["suppression"], "properties": {},
    },
    "location": {"physicalLocation": "physical"},
    "physical": {"artifactLocation": "artifact", "region": "region"},
    "artifact": {"uri": str, "uriBaseId": str},
    "region": {"startLine": int, "startColumn": int, "endLine": int, "endColumn": int},
    "suppression": {
        "kind!": {"inSource", "external"}, "status": {"accepted", "underReview", "rejected"}, "justification": str,
        "location": "location",
    },
}  # fmt: skip
_URI_RE = re.compile(r"(?=.)(?:file:///)?(?:[A-Za-z]:/)?(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*\Z")
_ESCAPED_RE = re.compile(r"\\[\\\[\]]")
_LINK_RE = re.compile(r"\[[^\[\]]*\]\(")


def problems(log: Any) -> list[str]:  # noqa: ANN401 (whatever a JSON file holds)
    """Return what is wrong with a log, one line each; empty when nothing is."""
    found = list(_shape(log, "log", "log"))
    return found or [said for number, run in enumerate(log["runs"]) for said in _run(run, f"runs[{number}]")]


def _shape(value: Any, name: str, where: str) -> Iterator[str]:  # noqa: ANN401
    if not isinstance(value, dict):
        yield f"{where}: not an object"
        return
    known = {key.rstrip("!"): kind for key, kind in SHAPES[name].items()}
    yield from (f"{where}: no {key[:-1]}" for key in SHAPES[name] if key.endswith("!") and key[:-1] not in value)
    for key, item in value.items():
        if key not in known:
            yield f"{where}: {key} is unknown"
        else:
            yield from _value(item, known[key], f"{where}.{key}")


def _value(value: Any, kind: object, where: str) -> Iterator[str]:  # noqa: ANN401
    if isinstance(kind, str):
        yield from _shape(value, kind, where)
    elif isinstance(kind, list):
        for number, item in enumerate(value) if isinstance(value, list) else ():
            yield from _shape(item, kind[0], f"{where}[{number}]")
        if not isinstance(value, list):
            yield f"{where}: not an array"
    elif isinstance(kind, set):
        if value not in kind:
            yield f"{where}: {value!r} is none of {sorted(kind)}"
    elif isinstance(kind, dict):
        if not isinstance(value, dict):
            yield f"{where}: not an object"
    elif type(value) is not kind:
        yield f"{where}: {value!r} is not of type {kind}"


def _run(run: dict[str, Any], where: str) -> Iterator[str]:
    """Yield what no shape can say."""
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    if len(set(ids)) != len(ids):
        yield f"{where}: two rules of one id"
    results = run["results"]
    if len({"baselineState" in result for result in results}) > 1:
        yield f"{where}: some results have a baseline state, others have none"
    if "/" not in run["automationDetails"]["id"]:
        yield f"{where}: the run has no name"
    names = [tuple(sorted(result["partialFingerprints"].items())) for result in results]
    if len(set(names)) != len(names):
        yield f"{where}: two results of one fingerprint"
    for number, result in enumerate(results):
        yield from _result(result, ids, set(run["originalUriBaseIds"]), f"{where}.results[{number}]")


def _result(result: dict[str, Any], ids: list[str], bases: set[str], where: str) -> Iterator[str]:
    index = result["ruleIndex"]
    if not 0 <= index < len(ids) or ids[index] != result["ruleId"]:
        yield f"{where}: the index is not that of {result['ruleId']}"
    if not 0 <= result["rank"] <= 100:
        yield f"{where}: rank {result['rank']}"
    text = result["message"]["text"]
    if not text or _LINK_RE.search(_ESCAPED_RE.sub("-", text)) or re.search(r"(?<!\{)\{\d+\}", text):
        yield f"{where}: the message is empty, or holds a link or a placeholder: {text!r}"
    places = [place["physicalLocation"] for place in result.get("locations", ())]
    places += [one["location"]["physicalLocation"] for one in result.get("suppressions", ())]
    for place in places:
        yield from _place(place, bases, where)


def _place(place: dict[str, Any], bases: set[str], where: str) -> Iterator[str]:
    artifact, region = place["artifactLocation"], place["region"]
    address = artifact["uri"]
    if not _URI_RE.match(address):
        yield f"{where}: {address!r} is no address"
    if address.startswith("file:") == ("uriBaseId" in artifact) or artifact.get("uriBaseId", "") not in {*bases, ""}:
        yield f"{where}: an absolute address with a base, or a relative one without"
    start = (region["startLine"], region.get("startColumn", 1))
    end = (region.get("endLine", start[0]), region.get("endColumn", start[1]))
    if min(*start, *end) < 1 or end < start:
        yield f"{where}: region {region}"
