"""What a template is told about a page: one variable, `bitext`."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from weakref import WeakKeyDictionary

from sphinx_bitext.locales import page_language, text_direction

from .addresses import NOT_FOUND, address_from, page_address
from .feedback import Action, actions_of
from .head import Head, head_of
from .interface import Translate, translate_for
from .links import page_uri
from .navigation import CONTENTS, Contents, Navigation
from .navigation_links import ENGLISH, Link, LinkGroup, LongDate, NavigationLinks, Neighbours, Recent, note_of
from .records import Record, records_of
from .site import app_of, site_of
from .switcher import OtherLocale, Switcher

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_OWN_SCRIPTS = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js")
"""Sphinx's scripts; nothing on our pages uses them."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The one notice above an article."""

    kind: str
    """`english-only`, `stale` or `machine`."""
    text: str


@dataclass(frozen=True, slots=True)
class PageContext:
    """Everything a template may ask; see the contract with the theme."""

    lang: str
    dir: str
    locale: str
    language_name: str
    status: str
    content_lang: str
    content_dir: str
    translation_type: str | None
    notice: Notice | None
    english_url: str | None
    english_json: str | None
    updated: LongDate | None
    alternates: list[OtherLocale]
    description: str | None
    title: str
    site_title: str
    home_url: str
    root_url: str
    """The page that lists all languages, as a list also for readers whom it would send on."""
    breadcrumbs: list[Link]
    section: LinkGroup | None
    home: list[LinkGroup] | None
    t: Translate
    head: Head
    """What search engines are told, and where the shared files are."""
    actions: list[Action]
    """What a reader can do about the text."""
    before: Link | None = None
    """The page before this one in reading order."""
    after: Link | None = None
    recent: list[Recent] | None = None
    """On the home page: the articles that were updated last."""
    notes: frozenset[str] = frozenset()
    """The marks beside `alternates`."""


_navigations: WeakKeyDictionary[BuildEnvironment, Navigation] = WeakKeyDictionary()
_neighbours: WeakKeyDictionary[Navigation, Neighbours] = WeakKeyDictionary()
_switchers: WeakKeyDictionary[Navigation, Switcher] = WeakKeyDictionary()


def renew_navigation(env: BuildEnvironment) -> Navigation:
    """Make the navigation of this build; to be called once all pages are read."""
    records = {name: record for name, record in records_of(env).items() if name in env.found_docs}
    trees = site_of(app_of(env)).navigation()
    navigation = _navigations[env] = Navigation(records, trees, env.config.root_doc)
    return navigation


def navigation_of(env: BuildEnvironment) -> Navigation:
    """Return the navigation of this build."""
    return _navigations.get(env) or renew_navigation(env)


def switcher_of(env: BuildEnvironment) -> Switcher:
    """Return the language switcher of this build."""
    navigation = navigation_of(env)
    switcher = _switchers.get(navigation)
    if switcher is None:
        switcher = _switchers[navigation] = Switcher(site_of(app_of(env)))
    return switcher


def fill_context(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _document: nodes.document | None
) -> None:
    """Handle `html-page-context`: add `bitext`, take out what Sphinx would add."""
    context["bitext"] = _Filler(app, pagename, context.pop("bitext_contents", None)).context()
    context["sidebars"] = []
    context["prev"] = context["next"] = None
    context["parents"] = []
    context["rellinks"] = []
    if app.config.html_theme == "bitext":
        context["script_files"] = [
            script
            for script in context["script_files"]
            if not str(getattr(script, "filename", "")).endswith(_OWN_SCRIPTS)
        ]


