"""Small projects to exchange, and the rules of XLIFF 2.1 that a file can be held against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

from sphinx_bitext.catalogs.exchange.xliff import METADATA, NAMESPACE
from sphinx_bitext.workflows.exchanging import export_xliff
from sphinx_bitext.workflows.ingest import ingest
from sphinx_bitext.workflows.project import Project, load_project
from support import unit

PIECES = (
    "**", "*", "_", "__", "`", "``", "[", "]", "](u)", "](<a b> 't')", "![", "<b>", "</b>", "<br>", "<xref:a>", "<a",
    "</B>", "<!-- c -->", "\\", "\n", " ", "word", "é", "文。", "{0}", "{{x}}", "%s", "(", ")", "&amp;", "http://a.b/c",
    "\x00", "<i>", "</i>", "\ufffe", "<https://a.b>",
)  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map("".join)
"""Inline Markdown, whole and broken."""

SWEDISH = (
    ("Spara filen", "Save the file"),
    ("Välj **Spara**.", "Select **Save**."),
    ("Kör `save --now` eller läs [hjälpen](help.md).", "Run `save --now` or read [the help](help.md)."),
    ("Klart.", "Done."),
)
JAPANESE = (
    "ファイルの保存",
    "**保存**を選択します。",
    "`save --now` を実行するか、[ヘルプ](help.md)を参照してください。",
    "完了。",
)


def article(locale: str, kind: str, texts: tuple[str, ...]) -> str:
    """Return a delivery: a heading, a paragraph of two sentences, a paragraph of one, unit numbers from 102."""
    head, *body = (
        unit(f"0abcd-{102 + number}", text, english)
        for number, (text, (_, english)) in enumerate(zip(texts, SWEDISH, strict=True))
    )
    return (
        f"---\ntitle: {texts[0]}\nms.openlocfilehash: {'ab' * 20}\nms.translationtype: {kind}\n"
        f"ms.contentlocale: {locale}\nms.lasthandoff: 03/04/2021\n---\n"
        f'# <a name="save"></a>{head}\n\n{body[0]} {body[1]}\n\n{body[2]}\n'
    )


def small_project(root: Path) -> Project:
    """Return a project of one article: Swedish by people, Japanese by a machine; ingested."""
    for locale, kind, texts in (("sv-SE", "HT", tuple(text for text, _ in SWEDISH)), ("ja-JP", "MT", JAPANESE)):
        file = root / "source" / locale / "guide" / "save.md"
        file.parent.mkdir(parents=True)
        file.write_text(article(locale, kind, texts), encoding="utf-8")
    project = load_project(root / "source", root / "locale", root / "build")
    ingest(project)
    return project


def catalog_file(project: Project, locale: str = "sv-SE") -> Path:
    """Return the catalog of the article of a small project."""
    return project.catalog_path(locale, "guide/save")


def edit(file: Path, old: str, new: str) -> None:
    """Replace what stands once in a file."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def exported(project: Project, locale: str = "sv-SE", *, codes: bool = True) -> Path:
    """Export one locale of a small project as XLIFF and return the file."""
    ingest(project)
    out = project.output_dir / "xliff"
    assert export_xliff(project, [locale], out, codes=codes).files == 1
    return out / locale / "guide" / "save.xlf"


def broken_rules(data: bytes) -> list[str]:
    """Return what a file does against the core of XLIFF 2.1."""
    root = etree.fromstring(data)
    found = [] if root.tag == f"{{{NAMESPACE}}}xliff" and root.get("version") == "2.1" else ["root"]
    found += [f"no {name}" for name in ("srcLang", "trgLang") if not root.get(name)]
    files = list(root)
    found += [f"file {file.get('id')}" for file in files if file.tag != _q("file") or not len(file)]
    for file in files:
        found += _repeated([one.get("id") for one in file.iter(_q("unit"))])
        for one in file.iter(_q("unit")):
            found += (f"{one.get('id')}: {rule}" for rule in _unit_rules(one))
    return found


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _repeated(ids: list[str | None]) -> Iterator[str]:
    for one in ids:
        if one is None or not re.fullmatch(r"[-.:\w]+", one):
            yield f"id {one!r} is no name token"
    if len(set(ids)) < len(ids):
        yield "an id is repeated"


_ORDER = {f"{{{METADATA}}}metadata": 0, _q("notes"): 1, _q("originalData"): 2, _q("segment"): 3, _q("ignorable"): 3}


def _unit_rules(one: etree._Element) -> Iterator[str]:
    order = [_ORDER[child.tag] for child in one]
    if order != sorted(order) or max(order) < 3 or order.count(1) > 1 or order.count(2) > 1:
        yield "children out of order"
    if one.find(_q("segment")) is None:
        yield "no segment"
    data = [child.get("id") for child in one.iterfind(f"{_q('originalData')}/{_q('data')}")]
    yield from _repeated(data)
    refs = {value for code in one.iter() for name, value in code.attrib.items() if str(name).startswith("dataRef")}
    if refs != set(data):
        yield f"data {sorted(map(str, data))} but references {sorted(refs)}"
    parts = [child for child in one if order and _ORDER[child.tag] == 3]
    yield from _repeated([*(part.get("id") for part in parts), *(code.get("id") for code in _codes(parts, "source"))])
    sources = {code.get("id"): code.attrib for code in _codes(parts, "source")}
    targets = _codes(parts, "target")
    yield from _repeated([code.get("id") for code in targets])
    if any(sources.get(code.get("id"), code.attrib) != code.attrib for code in targets):
        yield "a code differs from the one of its id in the source"
    for part in parts:
        if [etree.QName(child).localname for child in part] not in (["source"], ["source", "target"]):
            yield "a part without source, or target before it"
        if part.get("subState") and (":" not in str(part.get("subState")) or not part.get("state")):
            yield "sub-state"
        if part.get("state", "initial") not in ("initial", "translated", "reviewed", "final"):
            yield "state"
    for code in _codes(parts, "source") + targets:
        if code.get("subType") and (not code.get("type") or ":" not in str(code.get("subType"))):
            yield "sub-type"


def _codes(parts: list[etree._Element], side: str) -> list[etree._Element]:
    return [code for part in parts for code in part.iterfind(f"{_q(side)}//*") if code.tag != _q("cp")]
