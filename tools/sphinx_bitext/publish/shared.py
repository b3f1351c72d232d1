"""What all locales share: the English sentences of each article, and the page that lists the languages."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..alignment.english import SOURCE_LOCALE
from ..locales import own_name, page_language, text_direction
from ..sphinxext import english_json
from ..store import remove_file, write_text
from ..workflows.pages import PreparedLocale


def write_english(html_dir: Path, prepared: PreparedLocale) -> None:
    """Write `_english/<docname>.json` for each article whose sentences are numbered; remove those of others."""
    folder = html_dir / "_english"
    wanted = set()
    for docname, page in prepared.pages.items():
        if page.english:
            path = folder / f"{docname}.json"
            write_text(path, english_json(page))
            wanted.add(path)
    for path in folder.rglob("*.json"):
        if path not in wanted:
            remove_file(path)


def write_root(html_dir: Path, title: str, locales: Sequence[str]) -> None:
    """Write the page at the root: all languages by their own names."""
    write_text(html_dir / "index.html", "".join(render_root(title, locales)))


def render_root(title: str, locales: Sequence[str]) -> Iterable[str]:
    """Yield the root page; no script, no inline style."""
    style = f"{SOURCE_LOCALE.lower()}/_static/bitext.css"
    yield '<!DOCTYPE html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f'<title>{html.escape(title)}</title>\n<link rel="stylesheet" href="{style}">\n</head>\n<body>\n'
    yield f'<main class="root" id="main">\n<h1>{html.escape(title)}</h1>\n<ul class="languages">\n'
    for locale in sorted(locales, key=lambda tag: own_name(tag).casefold()):
        language, name = page_language(locale), html.escape(own_name(locale))
        yield f'<li><a href="{locale.lower()}/index.html" lang="{language}" hreflang="{language}" '
        yield f'dir="{text_direction(locale)}">{name}</a></li>\n'
    yield "</ul>\n</main>\n</body>\n</html>\n"