def generated_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Handle `html-collect-pages`: the home page of a locale without an article `index`, what it leads to, and 404."""
    home = app.config.root_doc
    shutil.rmtree(Path(app.builder.outdir) / CONTENTS, ignore_errors=True)
    if home not in app.env.found_docs:
        for contents in (*navigation_of(app.env).contents(), None):
            name = contents.docname if contents else home
            title = contents.heading.title if contents else _site_title(app)
            told = {"bitext_contents": contents}
            if _has_template(app, "home.html"):
                yield name, {"title": title, "body": "", **told}, "home.html"
            else:
                yield name, {"title": escape(title), "body": _plain_home(app, name, contents), **told}, "page.html"
    if NOT_FOUND not in app.env.found_docs and _has_template(app, "404.html"):
        yield NOT_FOUND, {"title": "", "body": ""}, "404.html"


def _has_template(app: Sphinx, name: str) -> bool:
    folders = [Path(folder) for folder in app.builder.theme.get_theme_dirs()]  # type: ignore[attr-defined]
    return any((folder / name).is_file() for folder in folders)


def _plain_home(app: Sphinx, name: str, contents: Contents | None) -> str:
    """Return the body of a home page for themes that know nothing of ours."""
    context = _Filler(app, name, contents).context()
    lines = [f"<h1>{escape(context.title)}</h1>"]
    for group in context.home or []:
        lines += [f"<h2>{escape(group.title)}</h2>"] if group.title else []
        lines.append("<ul>")
        lines += [f"<li>{_plain_link(item)}</li>" for item in group.items]
        lines.append("</ul>")
    return "\n".join(lines) + "\n"


def _plain_link(link: Link) -> str:
    return f'<a href="{escape(link.url)}">{escape(link.title)}</a>' if link.url else escape(link.title)


def _site_title(app: Sphinx) -> str:
    title: str = app.config.bitext_site_title or app.config.project
    return title


class _Filler:
    """Makes the context of one page."""

    def __init__(self, app: Sphinx, pagename: str, contents: Contents | None = None) -> None:
        self.app = app
        self.name = pagename
        self.locale = site_of(app).locale
        self.records: Mapping[str, Record] = records_of(app.env)
        self.record = self.records.get(pagename) if pagename in app.env.found_docs else None
        self.navigation = navigation_of(app.env)
        self.t = translate_for(page_language(self.locale))
        self.home = app.config.root_doc
        self.switcher = switcher_of(app.env)
        self.contents = contents
        self.links = NavigationLinks(
            self.navigation,
            self.records,
            self.locale,
            self.t,
            self._url,
            lambda to: page_uri(app.env, pagename, to),
            pagename,
            self._neighbours(),
        )
        self.subject = self.home if pagename == NOT_FOUND else pagename
        """What the language switcher leads to."""

    def context(self) -> PageContext:
        """Return the context."""
        record = self.record
        generated = "missing" if self.name == NOT_FOUND else "home" if self._is_list else "source"
        status = record.status if record else generated
        content = ENGLISH if status in ("english-only", "source") and record else self.locale
        place = self.navigation.place(self.name) if record else None
        head = head_of(self.app, self.name, record)
        alternates = self._alternates()
        return PageContext(
            lang=page_language(self.locale),
            dir=text_direction(self.locale),
            locale=self.locale,
            language_name=self.switcher[self.locale].name,
            status=status,
            content_lang=page_language(content),
            content_dir=text_direction(content),
            translation_type=record.translation_type if record else None,
            notice=self._notice(record) if record else None,
            english_url=self._english_url(),
            english_json=self._english_json(),
            updated=LongDate.of(record.updated, self.locale) if record else None,
            alternates=alternates,
            notes=frozenset(one.note for one in alternates),
            description=record.description if record else None,
            title=self._title(),
            site_title=_site_title(self.app),
            home_url=self._url(self.home),
            root_url=self._above("index.html") + "#choose",
            breadcrumbs=self.links.breadcrumbs(place, self.home) if place and self.name != self.home else [],
            section=self.links.section(place) if place else None,
            home=self._home(),
            t=self.t,
            before=self.links.link(place.before) if place and place.before else None,
            after=self.links.link(place.after) if place and place.after else None,
            recent=self.links.recent() if self.name == self.home else None,
            head=head,
            actions=self._actions(head.canonical or "") if record else [],
        )

    def _actions(self, address: str) -> list[Action]:
        assert self.record is not None
        config = self.app.config
        return actions_of(
            self.record,
            locale=self.locale,
            article=self.name,
            page=address,
            feedback_url=config.bitext_feedback_url,
            edit_url=config.bitext_edit_url,
            t=self.t,
        )

    @property
    def _is_list(self) -> bool:
        """Whether the page is generated: the home page, or one that it leads to."""
        return self.record is None and (self.name == self.home or self.contents is not None)

    def _title(self) -> str:
        if self.record:
            return self.record.title
        if self.contents:
            return self.contents.heading.title
        return self.t("Page not found") if self.name == NOT_FOUND else _site_title(self.app)

    def _home(self) -> list[LinkGroup] | None:
        if self.contents:
            return [LinkGroup(None, self.links.contents(self.contents))]
        return self.links.home() if self._is_list else None

    def _neighbours(self) -> Neighbours:
        kept = _neighbours.setdefault(self.navigation, Neighbours())
        own = page_address(self.app, self.locale, self.name)
        return kept.enter(NOT_FOUND if self.name == NOT_FOUND else posixpath.dirname(own))

    def _url(self, docname: str) -> str:
        return self._above(page_address(self.app, self.locale, docname))

    def _above(self, path: str) -> str:
        """Return the address of what lies below the root: each locale has a folder of its lower-case tag."""
        return address_from(self.app, self.name, path)

    def _in_locale(self, locale: str) -> str:
        """Return the address of this page in another locale."""
        return self._above(page_address(self.app, locale, self.subject))

    def _notice(self, record: Record) -> Notice | None:
        if record.status == "english-only":
            return Notice("english-only", self.t("This article is only available in English."))
        if record.status == "stale" or record.stale_messages:
            text = "The English article has changed since this translation. Paragraphs concerned: {count}"
            return Notice("stale", self.t(text, count=record.stale_messages))
        if record.machine and record.post_edited:
            text = "This article was translated by machine. Paragraphs edited by people: {count}"
            return Notice("machine", self.t(text, count=record.post_edited))
        if record.machine:
            return Notice("machine", self.t("This article was translated by machine."))
        return None

    def _english_url(self) -> str | None:
        if self.locale == ENGLISH or (self.record and self.record.status in ("source", "unaligned")):
            return None
        return self._in_locale(ENGLISH)

    def _english_json(self) -> str | None:
        if self.record is None or not self.record.has_english or self.locale == ENGLISH:
            return None
        return self._above(f"_english/{quote(self.name)}.json")

    def _alternates(self) -> list[OtherLocale]:
        note = note_of(self.record) if self.record else ""
        return self.switcher.entries(site_of(self.app).alternates(self.subject), note, self._in_locale)
