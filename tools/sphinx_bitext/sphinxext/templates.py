"""How templates are run: as Sphinx does, without looking at their files and into each name for every page."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from sphinx.jinja2glue import BuiltinTemplateLoader


class PageTemplates(BuiltinTemplateLoader):
    """Sphinx's templates, outside of its sandbox.

    Templates are the project's, as `conf.py` is, and no text of an article is ever one: they have nothing to break out
    of, and what the sandbox asks of each name took a quarter of their time.
    """

    def init(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as the base)
        """Make Sphinx's environment, and take over what it knows."""
        super().init(*args, **kwargs)
        known = self.environment
        self.environment: Environment = Environment(  # type: ignore[assignment]
            loader=self, extensions=list(known.extensions), auto_reload=False
        )
        for name in ("filters", "tests", "globals"):
            getattr(self.environment, name).update(getattr(known, name))
