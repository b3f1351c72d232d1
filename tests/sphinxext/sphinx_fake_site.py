# ruff: noqa: ANN401 (soup and settings are of any type)
"""A site made of strings, and real Sphinx builds of it, for the tests of the Sphinx side.

It is a Sphinx extension as well: `setup` connects the site the builder below is about to build.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_bitext.markup.dialect.xref import Target
from sphinx_bitext.markup.marks import CLOSE, MarkKind, opening
from sphinx_bitext.model import Alternate, NavigationTree, Page
from sphinx_bitext.sphinxext import connect_site

_CURRENT: list[FakeSite] = []


def setup(app: Sphinx) -> dict[str, Any]:
    connect_site(app, lambda _app: _CURRENT[-1])
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def sentence(unit: str, text: str) -> str:
    return opening(MarkKind.SEGMENT, unit) + text + CLOSE


@dataclass
class FakeSite:
    root: Path
    """Holds `source/` and `build/`."""
    locale: str = "sv-SE"
    pages: dict[str, Page] = field(default_factory=dict)
    others: dict[str, list[Alternate]] = field(default_factory=dict)
    names: dict[str, Target] = field(default_factory=dict)
    found: list[tuple[str, str, str]] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)
    """docname that has moved to docname."""
    odd: dict[str, Path] = field(default_factory=dict)
    """Further documents, as they are."""
    trees: list[NavigationTree] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source_dir.mkdir(parents=True, exist_ok=True)

    @property
    def source_dir(self) -> Path:
        return self.root / "source" / "en-US"

    @property
    def outdir(self) -> Path:
        return self.root / "build" / "html" / self.locale.lower()

    def file(self, docname: str) -> Path:
        return self.root / "source" / self.locale / f"{docname}.md"

    def put(self, docname: str, markdown: str, **facts: Any) -> None:
        """Add or change an article."""
        facts.setdefault("title", docname)
        facts.setdefault("status", "source" if self.locale == "en-US" else "translated")
        self.pages[docname] = Page(docname=docname, locale=self.locale, markdown=markdown, **facts)
        self.file(docname).parent.mkdir(parents=True, exist_ok=True)
        self.file(docname).write_text(markdown, encoding="utf-8", errors="surrogateescape")

    def documents(self) -> Mapping[str, Path]:
        return {**{name: self.file(name) for name in self.pages}, **self.odd}

    def digest(self, docname: str) -> str:
        return repr(self.pages[docname])

    def page(self, docname: str) -> Page:
        return self.pages[docname]

    def alternates(self, docname: str) -> Sequence[Alternate]:
        return self.others.get(docname, [])

    def navigation(self) -> Sequence[NavigationTree]:
        return self.trees

    def moved(self) -> Mapping[str, str]:
        return self.gone

    def asset(self, docname: str, target: str) -> Path | None:
        path = self.file(docname).parent / target.lstrip("/")
        return path if path.is_file() else None

    def snippet(self, docname: str, target: str) -> Path | None:
        path = (self.file(docname).parent / target).resolve()
        return path if path.is_file() and path.is_relative_to(self.root / "source") else None

    def name(self, uid: str) -> Target | None:
        return self.names.get(uid)

    def warn(self, docname: str, code: str, message: str, where: str = "") -> None:
        self.found.append((docname, code, message))

    def codes(self, docname: str) -> list[str]:
        return [code for name, code, _ in self.found if name == docname]

    def soup(self, docname: str) -> Any:
        return BeautifulSoup(self.html(docname), "lxml")

    def html(self, docname: str) -> str:
        return (self.outdir / f"{docname}.html").read_text(encoding="utf-8")

    def article(self, docname: str) -> Any:
        found = self.soup(docname).find("article")
        assert found is not None
        return found

    def build(
        self,
        *,
        builder: str = "html",
        theme: str = "bitext",
        parallel: int = 0,
        outdir: Path | None = None,
        **overrides: Any,
    ) -> str:
        """Build; return Sphinx's warnings."""
        self.found.clear()
        _CURRENT.append(self)
        warnings = io.StringIO()
        outdir = outdir or (self.outdir if builder == "html" else self.root / "build" / builder)
        try:
            with patch_docutils(), docutils_namespace():
                app = Sphinx(
                    srcdir=self.source_dir,
                    confdir=None,
                    outdir=outdir,
                    doctreedir=self.root / "build" / "doctrees" / builder / self.locale,
                    buildername=builder,
                    confoverrides={
                        "extensions": ["sphinx_bitext.sphinxext", "sphinx_fake_site"],
                        "html_theme": theme,
                        "project": "Northwind Help",
                        "language": self.locale.replace("-", "_"),
                        **overrides,
                    },
                    status=None,
                    warning=warnings,
                    parallel=parallel,
                )
                app.build()
        finally:
            _CURRENT.pop()
        return re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue())
