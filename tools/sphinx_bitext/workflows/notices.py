"""Findings that come from reading, merging and publishing, not from a check on a bitext."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Certainty, Finding, Severity


class Notice(NamedTuple):
    """What a code means."""

    severity: Severity
    summary: str
    fix: str


NOTICES: dict[str, Notice] = {
    "skipped-file": Notice(
        Severity.ERROR,
        "A file below source/ was not read.",
        "Only regular .md files of at most 2 MB with printable names are articles. Replace links and special files by "
        "copies, split files that are too large, rename files with control characters.",
    ),
    "catalog-syntax": Notice(
        Severity.ERROR,
        "A catalog is not valid: GNU msgfmt would refuse it. It was left as it is; where it cannot be read at all, its "
        "page shows the delivered text.",
        "Open the catalog at the line named. `msgfmt -c FILE` says more.",
    ),
    "newer-delivery": Notice(
        Severity.WARNING,
        "A newer delivery differs from what a person wrote in the catalog.",
        "The person's text stays. The delivered one stands in a comment of the entry: take it over or keep yours.",
    ),
    "export-differs": Notice(
        Severity.WARNING,
        "An article could not be put together again from its English and its catalog byte for byte.",
        "Where nobody edited the article, its delivery was written as it came. Otherwise look at the line: a list, "
        "code or HTML there is built otherwise than in English.",
    ),
    "withheld": Notice(
        Severity.ERROR,
        "A page could not be published.",
        "See the message; all other pages were published.",
    ),
    "unused-silence": Notice(
        Severity.INFO,
        "A silence fits no finding: what it was written for is mended, or it names the wrong place.",
        "Take it out of the settings or the catalog, or correct its code, locale, path or unit.",
    ),
    "replaced-character": Notice(
        Severity.INFO,
        "A sentence holds a character that XML cannot hold; a translation memory has U+FFFD in its place.",
        "Remove the control character from the text; XLIFF files carry it as it is.",
    ),
    "returned-conflict": Notice(
        Severity.WARNING,
        "A translation tool returned a text for an entry that has changed since the export.",
        "The catalog's text stays. The returned one stands in a comment of the entry: take it over or keep yours.",
    ),
    "returned-unknown": Notice(
        Severity.WARNING,
        "A translation tool returned a text for an article or an English that no catalog has.",
        "The English was changed or removed after the export, or `bitext ingest` has not made the catalog yet. Export "
        "again, and translate what is missing.",
    ),
    "returned-incomplete": Notice(
        Severity.WARNING,
        "A translation tool returned a part of a text, or one whose markup has lost its content.",
        "Translate all sentences of the unit, and let the tool keep the original data of the file.",
    ),
    "returned-syntax": Notice(
        Severity.ERROR,
        "A file that should be merged is not XLIFF 2.",
        "Let the tool save XLIFF 2 (`bitext export --format xliff` writes 2.1), and look at the line named.",
    ),
    "published-flat": Notice(
        Severity.ERROR,
        "The parser could not take an article, or a paragraph of it; its text is published without structure.",
        "Look for nesting that is far too deep, for hundreds of brackets without an end, or report the article.",
    ),
    "odd-name": Notice(
        Severity.ERROR,
        "The name of an article cannot be the address of a page.",
        "Rename the file: no control characters, no backslash, at most 247 bytes a folder or file name.",
    ),
    "unreadable": Notice(
        Severity.ERROR,
        "The source of a page is not a regular file.",
        "Put the article itself in its place.",
    ),
    "broken-link": Notice(
        Severity.WARNING,
        "A link to another article leads nowhere; the page shows its text alone.",
        "Correct the path in the article, or deliver the article that it names.",
    ),
    "toc-syntax": Notice(
        Severity.WARNING,
        "Something in a table of contents (`TOC.yml`, `toc.md`) cannot be used as it is written.",
        "A table of contents is a list of entries with `name`, `href` and `items`. See the line named.",
    ),
    "toc-link": Notice(
        Severity.WARNING,
        "An entry of a table of contents leads nowhere; the navigation shows its name alone, or leaves it out.",
        "Correct the path in the table of contents, or deliver the article that it names.",
    ),
    "broken-anchor": Notice(
        Severity.WARNING,
        "A link names a place that its page does not have; it leads to the beginning of the page, or is text.",
        "Name the id of a heading: its English words in small letters, with hyphens.",
    ),
    "missing-image": Notice(
        Severity.WARNING,
        "An image is not there; the page shows its description.",
        "Put the image beside the English article or beside the delivery.",
    ),
    "remote-image": Notice(
        Severity.INFO,
        "An image lies on another server; pages load nothing from others, so it is published as a link.",
        "Put a copy of the image into source/.",
    ),
    "unsafe-image": Notice(
        Severity.WARNING,
        "An image address is not allowed; the page shows its description.",
        "Use a relative path inside source/, or a small PNG, GIF, JPEG or WebP data address.",
    ),
    "unsafe-link": Notice(
        Severity.WARNING,
        "A link address is not allowed; the page shows its text.",
        "Links may be relative or begin with https, http, mailto or tel.",
    ),
    "redirect-syntax": Notice(
        Severity.WARNING,
        "A redirection cannot be read, or its address is redirected already; it is not used.",
        "Each entry needs `source_path`, the path of an article, and `redirect_url`; give each article one entry.",
    ),
    "redirect-hidden": Notice(
        Severity.WARNING,
        "A redirection names an article that is there; it is not used, and the article is published.",
        "Remove the redirection, or remove the article, or its text where it redirects itself in its front matter.",
    ),
    "redirect-target": Notice(
        Severity.WARNING,
        "A redirection leads nowhere, or to an address that is not allowed; it is not used.",
        "Name an article that is there, or an address that begins with https. Addresses that begin with a slash and "
        "are no article of ours need the setting `link_base`.",
    ),
    "redirect-loop": Notice(
        Severity.WARNING,
        "Redirections lead in a circle; none of them is used.",
        "Let one of them name an article that is there.",
    ),
    "missing-include": Notice(
        Severity.WARNING,
        "An article that should be taken in is not there; the page shows its title instead.",
        "Deliver the article, or correct the path. An article may not take itself in, and not without end.",
    ),
    "missing-code": Notice(
        Severity.WARNING,
        "A file of code, or the part of it that is asked for, is not there; the page shows its name instead.",
        "Put the file below source/, beside the article or where the path says; correct the lines or the name of the "
        "part.",
    ),
    "unknown-name": Notice(
        Severity.INFO,
        "A link by name leads nowhere: neither an article nor the map of names has it. The page shows its text.",
        "Give the article that is meant a `uid`, or name a map with the setting `xref_map`.",
    ),
    "unknown-markup": Notice(
        Severity.INFO,
        "Something looks like a construct of the platform's Markdown and is none; it is published as text.",
        "Correct its name or its end, or write it otherwise.",
    ),
    "lost-cell": Notice(
        Severity.WARNING,
        "A row of a table has more cells than its head; the page does not show them.",
        "Give the head of the table a cell for each column, or write `\\|` for a bar that is meant as text.",
    ),
    "odd-entry": Notice(
        Severity.WARNING,
        "An entry of a catalog has forms for singular and plural, which no article has, or the alignment spans of a "
        "delivery in its text.",
        "Write the translation as one text: one `msgid`, one `msgstr`, and no spans. Until then pages show the English "
        "of an entry with forms.",
    ),
    "unsafe-html": Notice(
        Severity.WARNING,
        "HTML that a page may not hold was taken out or is shown as text.",
        "Write it in Markdown.",
    ),
    "unknown-html": Notice(
        Severity.INFO,
        "Something in angle brackets is no HTML and is shown as text.",
        "If it is a placeholder, put it between backticks.",
    ),
    "search-unavailable": Notice(
        Severity.WARNING,
        "Pagefind is not installed: the pages were published without a search box.",
        "Install it with `pip install sphinx-bitext[search]`, or set `search = false`.",
    ),
    "search-failed": Notice(
        Severity.WARNING,
        "The search index of a locale could not be made; an older one stays.",
        "See the message; the pages themselves were published.",
    ),
}


def notice(
    code: str,
    *,
    locale: str,
    article: str,
    path: str,
    message: str,
    line: int = 1,
    column: int = 1,
    unit: str | None = None,
    source: str = "",
    target: str = "",
) -> Finding:
    """Return a finding of one of the codes above, at the beginning of a line unless a column is given."""
    severity = NOTICES[code].severity
    place = (path, line, column, line, column)
    return Finding(code, severity, Certainty.CERTAIN, locale, article, unit, *place, message, source, target)
