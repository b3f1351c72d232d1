"""The interface strings of a locale, and what in a page's body is worded by the interface."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from html import escape

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_bitext.locales import page_language, text_direction

from .dialect.elements import worded
from .elements import disclosure
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


@lru_cache(maxsize=64)
def translate_for(lang: str) -> Translate:
    """Return the interface of a language (value of `lang`)."""
    from sphinx_bitext.theme import interface_strings  # noqa: PLC0415 (reads catalogs; not needed to read pages)

    return Translate(interface_strings(lang))


class InterfaceWords(SphinxPostTransform):
    """Titles of alerts and names of tables, worded when a page is written."""

    default_priority = 6
    formats = ("html",)

    def run(self, **_kwargs: object) -> None:
        """Word what has no text of its own."""
        translate = translate_for(page_language(site_of(app_of(self.env)).locale))
        # A class is looked for many times faster than what a function tells.
        for alert in [node for node in self.document.findall(nodes.Element) if type(node) in _ALERTS]:
            css, key = _ALERTS[type(alert)]
            box = nodes.admonition(classes=[css, *alert["classes"]], ids=alert["ids"])
            box += nodes.title("", "", nodes.Text(translate(key)))
            box.extend(alert.children)
            alert.replace_self(box)
        rtl = text_direction(site_of(app_of(self.env)).locale) == "rtl"
        for node in list(self.document.findall(worded)):
            # Versions and hosts are written from left to right; isolated, they keep their signs in order.
            values = {name: f"\u2066{value}\u2069" if rtl else value for name, value in node["values"].items()}
            node.replace_self(nodes.Text(translate(node["key"], **values)))
        for hidden in self.document.findall(disclosure):
            if "word" in hidden:
                hidden["summary"] = escape(translate(hidden["word"]))
        for number, table in enumerate(self.document.findall(nodes.table), start=1):
            table["bitext_label"] = translate("Table {number}", number=number)
