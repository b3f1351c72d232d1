"""What happens while Sphinx reads pages: the text comes in localized, and what is known of it is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_bitext.markup.marks import remove_marks
from sphinx_bitext.model import Page

from .dialect.context import part_states
from .dialect.xrefs import known_name, resolve_names
from .elements import segment
from .flat import publish_flat
from .gate import pass_gate
from .images import image_path
from .limits import bounded
from .needless import leave_out_of
from .records import Record, begin_draft, draft_of, records_of
from .segments import assign_heading_ids, place_segments
from .site import app_of, site_of
from .surgery import replace_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .site import Site


def read_source(app: Sphinx, docname: str, source: list[str]) -> None:
    """Handle `source-read`: put the localized text in the place of the (unread) file."""
    site, env = site_of(app), app.env
    try:
        page, digest, problem = site.page(docname), site.digest(docname), ""
    except Exception as error:  # one article never stops the site
        page = Page(docname=docname, locale=site.locale, markdown="", title=docname, status="unaligned")
        problem, digest = f"the article could not be read: {type(error).__name__}: {error}", ""
    draft = begin_draft(env, page)
    draft.digest = digest
    if problem:
        draft.warn("withheld", problem)
    source[0] = remove_marks(page.markdown) if app.builder.name == "gettext" else page.markdown


class LocalizedPage(SphinxTransform):
    """The first transform of every page: ids of headings, the gate, sentences."""

    default_priority = 1

    def apply(self, **_kwargs: object) -> None:
        """Clean the document; whatever goes wrong, the page is published."""
        app = app_of(self.env)
        draft = draft_of(self.env)
        if draft is None:
            return
        if app.builder.name == "gettext":
            assign_heading_ids(self.document, ())  # Sphinx's own collectors ask every section for an id
            return
        leave_out_of(self.document)
        site = site_of(app)
        try:
            with bounded():
                assign_heading_ids(self.document, draft.page.heading_ids)
                resolve_names(self.document, draft, site)
                pass_gate(self.document, draft, site)
                place_segments(self.document, in_english=draft.page.status == "english-only")
        except Exception as error:  # see flat.py
            publish_flat(self.document, draft, error)
            self.document.ids.clear()


def finish_reading(app: Sphinx, document: nodes.document) -> None:
    """Handle `doctree-read`, after Sphinx's collectors: keep the record, take sentences out of titles and contents.

    Headings appear in lists of contents too; a sentence's id must not stand on a page twice.
    """
    env = app.env
    draft = draft_of(env)
    if draft is None:
        return
    docname = env.docname
    for tree in (env.titles.get(docname), env.longtitles.get(docname), env.tocs.get(docname)):
        if tree is not None:
            replace_all([(node, None) for node in tree.findall(segment)])
    env.metadata[docname]["orphan"] = True
    if draft.parts:
        draft.part_states = part_states(env, site_of(app), docname, sorted(draft.parts))
    for element in document.findall(nodes.Element):
        if not isinstance(element, segment):
            draft.anchors.update(element["ids"])
    records_of(env)[docname] = draft.record()
    # Sphinx keeps these of a document; they would hold its whole tree, or a path of this machine, in the pickle.
    document.ids.clear()
    document.nameids.clear()


def purge(_app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Handle `env-purge-doc`."""
    records_of(env).pop(docname, None)


def merge(_app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Handle `env-merge-info`: take over what a worker read."""
    theirs = records_of(other)
    records_of(env).update((docname, theirs[docname]) for docname in docnames if docname in theirs)


def outdated(app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]) -> list[str]:
    """Handle `env-get-outdated`: name the pages that the site gives otherwise now, or with other parts or images.

    Sphinx itself sees only files that became newer, and reads a page with a missing image again in every build.
    """
    site = site_of(app)
    return [
        docname
        for docname, record in sorted(records_of(env).items())
        if docname in env.found_docs and _is_outdated(env, site, docname, record)
    ]


def _is_outdated(env: BuildEnvironment, site: Site, docname: str, record: Record) -> bool:
    try:
        if site.digest(docname) != record.digest:
            return True
        if record.parts and part_states(env, site, docname, record.parts) != record.part_states:
            return True
    except Exception:  # as in `read_source`: the page is read again and its problem named
        return True
    if any(known_name(site, uid) != known for uid, known in record.names):
        return True
    return any(image_path(docname, name, site) != path for name, path in record.images)
