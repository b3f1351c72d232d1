"""What the Sphinx side asks of the rest of the program, and how the two are connected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_bitext.markup.dialect.xref import Target
    from sphinx_bitext.model import Alternate, NavigationTree, Page


class Site(Protocol):
    """One locale of the site, as Sphinx sees it. Nothing here may raise on bad articles."""

    @property
    def locale(self) -> str:
        """BCP 47 tag of this build, e.g. `sv-SE`; `en-US` for the source."""

    @property
    def source_dir(self) -> Path:
        """`source/en-US`: Sphinx's srcdir. Its parent is the tree no asset may lie outside of."""

    def documents(self) -> Mapping[str, Path]:
        """Return docname -> absolute path of the file that is its main source (it may lie outside srcdir)."""

    def digest(self, docname: str) -> str:
        """Return a digest of what is published under `docname`: another one makes the page outdated."""

    def page(self, docname: str) -> Page:
        """Return what is published under `docname`."""

    def alternates(self, docname: str) -> Sequence[Alternate]:
        """Return the locales that have a page of this name; `index` is the home page where there is no article."""

    def navigation(self) -> Sequence[NavigationTree]:
        """Return what the tables of contents say, that of the whole site first; empty where there are none."""

    def moved(self) -> Mapping[str, str]:
        """Return docnames that are gone with those that links to them lead to."""

    def asset(self, docname: str, target: str) -> Path | None:
        """Return the real file a relative image target names, inside the source tree, or None."""

    def snippet(self, docname: str, target: str) -> Path | None:
        """Return the real file of code that a target, relative to the article, names, or None."""

    def name(self, uid: str) -> Target | None:
        """Return where a name such as `System.String` leads, or None."""

    def warn(self, docname: str, code: str, message: str, where: str = "") -> None:
        """Take one finding about a page; `where` is the text that it is about, as it stands in the article.

        Called in the main process only, in order of docnames, in every build.
        """


SiteFactory = Callable[["Sphinx"], Site]

_factories: WeakKeyDictionary[Sphinx, SiteFactory] = WeakKeyDictionary()
_sites: WeakKeyDictionary[Sphinx, Site] = WeakKeyDictionary()


def connect_site(app: Sphinx, factory: SiteFactory) -> None:
    """Say how the `Site` of `app` is made: `factory(app)` is called once, when the builder exists."""
    _factories[app] = factory


def site_of(app: Sphinx) -> Site:
    """Return the `Site` of `app`; raises ConfigError when none was connected."""
    site = _sites.get(app)
    if site is None:
        factory = _factories.get(app)
        if factory is None:
            msg = "sphinx_bitext.sphinxext: no site is connected; put 'sphinx_bitext' into the extensions of conf.py"
            raise ConfigError(msg)
        site = _sites[app] = factory(app)
    return site


def app_of(env: BuildEnvironment) -> Sphinx:
    """Return the application of `env` in every supported Sphinx (9.0 deprecates `env.app`)."""
    app: Sphinx | None = getattr(env, "_app", None)
    return app if app is not None else env.app
