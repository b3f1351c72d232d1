"""What is left out for speed changes no byte of a page."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Literal

import pytest
from docutils.transforms import Transform
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.transforms.post_transforms.code import HighlightLanguageTransform
from sphinx_fake_site import FakeSite, sentence

from sphinx_bitext.model import NavigationItem, NavigationTree
from sphinx_bitext.publish import locale
from sphinx_bitext.sphinxext import builders, navigation_links, needless, parser, templates
from sphinx_bitext.sphinxext.markdown import ArticleMarkdown
from sphinx_bitext.sphinxext.navigation_links import Link
from sphinx_bitext.sphinxext.toc_navigation import Entry
from sphinx_bitext.sphinxext.token_tree import nest

RICH = f"""# {sentence("101", "Båtar & åror")} {{number}}

{sentence("102", "Läs om **åror** och [segel](sida2.md#segel), se [hamnen](../hamn/index.md).")}

> [!WARNING]
> {sentence("103", "Rör *inte* `tampen`.")}

- ett
  - två

| A | B |
|---|---|
| 1 | ![Båt](bat.png) |

```python
>>> 1 + 1  # doctest: +SKIP
2
```

    indraget

## Segel

<details><summary>Mer</summary>

Text<br>med <kbd>Ctrl</kbd>.

</details>

***

Slut "citat" -- och... [^1]

[^1]: Not
"""


def fill(site: FakeSite) -> None:
    for number in range(4):
        for folder in ("kaj", "hamn"):
            name = f"{folder}/sida{number}" if number else f"{folder}/index"
            status = "english-only" if number == 3 else "translated"
            site.put(name, RICH.format(number=number), title=f"Sida <{number}>", status=status)
    (site.root / "source" / site.locale / "kaj" / "bat.png").write_bytes(b"\x89PNG\r\n")
    below = (NavigationItem("Segel", docname="kaj/sida1"), NavigationItem("Ut", target="/ut"))
    site.trees = [NavigationTree("", (NavigationItem("Kajen", docname="kaj/index", children=below),))]


def pages(site: FakeSite, builder: str) -> dict[str, bytes]:
    folder = site.outdir if builder == "html" else site.root / "build" / builder
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def slow_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give everything back to Sphinx."""
    monkeypatch.setattr(needless, "NEEDLESS", frozenset())
    monkeypatch.setattr(needless, "NEEDLESS_TO_READ", frozenset())
    monkeypatch.setattr(needless, "CodeLanguage", HighlightLanguageTransform)
    for name in ("prepare_writing", "get_doc_context", "create_translator", "write_doc"):
        monkeypatch.setattr(builders.PageBuilder, name, getattr(StandaloneHTMLBuilder, name))
    monkeypatch.setattr(templates.PageTemplates, "init", BuiltinTemplateLoader.init)
    monkeypatch.setattr(parser.ArticleRenderer, "_render_tokens", DocutilsRenderer._render_tokens)
    monkeypatch.setattr(navigation_links.Neighbours, "get", lambda _self, _entry: None)


@pytest.mark.parametrize("theme", ["bitext", "alabaster"])
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_pages_are_the_same_as_with_all_that_sphinx_does(
    builder: str, theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick, slow = FakeSite(tmp_path / "quick"), FakeSite(tmp_path / "slow")
    fill(quick)
    fill(slow)
    quick.build(builder=builder, theme=theme)
    slow_down(monkeypatch)
    slow.build(builder=builder, theme=theme)
    made = pages(quick, builder)
    assert len(made) >= 9
    assert made == pages(slow, builder)


def test_transforms_are_left_out_of_those_that_sphinx_has(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    known: set[str] = set()

    def note(found: list[type[Transform]]) -> list[type[Transform]]:
        known.update(f"{one.__module__}.{one.__qualname__}" for one in found)
        return list(found)

    monkeypatch.setattr(needless, "_needed", note)
    site.put("a", "# A")
    site.build()
    assert len(known & needless.NEEDLESS) > 20, "other versions of Sphinx may have others"
    assert "sphinx.transforms.DoctreeReadEvent" in known


def test_templates_of_a_project_find_what_sphinx_tells(site: FakeSite) -> None:
    templates = site.root / "templates"
    templates.mkdir(parents=True)
    own = '{% extends "!page.html" %}{% block extrahead %}<i title="{{ title|striptags }}">{{ toc }}</i>{% endblock %}'
    (templates / "page.html").write_text(own)
    site.put("a", "# Båt & *åra*\n\n## Segel\n\nText\n")
    site.build(templates_path=[str(templates)])
    html = site.html("a")
    assert '<i title="Båt & åra"><ul>' in html
    assert 'href="#segel">Segel</a>' in html


def test_pages_below_other_folders_have_addresses_of_their_own(site: FakeSite) -> None:
    fill(site)
    site.build()
    found = {
        name: {a["href"] for a in site.soup(name).select(".section li a")} for name in ("hamn/sida1", "hamn/sida2")
    }
    assert found == {
        "hamn/sida1": {"#", "index.html", "sida2.html", "sida3.html"},
        "hamn/sida2": {"#", "index.html", "sida1.html", "sida3.html"},
    }


def test_a_link_is_kept_for_one_folder_alone() -> None:
    kept = navigation_links.Neighbours().enter("a")
    entry = Entry("A", docname="a/b")
    kept[entry] = Link("A", "b.html")
    assert kept.enter("a") == {entry: Link("A", "b.html")}
    assert kept.enter("b") == {}


def test_the_tree_of_tokens_is_that_of_its_library() -> None:
    tokens = ArticleMarkdown().parse(RICH, {})
    root = SyntaxTreeNode()
    root.children = nest(tokens)
    assert root.pretty(show_text=True) == SyntaxTreeNode(tokens).pretty(show_text=True)
    assert {one.parent for one in root.walk()} == {None}


@pytest.mark.parametrize("nesting", [(1,), (-1,), (1, -1, -1), (1, 1, -1)])
def test_tokens_that_are_not_nested_are_refused(nesting: tuple[Literal[-1, 0, 1], ...]) -> None:
    with pytest.raises(ValueError, match="token"):
        nest([Token("quote_open", "blockquote", one) for one in nesting])


def test_pages_that_are_written_are_gone_without_a_search_for_garbage(site: FakeSite) -> None:
    fill(site)
    gc.collect()
    gc.disable()
    try:
        site.build()
        left = {type(one).__name__ for one in gc.get_objects()}
    finally:
        gc.enable()
    assert left.isdisjoint({"Token", "TokenNode", "segment", "PageContext", "ArticleTranslator"})


def test_the_search_for_garbage_is_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with locale._rare_collections():
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
