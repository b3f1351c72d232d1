"""What is remembered of each page between builds: everything that links, navigation and page heads need.

Records live in Sphinx's environment, so that pages can be written without being read again.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING

from sphinx_bitext.model import TranslationType

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_bitext.model import Page

_DRAFT_KEY = "bitext_draft"


@dataclass(frozen=True, slots=True)
class Record:
    """The facts of one page that was read."""

    title: str
    status: str
    machine: bool
    """Whether the page is a machine translation."""
    translation_type: str | None
    description: str | None
    robots: str | None
    updated: datetime.date | None
    stale_messages: int
    english_messages: int
    post_edited: int
    has_english: bool
    """Whether there are English sentences to show beside the page's."""
    links: tuple[str, ...] = ()
    """Link targets inside the site as written, sorted."""
    images: tuple[tuple[str, str], ...] = ()
    """(target as written, published name or empty), sorted by target."""
    anchors: tuple[str, ...] = ()
    """Ids on the page that links may name, sorted; those of sentences are not among them."""
    warnings: tuple[tuple[str, str, str], ...] = ()
    """(code, message, text as it stands in the article or empty) of what was found, in reading order."""
    digest: str = ""
    """Of the page that the site gave; empty where it could not give one."""
    source_path: str = ""
    catalog_path: str = ""
    entry_lines: Mapping[str, int] = field(default_factory=dict)
    """See `model.Page`."""
    parts: tuple[tuple[str, str], ...] = ()
    """(`article` or `code`, target as the page would write it) of what the page takes in, sorted."""
    part_states: tuple[tuple[object, ...], ...] = ()
    """What was known of each of `parts` when the page was read."""
    names: tuple[tuple[str, str], ...] = ()
    """(uid, what was known of it) of the names that the page links to, sorted."""

    @property
    def in_english(self) -> bool:
        """Whether the article is English in a locale that is not."""
        return self.status == "english-only"


@dataclass(slots=True)
class Draft:
    """The page that is being read just now."""

    page: Page
    links: set[str] = field(default_factory=set)
    images: dict[str, str] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)
    warnings: dict[tuple[str, str], str] = field(default_factory=dict)
    """(code, message) to the text that it is about, as it stands in the article."""
    digest: str = ""
    part_states: tuple[tuple[object, ...], ...] = ()
    parts: set[tuple[str, str]] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def warn(self, code: str, message: str, where: str = "") -> None:
        """Remember a finding about the text `where`; the same one is kept once."""
        self.warnings.setdefault((code, message), where)

    def record(self) -> Record:
        """Return the facts to keep."""
        page = self.page
        kind = page.translation_type
        return Record(
            title=page.title.strip() or page.docname,
            status=page.status,
            machine=kind is TranslationType.MACHINE,
            translation_type=str(kind) if kind else None,
            description=page.description,
            robots=page.robots,
            updated=page.updated,
            stale_messages=page.stale_messages,
            english_messages=page.english_messages,
            post_edited=page.post_edited,
            has_english=bool(page.english) and page.status in ("translated", "stale"),
            links=tuple(sorted(self.links)),
            images=tuple(sorted(self.images.items())),
            anchors=tuple(sorted(self.anchors)),
            warnings=tuple((code, message, where) for (code, message), where in self.warnings.items()),
            digest=self.digest,
            source_path=page.source_path,
            catalog_path=page.catalog_path,
            entry_lines=page.entry_lines,
            parts=tuple(sorted(self.parts)),
            part_states=self.part_states,
            names=tuple(sorted(self.names.items())),
        )


_ITS_OWN = frozenset(
    (
        "description",
        "stale_messages",
        "english_messages",
        "post_edited",
        "has_english",
        "images",
        "warnings",
        "digest",
        "source_path",
        "catalog_path",
        "entry_lines",
        "parts",
        "part_states",
        "names",
    )
)
"""Fields that only the page itself shows."""
told_of: Callable[[Record], tuple[object, ...]] = attrgetter(
    *(one.name for one in fields(Record) if one.name not in _ITS_OWN)
)
"""Returns what other pages may show of a page, or depend on."""


def records_of(env: BuildEnvironment) -> dict[str, Record]:
    """Return the records kept in `env`, by docname; the dict may be changed."""
    records: dict[str, Record] | None = getattr(env, "bitext_records", None)
    if records is None:
        records = {}
        env.bitext_records = records  # type: ignore[attr-defined]
    return records


def begin_draft(env: BuildEnvironment, page: Page) -> Draft:
    """Start the draft of the page that is being read."""
    draft = Draft(page)
    env.temp_data[_DRAFT_KEY] = draft
    return draft


def draft_of(env: BuildEnvironment) -> Draft | None:
    """Return the draft of the page that is being read, None for a document that is not ours."""
    draft = env.temp_data.get(_DRAFT_KEY)
    return draft if isinstance(draft, Draft) else None
