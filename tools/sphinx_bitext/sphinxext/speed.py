"""One patch of Sphinx's internals, for speed alone: pages come out the same with and without it.

Sphinx builds docutils' whole option parser anew for each document (1.5 ms of 10 ms a page). The result depends on
the components and the defaults only, so it is kept while a build runs. Where the place in Sphinx has changed, or the
settings cannot be compared, nothing is patched.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import sphinx.util.docutils as place

if TYPE_CHECKING:
    from docutils.frontend import Values
    from sphinx.application import Sphinx

_NAME = "_get_settings"
_PARAMETERS = ["components", "defaults", "read_config_files"]


def _caching(original: Callable[..., Values]) -> Callable[..., Values]:
    kept: dict[tuple[object, ...], tuple[dict[str, Any], Values]] = {}

    def settings(*components: object, defaults: Mapping[str, Any], read_config_files: bool = False) -> Values:
        key = (*(part if isinstance(part, type) else type(part) for part in components), read_config_files)
        known = kept.get(key)
        if known is None or known[0] != defaults:
            known = kept[key] = (
                dict(defaults),
                original(*components, defaults=defaults, read_config_files=read_config_files),
            )
        return known[1].copy()  # a new list of dependencies each time; nothing else in it is changed by anyone

    settings.__wrapped__ = original  # type: ignore[attr-defined]
    return settings


def keep_settings(_app: Sphinx) -> None:
    """Handle `builder-inited`: patch where the place looks as it did when this was written."""
    original = getattr(place, _NAME, None)
    if original is None or hasattr(original, "__wrapped__"):
        return
    if list(inspect.signature(original).parameters) == _PARAMETERS:
        setattr(place, _NAME, _caching(original))


def forget_settings(_app: Sphinx, _error: Exception | None) -> None:
    """Handle `build-finished`: undo `keep_settings`."""
    patched = getattr(place, _NAME, None)
    original = getattr(patched, "__wrapped__", None)
    if original is not None:
        setattr(place, _NAME, original)
