"""What happens once all pages are read: which must be written again, findings handed over, shared files written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .images import image_file, published_path
from .lean import is_ours
from .links import linked_anchor, linked_page, renew_link_index
from .navigation import Navigation
from .pages import renew_navigation, switcher_of
from .project import ArticleProject
from .records import Record, records_of, told_of
from .shared import used_images, write_shared
from .site import site_of
from .toc_navigation import Entry

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_bitext.model import Alternate

    from .site import Site
    from .switcher import Switcher


def pages_to_rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Handle `env-get-updated`: pages whose surroundings changed, though their own text did not.

    So an incremental build gives the same bytes as a clean one: a page is written again when a neighbour, an ancestor,
    another locale of it, or the target of one of its links came, went or changed its title.
    """
    navigation = renew_navigation(env)
    renew_link_index(env)
    surroundings, before = _surroundings(app, env), getattr(env, "bitext_surroundings", "")
    if surroundings == before:  # of all pages: what each shows of the others need not be looked at
        return []
    env.bitext_surroundings = surroundings  # type: ignore[attr-defined]
    written: dict[str, str] = getattr(env, "bitext_written", {})
    others, lines = _Others(site_of(app), switcher_of(env)), _Lines()
    now = {
        docname: _fingerprint(app, docname, record, navigation, lines, others)
        for docname, record in records_of(env).items()
        if docname in env.found_docs
    }
    env.bitext_written = now  # type: ignore[attr-defined]
    return sorted(docname for docname, digest in now.items() if written.get(docname) != digest)


def _surroundings(app: Sphinx, env: BuildEnvironment) -> str:
    """Return a digest of all that pages can show of each other: `_fingerprint` looks at nothing else."""
    site, switcher = site_of(app), switcher_of(env)
    records = [(name, told_of(record)) for name, record in sorted(records_of(env).items()) if name in env.found_docs]
    rows: dict[int, Sequence[Alternate]] = {}
    alternates = []
    for name, _ in (("index", ()), *records):
        row = site.alternates(name)
        rows.setdefault(id(row), row)  # kept, so that no other row can get its number
        alternates.append(id(row))
    numbers = {one: at for at, one in enumerate(rows)}
    said = [[(repr(one), switcher[one.locale].name) for one in row] for row in rows.values()]
    site_said = repr((site.locale, switcher[site.locale].name, site.navigation(), sorted(site.moved().items())))
    config = (app.config.root_doc, app.config.bitext_base_url)
    told = (records, [numbers[one] for one in alternates], said, site_said, config)
    return hashlib.sha256(json.dumps(told, default=str).encode("utf-8", "surrogatepass")).hexdigest()


class _Others(dict["Alternate", tuple[str, str]]):
    """What pages say of themselves in other locales, with the names of these; most pages say the same."""

    def __init__(self, site: Site, switcher: Switcher) -> None:
        super().__init__()
        self._site = site
        self._switcher = switcher
        self._said: dict[tuple[Alternate, ...], str] = {}
        self.own_name = switcher[site.locale].name

    def __missing__(self, one: Alternate) -> tuple[str, str]:
        found = self[one] = self._switcher[one.locale].name, repr(one)
        return found

    def say(self, docname: str) -> str:
        row = tuple(self._site.alternates(docname))
        said = self._said.get(row)
        if said is None:
            said = self._said[row] = repr(sorted(map(self.__getitem__, row)))
        return said


class _Lines(dict[Entry, str]):
    """Lines of navigation as text; many pages show the same."""

    def __missing__(self, line: Entry) -> str:
        text = self[line] = repr(line)
        return text


def _fingerprint(
    app: Sphinx, docname: str, record: Record, navigation: Navigation, lines: _Lines, others: _Others
) -> str:
    found = navigation.place(docname)
    around = (found.ancestors, found.heading, found.before, found.after, [lines[line] for line in found.entries])
    recent = navigation.recent if docname == app.config.root_doc else ()
    links = [_end_of(app.env, docname, target) for target in record.links]
    own = (record.title, record.status, record.translation_type, others.own_name)
    text = repr((own, around, recent, others.say(docname), links))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _end_of(env: BuildEnvironment, docname: str, target: str) -> tuple[str | None, str | None]:
    """Return the page and the place on it that a link leads to."""
    page = linked_page(env, docname, target)
    return page, linked_anchor(env, page, target) if page is not None else None


def _broken(env: BuildEnvironment, docname: str, record: Record) -> Iterator[tuple[str, str, str]]:
    """Yield the findings about the links of a page."""
    for target in record.links:
        page, anchor = _end_of(env, docname, target)
        if page is None and not target.startswith("/"):
            yield "broken-link", f"the link leads to no page and is published as text: {target[:200]}", target
        elif page is not None and anchor is None:
            yield "broken-anchor", f"the page has no such place: {target[:200]}", target


def hand_over_findings(app: Sphinx, error: Exception | None) -> None:
    """Handle `build-finished`: report what was found, for pages read in this build and in earlier ones alike.

    Nobody waits for that as for a page, so it comes when all are written.
    """
    if error is not None:
        return
    site, env = site_of(app), app.env
    findings: dict[str, list[tuple[str, str, str]]] = {}
    if isinstance(app.project, ArticleProject):
        findings |= {docname: [(*problem, "")] for docname, problem in app.project.refused.items()}
    for docname, record in records_of(env).items():
        if docname in env.found_docs:
            findings[docname] = [*record.warnings, *_broken(env, docname, record)]
    for docname, found in sorted(findings.items()):
        for code, message, where in found:
            site.warn(docname, code, message, where)
    if app.builder.format == "html":
        write_shared(app, _images(app, site), theme=is_ours(app))


def _images(app: Sphinx, site: Site) -> Iterator[tuple[str, Path]]:
    """Yield the images of all pages, (published name, file); what changed meanwhile is left to the next build."""
    for docname, target, name in used_images(app):
        file = image_file(docname, target, site)
        if file is not None and published_path(file, site) == name:
            yield name, file
