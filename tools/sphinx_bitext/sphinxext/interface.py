"""The interface strings of a locale, and what in a page's body is worded by the interface."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import sphinx
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from .locales import html_lang
from .site import app_of, site_of

_ALERTS: dict[type[nodes.Element], tuple[str, str]] = {
    nodes.note: ("note", "Note"),
    nodes.tip: ("tip", "Tip"),
    nodes.important: ("important", "Important"),
    nodes.warning: ("warning", "Warning"),
    nodes.caution: ("caution", "Caution"),
}
"""Alert -> (CSS class, key of its title)."""


class Translate:
    """The function `t(key, **values)` of the templates."""

    def __init__(self, strings: Mapping[str, str]) -> None:
        self._strings = strings

    def __call__(self, key: str, **values: object) -> str:
        """Return the string of `key` with `{name}` filled in; the key itself where the catalog lacks it."""
        text = self._strings.get(key) or key
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def __contains__(self, key: str) -> bool:
        return bool(self._strings.get(key))


@lru_cache(maxsize=64)
def translate_for(lang: str) -> Translate:
    """Return the interface of a language (value of `lang`)."""
    from sphinx_bitext.theme import interface_strings  # noqa: PLC0415 (reads catalogs; not needed to read pages)

    return Translate(interface_strings(lang))


@lru_cache(maxsize=512)
def _sphinx_word(language: str, word: str) -> str:
    """Return a word as Sphinx's own catalog of a language has it, else in English.

    Read from the catalog itself: `sphinx.locale` keeps the first language of a process for all builds after it.
    """
    for name in (language, re.sub(r"_.*", "", language)):
        file = Path(sphinx.package_dir) / "locale" / name / "LC_MESSAGES" / "sphinx.mo"
        if file.is_file():
            with file.open("rb") as stream:
                return gettext.GNUTranslations(stream).gettext(word)
    return word


class InterfaceWords(SphinxPostTransform):
    """Titles of alerts and names of tables, worded when a page is written."""

    default_priority = 6
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Word what has no text of its own."""
        translate = translate_for(html_lang(site_of(app_of(self.env)).locale))
        for alert in list(self.document.findall(lambda node: type(node) in _ALERTS)):
            assert isinstance(alert, nodes.Element)
            css, key = _ALERTS[type(alert)]
            label = translate(key) if key in translate else _sphinx_word(self.config.language, key)
            box = nodes.admonition(classes=[css, *alert["classes"]], ids=alert["ids"])
            box += nodes.title("", "", nodes.Text(label))
            box.extend(alert.children)
            alert.replace_self(box)
        for number, table in enumerate(self.document.findall(nodes.table), start=1):
            table["bitext_label"] = translate("Table {number}", number=number)
