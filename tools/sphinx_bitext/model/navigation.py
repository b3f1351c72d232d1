"""The table of contents of a site in one language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry, with what stands below it."""

    title: str
    """Plain text; empty where the page's own title is shown."""
    docname: str | None = None
    """The page it leads to."""
    target: str = ""
    """Address outside of the site, or what follows the page's, `#part`; empty else."""
    english: bool = False
    """Whether the title is English on a page of another language."""
    children: tuple[NavigationItem, ...] = ()


@dataclass(frozen=True, slots=True)
class NavigationTree:
    """What one table of contents, with those it includes, leads to."""

    folder: str
    """The folder it lies in, empty for that of the whole site; it speaks for the pages below."""
    items: tuple[NavigationItem, ...]
