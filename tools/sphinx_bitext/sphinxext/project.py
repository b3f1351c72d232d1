"""Sphinx's list of documents: exactly what the site says, wherever the files lie."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.project import Project

from .shelved import shelve
from .site import site_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .site import Site

SUFFIX = ".md"
_MAX_COMPONENT = 255 - len(".doctree")
"""Bytes a component of a docname may have: Sphinx adds suffixes to it and file systems stop at 255."""
_ODD_RE = re.compile(r"[\x00-\x1f\x7f\\]")


class ArticlePath(type(Path())):  # type: ignore[misc]
    """A path Sphinx may stat but never opens: the text of a page comes through `source-read`.

    So bytes that are not UTF-8, or a file that became a pipe, cannot stop the build.
    """

    def read_text(self, *_args: object, **_kwargs: object) -> str:
        """Return an empty text without opening the file."""
        return ""


def name_problem(docname: str, path: Path) -> tuple[str, str] | None:
    """Return (code, message) when a document of this name cannot be published, else None."""
    parts = docname.split("/")
    if not docname or any(part in ("", ".", "..") for part in parts) or _ODD_RE.search(docname):
        return "odd-name", f"the name {docname!r} cannot be the address of a page"
    try:
        longest = max(len(part.encode("utf-8")) for part in parts)
    except UnicodeEncodeError:
        return "odd-name", f"the name {docname!r} is not valid Unicode"
    if longest > _MAX_COMPONENT:
        return "odd-name", f"a part of the name is {longest} bytes long, more than {_MAX_COMPONENT}"
    if path.suffix != SUFFIX:
        return "odd-name", f"the file does not end in {SUFFIX}"
    try:
        regular = path.is_file()
    except (OSError, ValueError):
        regular = False
    return None if regular else ("unreadable", "the source of the page is not a regular file")


class ArticleProject(Project):
    """A project whose documents come from a `Site`."""

    def __init__(self, srcdir: str | os.PathLike[str], site: Site, *, dirhtml: bool = False) -> None:
        super().__init__(srcdir, (SUFFIX,))
        self._site: Site | None = site
        self._dirhtml = dirhtml
        self.refused: dict[str, tuple[str, str]] = {}
        """Docname -> (code, message) of documents that cannot be published."""
        self._found: Mapping[str, Path] | None = None
        """The documents of the site, once they have been taken over."""
        self._paths: dict[str, ArticlePath] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what the site says anew in each build: the project is pickled with the environment."""
        said: dict[str, Any] = {"_site": None, "_found": None}
        said |= {name: {} for name in ("_paths", "_path_to_docname", "_docname_to_path")}
        return {**self.__dict__, **said}

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Take over the documents of the site; the patterns of Sphinx play no part."""
        del exclude_paths, include_paths
        if self._site is None:
            return self.docnames
        documents = self._site.documents()
        if documents is self._found:  # Sphinx asks twice in a build
            return self.docnames
        self._found = documents
        self.docnames.clear()
        self._paths.clear()
        self._path_to_docname.clear()
        self._docname_to_path.clear()
        self.refused.clear()
        for docname, path in sorted(documents.items()):
            problem = name_problem(docname, path)
            if not problem and self._dirhtml and f"{docname}/index" in documents:
                problem = "odd-name", f"the page would have the address of {docname}/index"
            if problem:
                self.refused[docname] = problem
                continue
            self.docnames.add(docname)
            self._docname_to_path[docname] = path
            self._path_to_docname.setdefault(path, docname)
        return self.docnames

    def doc2path(self, docname: str, absolute: bool) -> Any:  # noqa: ANN401 (Sphinx 9 names a private type)
        """Return the real path when `absolute`; else the path the document would have below srcdir."""
        if not absolute:
            return ArticlePath(docname + SUFFIX)
        path = self._paths.get(docname)
        if path is None:
            known = self._docname_to_path.get(docname)
            path = self._paths[docname] = ArticlePath(known or self.srcdir / (docname + SUFFIX))
        return path


def install_project(app: Sphinx) -> None:
    """Handle `builder-inited`: put our project in the place of Sphinx's.

    Sphinx makes its project and environment in one go after `config-inited`, so this is the first moment at which
    both exist; nothing has been read yet. `include_patterns` is empty by then, so Sphinx's own project found nothing.
    """
    project = ArticleProject(app.srcdir, site_of(app), dirhtml=app.builder.name == "dirhtml")
    project.restore(app.project)
    app.project = app.env.project = project
    shelve(app.env)
    app.env.find_files(app.config, app.builder)


def stand_in_for_root(app: Sphinx, env: BuildEnvironment, _docnames: list[str]) -> None:
    """Handle `env-before-read-docs`: the home page may be generated, so the root document need not exist.

    Sphinx stops when the root document was not read; it looks once, after reading. `remove_stand_in` undoes this.
    """
    if app.config.root_doc not in env.found_docs:
        env.all_docs.setdefault(app.config.root_doc, 0)


def remove_stand_in(app: Sphinx, env: BuildEnvironment) -> None:
    """Handle `env-updated`, which Sphinx emits right after it has looked for the root document."""
    if app.config.root_doc not in env.found_docs:
        env.all_docs.pop(app.config.root_doc, None)
