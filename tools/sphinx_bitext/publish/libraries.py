"""What a build by Sphinx imports once it has started: a process that has done so can be forked for each locale."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module

from sphinx import application

_OWN = ("builders", "conservation", "needless", "other_themes", "parser", "reading", "settings", "writing")

for _name in application.builtin_extensions:
    with suppress(ImportError):  # Sphinx says so itself, to whom it concerns
        import_module(_name)
for _name in _OWN:
    import_module(f"sphinx_bitext.sphinxext.{_name}")
